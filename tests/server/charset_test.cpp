#include <flaghook/server/charset.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using flaghook::server::detail::charset;
using flaghook::server::detail::decode_body;
using flaghook::server::detail::find_charset;
using namespace std::string_view_literals;

/// Returns the decoded text, or the decoder's message.
std::string decoded(charset from, std::string_view body) {
    std::string memory;
    const auto read = decode_body(from, body, memory);
    return read.error.empty() ? std::string(read.text) : read.error;
}

static_assert(find_charset("utf-16") == charset::utf_16);

TEST(find_charset, knows_the_names_and_aliases_that_python_knows) {
    for (const std::string_view name : {"utf-8", "UTF8", "U8", "cp65001", ""}) {
        EXPECT_EQ(find_charset(name), charset::utf_8) << name;
    }
    for (const std::string_view name : {"utf-8-sig", "UTF_8_SIG", "utf 8 sig"}) {
        EXPECT_EQ(find_charset(name), charset::utf_8_sig) << name;
    }
    for (const std::string_view name :
         {"ascii", "US-ASCII", "ANSI_X3.4-1968", "iso646-us", "646", "ISO_646.irv:1991"}) {
        EXPECT_EQ(find_charset(name), charset::us_ascii) << name;
    }
    for (const std::string_view name :
         {"iso-8859-1", "ISO8859-1", "latin1", "Latin-1", "l1", "IBM819", "iso_8859-1:1987"}) {
        EXPECT_EQ(find_charset(name), charset::iso_8859_1) << name;
    }
    for (const std::string_view name : {"windows-1252", "CP1252", "1252"}) {
        EXPECT_EQ(find_charset(name), charset::windows_1252) << name;
    }
    EXPECT_EQ(find_charset("' utf-16 '"), charset::utf_16) << "Python drops what is around it";
    EXPECT_EQ(find_charset("utf-16le"), charset::utf_16_le);
    EXPECT_EQ(find_charset("UTF-16-BE"), charset::utf_16_be);
}

TEST(find_charset, takes_names_that_python_does_not_know_for_utf_8) {
    for (const std::string_view name :
         {"bogus", "utf-17", "latin-1-and-more", "a-name-that-is-longer-than-any-alias-of-pythons",
          "-", "\xFF", "ascii2"}) {
        EXPECT_EQ(find_charset(name), charset::utf_8) << name;
    }
}

TEST(decode_body, leaves_utf_8_to_the_parser) {
    const std::string_view body = "\xFF\xFE";
    std::string memory;
    EXPECT_EQ(decode_body(charset::utf_8, body, memory).text.data(), body.data());
}

TEST(decode_body, drops_one_mark_of_utf_8_sig) {
    EXPECT_EQ(decoded(charset::utf_8_sig, "\xEF\xBB\xBF{}"), "{}");
    EXPECT_EQ(decoded(charset::utf_8_sig, "\xEF\xBB\xBF\xEF\xBB\xBF{}"), "\xEF\xBB\xBF{}");
    EXPECT_EQ(decoded(charset::utf_8_sig, "{}"), "{}");
    for (const std::string_view part : {"\xEF", "\xEF\xBB", "\xEF\xBB\xBF"}) {
        EXPECT_EQ(decoded(charset::utf_8_sig, part), "");
    }
}

TEST(decode_body, refuses_what_is_not_ascii) {
    EXPECT_EQ(decoded(charset::us_ascii, "plain"), "plain");
    EXPECT_EQ(decoded(charset::us_ascii, "a\xFF"),
              "'ascii' codec can't decode byte 0xff in position 1: ordinal not in range(128)");
}

TEST(decode_body, converts_every_byte_of_latin_1) {
    for (int byte = 0; byte < 256; ++byte) {
        std::string expected;
        flaghook::server::detail::append_code_point(expected, static_cast<char32_t>(byte));
        EXPECT_EQ(decoded(charset::iso_8859_1, std::string(1, static_cast<char>(byte))), expected);
    }
}

TEST(decode_body, converts_windows_1252_and_refuses_its_gaps) {
    EXPECT_EQ(
        decoded(charset::windows_1252, "\x80\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x8B\x8C\x8E"),
        "\u20AC\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u017D");
    EXPECT_EQ(
        decoded(charset::windows_1252, "\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9A\x9B\x9C\x9E\x9F"),
        "\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u017E\u0178");
    EXPECT_EQ(decoded(charset::windows_1252, "\x7F\xA0\xFC\xFF"), "\u007F\u00A0\u00FC\u00FF");
    for (const std::string_view gap : {"\x81", "\x8D", "\x8F", "\x90", "\x9D"}) {
        EXPECT_EQ(decoded(charset::windows_1252, "a" + std::string(gap)).substr(0, 34),
                  "'charmap' codec can't decode byte ");
    }
    EXPECT_EQ(
        decoded(charset::windows_1252, "a\x81"),
        "'charmap' codec can't decode byte 0x81 in position 1: character maps to <undefined>");
}

TEST(decode_body, converts_utf_16_by_its_mark) {
    EXPECT_EQ(decoded(charset::utf_16, "\xFF\xFEx\0\x3D\xD8\0\xDE"sv), "x\U0001F600");
    EXPECT_EQ(decoded(charset::utf_16, "\xFE\xFF\0x\xD8\x3D\xDE\0\0y"sv), "x\U0001F600y");
    EXPECT_EQ(decoded(charset::utf_16, "x\0y\0"sv),
              "'utf-16' codec can't decode bytes in position 0-1: Stream does not start with BOM");
    EXPECT_EQ(decoded(charset::utf_16, "\0\xDC"sv),
              "'utf-16-le' codec can't decode bytes in position 0-1: illegal encoding");
    for (const std::string_view nothing : {"\xFF\xFE"sv, "x"sv, "\0\xD8"sv, "\xFF\xFE\0\xD8"sv}) {
        EXPECT_EQ(decoded(charset::utf_16, nothing), "");
    }
}

TEST(decode_body, keeps_a_mark_where_the_byte_order_is_named) {
    EXPECT_EQ(decoded(charset::utf_16_le, "\xFF\xFEx\0"sv), "\uFEFFx");
    EXPECT_EQ(decoded(charset::utf_16_be, "\xFE\xFF\0x"sv), "\uFEFFx");
}

TEST(decode_body, drops_a_character_of_utf_16_that_is_cut_off) {
    EXPECT_EQ(decoded(charset::utf_16_le, "x\0y"sv), "x");
    EXPECT_EQ(decoded(charset::utf_16_le, "x\0\x3D\xD8\0"sv), "x");
}

TEST(decode_body, refuses_surrogates_of_utf_16_that_are_no_pair) {
    EXPECT_EQ(decoded(charset::utf_16, "\xFF\xFE\0\xD8x\0"sv),
              "'utf-16-le' codec can't decode bytes in position 2-3: illegal UTF-16 surrogate");
    EXPECT_EQ(decoded(charset::utf_16_be, "\xDC\0\0x"sv),
              "'utf-16-be' codec can't decode bytes in position 0-1: illegal encoding");
    EXPECT_EQ(decoded(charset::utf_16_be, "\xD8\0\xD8\0"sv),
              "'utf-16-be' codec can't decode bytes in position 0-1: illegal UTF-16 surrogate");
}

} // namespace
