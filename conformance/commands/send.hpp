/// @file
/// The command `flaghook send`.
#ifndef FLAGHOOK_COMMANDS_SEND_HPP
#define FLAGHOOK_COMMANDS_SEND_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `send`: sends a payload and interprets the answer.
void add_send(program& to);

} // namespace flaghook::tool

#endif
