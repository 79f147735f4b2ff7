/// @file
/// A payload to bytes that the server accepts.
#ifndef FLAGHOOK_JSON_SERIALIZE_HPP
#define FLAGHOOK_JSON_SERIALIZE_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/blueprint/place.hpp>
#include <flaghook/json/free_object.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/plain_text.hpp>
#include <flaghook/json/write_text.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <boost/system/result.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

namespace json {

/// Writes a document by its declaration, and notes what the server would refuse.
///
/// One pass: names come as texts that were put together with their punctuation by the compiler, and
/// plain text is checked while it is copied.
template <blueprint::document Document>
class payload_writer {
public:
    /// @param out receives the body
    /// @param issues receives what the server would refuse
    payload_writer(std::string& out, std::vector<issue>& issues) noexcept
        : out_(out), issues_(issues) {}

    /// Writes the whole document.
    void write(const typename Document::payload_type& value) {
        using whole = blueprint::whole_document<Document>;
        // Text with escapes and free objects make this too small.
        out_.resize(estimate<whole>(value));
        end_ = out_.data() + out_.size();
        char* const at = write_value<whole>(out_.data(), value);
        out_.resize(static_cast<std::size_t>(at - out_.data()));
    }

private:
    static constexpr const auto& table = blueprint::nodes<Document>;

    // Where writing goes on is handed from function to function, and no member: it stays in a
    // register.

    void report(std::size_t node, issue_code code, std::string detail = {}) {
        issues_.emplace_back(location{table.data(), node, table[node].item != 0 ? item_ : 0}, code,
                             std::move(detail));
    }

    /// Where to go on writing, with room for `size` bytes.
    [[nodiscard]] char* room(char* at, std::size_t size) {
        if (static_cast<std::size_t>(end_ - at) >= size) {
            return at;
        }
        const auto used = static_cast<std::size_t>(at - out_.data());
        out_.resize(std::max(used + size, out_.size() + out_.size() / 2));
        end_ = out_.data() + out_.size();
        return out_.data() + used;
    }

    /// Writes a text whose length the compiler knows, which takes a few instructions.
    template <std::size_t Size>
    [[nodiscard]] char* put(char* at, const std::array<char, Size>& text) {
        at = room(at, Size);
        std::memcpy(at, text.data(), Size);
        return at + Size;
    }
    [[nodiscard]] char* put(char* at, char character) {
        at = room(at, 1);
        *at = character;
        return at + 1;
    }
    [[nodiscard]] char* put(char* at, std::string_view text) {
        at = room(at, text.size());
        return std::copy(text.begin(), text.end(), at);
    }

