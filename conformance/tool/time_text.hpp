/// @file
/// Reads and formats times.
#ifndef FLAGHOOK_TOOL_TIME_TEXT_HPP
#define FLAGHOOK_TOOL_TIME_TEXT_HPP

#include <flaghook/model/timestamp.hpp>

#include <string>

namespace flaghook::tool {

/// Parses a time in any form that the server accepts; UTC if it has no offset.
/// @param option the name of the option, for the message
/// @throw unusable if the text is not a time
[[nodiscard]] timestamp read_time(const std::string& option, const std::string& text);

/// Formats seconds, such as `2 s` or `0.25 s`; with up to three decimals.
[[nodiscard]] std::string seconds_text(double seconds);

} // namespace flaghook::tool

#endif
