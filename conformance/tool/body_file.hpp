/// @file
/// The bodies that a command works on.
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
/// An empty file is an empty body, which Sentry takes for `{}`. Empty standard input is refused:
/// more often than not the program before the pipe has failed.
/// @param file a path, or `-` for standard input
/// @param limit the most bytes; a larger file is not read to its end
/// @throw unusable that says what to do
[[nodiscard]] std::string read_body(const std::string& file, std::size_t limit);

/// Reads the whole of another file.
/// @param limit the most bytes
/// @param expected what the file should have in it, for who names one that is too large
/// @throw unusable that says what to do
[[nodiscard]] std::string read_file(const std::string& file, std::size_t limit,
                                    const std::string& expected);

/// Says that standard input is named twice.
[[noreturn]] void refuse_second_input();

} // namespace flaghook::tool

#endif
