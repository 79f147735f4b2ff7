#include "oracle/python_date_time.hpp"

#include "oracle/code_points.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace flaghook::fuzz {

namespace {

bool is_ascii_digit(char32_t point) {
    return point >= U'0' && point <= U'9';
}

bool all_ascii_digits(std::u32string_view text) {
    return std::all_of(text.begin(), text.end(), is_ascii_digit);
}

/// Returns the number that up to nine ASCII digits form.
int number_of(std::u32string_view digits) {
    int result = 0;
    for (const char32_t digit : digits) {
        result = result * 10 + static_cast<int>(digit - U'0');
    }
    return result;
}

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t day_length = 86'400 * second;
constexpr int epoch = 719'163;      ///< the ordinal of 1970-01-01; that of 0001-01-01 is 1
constexpr int last_day = 3'652'059; ///< the ordinal of 9999-12-31

bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_of(int year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[static_cast<std::size_t>(month - 1)] + (month == 2 && is_leap(year) ? 1 : 0);
}

/// Returns the number of days since the end of year 0.
int ordinal(int year, int month, int day) {
    const int years = year - 1;
    int result = years * 365 + years / 4 - years / 100 + years / 400 + day;
    for (int before = 1; before < month; ++before) {
        result += days_of(year, before);
    }
    return result;
}

/// The parts of a date-time.
struct parts {
    /// The day's ordinal; nothing if the day does not exist.
    std::optional<int> day{};
    int hour = 0;
    int minute = 0;
    int second = 0;
    int microsecond = 0;
    std::int64_t offset = 0;
};

std::optional<int> day_of(int year, int month, int day) {
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_of(year, month)) {
        return std::nullopt;
    }
    return ordinal(year, month, day);
}

std::optional<int> day_of_week(int year, int week, int weekday) {
    // Ordinal 1 is a Monday. Week 1 has the year's first Thursday.
    const auto monday_of_first = [](int of) {
        const int january = ordinal(of, 1, 1);
        const int weekday_of_january = (january - 1) % 7;
        return january - weekday_of_january + (weekday_of_january > 3 ? 7 : 0);
    };
    if (year < 1 || week < 1 || weekday < 1 || weekday > 7) {
        return std::nullopt;
    }
    const int result = monday_of_first(year) + (week - 1) * 7 + weekday - 1;
    if (result - (weekday - 1) >= monday_of_first(year + 1) || result > last_day) {
        return std::nullopt;
    }
    return result;
}

/// Returns nothing if a part does not exist.
std::optional<instant> checked(const parts& written) {
    if (!written.day || written.hour > 23 || written.minute > 59 || written.second > 59 ||
        written.offset >= day_length || written.offset <= -day_length) {
        return std::nullopt;
    }
    const std::int64_t time =
        ((written.hour * 60 + written.minute) * 60 + written.second) * second + written.microsecond;
    const std::int64_t result = (*written.day - epoch) * day_length + time - written.offset;
    if (result < (1 - epoch) * day_length || result >= (last_day + 1 - epoch) * day_length) {
        return instant{instant::outcome::overflow};
    }
    return instant{instant::outcome::valid, result};
}

/// Returns the index of the separator between date and time.
std::size_t separator_in(std::u32string_view text) {
    if (text.size() == 7) {
        return 7;
    }
    const auto at = [&](std::size_t index) { return index < text.size() ? text[index] : U'\0'; };
    if (at(4) == U'-' && at(5) != U'W') {
        return 10;
    }
    if (at(4) == U'-') {
        return at(8) == U'-' && !is_ascii_digit(at(10)) ? 10 : 8;
    }
    if (at(4) != U'W') {
        return 8;
    }
    std::size_t index = 7;
    while (is_ascii_digit(at(index))) {
        ++index;
    }
    if (index < 9) {
        return index;
    }
    return index % 2 == 0 ? 7 : 8;
}

/// Returns whether a text has a form: `d` is an ASCII digit, any other character is itself.
bool has_form(std::u32string_view text, std::string_view form) {
    if (text.size() != form.size()) {
        return false;
    }
    for (std::size_t index = 0; index < text.size(); ++index) {
        const bool fits = form[index] == 'd' ? is_ascii_digit(text[index])
                                             : text[index] == static_cast<char32_t>(form[index]);
        if (!fits) {
            return false;
        }
    }
    return true;
}

