/// @file
/// The command `flaghook probe`.
#ifndef FLAGHOOK_COMMANDS_PROBE_HPP
#define FLAGHOOK_COMMANDS_PROBE_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `probe`: tests a receiver over HTTP.
void add_probe(program& to);

} // namespace flaghook::tool

#endif
