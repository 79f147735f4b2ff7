/// @file
/// The command `flaghook usage`, which help does not list.
#ifndef FLAGHOOK_COMMANDS_USAGE_HPP
#define FLAGHOOK_COMMANDS_USAGE_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `usage`: prints the man page and the completions of shells, which are installed with the
/// program.
void add_usage(program& to);

} // namespace flaghook::tool

#endif
