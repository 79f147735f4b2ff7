#include <flaghook/server/number.hpp>

#include <gtest/gtest.h>

#include <cerrno>
#include <cfloat>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

namespace {

namespace server = flaghook::server::detail;

std::string text_of(std::string_view literal) {
    std::string text;
    server::append_number_text(text, literal);
    return text;
}

struct literal_and_text {
    std::string_view literal;
    std::string_view text;
};

static_assert(server::max_integer_digits == 4300);
static_assert(server::is_integer_literal("0") && server::is_integer_literal("-123"));
static_assert(!server::is_integer_literal("1.0") && !server::is_integer_literal("1e3"));
static_assert(!server::is_integer_literal("1E3"));

TEST(number, that_is_an_integer_keeps_its_digits) {
    EXPECT_EQ(text_of("0"), "0");
    EXPECT_EQ(text_of("-7"), "-7");
    const std::string long_one(4'300, '9');
    EXPECT_EQ(text_of(long_one), long_one);
}

TEST(number, that_is_the_integer_minus_zero_is_zero) {
    EXPECT_EQ(text_of("-0"), "0");
}

TEST(number, that_is_a_float_has_the_fewest_digits_that_read_back) {
    constexpr literal_and_text cases[] = {
        {"1.0", "1.0"},
        {"1.50", "1.5"},
        {"0.1", "0.1"},
        {"-0.0", "-0.0"},
        {"0e5", "0.0"},
        {"-0e-5", "-0.0"},
        {"123.456", "123.456"},
        {"100.0", "100.0"},
        {"1e0", "1.0"},
        {"12e1", "120.0"},
        {"0.1000000000000000055511151231257827", "0.1"},
        {"0.30000000000000004", "0.30000000000000004"},
        {"9007199254740993.0", "9007199254740992.0"},
        {"5e-324", "5e-324"},
        {"2.2250738585072011e-308", "2.225073858507201e-308"},
        {"1.7976931348623157e308", "1.7976931348623157e+308"},
        {"8.41", "8.41"},
        {"2.0e-3", "0.002"},
        {"1.0E+2", "100.0"},
    };
    for (const auto& [literal, text] : cases) {
        EXPECT_EQ(text_of(literal), text) << literal;
    }
}

TEST(number, that_is_a_float_has_an_exponent_below_1e_minus_4_and_from_1e16_on) {
    constexpr literal_and_text cases[] = {
        {"1e15", "1000000000000000.0"},
        {"1e16", "1e+16"},
        {"9999999999999998.0", "9999999999999998.0"},
        {"12345678901234567.0", "1.2345678901234568e+16"},
        {"0.0001", "0.0001"},
        {"0.00012345", "0.00012345"},
        {"0.00001", "1e-05"},
        {"1e-5", "1e-05"},
        {"0.000099999", "9.9999e-05"},
        {"1e22", "1e+22"},
        {"1e100", "1e+100"},
        {"-1.5e-7", "-1.5e-07"},
        {"1e-300", "1e-300"},
    };
    for (const auto& [literal, text] : cases) {
        EXPECT_EQ(text_of(literal), text) << literal;
    }
}

TEST(number, past_the_ends_is_infinite_or_zero) {
    EXPECT_EQ(text_of("1e400"), "inf");
    EXPECT_EQ(text_of("-1e400"), "-inf");
    EXPECT_EQ(text_of("1e999999999"), "inf");
    EXPECT_EQ(text_of("1e-999999999"), "0.0");
    EXPECT_EQ(text_of("-1e-400"), "-0.0");
    EXPECT_EQ(text_of("0e999999999"), "0.0");
    EXPECT_EQ(text_of("1.7976931348623159e308"), "inf");
}

TEST(number, has_an_exponent_of_any_length) {
    for (const std::string_view zeros : {"", "000"}) {
        const std::string exponent = std::string(zeros) + std::string(40, '9');
        EXPECT_EQ(text_of("1e" + exponent), "inf");
        EXPECT_EQ(text_of("-1.5E+" + exponent), "-inf");
        EXPECT_EQ(text_of("1e-" + exponent), "0.0");
        EXPECT_EQ(text_of("0e" + exponent), "0.0");
    }
}

TEST(number, is_the_same_however_its_exponent_is_written) {
    for (const std::string_view literal :
         {"1e5", "1E5", "1e+5", "1e05", "1e0000000000000000000000000000000005", "100000.0",
          "0.00001e10", "1000000e-1", "1000000.000e-01"}) {
        EXPECT_EQ(text_of(literal), "100000.0") << literal;
    }
}

TEST(number, of_many_digits_is_rounded_once) {
    // Halfway between two neighbours, and a little more, so that the last digit decides.
    const std::string half = "9007199254740993." + std::string(1'000, '0');
    EXPECT_EQ(text_of(half), "9007199254740992.0");
    EXPECT_EQ(text_of(half + "1"), "9007199254740994.0");
    EXPECT_EQ(text_of("0." + std::string(400, '0') + "1e401"), "1.0");
    EXPECT_EQ(text_of("1" + std::string(400, '0') + "e-400"), "1.0");
}

// If rounded twice, as by the `strtod` of MinGW-w64, the result is a power of two.
TEST(number, near_the_middle_of_two_doubles_is_rounded_once) {
    EXPECT_EQ(server::float_value("1320736327839163e254"), 0x1.fffffffffffffp+893);
    EXPECT_EQ(text_of("1320736327839163e254"), "1.320736327839163e+269");
}

TEST(number, past_the_ends_leaves_errno_alone) {
    errno = EDOM;
    EXPECT_TRUE(std::isinf(server::float_value("1e400")));
    EXPECT_EQ(errno, EDOM);
    EXPECT_EQ(server::float_value("1.5"), 1.5);
    EXPECT_EQ(server::float_value("-0.25e2"), -25.0);
}

TEST(number, has_the_text_of_the_largest_and_the_smallest_double) {
    const auto written = [](double value) {
        std::string text;
        server::append_float_text(text, value);
        return text;
    };
    EXPECT_EQ(written(DBL_MAX), "1.7976931348623157e+308");
    EXPECT_EQ(written(-DBL_MAX), "-1.7976931348623157e+308");
    EXPECT_EQ(written(DBL_MIN), "2.2250738585072014e-308");
    EXPECT_EQ(written(std::numeric_limits<double>::denorm_min()), "5e-324");
    EXPECT_EQ(written(std::numeric_limits<double>::infinity()), "inf");
    EXPECT_EQ(written(-0.0), "-0.0");
}

} // namespace
