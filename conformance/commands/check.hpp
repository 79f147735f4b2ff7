/// @file
/// The command `flaghook check`.
#ifndef FLAGHOOK_COMMANDS_CHECK_HPP
#define FLAGHOOK_COMMANDS_CHECK_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `check`: says what Sentry would answer to bodies, and record.
void add_check(program& to);

} // namespace flaghook::tool

#endif
