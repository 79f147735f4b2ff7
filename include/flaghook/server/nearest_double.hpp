/// @file
/// Conversion of a decimal number to the nearest `double`.
#ifndef FLAGHOOK_SERVER_NEAREST_DOUBLE_HPP
#define FLAGHOOK_SERVER_NEAREST_DOUBLE_HPP

#include <flaghook/version.hpp>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <system_error>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// Returns the `double` that is nearest to a decimal number: infinity for a number that is too
/// large, zero for one that is too small. Does not change `errno`.
///
/// Uses `std::from_chars` or, with libc++ before version 20, `strtod`. The `strtod` of MinGW-w64
/// rounds twice, so its last digit is sometimes wrong.
/// @param first an optional `-`, digits, and an optional exponent after `e`. A decimal point is not
/// allowed, because its meaning depends on the locale.
/// @param last the end of the text, which must be a zero byte
/// @tparam Float `double`; only a template can check whether a function exists
template <class Float = double>
[[nodiscard]] Float nearest_double(const char* first, const char* last) {
    if constexpr (requires(Float & value) { std::from_chars(first, last, value); }) {
        Float value = 0;
        if (std::from_chars(first, last, value).ec == std::errc()) {
            return value;
        }
        // If the number is out of range, `from_chars` does not tell too large from too small.
    }
    const int saved = errno;
    const double value = std::strtod(first, nullptr);
    errno = saved;
    return value;
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
