/// @file
/// The time of a change, and its text.
#ifndef FLAGHOOK_MODEL_TIMESTAMP_HPP
#define FLAGHOOK_MODEL_TIMESTAMP_HPP

#include <flaghook/enumeration.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <iosfwd>
#include <optional>
#include <ratio>
#include <string>
#include <string_view>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI {

/// An instant in UTC with a resolution of one microsecond, which is also what Sentry stores.
///
/// It counts the microseconds since 1970-01-01T00:00:00Z, without leap seconds, in the proleptic
/// Gregorian calendar. It converts implicitly from time points of `std::chrono::system_clock`, such
/// as `std::chrono::system_clock::now()` or `std::chrono::sys_days`.
///
/// The class is a value type: 8 bytes, trivially copyable. Its functions do not throw. A timestamp
/// may be outside the years 1 to 9999, which the protocol allows; see `in_range`.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet values.cpp timestamp
/// @see to_string, parse_timestamp
class timestamp {
public:
    /// The resolution, one microsecond.
    using duration = std::chrono::microseconds;

    /// Constructs the instant 1970-01-01T00:00:00Z.
    constexpr timestamp() = default;

    /// Constructs an instant from its distance to the epoch.
    /// @param since_epoch the time since 1970-01-01T00:00:00Z; negative before it
    constexpr explicit timestamp(duration since_epoch) noexcept : since_epoch_(since_epoch) {}

    /// Converts a time point of the system clock.
    ///
    /// Digits beyond the microsecond are cut, towards the past, as the server does. A time point
    /// that 64 bits cannot represent becomes the earliest or the latest timestamp, and NaN becomes
    /// the latest. Neither is `in_range`.
    /// @param instant the time point, of any resolution
    template <class Duration>
    constexpr timestamp(std::chrono::sys_time<Duration> instant) noexcept
        : since_epoch_(convert(instant.time_since_epoch())) {}

    /// Returns the time since 1970-01-01T00:00:00Z; negative before it.
    [[nodiscard]] constexpr duration time_since_epoch() const noexcept { return since_epoch_; }

    /// Converts the instant to a time point of the system clock.
    [[nodiscard]] constexpr std::chrono::sys_time<duration> time_point() const noexcept {
        return std::chrono::sys_time<duration>(since_epoch_);
    }

    /// Moves the instant into the future.
    /// @pre The result fits into 64 bits. This holds for the other operators, too.
    constexpr timestamp& operator+=(duration distance) noexcept {
        since_epoch_ += distance;
        return *this;
    }
    /// Moves the instant into the past.
    constexpr timestamp& operator-=(duration distance) noexcept {
        since_epoch_ -= distance;
        return *this;
    }
    /// Returns a later instant.
    friend constexpr timestamp operator+(timestamp left, duration right) noexcept {
        return left += right;
    }
    /// Returns an earlier instant.
    friend constexpr timestamp operator-(timestamp left, duration right) noexcept {
        return left -= right;
    }
    /// Returns the time from `right` to `left`.
    friend constexpr duration operator-(const timestamp& left, const timestamp& right) noexcept {
        return left.since_epoch_ - right.since_epoch_;
    }

    /// Compares two instants.
    friend constexpr bool operator==(const timestamp&, const timestamp&) = default;
    /// Orders two instants, the earlier first.
    friend constexpr std::strong_ordering operator<=>(const timestamp& left,
                                                      const timestamp& right) noexcept {
        return left.since_epoch_.count() <=> right.since_epoch_.count();
    }

private:
    template <class Rep, class Period>
    [[nodiscard]] static constexpr duration
    convert(std::chrono::duration<Rep, Period> distance) noexcept {
        if constexpr (std::ratio_greater_v<Period, duration::period> ||
                      std::chrono::treat_as_floating_point_v<Rep>) {
            // A little less than 2^63.
            constexpr double limit = 9.2e18;
            const double count = std::chrono::duration<double, std::micro>(distance).count();
            if (count <= -limit) {
                return duration::min();
            }
            if (!(count < limit)) {
                return duration::max();
            }
        }
        return std::chrono::floor<duration>(distance);
    }

    duration since_epoch_{};
};

/// The earliest instant that the protocol allows: 0001-01-01T00:00:00Z.
inline constexpr timestamp min_timestamp =
    std::chrono::sys_days{std::chrono::year{1} / std::chrono::January / 1};

/// The latest instant that the protocol allows: 9999-12-31T23:59:59.999999Z.
inline constexpr timestamp max_timestamp =
    std::chrono::sys_days{std::chrono::year{10000} / std::chrono::January / 1} -
    std::chrono::microseconds{1};

/// The time of a member that was not set. It is not `in_range`.
inline constexpr timestamp unset_timestamp{timestamp::duration::min()};

/// Checks whether the protocol allows an instant, which means that its year is 1 to 9999 in UTC.
/// @param instant any instant
/// @return `min_timestamp <= instant && instant <= max_timestamp`
/// @par Source
/// Sentry uses Python's `datetime`, which has no other years:
/// https://docs.python.org/3/library/datetime.html#datetime.MINYEAR
[[nodiscard]] constexpr bool in_range(timestamp instant) noexcept {
    return min_timestamp <= instant && instant <= max_timestamp;
}

