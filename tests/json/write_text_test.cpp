#include <flaghook/json/write_text.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using namespace std::string_view_literals;

std::string written(std::string_view text) {
    std::string result;
    flaghook::json::detail::append_string(result, text);
    return result;
}

TEST(append_string, puts_text_between_quotation_marks) {
    EXPECT_EQ(written(""), R"("")");
    EXPECT_EQ(written("hello.world"), R"("hello.world")");
    EXPECT_EQ(written("/ ' & < > \x7F"), "\"/ ' & < > \x7F\"");
}

TEST(append_string, leaves_text_beyond_ascii_as_it_is) {
    EXPECT_EQ(written("\u00E4\u20AC\U0001F600\uFFFF\u0080"),
              "\"\u00E4\u20AC\U0001F600\uFFFF\u0080\"");
}

TEST(append_string, escapes_quotation_marks_and_backslashes) {
    EXPECT_EQ(written(R"(a"b\c)"), R"("a\"b\\c")");
    EXPECT_EQ(written(R"("")"), R"("\"\"")");
}

TEST(append_string, escapes_control_characters_as_the_server_does) {
    EXPECT_EQ(written("\b\f\n\r\t"), R"("\b\f\n\r\t")");
    EXPECT_EQ(written("\0\x01\a\v\x0E\x1F"sv), R"("\u0000\u0001\u0007\u000b\u000e\u001f")");
}

TEST(append_string, escapes_every_control_character_and_no_other_ascii_but_two) {
    for (int value = 0; value < 0x80; ++value) {
        const char byte = static_cast<char>(value);
        const bool escaped = value < 0x20 || byte == '"' || byte == '\\';
        const std::string text = written(std::string_view(&byte, 1));
        EXPECT_EQ(text.size() > 3, escaped) << value;
        EXPECT_EQ(text[1] == '\\', escaped) << value;
    }
}

std::string written_for_an_answer(std::string_view text) {
    std::string result;
    flaghook::json::detail::append_string(result, text,
                                          flaghook::json::detail::separators::escaped);
    return result;
}

TEST(append_string, leaves_the_line_separators_unless_asked) {
    EXPECT_EQ(written("a\u2028\u2029b"), "\"a\u2028\u2029b\"");
}

TEST(append_string, escapes_the_two_line_separators_and_nothing_around_them) {
    EXPECT_EQ(written_for_an_answer("\u2028"), R"("\u2028")");
    EXPECT_EQ(written_for_an_answer("a\u2028\u2029b"), R"("a\u2028\u2029b")");
    EXPECT_EQ(written_for_an_answer("\u2027\u202A\u2068"), "\"\u2027\u202A\u2068\"");
    EXPECT_EQ(written_for_an_answer("\u20AC\u2029"), "\"\u20AC\\u2029\"");
    EXPECT_EQ(written_for_an_answer("\u2028\""), R"("\u2028\"")");
}

TEST(append_string, appends_to_what_stands_before) {
    std::string result = "{";
    flaghook::json::detail::append_string(result, "a");
    flaghook::json::detail::append_string(result, "\n");
    EXPECT_EQ(result, R"({"a""\n")");
}

} // namespace
