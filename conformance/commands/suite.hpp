/// @file
/// The command `flaghook suite`.
#ifndef FLAGHOOK_COMMANDS_SUITE_HPP
#define FLAGHOOK_COMMANDS_SUITE_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `suite`: runs the golden vectors against this library or another implementation, and
/// reports the results.
void add_suite(program& to);

} // namespace flaghook::tool

#endif
