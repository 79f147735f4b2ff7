/// @file
/// Resource limits for parsing.
#ifndef FLAGHOOK_JSON_LIMITS_HPP
#define FLAGHOOK_JSON_LIMITS_HPP

#include <flaghook/version.hpp>

#include <cstddef>

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {

/// How many objects and lists CPython 3.13 has open at most below Django and its REST framework,
/// the outermost included. It counts calls in C, 10,000 of them, and a server has some open before
/// it reads; each middleware takes three more.
/// @par Source
/// `Py_C_RECURSION_LIMIT` in
/// https://github.com/python/cpython/blob/3.13/Include/cpython/pystate.h
inline constexpr std::size_t max_depth = 9984;

} // namespace json::detail

/// Limits on what a body may cost. Sentry's own limits are wider or not known; a body over one of
/// these is refused with an issue that names the limit.
struct parse_limits {
    /// The most bytes of a body.
    std::size_t body_size = std::size_t{16} << 20U;
    /// The most objects and arrays that may be open at a time. A valid body has four. The default
    /// is the server's own limit; a larger value has no effect.
    std::size_t depth = json::detail::max_depth;
    /// The most items of the list of changes.
    std::size_t items = 100'000;
    /// The most issues that are kept; one more says how many are missing. Of deviations that a
    /// field brings as many are kept, and nothing says how many are missing.
    std::size_t issues = 10'000;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
