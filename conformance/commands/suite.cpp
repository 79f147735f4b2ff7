#include "commands/suite.hpp"

#include <flaghook/version.hpp>

#include "suite/answer_line.hpp"
#include "suite/operations.hpp"
#include "suite/progress.hpp"
#include "suite/report.hpp"
#include "suite/run.hpp"
#include "suite/selection.hpp"
#include "suite/testee.hpp"
#include "suite/vectors.hpp"
#include "tool/body_file.hpp"
#include "tool/terminal.hpp"

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstddef>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#ifndef FLAGHOOK_VECTORS_DIR
#error "FLAGHOOK_VECTORS_DIR must be the folder of the golden vectors"
#endif

namespace flaghook::tool {

namespace {

/// The levels and the forms of report, as the command line calls them.
const std::map<std::string, suite::level> levels = {
    {"must", suite::level::must}, {"should", suite::level::should}, {"may", suite::level::may}};
const std::map<std::string, std::string (*)(const suite::suite_results&)> documents = {
    {"json", suite::json_report}, {"junit", suite::junit_report}, {"html", suite::html_report}};

struct suite_options {
    std::vector<std::string> testees{};
    std::string vectors = FLAGHOOK_VECTORS_DIR;
    std::vector<std::string> patterns{};
    std::string level = "should";
    std::string format = "text";
    std::string output{};
    std::string known_failures{};
    double timeout = 10;
    bool index_keyed = false;
};

/// A list of known failures is a text for people; this is more than anybody writes.
constexpr std::size_t longest_list = std::size_t{1} << 20U;

/// This library, asked in this process through the same lines.
suite::implementation_results run_here(const std::vector<const suite::test_case*>& cases,
                                       const suite::run_options& options) {
    suite::implementation_results results;
    results.says.implementation = "flaghook " FLAGHOOK_VERSION;
    for (const suite::operation& one : suite::operations) {
        results.says.capabilities.emplace_back(one.name);
    }
    const auto ask = [](const std::string& line, std::uint64_t id) {
        return suite::read_reply(suite::answer_line(line), id);
    };
    results.results = suite::run_cases(cases, results.says, ask, options);
    return results;
}

suite::implementation_results run_testee(const std::string& command,
                                         const std::vector<const suite::test_case*>& cases,
                                         std::chrono::milliseconds timeout,
                                         suite::run_options options) {
    suite::testee program(command, timeout);
    suite::progress_bar bar(program.says().implementation, cases.size());
    options.progress = [&bar](std::size_t done) { bar.show(done); };
    suite::implementation_results results;
    results.command = command;
    results.says = program.says();
    const auto ask = [&program](const std::string& line, std::uint64_t id) {
        return program.ask(line, id);
    };
    results.results = suite::run_cases(cases, results.says, ask, options);
    results.restarts = program.restarts();
    results.parting = program.leave();
    return results;
}

suite::suite_results run_all(const suite_options& options, const suite::vectors& vectors,
                             const suite::run_options& run) {
    suite::suite_results all{.from = &vectors,
                             .up_to = levels.at(options.level),
                             .patterns = options.patterns,
                             .index_keyed = options.index_keyed};
    const auto cases = suite::select(vectors, all.up_to, options.patterns);
    if (cases.empty()) {
        throw unusable("no case is selected: none has an id that fits --filter and a level up to " +
                       std::string(to_string(all.up_to)));
    }
    const auto timeout = std::chrono::ceil<std::chrono::milliseconds>(
        std::chrono::duration<double>(options.timeout));
    if (options.testees.empty()) {
        all.implementations.push_back(run_here(cases, run));
    }
    for (const std::string& command : options.testees) {
        all.implementations.push_back(run_testee(command, cases, timeout, run));
    }
    return all;
}

std::string report(const suite_options& options, const suite::suite_results& results) {
    const auto document = documents.find(options.format);
    if (document != documents.end()) {
        return document->second(results);
    }
    return text_report(results, style(options.output.empty() && shows_colour(STDOUT_FILENO)));
}

void write_report(const suite_options& options, const suite::suite_results& results) {
    const std::string text = report(options, results);
    if (options.output.empty()) {
        std::cout << text;
        return;
    }
    std::ofstream file(options.output, std::ios::binary);
    file << text;
    file.close();
    if (!file) {
        throw unusable("cannot write " + options.output +
                       "; does its folder exist, and may you "
                       "write there?");
    }
    std::cout << summary(results) << '\n';
}

int run_suite(const suite_options& options) {
    if (!options.known_failures.empty() && options.testees.size() > 1) {
        throw unusable("--known-failures is about one implementation, but there are " +
                       std::to_string(options.testees.size()) + " --testee; run them one by one");
    }
    // A testee that goes away while it is written to is a result, not our end.
    std::signal(SIGPIPE, SIG_IGN);
    try {
        const suite::vectors vectors = suite::read_vectors(options.vectors);
        suite::run_options run;
        run.index_keyed = options.index_keyed;
        if (!options.known_failures.empty()) {
            run.known_failures = suite::read_known_failures(
                read_body(options.known_failures, longest_list), vectors);
        }
        const suite::suite_results results = run_all(options, vectors, run);
        write_report(options, results);
        return results.conform() ? exit_conforms : exit_differs;
    } catch (const suite::unreadable_vectors& reason) {
        throw unusable(reason.what());
    } catch (const suite::not_runnable& reason) {
        throw unusable(reason.what());
    } catch (const suite::handshake_failure& reason) {
        throw unusable(reason.what());
    }
}

void add_options(CLI::App& command, suite_options& options) {
    command
        .add_option("--testee", options.testees,
                    "a program that speaks the pipe protocol, with its arguments; several for a "
                    "comparison. Without it, this library")
        ->type_name("COMMAND")
        ->allow_extra_args(false);
    command.add_option("--vectors", options.vectors, "the folder of the golden vectors")
        ->type_name("FOLDER")
        ->capture_default_str();
    command
        .add_option("--filter", options.patterns,
                    "only cases whose id fits, such as 'signature-*'; several fit either")
        ->type_name("PATTERN")
        ->allow_extra_args(false);
    command.add_option("--level", options.level, "only cases up to this level")
        ->check(CLI::IsMember(levels))
        ->type_name("must|should|may")
        ->capture_default_str();
    command.add_option("--format", options.format, "what the report looks like")
        ->check(CLI::IsMember({"text", "json", "junit", "html"}))
        ->type_name("text|json|junit|html")
        ->capture_default_str();
    command.add_option("--output", options.output, "write the report to a file")->type_name("FILE");
    command
        .add_option("--known-failures", options.known_failures,
                    "ids of cases that must not pass, one a line, # begins a comment")
        ->type_name("FILE");
    command.add_option("--timeout", options.timeout, "seconds that a testee's reply may take")
        ->check(CLI::Range(0.001, 86400.0))
        ->type_name("SECONDS")
        ->capture_default_str();
    command.add_flag("--index-keyed", options.index_keyed,
                     "ask for and expect lists of errors as Django REST framework 3.18 and later "
                     "has them");
}

} // namespace

void add_suite(program& to) {
    const auto options = std::make_shared<suite_options>();
    CLI::App& command = to.add("suite", "Run the golden vectors against this library or any other",
                               options, run_suite);
    add_options(command, *options);
    command.footer(
        "How to write a testee: docs/conformance-protocol.md.\n"
        "\n"
        "Examples:\n"
        "  flaghook suite\n"
        "  flaghook suite --testee 'node my-testee.mjs' --filter 'signature-*' --level must\n"
        "  flaghook suite --testee ./one --testee ./other --format html --output report.html\n"
        "\n"
        "Exit status: 0 everything selected passed, is on the list of known failures, or is of an\n"
        "operation that the testee does not claim to have; 1 something else; 2 the command line "
        "or\n"
        "an input cannot be used, or there is no handshake with a testee.");
}

} // namespace flaghook::tool
