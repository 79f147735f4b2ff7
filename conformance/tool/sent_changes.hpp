/// @file
/// Sent changes, and whether an audit log has them.
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
    /// What Sentry made of it. Its rows are what has to be in the log.
    verdict judged{};
    /// Of each row whether the log has it.
    std::vector<bool> found{};
};

/// How much of what was sent is in the log.
struct comparison {
    /// The changes that are to be in the log: without those that Sentry takes for repeated.
    std::size_t changes = 0;
    /// How many of them are there.
    std::size_t found = 0;
    /// How many payloads Sentry refuses, so that nothing of them is recorded.
    std::size_t refused = 0;
    /// How many entries of the log are like a sent change, but more than were sent.
    std::size_t again = 0;

    [[nodiscard]] std::size_t missing() const noexcept { return changes - found; }
    [[nodiscard]] bool is_complete() const noexcept { return found == changes && refused == 0; }
};

/// Reads payloads as they were sent. One that is named twice was sent twice: Sentry drops repeated
/// changes of one payload, and no others.
/// @throw unusable when one cannot be read or judged
[[nodiscard]] std::vector<sent_payload> read_sent_payloads(const std::vector<std::string>& files,
                                                           const parse_limits& limits);

/// Looks for each sent change in the log, by all that the log shows of it: action, time, flag,
/// author and the author's type. (It does not show the `change_id`.) An entry counts for one change
/// only. n changes and entries take n log n comparisons.
comparison find_sent_changes(std::vector<sent_payload>& sent,
                             std::span<const flag_log_entry> entries);

} // namespace flaghook::tool

#endif
