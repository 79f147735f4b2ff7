#include <flaghook/evaluation/flag_context.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using flaghook::basic_flag_buffer;
using flaghook::flag_buffer;
using flaghook::issue_code;
using flaghook::parse_flag_context;
using flaghook::serialize_flag_context;

TEST(render, writes_the_context_of_an_event) {
    flag_buffer buffer;
    buffer.record("checkout", true);
    buffer.record("dark-mode", false);
    EXPECT_EQ(serialize_flag_context(buffer),
              R"({"flags":{"values":[{"flag":"checkout","result":true},)"
              R"({"flag":"dark-mode","result":false}]}})");
}

TEST(render, writes_an_empty_list_for_an_empty_buffer) {
    EXPECT_EQ(serialize_flag_context(flag_buffer()), R"({"flags":{"values":[]}})");
}

TEST(render, escapes_what_json_wants_escaped) {
    flag_buffer buffer;
    buffer.record("\"\\\n\x01\xE2\x82\xAC", true);
    EXPECT_EQ(serialize_flag_context(buffer),
              "{\"flags\":{\"values\":[{\"flag\":\"\\\"\\\\\\n\\u0001\xE2\x82\xAC\","
              "\"result\":true}]}}");
}

TEST(parse_flag_context, reads_what_render_writes) {
    std::mt19937 random(8);
    for (int round = 0; round < 200; ++round) {
        flag_buffer buffer;
        for (std::size_t count = random() % 150; count != 0; --count) {
            std::string flag;
            for (std::size_t length = random() % 12; length != 0; --length) {
                flaghook::server::detail::append_code_point(
                    flag, static_cast<char32_t>(random() % 0xD800));
            }
            ASSERT_FALSE(buffer.record(flag, random() % 2 == 0));
        }
        const auto read = parse_flag_context(serialize_flag_context(buffer));
        ASSERT_TRUE(read);
        EXPECT_EQ(*read, buffer);
    }
}

TEST(parse_flag_context, ignores_what_it_does_not_know) {
    const auto read =
        parse_flag_context(R"({"os":{"name":"Linux"},"flags":{"type":"flags","values":[)"
                           R"({"flag":"a","result":true,"reason":["x",{"flag":"b"}]}]}})");
    ASSERT_TRUE(read);
    EXPECT_EQ(serialize_flag_context(*read),
              R"({"flags":{"values":[{"flag":"a","result":true}]}})");
}

TEST(parse_flag_context, keeps_the_buffer_s_rules) {
    const auto read = parse_flag_context<2>(
        R"({"flags":{"values":[{"flag":"a","result":true},{"flag":"b","result":true},)"
        R"({"flag":"a","result":false},{"flag":"c","result":true}]}})");
    ASSERT_TRUE(read);
    EXPECT_EQ(serialize_flag_context(*read),
              R"({"flags":{"values":[{"flag":"a","result":false},{"flag":"c","result":true}]}})");
}

struct bad_context {
    std::string_view text;
    std::string_view path;
    issue_code code;
    std::string_view message;
};

constexpr bad_context bad_contexts[] = {
    {"", "flags", issue_code::required, "This field is required."},
    {"[]", "", issue_code::invalid, "Invalid data. Expected a dictionary, but got list."},
    {R"({"flags":null})", "flags", issue_code::null, "This field may not be null."},
    {R"({"flags":{}})", "flags.values", issue_code::required, "This field is required."},
    {R"({"flags":{"values":{}}})", "flags.values", issue_code::not_a_list,
     "Expected a list of items but got type \"dict\"."},
    {R"({"flags":{"values":[7]}})", "flags.values[0]", issue_code::invalid,
     "Invalid data. Expected a dictionary, but got int."},
    {R"({"flags":{"values":[{"result":true}]}})", "flags.values[0].flag", issue_code::required,
     "This field is required."},
    {R"({"flags":{"values":[{"flag":"a","result":true},{"flag":"b"}]}})", "flags.values[1].result",
     issue_code::required, "This field is required."},
    {R"({"flags":{"values":[{"flag":true,"result":true}]}})", "flags.values[0].flag",
     issue_code::invalid, "Not a valid string."},
    {R"({"flags":{"values":[{"flag":"a","result":"true"}]}})", "flags.values[0].result",
     issue_code::invalid, "Must be a valid boolean."},
    {R"({"flags":{"values":[{"flag":"a","result":1}]}})", "flags.values[0].result",
     issue_code::invalid, "Must be a valid boolean."},
    {R"({"flags":{"values":[{"flag":"a","result":[true]}]}})", "flags.values[0].result",
     issue_code::invalid, "Must be a valid boolean."},
    {R"({"flags":{"values":[{"flag":"a","result":null}]}})", "flags.values[0].result",
     issue_code::null, "This field may not be null."},
};

TEST(parse_flag_context, says_what_is_wrong_and_where) {
    for (const bad_context& bad : bad_contexts) {
        SCOPED_TRACE(bad.text);
        const auto read = parse_flag_context(bad.text);
        ASSERT_FALSE(read);
        const std::vector<flaghook::issue>& issues = read.error().issues();
        ASSERT_EQ(issues.size(), 1U);
        EXPECT_EQ(issues.front().path(), bad.path);
        EXPECT_EQ(issues.front().code(), bad.code);
        EXPECT_EQ(issues.front().message(), bad.message);
    }
}

TEST(parse_flag_context, refuses_what_is_no_json_in_utf8) {
    for (const std::string_view text :
         {"{", "{} {}", "{\"flags\":\"\xFF\"}",
          R"({"flags":{"values":[{"flag":"\ud800","result":true}]}})"}) {
        const auto read = parse_flag_context(text);
        ASSERT_FALSE(read) << text;
        ASSERT_EQ(read.error().issues().size(), 1U);
        EXPECT_EQ(read.error().issues().front().path(), "");
        EXPECT_EQ(read.error().issues().front().code(), issue_code::parse_error);
        EXPECT_TRUE(read.error().issues().front().message().starts_with("JSON parse error - "));
    }
}

TEST(parse_flag_context, finds_every_issue) {
    const auto read = parse_flag_context(
        R"({"flags":{"values":[{"flag":[],"result":0},{"flag":"a","result":true},null]}})");
    ASSERT_FALSE(read);
    std::vector<std::string> paths;
    for (const flaghook::issue& issue : read.error().issues()) {
        paths.push_back(issue.path());
    }
    EXPECT_EQ(paths, (std::vector<std::string>{"flags.values[0].flag", "flags.values[0].result",
                                               "flags.values[2]"}));
}

TEST(parse_flag_context, takes_back_the_issues_of_a_value_that_comes_again) {
    const auto read = parse_flag_context(
        R"({"flags":{"values":[{"flag":"a","result":0,"result":true},{}]},)"
        R"("flags":{"values":[{"flag":"x","result":false}],"values":[{"flag":"b","result":true}]}})");
    ASSERT_TRUE(read);
    EXPECT_EQ(serialize_flag_context(*read),
              R"({"flags":{"values":[{"flag":"b","result":true}]}})");
}

TEST(parse_flag_context, has_limits) {
    const std::string text = R"({"flags":{"values":[{"flag":"a","result":true}]}})";
    ASSERT_FALSE(parse_flag_context(text, {.body_size = text.size() - 1}));
    ASSERT_TRUE(parse_flag_context(text, {.body_size = text.size()}));
    EXPECT_EQ(parse_flag_context(text, {.items = 0}).error().issues().front().code(),
              issue_code::too_many_items);
}

} // namespace
