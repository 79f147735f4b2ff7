#include <flaghook/model/change.hpp>
#include <flaghook/model/timestamp.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <limits>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>

namespace {

using flaghook::fraction;
using flaghook::in_range;
using flaghook::max_timestamp;
using flaghook::min_timestamp;
using flaghook::parse_timestamp;
using flaghook::timestamp;
using flaghook::to_string;
using std::chrono::microseconds;
using std::chrono::sys_days;

using namespace std::chrono_literals;

constexpr timestamp documented_time = sys_days{2024y / std::chrono::December / 12} + 2min;

static_assert(in_range(min_timestamp));
static_assert(in_range(max_timestamp));
static_assert(in_range(documented_time));
static_assert(!in_range(min_timestamp - microseconds{1}));
static_assert(!in_range(max_timestamp + microseconds{1}));

static_assert(parse_timestamp("2024-12-12T00:02:00+00:00") == documented_time);
static_assert(parse_timestamp("2024-12-12T00:02:00Z") == documented_time);
static_assert(parse_timestamp("2024-12-12T00:02:00.000000+00:00") == documented_time);
static_assert(parse_timestamp("2024-12-12T00:02:00.000001Z") == documented_time + 1us);
static_assert(parse_timestamp("0001-01-01T00:00:00+00:00") == min_timestamp);
static_assert(parse_timestamp("9999-12-31T23:59:59.999999+00:00") == max_timestamp);

TEST(timestamp, is_written_in_the_form_of_the_blueprint_s_example) {
    EXPECT_EQ(to_string(documented_time), "2024-12-12T00:02:00+00:00");
}

TEST(timestamp, has_six_digits_of_fraction_only_when_there_are_microseconds) {
    EXPECT_EQ(to_string(documented_time + 1us), "2024-12-12T00:02:00.000001+00:00");
    EXPECT_EQ(to_string(documented_time + 120ms), "2024-12-12T00:02:00.120000+00:00");
    EXPECT_EQ(to_string(documented_time + 999'999us), "2024-12-12T00:02:00.999999+00:00");
    EXPECT_EQ(to_string(documented_time + 1s), "2024-12-12T00:02:01+00:00");
}

TEST(timestamp, always_has_six_digits_of_fraction_in_a_row) {
    EXPECT_EQ(to_string(documented_time, fraction::always), "2024-12-12T00:02:00.000000+00:00");
    EXPECT_EQ(to_string(documented_time + 5us, fraction::always),
              "2024-12-12T00:02:00.000005+00:00");
}

TEST(timestamp, is_written_at_the_ends_of_its_range_and_around_1970) {
    EXPECT_EQ(to_string(min_timestamp), "0001-01-01T00:00:00+00:00");
    EXPECT_EQ(to_string(min_timestamp + 1us), "0001-01-01T00:00:00.000001+00:00");
    EXPECT_EQ(to_string(max_timestamp), "9999-12-31T23:59:59.999999+00:00");
    EXPECT_EQ(to_string(timestamp{}), "1970-01-01T00:00:00+00:00");
    EXPECT_EQ(to_string(timestamp{microseconds{-1}}), "1969-12-31T23:59:59.999999+00:00");
}

TEST(timestamp, knows_leap_days) {
    EXPECT_EQ(to_string(sys_days{2000y / 2 / 29}), "2000-02-29T00:00:00+00:00");
    EXPECT_TRUE(parse_timestamp("2024-02-29T00:00:00Z"));
    EXPECT_TRUE(parse_timestamp("0004-02-29T00:00:00Z"));
    EXPECT_FALSE(parse_timestamp("2023-02-29T00:00:00Z"));
    EXPECT_FALSE(parse_timestamp("1900-02-29T00:00:00Z"));
}

TEST(timestamp, is_appended_to_what_stands_before) {
    std::string text = "\"";
    flaghook::append_to(text, documented_time);
    EXPECT_EQ(text, "\"2024-12-12T00:02:00+00:00");
}

TEST(timestamp, refuses_every_other_form) {
    for (const std::string_view text : {"",
                                        "Z",
                                        "2024-12-12",
                                        "2024-12-12T00:02Z",
                                        "2024-12-12T00:02:00",
                                        "2024-12-12T00:02:00+00",
                                        "2024-12-12T00:02:00+0000",
                                        "2024-12-12T00:02:00-00:00",
                                        "2024-12-12T00:02:00+01:00",
                                        "2024-12-12T00:02:00z",
                                        "2024-12-12t00:02:00Z",
                                        "2024-12-12 00:02:00Z",
                                        "2024-12-12T00:02:00.Z",
                                        "2024-12-12T00:02:00.1Z",
                                        "2024-12-12T00:02:00.00000Z",
                                        "2024-12-12T00:02:00.0000000Z",
                                        "2024-12-12T00:02:00,000000Z",
                                        "2024-12-12T00:02:00.000000",
                                        "2024-12-12T00:02:00.",
                                        "2024-12-12T00:02:00.12345xZ",
                                        "2024-12-12T00:02:00ZZ",
                                        "2024-12-12T00:02:00Z ",
                                        " 2024-12-12T00:02:00Z",
                                        "2024-12-12T00:02:00 Z",
                                        "20241212T000200Z",
                                        "2024-W50-4T00:02:00Z",
                                        "2024/12/12T00:02:00Z",
                                        "02024-12-12T00:02:00Z",
                                        "+2024-12-12T00:02:00Z",
                                        "-024-12-12T00:02:00Z",
                                        "2024-1-12T00:02:000Z",
                                        "2024-12-12T00-02-00+00:00",
                                        "iso-8601",
                                        "1733961720",
                                        "2024-12-12T00:02:00+00:00\n",
                                        "2024-12-12T00:02:00\u00B100:00"}) {
        EXPECT_EQ(parse_timestamp(text), std::nullopt) << text;
    }
}

TEST(timestamp, refuses_dates_and_times_that_do_not_exist) {
    for (const std::string_view text :
         {"0000-01-01T00:00:00Z", "2024-00-01T00:00:00Z", "2024-13-01T00:00:00Z",
          "2024-01-00T00:00:00Z", "2024-01-32T00:00:00Z", "2024-04-31T00:00:00Z",
          "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z", "2024-01-01T00:00:60Z",
          "2024-99-99T99:99:99Z"}) {
        EXPECT_EQ(parse_timestamp(text), std::nullopt) << text;
    }
}

TEST(timestamp, refuses_a_text_that_is_changed_at_any_place) {
    for (const std::string_view whole :
         {"2024-11-11T11:11:11+00:00", "2024-11-11T11:11:11.111111+00:00"}) {
        for (std::size_t position = 0; position < whole.size(); ++position) {
            for (const char other : {'\0', '/', ':', '-', 'T', 'x', ' ', '+', '.', '\xFF'}) {
                std::string changed(whole);
                if (changed[position] == other) {
                    continue;
                }
                changed[position] = other;
                EXPECT_EQ(parse_timestamp(changed), std::nullopt) << changed;
            }
            EXPECT_EQ(parse_timestamp(whole.substr(0, position)), std::nullopt);
            EXPECT_EQ(parse_timestamp(whole.substr(position + 1)), std::nullopt);
        }
    }
}

TEST(timestamp, takes_the_clock_and_any_time_point_of_it) {
    namespace chrono = std::chrono;
    const auto now = chrono::system_clock::now();
    const flaghook::timestamp taken = now;
    EXPECT_EQ(taken.time_point(), chrono::floor<chrono::microseconds>(now));
    flaghook::change change;
    change.created_at = now;
    EXPECT_EQ(change.created_at, taken);
    change.created_at = chrono::sys_days{chrono::year{2024} / 12 / 12};
    EXPECT_EQ(to_string(change.created_at), "2024-12-12T00:00:00+00:00");
}

TEST(timestamp, cuts_off_what_is_finer_than_a_microsecond_towards_the_past) {
    namespace chrono = std::chrono;
    using precise = chrono::sys_time<chrono::nanoseconds>;
    EXPECT_EQ(flaghook::timestamp(precise(chrono::nanoseconds(1999))).time_since_epoch().count(),
              1);
    EXPECT_EQ(flaghook::timestamp(precise(chrono::nanoseconds(-1))).time_since_epoch().count(), -1);
    using fractional = chrono::sys_time<chrono::duration<double>>;
    EXPECT_EQ(flaghook::timestamp(fractional(chrono::duration<double>(1.5))).time_since_epoch(),
              chrono::milliseconds(1500));
}

TEST(timestamp, of_a_time_too_far_away_is_out_of_range) {
    namespace chrono = std::chrono;
    for (const flaghook::timestamp far :
         {flaghook::timestamp(chrono::sys_seconds::max()),
          flaghook::timestamp(chrono::sys_seconds::min()),
          flaghook::timestamp(chrono::sys_time<chrono::duration<double>>::max()),
          flaghook::timestamp(chrono::sys_time<chrono::duration<double>>(
              chrono::duration<double>(std::numeric_limits<double>::quiet_NaN()))),
          min_timestamp - 1us, max_timestamp + 1us}) {
        EXPECT_FALSE(in_range(far));
        EXPECT_EQ(to_string(far), "");
        std::ostringstream out;
        out << far << documented_time;
        EXPECT_EQ(out.str(), "2024-12-12T00:02:00+00:00");
    }
}

} // namespace