/// The form of a fraction of seconds in the text of an instant.
/// @see to_string
enum class fraction : std::uint8_t {
    /// Six digits, or no fraction if the microseconds are zero. Senders use this form.
    when_needed,
    /// Six digits, always. Rows of the audit log have this form.
    always
};

/// The names of the enumerators, which `to_string` and `from_string` use.
template <>
inline constexpr auto enumerators<fraction> = std::to_array<enumerator<fraction>>({
    {fraction::when_needed, "when_needed"},
    {fraction::always, "always"},
});

/// The maximum length of the text of an instant: `2024-12-12T00:02:00.000001+00:00`.
inline constexpr std::size_t max_timestamp_text = 32;

/// Writes the text of an instant; see `to_string` for its form.
/// @param out receives the characters, up to `max_timestamp_text`; no NUL is written
/// @param instant the instant
/// @param digits when to write a fraction
/// @pre `out` has space for `max_timestamp_text` characters.
/// @return one past the last character; `out` if the instant is not `in_range`, because other years
/// have no text in this form
/// @par Complexity
/// Constant.
[[nodiscard]] constexpr char* write_to(char* out, timestamp instant,
                                       fraction digits = fraction::when_needed) noexcept {
    namespace chrono = std::chrono;
    if (!in_range(instant)) {
        return out;
    }
    const auto days = chrono::floor<chrono::days>(instant.time_point());
    const chrono::year_month_day date{days};
    const auto microseconds = static_cast<std::uint64_t>((instant.time_point() - days).count());
    const auto seconds = static_cast<unsigned>(microseconds / 1'000'000);
    const auto fraction_part = static_cast<unsigned>(microseconds % 1'000'000);

    const auto put_two = [&out](unsigned number) {
        *out++ = static_cast<char>('0' + number / 10);
        *out++ = static_cast<char>('0' + number % 10);
    };
    const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
    put_two(year / 100);
    put_two(year % 100);
    *out++ = '-';
    put_two(static_cast<unsigned>(date.month()));
    *out++ = '-';
    put_two(static_cast<unsigned>(date.day()));
    *out++ = 'T';
    put_two(seconds / 3600);
    *out++ = ':';
    put_two(seconds / 60 % 60);
    *out++ = ':';
    put_two(seconds % 60);
    if (digits == fraction::always || fraction_part != 0) {
        *out++ = '.';
        put_two(fraction_part / 10'000);
        put_two(fraction_part / 100 % 100);
        put_two(fraction_part % 100);
    }
    for (const char character : {'+', '0', '0', ':', '0', '0'}) {
        *out++ = character;
    }
    return out;
}

/// Appends the text of an instant; see `to_string` for its form.
/// @param out the text to append to
/// @param instant the instant
/// @param digits when to write a fraction
/// @throws std::bad_alloc only
/// @par Complexity
/// Constant, apart from growing `out`.
inline void append_to(std::string& out, timestamp instant,
                      fraction digits = fraction::when_needed) {
    char text[max_timestamp_text] = {};
    out.append(text, write_to(text, instant, digits));
}

/// Returns the text of an instant, in the form of the documentation's example:
/// @code{.unparsed}
/// text = 4DIGIT "-" 2DIGIT "-" 2DIGIT "T" 2DIGIT ":" 2DIGIT ":" 2DIGIT [ "." 6DIGIT ] "+00:00"
/// @endcode
///
/// For example, `2024-12-12T00:02:00+00:00`. Sentry reads and stores the fraction, but its
/// documentation does not mention it. To write only the documented form, use whole seconds. The
/// offset is always written: Sentry assumes UTC without it, but other programs may not.
/// @param instant the instant
/// @param digits when to write a fraction
/// @return the text; empty if the instant is not `in_range`, because other years have no text in
/// this form
/// @throws std::bad_alloc only
/// @par Complexity
/// Constant.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet values.cpp timestamp
/// @see parse_timestamp
[[nodiscard]] inline std::string to_string(timestamp instant,
                                           fraction digits = fraction::when_needed) {
    std::string result;
    append_to(result, instant, digits);
    return result;
}

/// Writes the text of an instant to a stream; nothing if the instant is not `in_range`.
template <class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out,
                                             timestamp instant) {
    char text[max_timestamp_text] = {};
    return out << std::string_view(text, static_cast<std::size_t>(write_to(text, instant) - text));
}

namespace detail {

/// A form of eight characters, some of them decimal digits. Compares and reads all eight at once,
/// which is several times as fast as one by one.
class digit_form {
public:
    static constexpr std::size_t width = 8;

    /// @param form the eight characters, with `0` for each digit
    consteval explicit digit_form(std::string_view form) noexcept {
        for (std::size_t index = 0; index < width; ++index) {
            const bool is_digit = form[index] == '0';
            compared_ |= byte(is_digit ? '\xF0' : '\xFF', index);
            expected_ |= byte(form[index], index);
            digits_ |= byte(is_digit ? '\x0F' : '\0', index);
        }
    }

