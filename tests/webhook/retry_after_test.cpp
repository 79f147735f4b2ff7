#include <flaghook/webhook/retry_after.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace {

namespace chrono = std::chrono;
using flaghook::parse_retry_after;
using namespace std::chrono_literals;
using chrono::microseconds;
using pause = std::optional<chrono::seconds>;

constexpr chrono::sys_seconds now =
    chrono::sys_days{chrono::year{1994} / 11 / 6} + 8h + 49min + 37s;

pause at(std::string_view header, chrono::sys_seconds when = now) {
    return parse_retry_after({.retry_after = header, .now = when});
}

static_assert(parse_retry_after({.retry_after = "120"}) == pause(120s));

TEST(retry_after, is_a_number_of_seconds) {
    EXPECT_EQ(parse_retry_after({}), pause());
    EXPECT_EQ(parse_retry_after({.retry_after = "0"}), pause(0s));
    EXPECT_EQ(parse_retry_after({.retry_after = "999999999"}), pause(999'999'999s));
    for (const std::string_view none :
         {"", "1000000000", "-1", "+1", "1.5", " 1", "1 ", "1s", "soon"}) {
        EXPECT_EQ(parse_retry_after({.retry_after = none}), pause()) << none;
        EXPECT_EQ(at(none), pause()) << none;
    }
}

TEST(retry_after, is_a_date_in_one_of_three_forms) {
    EXPECT_EQ(at("Sun, 06 Nov 1994 08:50:37 GMT"), pause(1min));
    EXPECT_EQ(at("Sunday, 06-Nov-94 08:50:37 GMT"), pause(1min));
    EXPECT_EQ(at("Sun Nov  6 08:50:37 1994"), pause(1min));
    EXPECT_EQ(at("Wed Nov 16 08:49:37 1994"), pause(chrono::days{10}));
    EXPECT_EQ(at("Fri, 31 Dec 9999 23:59:60 GMT", chrono::sys_days{chrono::year{9999} / 12 / 31}),
              pause(24h));
}

TEST(retry_after, that_is_past_asks_for_no_pause) {
    EXPECT_EQ(at("Sun, 06 Nov 1994 08:49:37 GMT"), pause(0s));
    EXPECT_EQ(at("Sat, 05 Nov 1994 08:49:37 GMT"), pause(0s));
}

TEST(retry_after, that_is_a_date_needs_the_time) {
    const std::string_view date = "Sun, 06 Nov 1994 08:50:37 GMT";
    EXPECT_EQ(parse_retry_after({.retry_after = date}), pause());
    EXPECT_EQ(
        parse_retry_after({.retry_after = date, .now = flaghook::timestamp(microseconds::max())}),
        pause());
}

TEST(retry_after, counts_from_a_time_of_any_resolution) {
    const std::string_view date = "Sun, 06 Nov 1994 08:50:37 GMT";
    EXPECT_EQ(parse_retry_after({.retry_after = date, .now = now + 999'999us}), pause(1min));
    EXPECT_EQ(parse_retry_after({.retry_after = date, .now = chrono::system_clock::now()}),
              pause(0s));
}

TEST(retry_after, has_years_of_two_digits_within_50_years) {
    const chrono::sys_seconds in_2026 = chrono::sys_days{chrono::year{2026} / 1 / 1};
    EXPECT_EQ(at("Friday, 02-Jan-26 00:00:00 GMT", in_2026), pause(24h));
    EXPECT_EQ(at("Wednesday, 01-Jan-76 00:00:00 GMT", in_2026),
              pause(chrono::sys_days{chrono::year{2076} / 1 / 1} - in_2026));
    EXPECT_EQ(at("Sunday, 02-Jan-76 00:00:00 GMT", in_2026), pause()) << "a Friday in 1976";
    EXPECT_EQ(at("Friday, 02-Jan-76 00:00:00 GMT", in_2026), pause(0s)) << "1976";
    EXPECT_EQ(at("Saturday, 01-Jan-77 00:00:00 GMT", in_2026), pause(0s)) << "1977";
    const chrono::sys_seconds in_2099 = chrono::sys_days{chrono::year{2099} / 12 / 31};
    EXPECT_EQ(at("Friday, 01-Jan-00 00:00:00 GMT", in_2099), pause(24h)) << "2100";
}

TEST(retry_after, that_is_no_date_is_none) {
    for (const std::string_view none :
         {"Mon, 06 Nov 1994 08:50:37 GMT", "Sun, 31 Nov 1994 08:50:37 GMT",
          "Sun, 06 Nov 1994 24:50:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
          "Sun, 06 Nov 1994 08:50:61 GMT", "Sun, 06 Nov 1994 08:50:37 UTC",
          "Sun, 06 Nov 1994 08:50:37 GMT ", "Sun, 6 Nov 1994 08:50:37 GMT",
          "sun, 06 nov 1994 08:50:37 gmt", "Sun, 06 Nov 94 08:50:37 GMT",
          "Sunday, 06 Nov 94 08:50:37 GMT", "Sun Nov 6 08:50:37 1994", "Sun,", "Sunday,", "Sun",
          "Sun, 06 Foo 1994 08:50:37 GMT", "1994-11-06T08:50:37Z"}) {
        EXPECT_EQ(at(none), pause()) << none;
    }
    const std::string whole = "Sun, 06 Nov 1994 08:50:37 GMT";
    for (std::size_t end = 0; end < whole.size(); ++end) {
        EXPECT_EQ(at(std::string_view(whole).substr(0, end)), pause()) << end;
    }
}

} // namespace
