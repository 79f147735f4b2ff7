// Every day in each form of a date, every second of a day in each form of a time, and every offset.

#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/date_time.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <crc32/crc32.hpp>
#include <cstddef>
#include <string>
#include <string_view>

namespace {

using flaghook::timestamp;
using flaghook::server::detail::date_time;
using flaghook::server::detail::date_time_outcome;
using flaghook::server::detail::read_date_time;
using flaghook::tests::crc32;

namespace chrono = std::chrono;

constexpr int days_of_all_years = 3'652'059;
constexpr int seconds_of_a_day = 86'400;
constexpr timestamp documented_time =
    chrono::sys_days{chrono::year{2024} / 12 / 12} + chrono::minutes(2);

/// Checks whether a text is read as an instant.
bool is_read_as(std::string_view text, timestamp instant) {
    const date_time read = read_date_time(text);
    return read.outcome == date_time_outcome::valid && read.instant == instant;
}

std::string two_digits(int number) {
    return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

std::string four_digits(int number) {
    return two_digits(number / 100) + two_digits(number % 100);
}

/// A week date that moves from day to day, by the rules of ISO 8601 alone.
class week_date {
public:
    [[nodiscard]] std::string text() const {
        return four_digits(year_) + "-W" + two_digits(week_) + '-' + static_cast<char>('0' + day_);
    }

    void advance() {
        if (++day_ > 7) {
            day_ = 1;
            if (++week_ > weeks()) {
                week_ = 1;
                first_of_january_ = (first_of_january_ + (is_leap_year() ? 2 : 1) - 1) % 7 + 1;
                ++year_;
            }
        }
    }

private:
    [[nodiscard]] bool is_leap_year() const {
        return year_ % 4 == 0 && (year_ % 100 != 0 || year_ % 400 == 0);
    }

    /// A year has 53 weeks if it has 53 Thursdays.
    [[nodiscard]] int weeks() const {
        return first_of_january_ == 4 || (first_of_january_ == 3 && is_leap_year()) ? 53 : 52;
    }

    int year_ = 1;
    int week_ = 1;
    int day_ = 1;
    /// The day of the week of 1 January, from 1 for Monday.
    int first_of_january_ = 1;
};

TEST(every_day, is_read_in_each_form_of_a_date) {
    timestamp day = flaghook::min_timestamp;
    for (int count = 0; count < days_of_all_years; ++count, day += chrono::days(1)) {
        // Compared with Python in tests/model.
        const std::string date = flaghook::to_string(day).substr(0, 10);
        const std::string compact = date.substr(0, 4) + date.substr(5, 2) + date.substr(8);
        const auto without_zero = [](std::string_view number) {
            return std::string(number.substr(number.front() == '0' ? 1 : 0));
        };
        const std::string_view parts = date;
        const std::string pattern = date.substr(0, 5) + without_zero(parts.substr(5, 2)) + '-' +
                                    without_zero(parts.substr(8)) + " 0:0";
        ASSERT_TRUE(is_read_as(date, day)) << date;
        ASSERT_TRUE(is_read_as(compact, day)) << compact;
        ASSERT_TRUE(is_read_as(pattern, day)) << pattern;
    }
}

TEST(every_day, is_read_as_a_day_of_a_week) {
    crc32 written;
    week_date week;
    timestamp day = flaghook::min_timestamp;
    for (int count = 0; count < days_of_all_years; ++count, day += chrono::days(1)) {
        const std::string text = week.text();
        written.add(text);
        ASSERT_TRUE(is_read_as(text, day)) << text;
        const std::string compact = text.substr(0, 4) + text.substr(5, 3) + text.substr(9);
        ASSERT_TRUE(is_read_as(compact, day)) << compact;
        if (text.ends_with("-1")) {
            ASSERT_TRUE(is_read_as(text.substr(0, 8), day)) << text;
            ASSERT_TRUE(is_read_as(compact.substr(0, 7), day)) << compact;
        }
        week.advance();
    }
    EXPECT_EQ(written.value(), 0xF556CD48U)
        << "in a loop over n in range(1, 3652060), beginning with 0: "
           "crc = crc32(b'%04d-W%02d-%d' % tuple(date.fromordinal(n).isocalendar()), crc)";
}

TEST(every_day, is_read_and_no_other_month_day_or_week) {
    int dates = 0;
    int days_of_weeks = 0;
    const auto count = [](const std::string& text) {
        return read_date_time(text).outcome == date_time_outcome::valid ? 1 : 0;
    };
    for (int year = 0; year <= 9999; ++year) {
        const std::string year_text = four_digits(year);
        for (int month = 0; month <= 13; ++month) {
            for (int day = 0; day <= 32; ++day) {
                dates += count(year_text + two_digits(month) + two_digits(day));
            }
        }
        for (const int week : {0, 1, 2, 51, 52, 53, 54}) {
            for (int day = 0; day <= 9; ++day) {
                const bool is_counted = week != 2 && week != 51;
                const int found =
                    count(year_text + 'W' + two_digits(week) + static_cast<char>('0' + day));
                days_of_weeks += is_counted ? found : 0;
                ASSERT_TRUE(is_counted || found == (year != 0 && day >= 1 && day <= 7 ? 1 : 0));
            }
        }
    }
    EXPECT_EQ(dates, days_of_all_years);
    // All years have the weeks 2 to 51.
    EXPECT_EQ(days_of_weeks, days_of_all_years - 9999 * 50 * 7);
}

TEST(every_second_of_a_day, is_read_in_each_form_of_a_time) {
    const timestamp day = documented_time - chrono::minutes(2);
    for (int second = 0; second < seconds_of_a_day; ++second) {
        const timestamp time = day + chrono::seconds(second);
        const std::string hours = two_digits(second / 3600);
        const std::string minutes = two_digits(second / 60 % 60);
        const std::string seconds = two_digits(second % 60);
        const std::string compact = hours + minutes + seconds;
        const std::string extended = hours + ':' + minutes + ':' + seconds;
        const std::string pattern = std::to_string(second / 3600) + ':' +
                                    std::to_string(second / 60 % 60) + ':' +
                                    std::to_string(second % 60);
        ASSERT_TRUE(is_read_as("2024-12-12T" + extended, time)) << extended;
        ASSERT_TRUE(is_read_as("20241212T" + compact, time)) << compact;
        ASSERT_TRUE(is_read_as("2024-W50-4 " + extended + 'Z', time)) << extended;
        ASSERT_TRUE(is_read_as("2024-12-12 " + pattern + " +00", time)) << pattern;
        if (second % 60 == 0) {
            ASSERT_TRUE(is_read_as("2024-12-12T" + hours + minutes, time)) << hours << minutes;
            ASSERT_TRUE(is_read_as("20241212 " + hours + ':' + minutes, time)) << hours << minutes;
        }
    }
}

/// Calls `visit` with each offset from 00:00:00 to 99:99:99: its sign, its size, and its parts.
template <class Visit>
void for_each_offset(int last_second, const Visit& visit) {
    for (const char sign : {'+', '-'}) {
        for (int hour = 0; hour <= 99; ++hour) {
            for (int minute = 0; minute <= 99; ++minute) {
                for (int second = 0; second <= last_second; ++second) {
                    const chrono::seconds size((hour * 60 + minute) * 60 + second);
                    visit(sign, size, two_digits(hour), two_digits(minute), two_digits(second));
                }
            }
        }
    }
}

/// Checks whether a text with an offset is read as the instant without it, less the offset, if that
/// is less than a day.
bool is_offset_read(const std::string& text, timestamp without, char sign, chrono::seconds size) {
    if (size >= chrono::hours(24)) {
        return read_date_time(text).outcome == date_time_outcome::invalid;
    }
    return is_read_as(text, sign == '+' ? without - size : without + size);
}

TEST(every_offset, of_less_than_a_day_is_read_and_no_other) {
    for_each_offset(99, [](char sign, chrono::seconds size, const std::string& hours,
                           const std::string& minutes, const std::string& seconds) {
        const std::string extended = sign + hours + ':' + minutes + ':' + seconds;
        ASSERT_TRUE(is_offset_read("2024-12-12T00:02:00" + extended, documented_time, sign, size))
            << extended;
        const std::string compact = sign + hours + minutes + seconds;
        ASSERT_TRUE(is_offset_read("20241212T0002" + compact, documented_time, sign, size))
            << compact;
    });
}

TEST(every_offset, without_seconds_is_read_in_each_form) {
    for_each_offset(0, [](char sign, chrono::seconds size, const std::string& hours,
                          const std::string& minutes, const std::string&) {
        const std::string extended = sign + hours + ':' + minutes;
        const std::string compact = sign + hours + minutes;
        for (const std::string& offset :
             {extended, compact, minutes == "00" ? sign + hours : compact}) {
            ASSERT_TRUE(is_offset_read("2024-12-12T00:02:00" + offset, documented_time, sign, size))
                << offset;
            ASSERT_TRUE(is_offset_read("2024-12-12T00:02" + offset, documented_time, sign, size))
                << offset;
            ASSERT_TRUE(is_offset_read("2024-12-12 0:2" + offset, documented_time, sign, size))
                << offset;
            ASSERT_TRUE(is_offset_read("2024-12-12 0:2:0 " + offset, documented_time, sign, size))
                << offset;
        }
    });
}

TEST(every_offset, that_leads_out_of_the_years_1_to_9999_is_an_overflow) {
    for_each_offset(0, [](char sign, chrono::seconds size, const std::string& hours,
                          const std::string& minutes, const std::string&) {
        const std::string offset = sign + hours + ':' + minutes;
        const auto outcome_of = [&](std::string_view date) {
            return read_date_time(std::string(date) + offset).outcome;
        };
        const auto expected = [&](char outwards) {
            return size >= chrono::hours(24)               ? date_time_outcome::invalid
                   : sign == outwards && size.count() != 0 ? date_time_outcome::overflow
                                                           : date_time_outcome::valid;
        };
        ASSERT_EQ(outcome_of("0001-01-01T00:00:00"), expected('+')) << offset;
        ASSERT_EQ(outcome_of("0001-1-1 0:0"), expected('+')) << offset;
        ASSERT_EQ(outcome_of("9999-12-31T23:59:59.999999"), expected('-')) << offset;
        ASSERT_EQ(outcome_of("9999-12-31 23:59:59.9 "), expected('-')) << offset;
    });
}

} // namespace
