/// @file
/// Requests that came, for people and for machines.
#ifndef FLAGHOOK_LISTEN_ARRIVAL_REPORT_HPP
#define FLAGHOOK_LISTEN_ARRIVAL_REPORT_HPP

#include "listen/stand_in.hpp"
#include "tool/terminal.hpp"

#include <string>

namespace flaghook::listen {

/// A line such as `12:00:01.250 200 accepted: checkout was updated`; below it, further in, what was
/// wrong or unusual with the request, as `flaghook check` says it.
[[nodiscard]] std::string lines_about(const arrival& one, const tool::style& look);

/// One line of JSON: `{"at", "method", "target", "status", "answer", "accepted", "rows", "issues",
/// "deviations", "signature", "scripted", "sent_again", "forwarded", "remark"}`.
[[nodiscard]] std::string json_line_about(const arrival& one);

} // namespace flaghook::listen

#endif
