/// @file
/// Formats values for reports.
#ifndef FLAGHOOK_SUITE_DISPLAY_HPP
#define FLAGHOOK_SUITE_DISPLAY_HPP

#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::suite {

/// Returns the beginning of a text, followed by the full length if it was cut. Never splits a UTF-8
/// character.
/// @param most the maximum number of bytes of the text to keep
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

/// Formats JSON on several lines, with two spaces per level; small lists and objects stay on one
/// line.
[[nodiscard]] std::string indented(const boost::json::value& of);

/// Makes each line of a text safe to print; see `tool::printable`.
[[nodiscard]] std::string printable_lines(std::string_view text);

/// Returns the beginning of a program's output, in quotation marks and safe to print.
[[nodiscard]] std::string in_quotes(std::string_view text);

/// Escapes text for use as content or as a quoted attribute of XML or HTML. Also replaces
/// characters that are invisible, change the writing direction, or are forbidden in XML. Line feeds
/// are kept.
[[nodiscard]] std::string markup_text(std::string_view text);

/// Quotes a text as one word of a shell's command line, if it needs quotes.
[[nodiscard]] std::string shell_word(std::string_view text);

/// A text in three parts, of which the middle differs from another text.
struct marked_text {
    std::string before;
    std::string different;
    std::string after;
};

/// Two texts with their difference.
struct marked_pair {
    marked_text expected;
    marked_text got;
};

/// Marks the difference of two texts: what is left after their common beginning and end. Never
/// splits a UTF-8 character.
/// @param most the maximum size of each text, in bytes; longer texts are cut to the part around
/// their first difference, with `...` where they are cut
[[nodiscard]] marked_pair mark_difference(std::string_view expected, std::string_view got,
                                          std::size_t most);

} // namespace flaghook::suite

#endif
