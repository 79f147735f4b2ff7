// Numbers in JSON texts: any size, but integers have at most 4300 digits.

#include <flaghook/json/tokenizer.hpp>

#include <gtest/gtest.h>
#include <json/event_log.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using flaghook::tests::events_of;

/// Concatenates texts. With operator+ on temporaries, g++ 12 warns of a copy that never happens.
std::string between(std::string_view begin, std::string_view middle, std::string_view end) {
    std::string text(begin);
    text.append(middle).append(end);
    return text;
}

TEST(numbers, are_passed_as_they_are_written) {
    for (const std::string_view literal : {"0",
                                           "-0",
                                           "7",
                                           "-7",
                                           "0.5",
                                           "-0.0",
                                           "1.50",
                                           "1e5",
                                           "1E5",
                                           "1e+5",
                                           "1E-05",
                                           "0e0",
                                           "18446744073709551616",
                                           "-9223372036854775809",
                                           "123456789012345678901234567890",
                                           "1e400",
                                           "-1e400",
                                           "1e-400",
                                           "0.1000000000000000055511151231257827",
                                           "1e2147483647",
                                           "1e99999999999",
                                           "-1E-99999999999",
                                           "1e00000000000007",
                                           "1.7976931348623157e308"}) {
        EXPECT_EQ(events_of(literal), literal);
        EXPECT_EQ(events_of(between("[", literal, "]")), between("[ ", literal, " ]"));
        EXPECT_EQ(events_of(between("{\"a\":", literal, "\n}")), between("{ 'a' ", literal, " }"));
    }
}

TEST(numbers, of_other_notations_are_refused) {
    for (const std::string_view literal :
         {"+1",  "01",    "-01", "00",    "1.",   ".5",  "-.5",    "-",   "--1",
          "1e",  "1e+",   "1e-", "1e1.5", "1.e5", "0x1", "1_000",  "1,5", "1f",
          "1 2", "1e5e5", "1ex", "1e+x",  "0b1",  "-e5", "\u0661", "e5",  "1.5.5"}) {
        EXPECT_EQ(events_of(literal), "malformed") << literal;
        EXPECT_EQ(events_of(between("[", literal, ",x]")), "malformed") << literal;
    }
}

TEST(numbers, that_are_integers_have_at_most_4300_digits) {
    const std::string longest(4'300, '9');
    const std::string too_long(4'301, '9');
    for (const std::string_view sign : {"", "-"}) {
        const std::string good = std::string(sign) + longest;
        const std::string bad = std::string(sign) + too_long;
        EXPECT_EQ(events_of(good), good);
        EXPECT_EQ(events_of("[" + good + "]"), "[ " + good + " ]");
        EXPECT_EQ(events_of(bad), "malformed");
        EXPECT_EQ(events_of("{\"unknown\":[" + bad + "]}"), "malformed");
    }
    EXPECT_EQ(events_of('"' + too_long + '"'), '"' + too_long + '"');
}

TEST(numbers, that_are_floats_may_have_more_digits) {
    const std::string many(5'000, '9');
    for (const std::string& literal : {many + ".0", many + "e0", "0." + many, "-" + many + ".5",
                                       "1e" + std::string(5'000, '0') + "1"}) {
        EXPECT_EQ(events_of(literal), literal);
    }
}

TEST(numbers, with_long_exponents_in_a_malformed_body_are_malformed) {
    for (const std::string_view body :
         {"[1e99999999999", "[1e99999999999,]", "{\"a\":1e99999999999", "1e99999999999 x",
          "[1e99999999999,\"", "1e99999999999e", "[1e99999999999,NaN]", "[tru1e99999999999"}) {
        EXPECT_EQ(events_of(body), "malformed") << body;
    }
}

TEST(numbers, with_long_exponents_do_not_lift_the_other_limits) {
    EXPECT_EQ(events_of("[1e99999999999,[[]]]", 2), "too deep");
    EXPECT_EQ(events_of("[1e99999999999," + std::string(4'301, '1') + "]"), "malformed");
    EXPECT_EQ(events_of(std::string(4'301, '1') + "e99999999999"),
              std::string(4'301, '1') + "e99999999999");
}

} // namespace
