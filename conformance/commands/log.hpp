/// @file
/// The command `flaghook log`.
#ifndef FLAGHOOK_COMMANDS_LOG_HPP
#define FLAGHOOK_COMMANDS_LOG_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `log`: shows an audit log and lists the sent changes that are missing from it.
void add_log(program& to);

} // namespace flaghook::tool

#endif
