/// @file
/// Records flags with results other than true and false.
#ifndef FLAGHOOK_EVALUATION_VARIANT_HPP
#define FLAGHOOK_EVALUATION_VARIANT_HPP

#include <flaghook/json/issue.hpp>
#include <flaghook/version.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// Returns the name under which a variant of a multi-variate flag is recorded: `flag:variant`.
///
/// Sentry shows boolean results and ignores others. By this convention of the library, each variant
/// is a boolean flag: if `button-color` evaluates to `red`, `button-color:red = true` is recorded.
/// The flag's name comes first, so that a sorted list groups the variants, and a search for the
/// flag finds them.
///
/// Only the served variant is recorded, as true. The other variants are not recorded as false. If
/// the served variant changes, the former one remains in a buffer as an older evaluation until it
/// is evicted: both were in effect within the scope.
///
/// In webhooks, announce changes under the flag's own name, for the audit log.
/// @param flag the flag's name
/// @param variant the variant's name
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the names.
/// @par Source
/// https://docs.sentry.io/platforms/python/feature-flags/
[[nodiscard]] inline std::string variant_name(std::string_view flag, std::string_view variant) {
    std::string result;
    result.reserve(flag.size() + 1 + variant.size());
    result += flag;
    result += ':';
    result += variant;
    return result;
}

/// Records that a multi-variate flag evaluated to a variant, under the name that `variant_name`
/// returns.
/// @tparam Recorder a flag buffer, a concurrent flag buffer, or the flags of a span
/// @param to the recorder
/// @param flag the flag's name
/// @param variant the variant's name
/// @return the result of `record`: the issue `invalid_utf8` if one of the names is not UTF-8
/// @throws std::bad_alloc only
/// @par Complexity
/// That of `record`.
///
/// @par Example
/// @snippet evaluation.cpp variant
template <class Recorder>
std::optional<issue> record_variant(Recorder& to, std::string_view flag, std::string_view variant) {
    return to.record(variant_name(flag, variant), true);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
