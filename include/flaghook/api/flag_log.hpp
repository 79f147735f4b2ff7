/// @file
/// The audit log: what Sentry recorded of the changes that were sent.
#ifndef FLAGHOOK_API_FLAG_LOG_HPP
#define FLAGHOOK_API_FLAG_LOG_HPP

#include <flaghook/blueprint/field.hpp>
#include <flaghook/json/document_reader.hpp>
#include <flaghook/json/free_object.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/serialize.hpp>
#include <flaghook/model/change.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/version.hpp>

#include <boost/system/result.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// Metadata that a provider gave along with a change: names and values of any type. The generic
/// provider gives none.
using tags = std::vector<json::free_member>;

/// One recorded change.
struct flag_log_entry {
    /// What happened.
    flaghook::action action = flaghook::action::created;
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
    /// The provider's metadata.
    flaghook::tags tags{};

    /// The tag of a name, if there is one. Linear.
    [[nodiscard]] const json::free_member* find_tag(std::string_view name) const noexcept {
        const auto found = std::find_if(tags.begin(), tags.end(),
                                        [name](const auto& tag) { return tag.name == name; });
        return found == tags.end() ? nullptr : &*found;
    }

    friend bool operator==(const flag_log_entry&, const flag_log_entry&) = default;
};

/// What the log shows of a change that the webhook recorded.
/// @param row a row of a `receiver`'s reply, or a change that was sent and accepted
/// @param id the number that the log gave it
[[nodiscard]] inline flag_log_entry logged(const change& row, std::int64_t id) {
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

/// The answer that has one entry.
struct flag_log_answer {
    /// The entry.
    flag_log_entry data{};

    friend bool operator==(const flag_log_answer&, const flag_log_answer&) = default;
};

/// The declaration of an entry. Names, types and order are the server's; `createdBy`,
/// `createdByType` and `provider` may be null.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/logs.py
inline constexpr auto flag_log_entry_declaration = blueprint::object(
    blueprint::field("action", &flag_log_entry::action,
                     blueprint::one_of(blueprint::option{"created", action::created},
                                       blueprint::option{"updated", action::updated},
                                       blueprint::option{"deleted", action::deleted})),
    blueprint::field("createdAt", &flag_log_entry::created_at, blueprint::date_time{}),
    blueprint::nullable_field("createdBy", &flag_log_entry::created_by, blueprint::any_text{}),
    blueprint::nullable_field("createdByType", &flag_log_entry::created_by_type,
                              blueprint::one_of(blueprint::option{"email", author_type::email},
                                                blueprint::option{"id", author_type::id},
                                                blueprint::option{"name", author_type::name})),
    blueprint::field("flag", &flag_log_entry::flag, blueprint::any_text{}),
    blueprint::field("id", &flag_log_entry::id, blueprint::integer{}),
    blueprint::nullable_field("provider", &flag_log_entry::provider, blueprint::any_text{}),
    blueprint::optional_field("tags", &flag_log_entry::tags, blueprint::free_object{}));

/// The declaration of a page.
struct flag_log_page_document {
    using payload_type = flag_log_page;
    static constexpr auto payload = blueprint::object(blueprint::field(
        "data", &flag_log_page::data, blueprint::list_of(flag_log_entry_declaration)));
};

/// The declaration of the answer that has one entry.
struct flag_log_answer_document {
    using payload_type = flag_log_answer;
    static constexpr auto payload = blueprint::object(
        blueprint::field("data", &flag_log_answer::data, flag_log_entry_declaration));
};

/// Reads a page of the audit log.
///
/// Answers are read leniently: members that are not known are ignored, tags and what may be null
/// may be missing, times may have any form that Sentry itself takes.
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
template <blueprint::document Document = flag_log_page_document>
[[nodiscard]] boost::system::result<flag_log_page, std::vector<issue>>
parse_flag_log_page(std::string_view body, const parse_limits& limits = {}) {
    auto read = json::read_document<Document>(body, limits);
    if (!read) {
        return std::move(read.error().issues);
    }
    return *std::move(read);
}

/// Reads the answer that has one entry of the audit log, as leniently as a page.
template <blueprint::document Document = flag_log_answer_document>
[[nodiscard]] boost::system::result<flag_log_entry, std::vector<issue>>
parse_flag_log_entry(std::string_view body, const parse_limits& limits = {}) {
    auto read = json::read_document<Document>(body, limits);
    if (!read) {
        return std::move(read.error().issues);
    }
    return std::move(read->data);
}

/// Writes a page of the audit log as the server does, for those who stand in for it.
/// @return the body, or all issues: text that is not UTF-8, a tag that is no JSON, a time outside
/// of years 1 to 9999
template <blueprint::document Document = flag_log_page_document>
[[nodiscard]] boost::system::result<std::string, std::vector<issue>>
serialize_flag_log_page(const flag_log_page& page) {
    return serialize<Document>(page);
}

/// Writes the answer that has one entry as the server does.
template <blueprint::document Document = flag_log_answer_document>
[[nodiscard]] boost::system::result<std::string, std::vector<issue>>
serialize_flag_log_entry(const flag_log_entry& entry) {
    return serialize<Document>({entry});
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
