/// @file
/// The server's rules for text, which are those of Python's `str`.
#ifndef FLAGHOOK_SERVER_TEXT_HPP
#define FLAGHOOK_SERVER_TEXT_HPP

#include <flaghook/server/unicode_tables.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

/// The server's rules for one JSON scalar: how Django REST framework on Python converts text and
/// numbers to the values of fields.
///
/// Text in this namespace is UTF-8 that may also have lone surrogates, encoded in three bytes each,
/// because Python's `str` may have them. JSON's `"\ud800"` is one.
namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A code point and its size in bytes.
struct decoded {
    char32_t point = 0;
    std::size_t width = 1;
};

/// Decodes the code point that begins at `text[position]`.
/// @pre `text` is text of this namespace, and `position` is the beginning of a code point
[[nodiscard]] constexpr decoded decode(std::string_view text, std::size_t position) noexcept {
    const auto byte = [&](std::size_t offset) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[position + offset]));
    };
    const char32_t lead = byte(0);
    if (lead < 0x80) {
        return {lead, 1};
    }
    if (lead < 0xE0) {
        return {(lead & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
    }
    if (lead < 0xF0) {
        return {(lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
    }
    return {(lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
                (byte(3) & 0x3FU),
            4};
}

/// Checks whether a byte begins a code point.
[[nodiscard]] constexpr bool starts_code_point(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// Writes a code point, possibly a surrogate, as UTF-8.
/// @param out has space for four bytes
/// @return one past the last byte
constexpr char* write_code_point(char* out, char32_t point) noexcept {
    const auto put = [&out](char32_t byte) { *out++ = static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0U | point >> 6U);
        put(0x80U | (point & 0x3FU));
    } else if (point < 0x10000) {
        put(0xE0U | point >> 12U);
        put(0x80U | (point >> 6U & 0x3FU));
        put(0x80U | (point & 0x3FU));
    } else {
        put(0xF0U | point >> 18U);
        put(0x80U | (point >> 12U & 0x3FU));
        put(0x80U | (point >> 6U & 0x3FU));
        put(0x80U | (point & 0x3FU));
    }
    return out;
}

/// Appends a code point, possibly a surrogate, as UTF-8.
inline void append_code_point(std::string& out, char32_t point) {
    char bytes[4] = {};
    out.append(bytes, write_code_point(bytes, point));
}

/// Counts the code points of a text, as the server's limits on lengths do.
[[nodiscard]] constexpr std::size_t count_code_points(std::string_view text) noexcept {
    std::size_t result = text.size();
    std::size_t position = 0;
    if (!std::is_constant_evaluated()) {
        std::uint64_t block = 0;
        for (; text.size() - position >= sizeof block; position += sizeof block) {
            std::memcpy(&block, text.data() + position, sizeof block);
            // In a continuation byte, the highest bit is set and the next one is not.
            const std::uint64_t continuations =
                block & ~((block & 0x4040404040404040U) << 1U) & 0x8080808080808080U;
            result -= static_cast<std::size_t>(std::popcount(continuations));
        }
    }
    for (; position < text.size(); ++position) {
        result -= starts_code_point(text[position]) ? 0U : 1U;
    }
    return result;
}

/// Checks whether a code point is white space by `str.isspace`, which `str.strip` and `\s` also
/// use.
/// @par Source
/// https://docs.python.org/3/library/stdtypes.html#str.isspace
[[nodiscard]] constexpr bool is_space(char32_t point) noexcept {
    if (point < 0x80) {
        return (point >= 0x09 && point <= 0x0D) || (point >= 0x1C && point <= 0x20);
    }
    return point == 0x85 || point == 0xA0 || point == 0x1680 ||
           (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 ||
           point == 0x202F || point == 0x205F || point == 0x3000;
}

/// Returns the value of a decimal digit of any script, as `int()` and `\d` accept it; otherwise -1.
/// @par Source
/// https://docs.python.org/3/library/stdtypes.html#str.isdecimal
[[nodiscard]] constexpr int digit_value(char32_t point) noexcept {
    if (point < 0x80) {
        return point >= '0' && point <= '9' ? static_cast<int>(point - '0') : -1;
    }
    const auto* const next =
        std::upper_bound(std::begin(decimal_digit_zeros), std::end(decimal_digit_zeros), point);
    const auto distance = point - *std::prev(next);
    return distance < 10 ? static_cast<int>(distance) : -1;
}

/// Checks whether a code point is printable by `str.isprintable`, so that `repr` does not escape
/// it.
/// @par Source
/// https://docs.python.org/3/library/stdtypes.html#str.isprintable
[[nodiscard]] constexpr bool is_printable(char32_t point) noexcept {
    const auto* const next =
        std::upper_bound(std::begin(printable_changes), std::end(printable_changes), point);
    return (next - std::begin(printable_changes)) % 2 == 0;
}

/// Checks whether a code point is a surrogate.
[[nodiscard]] constexpr bool is_surrogate(char32_t point) noexcept {
    return point >= 0xD800 && point <= 0xDFFF;
}

/// Removes the white space at both ends, as `str.strip()` does.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
    while (!text.empty()) {
        const decoded first = decode(text, 0);
        if (!is_space(first.point)) {
            break;
        }
        text.remove_prefix(first.width);
    }
    while (!text.empty()) {
        std::size_t position = text.size() - 1;
        while (position > 0 && !starts_code_point(text[position])) {
            --position;
        }
        if (!is_space(decode(text, position).point)) {
            break;
        }
        text.remove_suffix(text.size() - position);
    }
    return text;
}

/// Checks in constant time whether a text has visible ASCII characters at both ends, so that `trim`
/// does not change it.
[[nodiscard]] constexpr bool has_no_outer_space(std::string_view text) noexcept {
    const auto is_visible = [](char byte) { return byte > ' ' && byte < '\x7F'; };
    return !text.empty() && is_visible(text.front()) && is_visible(text.back());
}

/// Finds the first surrogate in a text.
[[nodiscard]] constexpr std::optional<char32_t> first_surrogate(std::string_view text) noexcept {
    // The byte ED begins the code points from U+D000 to U+DFFF, and no others.
    for (std::size_t position = text.find('\xED'); position != std::string_view::npos;
         position = text.find('\xED', position + 1)) {
        const char32_t point = decode(text, position).point;
        if (is_surrogate(point)) {
            return point;
        }
    }
    return std::nullopt;
}

/// The valid part of a text, and the first error.
struct utf8_extent {
    /// The length of the longest prefix that is valid UTF-8.
    std::size_t valid = 0;
    /// Whether the prefix is the whole text, or is followed only by a code point that the end of
    /// the text cuts off.
    bool complete_or_cut = true;
    /// Otherwise, the number of bytes in Python's error: 1 to 3.
    std::size_t wrong = 0;
    /// Whether the error is an invalid start byte instead of an invalid continuation byte.
    bool wrong_start = false;
};

/// One code point or decoding error.
struct utf8_sequence {
    /// The number of bytes of the code point or the error.
    std::size_t width = 1;
    /// Whether the code point is valid, invalid, or cut off by the end of the text.
    enum class form : std::uint8_t { valid, wrong_start, wrong_continuation, cut } is = form::valid;
};

/// Examines the code point at `at`.
/// @pre `at` is not `end`
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc3629#section-4
[[nodiscard]] constexpr utf8_sequence read_utf8(const char* at, const char* end) noexcept {
    using form = utf8_sequence::form;
    const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(at[offset]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) {
        return {1, form::valid};
    }
    if (lead >= 0xC2 && lead <= 0xDF && end - at >= 2 && (byte(1) & 0xC0U) == 0x80U) {
        return {2, form::valid};
    }
    // The lead byte determines the width, and the range of the second byte.
    std::size_t width = 0;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        width = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        width = 3;
        low = lead == 0xE0 ? 0xA0 : low;
        high = lead == 0xED ? 0x9F : high;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        width = 4;
        low = lead == 0xF0 ? 0x90 : low;
        high = lead == 0xF4 ? 0x8F : high;
    } else {
        return {1, form::wrong_start};
    }
    const auto left = static_cast<std::size_t>(end - at);
    for (std::size_t offset = 1; offset < width; ++offset) {
        if (offset == left) {
            return {offset, form::cut};
        }
        const unsigned next = byte(offset);
        if (next < low || next > high) {
            // Python detects a surrogate only if the third byte is there.
            if (lead == 0xED && next >= 0xA0 && next <= 0xBF && left == 2) {
                return {2, form::cut};
            }
            return {offset, form::wrong_continuation};
        }
        low = 0x80;
        high = 0xBF;
    }
    return {width, form::valid};
}

/// Finds the first error in any bytes, by strict UTF-8: no overlong forms, no surrogates, nothing
/// beyond U+10FFFF.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc3629#section-4
[[nodiscard]] inline utf8_extent measure_utf8(std::string_view text) noexcept {
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        if (static_cast<std::size_t>(end - at) >= 32) {
            std::array<std::uint64_t, 4> blocks{};
            std::memcpy(blocks.data(), at, sizeof blocks);
            if (((blocks[0] | blocks[1] | blocks[2] | blocks[3]) & 0x8080808080808080U) == 0) {
                at += sizeof blocks;
                continue;
            }
        }
        const utf8_sequence next = read_utf8(at, end);
        if (next.is != utf8_sequence::form::valid) {
            utf8_extent result{static_cast<std::size_t>(at - text.data())};
            if (next.is != utf8_sequence::form::cut) {
                result.complete_or_cut = false;
                result.wrong = next.width;
                result.wrong_start = next.is == utf8_sequence::form::wrong_start;
            }
            return result;
        }
        at += next.width;
    }
    return {text.size()};
}

/// Checks whether all bytes are valid UTF-8.
[[nodiscard]] inline bool is_utf8(std::string_view text) noexcept {
    return measure_utf8(text).valid == text.size();
}

/// Appends Python's `repr` of a `str`, with unprintable characters escaped. The quotes are double
/// if the text has single quotes but no double ones; otherwise they are single.
/// @par Source
/// https://docs.python.org/3/library/functions.html#repr
inline void append_repr(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto escape = [&](char kind, char32_t value, int width) {
        out += '\\';
        out += kind;
        for (int shift = 4 * (width - 1); shift >= 0; shift -= 4) {
            out += digits[value >> static_cast<unsigned>(shift) & 0xFU];
        }
    };
    const char quote =
        text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos
            ? '"'
            : '\'';
    out += quote;
    for (std::size_t position = 0; position < text.size();) {
        const auto [point, width] = decode(text, position);
        if (point == '\\' || point == static_cast<char32_t>(quote)) {
            out += '\\';
            out += static_cast<char>(point);
        } else if (point == '\t') {
            out += "\\t";
        } else if (point == '\n') {
            out += "\\n";
        } else if (point == '\r') {
            out += "\\r";
        } else if (is_printable(point)) {
            out.append(text, position, width);
        } else if (point < 0x100) {
            escape('x', point, 2);
        } else if (point < 0x10000) {
            escape('u', point, 4);
        } else {
            escape('U', point, 8);
        }
        position += width;
    }
    out += quote;
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
