/// @file
/// Options that `suite` and `probe` share: which cases to run, and where to write the report.
#ifndef FLAGHOOK_SUITE_REPORT_OUTPUT_HPP
#define FLAGHOOK_SUITE_REPORT_OUTPUT_HPP

#include "suite/report.hpp"
#include "suite/run.hpp"
#include "suite/vectors.hpp"

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <vector>

namespace flaghook::suite {

/// Options that select cases.
struct case_options {
    /// The folder of other vectors; without it, those that the program was built with.
    std::optional<std::string> vectors{};
    std::vector<std::string> patterns{};
    std::string level = "should";
    /// Whether to print the selected cases instead of running them.
    bool list = false;
    /// Whether to print the requests of the selected cases instead of running them.
    bool requests = false;

    /// Returns the highest level to run.
    [[nodiscard]] suite::level up_to() const;
};

/// Adds `--vectors`, `--filter` and `--level`.
void add_case_options(CLI::App& command, case_options& options);

/// Reads the vectors that the options name.
/// @throw unreadable_vectors if the vectors of a folder cannot be used
[[nodiscard]] vectors vectors_of(const case_options& options);

/// Selects cases of the vectors.
/// @throw tool::unusable if no case is selected
[[nodiscard]] std::vector<const test_case*> select_some(const vectors& from,
                                                        const case_options& options);

/// Adds `--list`, which excludes the options of the report; they have to be added before it.
void add_list_option(CLI::App& command, case_options& options);

/// Prints the ids and titles of cases, one per line.
void print_list(const std::vector<const test_case*>& cases);

/// Adds `--requests`, which excludes `--list` and the options of the report; they have to be added
/// before it.
void add_requests_option(CLI::App& command, case_options& options);

/// Options for judging the results.
struct judging_options {
    /// The file with the known failures; empty for none.
    std::string known_failures{};
    /// The timeout of one exchange, in seconds.
    double timeout = 10;
    bool index_keyed = false;
};

/// Adds `--known-failures`, `--timeout` and `--index-keyed`.
/// @param timeout_help the help text of `--timeout`
void add_judging_options(CLI::App& command, judging_options& options,
                         const std::string& timeout_help);

/// Prints what a testee reads for these cases: the handshake and the requests, one per line.
void print_requests(const std::vector<const test_case*>& cases, const judging_options& judging);

/// Converts the options to those of a run.
/// @throw tool::unusable if the list of known failures cannot be read
[[nodiscard]] run_options make_run_options(const judging_options& options, const vectors& from);

/// Makes the results of a run that has not started yet.
[[nodiscard]] suite_results no_results(const vectors& from, const case_options& cases,
                                       const judging_options& judging);

/// Options for the report's format and destination.
struct report_options {
    std::string format = "text";
    /// The file to write; empty for standard output.
    std::string output{};
    /// Whether to print only the summary.
    bool quiet = false;
};

/// Adds `--format`, `--output`, `--quiet` and `--color`.
void add_report_options(CLI::App& command, report_options& options);

/// Writes the report.
/// @throw tool::unusable if the file cannot be written
void write_report(const report_options& options, const suite_results& results);

} // namespace flaghook::suite

#endif
