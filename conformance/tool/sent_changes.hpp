/// @file
/// Compares sent changes with an audit log.
#ifndef FLAGHOOK_TOOL_SENT_CHANGES_HPP
#define FLAGHOOK_TOOL_SENT_CHANGES_HPP

#include <flaghook/api/flag_log.hpp>
#include <flaghook/json/limits.hpp>

#include "tool/verdict.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace flaghook::tool {

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

} // namespace flaghook::tool

#endif
