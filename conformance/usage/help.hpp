/// @file
/// Help for a command, no wider than 80 columns.
#ifndef FLAGHOOK_USAGE_HELP_HPP
#define FLAGHOOK_USAGE_HELP_HPP

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace flaghook::usage {

/// Returns the help for a command.
[[nodiscard]] std::string help(const CLI::App& command);

/// Makes `--help` of a command and of all commands that are added to it later print this help.
void format_help(CLI::App& command);

} // namespace flaghook::usage

#endif
