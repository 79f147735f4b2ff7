/// @file
/// Reads a decimal number as the nearest `double`, with what the standard library offers.
#ifndef FLAGHOOK_SERVER_NEAREST_DOUBLE_HPP
#define FLAGHOOK_SERVER_NEAREST_DOUBLE_HPP

#include <flaghook/version.hpp>

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <system_error>

namespace flaghook::inline FLAGHOOK_ABI::server {

/// The `double` that is nearest to a decimal number: infinite past the largest, zero below the
/// smallest. Leaves `errno` alone.
///
/// Reads with `std::from_chars`, which libc++ has for `double` since version 20, or else with
/// `strtod`: that of MinGW-w64 rounds twice, so that about one in two thousand is not the nearest.
/// @param first   an optional `-`, digits, and an optional exponent behind `e`; no point, whose
/// meaning
///                depends on the locale
/// @param last    where the text ends, and a zero follows
/// @tparam Float  `double`; a parameter because only in a template a missing function is an answer
template <class Float = double>
[[nodiscard]] Float nearest_double(const char* first, const char* last) {
    if constexpr (requires(Float & value) { std::from_chars(first, last, value); }) {
        Float value = 0;
        if (std::from_chars(first, last, value).ec == std::errc()) {
            return value;
        }
        // Past the ends `from_chars` does not say which of them.
    }
    const int saved = errno;
    const double value = std::strtod(first, nullptr);
    errno = saved;
    return value;
}

} // namespace flaghook::inline FLAGHOOK_ABI::server

#endif
