// Nesting anywhere in a body: accepted up to the depth that CPython 3.13 reads, then status 500.

#include <flaghook/json/parse.hpp>

#include <gtest/gtest.h>
#include <json/bodies.hpp>
#include <pthread.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using flaghook::parse;
using flaghook::tests::answer_to;
using flaghook::tests::body_of;
using flaghook::tests::body_with;
using flaghook::tests::change_json;
using flaghook::tests::issues_of;
using flaghook::tests::one_change_refused;
using flaghook::tests::repeated;
using flaghook::tests::texts;

/// Maximum number of open objects and lists on the server.
constexpr std::size_t max_levels = 9984;

std::string lists(std::size_t levels) {
    return std::string(levels, '[') + std::string(levels, ']');
}

std::string objects(std::size_t levels) {
    return repeated(R"({"a":)", levels) + "1" + std::string(levels, '}');
}

std::string objects_with_a_repeated_key(std::size_t levels) {
    return repeated(R"({"a":0,"a":)", levels) + "1" + std::string(levels, '}');
}

std::string beside(std::string_view value) {
    return R"({"data":[],"x":)" + std::string(value) + R"(,"meta":{"version":1}})";
}

/// Runs work on a thread whose stack has 26 bytes for each level, too few for recursion.
template <class Work>
void run_with_small_stack(Work& work) {
    pthread_attr_t attributes;
    ASSERT_EQ(pthread_attr_init(&attributes), 0);
    ASSERT_EQ(pthread_attr_setstacksize(&attributes, std::size_t{256} << 10U), 0);
    pthread_t thread{};
    const auto run = [](void* argument) -> void* {
        (*static_cast<Work*>(argument))();
        return nullptr;
    };
    ASSERT_EQ(pthread_create(&thread, &attributes, run, &work), 0);
    ASSERT_EQ(pthread_join(thread, nullptr), 0);
    pthread_attr_destroy(&attributes);
}

TEST(depth, of_an_unknown_member_may_be_the_server_s) {
    for (const auto& nested : {lists, objects}) {
        EXPECT_EQ(answer_to(beside(nested(max_levels - 1))), "200");
        EXPECT_EQ(answer_to(beside(nested(max_levels))), "500 ");
        EXPECT_EQ(answer_to(beside(nested(100'000))), "500 ");
    }
    EXPECT_EQ(issues_of(beside(lists(max_levels))), (texts{" too_deep"}));
    // Closed levels do not count.
    EXPECT_EQ(answer_to(beside('[' + lists(max_levels - 2) + ',' + objects(max_levels - 2) + ']')),
              "200");
}

TEST(depth, of_a_field_leaves_the_verdict_to_its_rule) {
    constexpr std::size_t around = 3;
    const std::string deepest = lists(max_levels - around);
    EXPECT_EQ(answer_to(body_with(&change_json::flag, deepest)),
              one_change_refused(R"({"flag":["Not a valid string."]})"));
    EXPECT_EQ(answer_to(body_with(&change_json::change_id, deepest)),
              one_change_refused(R"({"change_id":["A valid integer is required."]})"));
    EXPECT_EQ(issues_of(body_with(&change_json::created_at, deepest)),
              (texts{"data[0].created_at invalid"}));
    EXPECT_EQ(issues_of(body_with(&change_json::created_by, deepest)),
              (texts{"data[0].created_by invalid"}));
    EXPECT_EQ(answer_to(body_with(&change_json::flag, '[' + deepest + ']')), "500 ");
    EXPECT_EQ(issues_of(body_of("[]", lists(max_levels - 1))), (texts{"meta invalid"}));
    EXPECT_EQ(issues_of(lists(max_levels)), (texts{" invalid"}));
    EXPECT_EQ(issues_of(lists(max_levels + 1)), (texts{" too_deep"}));
}

TEST(depth, of_an_echoed_choice_is_written_whole) {
    const std::string deepest = lists(max_levels - 3);
    EXPECT_EQ(
        answer_to(body_with(&change_json::action, deepest)),
        one_change_refused(R"({"action":["\")" + deepest + R"(\" is not a valid choice."]})"));
    // Repeated keys do not cause recursion, either.
    const auto refused =
        parse(body_with(&change_json::action, objects_with_a_repeated_key(max_levels - 3)));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().issues().front().detail(),
              repeated("{'a': ", max_levels - 3) + "1" + std::string(max_levels - 3, '}'));
}

TEST(depth, is_judged_from_left_to_right_behind_the_encoding) {
    const std::string deep(max_levels + 1, '[');
    EXPECT_EQ(answer_to("[x" + deep).substr(0, 3), "400");
    EXPECT_EQ(answer_to(deep + "x"), "500 ");
    EXPECT_EQ(answer_to(std::string(max_levels, '[') + "x").substr(0, 3), "400");
    EXPECT_EQ(answer_to(deep + "\xFF").substr(0, 3), "400");
    EXPECT_EQ(answer_to("\xEF\xBB\xBF" + deep).substr(0, 3), "400");
}

TEST(depth, does_not_grow_the_stack) {
    constexpr std::size_t around = 3;
    for (const auto& nested : {lists, objects, objects_with_a_repeated_key}) {
        const std::string deepest = nested(max_levels - around);
        std::string answers;
        auto read = [&] {
            answers = answer_to(beside(deepest));
            // As the value of a field, and as an echoed value.
            answers += ' ' + answer_to(body_with(&change_json::flag, deepest)).substr(0, 3);
            answers += ' ' + answer_to(body_with(&change_json::action, deepest)).substr(0, 3);
            answers += ' ' + answer_to(beside(nested(100'000)));
        };
        run_with_small_stack(read);
        EXPECT_EQ(answers, "200 200 200 500 ");
    }
}

} // namespace
