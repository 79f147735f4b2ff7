/// @file
/// Times on the command line, and in messages.
#ifndef FLAGHOOK_TOOL_TIME_TEXT_HPP
#define FLAGHOOK_TOOL_TIME_TEXT_HPP

#include <flaghook/model/timestamp.hpp>

#include <string>

namespace flaghook::tool {

/// What the server takes for a time, and so does this; without an offset it is UTC.
/// @param option its name, for the message
/// @throw unusable when the text is no time
[[nodiscard]] timestamp read_time(const std::string& option, const std::string& text);

/// Such as `2 s` or `0.25 s`: with milliseconds, where there are some.
[[nodiscard]] std::string seconds_text(double seconds);

} // namespace flaghook::tool

#endif
