/// @file
/// What the server's fields make of one text, written down a second time.
///
/// An oracle: the same rules as the room `server`, in terms of code points, by other algorithms,
/// without `std::chrono` and 64-bit arithmetic where the library has them.
#ifndef FLAGHOOK_FUZZ_ORACLE_PYTHON_SCALAR_HPP
#define FLAGHOOK_FUZZ_ORACLE_PYTHON_SCALAR_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// What `str.strip()` leaves.
[[nodiscard]] std::u32string_view stripped(std::u32string_view text);

/// The integer that an integer field reads, as decimal text without leading zeros; nothing where it
/// says `invalid`.
/// @par Source
/// `IntegerField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
[[nodiscard]] std::optional<std::string> integer_of(std::u32string_view text);

/// Whether `left`, decimal text of digits alone without leading zeros, is the larger number.
[[nodiscard]] bool exceeds(std::string_view left, std::string_view right);

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
