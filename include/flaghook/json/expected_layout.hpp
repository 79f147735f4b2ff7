/// @file
/// The short way for bodies that look as the documentation shows them.
#ifndef FLAGHOOK_JSON_EXPECTED_LAYOUT_HPP
#define FLAGHOOK_JSON_EXPECTED_LAYOUT_HPP

#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/blueprint/place.hpp>
#include <flaghook/json/limits.hpp>
#include <flaghook/json/plain_text.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/date_time.hpp>
#include <flaghook/server/integer.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI::json {

namespace detail {

/// Whether a document has only rules for which there is a short way.
template <std::size_t Count>
consteval bool has_only_plain_rules(const std::array<blueprint::node, Count>& table) noexcept {
    for (const blueprint::node& one : table) {
        const bool plain =
            one.kind == blueprint::node_kind::object || one.kind == blueprint::node_kind::list ||
            one.kind == blueprint::node_kind::text || one.kind == blueprint::node_kind::integer ||
            one.kind == blueprint::node_kind::date_time || one.kind == blueprint::node_kind::choice;
        if (!plain || one.nullability == blueprint::nullability::nullable) {
            return false;
        }
    }
    return table.front().kind == blueprint::node_kind::object;
}

} // namespace detail

/// Reads what a sender by the book writes: no event, no state, one comparison a key.
///
/// The layout is derived from the declaration like everything else that walks fields: each object
/// has all of its fields, once and nothing else; text has no escapes; numbers are plain integers;
/// nothing is wrong with any value. White space may stand wherever JSON allows it, and fields may
/// come in any order, though the documented one is the fastest. At the first surprise reading ends,
/// with nothing said about the body, and the general way (`document_reader::read_by_events`) begins
/// anew: it alone decides what is refused and why.
///
/// What is read here, the general way reads to the same payload. The fuzz target `expected_layout`
/// compares them, and so do the tests of the other. Without this file and the lines in
/// `document_reader` that call it the library does the same, only slower.
template <blueprint::document Document>
class expected_layout {
    static constexpr const auto& table = blueprint::nodes<Document>;

public:
    using payload_type = typename Document::payload_type;

    /// Whether the document has only rules for which there is a short way.
    static constexpr bool available = detail::has_only_plain_rules(table);

    /// @param limits the short way is not taken where they could be reached
    explicit expected_layout(const parse_limits& limits) noexcept : limits_(limits) {}

    /// Reads a body into `out`.
    /// @param body any bytes
    /// @return whether the body has the expected layout; if not, `out` is left valid, without
    /// meaning
    /// @par Complexity
    /// Linear in the part of the body before the first surprise; memory for the payload only.
    [[nodiscard]] bool read(std::string_view body, payload_type& out) {
        static_assert(available);
        if (body.empty() || limits_.depth < blueprint::detail::count_levels(table)) {
            return false;
        }
        end_ = body.data() + body.size();
        const char* const after =
            read_object<blueprint::whole_document<Document>>(skip_space(body.data()), out);
        return after != nullptr && skip_space(after) == end_;
    }

    /// How many items the document's list has.
    [[nodiscard]] std::size_t item_count() const noexcept { return item_count_; }

private:
    // Where reading goes on is handed from function to function, `nullptr` for a surprise, and no
    // member: it stays in a register, and what comes next does not wait for memory.

    [[nodiscard]] std::size_t left(const char* at) const noexcept {
        return static_cast<std::size_t>(end_ - at);
    }

    [[nodiscard]] bool stands(const char* at, char expected) const noexcept {
        return at != end_ && *at == expected;
    }

    /// Compares a text whose length the compiler knows, which takes a few instructions.
    template <std::size_t Size>
    [[nodiscard]] bool stands(const char* at,
                              const std::array<char, Size>& expected) const noexcept {
        return left(at) >= Size && std::memcmp(at, expected.data(), Size) == 0;
    }

    [[nodiscard]] const char* skip_space(const char* at) const noexcept {
        // Most of the time there is none, or one space.
        while (at != end_ && *at <= ' ') {
            if (*at != ' ' && *at != '\n' && *at != '\r' && *at != '\t') {
                return at;
            }
            ++at;
        }
        return at;
    }

