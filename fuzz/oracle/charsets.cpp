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

/// Returns the code point of a byte in which Windows-1252 differs from ISO-8859-1; 0 for an
/// undefined byte.
char32_t windows_point(std::uint32_t byte) {
    switch (byte) {
    case 0x81:
    case 0x8D:
    case 0x8F:
    case 0x90:
    case 0x9D:
        return 0;
    case 0x80:
        return U'\u20AC';
    case 0x82:
        return U'\u201A';
    case 0x83:
        return U'\u0192';
    case 0x84:
        return U'\u201E';
    case 0x85:
        return U'\u2026';
    case 0x86:
        return U'\u2020';
    case 0x87:
        return U'\u2021';
    case 0x88:
        return U'\u02C6';
    case 0x89:
        return U'\u2030';
    case 0x8A:
        return U'\u0160';
    case 0x8B:
        return U'\u2039';
    case 0x8C:
        return U'\u0152';
    case 0x8E:
        return U'\u017D';
    case 0x91:
        return U'\u2018';
    case 0x92:
        return U'\u2019';
    case 0x93:
        return U'\u201C';
    case 0x94:
        return U'\u201D';
    case 0x95:
        return U'\u2022';
    case 0x96:
        return U'\u2013';
    case 0x97:
        return U'\u2014';
    case 0x98:
        return U'\u02DC';
    case 0x99:
        return U'\u2122';
    case 0x9A:
        return U'\u0161';
    case 0x9B:
        return U'\u203A';
    case 0x9C:
        return U'\u0153';
    case 0x9E:
        return U'\u017E';
    case 0x9F:
        return U'\u0178';
    default:
        return byte;
    }
}

std::optional<std::string> single_bytes(std::size_t charset, std::string_view body) {
    std::u32string text;
    for (const char each : body) {
        const std::uint32_t byte = octet(each);
        const char32_t point = charset == windows_1252 ? windows_point(byte) : byte;
        if ((charset == us_ascii && byte > 0x7F) || (point == 0 && byte != 0)) {
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
