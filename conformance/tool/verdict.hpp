/// @file
/// What Sentry would make of one body.
#ifndef FLAGHOOK_TOOL_VERDICT_HPP
#define FLAGHOOK_TOOL_VERDICT_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/flaghook.hpp>
#include <flaghook/json/deviation.hpp>

#include "diagnosis/explanation.hpp"
#include "diagnosis/signature_check.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::tool {

/// What a request says of its signature, and what checks it.
struct signature_to_check {
    const diagnosis::signature_checker& by;
    diagnosis::presented_signature presented;
};

/// What Sentry would answer to one body and record, and where the body departs from the
/// documentation.
struct verdict {
    /// Where the body comes from, as it stands on the command line.
    std::string file{};
    /// The answer and the rows.
    flaghook::reply reply{};
    /// Departures that Sentry puts up with. Of a refused body those of its fields alone, and none
    /// where it is no JSON.
    std::vector<deviation> deviations{};
    /// What to know beside each issue of the answer, and beside each deviation.
    std::vector<diagnosis::explanation> about_issues{};
    std::vector<diagnosis::explanation> about_deviations{};
    /// The signature's part, if there was one to check. When it does not fit, the body was not
    /// looked at.
    std::optional<diagnosis::signature_verdict> signature{};
};

/// Judges a body, in Sentry's order: the signature first. A body over a limit gets this library's
/// own answer.
[[nodiscard]] verdict receive(const std::string& file, std::string_view body,
                              const receiver_options& options,
                              const std::optional<signature_to_check>& signature,
                              std::string_view content_type = "application/json");

/// The same for whoever asks what Sentry would do.
/// @throw unusable when a limit keeps the body from being judged: what Sentry, whose limits are
/// wider, would answer is then not known
[[nodiscard]] verdict judge(const std::string& file, std::string_view body,
                            const receiver_options& options,
                            const std::optional<signature_to_check>& signature);

} // namespace flaghook::tool

#endif
