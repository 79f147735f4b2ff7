/// @file
/// The command `flaghook help`.
#ifndef FLAGHOOK_COMMANDS_HELP_HPP
#define FLAGHOOK_COMMANDS_HELP_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `help`: prints what `--help` of the program or of a command prints.
void add_help(program& to);

} // namespace flaghook::tool

#endif
