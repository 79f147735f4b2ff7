#include <flaghook/blueprint/latest.hpp>
#include <flaghook/json/refusal.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

namespace {

using flaghook::field_location;
using flaghook::issue;
using flaghook::issue_code;
using flaghook::refusal;

constexpr const auto& table = flaghook::blueprint::nodes<flaghook::blueprint::v1>;
constexpr std::size_t flag = flaghook::blueprint::find_node<flaghook::blueprint::v1>("data..flag");

TEST(refusal, has_a_message_with_the_first_issue) {
    EXPECT_EQ(refusal().message(), "");
    std::vector<issue> issues{issue("flag[1]", issue_code::blank)};
    EXPECT_EQ(refusal(200, issues).message(), "flag[1]: This field may not be blank.");
    issues.emplace_back("a", issue_code::null);
    EXPECT_EQ(refusal(200, issues).message(), "flag[1]: This field may not be blank. (and 1 more)");
    EXPECT_EQ(refusal(400, {issue("", issue_code::parse_error, "JSON parse error - x")}).message(),
              "JSON parse error - x");
}

TEST(refusal, answers_bad_fields_with_the_error_tree) {
    const refusal refused{
        200, {issue(field_location{table.data(), flag, 1}, issue_code::blank)}, 3};
    EXPECT_EQ(refused.answer(), R"({"data":[{},{"flag":["This field may not be blank."]},{}]})");
    EXPECT_EQ(refused.answer(flaghook::tree_form::index_keyed),
              R"({"data":{"1":{"flag":["This field may not be blank."]}}})");
}

TEST(refusal, answers_what_is_no_json_with_a_detail) {
    const refusal refused{
        400, {issue(field_location{table.data()}, issue_code::parse_error, "\"\xE2\x80\xA8")}, 0};
    EXPECT_EQ(refused.answer(), R"({"detail":"JSON parse error - \"\u2028"})");
}

TEST(refusal, of_which_nothing_is_known_is_a_failure_of_the_server) {
    EXPECT_EQ(refusal().status(), 500);
    EXPECT_EQ(refusal().answer(), "");
}

TEST(refusal, without_reasons_has_an_answer_that_is_no_acceptance) {
    EXPECT_EQ(refusal(200, {}).answer(), "{}");
    EXPECT_EQ(flaghook::serialize_error_tree({}, 3), "{}");
}

TEST(refusal, answers_nothing_where_there_is_no_server) {
    const refusal refused{0, {issue(field_location{}, issue_code::not_signed, "why")}};
    EXPECT_EQ(refused.answer(), "");
    EXPECT_EQ(refused.issues().front().message(), "The request could not be signed: why");
}

TEST(refusal, answers_nothing_where_the_server_fails) {
    const refusal refused{
        500, {issue(field_location{table.data(), flag, 0}, issue_code::invalid)}, 1};
    EXPECT_EQ(refused.answer(), "");
}

TEST(refusal, that_was_moved_from_has_no_status_of_success) {
    refusal first{200, {issue(field_location{table.data(), flag, 0}, issue_code::blank)}, 1};
    refusal second = std::move(first);
    EXPECT_EQ(second.status(), 200);
    EXPECT_EQ(first.status(), 500); // NOLINT(bugprone-use-after-move)
    EXPECT_EQ(first.answer(), "");
    first = std::move(second);
    EXPECT_EQ(first.status(), 200);
    EXPECT_EQ(second.status(), 500); // NOLINT(bugprone-use-after-move)
}

} // namespace
