/// @file
/// The audit log: the flag changes that Sentry recorded.
#ifndef FLAGHOOK_API_FLAG_LOG_HPP
#define FLAGHOOK_API_FLAG_LOG_HPP

#include <flaghook/api/object_writer.hpp>
#include <flaghook/document/object_reader.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/model/change.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/version.hpp>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// One recorded change of a flag.
///
/// @par Example
/// @snippet flags_api.cpp page
struct flag_log_entry {
    /// The action: created, updated or deleted.
    change_action action = change_action::created;
    /// The time of the change, as the sender gave it.
    timestamp created_at{};
    /// The author; `std::nullopt` if the sender named none.
    std::optional<std::string> created_by{};
    /// The kind of text that identifies the author.
    std::optional<author_type> created_by_type{};
    /// The flag's name.
    std::string flag{};
    /// The number that Sentry gave the entry. The log does not contain the `change_id`.
    std::int64_t id = 0;
    /// The provider that sent the change: `generic`, `launchdarkly`, `statsig`, `unleash`,
    /// `flagpole`, or a newer one. Older servers do not send it.
    std::optional<std::string> provider{};
    /// Further data from the provider: names, with values of any type. The generic provider has
    /// none.
    boost::json::object tags{};

    /// Compares all members.
    friend bool operator==(const flag_log_entry&, const flag_log_entry&) = default;
};

/// Converts a change that the webhook recorded to the entry that the log shows.
/// @param row a row of a `receiver`'s reply, or a change that was sent and accepted
/// @param id the number of the entry in the log
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the texts.
[[nodiscard]] inline flag_log_entry to_log_entry(const change& row, std::int64_t id) {
    return {.action = row.action,
            .created_at = row.created_at,
            .created_by = row.created_by.id,
            .created_by_type = row.created_by.type,
            .flag = row.flag,
            .id = id,
            .provider = "generic",
            .tags = {}};
}

/// A page of the audit log. The header `Link` of the answer refers to other pages; see
/// `next_cursor`.
///
/// @par Example
/// @snippet flags_api.cpp page
struct flag_log_page {
    /// The entries, in the requested order.
    std::vector<flag_log_entry> data{};

    /// Compares the entries.
    friend bool operator==(const flag_log_page&, const flag_log_page&) = default;
};

namespace detail {

/// Reads an entry; `createdBy`, `createdByType` and `provider` may be null.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/logs.py
[[nodiscard]] inline flag_log_entry read_log_entry(document::detail::object_reader& from) {
    flag_log_entry result;
    from.read("action", result.action, from_string<change_action>);
    from.read("createdAt", result.created_at);
    from.read("createdBy", result.created_by);
    from.read("createdByType", result.created_by_type, from_string<author_type>);
    from.read("flag", result.flag);
    from.read("id", result.id);
    from.read("provider", result.provider);
    from.read("tags", result.tags);
    return result;
}

/// Writes an entry with its members in the server's order.
[[nodiscard]] inline boost::json::object
write_log_entry(const flag_log_entry& entry, std::string path, std::vector<issue>& issues) {
    object_writer to(std::move(path), issues);
    to.write("action", entry.action);
    to.write("createdAt", entry.created_at);
    to.write("createdBy", entry.created_by);
    to.write("createdByType", entry.created_by_type);
    to.write("flag", entry.flag);
    to.write("id", entry.id);
    to.write("provider", entry.provider);
    to.write("tags", entry.tags);
    return to.take();
}

} // namespace detail

/// Parses a page of the audit log.
///
/// Parsing is lenient: unknown members are ignored, `tags` and members that may be null may be
/// missing, and times may have any form that Sentry accepts. At most 512 objects and lists may be
/// nested, independent of `limits`.
/// @param body the body of the answer, any bytes
/// @param limits the limits on the body
/// @return the page, or all issues, such as `invalid` at `data[2].createdAt`
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`.
///
/// @par Example
/// @snippet flags_api.cpp page
[[nodiscard]] inline result<flag_log_page> parse_flag_log_page(std::string_view body,
                                                               const parse_limits& limits = {}) {
    document::detail::parsed_document document(body, limits);
    flag_log_page page;
    if (auto root = document.root()) {
        root->read_list("data", [&page](document::detail::object_reader& item) {
            page.data.push_back(detail::read_log_entry(item));
        });
    }
    return document.result(std::move(page));
}

/// Parses the answer that contains one entry of the audit log, as leniently as a page.
/// @param body the body of the answer, any bytes
/// @param limits the limits on the body
/// @return the entry, or all issues, such as `invalid` at `data.createdAt`
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`.
[[nodiscard]] inline result<flag_log_entry> parse_flag_log_entry(std::string_view body,
                                                                 const parse_limits& limits = {}) {
    document::detail::parsed_document document(body, limits);
    flag_log_entry entry;
    if (auto root = document.root()) {
        if (auto data = root->read_object("data")) {
            entry = detail::read_log_entry(*data);
        }
    }
    return document.result(std::move(entry));
}

/// Writes a page of the audit log as the server does, for simulations of Sentry.
/// @param page the page
/// @return the body; or all issues: text that is not UTF-8, NaN in a tag, a time outside the years
/// 1 to 9999
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the page.
[[nodiscard]] inline result<std::string> serialize_flag_log_page(const flag_log_page& page) {
    return detail::write_list(page.data, detail::write_log_entry);
}

/// Writes the answer that contains one entry as the server does, for simulations of Sentry.
/// @param entry the entry
/// @return the body; or all issues, as for a page
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the entry.
[[nodiscard]] inline result<std::string> serialize_flag_log_entry(const flag_log_entry& entry) {
    std::vector<issue> issues;
    boost::json::object data = detail::write_log_entry(entry, "data", issues);
    return detail::write_data(std::move(data), std::move(issues));
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
