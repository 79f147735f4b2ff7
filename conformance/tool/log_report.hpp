/// @file
/// An audit log, and what it lacks, for people and for machines.
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

/// A table with a line for each entry, and a line that says how many there are. What stands in the
/// log is quoted and cannot act on a terminal.
[[nodiscard]] std::string table_of(const audit_log& log, const style& look);

/// What is missing of the sent payloads, and a line with the numbers.
/// @param log what they were looked for in
[[nodiscard]] std::string report(std::span<const sent_payload> sent, const comparison& result,
                                 const audit_log& log, const style& look);

/// `{"pages", "cut", "entries"}`; an entry has the members that Sentry gives it, but for `tags`.
[[nodiscard]] boost::json::object to_json(const audit_log& log);

/// `{"changes", "found", "missing", "again", "refused", "payloads"}`; a payload has the members of
/// an element of `flaghook check --format json`, and `found`, which says of each row whether the
/// log has it.
[[nodiscard]] boost::json::object to_json(std::span<const sent_payload> sent,
                                          const comparison& result);

/// Why there is no log, and what to do.
[[nodiscard]] std::string report(const refused_log& refused, const style& look);

/// `{"status", "issues", "location", "advice"}`.
[[nodiscard]] boost::json::object to_json(const refused_log& refused);

/// What to do when there was no answer to a request for the log.
[[nodiscard]] std::string_view log_advice(transport_failure failure) noexcept;

} // namespace flaghook::tool

#endif
