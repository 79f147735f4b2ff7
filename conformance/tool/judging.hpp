/// @file
/// Judges a body together with its signature.
#ifndef FLAGHOOK_TOOL_JUDGING_HPP
#define FLAGHOOK_TOOL_JUDGING_HPP

#include "diagnosis/signature_search.hpp"
#include "tool/verdict.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace flaghook::tool {

/// A request's signature, and the checker for it.
struct signature_to_check {
    const diagnosis::signature_checker& by;
    diagnosis::presented_signature presented;
};

/// Judges a body in Sentry's order, the signature first. A body over a limit gets this library's
/// own answer.
[[nodiscard]] verdict receive(const std::string& file, std::string_view body,
                              const receiver_options& options, const signature_to_check& signature,
                              std::string_view content_type);

/// Judges a body like `receive`, but refuses to predict Sentry's answer for a body over a limit.
/// @param signature nothing to skip the signature
/// @throw unusable if a limit prevents the verdict; Sentry's own limits are wider, so its answer is
/// unknown
[[nodiscard]] verdict judge(const std::string& file, std::string_view body,
                            const receiver_options& options,
                            const std::optional<signature_to_check>& signature);

} // namespace flaghook::tool

#endif
