// The rules about single code points, for every code point, against CPython 3.13.5
// (Unicode 15.1.0).
//
// Python's results for all 1,114,112 code points are one long text; a test contains its CRC-32.
// Each test names the Python expression of this text. In it, `P` is
// `[chr(i) for i in range(0x110000)]`, `crc32` is zlib's, and `utf8(text)` is
// `text.encode("utf-8", "surrogatepass")`. If a test fails, oracle.py finds the code point.

#include <flaghook/server/text.hpp>

#include <gtest/gtest.h>
#include <server/utf8_sequences.hpp>

#include <crc32/crc32.hpp>
#include <string>

namespace {

namespace server = flaghook::server::detail;
using flaghook::tests::crc32_of;
using flaghook::tests::utf8::encoded;

constexpr char32_t code_points = 0x110000;

/// Concatenates the texts that `append` writes for all code points.
template <class Append>
std::string of_every_code_point(Append append) {
    std::string result;
    for (char32_t point = 0; point < code_points; ++point) {
        append(result, point);
    }
    return result;
}

TEST(code_points, are_white_space_where_python_says_so) {
    const std::string found = of_every_code_point(
        [](std::string& out, char32_t point) { out += server::is_space(point) ? '\1' : '\0'; });
    EXPECT_EQ(crc32_of(found), 0x57327D3BU) << "crc32(bytes(c.isspace() for c in P))";
}

TEST(code_points, have_the_value_of_a_digit_that_python_gives_them) {
    const std::string found = of_every_code_point([](std::string& out, char32_t point) {
        const int value = server::digit_value(point);
        out += value < 0 ? '\xFF' : static_cast<char>(value);
    });
    EXPECT_EQ(crc32_of(found), 0x8CE5D40CU)
        << "crc32(bytes(int(c) if c.isdecimal() else 255 for c in P))";
}

TEST(code_points, are_printable_where_python_says_so) {
    const std::string found = of_every_code_point(
        [](std::string& out, char32_t point) { out += server::is_printable(point) ? '\1' : '\0'; });
    EXPECT_EQ(crc32_of(found), 0x75000851U) << "crc32(bytes(c.isprintable() for c in P))";
}

TEST(code_points, are_written_as_python_writes_them) {
    const std::string found = of_every_code_point(
        [](std::string& out, char32_t point) { server::append_repr(out, encoded(point)); });
    EXPECT_EQ(crc32_of(found), 0xA7CA96AAU) << "crc32(b''.join(utf8(repr(c)) for c in P))";
}

TEST(code_points, are_written_between_both_quotation_marks_as_python_writes_them) {
    const std::string found = of_every_code_point([](std::string& out, char32_t point) {
        server::append_repr(out, "'" + encoded(point) + '"');
    });
    EXPECT_EQ(crc32_of(found), 0xB70B27E0U)
        << R"(crc32(b''.join(utf8(repr("'" + c + '"')) for c in P)))";
}

TEST(code_points, are_trimmed_at_the_ends_where_python_strips_them) {
    const std::string found = of_every_code_point([](std::string& out, char32_t point) {
        const std::string one = encoded(point);
        out += server::trim(one + "x" + one + one);
    });
    EXPECT_EQ(crc32_of(found), 0x702DEE18U)
        << "crc32(b''.join(utf8((c + 'x' + c + c).strip()) for c in P))";
}

} // namespace
