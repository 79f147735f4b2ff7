#include <flaghook/server/date_time.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using flaghook::fraction;
using flaghook::server::detail::date_time_outcome;
using flaghook::server::detail::read_date_time;

/// Returns the time in a row, or the name of the outcome.
std::string row_of(std::string_view text) {
    const auto result = read_date_time(text);
    switch (result.outcome) {
    case date_time_outcome::valid:
        return flaghook::to_string(result.instant, fraction::always);
    case date_time_outcome::invalid:
        return "invalid";
    case date_time_outcome::overflow:
        return "overflow";
    }
    return "no outcome";
}

struct text_and_row {
    std::string_view text;
    std::string_view row;
};

template <std::size_t Count>
void expect_rows(const text_and_row (&cases)[Count]) {
    for (const auto& [text, row] : cases) {
        EXPECT_EQ(row_of(text), row) << text;
    }
}

constexpr std::string_view example = "2024-12-12T00:02:00.000000+00:00";
constexpr std::string_view midnight = "2024-12-12T00:00:00.000000+00:00";

TEST(date_time, is_read_in_the_documented_form) {
    expect_rows({
        {"2024-12-12T00:02:00+00:00", example},
        {"2024-12-12T00:02:00Z", example},
        {"2024-12-12T00:02:00.123456+00:00", "2024-12-12T00:02:00.123456+00:00"},
        {"0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00.000000+00:00"},
        {"9999-12-31T23:59:59.999999+00:00", "9999-12-31T23:59:59.999999+00:00"},
    });
}

TEST(date_time, without_an_offset_is_utc) {
    expect_rows({{"2024-12-12T00:02:00", example},
                 {"2024-12-12", midnight},
                 {"20241212", midnight},
                 {"2024-12-12 0:2", example}});
}

TEST(date_time, is_converted_to_utc) {
    expect_rows({
        {"2024-12-12T05:32:00+05:30", example},
        {"2024-12-11T20:02:00-04:00", example},
        {"2024-12-12T01:02:00+01", example},
        {"2024-12-12T01:02:00+0100", example},
        {"2024-12-12T00:02:01.5+00:00:01.5", example},
        {"2024-12-12T01:03:01.000001+010101.000001", example},
        {"2024-12-13T00:01:59+23:59:59", "2024-12-12T00:02:00.000000+00:00"},
    });
}

TEST(date_time, in_iso_format_may_be_compact_and_cut_short) {
    expect_rows({
        {"20241212T000200Z", example},
        {"20241212T0002", example},
        {"2024-12-12T00:02", example},
        {"2024-12-12T00", midnight},
        {"20241212T00", midnight},
        {"2024-12-12T0002", example},
        {"20241212T00:02:00", example},
        {"2024-12-12T00:02:00,5", "2024-12-12T00:02:00.500000+00:00"},
        {"20241212T000200.25-00", "2024-12-12T00:02:00.250000+00:00"},
    });
}

TEST(date_time, in_iso_format_may_have_any_character_between_date_and_time) {
    expect_rows({
        {"2024-12-12t00:02:00Z", example},
        {"2024-12-12 00:02:00Z", example},
        {"2024-12-12_00:02:00Z", example},
        {"2024-12-12\u00E4"
         "00:02:00Z",
         example},
        {"2024-12-12\u20AC"
         "00:02:00Z",
         example},
        {"2024-12-12\U0001F600"
         "00:02:00Z",
         example},
        {"2024-12-12\xED\xA0\x80"
         "00:02:00Z",
         example},
        {"2024-12-12-00:02:00Z", example},
        {"2024-12-12100:02:00Z", example},
        {"2024-12-12\n00:02:00Z", example},
        {"2024-12-12", midnight},
        {"2024-12-12T", "invalid"},
        {"2024-12-12\xED\xA0\x80", "invalid"},
        {"2024-12-12\xED\xA0\x80"
         "00:02:00\xED\xA0\x80",
         "invalid"},
    });
}

