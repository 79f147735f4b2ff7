// The limits of the parser, which the server does not have.

#include <flaghook/json/parse.hpp>

#include <gtest/gtest.h>
#include <json/bodies.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using flaghook::parse;
using flaghook::parse_limits;
using flaghook::tree_form;
using flaghook::tests::answer_to;
using flaghook::tests::body_of;
using flaghook::tests::body_with;
using flaghook::tests::change_json;
using flaghook::tests::issues_of;
using flaghook::tests::repeated;
using flaghook::tests::texts;

std::string answer_within(const parse_limits& limits, std::string_view body) {
    return answer_to(body, tree_form::list, limits);
}

TEST(limits, on_the_body_s_size_refuse_one_byte_more) {
    const std::string body = body_of("[]");
    EXPECT_EQ(answer_within({.body_size = body.size()}, body), "200");
    EXPECT_EQ(answer_within({.body_size = body.size() - 1}, body),
              R"(413 {"detail":"The body is larger than the limit of )" +
                  std::to_string(body.size() - 1) + R"( bytes."})");
    EXPECT_EQ(issues_of(body, {.body_size = 1}), (texts{" too_large"}));
    // The body is not even decoded.
    EXPECT_EQ(answer_within({.body_size = 1}, "\xFF\xFF").substr(0, 3), "413");
    EXPECT_EQ(answer_within({.body_size = 0}, "").substr(0, 3), "200");
}

TEST(limits, on_depth_refuse_one_level_more) {
    const std::string body = body_with(change_json{});
    EXPECT_EQ(answer_within({.depth = 4}, body), "200");
    for (const std::size_t depth : {0U, 1U, 2U, 3U}) {
        EXPECT_EQ(answer_within({.depth = depth}, body), "500 ") << depth;
        EXPECT_EQ(issues_of(body, {.depth = depth}), (texts{" too_deep"})) << depth;
    }
    EXPECT_EQ(parse(body, {.depth = 3}).error().issues().front().message(),
              "The body is nested deeper than the limit of 3 levels.");
}

TEST(limits, on_items_refuse_one_item_more) {
    const std::string good = change_json{}.text();
    const std::string two = body_of("[" + good + "," + good + "]");
    const std::string three = body_of("[" + good + "," + good + "," + good + "]");
    EXPECT_EQ(answer_within({.items = 2}, two), "200");
    EXPECT_EQ(answer_within({.items = 2}, three),
              R"(413 {"detail":"The payload has more than the limit of 2 items."})");
    EXPECT_EQ(issues_of(three, {.items = 2}), (texts{" too_many_items"}));
    // The limit is the same for invalid items.
    for (const std::string_view item : {"null", "1", "\"\"", "[]", "{}", "true"}) {
        const std::string list = std::string(item) + "," + std::string(item);
        EXPECT_EQ(answer_within({.items = 2}, body_of("[" + list + "]")).substr(0, 3), "200");
        EXPECT_EQ(answer_within({.items = 1}, body_of("[" + list + "]")).substr(0, 3), "413")
            << item;
    }
    EXPECT_EQ(answer_within({.items = 0}, body_of("[]")), "200");
    EXPECT_EQ(answer_within({.items = 0}, body_of("[null]")).substr(0, 3), "413");
}

TEST(limits, on_items_do_not_count_lists_elsewhere) {
    EXPECT_EQ(
        answer_within({.items = 1}, R"({"x":[1,2,3],"data":[],"meta":{"version":1,"y":[1,2]}})"),
        "200");
    change_json with_lists;
    with_lists.action = "[1,2,3]";
    EXPECT_EQ(answer_within({.items = 1}, body_with(with_lists)).substr(0, 3), "200");
}

TEST(limits, on_issues_keep_the_first_ones_and_say_how_many_are_missing) {
    const std::string body = body_of("[null,null,null,null,null]");
    EXPECT_EQ(issues_of(body, {.issues = 5}), (texts{"data[0] null", "data[1] null", "data[2] null",
                                                     "data[3] null", "data[4] null"}));
    EXPECT_EQ(issues_of(body, {.issues = 2}),
              (texts{" more_issues", "data[0] null", "data[1] null"}));
    EXPECT_EQ(answer_within({.issues = 2}, body),
              R"(200 {"non_field_errors":["3 more issues are not shown."],"data":[)"
              R"(["This field may not be null."],["This field may not be null."],{},{},{}]})");
    EXPECT_EQ(answer_within({.issues = 0}, body),
              R"(200 {"non_field_errors":["5 more issues are not shown."]})");
    const auto result = parse(body, {.issues = 2});
    EXPECT_EQ(result.error().item_count(), 5U);
}

TEST(limits, on_issues_never_turn_a_refusal_into_an_acceptance) {
    for (const std::string_view body :
         {"null", "[]", "{}", R"({"data":[null],"meta":{"version":1}})",
          R"({"data":[],"meta":{"version":1},"meta":null})", R"({"meta":{},"data":[{}]})",
          R"({"data":[],"meta":null,"data":[]})"}) {
        for (const std::size_t limit : {0U, 1U, 2U}) {
            EXPECT_FALSE(parse(body, {.issues = limit})) << body;
            EXPECT_FALSE(parse(body, {.issues = limit}).error().issues().empty()) << body;
        }
    }
}

TEST(limits, on_issues_do_not_count_those_that_were_taken_back) {
    constexpr std::string_view body =
        R"({"data":[null,null,null],"meta":null,"data":[],"meta":{"version":1}})";
    for (const std::size_t limit : {0U, 1U, 2U, 3U, 4U}) {
        EXPECT_EQ(answer_within({.issues = limit}, body), "200") << limit;
    }
    constexpr std::string_view one_left =
        R"({"data":[null,null],"meta":null,"data":[null],"meta":{"version":1}})";
    EXPECT_EQ(issues_of(one_left, {.issues = 1}), (texts{"data[0] null"}));
    EXPECT_EQ(issues_of(one_left, {.issues = 0}), (texts{" more_issues"}));
}

TEST(limits, on_issues_do_not_hide_that_the_server_fails_to_answer) {
    // The limit leaves out the issue that echoes the surrogate.
    const auto result =
        parse(R"({"data":[{"flag":"","action":"\ud800"}],"meta":null})", {.issues = 1});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().status(), 500);
}

TEST(limits, are_wide_enough_for_the_largest_honest_batch) {
    const std::string one = change_json{}.text();
    const std::string many = repeated(one + ",", 99'999) + one;
    const auto result = parse(body_of("[" + many + "]"));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->data.size(), 100'000U);
    EXPECT_EQ(answer_to(body_of("[" + many + "," + one + "]")).substr(0, 3), "413");
}

TEST(limits, keep_the_answer_to_a_body_of_nothing_but_issues_small) {
    const std::string body = body_of("[" + repeated("{},", 99'999) + "{}]");
    const auto result = parse(body);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().issues().size(), 10'001U);
    EXPECT_LT(result.error().answer().size(), 2U * 1024 * 1024);
}

} // namespace
