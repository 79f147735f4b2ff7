/// @file
/// Sentry's verdict on a body, without a crypto library.
#ifndef FLAGHOOK_TOOL_VERDICT_HPP
#define FLAGHOOK_TOOL_VERDICT_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/webhook/reply.hpp>

#include "diagnosis/explanation.hpp"
#include "diagnosis/signature_verdict.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::tool {

/// Sentry's answer to a body, the changes it would record, and the body's deviations from the
/// documentation.
struct verdict {
    /// The source of the body, as named on the command line.
    std::string file{};
    /// The answer and the rows.
    basic_reply<blueprint::latest> reply{};
    /// The deviations that Sentry accepts. For a refused body, only those of its fields; empty if
    /// the body is not JSON.
    std::vector<deviation> deviations{};
    /// The explanations of the issues and of the deviations.
    std::vector<diagnosis::explanation> about_issues{};
    std::vector<diagnosis::explanation> about_deviations{};
    /// The verdict on the signature, if there was one to check. If it does not fit, the body was
    /// not judged.
    std::optional<diagnosis::signature_verdict> signature{};
};

/// Judges a body whose signature was checked before or is not checked at all. A body over a limit
/// gets this library's own answer.
/// @param content_type nothing if the request does not have this header
[[nodiscard]] verdict receive(const std::string& file, std::string_view body,
                              const receiver_options& options,
                              std::optional<diagnosis::signature_verdict> signature,
                              std::optional<std::string_view> content_type = "application/json");

/// Explains how a limit prevented a verdict. Sentry's own limits are wider, so its answer is
/// unknown. Returns nothing if the verdict is Sentry's.
[[nodiscard]] std::optional<std::string> why_not_judged(const verdict& verdict);

} // namespace flaghook::tool

#endif
