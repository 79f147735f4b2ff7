/// @file
/// The meaning of each exit status, for the man page. docs/testing.md has the same table by
/// command.
#ifndef FLAGHOOK_USAGE_EXIT_STATUSES_HPP
#define FLAGHOOK_USAGE_EXIT_STATUSES_HPP

#include "tool/exit_status.hpp"

#include <string_view>

namespace flaghook::usage {

/// The meaning of an exit status.
struct described_status {
    int status;
    /// For `send` and `log`, which ask a server.
    std::string_view of_requests;
    /// For `check`, `verify`, `listen`, `probe` and `suite`, which judge.
    std::string_view of_verdicts;
};

/// All exit statuses in ascending order. The commands without a verdict end with 0 or 2.
inline constexpr described_status exit_statuses[] = {
    {tool::exit_conforms, "send: recorded; log: every sent change is in the log",
     "everything is as it should be"},
    {tool::exit_differs,
     "send: not recorded, and never in this form; log: a change is missing or refused, or the "
     "server does not give the log",
     "something is not"},
    {tool::exit_unusable, "the command line or an input cannot be used; nothing was sent",
     "the command line or an input cannot be used; probe: the receiver cannot be judged"},
    {tool::exit_later, "send: not recorded, try again later; log: try again later", "-"},
    {tool::exit_unknown,
     "send: it may be recorded; look into the audit log before sending it again", "-"},
};

} // namespace flaghook::usage

#endif
