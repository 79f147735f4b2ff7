#include "suite/report_output.hpp"

#include "suite/selection.hpp"
#include "tool/body_file.hpp"
#include "tool/option_values.hpp"
#include "tool/terminal.hpp"
#include "tool/unusable.hpp"

#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iostream>
#include <map>
#include <system_error>

#ifndef FLAGHOOK_VECTORS_DIR
#error "FLAGHOOK_VECTORS_DIR must be the folder of the golden vectors"
#endif

namespace flaghook::suite {

namespace {

/// The levels and the forms of report, as the command line calls them.
const std::map<std::string, level> levels = {
    {"must", level::must}, {"should", level::should}, {"may", level::may}};
const std::map<std::string, std::string (*)(const suite_results&)> documents = {
    {"json", json_report}, {"junit", junit_report}, {"html", html_report}};

std::string report(const report_options& options, const suite_results& results) {
    const auto document = documents.find(options.format);
    if (document != documents.end()) {
        return document->second(results);
    }
    return text_report(results,
                       tool::style(options.output.empty() && tool::shows_colour(STDOUT_FILENO)));
}

} // namespace

level case_options::up_to() const {
    return levels.at(level);
}

void add_case_options(CLI::App& command, case_options& options) {
    options.vectors = FLAGHOOK_VECTORS_DIR;
    command.add_option("--vectors", options.vectors, "the folder of the golden vectors")
        ->type_name("FOLDER")
        ->capture_default_str();
    command
        .add_option("--filter", options.patterns,
                    "only cases whose id fits, such as 'signature-*'; several fit either")
        ->type_name("PATTERN")
        ->allow_extra_args(false);
    command.add_option("--level", options.level, "only cases up to this level")
        ->check(tool::one_of({"must", "should", "may"}))
        ->type_name("must|should|may")
        ->capture_default_str();
}

std::vector<const test_case*> select_some(const vectors& from, const case_options& options) {
    std::vector<const test_case*> cases = select(from, options.up_to(), options.patterns);
    if (cases.empty()) {
        throw tool::unusable(
            "no case is selected: none has an id that fits --filter and a level up to " +
            std::string(to_string(options.up_to())));
    }
    return cases;
}

void add_judging_options(CLI::App& command, judging_options& options,
                         const std::string& timeout_help) {
    command
        .add_option("--known-failures", options.known_failures,
                    "ids of cases that must not pass, one a line, # begins a comment")
        ->type_name("FILE");
    command.add_option("--timeout", options.timeout, timeout_help)
        ->check(tool::number_between(0.001, 86400.0))
        ->type_name("SECONDS")
        ->capture_default_str();
    command.add_flag("--index-keyed", options.index_keyed,
                     "lists of errors as Django REST framework 3.18 and later");
}

run_options make_run_options(const judging_options& options, const vectors& from) {
    run_options run;
    run.index_keyed = options.index_keyed;
    if (!options.known_failures.empty()) {
        run.known_failures =
            read_known_failures(tool::read_file(options.known_failures, longest_known_failures,
                                                "a list of known failures, one id a line"),
                                from);
    }
    return run;
}

suite_results no_results(const vectors& from, const case_options& cases,
                         const judging_options& judging) {
    return {.from = &from,
            .up_to = cases.up_to(),
            .patterns = cases.patterns,
            .index_keyed = judging.index_keyed};
}

void add_report_options(CLI::App& command, report_options& options) {
    command.add_option("--format", options.format, "what the report looks like")
        ->check(tool::one_of({"text", "json", "junit", "html"}))
        ->type_name("text|json|junit|html")
        ->capture_default_str();
    command.add_option("--output", options.output, "write the report to a file")->type_name("FILE");
}

void write_report(const report_options& options, const suite_results& results) {
    const std::string text = report(options, results);
    if (options.output.empty()) {
        std::cout << text;
        return;
    }
    std::ofstream file(options.output, std::ios::binary);
    file << text;
    file.close();
    if (!file) {
        throw tool::unusable("cannot write " + options.output + ": " +
                             std::generic_category().message(errno) +
                             "; give a file in a folder that you may write to");
    }
    std::cout << summary(results) << '\n';
}

} // namespace flaghook::suite
