/// @file
/// Options that change how a command prints its results: `--color` and `--quiet`.
#ifndef FLAGHOOK_TOOL_OUTPUT_OPTIONS_HPP
#define FLAGHOOK_TOOL_OUTPUT_OPTIONS_HPP

#include <CLI/CLI.hpp>

#include <string>
#include <string_view>

namespace flaghook::tool {

/// Adds `--color auto|always|never`, which `shows_colour` follows.
void add_color(CLI::App& command);

/// Adds `-q` and `--quiet`: of a text, print only the verdict, which is its first line. Messages on
/// standard error stay. Excludes `--format`, so it has to be added after that.
/// @param is_quiet set if the option is given
void add_quiet(CLI::App& command, bool& is_quiet);

/// Returns a report, or with `--quiet` only its first line.
[[nodiscard]] std::string shortened_to_verdict(std::string_view report, bool is_quiet);

} // namespace flaghook::tool

#endif
