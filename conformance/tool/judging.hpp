/// @file
/// Judging a body together with its signature.
#ifndef FLAGHOOK_TOOL_JUDGING_HPP
#define FLAGHOOK_TOOL_JUDGING_HPP

#include "diagnosis/signature_check.hpp"
#include "tool/verdict.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace flaghook::tool {

/// What a request says of its signature, and what checks it.
struct signature_to_check {
    const diagnosis::signature_checker& by;
    diagnosis::presented_signature presented;
};

/// Judges a body, in Sentry's order: the signature first. A body over a limit gets this library's
/// own answer.
[[nodiscard]] verdict receive(const std::string& file, std::string_view body,
                              const receiver_options& options, const signature_to_check& signature,
                              std::string_view content_type);

/// The same for whoever asks what Sentry would do.
/// @param signature nothing where none is to be checked
/// @throw unusable when a limit keeps the body from being judged: what Sentry, whose limits are
/// wider, would answer is then not known
[[nodiscard]] verdict judge(const std::string& file, std::string_view body,
                            const receiver_options& options,
                            const std::optional<signature_to_check>& signature);

} // namespace flaghook::tool

#endif
