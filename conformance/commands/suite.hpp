/// @file
/// `flaghook suite`: the golden vectors against this library or any implementation.
#ifndef FLAGHOOK_COMMANDS_SUITE_HPP
#define FLAGHOOK_COMMANDS_SUITE_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds the command that runs the vectors and reports how they went.
void add_suite(program& to);

} // namespace flaghook::tool

#endif