TEST(date_time, may_name_a_week) {
    expect_rows({
        {"2024-W50-4", midnight},
        {"2024W504", midnight},
        {"2024-W50", "2024-12-09T00:00:00.000000+00:00"},
        {"2024W50", "2024-12-09T00:00:00.000000+00:00"},
        {"2024-W50-4T00:02:00Z", example},
        {"2024W504T0002", example},
        {"2024W50T0002", "2024-12-09T00:02:00.000000+00:00"},
        {"2024-W50T00:02", "2024-12-09T00:02:00.000000+00:00"},
        {"2020-W53-7", "2021-01-03T00:00:00.000000+00:00"},
        {"2026-W01-1", "2025-12-29T00:00:00.000000+00:00"},
        {"2024-W53-1", "invalid"},
        {"2020-W53-11005959", "invalid"},
        {"2024-W00-1", "invalid"},
        {"2024-W54-1", "invalid"},
        {"2024-W50-0", "invalid"},
        {"2024-W50-8", "invalid"},
        {"0000-W01-1", "invalid"},
        {"0001-W01-1", "0001-01-01T00:00:00.000000+00:00"},
        {"2024-w50-4", "invalid"},
        {"2024-W50-x", "invalid"},
        {"2024-W50-", "invalid"},
        {"2024-W5x-1", "invalid"},
        {"2024-Wxx", "invalid"},
        {"2024W5x", "invalid"},
        {"2024-W5", "invalid"},
        {"2024W", "invalid"},
    });
}

TEST(date_time, has_its_fraction_cut_to_microseconds_and_not_rounded) {
    expect_rows({
        {"2024-12-12T00:02:00.1", "2024-12-12T00:02:00.100000+00:00"},
        {"2024-12-12T00:02:00.1234567", "2024-12-12T00:02:00.123456+00:00"},
        {"2024-12-12T00:02:00.9999999999999999999999", "2024-12-12T00:02:00.999999+00:00"},
        {"2024-12-12 0:02:00.9999999", "2024-12-12T00:02:00.999999+00:00"},
        {"2024-12-12 0:02:00.123456789012", "2024-12-12T00:02:00.123456+00:00"},
        {"2024-12-12 0:02:00.1234567890123", "invalid"},
        {"2024-12-12 0:02:00.", "invalid"},
    });
}

TEST(date_time, by_the_pattern_may_have_short_numbers_and_white_space_before_the_zone) {
    expect_rows({
        {"2024-1-2T3:4", "2024-01-02T03:04:00.000000+00:00"},
        {"2024-1-2 3:4:5", "2024-01-02T03:04:05.000000+00:00"},
        {"2024-12-12 0:2:0 Z", example},
        {"2024-12-12T00:02:00 +00:00", example},
        {"2024-12-12T00:02:00 \t\u3000\x1C-00", example},
        {"2024-12-12T1:2+0100", example},
        {"2024-12-12 0:2:0\n", example},
        {"2024-12-12 0:2:0Z\n", example},
        {"2024-12-12 0:2:0\nZ\n", example},
        {"2024-12-12 0:2:0Z\n\n", "invalid"},
        {"2024-12-12 0:2:0Z ", "invalid"},
        {"2024-1-2", "invalid"},
        {"2024-1-2t3:4", "invalid"},
        {"2024-12-12 0", "invalid"},
        {"2024-12-12 0:2+1", "invalid"},
        {"2024-12-12 0:2+01:", "invalid"},
        {"2024-12-12 0:2+01:0", "invalid"},
        {"2024-12-12 0:2+01:00:00", "invalid"},
        {"2024-12-12 0:2 z", "invalid"},
    });
}

TEST(date_time, by_the_pattern_may_have_digits_of_any_script) {
    expect_rows({
        {"\u0662\u0660\u0662\u0664-\u0661\u0662-\u0661\u0662T\u0660\u0660:\u0660\u0662", example},
        {"2024-12-12 0:2+\uFF10\uFF10:\uFF10\uFF10", example},
        {"2024-12-12 0:2:0.\u0665", "2024-12-12T00:02:00.500000+00:00"},
        {"\u0662\u0660\u0662\u0664-\u0661\u0662-\u0661\u0662", "invalid"},
        {"2024-12-1\u00B2 00:02", "invalid"},
    });
}

TEST(date_time, may_be_the_name_of_the_format_itself) {
    constexpr std::string_view row = "1900-01-01T00:00:00.000000+00:00";
    expect_rows({
        {"iso-8601", row},
        {"ISO-8601", row},
        {"Iso-8601", row},
        {"\u0131\u017Fo-8601", row},
        {"\u0130sO-8601", row},
        {"iso-8601 ", "invalid"},
        {" iso-8601", "invalid"},
        {"iso8601", "invalid"},
        {"iso-8601\n", "invalid"},
        {"iso-860\uFF11", "invalid"},
        {"iso-86011", "invalid"},
        {"iso-860", "invalid"},
    });
}

