/// @file
/// The command `flaghook check`.
#ifndef FLAGHOOK_COMMANDS_CHECK_HPP
#define FLAGHOOK_COMMANDS_CHECK_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `check`: shows how Sentry would answer the given bodies, and what it would record.
void add_check(program& to);

} // namespace flaghook::tool

#endif
