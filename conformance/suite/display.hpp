/// @file
/// Values as people read them in a report.
#ifndef FLAGHOOK_SUITE_DISPLAY_HPP
#define FLAGHOOK_SUITE_DISPLAY_HPP

#include <boost/json/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::suite {

/// The beginning of a text, with a note of its length where that is not all. Never cuts a character
/// of UTF-8 apart.
/// @param most how many bytes of the text are kept
[[nodiscard]] std::string shortened(std::string_view text, std::size_t most);

/// JSON on several lines, two spaces a level; small lists and objects stay on one line.
[[nodiscard]] std::string indented(const boost::json::value& of);

/// Text of several lines, each of them made safe to show; see `tool::printable`.
[[nodiscard]] std::string printable_lines(std::string_view text);

/// The beginning of what a program wrote, in quotation marks and safe to show.
[[nodiscard]] std::string in_quotes(std::string_view text);

} // namespace flaghook::suite

#endif
