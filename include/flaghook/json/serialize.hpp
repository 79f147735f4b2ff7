/// @file
/// A payload to bytes that the server accepts.
#ifndef FLAGHOOK_JSON_SERIALIZE_HPP
#define FLAGHOOK_JSON_SERIALIZE_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/json/free_object.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/write_text.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <boost/system/result.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

namespace json {

/// Writes a document by its declaration, and notes what the server would refuse.
template <blueprint::document Document>
class payload_writer {
public:
    payload_writer(std::string& out, std::vector<issue>& issues) noexcept
        : out_(out), issues_(issues) {}

    void write(const typename Document::payload_type& value) {
        write_value(Document::payload, value, 0);
    }

private:
    static constexpr const auto& table = blueprint::nodes<Document>;

    void report(std::size_t index, issue_code code, std::string detail = {}) {
        issues_.emplace_back(location{table.data(), index, table[index].item != 0 ? item_ : 0},
                             code, std::move(detail));
    }

    template <class Owner, class... Fields>
    void write_value(const blueprint::object_declaration<Owner, Fields...>& rule,
                     const Owner& value, std::size_t index) {
        char separator = '{';
        std::size_t child = index + 1;
        const auto write_field = [&](const auto& field) {
            const std::size_t self = std::exchange(child, std::size_t{table[child].end});
            const auto& member = value.*field.member;
            if (!is_present(member) && field.nullability == blueprint::nullability::nullable) {
                out_ += std::exchange(separator, ',');
                append_string(out_, field.name);
                out_ += ":null";
                return;
            }
            if (!is_present(member)) {
                if (field.presence == blueprint::presence::required) {
                    report(self, issue_code::required);
                }
                return;
            }
            out_ += std::exchange(separator, ',');
            append_string(out_, field.name);
            out_ += ':';
            write_value(field.rule, plain(member), self);
        };
        std::apply([&](const auto&... field) { (write_field(field), ...); }, rule.fields);
        out_ += separator == '{' ? "{}" : "}";
    }

    template <class Item, class Container>
    void write_value(const blueprint::list<Item>& rule, const Container& items, std::size_t index) {
        char separator = '[';
        item_ = 0;
        for (const auto& item : items) {
            out_ += std::exchange(separator, ',');
            write_value(rule.item, item, index + 1);
            ++item_;
        }
        out_ += separator == '[' ? "[]" : "]";
    }

    void write_value(const blueprint::text& rule, std::string_view value, std::size_t index) {
        if (!server::is_utf8(value)) {
            report(index, issue_code::invalid_utf8);
            return;
        }
        const std::string_view trimmed = server::trim(value);
        if (trimmed.empty()) {
            report(index, issue_code::blank);
        }
        if (trimmed.size() > rule.max_length &&
            server::count_code_points(trimmed) > rule.max_length) {
            report(index, issue_code::max_length);
        }
        if (trimmed.find('\0') != std::string_view::npos) {
            report(index, issue_code::null_characters_not_allowed);
        }
        append_string(out_, value);
    }

    void write_value(const blueprint::any_text&, std::string_view value, std::size_t index) {
        if (!server::is_utf8(value)) {
            report(index, issue_code::invalid_utf8);
            return;
        }
        append_string(out_, value);
    }

    void write_value(const blueprint::boolean&, bool value, std::size_t) {
        out_ += value ? "true" : "false";
    }

    void write_value(const blueprint::free_object&, const std::vector<free_member>& members,
                     std::size_t index) {
        char separator = '{';
        for (const free_member& member : members) {
            out_ += std::exchange(separator, ',');
            write_value(blueprint::any_text{}, member.name, index);
            out_ += ':';
            if (member.is_string) {
                write_value(blueprint::any_text{}, member.text, index);
            } else if (is_json(member.text)) {
                out_ += member.text;
            } else {
                report(index, issue_code::parse_error, "no JSON value in a member");
            }
        }
        out_ += separator == '{' ? "{}" : "}";
    }

    template <class Integer>
    void write_value(const blueprint::integer&, const Integer& value, std::size_t) {
        change_id(value).append_to(out_);
    }

    void write_value(const blueprint::date_time&, timestamp value, std::size_t index) {
        if (!in_range(value)) {
            report(index, issue_code::overflow);
            return;
        }
        out_ += '"';
        append_to(out_, value);
        out_ += '"';
    }

    template <class Value, std::size_t Count>
    void write_value(const blueprint::choice<Value, Count>& rule, Value value, std::size_t index) {
        const auto found =
            std::find_if(rule.options.begin(), rule.options.end(),
                         [value](const auto& option) { return option.value == value; });
        if (found == rule.options.end()) {
            report(index, issue_code::invalid_choice,
                   std::to_string(static_cast<std::underlying_type_t<Value>>(value)));
            return;
        }
        append_string(out_, found->name);
    }

    template <class Member>
    static bool is_present(const Member&) noexcept {
        return true;
    }
    template <class Member>
    static bool is_present(const std::optional<Member>& member) noexcept {
        return member.has_value();
    }

    template <class Member>
    static const Member& plain(const Member& member) noexcept {
        return member;
    }
    template <class Member>
    static const Member& plain(const std::optional<Member>& member) noexcept {
        return *member;
    }

    std::string& out_;
    std::vector<issue>& issues_;
    std::size_t item_ = 0;
};

} // namespace json

/// Writes a payload, or another document, into `out`, whose memory is kept: compact, in the
/// documented order, UTF-8.
///
/// What is written is never refused by the server: text has to be UTF-8, not blank, within its
/// limit and without U+0000, times have to lie in years 1 to 9999, and enumerations have to have
/// one of their named values.
/// @tparam Document a protocol version, or what else declares fields
/// @param out receives the body; without meaning when there are issues
/// @return the issues, all of them; none when the body is good
/// @par Complexity
/// Linear.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
template <blueprint::document Document = blueprint::latest>
[[nodiscard]] std::vector<issue> serialize_to(std::string& out,
                                              const typename Document::payload_type& value) {
    std::vector<issue> issues;
    out.clear();
    json::payload_writer<Document>(out, issues).write(value);
    return issues;
}

/// The body for a payload, or why the server would refuse it; see `serialize_to`.
///
/// @par Example
/// @code
/// flaghook::payload batch;
/// batch.data.push_back({.action = flaghook::action::updated, .id = 42, ...});
/// const auto body = flaghook::serialize(batch);
/// @endcode
template <blueprint::document Document = blueprint::latest>
[[nodiscard]] boost::system::result<std::string, std::vector<issue>>
serialize(const typename Document::payload_type& value) {
    std::string out;
    std::vector<issue> issues = serialize_to<Document>(out, value);
    if (!issues.empty()) {
        return issues;
    }
    return out;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
