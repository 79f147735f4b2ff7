/// @file
/// The command `flaghook listen`.
#ifndef FLAGHOOK_COMMANDS_LISTEN_HPP
#define FLAGHOOK_COMMANDS_LISTEN_HPP

#include "commands/command.hpp"

namespace flaghook::tool {

/// Adds `listen`: runs a local stand-in for Sentry's server and shows the requests that it
/// receives.
void add_listen(program& to);

} // namespace flaghook::tool

#endif
