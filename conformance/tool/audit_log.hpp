/// @file
/// An audit log that is put together from pages.
#ifndef FLAGHOOK_TOOL_AUDIT_LOG_HPP
#define FLAGHOOK_TOOL_AUDIT_LOG_HPP

#include <flaghook/api/flag_log.hpp>
#include <flaghook/json/limits.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace flaghook::tool {

/// What there is of an audit log.
struct audit_log {
    /// The entries in the order of the pages.
    std::vector<flag_log_entry> entries{};
    /// How many pages they came on.
    std::size_t pages = 0;
    /// Why there may be more pages than were read; nothing where these are all.
    std::optional<std::string> cut{};

    /// Adds the entries of another page.
    void add(flag_log_page page);
};

/// Removes entries that are there already. Pages overlap when the log grows while it is read, and
/// an entry that comes twice would pass for two changes. n entries take n log n comparisons.
void remove_repeated_entries(audit_log& log);

/// What the first issue is, and how many others there are.
/// @param issues not empty
[[nodiscard]] std::string explain_issues(const std::vector<issue>& issues);

/// Reads pages that were saved: bodies of answers of the Flags API.
/// @param files paths, or `-` for standard input
/// @throw unusable when one cannot be read or is no page
[[nodiscard]] audit_log read_saved_pages(const std::vector<std::string>& files,
                                         const parse_limits& limits);

} // namespace flaghook::tool

#endif
