#include <flaghook/server/integer.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace {

using flaghook::change_id;
using flaghook::server::detail::read_integer;

constexpr auto most = std::numeric_limits<std::uint64_t>::max();
constexpr auto most_signed = std::numeric_limits<std::int64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

constexpr std::optional<change_id> id_of(std::string_view text) {
    const auto number = read_integer(text);
    return number ? number->to_change_id() : std::nullopt;
}

static_assert(flaghook::server::detail::max_integer_text == 1000);

// Digits, signs, leading zeros.
static_assert(id_of("0") == change_id(0));
static_assert(id_of("123") == change_id(123));
static_assert(id_of("-123") == change_id(-123));
static_assert(id_of("+1") == change_id(1));
static_assert(id_of("-0") == change_id(0));
static_assert(id_of("007") == change_id(7));
static_assert(!read_integer("") && !read_integer("+") && !read_integer("-"));
static_assert(!read_integer("+-1") && !read_integer("--1") && !read_integer("1-"));
static_assert(!read_integer("- 1"));

// One underscore between two digits.
static_assert(id_of("1_000") == change_id(1000));
static_assert(id_of("0_0_7") == change_id(7));
static_assert(!read_integer("1__0") && !read_integer("_1") && !read_integer("1_"));
static_assert(!read_integer("-_1") && !read_integer("1_ ") && !read_integer("_"));
static_assert(id_of("1_\u0663") == change_id(13));

// White space at the ends, but not the characters that only str.strip() trims.
static_assert(id_of(" 42 ") == change_id(42));
static_assert(id_of("\t\n\v\f\r42\u0085\u00A0\u3000") == change_id(42));
static_assert(!read_integer("\x1C"
                            "42"));
static_assert(!read_integer("42\x1F"));
static_assert(!read_integer("4 2") && !read_integer("42\u200B") && !read_integer("\uFEFF42"));
static_assert(!read_integer(" ") && !read_integer(std::string_view("42\0", 3)));

// A fraction of zeros and the white space after it are removed first.
static_assert(id_of("1.") == change_id(1));
static_assert(id_of("1.0") == change_id(1));
static_assert(id_of("1.00 ") == change_id(1));
static_assert(id_of("1.0\x1C\u2028") == change_id(1), "the pattern's white space is str.strip()'s");
static_assert(id_of("1 .0") == change_id(1));
static_assert(!read_integer(".0") && !read_integer(".") && !read_integer("1.5"));
static_assert(!read_integer("1.0.0") && !read_integer("1..") && !read_integer("1.0x"));
static_assert(!read_integer("1. 0") && !read_integer("1._") && !read_integer("1.\u0660"));
static_assert(!read_integer("1_.0"));

// Digits of any script, also mixed, but no other numerals.
static_assert(id_of("\u0661\u0662\u0663") == change_id(123));
static_assert(id_of("\uFF11") == change_id(1));
static_assert(id_of("-1\u0662\U0001D7D1") == change_id(-123));
static_assert(!read_integer("\u00B2") && !read_integer("\u2460") && !read_integer("\u4E00"));
static_assert(!read_integer("\u22121"), "MINUS SIGN is no sign");

// Other notations.
static_assert(!read_integer("1e3") && !read_integer("0x1") && !read_integer("1e+16"));
static_assert(!read_integer("True") && !read_integer("inf") && !read_integer("nan"));
static_assert(!read_integer("1,000") && !read_integer("1L") && !read_integer("0b1"));

// Any size, and the limits of ids.
static_assert(id_of("18446744073709551615") == change_id(most));
static_assert(read_integer("18446744073709551616")->beyond);
static_assert(read_integer("18446744073709551616")->magnitude == most);
static_assert(!id_of("18446744073709551616"));
static_assert(id_of("-9223372036854775808") == change_id(least));
static_assert(!read_integer("-9223372036854775809")->beyond);
static_assert(!id_of("-9223372036854775809"));
static_assert(!id_of("-18446744073709551616"));
static_assert(id_of("00000000000000000000000018446744073709551615") == change_id(most));

// The nearest 64-bit integer.
static_assert(read_integer("5")->nearest_int64() == 5);
static_assert(read_integer("-5")->nearest_int64() == -5);
static_assert(read_integer("9223372036854775807")->nearest_int64() == most_signed);
static_assert(read_integer("9223372036854775808")->nearest_int64() == most_signed);
static_assert(read_integer("-9223372036854775807")->nearest_int64() == least + 1);
static_assert(read_integer("-9223372036854775808")->nearest_int64() == least);
static_assert(read_integer("-9223372036854775809")->nearest_int64() == least);
static_assert(read_integer("99999999999999999999999")->nearest_int64() == most_signed);
static_assert(read_integer("-99999999999999999999999")->nearest_int64() == least);

TEST(integer, of_any_length_is_one) {
    const auto number = read_integer("-" + std::string(4'300, '9'));
    ASSERT_TRUE(number);
    EXPECT_TRUE(number->negative);
    EXPECT_TRUE(number->beyond);
    EXPECT_FALSE(number->to_change_id());
}

TEST(integer, beyond_64_bits_stays_beyond_whatever_follows) {
    const auto number = read_integer("184467440737095516160000");
    ASSERT_TRUE(number);
    EXPECT_TRUE(number->beyond);
    EXPECT_EQ(number->magnitude, most);
    EXPECT_FALSE(read_integer("18446744073709551616x"));
}

TEST(integer, is_none_when_a_surrogate_stands_in_it) {
    EXPECT_FALSE(read_integer("1\xED\xA0\x80"));
    EXPECT_FALSE(read_integer("\xED\xBF\xBF"));
    EXPECT_FALSE(read_integer("1.0\xED\xA0\x80"));
}

} // namespace
