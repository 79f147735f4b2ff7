/// @file
/// The audit log: what Sentry recorded of the changes that were sent.
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

/// One recorded change.
struct flag_log_entry {
    /// What happened.
    change_action action = change_action::created;
    /// When it happened, by the sender's word.
    timestamp created_at{};
    /// Who did it, where anybody was named.
    std::optional<std::string> created_by{};
    /// What kind of text names the author.
    std::optional<author_type> created_by_type{};
    /// The flag's name.
    std::string flag{};
    /// The entry's own number, which Sentry gave it. The change's `change_id` is not in the log.
    std::int64_t id = 0;
    /// The provider that sent the change: `generic`, `launchdarkly`, `statsig`, `unleash`,
    /// `flagpole`, or one that this library does not know yet. Older servers do not say.
    std::optional<std::string> provider{};
    /// Metadata that the provider gave along with the change: names and values of any type. The
    /// generic provider gives none.
    boost::json::object tags{};

    friend bool operator==(const flag_log_entry&, const flag_log_entry&) = default;
};

/// What the log shows of a change that the webhook recorded.
/// @param row a row of a `receiver`'s reply, or a change that was sent and accepted
/// @param id the number that the log gave it
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

/// A page of the audit log; the header `Link` leads to others, see `link.hpp`.
struct flag_log_page {
    /// The entries, in the order asked for.
    std::vector<flag_log_entry> data{};

    friend bool operator==(const flag_log_page&, const flag_log_page&) = default;
};

namespace detail {

/// Reads an entry. Names and types are the server's; `createdBy`, `createdByType` and `provider`
/// may be null.
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

/// Writes an entry, its members in the server's order.
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

/// Reads a page of the audit log.
///
/// Answers are read leniently: members that are not known are ignored, tags and what may be null
/// may be missing, times may have any form that Sentry itself takes. Beyond `limits`, no more than
/// 512 objects and lists may be open at a time.
/// @return the page, or all issues: `data[2].createdAt`, `invalid`
/// @par Complexity
/// Linear in the body.
///
/// @par Example
/// @code
/// if (const auto page = flaghook::parse_flag_log_page(answer.body)) {
///     for (const flaghook::flag_log_entry& entry : page->data) { ... }
/// }
/// @endcode
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

/// Reads the answer that has one entry of the audit log, as leniently as a page.
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

/// Writes a page of the audit log as the server does, for those who stand in for it.
/// @return the body, or all issues: text that is not UTF-8, a tag that JSON has no form for, a time
/// outside of years 1 to 9999
[[nodiscard]] inline result<std::string> serialize_flag_log_page(const flag_log_page& page) {
    return detail::write_list(page.data, detail::write_log_entry);
}

/// Writes the answer that has one entry as the server does.
[[nodiscard]] inline result<std::string> serialize_flag_log_entry(const flag_log_entry& entry) {
    std::vector<issue> issues;
    boost::json::object data = detail::write_log_entry(entry, "data", issues);
    return detail::write_data(std::move(data), std::move(issues));
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
