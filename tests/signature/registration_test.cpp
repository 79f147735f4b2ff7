#include <flaghook/server/text.hpp>
#include <flaghook/signature/registration.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using boost::system::error_code;
using flaghook::check_registrable;
using flaghook::signature_error;

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    for (std::size_t time = 0; time < times; ++time) {
        text += part;
    }
    return text;
}

std::string encoded(char32_t point) {
    std::string text;
    flaghook::server::detail::append_code_point(text, point);
    return text;
}

/// Checks a text that is registrable except for `part` in the middle.
error_code amid(std::string_view part) {
    return check_registrable("aaaaa" + std::string(part) + "zzzzz");
}

TEST(registration, takes_10_to_64_ascii_characters) {
    EXPECT_EQ(check_registrable(std::string(9, 'x')), signature_error::secret_too_short);
    EXPECT_FALSE(check_registrable(std::string(10, 'x')));
    EXPECT_FALSE(check_registrable(std::string(64, 'x')));
    EXPECT_EQ(check_registrable(std::string(65, 'x')), signature_error::secret_too_long);
    EXPECT_EQ(check_registrable(""), signature_error::secret_too_short);
}

TEST(registration, counts_code_points_and_not_bytes) {
    for (const std::string_view character : {"\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x94\x91"}) {
        SCOPED_TRACE(character);
        EXPECT_EQ(check_registrable(repeated(character, 9)), signature_error::secret_too_short);
        EXPECT_FALSE(check_registrable(repeated(character, 10)));
        EXPECT_FALSE(check_registrable(repeated(character, 64)));
        EXPECT_EQ(check_registrable(repeated(character, 65)), signature_error::secret_too_long);
    }
}

TEST(registration, counts_a_letter_and_its_combining_mark_as_two) {
    EXPECT_FALSE(check_registrable(repeated("a\xCC\x88", 5)));
    EXPECT_EQ(check_registrable(repeated("a\xCC\x88", 4)), signature_error::secret_too_short);
}

TEST(registration, refuses_what_is_not_utf8) {
    const std::string_view bad[] = {
        "\x80",             // a continuation byte without a lead byte
        "\xC3",             // incomplete, followed by ASCII
        "\xE2\x82",         // likewise
        "\xF0\x9F\x94",     // likewise
        "\xC0\xAF",         // overlong
        "\xC1\xBF",         // overlong
        "\xE0\x9F\xBF",     // overlong
        "\xF0\x8F\xBF\xBF", // overlong
        "\xED\xA0\x80",     // a surrogate, U+D800
        "\xED\xBF\xBF",     // a surrogate, U+DFFF
        "\xF4\x90\x80\x80", // above U+10FFFF
        "\xF5\x80\x80\x80", // an invalid lead byte
        "\xFE",             // likewise
        "\xFF",             // likewise
    };
    for (const std::string_view part : bad) {
        EXPECT_EQ(amid(part), signature_error::secret_not_utf8);
        EXPECT_EQ(check_registrable("aaaaaaaaaa" + std::string(part)),
                  signature_error::secret_not_utf8)
            << "at the end";
        EXPECT_EQ(check_registrable(std::string(part) + "aaaaaaaaaa"),
                  signature_error::secret_not_utf8)
            << "at the beginning";
    }
}

TEST(registration, refuses_white_space_at_either_end_because_sentry_trims_it) {
    // "".join(c for c in map(chr, range(0x110000)) if c.isspace()) in Python 3.11.
    const char32_t spaces[] = {0x9,    0xA,    0xB,    0xC,    0xD,    0x1C,   0x1D,   0x1E,
                               0x1F,   0x20,   0x85,   0xA0,   0x1680, 0x2000, 0x2001, 0x2002,
                               0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A,
                               0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
    for (const char32_t space : spaces) {
        EXPECT_EQ(check_registrable(encoded(space) + "0123456789"),
                  signature_error::secret_has_outer_white_space);
        EXPECT_EQ(check_registrable("0123456789" + encoded(space)),
                  signature_error::secret_has_outer_white_space);
        EXPECT_FALSE(amid(encoded(space))) << "inside it is a character like any other";
    }
}

TEST(registration, takes_every_other_character_anywhere) {
    // Neighbours of white space and of surrogates, characters that look like white space, and the
    // last code point.
    for (const int point : {0x01, 0x08, 0x0E, 0x1B, 0x21, 0x7F, 0x84, 0x86, 0xA1, 0x180E, 0x200B,
                            0x2060, 0x3001, 0xD7FF, 0xE000, 0xFEFF, 0x10FFFF}) {
        const std::string character = encoded(static_cast<char32_t>(point));
        EXPECT_FALSE(check_registrable(character + "0123456789")) << point;
        EXPECT_FALSE(check_registrable("0123456789" + character)) << point;
        EXPECT_FALSE(amid(character)) << point;
    }
}

TEST(registration, refuses_white_space_alone) {
    EXPECT_EQ(check_registrable(" "), signature_error::secret_has_outer_white_space);
    EXPECT_EQ(check_registrable(std::string(10, ' ')),
              signature_error::secret_has_outer_white_space);
}

TEST(registration, refuses_a_null_character_anywhere) {
    using namespace std::string_view_literals;
    EXPECT_EQ(amid("\0"sv), signature_error::secret_has_null_character);
    EXPECT_EQ(check_registrable("\0aaaaaaaaaa"sv), signature_error::secret_has_null_character);
    EXPECT_EQ(check_registrable("aaaaaaaaaa\0"sv), signature_error::secret_has_null_character);
}

} // namespace