std::optional<int> iso_day(std::u32string_view text) {
    const auto number = [&](std::size_t from, std::size_t width) {
        return number_of(text.substr(from, width));
    };
    if (has_form(text, "dddd-dd-dd")) {
        return day_of(number(0, 4), number(5, 2), number(8, 2));
    }
    if (has_form(text, "dddddddd")) {
        return day_of(number(0, 4), number(4, 2), number(6, 2));
    }
    if (has_form(text, "dddd-Wdd") || has_form(text, "dddd-Wdd-d")) {
        return day_of_week(number(0, 4), number(6, 2), text.size() == 10 ? number(9, 1) : 1);
    }
    if (has_form(text, "ddddWdd") || has_form(text, "ddddWddd")) {
        return day_of_week(number(0, 4), number(5, 2), text.size() == 8 ? number(7, 1) : 1);
    }
    return std::nullopt;
}

struct clock_time {
    int hour = 0;
    int minute = 0;
    int second = 0;
    int microsecond = 0;
};

std::optional<clock_time> clock_of(std::u32string_view text) {
    clock_time result;
    const std::size_t mark = std::min(text.find_first_of(U".,"), text.size());
    const std::u32string_view whole = text.substr(0, mark);
    const auto number = [&](std::size_t from) { return number_of(whole.substr(from, 2)); };
    if (has_form(whole, "dd:dd:dd") || has_form(whole, "dd:dd") || has_form(whole, "dd")) {
        result.hour = number(0);
        result.minute = whole.size() > 2 ? number(3) : 0;
        result.second = whole.size() > 5 ? number(6) : 0;
    } else if (has_form(whole, "dddddd") || has_form(whole, "dddd")) {
        result.hour = number(0);
        result.minute = number(2);
        result.second = whole.size() > 4 ? number(4) : 0;
    } else {
        return std::nullopt;
    }
    if (mark == text.size()) {
        return result;
    }
    // Only seconds have a fraction.
    const std::u32string_view fraction = text.substr(mark + 1);
    if ((whole.size() != 6 && whole.size() != 8) || fraction.empty() ||
        !all_ascii_digits(fraction)) {
        return std::nullopt;
    }
    std::u32string six(fraction.substr(0, 6));
    six.resize(6, U'0');
    result.microsecond = number_of(six);
    return result;
}

/// Reads the time of day and the offset after the separator.
bool read_iso_time(std::u32string_view text, parts& out) {
    const std::size_t zone_at = std::min(text.find_first_of(U"+-Z"), text.size());
    const std::optional<clock_time> time = clock_of(text.substr(0, zone_at));
    if (!time) {
        return false;
    }
    out.hour = time->hour;
    out.minute = time->minute;
    out.second = time->second;
    out.microsecond = time->microsecond;
    if (zone_at == text.size()) {
        return true;
    }
    if (text[zone_at] == U'Z') {
        return zone_at + 1 == text.size();
    }
    const std::optional<clock_time> offset = clock_of(text.substr(zone_at + 1));
    if (!offset) {
        return false;
    }
    const std::int64_t seconds = (offset->hour * 60 + offset->minute) * 60 + offset->second;
    const std::int64_t magnitude = seconds == 0 ? 0 : seconds * second + offset->microsecond;
    out.offset = text[zone_at] == U'-' ? -magnitude : magnitude;
    return true;
}

std::optional<instant> first_attempt(std::u32string_view original) {
    // The separator may be a surrogate.
    std::u32string text(original);
    for (const std::size_t index : {std::size_t{7}, std::size_t{8}, std::size_t{10}}) {
        if (index < text.size() && is_surrogate(text[index])) {
            text[index] = U'T';
            break;
        }
    }
    if (has_surrogate(text)) {
        return std::nullopt;
    }
    const std::size_t separator = separator_in(text);
    const std::u32string_view whole = text;
    parts written;
    written.day = iso_day(whole.substr(0, separator));
    if (whole.size() > separator && !read_iso_time(whole.substr(separator + 1), written)) {
        return std::nullopt;
    }
    return checked(written);
}

