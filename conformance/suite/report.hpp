/// @file
/// What a run of the suite says, in four forms.
#ifndef FLAGHOOK_SUITE_REPORT_HPP
#define FLAGHOOK_SUITE_REPORT_HPP

#include "suite/run.hpp"
#include "suite/vectors.hpp"
#include "tool/terminal.hpp"

#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::suite {

/// Everything that a report is about. Each implementation has the same cases in the same order.
struct suite_results {
    const vectors* from = nullptr;
    /// What was selected: cases up to this level whose id fits one of the patterns.
    level up_to = level::should;
    std::vector<std::string> patterns{};
    bool index_keyed = false;
    std::vector<implementation_results> implementations{};

    /// Whether all implementations conform.
    [[nodiscard]] bool conform() const;
};

/// Neighbouring results of one group.
struct group_results {
    std::string_view name;
    std::vector<const case_result*> results;

    /// How many of them have each verdict, by its value.
    [[nodiscard]] std::array<std::size_t, verdict_count> counts() const;
    /// How many of them passed.
    [[nodiscard]] std::size_t passed() const;
    /// How many of them speak against the implementation.
    [[nodiscard]] std::size_t failed() const;
};

/// The most bytes of a value, or of what is said about a result, that a document shows.
inline constexpr std::size_t longest_value = 4000;

/// The verdict in words, such as `timed out`.
[[nodiscard]] std::string verdict_words(verdict of);

/// An implementation's results by group, in the vectors' order.
[[nodiscard]] std::vector<group_results> by_group(const implementation_results& of);

/// The case's input as people read it: the request's members, the body as the vectors have it.
[[nodiscard]] std::string shown_input(const test_case& of);

/// A case's expected or actual result as people read it: JSON, or, of `emit`, the body itself.
[[nodiscard]] std::string shown_value(const test_case& of, const boost::json::value& value);

/// What is to be said about a result beside its verdict, in one line; empty for a plain pass.
[[nodiscard]] std::string shown_reason(const case_result& of);

/// What can be said of an implementation as a whole: `conforms`, `conforms (sign only)` where it
/// has not all operations that were asked for, `left open`, or `does not conform`.
[[nodiscard]] std::string conformity(const implementation_results& of);

/// Whether it has all operations that were asked for.
[[nodiscard]] bool has_all_operations(const implementation_results& of);

/// The capabilities that it names and that are no operations, joined by commas.
[[nodiscard]] std::string unknown_capabilities(const implementation_results& of);

/// The line that sums everything up: `N passed, N failed, N skipped`. Known failures are none of
/// these three.
[[nodiscard]] std::string summary(const suite_results& of);

/// For people in front of a terminal; see `tool::style` for colour.
[[nodiscard]] std::string text_report(const suite_results& of, const tool::style& look);

/// One JSON document with everything.
[[nodiscard]] std::string json_report(const suite_results& of);

/// JUnit's XML, as continuous integration reads it: a test suite for each group.
/// @par Source
/// https://github.com/testmoapp/junitxml
[[nodiscard]] std::string junit_report(const suite_results& of);

/// One page of HTML that needs nothing else.
[[nodiscard]] std::string html_report(const suite_results& of);

} // namespace flaghook::suite

#endif
