/// @file
/// Reports on an audit log and the changes missing from it, as text and as JSON.
#ifndef FLAGHOOK_TOOL_LOG_REPORT_HPP
#define FLAGHOOK_TOOL_LOG_REPORT_HPP

#include "tool/audit_log.hpp"
#include "tool/log_client.hpp"
#include "tool/sent_changes.hpp"
#include "tool/terminal.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace flaghook::tool {

/// Formats a table with one line per entry, followed by their number. Texts from the log are quoted
/// and cannot affect a terminal.
[[nodiscard]] std::string table_of(const audit_log& log, const style& look);

/// Lists the sent changes that are missing, followed by a summary.
/// @param log the log that was searched
[[nodiscard]] std::string report(std::span<const sent_payload> sent, const comparison& result,
                                 const audit_log& log, const style& look);

/// Converts to `{"pages", "cut", "entries"}`. An entry has Sentry's members, except `tags`.
[[nodiscard]] boost::json::object to_json(const audit_log& log);

/// Converts to `{"changes", "found", "missing", "again", "refused", "payloads"}`. A payload has the
/// members of an element of `flaghook check --format json`. In addition, `found` says for each row
/// whether the log has it.
[[nodiscard]] boost::json::object to_json(std::span<const sent_payload> sent,
                                          const comparison& result);

/// Explains why there is no log, with advice.
[[nodiscard]] std::string report(const refused_log& refused, const style& look);

/// Converts to `{"status", "issues", "location", "advice"}`.
[[nodiscard]] boost::json::object to_json(const refused_log& refused);

/// Returns advice for a request for the log that got no answer.
[[nodiscard]] std::string_view log_advice(transport_failure failure) noexcept;

} // namespace flaghook::tool

#endif
