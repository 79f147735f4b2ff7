/// @file
/// The instant of a change, and its text.
#ifndef FLAGHOOK_MODEL_TIMESTAMP_HPP
#define FLAGHOOK_MODEL_TIMESTAMP_HPP

#include <flaghook/version.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// An instant in UTC with the microsecond resolution that the server stores: microseconds since
/// 1970-01-01T00:00:00Z, without leap seconds, in the proleptic Gregorian calendar.
using timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// The first instant that the protocol can carry: 0001-01-01T00:00:00Z.
inline constexpr timestamp min_timestamp =
    std::chrono::sys_days{std::chrono::year{1} / std::chrono::January / 1};

/// The last instant that the protocol can carry: 9999-12-31T23:59:59.999999Z.
inline constexpr timestamp max_timestamp =
    std::chrono::sys_days{std::chrono::year{10000} / std::chrono::January / 1} -
    std::chrono::microseconds{1};

/// Whether the protocol can carry the instant: years 1 to 9999 (Python's `datetime` on the other
/// side has no others).
[[nodiscard]] constexpr bool in_range(timestamp instant) noexcept {
    return min_timestamp <= instant && instant <= max_timestamp;
}

/// How many digits follow the seconds.
enum class fraction : std::uint8_t {
    when_needed, ///< `.ffffff` unless the microseconds are zero: what a sender writes
    always       ///< always `.ffffff`: what an audit row shows
};

/// Appends `YYYY-MM-DDTHH:MM:SS[.ffffff]+00:00`.
/// @pre `in_range(instant)`: other years have no text in this form.
inline void append_to(std::string& out, timestamp instant,
                      fraction digits = fraction::when_needed) {
    namespace chrono = std::chrono;
    const auto days = chrono::floor<chrono::days>(instant);
    const chrono::year_month_day date{days};
    const auto microseconds = static_cast<std::uint64_t>((instant - days).count());
    const std::uint64_t seconds = microseconds / 1'000'000;

    // The longest text: 2024-12-12T00:02:00.000001+00:00
    char text[33] = {};
    char* end = text;
    const auto put = [&end](std::uint64_t number, int width) {
        for (int place = width; place-- > 0; number /= 10) {
            end[place] = static_cast<char>('0' + number % 10);
        }
        end += width;
    };
    put(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4);
    *end++ = '-';
    put(static_cast<unsigned>(date.month()), 2);
    *end++ = '-';
    put(static_cast<unsigned>(date.day()), 2);
    *end++ = 'T';
    put(seconds / 3600, 2);
    *end++ = ':';
    put(seconds / 60 % 60, 2);
    *end++ = ':';
    put(seconds % 60, 2);
    if (digits == fraction::always || microseconds % 1'000'000 != 0) {
        *end++ = '.';
        put(microseconds % 1'000'000, 6);
    }
    for (const char character : {'+', '0', '0', ':', '0', '0'}) {
        *end++ = character;
    }
    out.append(text, end);
}

/// The text of an instant in the form of the blueprint's example, `2024-12-12T00:02:00+00:00`, with
/// six more digits when the microseconds are not zero.
///
/// The offset is always written: without it the server assumes UTC, but other readers may not.
/// @pre `in_range(instant)`
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
[[nodiscard]] inline std::string to_string(timestamp instant,
                                           fraction digits = fraction::when_needed) {
    std::string result;
    append_to(result, instant, digits);
    return result;
}

/// Reads what `to_string` writes and nothing else: `YYYY-MM-DDTHH:MM:SS[.ffffff]` with `+00:00` or
/// `Z`, the form that the blueprint documents. What Sentry takes for a date-time is far wider and
/// stands in `server/date_time.hpp`.
/// @return nothing for other text and for dates and times that do not exist.
[[nodiscard]] constexpr std::optional<timestamp>
documented_timestamp(std::string_view text) noexcept {
    namespace chrono = std::chrono;
    bool valid = text.size() >= 20;
    const auto number = [&](std::size_t position, std::size_t width) {
        int result = 0;
        for (std::size_t index = position; index < position + width; ++index) {
            const char character = index < text.size() ? text[index] : '\0';
            valid = valid && character >= '0' && character <= '9';
            result = result * 10 + (character - '0');
            if (!valid) {
                return 0;
            }
        }
        return result;
    };
    const auto expect = [&](std::size_t position, char character) {
        valid = valid && position < text.size() && text[position] == character;
    };
    const int year = number(0, 4);
    expect(4, '-');
    const int month = number(5, 2);
    expect(7, '-');
    const int day = number(8, 2);
    expect(10, 'T');
    const int hour = number(11, 2);
    expect(13, ':');
    const int minute = number(14, 2);
    expect(16, ':');
    const int second = number(17, 2);
    std::size_t position = 19;
    int microsecond = 0;
    if (valid && text[position] == '.') {
        microsecond = number(position + 1, 6);
        position += 7;
    }
    if (!valid || position > text.size()) {
        return std::nullopt;
    }
    const std::string_view zone = text.substr(position);
    const chrono::year_month_day date{chrono::year{year},
                                      chrono::month{static_cast<unsigned>(month)},
                                      chrono::day{static_cast<unsigned>(day)}};
    if ((zone != "+00:00" && zone != "Z") || year == 0 || !date.ok() || hour > 23 || minute > 59 ||
        second > 59) {
        return std::nullopt;
    }
    return chrono::sys_days{date} + chrono::hours{hour} + chrono::minutes{minute} +
           chrono::seconds{second} + chrono::microseconds{microsecond};
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
