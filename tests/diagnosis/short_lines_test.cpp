#include "tool/output.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using flaghook::tool::longest_line;
using flaghook::tool::with_short_lines;

TEST(short_lines, are_left_as_they_are) {
    for (const std::string_view text : {"", "\n", "a\n\n  b", "a b\n"}) {
        EXPECT_EQ(with_short_lines(text), text);
    }
    const std::string longest(longest_line, 'x');
    EXPECT_EQ(with_short_lines(longest + "\n" + longest), longest + "\n" + longest);
}

TEST(short_lines, break_at_a_blank_and_go_on_further_in) {
    const std::string word(longest_line - 6, 'x');
    EXPECT_EQ(with_short_lines("  a " + word + " next words\nshort\n"),
              "  a " + word + "\n    next words\nshort\n");
}

TEST(short_lines, break_within_what_has_no_blank) {
    EXPECT_EQ(with_short_lines(std::string(longest_line + 1, 'x')),
              std::string(longest_line, 'x') + "\n  x");
    // A cut does not split a code point.
    std::string text;
    for (std::size_t count = 0; count < longest_line + 1; ++count) {
        text += "\u00fc";
    }
    EXPECT_EQ(with_short_lines(text), text.substr(0, 2 * longest_line) + "\n  \u00fc");
}

TEST(short_lines, come_to_an_end_however_far_in_a_line_begins) {
    const std::string text = with_short_lines(std::string(2000, ' ') + std::string(2000, 'x'));
    std::size_t letters = 0;
    std::size_t width = 0;
    for (const char character : text) {
        letters += character == 'x' ? 1 : 0;
        width = character == '\n' ? 0 : width + 1;
        EXPECT_LE(width, longest_line);
    }
    EXPECT_EQ(letters, 2000U);
}

} // namespace
