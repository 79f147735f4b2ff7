/// @file
/// The command `flaghook verify`.
#ifndef FLAGHOOK_COMMANDS_VERIFY_HPP
#define FLAGHOOK_COMMANDS_VERIFY_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `verify`: checks only the signature of a body, not its content.
void add_verify(program& to);

} // namespace flaghook::tool

#endif
