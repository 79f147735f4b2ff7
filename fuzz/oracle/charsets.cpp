#include "oracle/charsets.hpp"

#include "oracle/code_points.hpp"

#include <cstddef>
#include <cstdint>

namespace flaghook::fuzz {

namespace {

constexpr std::size_t us_ascii = 0;
constexpr std::size_t iso_8859_1 = 1;
constexpr std::size_t windows_1252 = 2;
constexpr std::size_t utf_8_sig = 3;
constexpr std::size_t utf_16 = 4;
constexpr std::size_t utf_16_le = 5;
constexpr std::size_t utf_16_be = 6;

std::uint32_t octet(char character) {
    return static_cast<unsigned char>(character);
}

/// The characters from 0x80 to 0x9F, in which Windows-1252 differs from ISO-8859-1; `?` is
/// undefined.
constexpr std::u32string_view windows =
    U"\u20ac?\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152?\u017d?"
    U"?\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153?\u017e\u0178";

std::optional<std::string> single_bytes(std::size_t charset, std::string_view body) {
    std::u32string text;
    for (const char each : body) {
        const std::uint32_t byte = octet(each);
        const bool is_replaced = charset == windows_1252 && byte >= 0x80 && byte <= 0x9F;
        const char32_t point = is_replaced ? windows[byte - 0x80] : byte;
        if ((charset == us_ascii && byte > 0x7F) || (is_replaced && point == U'?')) {
            return std::nullopt;
        }
        text += point;
    }
    return utf8(text);
}

std::optional<std::string> two_bytes(bool is_big_endian, std::string_view body) {
    std::u16string units;
    for (std::size_t at = 1; at < body.size(); at += 2) {
        const std::uint32_t left = octet(body[at - 1]);
        const std::uint32_t right = octet(body[at]);
        units += static_cast<char16_t>(is_big_endian ? left * 256 + right : right * 256 + left);
    }
    if (!units.empty() && units.back() >= 0xD800 && units.back() < 0xDC00) {
        units.pop_back();
    }
    std::u32string text;
    for (std::size_t at = 0; at < units.size(); ++at) {
        char32_t point = units[at];
        if (is_surrogate(point)) {
            const char32_t next = at + 1 < units.size() ? units[at + 1] : char32_t{};
            if (point >= 0xDC00 || next < 0xDC00 || next > 0xDFFF) {
                return std::nullopt;
            }
            point = (point - 0xD800) * 0x400 + (next - 0xDC00) + 0x10000;
            ++at;
        }
        text += point;
    }
    return utf8(text);
}

} // namespace

std::optional<std::string> decoded(std::size_t charset, std::string_view body) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    switch (charset) {
    case us_ascii:
    case iso_8859_1:
    case windows_1252:
        return single_bytes(charset, body);
    case utf_8_sig:
        if (mark.substr(0, body.size()) == body) {
            return std::string();
        }
        return std::string(body.substr(0, mark.size()) == mark ? body.substr(mark.size()) : body);
    case utf_16:
        if (body.substr(0, 2) == "\xFF\xFE" || body.substr(0, 2) == "\xFE\xFF") {
            return two_bytes(body.front() == '\xFE', body.substr(2));
        }
        return std::nullopt;
    case utf_16_le:
    case utf_16_be:
        return two_bytes(charset == utf_16_be, body);
    default:
        return std::string(body);
    }
}

} // namespace flaghook::fuzz