/// Returns a text with each digit of any script as the ASCII digit, each white space except space
/// and line feed as a tab, and each other non-ASCII character as `?`.
std::string simplified(std::u32string_view text) {
    std::string result;
    for (const char32_t point : text) {
        const int digit = digit_value(point);
        if (digit >= 0) {
            result += static_cast<char>('0' + digit);
        } else if (is_white(point) && point != U' ' && point != U'\n') {
            result += '\t';
        } else {
            result += point < 0x80 ? static_cast<char>(point) : '?';
        }
    }
    return result;
}

/// Consumes a text from the front by the elements of a regular expression.
class matcher {
public:
    explicit matcher(std::string_view text) : rest_(text) {}

    /// Matches `\d{least,most}` and returns the digits.
    std::string_view digits(std::size_t least, std::size_t most) {
        std::size_t count = 0;
        while (count < most && count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') {
            ++count;
        }
        failed_ = failed_ || count < least;
        const std::string_view result = rest_.substr(0, count);
        rest_.remove_prefix(count);
        return result;
    }

    /// Matches `[characters]?` and returns the character, or NUL.
    char optional(std::string_view characters) {
        if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) {
            return '\0';
        }
        const char result = rest_.front();
        rest_.remove_prefix(1);
        return result;
    }

    void one(std::string_view characters) { failed_ = optional(characters) == '\0' || failed_; }

    void white_space() {
        while (optional(" \t\n") != '\0') {
        }
    }

    /// Matches `$`.
    void end() { failed_ = failed_ || !(rest_.empty() || rest_ == "\n"); }

    [[nodiscard]] bool matched() const { return !failed_; }

private:
    std::string_view rest_;
    bool failed_ = false;
};

int number_of(std::string_view digits) {
    return number_of(std::u32string(digits.begin(), digits.end()));
}

/// Returns nothing if the pattern does not match; otherwise an instant, which may be `invalid`.
std::optional<instant> second_attempt(std::u32string_view text) {
    const std::string simple = simplified(text);
    matcher next(simple);
    parts written;
    const int year = number_of(next.digits(4, 4));
    next.one("-");
    const int month = number_of(next.digits(1, 2));
    next.one("-");
    written.day = day_of(year, month, number_of(next.digits(1, 2)));
    next.one("T ");
    written.hour = number_of(next.digits(1, 2));
    next.one(":");
    written.minute = number_of(next.digits(1, 2));
    if (next.optional(":") != '\0') {
        written.second = number_of(next.digits(1, 2));
        if (next.optional(".,") != '\0') {
            std::string six(next.digits(1, 6));
            six.resize(6, '0');
            written.microsecond = number_of(six);
            (void)next.digits(0, 6);
        }
    }
    next.white_space();
    const char sign = next.optional("Z+-");
    if (sign == '+' || sign == '-') {
        const int hours = number_of(next.digits(2, 2));
        const bool colon = next.optional(":") != '\0';
        const std::string_view minutes = next.digits(colon ? 2 : 0, 2);
        if (minutes.size() == 1) {
            return std::nullopt;
        }
        const std::int64_t magnitude = (hours * 60 + number_of(minutes)) * 60 * second;
        written.offset = sign == '-' ? -magnitude : magnitude;
    }
    next.end();
    if (!next.matched()) {
        return std::nullopt;
    }
    return checked(written).value_or(instant{});
}

/// Returns whether a text is the name of the framework's own format, with case folded as in
/// Python's patterns.
bool is_format_name(std::u32string_view text) {
    constexpr std::array<std::u32string_view, 8> letters{
        U"iI\u0130\u0131", U"sS\u017f", U"oO", U"-", U"8", U"6", U"0", U"1"};
    return text.size() == letters.size() &&
           std::equal(text.begin(), text.end(), letters.begin(),
                      [](char32_t point, std::u32string_view among) {
                          return among.find(point) != std::u32string_view::npos;
                      });
}

} // namespace

instant instant_of(std::u32string_view text) {
    if (const std::optional<instant> found = first_attempt(text)) {
        return *found;
    }
    if (const std::optional<instant> found = second_attempt(text)) {
        return *found;
    }
    if (is_format_name(text)) {
        return {instant::outcome::valid, (ordinal(1900, 1, 1) - epoch) * day_length};
    }
    return {};
}

} // namespace flaghook::fuzz
