/// @file
/// Sentry's audit log: reads saved pages, fetches pages from a server, looks for sent changes, and
/// reports.
#ifndef FLAGHOOK_TOOL_AUDIT_LOG_HPP
#define FLAGHOOK_TOOL_AUDIT_LOG_HPP

#include <flaghook/api/flag_log.hpp>
#include <flaghook/api/flag_log_query.hpp>
#include <flaghook/document/complaint.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/signature/secret.hpp>

#include "tool/http.hpp"
#include "tool/output.hpp"
#include "tool/verdict.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace flaghook::tool {

/// The known part of an audit log.
struct audit_log {
    /// The entries, in the order of the pages.
    std::vector<flag_log_entry> entries{};
    /// The number of pages read.
    std::size_t pages = 0;
    /// Why there may be further pages; nothing if the log is complete.
    std::optional<std::string> cut{};

    /// Adds the entries of another page.
    void add(flag_log_page page);
};

/// Describes the first issue, and says how many others there are.
/// @param issues must not be empty
[[nodiscard]] std::string explain_issues(const std::vector<issue>& issues);

/// Reads saved pages: bodies of the Flags API's answers.
/// @param files paths, or `-` for standard input
/// @throw unusable if a file cannot be read or is not a page
[[nodiscard]] audit_log read_saved_pages(const std::vector<std::string>& files,
                                         const parse_limits& limits);

/// The maximum size of all pages together, in bytes.
inline constexpr std::size_t longest_log = std::size_t{64} << 20U;

/// Describes which log to fetch, and how.
struct log_request {
    /// A URL that `check_log_url` accepts.
    std::string url{};
    flag_log_query query{};
    /// The maximum number of pages.
    std::size_t pages = 100;
    /// The timeouts for each page.
    http_limits time{};
    parse_limits limits{};
};

/// An answer that is not a page of the log. If the server repeats the token, it is removed.
struct refused_log {
    http_response response{};
    /// The errors in the answer, if it can be parsed.
    std::vector<complaint> complaints{};
    /// Explains why an answer with status 200 is not a page; otherwise empty.
    std::string defect{};
};

/// Checks the URL of an audit log; returns an empty text, or what is wrong with it. As for a
/// webhook, the scheme must be `https` unless the host is this machine, and a query or a password
/// is not allowed.
/// @param allow_http whether the scheme may be `http` for each host
[[nodiscard]] std::string check_log_url(const std::string& url, bool allow_http);

/// Fetches the log.
///
/// Further pages are fetched from the same URL, with the cursor from the `Link` header. The rest of
/// the link is ignored: Sentry writes its configured host there, and the token must be sent only to
/// the host that it was given for.
/// @return the log without repeated entries, or the first answer that is not a page
/// @throw unusable if the query breaks the server's rules
/// @throw transport_error if there is no answer
[[nodiscard]] std::variant<audit_log, refused_log> fetch_log(const log_request& request,
                                                             const secret& token);

/// A payload that was sent.
struct sent_payload {
    /// Sentry's verdict on the payload. Its rows should be in the log.
    verdict judged{};
    /// For each row, whether it is in the log.
    std::vector<bool> found{};
};

/// Counts how many of the sent changes are in the log.
struct comparison {
    /// The number of changes that should be in the log; without those that Sentry drops as
    /// repeated.
    std::size_t changes = 0;
    /// The number of these changes that are in the log.
    std::size_t found = 0;
    /// The number of payloads that Sentry refuses, so that none of their changes is recorded.
    std::size_t refused = 0;
    /// The number of surplus entries: like a sent change, but more often than it was sent.
    std::size_t again = 0;

    [[nodiscard]] std::size_t missing() const noexcept { return changes - found; }
    [[nodiscard]] bool is_complete() const noexcept { return found == changes && refused == 0; }
};

/// Reads the payloads that were sent. A file that is named twice counts as sent twice, since Sentry
/// drops repeated changes only within one payload.
/// @throw unusable if a payload cannot be read or judged
[[nodiscard]] std::vector<sent_payload> read_sent_payloads(const std::vector<std::string>& files,
                                                           const parse_limits& limits);

/// Searches the log for each sent change. Compares everything that the log shows: action, time,
/// flag, author and the author's type, but not the `change_id`. An entry matches one change only.
/// Takes O(n log n) comparisons for n changes and entries.
comparison find_sent_changes(std::vector<sent_payload>& sent,
                             std::span<const flag_log_entry> entries);

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
