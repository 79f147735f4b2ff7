/// @file
/// How much of a body the parser puts up with.
#ifndef FLAGHOOK_JSON_LIMITS_HPP
#define FLAGHOOK_JSON_LIMITS_HPP

#include <flaghook/version.hpp>

#include <cstddef>

namespace flaghook::inline FLAGHOOK_ABI {

/// Limits on what a body may cost. Sentry's own limits are wider or not known; a body over one of
/// these is refused with an issue that names the limit.
struct parse_limits {
    /// The most bytes of a body.
    std::size_t body_size = std::size_t{16} << 20U;
    /// The most objects and arrays that may be open at a time. A valid body has four; each level
    /// takes stack.
    std::size_t depth = 512;
    /// The most items of the list of changes.
    std::size_t items = 100'000;
    /// The most issues that are kept; one more says how many are missing. Of deviations that a
    /// field brings as many are kept, and nothing says how many are missing.
    std::size_t issues = 10'000;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
