/// @file
/// `flaghook testee`: this library at the testee's end of the pipe.
#ifndef FLAGHOOK_COMMANDS_TESTEE_HPP
#define FLAGHOOK_COMMANDS_TESTEE_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds the command that answers the requests on standard input until it ends.
void add_testee(program& to);

} // namespace flaghook::tool

#endif
