/// @file
/// Reports about received requests, as text and as JSON.
#ifndef FLAGHOOK_LISTEN_ARRIVAL_REPORT_HPP
#define FLAGHOOK_LISTEN_ARRIVAL_REPORT_HPP

#include "listen/stand_in.hpp"
#include "tool/output.hpp"

#include <string>

namespace flaghook::listen {

/// Returns a line such as `12:00:01.250 200 accepted: checkout was updated`. Indented lines below
/// it list the issues and deviations, as in `flaghook check`.
[[nodiscard]] std::string lines_about(const arrival& one, const tool::style& look);

/// Returns one line of JSON: `{"at", "method", "target", "status", "answer", "accepted", "rows",
/// "issues", "deviations", "signature", "scripted", "sent_again", "forwarded", "remark"}`.
[[nodiscard]] std::string json_line_about(const arrival& one);

} // namespace flaghook::listen

#endif
