/// @file
/// The command `flaghook schema`.
#ifndef FLAGHOOK_COMMANDS_SCHEMA_HPP
#define FLAGHOOK_COMMANDS_SCHEMA_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `schema`: prints the JSON Schema of a protocol version.
void add_schema(program& to);

} // namespace flaghook::tool

#endif
