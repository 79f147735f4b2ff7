#include <flaghook/json/write_text.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

std::string written(std::string_view text) {
    std::string result;
    flaghook::json::detail::append_string(result, text);
    return result;
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
