/// @file
/// The verdict on a body: what Sentry would answer and record, as text and as JSON.
#ifndef FLAGHOOK_TOOL_VERDICT_HPP
#define FLAGHOOK_TOOL_VERDICT_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/document/complaint.hpp>
#include <flaghook/json/deviation.hpp>
#include <flaghook/webhook/reply.hpp>

#include "diagnosis/explanation.hpp"
#include "diagnosis/signature_plan.hpp"
#include "tool/output.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <optional>
#include <span>
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

/// Formats the first errors, one per line, as in `  data[0].flag: This field may not be blank.`,
/// followed by the number of others. The JSON form has all of them.
[[nodiscard]] std::string lines_of(std::span<const complaint> complaints);

/// Converts to `[{"path", "message"}]`.
[[nodiscard]] boost::json::array to_json(std::span<const complaint> complaints);

/// Converts a verdict to an element of the document that `flaghook check --format json` prints:
///
/// | member | meaning |
/// |---|---|
/// | `file` | the argument on the command line |
/// | `status`, `answer` | Sentry's answer; `answer` is its body as JSON, null if it is empty |
/// | `accepted` | whether Sentry records the changes |
/// | `rows` | the recorded changes: `action`, `change_id` as decimal text, `created_at`,
/// `created_by`, `created_by_type`, `flag` |
/// | `issues`, `deviations` | `path`, `code` and `message` of each, in addition `came`, the likely
/// `cause` and, for issues, `expected`; null if unknown |
/// | `signature` | `matches`, `form`, `message` and `mistakes`; null if it was not checked |
[[nodiscard]] boost::json::object to_json(const verdict& verdict);

/// Makes the element for an input that was not judged: `file` and `error`.
[[nodiscard]] boost::json::object to_json(const std::string& file, const std::string& error);

/// The maximum number of issues, of deviations, and of rows to show for a body; JSON has all of
/// them.
inline constexpr std::size_t most_shown = 50;

/// The maximum number of characters of an answer to show.
inline constexpr std::size_t longest_answer = 2000;

/// Describes a change: `"checkout" was updated at 2024-12-12T00:02:00.000000+00:00 by the email
/// "jane@example.com", change_id 17`.
[[nodiscard]] std::string description(const change& row);

/// Lists the issues and the deviations, each under a heading, with the expected form, the value in
/// the body and the likely cause.
/// @param most the maximum number of each to show
[[nodiscard]] std::string findings(const verdict& verdict, std::size_t most, const style& look);

/// Formats the complete report: the file's name and the headline, the verdict on the signature,
/// issues, deviations, rows, and the answer.
[[nodiscard]] std::string report(const verdict& verdict, const style& look);

} // namespace flaghook::tool

#endif
