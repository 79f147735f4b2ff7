#include "oracle/code_points.hpp"

#include "code_point_tables.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace flaghook::fuzz {

namespace {

/// The allowed bytes of a code point after its first byte (RFC 3629, section 4).
struct sequence {
    unsigned first_lead;
    unsigned last_lead;
    std::size_t width;
    unsigned low;
    unsigned high;
};
constexpr std::array<sequence, 9> sequences{{{0x00, 0x7F, 1, 0, 0},
                                             {0xC2, 0xDF, 2, 0x80, 0xBF},
                                             {0xE0, 0xE0, 3, 0xA0, 0xBF},
                                             {0xE1, 0xEC, 3, 0x80, 0xBF},
                                             {0xED, 0xED, 3, 0x80, 0x9F},
                                             {0xEE, 0xEF, 3, 0x80, 0xBF},
                                             {0xF0, 0xF0, 4, 0x90, 0xBF},
                                             {0xF1, 0xF3, 4, 0x80, 0xBF},
                                             {0xF4, 0xF4, 4, 0x80, 0x8F}}};

/// The kind of the next bytes of a text.
enum class next_bytes : std::uint8_t { character, cut, no_start, no_continuation };

/// A code point and its bytes. If there is none, `width` counts the bytes that Python's error
/// names.
struct step {
    next_bytes next;
    std::size_t width;
    char32_t point = 0;
};

/// Reads the first code point of a text.
/// @pre the text is not empty
step read_step(std::string_view text) {
    const auto byte = [&](std::size_t index) {
        return static_cast<unsigned>(static_cast<unsigned char>(text[index]));
    };
    const unsigned lead = byte(0);
    const auto* const found =
        std::find_if(sequences.begin(), sequences.end(), [lead](const sequence& one) {
            return lead >= one.first_lead && lead <= one.last_lead;
        });
    if (found == sequences.end()) {
        return {next_bytes::no_start, 1};
    }
    if (found->width == 1) {
        return {next_bytes::character, 1, lead};
    }
    // Python reports no error for a surrogate whose last byte is cut off.
    if (lead == 0xED && text.size() == 2 && byte(1) >= 0xA0 && byte(1) <= 0xBF) {
        return {next_bytes::cut, 2};
    }
    char32_t point = lead & (0x7FU >> found->width);
    for (std::size_t index = 1; index < found->width; ++index) {
        if (index == text.size()) {
            return {next_bytes::cut, index};
        }
        const unsigned low = index == 1 ? found->low : 0x80;
        const unsigned high = index == 1 ? found->high : 0xBF;
        if (byte(index) < low || byte(index) > high) {
            return {next_bytes::no_continuation, index};
        }
        point = point << 6U | (byte(index) & 0x3FU);
    }
    return {next_bytes::character, found->width, point};
}

/// Returns `str()` of the `UnicodeDecodeError`.
std::string decoder_words(std::string_view body, std::size_t position, const step& wrong) {
    std::string result = "'utf-8' codec can't decode ";
    if (wrong.width == 1) {
        std::array<char, 16> byte{};
        std::snprintf(byte.data(), byte.size(), "byte 0x%02x",
                      static_cast<unsigned>(static_cast<unsigned char>(body[position])));
        result += byte.data();
        result += " in position " + std::to_string(position);
    } else {
        result += "bytes in position " + std::to_string(position) + "-" +
                  std::to_string(position + wrong.width - 1);
    }
    result +=
        wrong.next == next_bytes::no_start ? ": invalid start byte" : ": invalid continuation byte";
    return result;
}

/// The characters for which `str.isspace()` is true.
constexpr std::u32string_view spaces =
    U"\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    U"\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

/// Checks whether a code point is in one of these ranges, which ascend.
template <class Ranges>
bool is_in(const Ranges& ranges, char32_t point) {
    const auto* const found = std::find_if(ranges.begin(), ranges.end(),
                                           [point](const auto& one) { return point <= one[1]; });
    return found != ranges.end() && point >= found->front();
}

} // namespace

bool is_white(char32_t point) {
    return spaces.find(point) != std::u32string_view::npos;
}

bool is_printable(char32_t point) {
    return !is_in(unassigned, point) && !is_in(unprintable, point);
}

int digit_value(char32_t point) {
    for (const auto& zero : digit_zeros) {
        if (point >= zero[0] && point <= zero[0] + 9) {
            return static_cast<int>(point - zero[0]);
        }
    }
    return -1;
}

std::u32string_view stripped(std::u32string_view text) {
    while (!text.empty() && is_white(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_white(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

decoded_body decode_body(std::string_view body) {
    decoded_body result;
    while (result.size < body.size()) {
        const step next = read_step(body.substr(result.size));
        if (next.next == next_bytes::cut) {
            break;
        }
        if (next.next != next_bytes::character) {
            result.error = decoder_words(body, result.size, next);
            break;
        }
        result.text += next.point;
        result.size += next.width;
    }
    return result;
}

std::u32string code_points(std::string_view text) {
    std::u32string result;
    for (std::size_t position = 0; position < text.size();) {
        const auto lead = static_cast<unsigned char>(text[position]);
        const std::size_t width = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t point = width == 1 ? lead : lead & (0x7FU >> width);
        for (std::size_t index = 1; index < width; ++index) {
            point = point << 6U | (static_cast<unsigned char>(text[position + index]) & 0x3FU);
        }
        result += point;
        position += width;
    }
    return result;
}

std::string utf8(std::u32string_view text) {
    std::string result;
    const auto put = [&result](char32_t byte) { result += static_cast<char>(byte); };
    for (const char32_t point : text) {
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
    }
    return result;
}

std::u32string escaped_code_points(std::string_view bytes) {
    std::u32string result;
    while (!bytes.empty()) {
        const step next = read_step(bytes);
        const bool is_character = next.next == next_bytes::character;
        result += is_character ? next.point : 0xDC00U + static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(is_character ? next.width : 1);
    }
    return result;
}

} // namespace flaghook::fuzz
