/// @file
/// Parsing of the header `Retry-After`.
#ifndef FLAGHOOK_WEBHOOK_RETRY_AFTER_HPP
#define FLAGHOOK_WEBHOOK_RETRY_AFTER_HPP

#include <flaghook/model/timestamp.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// The headers of an answer that determine when to send the next request.
///
/// @par Example
/// @snippet values.cpp retry_after
/// @see parse_delivery
struct answer_headers {
    /// The value of `Retry-After`, or `std::nullopt` if the answer has no such header.
    std::optional<std::string_view> retry_after{};
    /// The time when the answer arrived, such as `std::chrono::system_clock::now()`. Without it, a
    /// `Retry-After` with a date is ignored.
    std::optional<timestamp> now{};
};

namespace detail {

/// Reads the parts of an HTTP date from left to right. After a mismatch, everything fails.
class http_date_reader {
public:
    constexpr explicit http_date_reader(std::string_view text) noexcept : rest_(text) {}

    constexpr void skip(std::string_view expected) noexcept {
        good_ = good_ && rest_.starts_with(expected);
        rest_.remove_prefix(good_ ? expected.size() : 0);
    }

    /// Reads a number of exactly `digits` digits. If `is_padded`, the first may be a space.
    [[nodiscard]] constexpr unsigned number(std::size_t digits, bool is_padded = false) noexcept {
        good_ = good_ && rest_.size() >= digits;
        unsigned value = 0;
        for (std::size_t index = 0; good_ && index < digits; ++index) {
            const char character = rest_[index];
            if (is_padded && index == 0 && character == ' ') {
                continue;
            }
            good_ = character >= '0' && character <= '9';
            value = good_ ? value * 10 + static_cast<unsigned>(character - '0') : 0;
        }
        rest_.remove_prefix(good_ ? digits : 0);
        return value;
    }

    /// Reads one of the names and returns its index.
    template <std::size_t Count>
    [[nodiscard]] constexpr std::size_t
    name(const std::array<std::string_view, Count>& names) noexcept {
        const auto found = std::find_if(names.begin(), names.end(), [this](std::string_view each) {
            return rest_.starts_with(each);
        });
        good_ = good_ && found != names.end();
        rest_.remove_prefix(good_ ? found->size() : 0);
        return static_cast<std::size_t>(found - names.begin());
    }

