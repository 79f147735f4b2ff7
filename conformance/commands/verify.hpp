/// @file
/// The command `flaghook verify`.
#ifndef FLAGHOOK_COMMANDS_VERIFY_HPP
#define FLAGHOOK_COMMANDS_VERIFY_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `verify`: checks the signature of a body, and nothing else of it.
void add_verify(program& to);

} // namespace flaghook::tool

#endif
