/// @file
/// The command `flaghook testee`.
#ifndef FLAGHOOK_COMMANDS_TESTEE_HPP
#define FLAGHOOK_COMMANDS_TESTEE_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `testee`: answers requests of the pipe protocol, one a line, until standard input ends.
void add_testee(program& to);

} // namespace flaghook::tool

#endif
