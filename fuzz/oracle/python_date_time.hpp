/// @file
/// A second implementation of the server's date-time field. It works on code points, with other
/// algorithms than the library's and without `std::chrono`.
#ifndef FLAGHOOK_FUZZ_ORACLE_PYTHON_DATE_TIME_HPP
#define FLAGHOOK_FUZZ_ORACLE_PYTHON_DATE_TIME_HPP

#include <cstdint>
#include <string_view>

namespace flaghook::fuzz {

/// The value that a date-time field reads from a text.
struct instant {
    enum class outcome : std::uint8_t { valid, invalid, overflow };

    instant::outcome outcome = instant::outcome::invalid;
    /// The time since 1970-01-01T00:00:00Z, if the outcome is `valid`.
    std::int64_t microseconds = 0;
};

/// Reads a date-time with the server's three attempts.
/// @par Source
/// `DateTimeField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py,
/// https://docs.python.org/3/library/datetime.html#datetime.datetime.fromisoformat and
/// https://github.com/django/django/blob/main/django/utils/dateparse.py
[[nodiscard]] instant instant_of(std::u32string_view text);

} // namespace flaghook::fuzz

#endif
