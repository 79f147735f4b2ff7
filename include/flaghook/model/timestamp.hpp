/// @file
/// The instant of a change, and its text.
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
#include <optional>
#include <ratio>
#include <string>
#include <string_view>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI {

/// An instant in UTC with the microsecond resolution that the server stores: microseconds since
/// 1970-01-01T00:00:00Z, without leap seconds, in the proleptic Gregorian calendar.
///
/// Made from any time point of the system clock, such as `std::chrono::system_clock::now()`.
///
/// @code
/// change.created_at = std::chrono::system_clock::now();
/// change.created_at = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12};
/// @endcode
class timestamp {
public:
    /// The resolution.
    using duration = std::chrono::microseconds;

    /// 1970-01-01T00:00:00Z.
    constexpr timestamp() = default;

    /// @param since_epoch the distance from 1970-01-01T00:00:00Z
    constexpr explicit timestamp(duration since_epoch) noexcept : since_epoch_(since_epoch) {}

    /// Converts a time point of the system clock. What is finer than a microsecond is cut off
    /// towards the past, as the server does; what is too far away for 64 bits becomes the nearest
    /// value that is not `in_range`.
    template <class Duration>
    constexpr timestamp(std::chrono::sys_time<Duration> instant) noexcept
        : since_epoch_(convert(instant.time_since_epoch())) {}

    /// The distance from 1970-01-01T00:00:00Z.
    [[nodiscard]] constexpr duration time_since_epoch() const noexcept { return since_epoch_; }

    /// The instant as the standard library has it.
    [[nodiscard]] constexpr std::chrono::sys_time<duration> time_point() const noexcept {
        return std::chrono::sys_time<duration>(since_epoch_);
    }

    constexpr timestamp& operator+=(duration distance) noexcept {
        since_epoch_ += distance;
        return *this;
    }
    constexpr timestamp& operator-=(duration distance) noexcept {
        since_epoch_ -= distance;
        return *this;
    }
    friend constexpr timestamp operator+(timestamp left, duration right) noexcept {
        return left += right;
    }
    friend constexpr timestamp operator-(timestamp left, duration right) noexcept {
        return left -= right;
    }
    friend constexpr duration operator-(const timestamp& left, const timestamp& right) noexcept {
        return left.since_epoch_ - right.since_epoch_;
    }

    friend constexpr bool operator==(const timestamp&, const timestamp&) = default;
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
            constexpr double most = 9.2e18;
            const double count = std::chrono::duration<double, std::micro>(distance).count();
            if (count >= most) {
                return duration::max();
            }
            if (count <= -most) {
                return duration::min();
            }
        }
        return std::chrono::floor<duration>(distance);
    }

    duration since_epoch_{};
};

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

/// The names of the enumerators.
template <>
inline constexpr auto enumerators<fraction> = std::to_array<enumerator<fraction>>({
    {fraction::when_needed, "when_needed"},
    {fraction::always, "always"},
});

/// The length of the longest text of an instant: `2024-12-12T00:02:00.000001+00:00`.
inline constexpr std::size_t max_timestamp_text = 32;

/// Writes `YYYY-MM-DDTHH:MM:SS[.ffffff]+00:00` to `out`, which has room for `max_timestamp_text`
/// characters.
/// @return one past the last character
/// @pre `in_range(instant)`: other years have no text in this form.
[[nodiscard]] constexpr char* write_to(char* out, timestamp instant,
                                       fraction digits = fraction::when_needed) noexcept {
    namespace chrono = std::chrono;
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

/// Appends what `write_to` writes.
/// @pre `in_range(instant)`
inline void append_to(std::string& out, timestamp instant,
                      fraction digits = fraction::when_needed) {
    char text[max_timestamp_text] = {};
    out.append(text, write_to(text, instant, digits));
}

/// The text of an instant in the form of the blueprint's example, `2024-12-12T00:02:00+00:00`, with
/// six more digits when the microseconds are not zero. Sentry reads and stores these; the blueprint
/// does not show them, so a sender that wants the documented form to the letter gives whole
/// seconds.
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

namespace detail {

/// Eight characters of which some are decimal digits, compared and read together: a branch for each
/// would take several times as long.
class digit_form {
public:
    static constexpr std::size_t width = 8;

    /// @param form a zero for each digit; everything else stands for itself
    consteval explicit digit_form(std::string_view form) noexcept {
        for (std::size_t index = 0; index < width; ++index) {
            const bool is_digit = form[index] == '0';
            looked_at_ |= byte(is_digit ? '\xF0' : '\xFF', index);
            expected_ |= byte(form[index], index);
            digits_ |= byte(is_digit ? '\x0F' : '\0', index);
        }
    }

    /// For each place the number that its digit and the next one write, a byte each, the first
    /// lowest; zeros count for what is no digit.
    /// @return nothing where the text from `position` on does not have the form
    /// @pre eight characters from there
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
        // A digit has 3 in its upper half, and still has it when 6 is added.
        constexpr std::uint64_t six = 0x0606060606060606U;
        if ((block & looked_at_) != expected_ ||
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

    std::uint64_t looked_at_ = 0;
    std::uint64_t expected_ = 0;
    std::uint64_t digits_ = 0;
};

/// Reads `YYYY-MM-DDTHH:MM:SS`.
/// @param text begins with it; at least 19 characters
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

/// Reads what `to_string` writes, `YYYY-MM-DDTHH:MM:SS[.ffffff]+00:00`, and the same with `Z`. What
/// Sentry takes for a date-time is far wider; `parse` reads that.
/// @return nothing for other text and for dates and times that do not exist.
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
