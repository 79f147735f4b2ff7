#include "oracle/code_points.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace flaghook::fuzz {

namespace {

/// How a code point that begins with a byte has to go on (RFC 3629, section 4).
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

/// What comes next in a text.
enum class next_bytes : std::uint8_t { character, cut, wrong };

/// Reads one code point, or says whether the end cut it off.
next_bytes take(std::string_view& rest, char32_t& point) {
    const auto byte = [&](std::size_t index) {
        return static_cast<unsigned>(static_cast<unsigned char>(rest[index]));
    };
    const unsigned lead = byte(0);
    const auto* const found =
        std::find_if(sequences.begin(), sequences.end(), [lead](const sequence& one) {
            return lead >= one.first_lead && lead <= one.last_lead;
        });
    if (found == sequences.end()) {
        return next_bytes::wrong;
    }
    if (found->width == 1) {
        point = lead;
        rest.remove_prefix(1);
        return next_bytes::character;
    }
    // Of a surrogate that the end cuts off Python has not yet seen what is wrong.
    if (lead == 0xED && rest.size() == 2 && byte(1) >= 0xA0 && byte(1) <= 0xBF) {
        return next_bytes::cut;
    }
    point = lead & (0x7FU >> found->width);
    for (std::size_t index = 1; index < found->width; ++index) {
        if (index == rest.size()) {
            return next_bytes::cut;
        }
        const unsigned low = index == 1 ? found->low : 0x80;
        const unsigned high = index == 1 ? found->high : 0xBF;
        if (byte(index) < low || byte(index) > high) {
            return next_bytes::wrong;
        }
        point = point << 6U | (byte(index) & 0x3FU);
    }
    rest.remove_prefix(found->width);
    return next_bytes::character;
}

/// `str.isspace`, spelled out.
constexpr std::u32string_view spaces =
    U"\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    U"\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

} // namespace

bool is_white(char32_t point) {
    return spaces.find(point) != std::u32string_view::npos;
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

std::optional<std::u32string> decoded_body(std::string_view body) {
    std::u32string result;
    while (!body.empty()) {
        char32_t point = 0;
        switch (take(body, point)) {
        case next_bytes::character:
            result += point;
            break;
        case next_bytes::cut:
            return result;
        case next_bytes::wrong:
            return std::nullopt;
        }
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
        char32_t point = 0;
        if (take(bytes, point) != next_bytes::character) {
            point = 0xDC00 + static_cast<char32_t>(static_cast<unsigned char>(bytes.front()));
            bytes.remove_prefix(1);
        }
        result += point;
    }
    return result;
}

} // namespace flaghook::fuzz
