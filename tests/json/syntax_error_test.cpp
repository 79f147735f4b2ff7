// The messages of status 400 are those of CPython 3.13 under Django REST framework 3.16.

#include <flaghook/json/parse.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using namespace std::string_view_literals;

/// Returns the server's message after `JSON parse error - `.
std::string words_of(std::string_view body) {
    const auto result = flaghook::parse(body);
    if (result || result.error().status() != 400) {
        return "no error of syntax";
    }
    constexpr std::string_view lead = "JSON parse error - ";
    const std::string message = result.error().issues().front().message();
    return message.starts_with(lead) ? message.substr(lead.size()) : message;
}

TEST(syntax_error, names_what_is_expected) {
    EXPECT_EQ(words_of(" "), "Expecting value: line 1 column 2 (char 1)");
    EXPECT_EQ(words_of("nul"), "Expecting value: line 1 column 1 (char 0)");
    EXPECT_EQ(words_of("["), "Expecting value: line 1 column 2 (char 1)");
    EXPECT_EQ(words_of(R"({"a":-})"), "Expecting value: line 1 column 6 (char 5)");
    EXPECT_EQ(words_of("{"),
              "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)");
    EXPECT_EQ(words_of(R"({"data":[{'a':1}]})"),
              "Expecting property name enclosed in double quotes: line 1 column 11 (char 10)");
    EXPECT_EQ(words_of(R"({"a" 1})"), "Expecting ':' delimiter: line 1 column 6 (char 5)");
    EXPECT_EQ(words_of(R"({"data" [])"), "Expecting ':' delimiter: line 1 column 9 (char 8)");
    EXPECT_EQ(words_of("[1 2]"), "Expecting ',' delimiter: line 1 column 4 (char 3)");
    EXPECT_EQ(words_of(R"({"data":[{}{}]})"),
              "Expecting ',' delimiter: line 1 column 12 (char 11)");
    EXPECT_EQ(words_of(R"({"data":[],"meta":{"version":01}})"),
              "Expecting ',' delimiter: line 1 column 31 (char 30)");
}

TEST(syntax_error, names_a_comma_that_nothing_follows) {
    EXPECT_EQ(words_of(R"({"a":1, })"),
              "Illegal trailing comma before end of object: line 1 column 7 (char 6)");
    EXPECT_EQ(words_of(R"({"data":[],})"),
              "Illegal trailing comma before end of object: line 1 column 11 (char 10)");
    EXPECT_EQ(words_of("[1,]"),
              "Illegal trailing comma before end of array: line 1 column 3 (char 2)");
    EXPECT_EQ(words_of(R"({"data":[{},]})"),
              "Illegal trailing comma before end of array: line 1 column 12 (char 11)");
}

TEST(syntax_error, names_what_is_wrong_in_a_string) {
    EXPECT_EQ(words_of(R"({"a":"b)"), "Unterminated string starting at: line 1 column 6 (char 5)");
    EXPECT_EQ(words_of(R"({"a":"b\)"), "Unterminated string starting at: line 1 column 6 (char 5)");
    EXPECT_EQ(words_of("[\"a\tb\"]"), "Invalid control character at: line 1 column 4 (char 3)");
    EXPECT_EQ(words_of(R"(["a\xb"])"), "Invalid \\escape: line 1 column 4 (char 3)");
    EXPECT_EQ(words_of(R"(["a\u12"])"), "Invalid \\uXXXX escape: line 1 column 5 (char 4)");
    EXPECT_EQ(words_of(R"(["\ud800\u12"])"), "Invalid \\uXXXX escape: line 1 column 10 (char 9)");
    EXPECT_EQ(words_of(R"(["\u1234)"), "Invalid \\uXXXX escape: line 1 column 4 (char 3)");
    // The end cuts off the character of the escape, so only the backslash is left.
    EXPECT_EQ(words_of("[\"\\\xE2\x82"),
              "Unterminated string starting at: line 1 column 2 (char 1)");
}

TEST(syntax_error, names_what_follows_the_value) {
    EXPECT_EQ(words_of("{} x"), "Extra data: line 1 column 4 (char 3)");
    EXPECT_EQ(words_of("1.e5"), "Extra data: line 1 column 2 (char 1)");
}

TEST(syntax_error, names_numbers_that_are_no_json) {
    EXPECT_EQ(words_of("[NaN]"), "Out of range float values are not JSON compliant: 'NaN'");
    EXPECT_EQ(words_of(R"({"a":Infinity})"),
              "Out of range float values are not JSON compliant: 'Infinity'");
    EXPECT_EQ(words_of("-Infinity"),
              "Out of range float values are not JSON compliant: '-Infinity'");
    for (const std::string_view other : {"nan", "Nan", "NaX", "inf", "Inf", "-Inf", "-NaN"}) {
        EXPECT_EQ(words_of(other), "Expecting value: line 1 column 1 (char 0)") << other;
    }
    EXPECT_EQ(words_of("[-" + std::string(5'000, '7') + ",x]"),
              "Exceeds the limit (4300 digits) for integer string conversion: value has 5000 "
              "digits; use sys.set_int_max_str_digits() to increase the limit");
}

TEST(syntax_error, counts_lines_columns_and_characters_in_code_points) {
    EXPECT_EQ(words_of("\n\t "), "Expecting value: line 2 column 3 (char 3)");
    EXPECT_EQ(words_of("{\n\"\u00FC\U0001F600\":\n\n \"\u20AC\" x"),
              "Expecting ',' delimiter: line 4 column 6 (char 14)");
    EXPECT_EQ(words_of("\"\u00FC\" \n\r x"), "Extra data: line 2 column 3 (char 7)");
}

TEST(syntax_error, of_the_encoding_is_found_before_any_other) {
    EXPECT_EQ(words_of("\xFF"),
              "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte");
    EXPECT_EQ(words_of("[x\x80"),
              "'utf-8' codec can't decode byte 0x80 in position 2: invalid start byte");
    EXPECT_EQ(words_of("[\"\xC3(\"]"),
              "'utf-8' codec can't decode byte 0xc3 in position 2: invalid continuation byte");
    EXPECT_EQ(words_of("[\"\xE2\x82(\"]"),
              "'utf-8' codec can't decode bytes in position 2-3: invalid continuation byte");
    EXPECT_EQ(words_of("[\"\xF0\x9F\x98(\"]"),
              "'utf-8' codec can't decode bytes in position 2-4: invalid continuation byte");
    EXPECT_EQ(words_of("[\"\xED\xA0\x80\"]"),
              "'utf-8' codec can't decode byte 0xed in position 2: invalid continuation byte");
    EXPECT_EQ(words_of("NaN\xFE"),
              "'utf-8' codec can't decode byte 0xfe in position 3: invalid start byte");
}

TEST(syntax_error, of_a_byte_order_mark_names_it) {
    EXPECT_EQ(words_of("\xEF\xBB\xBF{}"),
              "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)");
    EXPECT_EQ(words_of("{}\xEF\xBB\xBF"), "Extra data: line 1 column 3 (char 2)");
}

TEST(syntax_error, of_a_text_without_the_character_that_its_end_cuts_off) {
    EXPECT_EQ(words_of("\xE2"), "Expecting value: line 1 column 1 (char 0)");
    EXPECT_EQ(words_of("[1 \xF0\x9F"), "Expecting ',' delimiter: line 1 column 4 (char 3)");
    EXPECT_EQ(words_of("[\"a\xC3"), "Unterminated string starting at: line 1 column 2 (char 1)");
}

} // namespace
