/// @file
/// Writing of payloads as JSON that the server accepts.
#ifndef FLAGHOOK_JSON_SERIALIZE_HPP
#define FLAGHOOK_JSON_SERIALIZE_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/blueprint/place.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/plain_text.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/json/write_text.hpp>
#include <flaghook/version.hpp>

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

namespace json::detail {

/// Writes a document by its declaration in one pass, and reports values that the server would
/// refuse.
///
/// Most functions take and return the position in the output, which keeps it in a register.
template <blueprint::document Document>
class payload_writer {
public:
    /// @param out receives the body
    /// @param issues receives the reasons why the server would refuse the body
    payload_writer(std::string& out, std::vector<issue>& issues) noexcept
        : out_(out), issues_(issues) {}

    /// Writes the whole document.
    void write(const typename Document::payload_type& value) {
        using whole = blueprint::whole_document<Document>;
        // Too small only if a text has escapes.
        out_.resize(estimate<whole>(value));
        end_ = out_.data() + out_.size();
        char* const at = write_value<whole>(out_.data(), value);
        out_.resize(static_cast<std::size_t>(at - out_.data()));
    }

    /// The number of items in the list that was written.
    [[nodiscard]] std::size_t item_count() const noexcept { return item_; }

    /// @name For rules
    /// @{

    /// Reports a value that the server would refuse.
    template <class Place>
    void report(issue_code code, std::string detail = {}) {
        issues_.emplace_back(
            field_location{table.data(), Place::node, table[Place::node].item != 0 ? item_ : 0},
            code, std::move(detail));
    }

    /// Returns a position equivalent to `at` with at least `size` bytes behind it.
    [[nodiscard]] char* room(char* at, std::size_t size) {
        if (static_cast<std::size_t>(end_ - at) >= size) {
            return at;
        }
        const auto used = static_cast<std::size_t>(at - out_.data());
        out_.resize(std::max(used + size, out_.size() + out_.size() / 2));
        end_ = out_.data() + out_.size();
        return out_.data() + used;
    }

    /// Writes a text of a constant length, which takes a few instructions.
    template <std::size_t Size>
    [[nodiscard]] char* put(char* at, const std::array<char, Size>& text) {
        at = room(at, Size);
        std::memcpy(at, text.data(), Size);
        return at + Size;
    }
    /// Writes a text.
    [[nodiscard]] char* put(char* at, std::string_view text) {
        at = room(at, text.size());
        return std::copy(text.begin(), text.end(), at);
    }

    /// Writes a text as a JSON string if it is ASCII without characters that need an escape.
    /// @param at the position; changed even if the text is not written, because the output may move
    /// @return whether the text was written
    [[nodiscard]] bool put_plain_string(char*& at, std::string_view text) {
        at = room(at, text.size() + 2);
        if (!copy_plain_ascii(at + 1, text)) {
            return false;
        }
        *at = '"';
        at += text.size() + 1;
        *at = '"';
        ++at;
        return true;
    }

    /// Writes a text as a JSON string.
    /// @param text valid UTF-8
    [[nodiscard]] char* put_string(char* at, std::string_view text) {
        at = room(at, escaped_size(text));
        return write_string(at, text);
    }

    /// Writes an object by its fields.
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
            return put(at, character<'}'>);
        } else {
            bool is_first = true;
            blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
                at = write_if_present<blueprint::field_of<Place, position>>(at, value, is_first);
                return true;
            });
            return put(at, is_first ? std::string_view("{}") : std::string_view("}"));
        }
    }

    /// Writes a list.
    template <class Place, class Container>
    [[nodiscard]] char* write_list(char* at, const Container& items) {
        using blueprint::character;
        item_ = 0;
        for (const auto& item : items) {
            at = item_ == 0 ? put(at, character<'['>) : put(at, character<','>);
            at = write_value<blueprint::item_of<Place>>(at, item);
            ++item_;
        }
        return put(at, item_ == 0 ? std::string_view("[]") : std::string_view("]"));
    }
    /// @}

