#include <flaghook/api/flag_log_query.hpp>

#include <api/described.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace chrono = std::chrono;
using flaghook::flag_log_query;
using flaghook::parse_query;
using flaghook::serialize_query;
using flaghook::tests::described;
using testing::ElementsAre;

flag_log_query whole_query() {
    return {.flags = {"checkout", "a&b=c d+\xC3\xA4"},
            .start = chrono::sys_days{chrono::year{2024} / 12 / 12},
            .end = chrono::sys_days{chrono::year{2024} / 12 / 13} + chrono::microseconds{1},
            .stats_period = {},
            .cursor = "0:100:0",
            .per_page = 100,
            .offset = 0};
}

constexpr std::string_view whole_text =
    "flag=checkout&flag=a%26b%3Dc%20d%2B%C3%A4&start=2024-12-12T00%3A00%3A00%2B00%3A00"
    "&end=2024-12-13T00%3A00%3A00.000001%2B00%3A00&cursor=0%3A100%3A0&per_page=100&offset=0";

TEST(serialize_query, writes_the_documented_parameters) {
    EXPECT_EQ(*serialize_query(whole_query()), whole_text);
    flag_log_query query;
    EXPECT_EQ(*serialize_query(query), "");
    query.stats_period = "24h";
    EXPECT_EQ(*serialize_query(query), "statsPeriod=24h");
}

TEST(parse_query, reads_what_is_written) {
    EXPECT_EQ(*parse_query(whole_text), whole_query());
    EXPECT_EQ(*parse_query(""), flag_log_query{});
}

TEST(parse_query, reads_other_spellings) {
    const auto query =
        parse_query("&&per_page=%31+&sort=-created_at&flag&flag=a+b&flag=&per_page=25"
                    "&start=2024-12-12&end=2024-12-13T00:00:00Z&x=%");
    ASSERT_TRUE(query);
    EXPECT_THAT(query->flags, ElementsAre("", "a b", ""));
    EXPECT_EQ(query->per_page, 25);
    EXPECT_EQ(query->start, chrono::sys_days{chrono::year{2024} / 12 / 12});
    EXPECT_EQ(query->end, chrono::sys_days{chrono::year{2024} / 12 / 13});
}

TEST(parse_query, lets_a_period_count_before_times) {
    const auto query = parse_query("statsPeriod=24h&start=2024-12-13&end=2024-12-12");
    ASSERT_TRUE(query);
    EXPECT_EQ(query->stats_period, "24h");
    EXPECT_TRUE(parse_query("statsPeriod=24h&end=2024-12-12"));
    EXPECT_FALSE(parse_query("start=2024-12-13&end=2024-12-12"));
    EXPECT_FALSE(parse_query("end=2024-12-12"));
}

TEST(parse_query, looks_at_nothing_but_what_counts) {
    const auto again = parse_query("start=x&start=2024-12-12&end=x&end=2024-12-13&per_page=x"
                                   "&per_page=5&offset=x&offset=7");
    ASSERT_TRUE(again);
    EXPECT_EQ(again->per_page, 5);
    EXPECT_EQ(again->offset, 7);
    EXPECT_FALSE(parse_query("per_page=5&per_page=x"));
    const auto period = parse_query("start=x&statsPeriod=24h&end=2024-12-12");
    ASSERT_TRUE(period);
    EXPECT_EQ(period->stats_period, "24h");
    EXPECT_FALSE(period->end);
    EXPECT_EQ(*serialize_query(*period), "statsPeriod=24h");
}

TEST(parse_query, says_what_it_cannot_read) {
    EXPECT_THAT(described(parse_query("start=x&end=%FF&per_page=many&offset=%FF").error().issues()),
                ElementsAre("start: invalid: Datetime has wrong format. Use one of these formats "
                            "instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
                            "end: invalid: Datetime has wrong format. Use one of these formats "
                            "instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].",
                            "per_page: invalid: A valid integer is required.",
                            "offset: invalid: A valid integer is required."));
    EXPECT_THAT(described(parse_query("flag=%FF").error().issues()),
                ElementsAre("flag[0]: invalid_utf8: Text must be valid UTF-8."));
}

TEST(serialize_query, refuses_what_the_server_would_refuse) {
    flag_log_query query;
    query.start = chrono::sys_days{chrono::year{2024} / 12 / 12};
    EXPECT_THAT(described(serialize_query(query).error().issues()),
                ElementsAre("end: required: This field is required."));
    query = {};
    query.end = chrono::sys_days{chrono::year{2024} / 12 / 12};
    EXPECT_THAT(described(serialize_query(query).error().issues()),
                ElementsAre("start: required: This field is required."));
    query.start = query.end;
    EXPECT_THAT(described(serialize_query(query).error().issues()),
                ElementsAre("end: invalid: start must be before end"));
    query.start = flaghook::max_timestamp + chrono::microseconds{1};
    query.stats_period = "1h";
    EXPECT_THAT(described(serialize_query(query).error().issues()),
                ElementsAre("start: overflow: Datetime value out of range.",
                            "statsPeriod: invalid: Give either a period or start and end."));
    query = {};
    query.start = chrono::sys_days{chrono::year{2024} / 12 / 12};
    query.stats_period = "1h";
    EXPECT_THAT(described(serialize_query(query).error().issues()),
                ElementsAre("statsPeriod: invalid: Give either a period or start and end."));
    query = {.flags = {"good", "\xFF"}, .cursor = "\xFF", .per_page = 101, .offset = -1};
    EXPECT_THAT(described(serialize_query(query).error().issues()),
                ElementsAre("flag[1]: invalid_utf8: Text must be valid UTF-8.",
                            "cursor: invalid_utf8: Text must be valid UTF-8.",
                            "per_page: invalid: Ensure this value is between 1 and 100.",
                            "offset: invalid: Ensure this value is greater than or equal to 0."));
}

TEST(serialize_query, takes_periods_with_and_without_a_unit) {
    flag_log_query query;
    for (const char* const period : {"1", "30s", "5m", "24h", "14d", "1w", "010d"}) {
        query.stats_period = period;
        EXPECT_TRUE(serialize_query(query)) << period;
    }
    for (const char* const period : {"", "h", "0", "0h", "-1h", "1.5h", "1y", "1 h", "1hh", "h1"}) {
        query.stats_period = period;
        EXPECT_THAT(described(serialize_query(query).error().issues()),
                    ElementsAre("statsPeriod: invalid: A positive integer with one of the units s, "
                                "m, h, d and w is required."))
            << period;
    }
}

} // namespace
