/// @file
/// Reports on a run of the suite, in four formats.
#ifndef FLAGHOOK_SUITE_REPORT_HPP
#define FLAGHOOK_SUITE_REPORT_HPP

#include <flaghook/model/timestamp.hpp>

#include "suite/run.hpp"
#include "suite/vectors.hpp"
#include "tool/output.hpp"

#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::suite {

/// The content of a report. Each implementation has the same cases in the same order.
struct suite_results {
    const vectors* from = nullptr;
    /// The start of the run.
    timestamp date{};
    /// The selection: cases up to this level whose id matches one of the patterns.
    level up_to = level::should;
    std::vector<std::string> patterns{};
    bool index_keyed = false;
    std::vector<implementation_results> implementations{};

    /// Checks whether all implementations conform.
    [[nodiscard]] bool conform() const;
};

/// Consecutive results of one group.
struct group_results {
    std::string_view name;
    std::vector<const case_result*> results;

    /// Counts the results by verdict.
    [[nodiscard]] std::array<std::size_t, verdict_count> counts() const;
    /// Counts the results that passed.
    [[nodiscard]] std::size_t passed() const;
    /// Counts the failures.
    [[nodiscard]] std::size_t failed() const;
};

/// The failures that break the same rule.
struct rule_failures {
    std::string_view rule;
    std::vector<const case_result*> results{};
    /// The number of further cases that were not asked after these failures.
    std::size_t not_asked = 0;
};

/// The maximum size, in bytes, of a value or of a reason in a document.
inline constexpr std::size_t longest_value = 4000;

/// The maximum number of differences to show of a case.
inline constexpr std::size_t most_differences = 3;

/// Returns the verdict in words, such as `timed out`.
[[nodiscard]] std::string verdict_words(verdict of);

/// Groups an implementation's results, in the order of the vectors.
[[nodiscard]] std::vector<group_results> by_group(const implementation_results& of);

/// Groups an implementation's failures by the rule that they break, those of most cases of level
/// MUST first. The first cases of a rule are those whose cause is known.
[[nodiscard]] std::vector<rule_failures> by_rule(const implementation_results& of);

/// A member of a request.
struct input_member {
    std::string name;
    /// JSON on one line, or for a body its bytes.
    std::string text;
};

/// Lists the members of the case's request for users.
[[nodiscard]] std::vector<input_member> shown_input(const test_case& of);

/// Formats an expected or actual result for users: JSON on several lines, or for `emit` the body
/// itself.
[[nodiscard]] std::string shown_value(const test_case& of, const boost::json::value& value);

/// Formats one side of a difference: JSON on one line, for the body of `emit` its bytes, or
/// `nothing`.
[[nodiscard]] std::string shown_side(const mismatch& of,
                                     const std::optional<boost::json::value>& side);

/// Formats what a user needs to find the mistake, in lines with labels: what was expected and what
/// came with marks under the difference, the likely cause, the input, the request, and the command
/// that repeats the case.
/// @param margin the beginning of each line
[[nodiscard]] std::string case_lines(const case_result& of, const implementation_results& in,
                                     const suite_results& all, const tool::style& look,
                                     std::string_view margin);

/// Returns the request of a case as it was sent.
/// @return nothing if it is longer than `most`
[[nodiscard]] std::optional<std::string> shown_request(const case_result& of,
                                                       const suite_results& all, std::size_t most);

/// Says under which time zone alone the case fails.
/// @pre the result has a time zone
[[nodiscard]] std::string zone_note(const case_result& of);

/// Returns the reason for a result in one line; empty for a plain pass.
[[nodiscard]] std::string shown_reason(const case_result& of);

/// Summarizes an implementation's results: `conforms`, `conforms (sign only)` if it does not
/// support all requested operations, `left open`, or `does not conform`.
[[nodiscard]] std::string conformity(const implementation_results& of);

/// Checks whether the implementation supports all requested operations.
[[nodiscard]] bool has_all_operations(const implementation_results& of);

/// Returns the capabilities that are not operations.
[[nodiscard]] std::vector<std::string> unknown_capabilities(const implementation_results& of);

/// Returns the notes on an implementation that do not concern single cases: known failures,
/// restarts, an irregular end, and unknown capabilities.
[[nodiscard]] std::vector<std::string> notes(const implementation_results& of);

/// Returns the summary line: `N passed, N failed, N skipped`. Known failures are not counted.
[[nodiscard]] std::string summary(const suite_results& of);

/// Formats the report as text for a terminal; see `tool::style` for colour.
[[nodiscard]] std::string text_report(const suite_results& of, const tool::style& look);

/// Formats the complete report as one JSON document.
[[nodiscard]] std::string json_report(const suite_results& of);

/// Formats the report as JUnit XML for continuous integration, with a test suite for each group.
/// @par Source
/// https://github.com/testmoapp/junitxml
[[nodiscard]] std::string junit_report(const suite_results& of);

/// Formats the report as a self-contained HTML page.
[[nodiscard]] std::string html_report(const suite_results& of);

} // namespace flaghook::suite

#endif