private:
    static constexpr const auto& table = blueprint::nodes<Document>;

    /// The maximum size of a value without escapes.
    template <class Place, class Value>
    [[nodiscard]] static std::size_t estimate(const Value& value) {
        using rule = blueprint::rule_of<Place>;
        if constexpr (blueprint::is_object<rule>) {
            std::size_t size = 2;
            blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
                using field = blueprint::field_of<Place, position>;
                const auto& member = value.*field::declaration.member;
                size += blueprint::key<field>.size() + 1;
                size += is_present(member) ? estimate<field>(plain(member)) : 0;
                return true;
            });
            return size;
        } else if constexpr (blueprint::is_list<rule>) {
            std::size_t size = 2;
            for (const auto& item : value) {
                size += estimate<blueprint::item_of<Place>>(item) + 1;
            }
            return size;
        } else {
            return Place::rule.estimate(value);
        }
    }

    template <class Place, class Value>
    [[nodiscard]] char* write_value(char* at, const Value& value) {
        return blueprint::rule_of<Place>::template write<Place>(*this, at, value);
    }

    /// Checks whether no member of the object is optional.
    template <class Place>
    [[nodiscard]] static consteval bool all_are_always_there() noexcept {
        return blueprint::for_each_position<blueprint::field_count<Place>>([](auto position) {
            using member = typename std::remove_cvref_t<
                decltype(blueprint::field_of<Place, position>::declaration)>::member_type;
            return std::is_same_v<blueprint::plain_member_t<member>, member>;
        });
    }

    template <class Field, class Owner>
    [[nodiscard]] char* write_if_present(char* at, const Owner& value, bool& is_first) {
        using blueprint::character;
        const auto& member = value.*Field::declaration.member;
        if (is_present(member)) {
            at = std::exchange(is_first, false) ? put(at, character<'{'>) : put(at, character<','>);
            return write_value<Field>(put(at, blueprint::key<Field>), plain(member));
        }
        if (Field::declaration.presence == blueprint::presence::required) {
            report<Field>(issue_code::required);
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

    std::string& out_;
    std::vector<issue>& issues_;
    char* end_ = nullptr;
    std::size_t item_ = 0;
};

} // namespace json::detail

/// Writes a payload as JSON into a string, and reuses the string's memory.
///
/// The JSON is compact UTF-8, with the fields in the documented order. A body that the server would
/// refuse is never written. Texts must be valid UTF-8, not blank, within the limit of their field,
/// and without U+0000. Times must be in the years 1 to 9999. Enumerations must have one of their
/// named values.
/// @tparam Document a protocol version, or another type that declares fields
/// @param out receives the body; empty if the payload is refused
/// @param value the payload
/// @return nothing, or a refusal of status 200 with an issue for each invalid value
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the size of the body.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
/// @par Example
/// @snippet parsing.cpp serialize_to
template <blueprint::document Document = blueprint::latest>
[[nodiscard]] result<void> serialize_to(std::string& out,
                                        const typename Document::payload_type& value) {
    std::vector<issue> issues;
    out.clear();
    json::detail::payload_writer<Document> writer(out, issues);
    writer.write(value);
    if (!issues.empty()) {
        out.clear();
        return refusal(200, std::move(issues), writer.item_count());
    }
    return {};
}

/// Writes a payload as JSON.
///
/// The output and the conditions on the payload are those of `serialize_to`.
/// @tparam Document a protocol version, or another type that declares fields
/// @param value the payload
/// @return the body, or a refusal of status 200 with an issue for each invalid value
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the size of the body.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
/// @par Example
/// @snippet parsing.cpp serialize
/// @see `serialize_to`, which reuses the memory of a string
template <blueprint::document Document = blueprint::latest>
[[nodiscard]] result<std::string> serialize(const typename Document::payload_type& value) {
    std::string out;
    result<void> written = serialize_to<Document>(out, value);
    if (!written) {
        return std::move(written).error();
    }
    return out;
}

/// Rejects a type that declares no document, with a compile-time error that states the reason.
template <class Document, class Value>
    requires(!blueprint::document<Document>)
auto serialize(const Value&) {
    static_assert(blueprint::detail::check_document<Document>());
    return serialize<blueprint::latest>({});
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
