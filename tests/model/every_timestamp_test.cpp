// Every day of the years 1 to 9999, every time of a day, and every microsecond of a second.

#include <flaghook/model/timestamp.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <crc32/crc32.hpp>
#include <cstddef>
#include <string>
#include <string_view>

namespace {

using flaghook::parse_timestamp;
using flaghook::timestamp;
using flaghook::to_string;
using flaghook::tests::crc32;

namespace chrono = std::chrono;

constexpr int days_of_all_years = 3'652'059;

/// Writes a number with leading zeros.
void put(std::string& text, std::size_t position, std::size_t width, int number) {
    for (std::size_t digit = width; digit > 0; --digit) {
        text[position + digit - 1] = static_cast<char>('0' + number % 10);
        number /= 10;
    }
}

TEST(every_day, is_written_as_python_writes_it_and_read_back) {
    crc32 written;
    timestamp day = flaghook::min_timestamp;
    for (int count = 0; count < days_of_all_years; ++count, day += chrono::days(1)) {
        const std::string text = to_string(day);
        written.add(std::string_view(text).substr(0, 10));
        ASSERT_EQ(std::string_view(text).substr(10), "T00:00:00+00:00");
        ASSERT_EQ(parse_timestamp(text), day) << text;
    }
    EXPECT_FALSE(in_range(day));
    EXPECT_EQ(written.value(), 0x89D83958U)
        << "in a loop over n in range(1, 3652060), beginning with 0: "
           "crc = crc32(date.fromordinal(n).isoformat().encode(), crc)";
}

TEST(every_day, is_read_and_no_other_month_or_day) {
    std::string text = "0000-00-00T00:00:00Z";
    int read = 0;
    for (int year = 0; year <= 9999; ++year) {
        put(text, 0, 4, year);
        for (int month = 0; month <= 14; ++month) {
            put(text, 5, 2, month);
            for (int day = 0; day <= 33; ++day) {
                put(text, 8, 2, day);
                read += parse_timestamp(text) ? 1 : 0;
            }
        }
    }
    EXPECT_EQ(read, days_of_all_years);
}

TEST(every_time_of_a_day, is_written_and_read_and_no_other_hour_minute_or_second) {
    const timestamp day = chrono::sys_days{chrono::year{2024} / 2 / 29};
    std::string text = "2024-02-29T00:00:00+00:00";
    for (int hour = 0; hour <= 99; ++hour) {
        put(text, 11, 2, hour);
        for (int minute = 0; minute <= 99; ++minute) {
            put(text, 14, 2, minute);
            for (int second = 0; second <= 99; ++second) {
                put(text, 17, 2, second);
                if (hour <= 23 && minute <= 59 && second <= 59) {
                    const timestamp time = day + chrono::hours(hour) + chrono::minutes(minute) +
                                           chrono::seconds(second);
                    ASSERT_EQ(to_string(time), text);
                    ASSERT_EQ(parse_timestamp(text), time) << text;
                } else {
                    ASSERT_FALSE(parse_timestamp(text)) << text;
                }
            }
        }
    }
}

TEST(every_microsecond_of_a_second, is_written_and_read) {
    std::string text = "1969-12-31T23:59:59.000000+00:00";
    for (int microsecond = 1; microsecond < 1'000'000; ++microsecond) {
        put(text, 20, 6, microsecond);
        const timestamp time{chrono::microseconds(microsecond - 1'000'000)};
        ASSERT_EQ(to_string(time), text);
        ASSERT_EQ(parse_timestamp(text), time) << text;
    }
}

} // namespace
