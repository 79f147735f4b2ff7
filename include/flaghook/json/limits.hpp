/// @file
/// Resource limits for parsing.
#ifndef FLAGHOOK_JSON_LIMITS_HPP
#define FLAGHOOK_JSON_LIMITS_HPP

#include <flaghook/version.hpp>

#include <cstddef>

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {

/// Maximum number of open objects and lists in CPython 3.13 under Django and its REST framework,
/// the outermost included. CPython allows 10,000 nested calls in C; the server uses some of them
/// before it parses, and each middleware uses three more.
/// @par Source
/// `Py_C_RECURSION_LIMIT` in
/// https://github.com/python/cpython/blob/3.13/Include/cpython/pystate.h
inline constexpr std::size_t max_depth = 9984;

} // namespace json::detail

/// Resource limits for parsing.
///
/// A body that exceeds `body_size`, `depth` or `items` is refused with one issue, which names the
/// limit. Sentry's own limits are wider, or not known, except for `depth`.
/// @par Example
/// @snippet parsing.cpp limits
struct parse_limits {
    /// Maximum size of a body, in bytes. A larger body is refused as `issue_code::too_large`, with
    /// status 413.
    std::size_t body_size = std::size_t{16} << 20U;
    /// Maximum nesting depth: the number of objects and arrays that are open at the same time,
    /// the outermost included. A documented body has a depth of four. A deeper body is refused as
    /// `issue_code::too_deep`, with status 500. The default is the server's own limit; a larger
    /// value has no effect.
    std::size_t depth = json::detail::max_depth;
    /// Maximum number of items in the list of changes. A longer list is refused as
    /// `issue_code::too_many_items`, with status 413.
    std::size_t items = 100'000;
    /// Maximum number of issues that are kept. If there are more, an additional first issue,
    /// `issue_code::more_issues`, gives the number of those left out. The limit also applies to
    /// the deviations of single fields; further deviations are dropped without notice.
    std::size_t issues = 10'000;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