    /// Reads the form at `position`. Byte i of the result, counted from the lowest, is the number
    /// of the characters i and i + 1. In it, a character that is not a digit counts as 0.
    /// @return `std::nullopt` if the text does not have the form
    /// @pre `text` has eight characters from `position` on.
    [[nodiscard]] constexpr std::optional<std::uint64_t> read(std::string_view text,
                                                              std::size_t position) const noexcept {
        std::uint64_t block = 0;
        if (std::endian::native == std::endian::little && !std::is_constant_evaluated()) {
            std::memcpy(&block, text.data() + position, sizeof block);
        } else {
            for (std::size_t index = 0; index < width; ++index) {
                block |= byte(text[position + index], index);
            }
        }
        // The upper half of a digit is 3, and its lower half plus 6 does not overflow.
        constexpr std::uint64_t six = 0x0606060606060606U;
        if ((block & compared_) != expected_ ||
            (((block & digits_) + (six & digits_)) & ~digits_) != 0) {
            return std::nullopt;
        }
        const std::uint64_t digits = block & digits_;
        return digits * 10 + (digits >> 8U);
    }

private:
    [[nodiscard]] static constexpr std::uint64_t byte(char value, std::size_t index) noexcept {
        return std::uint64_t{static_cast<unsigned char>(value)} << (8 * index);
    }

    std::uint64_t compared_ = 0;
    std::uint64_t expected_ = 0;
    std::uint64_t digits_ = 0;
};

/// Reads `YYYY-MM-DDTHH:MM:SS` at the start of a text.
/// @pre `text` has at least 19 characters.
[[nodiscard]] constexpr std::optional<std::chrono::sys_seconds>
read_date_and_time(std::string_view text) noexcept {
    namespace chrono = std::chrono;
    constexpr digit_form date_form("0000-00-");
    constexpr digit_form day_form("00T00:00");
    constexpr digit_form time_form("00:00:00");
    const std::optional<std::uint64_t> first = date_form.read(text, 0);
    const std::optional<std::uint64_t> middle = day_form.read(text, 8);
    const std::optional<std::uint64_t> last = time_form.read(text, 11);
    if (!first || !middle || !last) {
        return std::nullopt;
    }
    const auto pair = [](std::uint64_t pairs, unsigned place) {
        return static_cast<unsigned>(pairs >> (8 * place) & 0xFFU);
    };
    const unsigned year = pair(*first, 0) * 100 + pair(*first, 2);
    const unsigned hour = pair(*last, 0);
    const unsigned minute = pair(*last, 3);
    const unsigned second = pair(*last, 6);
    const chrono::year_month_day date{chrono::year{static_cast<int>(year)},
                                      chrono::month{pair(*first, 5)},
                                      chrono::day{pair(*middle, 0)}};
    if (year == 0 || !date.ok() || hour > 23 || minute > 59 || second > 59) {
        return std::nullopt;
    }
    return chrono::sys_days{date} + chrono::seconds{(hour * 60 + minute) * 60 + second};
}

} // namespace detail

/// Parses the text of an instant, in the form that `to_string` writes, or with `Z` as the offset:
/// @code{.unparsed}
/// text     = date "T" time [ "." 6DIGIT ] ( "+00:00" / "Z" )
/// date     = 4DIGIT "-" 2DIGIT "-" 2DIGIT   ; years 0001 to 9999
/// time     = 2DIGIT ":" 2DIGIT ":" 2DIGIT   ; up to 23:59:59
/// @endcode
///
/// Letters must be in upper case. In a body, Sentry accepts many other forms; see
/// `blueprint::date_time`.
/// @param text the text, without white space
/// @return the instant, or `std::nullopt` for other text, and for a date or a time that does not
/// exist
/// @par Complexity
/// Constant. Does not allocate.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc3339#section-5.6
///
/// @par Example
/// @snippet values.cpp timestamp
[[nodiscard]] constexpr std::optional<timestamp> parse_timestamp(std::string_view text) noexcept {
    namespace chrono = std::chrono;
    constexpr std::size_t seconds_end = 19;
    constexpr std::size_t microseconds_end = 26;
    const bool has_fraction = text.size() > microseconds_end;
    const std::size_t zone_at = has_fraction ? microseconds_end : seconds_end;
    if (text.size() == zone_at + 1 ? text[zone_at] != 'Z'
                                   : text.substr(std::min(text.size(), zone_at)) != "+00:00") {
        return std::nullopt;
    }
    const std::optional<chrono::sys_seconds> seconds = detail::read_date_and_time(text);
    if (!seconds) {
        return std::nullopt;
    }
    int microsecond = 0;
    if (has_fraction) {
        for (const char character : text.substr(seconds_end + 1, 6)) {
            if (character < '0' || character > '9') {
                return std::nullopt;
            }
            microsecond = microsecond * 10 + (character - '0');
        }
        if (text[seconds_end] != '.') {
            return std::nullopt;
        }
    }
    return *seconds + chrono::microseconds{microsecond};
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
