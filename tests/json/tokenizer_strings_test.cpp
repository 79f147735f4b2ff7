// Strings in JSON texts: escapes, surrogates and UTF-8.

#include <flaghook/json/tokenizer.hpp>

#include <gtest/gtest.h>
#include <json/event_log.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using flaghook::tests::events_of;

using namespace std::string_view_literals;

/// Returns the string that the tokenizer reads from a text in quotation marks.
std::string string_of(std::string_view inside) {
    return events_of('"' + std::string(inside) + '"');
}

std::string in_quotes(std::string_view text) {
    return '"' + std::string(text) + '"';
}

constexpr std::string_view high = "\xED\xA0\xBD"; // U+D83D
constexpr std::string_view low = "\xED\xB8\x80";  // U+DE00

TEST(strings, have_json_s_escapes) {
    EXPECT_EQ(string_of(R"(\"\\\/\b\f\n\r\t)"), in_quotes("\"\\/\b\f\n\r\t"));
    EXPECT_EQ(string_of(R"(\u0041\u00e4\u20AC\uFfFf)"), in_quotes("A\u00E4\u20AC\uFFFF"));
    EXPECT_EQ(string_of(R"(\u0000)"), in_quotes("\0"sv));
    EXPECT_EQ(string_of(R"(a\u0022b)"), in_quotes("a\"b"));
}

TEST(strings, have_no_other_escapes) {
    for (const std::string_view inside :
         {R"(\a)",     R"(\x41)",     R"(\0)",          R"(\')",           R"(\U0041)",
          R"(\u)",     R"(\u0)",      R"(\u004)",       R"(\u004g)",       R"(\u00g1)",
          R"(\u0g41)", R"(\ug041)",   R"(\u 041)",      R"(\u+041)",       R"(\u-041)",
          R"(\ud80)",  R"(\ud800\u)", R"(\ud800\udc0)", R"(\ud800\udc0g)", R"(\ud800\)",
          R"(\)",      "\\\n"}) {
        EXPECT_EQ(string_of(inside), "malformed") << inside;
    }
}

TEST(strings, join_pairs_of_surrogates) {
    EXPECT_EQ(string_of(R"(\ud83d\ude00)"), in_quotes("\U0001F600"));
    EXPECT_EQ(string_of(R"(\uD83D\uDE00\uDBFF\uDFFF)"), in_quotes("\U0001F600\U0010FFFF"));
    EXPECT_EQ(string_of(R"(\ud800\udc00)"), in_quotes("\U00010000"));
}

TEST(strings, keep_lone_surrogates_in_every_place) {
    const std::string high_text(high);
    const std::string low_text(low);
    const std::string pair = "\U0001F600";
    EXPECT_EQ(string_of(R"(\ud83d)"), in_quotes(high_text));
    EXPECT_EQ(string_of(R"(\ude00)"), in_quotes(low_text));
    EXPECT_EQ(string_of(R"(\ud83dab)"), in_quotes(high_text + "ab"));
    EXPECT_EQ(string_of(R"(ab\ud83d)"), in_quotes("ab" + high_text));
    EXPECT_EQ(string_of(R"(a\ude00b)"), in_quotes("a" + low_text + "b"));
    EXPECT_EQ(string_of(R"(\ude00\ud83d)"), in_quotes(low_text + high_text));
    EXPECT_EQ(string_of(R"(\ud83d\ud83d\ude00)"), in_quotes(high_text + pair));
    EXPECT_EQ(string_of(R"(\ud83d\ude00\ude00)"), in_quotes(pair + low_text));
    EXPECT_EQ(string_of(R"(\ud83d\ude00\ud83d)"), in_quotes(pair + high_text));
    EXPECT_EQ(string_of(R"(\ud83d\ud83d\ud83d)"), in_quotes(high_text + high_text + high_text));
    EXPECT_EQ(string_of(R"(\ud83d\n)"), in_quotes(high_text + "\n"));
    EXPECT_EQ(string_of(R"(\ud83d\\ude00)"), in_quotes(high_text + "\\ude00"));
    EXPECT_EQ(string_of(R"(\ud83d\u0041)"), in_quotes(high_text + "A"));
    EXPECT_EQ(string_of(R"(\ud83d\udbff)"), in_quotes(high_text + "\xED\xAF\xBF"));
    EXPECT_EQ(string_of(R"(\ud83d\ue000)"), in_quotes(high_text + "\uE000"));
    EXPECT_EQ(string_of(R"(\ud7ff\ude00)"), in_quotes("\uD7FF" + low_text));
    EXPECT_EQ(string_of(R"(\ue000\ude00)"), in_quotes("\uE000" + low_text));
    EXPECT_EQ(string_of(R"(\ud83d ude00)"), in_quotes(high_text + " ude00"));
    EXPECT_EQ(string_of(R"(\uD800\uDFFF)"), in_quotes("\U000103FF"));
    EXPECT_EQ(string_of(R"(\uDBFF)"), in_quotes("\xED\xAF\xBF"));
    EXPECT_EQ(string_of(R"(\udc00)"), in_quotes("\xED\xB0\x80"));
}

