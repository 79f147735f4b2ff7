/// @file
/// What Sentry would make of one body, without any crypto library.
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

/// What Sentry would answer to one body and record, and where the body departs from the
/// documentation.
struct verdict {
    /// Where the body comes from, as it stands on the command line.
    std::string file{};
    /// The answer and the rows.
    basic_reply<blueprint::latest> reply{};
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

/// The verdict on a body whose signature was checked before, or is not to be checked. A body over a
/// limit gets this library's own answer.
/// @param content_type nothing where the request has no such header
[[nodiscard]] verdict receive(const std::string& file, std::string_view body,
                              const receiver_options& options,
                              std::optional<diagnosis::signature_verdict> signature,
                              std::optional<std::string_view> content_type = "application/json");

/// Why a limit kept the body from being judged: what Sentry, whose limits are wider, would answer
/// is then not known. Nothing where the verdict is Sentry's.
[[nodiscard]] std::optional<std::string> why_not_judged(const verdict& verdict);

} // namespace flaghook::tool

#endif
