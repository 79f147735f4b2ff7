/// @file
/// The texts about the command line: help, the man page, and the completions of shells.
#ifndef FLAGHOOK_USAGE_PAGES_HPP
#define FLAGHOOK_USAGE_PAGES_HPP

#include "usage/command_line.hpp"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace flaghook::usage {

/// Returns the help for a command.
[[nodiscard]] std::string help(const CLI::App& command);

/// Makes `--help` of a command and of all commands that are added to it later print this help.
void format_help(CLI::App& command);

/// Writes the man page flaghook(1).
/// @param date the date at its foot, such as 2024-12-12
/// @par Source
/// man(7) of mandoc: https://man.openbsd.org/man.7
[[nodiscard]] std::string man_page(const described_command& program, const std::string& date);

/// Writes a completion for bash 4 and later.
[[nodiscard]] std::string bash_completion(const described_command& program);

/// Writes a completion for zsh.
[[nodiscard]] std::string zsh_completion(const described_command& program);

/// Writes a completion for fish 3 and later.
[[nodiscard]] std::string fish_completion(const described_command& program);

} // namespace flaghook::usage

#endif
