#include <flaghook/signature/registration.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

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

/// Any value below 0x200000, whether or not it is a code point.
std::string encoded(char32_t value) {
    const auto octet = [](char32_t bits) {
        return static_cast<char>(static_cast<unsigned char>(bits));
    };
    if (value < 0x80) {
        return {octet(value)};
    }
    if (value < 0x800) {
        return {octet(0xC0 | (value >> 6)), octet(0x80 | (value & 0x3F))};
    }
    if (value < 0x10000) {
        return {octet(0xE0 | (value >> 12)), octet(0x80 | ((value >> 6) & 0x3F)),
                octet(0x80 | (value & 0x3F))};
    }
    return {octet(0xF0 | (value >> 18)), octet(0x80 | ((value >> 12) & 0x3F)),
            octet(0x80 | ((value >> 6) & 0x3F)), octet(0x80 | (value & 0x3F))};
}

/// The same in the middle of a text that is fine but for it, so that only UTF-8 is in question.
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

TEST(registration, takes_every_code_point_but_null_and_no_surrogate) {
    std::vector<char32_t> wrong;
    for (char32_t value = 1; value <= 0x110000; ++value) {
        const bool code_point = value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
        const error_code expected =
            code_point ? error_code() : make_error_code(signature_error::secret_not_utf8);
        if (amid(encoded(value)) != expected) {
            wrong.push_back(value);
        }
    }
    EXPECT_EQ(wrong, std::vector<char32_t>());
}

TEST(registration, takes_exactly_the_pairs_of_bytes_that_are_utf8) {
    std::size_t taken = 0;
    for (unsigned first = 0; first <= 0xFF; ++first) {
        for (unsigned second = 0; second <= 0xFF; ++second) {
            const char pair[] = {static_cast<char>(static_cast<unsigned char>(first)),
                                 static_cast<char>(static_cast<unsigned char>(second))};
            taken += amid({pair, 2}) != signature_error::secret_not_utf8;
        }
    }
    // Two ASCII characters, or one of the 30 lead bytes C2 to DF and one of 64 continuations.
    EXPECT_EQ(taken, 128u * 128u + 30u * 64u);
}

TEST(registration, refuses_what_is_not_utf8) {
    const std::string_view bad[] = {
        "\x80",             // a continuation with nothing to continue
        "\xC3",             // cut short before ASCII
        "\xE2\x82",         // likewise
        "\xF0\x9F\x94",     // likewise
        "\xC0\xAF",         // overlong
        "\xC1\xBF",         // overlong
        "\xE0\x9F\xBF",     // overlong
        "\xF0\x8F\xBF\xBF", // overlong
        "\xED\xA0\x80",     // a surrogate, U+D800
        "\xED\xBF\xBF",     // a surrogate, U+DFFF
        "\xF4\x90\x80\x80", // above U+10FFFF
        "\xF5\x80\x80\x80", // a lead byte of nothing
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
    std::vector<char32_t> trimmed;
    for (char32_t value = 1; value <= 0x10FFFF; ++value) {
        if (value >= 0xD800 && value <= 0xDFFF) {
            continue;
        }
        const bool before = check_registrable(encoded(value) + "0123456789") ==
                            signature_error::secret_has_outer_white_space;
        const bool after = check_registrable("0123456789" + encoded(value)) ==
                           signature_error::secret_has_outer_white_space;
        EXPECT_EQ(before, after);
        EXPECT_FALSE(amid(encoded(value))) << "inside it is a character like any other";
        if (before) {
            trimmed.push_back(value);
        }
    }
    EXPECT_EQ(trimmed, std::vector<char32_t>(std::begin(spaces), std::end(spaces)));
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
