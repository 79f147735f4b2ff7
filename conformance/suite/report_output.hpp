/// @file
/// Which cases are run, and where the report goes: what `suite` and `probe` have in common.
#ifndef FLAGHOOK_SUITE_REPORT_OUTPUT_HPP
#define FLAGHOOK_SUITE_REPORT_OUTPUT_HPP

#include "suite/report.hpp"
#include "suite/run.hpp"
#include "suite/vectors.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace flaghook::suite {

/// Which of the vectors are run.
struct case_options {
    std::string vectors{};
    std::vector<std::string> patterns{};
    std::string level = "should";

    /// Up to this level.
    [[nodiscard]] suite::level up_to() const;
};

/// Adds `--vectors`, `--filter` and `--level`.
void add_case_options(CLI::App& command, case_options& options);

/// The selected ones of these vectors.
/// @throw tool::unusable when there are none
[[nodiscard]] std::vector<const test_case*> select_some(const vectors& from,
                                                        const case_options& options);

/// How results are judged.
struct judging_options {
    /// A file, or nothing.
    std::string known_failures{};
    /// Seconds that one exchange may take.
    double timeout = 10;
    bool index_keyed = false;
};

/// Adds `--known-failures`, `--timeout` and `--index-keyed`.
/// @param timeout_help what the time is for
void add_judging_options(CLI::App& command, judging_options& options,
                         const std::string& timeout_help);

/// The options of a run.
/// @throw tool::unusable when the list of known failures cannot be read
[[nodiscard]] run_options make_run_options(const judging_options& options, const vectors& from);

/// The results of a run before there are any.
[[nodiscard]] suite_results no_results(const vectors& from, const case_options& cases,
                                       const judging_options& judging);

/// What the report looks like, and where it goes.
struct report_options {
    std::string format = "text";
    /// A file, or nothing for standard output.
    std::string output{};
};

/// Adds `--format` and `--output`.
void add_report_options(CLI::App& command, report_options& options);

/// Writes the report.
/// @throw tool::unusable when the file cannot be written
void write_report(const report_options& options, const suite_results& results);

} // namespace flaghook::suite

#endif
