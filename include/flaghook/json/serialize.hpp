/// @file
/// A payload to bytes that the server accepts.
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

/// Writes a document by its declaration, and notes what the server would refuse.
///
/// One pass: the compiler joins names and punctuation, and plain text is checked while it is
/// copied.
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
        // Text with escapes makes this too small.
        out_.resize(estimate<whole>(value));
        end_ = out_.data() + out_.size();
        char* const at = write_value<whole>(out_.data(), value);
        out_.resize(static_cast<std::size_t>(at - out_.data()));
    }

    /// How many items the list has that was written.
    [[nodiscard]] std::size_t item_count() const noexcept { return item_; }

    /// @name For rules
    /// Where writing goes on is passed from function to function and returned, so that it stays in
    /// a register.
    /// @{

    /// Notes what the server would refuse at a place.
    template <class Place>
    void report(issue_code code, std::string detail = {}) {
        issues_.emplace_back(
            field_location{table.data(), Place::node, table[Place::node].item != 0 ? item_ : 0},
            code, std::move(detail));
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
    /// Writes a text.
    [[nodiscard]] char* put(char* at, std::string_view text) {
        at = room(at, text.size());
        return std::copy(text.begin(), text.end(), at);
    }

    /// Writes a text as a JSON string if it is ASCII and has no character that needs an escape.
    /// @param at where to write; receives where to go on, also if the text is not written, since
    /// making room may move what was written before
    /// @return whether the text is written
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

    /// How many bytes the value takes at most, unless it has text with escapes.
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

    /// Whether no member of the object can be absent.
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

/// Writes a payload, or another document, into `out`, whose memory is kept: compact, in the
/// documented order, UTF-8.
///
/// What is written is never refused by the server: text has to be UTF-8, not blank, within its
/// limit and without U+0000, times have to lie in years 1 to 9999, and enumerations have to have
/// one of their named values.
/// @tparam Document a protocol version, or what else declares fields
/// @param out receives the body; empty when the document is refused
/// @param value the payload
/// @return nothing, or why the server would refuse the body
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
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

/// The body for a payload, or why the server would refuse it; see `serialize_to`.
///
/// @par Example
/// @snippet parsing.cpp serialize
template <blueprint::document Document = blueprint::latest>
[[nodiscard]] result<std::string> serialize(const typename Document::payload_type& value) {
    std::string out;
    result<void> written = serialize_to<Document>(out, value);
    if (!written) {
        return std::move(written).error();
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
