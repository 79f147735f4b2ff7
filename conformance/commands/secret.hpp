/// @file
/// The command `flaghook secret`.
#ifndef FLAGHOOK_COMMANDS_SECRET_HPP
#define FLAGHOOK_COMMANDS_SECRET_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `secret generate`: generates a signing secret.
void add_secret(program& to);

} // namespace flaghook::tool

#endif