    template <class Place, class Owner>
    [[nodiscard]] const char* read_object(const char* at, Owner& out) {
        static_assert(blueprint::field_count<Place> < 32,
                      "flaghook: an object has at most 31 fields");
        bool other_key = false;
        std::uint32_t seen = 0;
        const bool in_order =
            blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
                using field = blueprint::field_of<Place, position>;
                at = skip_to_value<field, position == 0>(at, other_key);
                if (at == nullptr || other_key) {
                    return false;
                }
                at = read_value<field>(at, out.*field::declaration.member);
                seen |= std::uint32_t{1} << position;
                return at != nullptr;
            });
        if (in_order) {
            at = skip_space(at);
            return stands(at, '}') ? at + 1 : nullptr;
        }
        return other_key ? read_in_any_order<Place>(at, out, seen) : nullptr;
    }

    /// Skips what stands between two values, or before the first of an object: `,"flag":`.
    /// @param other_key receives whether another key stands there; the result is then its place
    template <class Field, bool IsFirst>
    [[nodiscard]] const char* skip_to_value(const char* at, bool& other_key) const noexcept {
        using blueprint::character;
        constexpr char separator = IsFirst ? '{' : ',';
        constexpr const auto& key = blueprint::key<Field>;
        // The two forms in which nearly all bodies come, each in one comparison.
        static constexpr auto compact = blueprint::joined(character<separator>, key);
        static constexpr auto spaced = blueprint::joined(character<separator>, character<' '>, key);
        if (stands(at, compact)) {
            return skip_space(at + compact.size());
        }
        if (stands(at, spaced)) {
            return skip_space(at + spaced.size());
        }
        at = skip_space(at);
        if (!stands(at, separator)) {
            return nullptr;
        }
        at = skip_space(at + 1);
        if (stands(at, key)) {
            return skip_space(at + key.size());
        }
        other_key = true;
        return at;
    }

    /// Reads the rest of an object from a key on.
    /// @param seen a bit for each field that was there
    template <class Place, class Owner>
    [[nodiscard]] const char* read_in_any_order(const char* at, Owner& out, std::uint32_t seen) {
        constexpr std::uint32_t all = (std::uint32_t{1} << blueprint::field_count<Place>)-1;
        for (;;) {
            const bool unknown =
                blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
                    using field = blueprint::field_of<Place, position>;
                    static constexpr auto name =
                        blueprint::quoted<field::declaration.name.size()>(field::declaration.name);
                    constexpr std::uint32_t bit = std::uint32_t{1} << position;
                    if ((seen & bit) != 0 || !stands(at, name)) {
                        return true;
                    }
                    seen |= bit;
                    at = skip_space(at + name.size());
                    at = stands(at, ':')
                             ? read_value<field>(skip_space(at + 1), out.*field::declaration.member)
                             : nullptr;
                    return false;
                });
            if (unknown || at == nullptr) {
                return nullptr;
            }
            at = skip_space(at);
            if (stands(at, '}')) {
                return seen == all ? at + 1 : nullptr;
            }
            if (!stands(at, ',')) {
                return nullptr;
            }
            at = skip_space(at + 1);
        }
    }

    template <class Place, class Member>
    [[nodiscard]] const char* read_value(const char* at, Member& member) {
        using rule = blueprint::rule_of<Place>;
        if constexpr (blueprint::detail::is_object<rule>) {
            return read_object<Place>(at, member);
        } else if constexpr (blueprint::detail::is_list<rule>) {
            return read_list<blueprint::item_of<Place>>(at, member);
        } else if constexpr (blueprint::detail::is_choice<rule>) {
            return read_choice<Place>(at, member);
        } else if constexpr (std::is_same_v<rule, blueprint::text>) {
            return read_text(at, Place::rule.max_length, member);
        } else if constexpr (std::is_same_v<rule, blueprint::integer>) {
            return read_integer(at, member);
        } else {
            static_assert(std::is_same_v<rule, blueprint::date_time>);
            return read_date_time(at, member);
        }
    }

    template <class Item, class Container>
    [[nodiscard]] const char* read_list(const char* at, Container& items) {
        if (!stands(at, '[')) {
            return nullptr;
        }
        std::size_t count = 0;
        std::size_t places = items.size();
        at = skip_space(at + 1);
        while (!stands(at, ']')) {
            if (count != 0) {
                if (!stands(at, ',')) {
                    return nullptr;
                }
                at = skip_space(at + 1);
            }
            if (count == limits_.items) {
                return nullptr;
            }
            if (count == places) {
                items.emplace_back();
                ++places;
            }
            const char* const first = at;
            at = read_value<Item>(at, items[count]);
            if (at == nullptr) {
                return nullptr;
            }
            if (++count == places && count == items.capacity()) {
                make_room(items, left(at) / static_cast<std::size_t>(at - first));
            }
            at = skip_space(at);
        }
        items.resize(count);
        item_count_ = count;
        return at + 1;
    }

    /// Makes room for as many items as the rest of the body can have if they are like the last one,
    /// rather than moving all of them again and again.
    template <class Container>
    void make_room(Container& items, std::size_t more) {
        items.reserve(std::min(items.size() + more, std::max(limits_.items, items.size())));
    }

    template <class Member>
    [[nodiscard]] const char* read_text(const char* at, std::size_t max_length, Member& member) {
        std::string_view text;
        at = read_plain_string(at, text);
        if (at == nullptr) {
            return nullptr;
        }
        if (!has_no_outer_space(text)) {
            text = server::trim(text);
        }
        // No text has more code points than bytes.
        if (text.empty() ||
            (text.size() > max_length && server::count_code_points(text) > max_length)) {
            return nullptr;
        }
        if constexpr (std::is_same_v<Member, std::string>) {
            member.assign(text);
        } else {
            member = typename blueprint::detail::plain_member<Member>::type(text);
        }
        return at;
    }

    template <class Member>
    [[nodiscard]] const char* read_integer(const char* at, Member& member) {
        server::integer number;
        number.negative = stands(at, '-');
        at += number.negative ? 1 : 0;
        const char* const first = at;
        constexpr std::ptrdiff_t always_fits = std::numeric_limits<std::uint64_t>::digits10;
        std::uint64_t block = 0;
        while (at - first <= always_fits - 8 && are_eight_digits(at, block)) {
            number.magnitude = number.magnitude * 100'000'000 + block;
            at += 8;
        }
        while (at - first < always_fits && at != end_ && is_digit(*at)) {
            number.magnitude = number.magnitude * 10 + digit(*at);
            ++at;
        }
        // What follows a number is no digit: a longer one is a surprise there.
        if (at == first || (at - first > 1 && *first == '0')) {
            return nullptr;
        }
        if constexpr (std::is_same_v<typename blueprint::detail::plain_member<Member>::type,
                                     change_id>) {
            if (!number.negative) {
                member = change_id(number.magnitude);
                return at;
            }
            const std::optional<change_id> id = number.to_change_id();
            if (!id) {
                return nullptr;
            }
            member = *id;
        } else {
            member = number.nearest_int64();
        }
        return at;
    }

    template <class Member>
    [[nodiscard]] const char* read_date_time(const char* at, Member& member) const {
        // The documented form tells where it ends, and has nothing in it that ends a string.
        constexpr std::size_t seconds_end = 20;
        constexpr std::array<char, 7> utc{'+', '0', '0', ':', '0', '0', '"'};
        if (left(at) >= seconds_end + utc.size() && *at == '"' && stands(at + seconds_end, utc)) {
            if (const auto documented =
                    flaghook::detail::read_date_and_time({at + 1, seconds_end - 1})) {
                member = *documented;
                return at + seconds_end + utc.size();
            }
        }
        std::string_view text;
        at = read_plain_string(at, text);
        if (at == nullptr) {
            return nullptr;
        }
        if (const std::optional<timestamp> documented = documented_timestamp(text)) {
            member = *documented;
            return at;
        }
        const server::date_time other = server::read_date_time(text);
        member = other.instant;
        return other.outcome == server::date_time_outcome::valid ? at : nullptr;
    }

    template <class Place, class Member>
    [[nodiscard]] const char* read_choice(const char* at, Member& member) const {
        const char* after = nullptr;
        blueprint::for_each_position<Place::rule.options.size()>([&](auto position) {
            constexpr const auto& name = blueprint::quoted_option<Place, position>;
            if (!stands(at, name)) {
                return true;
            }
            member = Place::rule.options[position].value;
            after = at + name.size();
            return false;
        });
        return after;
    }

    [[nodiscard]] static constexpr bool is_digit(char byte) noexcept {
        return byte >= '0' && byte <= '9';
    }
    [[nodiscard]] static constexpr std::uint64_t digit(char byte) noexcept {
        return static_cast<std::uint64_t>(byte - '0');
    }

    /// Whether the next eight bytes are digits; `value` is then the number that they write.
    [[nodiscard]] bool are_eight_digits(const char* at, std::uint64_t& value) const noexcept {
        if constexpr (std::endian::native == std::endian::little) {
            constexpr std::uint64_t zeros = 0x3030303030303030U;
            std::uint64_t block = 0;
            if (left(at) < sizeof block) {
                return false;
            }
            std::memcpy(&block, at, sizeof block);
            // A digit has 3 in its upper half, and still has it with 6 added.
            constexpr std::uint64_t upper = 0xF0F0F0F0F0F0F0F0U;
            if ((block & upper) != zeros || ((block + 0x0606060606060606U) & upper) != zeros) {
                return false;
            }
            // Neighbours are joined to numbers of two, four and eight digits.
            block -= zeros;
            block = (block * 10 + (block >> 8U)) & 0x00FF00FF00FF00FFU;
            block = (block * 100 + (block >> 16U)) & 0x0000FFFF0000FFFFU;
            value = (block * 10'000 + (block >> 32U)) & 0xFFFFFFFFU;
            return true;
        } else {
            return false;
        }
    }

    /// Reads a string in which nothing is escaped.
    [[nodiscard]] const char* read_plain_string(const char* at,
                                                std::string_view& text) const noexcept {
        if (!stands(at, '"')) {
            return nullptr;
        }
        const char* const first = at + 1;
        at = skip_plain_ascii(first, end_);
        bool ascii = true;
        while (at != end_ && is_beyond_ascii(*at)) {
            ascii = false;
            at = skip_plain_ascii(at + 1, end_);
        }
        if (!stands(at, '"')) {
            return nullptr;
        }
        text = {first, static_cast<std::size_t>(at - first)};
        return ascii || server::is_utf8(text) ? at + 1 : nullptr;
    }

    [[nodiscard]] static constexpr bool is_beyond_ascii(char byte) noexcept {
        return static_cast<unsigned char>(byte) >= 0x80;
    }

    const char* end_ = nullptr;
    const parse_limits& limits_;
    std::size_t item_count_ = 0;
};

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
