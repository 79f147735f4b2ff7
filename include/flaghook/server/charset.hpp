/// @file
/// The charsets of bodies and their decoders.
#ifndef FLAGHOOK_SERVER_CHARSET_HPP
#define FLAGHOOK_SERVER_CHARSET_HPP

#include <flaghook/server/ascii.hpp>
#include <flaghook/server/syntax_error.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A charset of a body. Python has about a hundred more, which are treated as UTF-8 here.
enum class charset : std::uint8_t {
    utf_8,
    utf_8_sig, ///< UTF-8 whose byte-order mark is dropped
    us_ascii,
    iso_8859_1,
    windows_1252,
    utf_16, ///< with a byte-order mark
    utf_16_le,
    utf_16_be
};

/// Finds a charset by any name that Python's `codecs.lookup` accepts. As in Django, an unknown name
/// means UTF-8.
/// @par Source
/// https://github.com/python/cpython/blob/3.13/Lib/encodings/aliases.py and
/// `_set_content_type_params` in
/// https://github.com/django/django/blob/main/django/http/request.py
[[nodiscard]] constexpr charset find_charset(std::string_view name) noexcept {
    struct alias {
        std::string_view name;
        charset is;
    };
    constexpr auto aliases = std::to_array<alias>({
        {"utf_8_sig", charset::utf_8_sig},
        {"ascii", charset::us_ascii},
        {"us_ascii", charset::us_ascii},
        {"646", charset::us_ascii},
        {"ansi_x3.4_1968", charset::us_ascii},
        {"ansi_x3_4_1968", charset::us_ascii},
        {"ansi_x3.4_1986", charset::us_ascii},
        {"cp367", charset::us_ascii},
        {"csascii", charset::us_ascii},
        {"ibm367", charset::us_ascii},
        {"iso646_us", charset::us_ascii},
        {"iso_646.irv_1991", charset::us_ascii},
        {"iso_ir_6", charset::us_ascii},
        {"us", charset::us_ascii},
        {"latin_1", charset::iso_8859_1},
        {"iso_8859_1", charset::iso_8859_1},
        {"8859", charset::iso_8859_1},
        {"cp819", charset::iso_8859_1},
        {"csisolatin1", charset::iso_8859_1},
        {"ibm819", charset::iso_8859_1},
        {"iso8859", charset::iso_8859_1},
        {"iso8859_1", charset::iso_8859_1},
        {"iso_8859_1_1987", charset::iso_8859_1},
        {"iso_ir_100", charset::iso_8859_1},
        {"l1", charset::iso_8859_1},
        {"latin", charset::iso_8859_1},
        {"latin1", charset::iso_8859_1},
        {"cp1252", charset::windows_1252},
        {"1252", charset::windows_1252},
        {"windows_1252", charset::windows_1252},
        {"utf_16", charset::utf_16},
        {"utf16", charset::utf_16},
        {"u16", charset::utf_16},
        {"utf_16_le", charset::utf_16_le},
        {"utf_16le", charset::utf_16_le},
        {"unicodelittleunmarked", charset::utf_16_le},
        {"utf_16_be", charset::utf_16_be},
        {"utf_16be", charset::utf_16_be},
        {"unicodebigunmarked", charset::utf_16_be},
    });
    // Python compares names in lower case. It replaces each run of characters other than letters,
    // digits and points with one underscore, and drops a run at the beginning.
    constexpr std::size_t longest = 24;
    std::array<char, longest + 1> normalized{};
    std::size_t size = 0;
    bool is_separated = false;
    for (const char each : name) {
        const char lower = lower_case(each);
        if (!((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == '.')) {
            is_separated = true;
            continue;
        }
        if (size + 2 > longest) {
            return charset::utf_8;
        }
        if (is_separated && size != 0) {
            normalized[size++] = '_';
        }
        is_separated = false;
        normalized[size++] = lower;
    }
    const std::string_view wanted(normalized.data(), size);
    for (const alias& one : aliases) {
        if (one.name == wanted) {
            return one.is;
        }
    }
    return charset::utf_8;
}

/// A body in UTF-8, or the decoder's error.
struct decoded_text {
    /// The text, without a character that the end of the body cuts off; unspecified after an error.
    /// A view of the body or of the memory given to the decoder.
    std::string_view text{};
    /// The message of Python 3.13's decoder; empty if there is no error.
    std::string error{};
};

/// The code points of the bytes 80 to 9F in windows-1252; 0 for undefined bytes.
inline constexpr std::array<char16_t, 32> windows_1252_points{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

[[nodiscard]] inline decoded_text decode_single_bytes(std::string_view body, bool is_windows,
                                                      std::string& memory) {
    memory.clear();
    memory.reserve(body.size());
    for (std::size_t position = 0; position < body.size(); ++position) {
        const auto byte = static_cast<unsigned char>(body[position]);
        char32_t point = byte;
        if (is_windows && byte >= 0x80 && byte <= 0x9F) {
            point = windows_1252_points[byte - 0x80U];
            if (point == 0) {
                return {{},
                        describe_decoder_error("charmap", body, position, 1,
                                               "character maps to <undefined>")};
            }
        }
        append_code_point(memory, point);
    }
    return {memory, {}};
}

/// Decodes UTF-16, starting at `begin`.
/// @param end receives the end of the decoded bytes, which is before a character that is cut off
[[nodiscard]] inline decoded_text decode_utf_16(std::string_view body, std::size_t begin,
                                                bool is_big_endian, std::string& memory,
                                                std::size_t& end) {
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(body[at]);
        const auto second = static_cast<unsigned char>(body[at + 1]);
        return static_cast<char32_t>(is_big_endian ? first << 8U | second : second << 8U | first);
    };
    const std::string_view codec = is_big_endian ? "utf-16-be" : "utf-16-le";
    memory.clear();
    memory.reserve(body.size());
    std::size_t at = begin;
    while (body.size() - at >= 2) {
        char32_t point = unit(at);
        std::size_t width = 2;
        if (point >= 0xDC00 && point <= 0xDFFF) {
            return {{}, describe_decoder_error(codec, body, at, 2, "illegal encoding")};
        }
        if (point >= 0xD800 && point <= 0xDBFF) {
            if (body.size() - at < 4) {
                break;
            }
            const char32_t low = unit(at + 2);
            if (low < 0xDC00 || low > 0xDFFF) {
                return {{}, describe_decoder_error(codec, body, at, 2, "illegal UTF-16 surrogate")};
            }
            point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
            width = 4;
        }
        append_code_point(memory, point);
        at += width;
    }
    end = at;
    return {memory, {}};
}

[[nodiscard]] inline decoded_text decode_marked_utf_16(std::string_view body, std::string& memory) {
    std::size_t end = 0;
    if (body.starts_with("\xFF\xFE") || body.starts_with("\xFE\xFF")) {
        return decode_utf_16(body, 2, body.starts_with('\xFE'), memory, end);
    }
    // Without a byte-order mark, Python first decodes in the native byte order.
    decoded_text read = decode_utf_16(body, 0, false, memory, end);
    if (read.error.empty() && end >= 2) {
        read.error = describe_decoder_error("utf-16", body, 0, 2, "Stream does not start with BOM");
    }
    return read;
}

/// Decodes a whole body as the server does. UTF-8 is returned unchecked, because the parser checks
/// it.
/// @param memory holds converted text
/// @par Source
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/parsers.py and
/// https://github.com/python/cpython/blob/3.13/Lib/encodings
[[nodiscard]] inline decoded_text decode_body(charset from, std::string_view body,
                                              std::string& memory) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    std::size_t end = 0;
    switch (from) {
    case charset::utf_8:
        break;
    case charset::utf_8_sig:
        if (mark.starts_with(body)) {
            return {};
        }
        return {body.substr(body.starts_with(mark) ? mark.size() : 0), {}};
    case charset::us_ascii: {
        const auto wrong = std::find_if(body.begin(), body.end(), [](char each) {
            return static_cast<unsigned char>(each) >= 0x80;
        });
        if (wrong != body.end()) {
            return {{},
                    describe_decoder_error("ascii", body,
                                           static_cast<std::size_t>(wrong - body.begin()), 1,
                                           "ordinal not in range(128)")};
        }
        break;
    }
    case charset::iso_8859_1:
        return decode_single_bytes(body, false, memory);
    case charset::windows_1252:
        return decode_single_bytes(body, true, memory);
    case charset::utf_16:
        return decode_marked_utf_16(body, memory);
    case charset::utf_16_le:
        return decode_utf_16(body, 0, false, memory, end);
    case charset::utf_16_be:
        return decode_utf_16(body, 0, true, memory, end);
    }
    return {body, {}};
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
