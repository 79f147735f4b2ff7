/// @file
/// What the server's date-time field makes of a text, written down a second time: in terms of code
/// points, by other algorithms, without `std::chrono`.
#ifndef FLAGHOOK_FUZZ_ORACLE_PYTHON_DATE_TIME_HPP
#define FLAGHOOK_FUZZ_ORACLE_PYTHON_DATE_TIME_HPP

#include <cstdint>
#include <string_view>

namespace flaghook::fuzz {

/// What a date-time field makes of a text.
struct instant {
    enum class outcome : std::uint8_t { valid, invalid, overflow };

    instant::outcome outcome = instant::outcome::invalid;
    /// Since 1970-01-01T00:00:00Z, where the outcome is `valid`.
    std::int64_t microseconds = 0;
};

/// Reads a date-time by the server's three attempts.
/// @par Source
/// `DateTimeField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py,
/// https://docs.python.org/3/library/datetime.html#datetime.datetime.fromisoformat and
/// https://github.com/django/django/blob/main/django/utils/dateparse.py
[[nodiscard]] instant instant_of(std::u32string_view text);

} // namespace flaghook::fuzz

#endif
