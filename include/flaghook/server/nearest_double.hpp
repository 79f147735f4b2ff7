/// @file
/// Reads a decimal number as the nearest `double`, with what the standard library offers.
#ifndef FLAGHOOK_SERVER_NEAREST_DOUBLE_HPP
#define FLAGHOOK_SERVER_NEAREST_DOUBLE_HPP

#include <flaghook/version.hpp>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <system_error>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// The `double` that is nearest to a decimal number: infinite beyond the largest, zero below the
/// smallest. Leaves `errno` alone.
///
/// Reads with `std::from_chars`, which libc++ has for `double` since version 20, or else with
/// `strtod`; that of MinGW-w64 rounds twice, and is wrong in the last digit now and then.
/// @param first an optional `-`, digits, and an optional exponent after `e`; no point, whose
/// meaning depends on the locale
/// @param last the end of the text, where a zero byte follows
/// @tparam Float `double`; a parameter, since only a template may ask for a function that is
/// missing
template <class Float = double>
[[nodiscard]] Float nearest_double(const char* first, const char* last) {
    if constexpr (requires(Float & value) { std::from_chars(first, last, value); }) {
        Float value = 0;
        if (std::from_chars(first, last, value).ec == std::errc()) {
            return value;
        }
        // Out of range, `from_chars` does not say on which side.
    }
    const int saved = errno;
    const double value = std::strtod(first, nullptr);
    errno = saved;
    return value;
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
