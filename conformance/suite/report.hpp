/// @file
/// Reports on a run of the suite, in four formats.
#ifndef FLAGHOOK_SUITE_REPORT_HPP
#define FLAGHOOK_SUITE_REPORT_HPP

#include "suite/run.hpp"
#include "suite/vectors.hpp"
#include "tool/output.hpp"

#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::suite {

/// The content of a report. Each implementation has the same cases in the same order.
struct suite_results {
    const vectors* from = nullptr;
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

/// The maximum size, in bytes, of a value or of a reason in a document.
inline constexpr std::size_t longest_value = 4000;

/// Returns the verdict in words, such as `timed out`.
[[nodiscard]] std::string verdict_words(verdict of);

/// Groups an implementation's results, in the order of the vectors.
[[nodiscard]] std::vector<group_results> by_group(const implementation_results& of);

/// Formats the case's input for users: the request's members, with the body as in the vectors.
[[nodiscard]] std::string shown_input(const test_case& of);

/// Formats an expected or actual result for users: JSON, or for `emit` the body itself.
[[nodiscard]] std::string shown_value(const test_case& of, const boost::json::value& value);

/// Returns the reason for a result in one line; empty for a plain pass.
[[nodiscard]] std::string shown_reason(const case_result& of);

/// Summarizes an implementation's results: `conforms`, `conforms (sign only)` if it does not
/// support all requested operations, `left open`, or `does not conform`.
[[nodiscard]] std::string conformity(const implementation_results& of);

/// Checks whether the implementation supports all requested operations.
[[nodiscard]] bool has_all_operations(const implementation_results& of);

/// Returns the capabilities that are not operations, joined by commas.
[[nodiscard]] std::string unknown_capabilities(const implementation_results& of);

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
