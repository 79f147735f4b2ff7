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

/// Maximum number of code points of a JSON string in an integer field.
/// @par Source
/// `IntegerField.MAX_STRING_LENGTH` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
inline constexpr std::size_t max_integer_text = 1000;

/// An integer of any size; values of more than 64 bits are not distinguished.
struct integer {
    /// Whether it has a minus sign.
    bool negative = false;
    /// Whether the absolute value has more than 64 bits; `magnitude` is then the maximum.
    bool beyond = false;
    /// The absolute value.
    std::uint64_t magnitude = 0;

    /// The integer as an id; nothing if it is out of the range of ids.
    [[nodiscard]] constexpr std::optional<change_id> to_change_id() const noexcept {
        return beyond ? std::nullopt : change_id::from_magnitude(negative, magnitude);
    }

    /// The nearest value of a 64-bit integer.
    [[nodiscard]] constexpr std::int64_t nearest_int64() const noexcept {
        constexpr auto largest = std::numeric_limits<std::int64_t>::max();
        constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
        if (magnitude > static_cast<std::uint64_t>(largest)) {
            return negative ? smallest : largest;
        }
        const auto value = static_cast<std::int64_t>(magnitude);
        return negative ? -value : value;
    }
};

/// Removes what the server's pattern `\.0*\s*$` matches: `1.00 ` becomes `1`. A match begins at the
/// last point, because the rest of the pattern matches no point.
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

/// Reads an integer that consists only of digits and cannot overflow, the most frequent form.
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

/// Checks whether Python's `int()` skips a code point at the ends of a text: white space except the
/// four separators of ASCII.
[[nodiscard]] constexpr bool is_integer_space(char32_t point) noexcept {
    return is_space(point) && !(point >= 0x1C && point <= 0x1F);
}

/// Reads a text as an integer field of the server does.
///
/// For example, `" 42 "`, `"1_000"`, `"+1"`, `"007"`, `"1."` and `"1.00 "` are integers; `""`,
/// `".0"`, `"1.5"`, `"1e3"`, `"0x1"` and `"1__0"` are not.
/// @par Grammar
/// @code{.unparsed}
/// integer   = *space [ "+" / "-" ] digits *space [ fraction ]
/// digits    = udigit *( [ "_" ] udigit )
/// udigit    = <a decimal digit of any script>
/// fraction  = "." *"0" *white
/// white     = <white space of Unicode, or U+001C to U+001F>
/// space     = <white, except U+001C to U+001F>
/// @endcode
/// @param text Python's `str` of the JSON value
/// @return nothing if the server answers `invalid`
/// @par Source
/// `IntegerField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py,
/// and https://docs.python.org/3/library/functions.html#int
[[nodiscard]] constexpr std::optional<integer> read_integer(std::string_view text) noexcept {
    if (const auto plain = read_plain_integer(text)) {
        return plain;
    }
    text = without_zero_fraction(text);
    std::size_t position = 0;
    const auto skip_space = [&] {
        while (position < text.size()) {
            const decoded next = decode(text, position);
            if (!is_integer_space(next.point)) {
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
        constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
        const auto value = static_cast<std::uint64_t>(digit);
        if (result.beyond || result.magnitude > (largest - value) / 10) {
            result.beyond = true;
            result.magnitude = largest;
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
