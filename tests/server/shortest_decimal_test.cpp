#include <flaghook/server/shortest_decimal.hpp>

#include <gtest/gtest.h>

#include <bit>
#include <cerrno>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>

namespace {

using flaghook::server::detail::shortest_decimal;

constexpr double infinity = std::numeric_limits<double>::infinity();

std::string text(const shortest_decimal& decimal) {
    return std::string(decimal.digits()) + " e" + std::to_string(decimal.exponent());
}

// Compares with the standard library, if it can write floating-point numbers.
void expect_the_same_of_both(double value) {
    ASSERT_EQ(text(shortest_decimal::by_search(value)), text(shortest_decimal::of(value)))
        << std::hexfloat << value;
}

void expect_the_same_around(double value) {
    expect_the_same_of_both(std::nextafter(value, 0.0));
    expect_the_same_of_both(value);
    if (value < DBL_MAX) {
        expect_the_same_of_both(std::nextafter(value, infinity));
    }
}

struct value_and_text {
    double value;
    std::string_view text;
};

TEST(shortest_decimal, is_found_by_search) {
    constexpr value_and_text cases[] = {
        {0.0, "0 e0"},
        {1.0, "1 e0"},
        {0.1, "1 e-1"},
        {123.456, "123456 e2"},
        {9.5, "95 e0"},
        {1e22, "1 e22"},
        {1e23, "1 e23"},
        {0.1 + 0.2, "30000000000000004 e-1"},
        {5e-324, "5 e-324"},
        {DBL_MIN, "22250738585072014 e-308"},
        {DBL_MAX, "17976931348623157 e308"},
        {9007199254740993.0, "9007199254740992 e15"},
    };
    for (const value_and_text& one : cases) {
        EXPECT_EQ(text(shortest_decimal::by_search(one.value)), one.text);
    }
}

// Below a power of two, numbers are half as far apart as above it.
TEST(shortest_decimal, of_a_power_of_two_may_be_the_second_nearest) {
    EXPECT_EQ(text(shortest_decimal::by_search(0x1p-44)), "5684341886080802 e-14");
    EXPECT_EQ(text(shortest_decimal::by_search(0x1p-1022)), "22250738585072014 e-308");
}

TEST(shortest_decimal, is_the_standard_library_s_for_powers_of_two_and_ten) {
    for (double power = DBL_TRUE_MIN; power < infinity; power *= 2) {
        expect_the_same_around(power);
    }
    for (int exponent = -323; exponent <= 308; ++exponent) {
        expect_the_same_around(std::pow(10.0, exponent));
    }
}

TEST(shortest_decimal, is_the_standard_library_s_for_any_double) {
    std::mt19937_64 random(17);
    for (int count = 0; count < 20'000; ++count) {
        const auto any = std::bit_cast<double>(random() >> 1U);
        if (std::isfinite(any)) {
            expect_the_same_of_both(any);
        }
        // Whole numbers, which may be halfway between shorter ones, decimal numbers with few
        // digits, and subnormal numbers, which have fewer digits.
        const auto number = static_cast<double>(random() >> (random() % 63 + 1));
        expect_the_same_of_both(number);
        expect_the_same_of_both(number / std::pow(10.0, static_cast<double>(random() % 23)));
        expect_the_same_of_both(std::bit_cast<double>(random() >> (random() % 52 + 12)));
    }
}

TEST(shortest_decimal, found_by_search_leaves_errno_alone) {
    errno = EDOM;
    EXPECT_EQ(text(shortest_decimal::by_search(DBL_TRUE_MIN)), "5 e-324");
    EXPECT_EQ(errno, EDOM);
}

} // namespace
