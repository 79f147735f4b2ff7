/// @file
/// The server's rule for date-time fields.
#ifndef FLAGHOOK_SERVER_DATE_TIME_HPP
#define FLAGHOOK_SERVER_DATE_TIME_HPP

#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// The server's verdict on the text of a date-time field.
enum class date_time_outcome : std::uint8_t {
    valid,
    invalid, ///< not a form that the server reads, or a date that does not exist
    overflow ///< outside the years 1 to 9999 in UTC
};

/// The verdict and, if it is `valid`, the instant.
struct date_time {
    date_time_outcome outcome = date_time_outcome::invalid;
    timestamp instant{};
};

/// The unchecked parts of a date-time: calendar date, time of day and offset.
struct written_date_time {
    int year = 1;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int microsecond = 0;
    /// Positive east of Greenwich; zero if there is none, because the server then assumes UTC.
    std::chrono::microseconds offset{0};
};

/// Checks the parts as Python's `datetime` and `timezone` do, and converts to UTC.
[[nodiscard]] constexpr date_time to_instant(const written_date_time& written) noexcept {
    namespace chrono = std::chrono;
    if (written.year < 1 || written.year > 9999 || written.month < 1 || written.month > 12 ||
        written.day < 1 || written.hour > 23 || written.minute > 59 || written.second > 59 ||
        chrono::abs(written.offset) >= chrono::days{1}) {
        return {};
    }
    const chrono::year_month_day date{chrono::year{written.year},
                                      chrono::month{static_cast<unsigned>(written.month)},
                                      chrono::day{static_cast<unsigned>(written.day)}};
    if (!date.ok()) {
        return {};
    }
    // Days and minutes are never added without seconds. Their sum would be in minutes, which have
    // 32 bits in libc++ for 32-bit processors, and would overflow after the year 6053.
    const int second = (written.hour * 60 + written.minute) * 60 + written.second;
    const timestamp instant = chrono::sys_days{date} + chrono::seconds{second} +
                              chrono::microseconds{written.microsecond} - written.offset;
    if (!in_range(instant)) {
        return {date_time_outcome::overflow, {}};
    }
    return {date_time_outcome::valid, instant};
}

/// Reads ISO 8601 text from the beginning. Positions behind the end read as NUL.
class iso_reader {
public:
    explicit constexpr iso_reader(std::string_view text) noexcept : text_(text) {}

    [[nodiscard]] constexpr char at(std::size_t position) const noexcept {
        return position < text_.size() ? text_[position] : '\0';
    }

    [[nodiscard]] constexpr bool digit_at(std::size_t position) const noexcept {
        return at(position) >= '0' && at(position) <= '9';
    }

    [[nodiscard]] constexpr std::size_t position() const noexcept { return position_; }
    [[nodiscard]] constexpr char next() const noexcept { return at(position_); }
    constexpr void go_to(std::size_t position) noexcept { position_ = position; }
    constexpr void skip(std::size_t count) noexcept { position_ += count; }

    /// Skips a character if it is the next one.
    constexpr bool accept(char character) noexcept {
        if (next() != character) {
            return false;
        }
        ++position_;
        return true;
    }

    /// Reads exactly `width` ASCII digits.
    constexpr bool read_digits(std::size_t width, int& value) noexcept {
        int result = 0;
        for (std::size_t count = 0; count < width; ++count, ++position_) {
            if (!digit_at(position_)) {
                return false;
            }
            result = result * 10 + (next() - '0');
        }
        value = result;
        return true;
    }

private:
    std::string_view text_;
    std::size_t position_ = 0;
};

/// Returns the length of the date before the separator. The fifth and sixth characters determine
/// its form. For week dates, the text behind determines whether there is a day.
[[nodiscard]] constexpr std::size_t iso_date_length(std::string_view text) noexcept {
    const iso_reader reader(text);
    if (text.size() == 7) {
        return 7; // YYYYWww alone
    }
    if (reader.at(4) == '-') {
        if (reader.at(5) != 'W') {
            return 10; // YYYY-MM-DD
        }
        if (text.size() > 8 && reader.at(8) == '-') {
            // YYYY-Www-D. If two digits follow, the hyphen separates the time instead.
            return reader.digit_at(9) && reader.digit_at(10) ? 8 : 10;
        }
        return 8; // YYYY-Www
    }
    if (reader.at(4) != 'W') {
        return 8; // YYYYMMDD
    }
    std::size_t digits_end = 7;
    while (reader.digit_at(digits_end)) {
        ++digits_end;
    }
    if (digits_end < 9) {
        return digits_end; // YYYYWww or YYYYWwwd
    }
    // A time of day has an even number of digits, so an odd total includes the day.
    return digits_end % 2 == 0 ? 7 : 8;
}

