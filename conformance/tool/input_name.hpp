/// @file
/// The names of inputs on the command line.
#ifndef FLAGHOOK_TOOL_INPUT_NAME_HPP
#define FLAGHOOK_TOOL_INPUT_NAME_HPP

#include <string>

namespace flaghook::tool {

/// The name for standard input.
inline constexpr const char* standard_input_name = "-";

/// Returns the file's name for messages.
[[nodiscard]] inline std::string display_name(const std::string& file) {
    return file == standard_input_name ? "standard input" : file;
}

} // namespace flaghook::tool

#endif
