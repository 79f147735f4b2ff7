// Every code point as JSON text: written as CPython writes it, and read from each of its forms.
//
// The texts are compared with Python's by their CRC-32; the tests name the expressions. In them,
// `P` is `[chr(i) for i in range(0x110000) if not 0xD800 <= i < 0xE000]`, `crc32` is zlib's, and
// `dumps` is `json.dumps` with `ensure_ascii=False`.

#include <flaghook/json/write_text.hpp>
#include <flaghook/server/text.hpp>

#include <gtest/gtest.h>
#include <json/event_log.hpp>
#include <server/utf8_sequences.hpp>

#include <crc32/crc32.hpp>
#include <string>

namespace {

namespace json = flaghook::json::detail;
namespace server = flaghook::server::detail;
using flaghook::tests::events_of;
using flaghook::tests::utf8::encoded;

constexpr char32_t code_points = 0x110000;

/// Returns the texts of all code points, except for surrogates, which JSON has only as escapes.
std::string every_code_point_written(json::separators lines) {
    std::string result;
    for (char32_t point = 0; point < code_points; ++point) {
        if (!server::is_surrogate(point)) {
            json::append_string(result, encoded(point), lines);
        }
    }
    return result;
}

/// Appends an escape sequence, such as `\u20ac`.
void append_escape(std::string& text, char32_t unit, const char* digits) {
    text += "\\u";
    for (const unsigned shift : {12U, 8U, 4U, 0U}) {
        text += digits[unit >> shift & 0xFU];
    }
}

constexpr const char* small = "0123456789abcdef";
constexpr const char* capital = "0123456789ABCDEF";

TEST(json_code_points, are_written_as_python_writes_them) {
    EXPECT_EQ(flaghook::tests::crc32_of(every_code_point_written(json::separators::plain)),
              0x31F55ADDU)
        << "crc32(b''.join(dumps(c).encode() for c in P))";
}

TEST(json_code_points, are_written_for_answers_as_the_framework_writes_them) {
    EXPECT_EQ(flaghook::tests::crc32_of(every_code_point_written(json::separators::escaped)),
              0xC10650D3U)
        << R"(crc32(b''.join(dumps(c).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))"
           ".encode() for c in P))";
}

TEST(json_code_points, are_read_from_what_is_written) {
    for (char32_t point = 0; point < code_points; ++point) {
        if (server::is_surrogate(point)) {
            continue;
        }
        const std::string one = encoded(point);
        std::string written;
        json::append_string(written, one, json::separators::escaped);
        ASSERT_EQ(events_of(written), '"' + one + '"') << written;
    }
}

TEST(json_code_points, are_read_from_escapes) {
    for (char32_t point = 0; point < code_points; ++point) {
        for (const char* const digits : {small, capital}) {
            std::string escaped;
            if (point < 0x10000) {
                append_escape(escaped, point, digits);
            } else {
                append_escape(escaped, 0xD800 + (point - 0x10000) / 0x400, digits);
                append_escape(escaped, 0xDC00 + (point - 0x10000) % 0x400, digits);
            }
            ASSERT_EQ(events_of('"' + escaped + '"'), '"' + encoded(point) + '"') << escaped;
        }
    }
}

TEST(json_code_points, are_read_from_raw_bytes_unless_they_are_control_characters_or_surrogates) {
    for (char32_t point = 0; point < code_points; ++point) {
        const std::string one = encoded(point);
        const bool refused =
            point < 0x20 || point == '"' || point == '\\' || server::is_surrogate(point);
        ASSERT_EQ(events_of('"' + one + '"'), refused ? "malformed" : '"' + one + '"')
            << static_cast<unsigned>(point);
    }
}

} // namespace