/// Reads a calendar date or an ISO week date of `length` bytes.
constexpr bool read_iso_date(iso_reader& reader, std::size_t length,
                             written_date_time& out) noexcept {
    namespace chrono = std::chrono;
    if (!reader.read_digits(4, out.year)) {
        return false;
    }
    const bool hyphens = reader.accept('-');
    if (!reader.accept('W')) {
        return reader.read_digits(2, out.month) && (!hyphens || reader.accept('-')) &&
               reader.read_digits(2, out.day) && reader.position() == length;
    }
    int week = 0;
    int weekday = 1;
    if (!reader.read_digits(2, week)) {
        return false;
    }
    if (reader.position() < length &&
        ((hyphens && !reader.accept('-')) || !reader.read_digits(1, weekday))) {
        return false;
    }
    if (out.year < 1 || week < 1 || weekday < 1 || weekday > 7) {
        return false;
    }
    // Week 1 is the week of 4 January. A year has a week 53 only if its last Thursday is in it.
    const auto first_monday = [](int year) {
        const chrono::sys_days fourth{chrono::year{year} / chrono::January / 4};
        return fourth - (chrono::weekday{fourth} - chrono::Monday);
    };
    const chrono::sys_days monday = first_monday(out.year) + chrono::weeks{week - 1};
    if (monday >= first_monday(out.year + 1)) {
        return false;
    }
    const chrono::year_month_day date{monday + chrono::days{weekday - 1}};
    out.year = static_cast<int>(date.year());
    out.month = static_cast<int>(static_cast<unsigned>(date.month()));
    out.day = static_cast<int>(static_cast<unsigned>(date.day()));
    return true;
}

/// The hours, minutes, seconds and fraction of a time of day or an offset.
struct iso_time {
    std::array<int, 3> parts{};
    int microsecond = 0;
};

/// Reads a time of day or an offset up to `end`, and ignores digits of the fraction after the
/// sixth.
constexpr bool read_iso_time(iso_reader& reader, std::size_t end, iso_time& out) noexcept {
    const bool colons = reader.at(reader.position() + 2) == ':';
    for (std::size_t part = 0; part < out.parts.size(); ++part) {
        if (part != 0 && colons && !reader.accept(':')) {
            return false;
        }
        if (!reader.read_digits(2, out.parts[part])) {
            return false;
        }
        if (reader.position() >= end) {
            return reader.position() == end;
        }
    }
    if (!reader.accept('.') && !reader.accept(',')) {
        return false;
    }
    int scale = 100'000;
    const std::size_t first = reader.position();
    for (; reader.position() < end && reader.digit_at(reader.position()); reader.skip(1)) {
        out.microsecond += scale * (reader.next() - '0');
        scale /= 10;
    }
    return reader.position() == end && reader.position() != first;
}

/// Reads the time of day and the optional offset behind the separator.
constexpr bool read_iso_time_and_offset(iso_reader& reader, std::size_t end,
                                        written_date_time& out) noexcept {
    namespace chrono = std::chrono;
    std::size_t zone_at = reader.position();
    while (zone_at < end && reader.at(zone_at) != '+' && reader.at(zone_at) != '-' &&
           reader.at(zone_at) != 'Z') {
        ++zone_at;
    }
    iso_time time;
    if (!read_iso_time(reader, zone_at, time)) {
        return false;
    }
    out.hour = time.parts[0];
    out.minute = time.parts[1];
    out.second = time.parts[2];
    out.microsecond = time.microsecond;
    if (zone_at == end) {
        return true;
    }
    reader.skip(1);
    if (reader.at(zone_at) == 'Z') {
        return reader.position() == end;
    }
    iso_time offset;
    if (!read_iso_time(reader, end, offset)) {
        return false;
    }
    const auto seconds = chrono::hours{offset.parts[0]} + chrono::minutes{offset.parts[1]} +
                         chrono::seconds{offset.parts[2]};
    // For Python, an offset of less than a second is UTC.
    out.offset = seconds.count() == 0 ? chrono::microseconds{0}
                                      : seconds + chrono::microseconds{offset.microsecond};
    out.offset = reader.at(zone_at) == '-' ? -out.offset : out.offset;
    return true;
}