    [[nodiscard]] constexpr bool is_at_end() const noexcept { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

/// Parses an HTTP date in any of its three forms; see `parse_retry_after`.
/// @param now determines the century of `rfc850-date`: the latest date up to 50 years ahead
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
[[nodiscard]] constexpr std::optional<std::chrono::sys_seconds>
read_http_date(std::string_view text, std::chrono::sys_seconds now) noexcept {
    namespace chrono = std::chrono;
    constexpr std::array<std::string_view, 7> short_days{"Sun", "Mon", "Tue", "Wed",
                                                         "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 7> long_days{
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    http_date_reader reader(text);
    const std::size_t comma = text.find(',');
    unsigned year = 0;
    std::size_t month = 0;
    unsigned day = 0;
    std::size_t weekday = 0;
    std::array<unsigned, 3> time{};
    const auto read_time = [&] {
        time[0] = reader.number(2);
        reader.skip(":");
        time[1] = reader.number(2);
        reader.skip(":");
        time[2] = reader.number(2);
    };
    if (comma == 3) {
        weekday = reader.name(short_days);
        reader.skip(", ");
        day = reader.number(2);
        reader.skip(" ");
        month = reader.name(months);
        reader.skip(" ");
        year = reader.number(4);
        reader.skip(" ");
        read_time();
        reader.skip(" GMT");
    } else if (comma != std::string_view::npos) {
        weekday = reader.name(long_days);
        reader.skip(", ");
        day = reader.number(2);
        reader.skip("-");
        month = reader.name(months);
        reader.skip("-");
        const chrono::year_month_day limit =
            chrono::year_month_day{chrono::floor<chrono::days>(now)} + chrono::years{50};
        const int next_century = (static_cast<int>(limit.year()) / 100 + 1) * 100;
        chrono::year read{next_century + static_cast<int>(reader.number(2))};
        while (read / chrono::month{static_cast<unsigned>(month + 1)} / chrono::day{day} > limit) {
            read -= chrono::years{100};
        }
        year = static_cast<unsigned>(static_cast<int>(read));
        reader.skip(" ");
        read_time();
        reader.skip(" GMT");
    } else {
        weekday = reader.name(short_days);
        reader.skip(" ");
        month = reader.name(months);
        reader.skip(" ");
        day = reader.number(2, true);
        reader.skip(" ");
        read_time();
        reader.skip(" ");
        year = reader.number(4);
    }
    const chrono::year_month_day date{chrono::year{static_cast<int>(year)},
                                      chrono::month{static_cast<unsigned>(month + 1)},
                                      chrono::day{day}};
    // Second 60 is a leap second.
    if (!reader.is_at_end() || !date.ok() || time[0] > 23 || time[1] > 59 || time[2] > 60 ||
        chrono::weekday{chrono::sys_days{date}}.c_encoding() != weekday) {
        return std::nullopt;
    }
    return chrono::sys_days{date} + chrono::seconds{(time[0] * 60 + time[1]) * 60 + time[2]};
}

} // namespace detail

/// Parses the pause that `Retry-After` asks for.
///
/// The value is a number of seconds or a date, by the grammar of RFC 9110:
/// @code{.unparsed}
/// Retry-After  = delay / HTTP-date
/// delay        = 1*9DIGIT                   ; RFC 9110 sets no limit
/// HTTP-date    = IMF-fixdate / rfc850-date / asctime-date
/// IMF-fixdate  = day-name "," SP 2DIGIT SP month SP 4DIGIT SP time SP "GMT"
/// rfc850-date  = day-name-l "," SP 2DIGIT "-" month "-" 2DIGIT SP time SP "GMT"
/// asctime-date = day-name SP month SP ( 2DIGIT / SP DIGIT ) SP time SP 4DIGIT
/// time         = 2DIGIT ":" 2DIGIT ":" 2DIGIT ; second 60 is a leap second
/// day-name     = "Mon" / "Tue" / "Wed" / "Thu" / "Fri" / "Sat" / "Sun"
/// day-name-l   = "Monday" / "Tuesday" / "Wednesday" / "Thursday" / "Friday"
///              / "Saturday" / "Sunday"
/// month        = "Jan" / "Feb" / "Mar" / "Apr" / "May" / "Jun"
///              / "Jul" / "Aug" / "Sep" / "Oct" / "Nov" / "Dec"
/// @endcode
///
/// Names of days and months are compared with their letter case. The date must exist, and the name
/// of the day must be right.
/// @param headers the value of `Retry-After`, and the time when the answer arrived
/// @return the pause in seconds, rounded up; zero for a date in the past. `std::nullopt` if the
/// header is missing or does not match the grammar, or if it is a date and `headers.now` is not
/// set or not `in_range`. The server may ask for a pause of years: limit it before you wait.
/// @par Complexity
/// Linear in the length of the value. Does not allocate.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 and
/// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
///
/// @par Example
/// @code
/// static_assert(flaghook::parse_retry_after({.retry_after = "120"}) == std::chrono::minutes{2});
/// @endcode
/// @see delivery::retry_after
[[nodiscard]] constexpr std::optional<std::chrono::seconds>
parse_retry_after(const answer_headers& headers) noexcept {
    constexpr std::size_t max_digits = 9;
    if (!headers.retry_after || headers.retry_after->empty()) {
        return std::nullopt;
    }
    const std::string_view text = *headers.retry_after;
    if (text.find_first_not_of("0123456789") != std::string_view::npos) {
        if (!headers.now || !in_range(*headers.now)) {
            return std::nullopt;
        }
        const auto now = std::chrono::floor<std::chrono::seconds>(headers.now->time_point());
        const std::optional<std::chrono::sys_seconds> date = detail::read_http_date(text, now);
        return date ? std::optional(std::max(*date - now, std::chrono::seconds{0})) : std::nullopt;
    }
    if (text.size() > max_digits) {
        return std::nullopt;
    }
    std::chrono::seconds::rep result = 0;
    for (const char digit : text) {
        result = result * 10 + (digit - '0');
    }
    return std::chrono::seconds{result};
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
