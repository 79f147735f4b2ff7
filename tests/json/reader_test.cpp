#include <flaghook/json/reader.hpp>

#include <gtest/gtest.h>
#include <json/event_log.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using flaghook::json::read;
using flaghook::json::read_result;
using flaghook::json::read_status;
using flaghook::tests::event_log;
using flaghook::tests::events_of;

using namespace std::string_view_literals;

read_result result_of(std::string_view body) {
    event_log log;
    std::string scratch;
    return read(body, log, scratch, 512);
}

TEST(reader, delivers_every_kind_of_value_in_order) {
    EXPECT_EQ(events_of(R"( { "a" : [ 1 , -2.5e3 , "b" , true , false , null ] , "c" : { } } )"),
              R"({ 'a' [ 1 -2.5e3 "b" true false null ] 'c' { } })");
    EXPECT_EQ(events_of("[]"), "[ ]");
    EXPECT_EQ(events_of("null"), "null");
    EXPECT_EQ(events_of("\t\n\r \"\" \t\n\r "), "\"\"");
}

TEST(reader, takes_an_empty_body_for_an_empty_object) {
    EXPECT_EQ(events_of(""), "{ }");
    EXPECT_EQ(events_of(std::string_view()), "{ }");
}

TEST(reader, refuses_a_body_of_white_space) {
    for (const std::string_view body : {" ", "\n", "\t \r\n", "          "}) {
        EXPECT_EQ(events_of(body), "malformed");
    }
}

TEST(reader, delivers_repeated_keys_each_time) {
    EXPECT_EQ(events_of(R"({"a":1,"\u0061":2})"), "{ 'a' 1 'a' 2 }");
}

TEST(reader, refuses_what_python_s_strict_json_refuses) {
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

TEST(reader, refuses_anything_behind_the_value) {
    for (const std::string_view body :
         {"{} {}", "{}x", "1 2", "null,", "[]]", "\"a\"\"b\"", "{}\"a", "{} \"\\ud800\"",
          "1 \"\\ud800\"", "[] [", "{}//"}) {
        EXPECT_EQ(events_of(body), "malformed") << body;
    }
    EXPECT_EQ(events_of("{} \n\t\r"), "{ }");
}

TEST(reader, refuses_a_byte_order_mark) {
    EXPECT_EQ(events_of("\xEF\xBB\xBF{}"), "malformed");
    EXPECT_EQ(events_of("\xEF\xBB\xBF"), "malformed");
    EXPECT_EQ(events_of("{}\xEF\xBB\xBF"), "malformed");
    EXPECT_EQ(events_of("{\"\xEF\xBB\xBF\":1}"), "{ '\xEF\xBB\xBF' 1 }");
    EXPECT_EQ(result_of("\xEF\xBB\xBF{}").reason, "unexpected byte-order mark");
}

TEST(reader, says_where_the_text_stops_being_json) {
    EXPECT_EQ(result_of("{} x").reason, "extra data at byte 3");
    EXPECT_EQ(result_of("{\"a\":").reason, "unexpected end at byte 5");
    EXPECT_EQ(result_of("[1,\xFF]").reason, "invalid UTF-8 at byte 3");
    // The place in a copy with shorter exponents would be another one.
    EXPECT_EQ(result_of("[1e99999999999] x").reason, "extra data");
    EXPECT_EQ(result_of("[1" + std::string(4'300, '1') + "]").reason,
              "integer of more than 4300 digits");
    const std::string reason = result_of("[1,x]").reason;
    EXPECT_TRUE(reason.ends_with(" at byte 3")) << reason;
    // Six bytes of the body are one lone surrogate.
    const std::string after = result_of("[\"\\ud800\",x]").reason;
    EXPECT_TRUE(after.ends_with(" at byte 10")) << after;
}

TEST(reader, reads_as_many_levels_as_the_limit_allows) {
    for (const std::size_t limit : {1U, 2U, 32U, 512U}) {
        const std::string lists = std::string(limit, '[') + std::string(limit, ']');
        EXPECT_EQ(events_of(lists, limit).size(), 4 * limit - 1);
        EXPECT_EQ(events_of('[' + lists + ']', limit), "too deep");
        EXPECT_EQ(events_of("{\"a\":" + lists + '}', limit), "too deep");
        // Levels that were closed count no more.
        EXPECT_NE(events_of('[' + lists.substr(1, 2 * limit - 2) + "]", limit), "too deep");
    }
    EXPECT_EQ(events_of("[[],[],[[]],[[]]]", 3), "[ [ ] [ ] [ [ ] ] [ [ ] ] ]");
    EXPECT_EQ(events_of("1", 0), "1");
    EXPECT_EQ(events_of("[]", 0), "too deep");
}

TEST(reader, tells_too_deep_from_malformed_by_what_comes_first) {
    EXPECT_EQ(events_of("[[[x", 2), "too deep");
    EXPECT_EQ(events_of("[x[[", 2), "malformed");
}

TEST(reader, stops_at_every_event_that_asks_for_it) {
    constexpr std::string_view body =
        R"({"a":[1,2.5,"b\n","\ud800",true,null,{},[[]]],"\ud800":{"c":1e99999999999}})";
    event_log whole;
    std::string scratch;
    ASSERT_EQ(read(body, whole, scratch, 512).status, read_status::complete);
    ASSERT_GT(whole.count(), 20U);
    for (std::size_t stop = 1; stop <= whole.count(); ++stop) {
        event_log log(stop);
        EXPECT_EQ(read(body, log, scratch, 512).status, read_status::stopped) << stop;
        EXPECT_EQ(log.count(), stop);
        EXPECT_TRUE(whole.text().starts_with(log.text())) << log.text();
    }
    event_log unstopped(whole.count() + 1);
    EXPECT_EQ(read(body, unstopped, scratch, 512).status, read_status::complete);
}

TEST(reader, stops_inside_of_the_object_that_an_empty_body_stands_for) {
    for (const std::size_t stop : {1U, 2U}) {
        event_log log(stop);
        std::string scratch;
        EXPECT_EQ(read("", log, scratch, 512).status, read_status::stopped);
        EXPECT_EQ(log.count(), stop);
    }
}

TEST(reader, leaves_nothing_behind_for_the_next_body) {
    std::string scratch;
    for (const std::string_view before : {"\"ab\\ud800", "[\"\\n", "{\"\\ud800\":\"\\ud800",
                                          "1e99999999999x", "[[[[[", "\"\\ud800\\n\\"}) {
        event_log log;
        static_cast<void>(read(before, log, scratch, 3));
        ASSERT_EQ(read(R"(["c\n",12])", log, scratch, 512).status, read_status::complete);
        EXPECT_EQ(log.text(), "[ \"c\n\" 12 ]") << before;
    }
}

TEST(reader, accepts_no_prefix_of_an_object) {
    constexpr std::string_view body =
        R"({"a":[1,2.5e+3,"b\u00e4\ud800 \ud83d\ude00",true,false,null],"c":{"d":{}}})";
    ASSERT_NE(events_of(body), "malformed");
    for (std::size_t size = 1; size < body.size(); ++size) {
        EXPECT_EQ(events_of(body.substr(0, size)), "malformed") << size;
    }
}

} // namespace