/// The first attempt: the documented forms of `datetime.fromisoformat` since Python 3.11. Some
/// releases of Python accept more by mistake; see docs/divergences.md.
[[nodiscard]] inline std::optional<date_time> read_iso_format(std::string_view text) {
    std::string without_surrogate;
    if (first_surrogate(text)) {
        // A lone surrogate is allowed as the separator, at any position where a date may end.
        std::size_t index = 0;
        bool replaced = false;
        for (std::size_t position = 0; position < text.size(); ++index) {
            const auto [point, width] = decode(text, position);
            if (!replaced && is_surrogate(point) && (index == 7 || index == 8 || index == 10)) {
                without_surrogate += 'T';
                replaced = true;
            } else {
                without_surrogate.append(text, position, width);
            }
            position += width;
        }
        if (first_surrogate(without_surrogate)) {
            return std::nullopt;
        }
        text = without_surrogate;
    }
    const std::size_t date_length = iso_date_length(text);
    written_date_time written;
    iso_reader reader(text);
    if (!read_iso_date(reader, date_length, written)) {
        return std::nullopt;
    }
    if (text.size() > date_length) {
        reader.go_to(date_length + decode(text, date_length).width);
        if (!read_iso_time_and_offset(reader, text.size(), written)) {
            return std::nullopt;
        }
    }
    const date_time result = to_instant(written);
    // If the date does not exist, the next attempt is made.
    return result.outcome == date_time_outcome::invalid ? std::nullopt : std::optional(result);
}

/// Reads text by code points, for the second attempt.
class pattern_reader {
public:
    explicit constexpr pattern_reader(std::string_view text) noexcept : text_(text) {}

    [[nodiscard]] constexpr bool at_end() const noexcept { return position_ == text_.size(); }

    /// Skips and returns the next character if it is one of the given ASCII characters; otherwise
    /// returns NUL.
    constexpr char accept(std::string_view characters) noexcept {
        if (at_end() || characters.find(text_[position_]) == std::string_view::npos) {
            return '\0';
        }
        return text_[position_++];
    }

    /// Reads up to `limit` digits of any script, and returns their number.
    constexpr int read_digits(int limit, int& value) noexcept {
        int count = 0;
        int result = 0;
        while (count < limit && !at_end()) {
            const decoded next = decode(text_, position_);
            const int digit = digit_value(next.point);
            if (digit < 0) {
                break;
            }
            result = result * 10 + digit;
            position_ += next.width;
            ++count;
        }
        value = result;
        return count;
    }

    constexpr void skip_space() noexcept {
        while (!at_end()) {
            const decoded next = decode(text_, position_);
            if (!is_space(next.point)) {
                break;
            }
            position_ += next.width;
        }
    }

private:
    std::string_view text_;
    std::size_t position_ = 0;
};

/// The second attempt: Django's pattern.
[[nodiscard]] constexpr std::optional<date_time> read_pattern(std::string_view text) noexcept {
    namespace chrono = std::chrono;
    pattern_reader reader(text);
    written_date_time written;
    if (reader.read_digits(4, written.year) != 4 || reader.accept("-") == '\0' ||
        reader.read_digits(2, written.month) == 0 || reader.accept("-") == '\0' ||
        reader.read_digits(2, written.day) == 0 || reader.accept("T ") == '\0' ||
        reader.read_digits(2, written.hour) == 0 || reader.accept(":") == '\0' ||
        reader.read_digits(2, written.minute) == 0) {
        return std::nullopt;
    }
    if (reader.accept(":") != '\0') {
        if (reader.read_digits(2, written.second) == 0) {
            return std::nullopt;
        }
        if (reader.accept(".,") != '\0') {
            const int count = reader.read_digits(6, written.microsecond);
            if (count == 0) {
                return std::nullopt;
            }
            for (int place = count; place < 6; ++place) {
                written.microsecond *= 10;
            }
            int cut = 0;
            reader.read_digits(6, cut);
        }
    }
    reader.skip_space();
    if (const char sign = reader.accept("Z+-"); sign != '\0' && sign != 'Z') {
        int hours = 0;
        int minutes = 0;
        if (reader.read_digits(2, hours) != 2) {
            return std::nullopt;
        }
        const bool colon = reader.accept(":") != '\0';
        const int minute_digits = reader.read_digits(2, minutes);
        if (minute_digits == 1 || (colon && minute_digits == 0)) {
            return std::nullopt;
        }
        written.offset = chrono::hours{hours} + chrono::minutes{minutes};
        written.offset = sign == '-' ? -written.offset : written.offset;
    }
    // The end of the pattern also matches before a line feed at the end of the text.
    reader.accept("\n");
    if (!reader.at_end()) {
        return std::nullopt;
    }
    return to_instant(written);
}

/// The third attempt: `strptime` with the format `iso-8601`, the framework's name for the other
/// forms. Only this name itself matches, in any letter case by Python's case folding. It means the
/// default of `strptime`, the start of 1900.
[[nodiscard]] constexpr bool is_format_name(std::string_view text) noexcept {
    std::size_t position = 0;
    for (const char expected : std::string_view("iso-8601")) {
        if (position == text.size()) {
            return false;
        }
        const auto [point, width] = decode(text, position);
        position += width;
        bool matches = point == static_cast<char32_t>(expected);
        switch (expected) {
        case 'i':
            matches = matches || point == 'I' || point == 0x130 || point == 0x131;
            break;
        case 's':
            matches = matches || point == 'S' || point == 0x17F;
            break;
        case 'o':
            matches = matches || point == 'O';
            break;
        default:
            break;
        }
        if (!matches) {
            return false;
        }
    }
    return position == text.size();
}

