/// @file
/// Verdicts for people.
#ifndef FLAGHOOK_TOOL_VERDICT_TEXT_HPP
#define FLAGHOOK_TOOL_VERDICT_TEXT_HPP

#include "tool/terminal.hpp"
#include "tool/verdict.hpp"

#include <cstddef>
#include <string>

namespace flaghook::tool {

/// How many issues, deviations and rows of one body are shown; JSON has all of them.
inline constexpr std::size_t most_shown = 50;

/// How many characters of an answer are shown.
inline constexpr std::size_t longest_answer = 2000;

/// A change in words: `"checkout" was updated at 2024-12-12T00:02:00.000000+00:00 by the email
/// "jane@example.com", change_id 17`.
[[nodiscard]] std::string description(const change& row);

/// One line that says what Sentry would do: `accepted: Sentry would answer 200 with an empty body
/// and record 2 changes`.
[[nodiscard]] std::string headline(const verdict& verdict, const style& look);

/// The issues with what was expected, what came and the likely cause, and the deviations, each
/// under a heading.
/// @param most of each that are shown
[[nodiscard]] std::string findings(const verdict& verdict, std::size_t most, const style& look);

/// The whole report: the headline behind the file's name, then whatever there is of signature,
/// issues with what was expected and what came, deviations, rows, and the answer.
[[nodiscard]] std::string report(const verdict& verdict, const style& look);

} // namespace flaghook::tool

#endif