    /// How many bytes the value takes at most, unless it has text with escapes or a free object.
    template <class Place, class Value>
    [[nodiscard]] static std::size_t estimate(const Value& value) {
        using rule = blueprint::rule_of<Place>;
        if constexpr (blueprint::detail::is_object<rule>) {
            std::size_t size = 2;
            blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
                using field = blueprint::field_of<Place, position>;
                const auto& member = value.*field::declaration.member;
                size += blueprint::key<field>.size() + 1;
                size += is_present(member) ? estimate<field>(plain(member)) : null_text.size();
                return true;
            });
            return size;
        } else if constexpr (blueprint::detail::is_list<rule>) {
            std::size_t size = 2;
            for (const auto& item : value) {
                size += estimate<blueprint::item_of<Place>>(item) + 1;
            }
            return size;
        } else if constexpr (blueprint::detail::is_choice<rule>) {
            std::size_t size = 0;
            blueprint::for_each_position<Place::rule.options.size()>([&](auto position) {
                size = std::max(size, blueprint::quoted_option<Place, position>.size());
                return true;
            });
            return size;
        } else if constexpr (std::is_same_v<rule, blueprint::integer>) {
            return change_id::max_text;
        } else if constexpr (std::is_same_v<rule, blueprint::date_time>) {
            return max_timestamp_text + 2;
        } else if constexpr (std::is_same_v<rule, blueprint::boolean>) {
            return std::string_view("false").size();
        } else if constexpr (std::is_same_v<rule, blueprint::free_object>) {
            return 2;
        } else {
            return std::string_view(value).size() + 2;
        }
    }

    template <class Place, class Value>
    [[nodiscard]] char* write_value(char* at, const Value& value) {
        using rule = blueprint::rule_of<Place>;
        if constexpr (blueprint::detail::is_object<rule>) {
            return write_object<Place>(at, value);
        } else if constexpr (blueprint::detail::is_list<rule>) {
            return write_list<Place>(at, value);
        } else if constexpr (blueprint::detail::is_choice<rule>) {
            return write_choice<Place>(at, value);
        } else if constexpr (std::is_same_v<rule, blueprint::text>) {
            return write_text(at, Place::rule, value, Place::node);
        } else if constexpr (std::is_same_v<rule, blueprint::any_text>) {
            return write_any_text(at, value, Place::node);
        } else if constexpr (std::is_same_v<rule, blueprint::integer>) {
            return change_id(value).write_to(room(at, change_id::max_text));
        } else if constexpr (std::is_same_v<rule, blueprint::date_time>) {
            return write_time(at, value, Place::node);
        } else if constexpr (std::is_same_v<rule, blueprint::boolean>) {
            return put(at, value ? std::string_view("true") : std::string_view("false"));
        } else {
            static_assert(std::is_same_v<rule, blueprint::free_object>);
            return write_free_object(at, value, Place::node);
        }
    }

    template <class Place, class Owner>
    [[nodiscard]] char* write_object(char* at, const Owner& value) {
        using blueprint::character;
        if constexpr (all_are_always_there<Place>()) {
            blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
                using field = blueprint::field_of<Place, position>;
                static constexpr auto lead = blueprint::joined(
                    character < position == 0 ? '{' : ',' >, blueprint::key<field>);
                at = write_value<field>(put(at, lead), value.*field::declaration.member);
                return true;
            });
            return put(at, '}');
        } else {
            char separator = '{';
            blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
                at = write_if_present<blueprint::field_of<Place, position>>(at, value, separator);
                return true;
            });
            return put(at, separator == '{' ? std::string_view("{}") : std::string_view("}"));
        }
    }

    /// Whether no member of the object can be absent.
    template <class Place>
    [[nodiscard]] static consteval bool all_are_always_there() noexcept {
        return blueprint::for_each_position<blueprint::field_count<Place>>([](auto position) {
            using member = std::remove_cvref_t<typename std::remove_cvref_t<
                decltype(blueprint::field_of<Place, position>::declaration)>::member_type>;
            return std::is_same_v<typename blueprint::detail::plain_member<member>::type, member>;
        });
    }

    template <class Field, class Owner>
    [[nodiscard]] char* write_if_present(char* at, const Owner& value, char& separator) {
        const auto& member = value.*Field::declaration.member;
        if (is_present(member)) {
            at = put(put(at, std::exchange(separator, ',')), blueprint::key<Field>);
            return write_value<Field>(at, plain(member));
        }
        if (Field::declaration.nullability == blueprint::nullability::nullable) {
            at = put(put(at, std::exchange(separator, ',')), blueprint::key<Field>);
            return put(at, null_text);
        }
        if (Field::declaration.presence == blueprint::presence::required) {
            report(Field::node, issue_code::required);
        }
        return at;
    }

    template <class Place, class Container>
    [[nodiscard]] char* write_list(char* at, const Container& items) {
        char separator = '[';
        item_ = 0;
        for (const auto& item : items) {
            at = put(at, std::exchange(separator, ','));
            at = write_value<blueprint::item_of<Place>>(at, item);
            ++item_;
        }
        return put(at, separator == '[' ? std::string_view("[]") : std::string_view("]"));
    }

    [[nodiscard]] char* write_text(char* at, const blueprint::text& rule, std::string_view value,
                                   std::size_t node) {
        at = room(at, value.size() + 2);
        if (has_no_outer_space(value) && value.size() <= rule.max_length &&
            copy_plain_ascii(at + 1, value)) {
            *at = '"';
            at += value.size() + 1;
            *at = '"';
            return at + 1;
        }
        return write_unusual_text(at, rule, value, node);
    }

    [[nodiscard]] char* write_unusual_text(char* at, const blueprint::text& rule,
                                           std::string_view value, std::size_t node) {
        const std::size_t issues_before = issues_.size();
        at = write_any_text(at, value, node);
        if (issues_.size() != issues_before) {
            return at;
        }
        const std::string_view trimmed = server::trim(value);
        if (trimmed.empty()) {
            report(node, issue_code::blank);
        }
        if (trimmed.size() > rule.max_length &&
            server::count_code_points(trimmed) > rule.max_length) {
            report(node, issue_code::max_length);
        }
        if (trimmed.find('\0') != std::string_view::npos) {
            report(node, issue_code::null_characters_not_allowed);
        }
        return at;
    }

    [[nodiscard]] char* write_any_text(char* at, std::string_view value, std::size_t node) {
        if (!server::is_utf8(value)) {
            report(node, issue_code::invalid_utf8);
            return at;
        }
        at = room(at, escaped_size(value));
        return write_string(at, value);
    }

    [[nodiscard]] char* write_free_object(char* at, const std::vector<free_member>& members,
                                          std::size_t node) {
        char separator = '{';
        for (const free_member& member : members) {
            at = put(at, std::exchange(separator, ','));
            at = put(write_any_text(at, member.name, node), ':');
            if (member.is_string) {
                at = write_any_text(at, member.text, node);
            } else if (is_json(member.text)) {
                at = put(at, std::string_view(member.text));
            } else {
                report(node, issue_code::parse_error, "no JSON value in a member");
            }
        }
        return put(at, separator == '{' ? std::string_view("{}") : std::string_view("}"));
    }

    [[nodiscard]] char* write_time(char* at, timestamp value, std::size_t node) {
        if (!in_range(value)) {
            report(node, issue_code::overflow);
            return at;
        }
        at = room(at, max_timestamp_text + 2);
        *at = '"';
        at = write_to(at + 1, value);
        *at = '"';
        return at + 1;
    }

    template <class Place, class Value>
    [[nodiscard]] char* write_choice(char* at, Value value) {
        const bool unknown =
            blueprint::for_each_position<Place::rule.options.size()>([&](auto position) {
                if (Place::rule.options[position].value != value) {
                    return true;
                }
                at = put(at, blueprint::quoted_option<Place, position>);
                return false;
            });
        if (unknown) {
            report(Place::node, issue_code::invalid_choice,
                   std::to_string(static_cast<std::underlying_type_t<Value>>(value)));
        }
        return at;
    }

    template <class Member>
    static constexpr bool is_present(const Member&) noexcept {
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

    static constexpr std::string_view null_text = "null";

    std::string& out_;
    std::vector<issue>& issues_;
    char* end_ = nullptr;
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

/// Refuses a type that declares no document, and says why it is none.
template <class Document, class Value>
    requires(!blueprint::document<Document>)
auto serialize(const Value&) {
    static_assert(blueprint::detail::check_document<Document>());
    return serialize<blueprint::latest>({});
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
