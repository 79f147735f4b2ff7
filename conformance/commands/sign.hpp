/// @file
/// The command `flaghook sign`.
#ifndef FLAGHOOK_COMMANDS_SIGN_HPP
#define FLAGHOOK_COMMANDS_SIGN_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `sign`: prints the signature of a body.
void add_sign(program& to);

} // namespace flaghook::tool

#endif
