/// @file
/// Formats verdicts as text.
#ifndef FLAGHOOK_TOOL_VERDICT_TEXT_HPP
#define FLAGHOOK_TOOL_VERDICT_TEXT_HPP

#include "tool/terminal.hpp"
#include "tool/verdict.hpp"

#include <cstddef>
#include <string>

namespace flaghook::tool {

/// The maximum number of issues, of deviations, and of rows to show for a body; JSON has all of
/// them.
inline constexpr std::size_t most_shown = 50;

/// The maximum number of characters of an answer to show.
inline constexpr std::size_t longest_answer = 2000;

/// Describes a change: `"checkout" was updated at 2024-12-12T00:02:00.000000+00:00 by the email
/// "jane@example.com", change_id 17`.
[[nodiscard]] std::string description(const change& row);

/// Returns one line with Sentry's decision: `accepted: Sentry would answer 200 with an empty body
/// and record 2 changes`.
[[nodiscard]] std::string headline(const verdict& verdict, const style& look);

/// Lists the issues and the deviations, each under a heading, with the expected form, the value in
/// the body and the likely cause.
/// @param most the maximum number of each to show
[[nodiscard]] std::string findings(const verdict& verdict, std::size_t most, const style& look);

/// Formats the complete report: the file's name and the headline, the verdict on the signature,
/// issues, deviations, rows, and the answer.
[[nodiscard]] std::string report(const verdict& verdict, const style& look);

} // namespace flaghook::tool

#endif
