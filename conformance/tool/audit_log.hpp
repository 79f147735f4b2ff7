/// @file
/// An audit log, assembled from pages.
#ifndef FLAGHOOK_TOOL_AUDIT_LOG_HPP
#define FLAGHOOK_TOOL_AUDIT_LOG_HPP

#include <flaghook/api/flag_log.hpp>
#include <flaghook/json/limits.hpp>

#include <cstddef>
#include <optional>
#include <string>
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

/// Removes repeated entries. Pages overlap if the log grows while it is read, and a repeated entry
/// would look like a second change. Takes O(n log n) comparisons for n entries.
void remove_repeated_entries(audit_log& log);

/// Describes the first issue, and says how many others there are.
/// @param issues must not be empty
[[nodiscard]] std::string explain_issues(const std::vector<issue>& issues);

/// Reads saved pages: bodies of the Flags API's answers.
/// @param files paths, or `-` for standard input
/// @throw unusable if a file cannot be read or is not a page
[[nodiscard]] audit_log read_saved_pages(const std::vector<std::string>& files,
                                         const parse_limits& limits);

} // namespace flaghook::tool

#endif
