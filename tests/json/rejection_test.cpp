#include <flaghook/blueprint/latest.hpp>
#include <flaghook/json/rejection.hpp>

#include <gtest/gtest.h>

namespace {

using flaghook::issue;
using flaghook::issue_code;
using flaghook::location;
using flaghook::rejection;

constexpr const auto& table = flaghook::blueprint::nodes<flaghook::blueprint::v1>;
constexpr std::size_t flag = flaghook::blueprint::find_node<flaghook::blueprint::v1>("data..flag");

TEST(rejection, answers_bad_fields_with_the_error_tree) {
    const rejection refused{200, {issue(location{table.data(), flag, 1}, issue_code::blank)}, 3};
    EXPECT_EQ(refused.answer(), R"({"data":[{},{"flag":["This field may not be blank."]},{}]})");
    EXPECT_EQ(refused.answer(flaghook::tree_form::index_keyed),
              R"({"data":{"1":{"flag":["This field may not be blank."]}}})");
}

TEST(rejection, answers_what_is_no_json_with_a_detail) {
    const rejection refused{
        400, {issue(location{table.data()}, issue_code::parse_error, "\"\xE2\x80\xA8")}, 0};
    EXPECT_EQ(refused.answer(), R"({"detail":"JSON parse error - \"\u2028"})");
}

TEST(rejection, answers_nothing_where_there_is_no_reason) {
    EXPECT_EQ(rejection().answer(), "");
}

TEST(rejection, answers_nothing_where_the_server_fails) {
    const rejection refused{500, {issue(location{table.data(), flag, 0}, issue_code::invalid)}, 1};
    EXPECT_EQ(refused.answer(), "");
}

} // namespace
