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

} // namespace flaghook::suite

#endif