TEST(date_time, is_an_overflow_only_when_a_date_that_exists_leaves_years_1_to_9999_in_utc) {
    expect_rows({
        {"0001-01-01T00:00:00+00:01", "overflow"},
        {"0001-01-01T00:00:00+00:00:00.000001", "0001-01-01T00:00:00.000000+00:00"},
        {"0001-01-01T00:00:00+00:00:01", "overflow"},
        {"0001-01-01T00:01:00+00:01", "0001-01-01T00:00:00.000000+00:00"},
        {"9999-12-31T23:59:59-00:01", "overflow"},
        {"9999-12-31T23:59:59.999999-00:00", "9999-12-31T23:59:59.999999+00:00"},
        {"9999-12-31T23:58:59-00:01", "9999-12-31T23:59:59.000000+00:00"},
        {"0001-1-1 0:0+23:59", "overflow"},
        {"0001-02-30T00:00:00+00:01", "invalid"},
    });
}

TEST(date_time, has_an_offset_of_less_than_24_hours_whose_minutes_are_not_checked) {
    expect_rows({
        {"2024-12-12T00:02:00+00:99", "2024-12-11T22:23:00.000000+00:00"},
        {"2024-12-12T00:02:00+22:99", "2024-12-11T00:23:00.000000+00:00"},
        {"2024-12-12T00:02:00+23:59:59.999999", "2024-12-11T00:02:00.000001+00:00"},
        {"2024-12-12T00:02:00+23:60", "invalid"},
        {"2024-12-12T00:02:00+24:00", "invalid"},
        {"2024-12-12T00:02:00-24:00", "invalid"},
        {"2024-12-12T00:02:00-99:99", "invalid"},
        {"2024-12-12 0:02 +24:00", "invalid"},
    });
}

TEST(date_time, is_not_read_from_dates_and_times_that_do_not_exist) {
    for (const std::string_view text :
         {"0000-01-01T00:00:00Z", "0000-01-01", "2024-00-01", "2024-13-01", "2024-01-00",
          "2024-01-32", "2023-02-29", "1900-02-29T00:00", "2024-01-01T24:00:00Z",
          "2024-01-01T24:00", "2024-01-01T00:60", "2024-01-01T00:00:60", "2024-1-1 24:0",
          "2024-1-1 0:60", "2024-1-1 0:0:60", "2024-2-30 0:0", "99999-01-01"}) {
        EXPECT_EQ(row_of(text), "invalid") << text;
    }
}

TEST(date_time, is_not_read_from_other_forms) {
    for (const std::string_view text : {"",
                                        " ",
                                        "x",
                                        "T",
                                        "now",
                                        "1733961720",
                                        "2024",
                                        "2024-12",
                                        "202412",
                                        "2024-347",
                                        "2024347",
                                        "2024-12-12T00:02:00z",
                                        "2024-12-12 0:2z",
                                        "12/12/2024",
                                        "Thu, 12 Dec 2024 00:02:00 GMT",
                                        " 2024-12-12",
                                        "2024-12-12 ",
                                        "-2024-12-12",
                                        "+2024-12-12",
                                        "2024-12-12T00:02:00+",
                                        "2024-12-12T00:02:00-",
                                        "2024-12-12T00:02:",
                                        "2024-12-12T:02",
                                        "2024-12-12T00:02:00+00:00Z",
                                        "2024-12-12T00:02:00ZZ",
                                        "2024-12-12T0:02:00x",
                                        "2024-12-12T000",
                                        "2024-12-12T00:0200",
                                        "2024-12-12T0002:00",
                                        "2024-1212",
                                        "202412-12",
                                        "2024-12-12T00:02:00.5.5",
                                        "2024-12-12T00:02:00/5Z",
                                        "2024-12-12T00:02:00-5Z",
                                        "2024-12-12T00:02:00;5Z",
                                        "2024-12-12T00:02:00:5Z",
                                        "P1D"}) {
        EXPECT_EQ(row_of(text), "invalid") << text;
    }
}

TEST(date_time, does_not_mistake_a_nul_character_for_the_end) {
    using namespace std::string_view_literals;
    EXPECT_EQ(row_of("2024-12-12T00:02\0"sv), "invalid");
    EXPECT_EQ(row_of("\0"sv), "invalid");
    EXPECT_EQ(row_of("2024-12-12\0"sv), "invalid");
    EXPECT_EQ(row_of("iso-8601\0"sv), "invalid");
}

} // namespace
