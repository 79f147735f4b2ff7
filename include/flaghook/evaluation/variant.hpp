/// @file
/// Flags with more results than true and false.
#ifndef FLAGHOOK_EVALUATION_VARIANT_HPP
#define FLAGHOOK_EVALUATION_VARIANT_HPP

#include <flaghook/json/issue.hpp>
#include <flaghook/version.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// The name under which one variant of a multi-variate flag is recorded: `flag:variant`.
///
/// Sentry shows results that are booleans and ignores others
/// (https://docs.sentry.io/platforms/python/feature-flags/). The convention here makes
/// a boolean flag of each variant: that `button-color` came out as `red` is recorded as
/// `button-color:red = true`. The flag's own name stays in front, so that the variants stand
/// together in a sorted list, and a search for the flag finds them.
///
/// Only what came out is recorded, as true; the other variants are not recorded as false. When the
/// outcome changes, the former variant stays in a buffer as an older evaluation until it makes
/// place: both were in force since the scope began. For the sake of the audit log, announce changes
/// under the flag's own name.
[[nodiscard]] inline std::string variant_name(std::string_view flag, std::string_view variant) {
    std::string result;
    result.reserve(flag.size() + 1 + variant.size());
    result += flag;
    result += ':';
    result += variant;
    return result;
}

/// Records that a multi-variate flag came out as a variant; see `variant_name`.
/// @param to a flag buffer of either kind, or the flags of a span
/// @return what `record` returns: an issue if flag or variant are not UTF-8
///
/// @par Example
/// @code
/// flaghook::record_variant(flags, "button-color", "red");  // button-color:red = true
/// @endcode
template <class Recorder>
std::optional<issue> record_variant(Recorder& to, std::string_view flag, std::string_view variant) {
    return to.record(variant_name(flag, variant), true);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
