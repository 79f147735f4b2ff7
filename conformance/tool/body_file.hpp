/// @file
/// Reads the bodies that a command works on.
#ifndef FLAGHOOK_TOOL_BODY_FILE_HPP
#define FLAGHOOK_TOOL_BODY_FILE_HPP

#include <flaghook/json/limits.hpp>

#include "tool/input_name.hpp"

#include <CLI/CLI.hpp>

#include <cstddef>
#include <string>

namespace flaghook::tool {

/// Adds `--max-body`.
void add_body_limit(CLI::App& command, std::size_t& limit);

/// Adds `--max-items`, `--max-issues`, and `--max-body`.
void add_limits(CLI::App& command, parse_limits& limits);

/// Reads the exact bytes of a body.
///
/// An empty file is an empty body, which Sentry treats as `{}`. Empty standard input is refused,
/// since the program before the pipe has probably failed.
/// @param file a path, or `-` for standard input
/// @param limit the maximum number of bytes; a larger file is not read completely
/// @throw unusable with advice
[[nodiscard]] std::string read_body(const std::string& file, std::size_t limit);

/// Reads a whole file other than a body.
/// @param limit the maximum number of bytes
/// @param expected the expected content, for the message about a file that is too large
/// @throw unusable with advice
[[nodiscard]] std::string read_file(const std::string& file, std::size_t limit,
                                    const std::string& expected);

/// Throws `unusable`, because standard input is given twice.
[[noreturn]] void refuse_second_input();

} // namespace flaghook::tool

#endif