/// Reads the forms that most senders write: `YYYY-MM-DDTHH:MM:SS`, an optional fraction, and `Z`,
/// `+00:00` or nothing. This is a fast path; the first attempt gives the same result.
/// @param at the beginning of the text, which may continue behind the form
/// @return the end of the form, or `nullptr` for other forms
[[nodiscard]] constexpr const char* read_usual_form(const char* at, const char* end,
                                                    timestamp& out) noexcept {
    constexpr std::ptrdiff_t seconds_end = 19;
    if (end - at < seconds_end) {
        return nullptr;
    }
    const auto seconds = flaghook::detail::read_date_and_time({at, seconds_end});
    if (!seconds) {
        return nullptr;
    }
    at += seconds_end;
    int microseconds = 0;
    if (at != end && *at == '.') {
        const char* const first = ++at;
        int scale = 100'000;
        for (; at != end && *at >= '0' && *at <= '9'; ++at) {
            microseconds += scale * (*at - '0');
            scale /= 10;
        }
        if (at == first) {
            return nullptr;
        }
    }
    out = *seconds + std::chrono::microseconds{microseconds};
    if (at != end && *at == 'Z') {
        return at + 1;
    }
    constexpr std::string_view utc = "+00:00";
    const bool has_offset =
        std::string_view(at, static_cast<std::size_t>(end - at)).starts_with(utc);
    return at + (has_offset ? utc.size() : 0);
}

/// Checks whether the first four bytes show that all attempts fail: they are not the digits of a
/// year, and the first is not the i of the format's name.
[[nodiscard]] constexpr bool begins_as_no_date_time(std::string_view text) noexcept {
    constexpr std::size_t year_width = 4;
    for (const char byte : text.substr(0, year_width)) {
        if (static_cast<unsigned char>(byte) >= 0x80) {
            // It may be a digit of another script.
            return false;
        }
        if (byte < '0' || byte > '9') {
            return text.front() != 'i' && text.front() != 'I';
        }
    }
    return text.size() < year_width;
}

/// Reads a text as a date-time field of the server does.
///
/// The server makes three attempts: `datetime.fromisoformat`, Django's pattern and `strptime`. A
/// text without an offset is in UTC. A fraction is cut to microseconds.
/// @par Grammar
/// @code{.unparsed}
/// date-time  = iso / pattern / name
/// iso        = date [ separator time [ offset ] ]
/// date       = year "-" 2DIGIT "-" 2DIGIT             ; month and day
///            / year 2DIGIT 2DIGIT
///            / year "-W" 2DIGIT [ "-" DIGIT ]         ; week and day of the week
///            / year "W" 2DIGIT [ DIGIT ]
/// year       = 4DIGIT
/// separator  = <any character>
/// time       = hour [ ":" minute [ ":" second [ fraction ] ] ]
///            / hour [ minute [ second [ fraction ] ] ]
/// fraction   = ( "." / "," ) 1*DIGIT
/// offset     = "Z" / ( "+" / "-" ) time               ; less than 24 hours
/// hour       = 2DIGIT
/// minute     = 2DIGIT
/// second     = 2DIGIT
/// pattern    = 4udigit "-" 1*2udigit "-" 1*2udigit ( "T" / " " ) 1*2udigit ":" 1*2udigit
///              [ ":" 1*2udigit [ ( "." / "," ) 1*12udigit ] ] *white [ zone ] [ LF ]
/// zone       = "Z" / ( "+" / "-" ) 2udigit [ [ ":" ] 2udigit ]
/// udigit     = <a decimal digit of any script>
/// white      = <white space by str.isspace>
/// name       = "iso-8601"                             ; in any letter case
/// @endcode
/// @param text the JSON string; other JSON values are `invalid`
/// @return the verdict and the instant in UTC
/// @par Source
/// `DateTimeField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py,
/// `parse_datetime` in https://github.com/django/django/blob/main/django/utils/dateparse.py, and
/// https://docs.python.org/3/library/datetime.html#datetime.datetime.fromisoformat
[[nodiscard]] inline date_time read_date_time(std::string_view text) {
    timestamp usual;
    const char* const end = text.data() + text.size();
    if (read_usual_form(text.data(), end, usual) == end && !text.empty()) {
        return {date_time_outcome::valid, usual};
    }
    if (begins_as_no_date_time(text)) {
        return {};
    }
    if (const auto result = read_iso_format(text)) {
        return *result;
    }
    if (const auto result = read_pattern(text)) {
        return *result;
    }
    if (is_format_name(text)) {
        return to_instant({.year = 1900});
    }
    return {};
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