TEST(strings, do_not_take_an_escaped_backslash_for_the_start_of_a_surrogate) {
    EXPECT_EQ(string_of(R"(\\ud83d)"), in_quotes("\\ud83d"));
    EXPECT_EQ(string_of(R"(\\\ud83d)"), in_quotes("\\" + std::string(high)));
    EXPECT_EQ(string_of(R"(\\\\ud83d)"), in_quotes("\\\\ud83d"));
    EXPECT_EQ(string_of(R"(\"\ud83d\")"), in_quotes("\"" + std::string(high) + "\""));
}

TEST(strings, keep_lone_surrogates_in_keys) {
    const std::string high_text(high);
    EXPECT_EQ(events_of(R"({"\ud83d":1,"a\ud83db":[],"\ud83d\ude00":2})"),
              "{ '" + high_text + "' 1 'a" + high_text + "b' [ ] '\U0001F600' 2 }");
    EXPECT_EQ(events_of(R"([{"\ude00":"\ude00"},"\ude00"])"), "[ { '" + std::string(low) + "' \"" +
                                                                  std::string(low) + "\" } \"" +
                                                                  std::string(low) + "\" ]");
}

TEST(strings, do_not_join_an_escaped_surrogate_with_one_in_another_string) {
    EXPECT_EQ(events_of(R"(["\ud83d","\ude00"])"),
              "[ \"" + std::string(high) + "\" \"" + std::string(low) + "\" ]");
}

TEST(strings, of_any_length_are_read_whole) {
    for (const std::size_t size : {1U, 15U, 16U, 17U, 4'095U, 4'096U, 4'097U, 10'000U, 100'000U}) {
        const std::string plain(size, 'x');
        EXPECT_EQ(string_of(plain), in_quotes(plain));
        EXPECT_EQ(string_of(plain + "\\n"), in_quotes(plain + "\n"));
        EXPECT_EQ(string_of("\\n" + plain), in_quotes("\n" + plain));
        EXPECT_EQ(string_of(plain + "\\ud83d" + plain + "\\t"),
                  in_quotes(plain + std::string(high) + plain + "\t"));
        EXPECT_EQ(events_of("{\"\\n" + plain + "\":1}"), "{ '\n" + plain + "' 1 }");
    }
}

TEST(utf8, that_is_cut_off_at_the_very_end_is_dropped_as_python_s_stream_reader_does) {
    for (const std::string_view cut : {"\xC3"sv, "\xE2"sv, "\xE2\x82"sv, "\xED\x9F"sv, "\xF0"sv,
                                       "\xF0\x9F"sv, "\xF0\x9F\x98"sv}) {
        std::size_t dropped = 0;
        EXPECT_EQ(events_of("[1]" + std::string(cut), 512, &dropped), "[ 1 ]");
        EXPECT_EQ(dropped, cut.size());
        EXPECT_EQ(events_of("[1" + std::string(cut)), "malformed");
        EXPECT_EQ(events_of(cut), "malformed");
        EXPECT_EQ(events_of("[1]" + std::string(cut) + " "), "malformed");
    }
    for (const std::string_view broken :
         {"\x80"sv, "\xE0\x80"sv, "\xF0\x80"sv, "\xF4\x90"sv, "\xFF"sv}) {
        EXPECT_EQ(events_of("[1]" + std::string(broken)), "malformed");
    }
}

TEST(utf8, that_would_be_a_surrogate_is_dropped_when_it_is_cut_off_at_the_very_end) {
    // CPython's decoder refuses a surrogate only if its third byte is there: see
    // https://github.com/python/cpython/blob/3.11/Objects/unicodeobject.c, "Truncated surrogate".
    for (const std::string_view cut : {"\xED\xA0"sv, "\xED\xBF"sv}) {
        std::size_t dropped = 0;
        EXPECT_EQ(events_of("[1]" + std::string(cut), 512, &dropped), "[ 1 ]");
        EXPECT_EQ(dropped, 2U);
    }
}

} // namespace
