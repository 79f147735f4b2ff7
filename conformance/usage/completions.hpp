/// @file
/// Completions of commands, options and values for shells.
#ifndef FLAGHOOK_USAGE_COMPLETIONS_HPP
#define FLAGHOOK_USAGE_COMPLETIONS_HPP

#include "usage/command_line.hpp"

#include <string>

namespace flaghook::usage {

/// Writes a completion for bash 4 and later.
[[nodiscard]] std::string bash_completion(const described_command& program);

/// Writes a completion for zsh.
[[nodiscard]] std::string zsh_completion(const described_command& program);

/// Writes a completion for fish 3 and later.
[[nodiscard]] std::string fish_completion(const described_command& program);

} // namespace flaghook::usage

#endif
