// The structure of JSON texts.

#include <flaghook/json/tokenizer.hpp>

#include <gtest/gtest.h>
#include <json/event_log.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using flaghook::tests::events_of;

using namespace std::string_view_literals;

TEST(tokenizer, passes_every_kind_of_value_in_order) {
    EXPECT_EQ(events_of(R"( { "a" : [ 1 , -2.5e3 , "b" , true , false , null ] , "c" : { } } )"),
              R"({ 'a' [ 1 -2.5e3 "b" true false null ] 'c' { } })");
    EXPECT_EQ(events_of("[]"), "[ ]");
    EXPECT_EQ(events_of("null"), "null");
    EXPECT_EQ(events_of("\t\n\r \"\" \t\n\r "), "\"\"");
}

TEST(tokenizer, refuses_a_text_of_white_space) {
    for (const std::string_view body : {"", " ", "\n", "\t \r\n", "          "}) {
        EXPECT_EQ(events_of(body), "malformed");
    }
}

TEST(tokenizer, passes_repeated_keys_each_time) {
    EXPECT_EQ(events_of(R"({"a":1,"\u0061":2})"), "{ 'a' 1 'a' 2 }");
}

TEST(tokenizer, refuses_what_python_s_strict_json_refuses) {
    for (const std::string_view body : {"{",
                                        "}",
                                        "[",
                                        "]",
                                        "{]",
                                        "[}",
                                        "[1",
                                        "[1,",
                                        "[1,]",
                                        "[,1]",
                                        "[1 2]",
                                        "{\"a\"}",
                                        "{\"a\":}",
                                        "{\"a\":1,}",
                                        "{,}",
                                        "{a:1}",
                                        "{'a':1}",
                                        "{1:1}",
                                        "{\"a\" 1}",
                                        "{\"a\":1 \"b\":2}",
                                        "NaN",
                                        "Infinity",
                                        "-Infinity",
                                        "[NaN]",
                                        "{\"a\":-Infinity}",
                                        "nul",
                                        "nulll",
                                        "Null",
                                        "True",
                                        "tru",
                                        "undefined",
                                        "// c\n1",
                                        "/* c */1",
                                        "1 // c",
                                        "#",
                                        "'a'",
                                        "a",
                                        "\"",
                                        "\"a",
                                        "\"a\\",
                                        "\"a\\\"",
                                        "\x7f",
                                        "\\",
                                        "\\ud800",
                                        "1\\ud800",
                                        "[\\ud800]",
                                        "{}\\ud800",
                                        "{\\ud800:1}",
                                        "\v1",
                                        "\f1",
                                        "\xC2\xA0"
                                        "1",
                                        "[1]\v"}) {
        EXPECT_EQ(events_of(body), "malformed") << body;
    }
    EXPECT_EQ(events_of("1\0"sv), "malformed");
    EXPECT_EQ(events_of("\0"sv), "malformed");
}

TEST(tokenizer, refuses_anything_behind_the_value) {
    for (const std::string_view body :
         {"{} {}", "{}x", "1 2", "null,", "[]]", "\"a\"\"b\"", "{}\"a", "{} \"\\ud800\"",
          "1 \"\\ud800\"", "[] [", "{}//"}) {
        EXPECT_EQ(events_of(body), "malformed") << body;
    }
    EXPECT_EQ(events_of("{} \n\t\r"), "{ }");
}

TEST(tokenizer, refuses_a_byte_order_mark) {
    EXPECT_EQ(events_of("\xEF\xBB\xBF{}"), "malformed");
    EXPECT_EQ(events_of("\xEF\xBB\xBF"), "malformed");
    EXPECT_EQ(events_of("{}\xEF\xBB\xBF"), "malformed");
    EXPECT_EQ(events_of("{\"\xEF\xBB\xBF\":1}"), "{ '\xEF\xBB\xBF' 1 }");
}

TEST(tokenizer, reads_as_many_levels_as_the_limit_allows) {
    for (const std::size_t limit : {1U, 2U, 32U, 512U}) {
        const std::string lists = std::string(limit, '[') + std::string(limit, ']');
        EXPECT_EQ(events_of(lists, limit).size(), 4 * limit - 1);
        EXPECT_EQ(events_of('[' + lists + ']', limit), "too deep");
        EXPECT_EQ(events_of("{\"a\":" + lists + '}', limit), "too deep");
        // Closed levels do not count.
        EXPECT_NE(events_of('[' + lists.substr(1, 2 * limit - 2) + "]", limit), "too deep");
    }
    EXPECT_EQ(events_of("[[],[],[[]],[[]]]", 3), "[ [ ] [ ] [ [ ] ] [ [ ] ] ]");
    EXPECT_EQ(events_of("1", 0), "1");
    EXPECT_EQ(events_of("[]", 0), "too deep");
}

TEST(tokenizer, tells_too_deep_from_malformed_by_what_comes_first) {
    EXPECT_EQ(events_of("[[[x", 2), "too deep");
    EXPECT_EQ(events_of("[x[[", 2), "malformed");
}

TEST(tokenizer, accepts_no_prefix_of_an_object) {
    constexpr std::string_view body =
        R"({"a":[1,2.5e+3,"b\u00e4\ud800 \ud83d\ude00",true,false,null],"c":{"d":{}}})";
    ASSERT_NE(events_of(body), "malformed");
    for (std::size_t size = 1; size < body.size(); ++size) {
        EXPECT_EQ(events_of(body.substr(0, size)), "malformed") << size;
    }
}

} // namespace
