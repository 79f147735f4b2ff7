/// @file
/// The server's rule for integer fields.
#ifndef FLAGHOOK_SERVER_INTEGER_HPP
#define FLAGHOOK_SERVER_INTEGER_HPP

#include <flaghook/model/change_id.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// The most code points of a JSON string that an integer field looks at.
/// @par Source
/// `IntegerField.MAX_STRING_LENGTH` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
inline constexpr std::size_t max_integer_text = 1000;

/// An integer of any size, as far as this library tells sizes apart.
struct integer {
    /// Whether it has a minus sign.
    bool negative = false;
    /// Whether the absolute value has more than 64 bits; `magnitude` is then the largest number.
    bool beyond = false;
    /// The absolute value.
    std::uint64_t magnitude = 0;

    /// The integer as an id, or nothing when ids do not reach so far.
    [[nodiscard]] constexpr std::optional<change_id> to_change_id() const noexcept {
        return beyond ? std::nullopt : change_id::from_magnitude(negative, magnitude);
    }

    /// The nearest value of a 64-bit integer.
    [[nodiscard]] constexpr std::int64_t nearest_int64() const noexcept {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        if (magnitude > static_cast<std::uint64_t>(most)) {
            return negative ? least : most;
        }
        const auto value = static_cast<std::int64_t>(magnitude);
        return negative ? -value : value;
    }
};

namespace detail {

/// The text without what the server's pattern `\.0*\s*$` takes away: `1.00 ` is `1`. Only the last
/// point of a text can begin a match, since nothing in the rest of the pattern matches a point.
[[nodiscard]] constexpr std::string_view without_zero_fraction(std::string_view text) noexcept {
    const std::size_t point_at = text.rfind('.');
    if (point_at == std::string_view::npos) {
        return text;
    }
    std::size_t position = point_at + 1;
    while (position < text.size() && text[position] == '0') {
        ++position;
    }
    while (position < text.size()) {
        const decoded next = decode(text, position);
        if (!is_space(next.point)) {
            return text;
        }
        position += next.width;
    }
    return text.substr(0, point_at);
}

/// Reads digits alone, and so few that they fit: nearly all integers are written so.
[[nodiscard]] constexpr std::optional<integer> read_plain_integer(std::string_view text) noexcept {
    constexpr std::size_t always_fits = std::numeric_limits<std::uint64_t>::digits10;
    if (text.empty() || text.size() > always_fits) {
        return std::nullopt;
    }
    integer result;
    for (const char character : text) {
        if (character < '0' || character > '9') {
            return std::nullopt;
        }
        result.magnitude = result.magnitude * 10 + static_cast<std::uint64_t>(character - '0');
    }
    return result;
}

/// Whether `int()` skips the code point at the ends of a text: white space without the four
/// separators of ASCII.
[[nodiscard]] constexpr bool is_integer_space(char32_t point) noexcept {
    return is_space(point) && !(point >= 0x1C && point <= 0x1F);
}

} // namespace detail

/// Reads text as an integer field does: Python's `int()` after a fraction of nothing but zeros,
/// with white space behind it, is taken away.
///
/// So `" 42 "`, `"1_000"`, `"+1"`, `"007"`, `"1."`, `"1.00 "` and digits of any script are
/// integers, while the empty text, `".0"`, `"1.5"`, `"1e3"`, `"0x1"` and `"1__0"` are none.
/// @param text what Python's `str` gives for the JSON value; a string is its own text
/// @return nothing where the server says `invalid`. Linear.
///
/// @par Source
/// `IntegerField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py,
/// and https://docs.python.org/3/library/functions.html#int
[[nodiscard]] constexpr std::optional<integer> read_integer(std::string_view text) noexcept {
    if (const auto plain = detail::read_plain_integer(text)) {
        return plain;
    }
    text = detail::without_zero_fraction(text);
    std::size_t position = 0;
    const auto skip_space = [&] {
        while (position < text.size()) {
            const decoded next = decode(text, position);
            if (!detail::is_integer_space(next.point)) {
                break;
            }
            position += next.width;
        }
    };
    skip_space();
    integer result;
    if (position < text.size() && (text[position] == '+' || text[position] == '-')) {
        result.negative = text[position] == '-';
        ++position;
    }
    bool after_digit = false;
    while (position < text.size()) {
        const decoded next = decode(text, position);
        if (next.point == '_') {
            // One underscore is allowed between two digits.
            if (!after_digit) {
                return std::nullopt;
            }
            after_digit = false;
            position += next.width;
            continue;
        }
        const int digit = digit_value(next.point);
        if (digit < 0) {
            break;
        }
        constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
        const auto value = static_cast<std::uint64_t>(digit);
        if (result.beyond || result.magnitude > (most - value) / 10) {
            result.beyond = true;
            result.magnitude = most;
        } else {
            result.magnitude = result.magnitude * 10 + value;
        }
        after_digit = true;
        position += next.width;
    }
    if (!after_digit) {
        return std::nullopt;
    }
    skip_space();
    if (position != text.size()) {
        return std::nullopt;
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
