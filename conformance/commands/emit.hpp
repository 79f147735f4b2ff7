/// @file
/// The command `flaghook emit`.
#ifndef FLAGHOOK_COMMANDS_EMIT_HPP
#define FLAGHOOK_COMMANDS_EMIT_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `emit`: prints the payload of one change.
void add_emit(program& to);

} // namespace flaghook::tool

#endif
