#include <flaghook/version.hpp>

#include "commands/commands.hpp"
#include "suite/answer_line.hpp"
#include "suite/display.hpp"
#include "suite/mistake.hpp"
#include "suite/operations.hpp"
#include "suite/progress.hpp"
#include "suite/report_output.hpp"
#include "suite/run.hpp"
#include "suite/testee.hpp"
#include "suite/vectors.hpp"
#include "tool/options.hpp"

#include <algorithm>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace flaghook::tool {

namespace {

struct suite_options {
    std::vector<std::string> testees{};
    suite::case_options cases{};
    suite::report_options report{};
    suite::judging_options judging{};
};

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

/// A time zone with daylight saving whose offset is no whole number of hours: +12:45 or +13:45.
constexpr const char* odd_time_zone = "Pacific/Chatham";

/// Starts the testee under the odd time zone. If that fails, so does the first of the cases that it
/// should run, and the other results are kept.
std::unique_ptr<suite::testee>
start_in_odd_time_zone(suite::implementation_results& results,
                       const std::vector<const suite::test_case*>& cases,
                       const suite_options& chosen) {
    try {
        return std::make_unique<suite::testee>(
            results.command, milliseconds_of(chosen.judging.timeout), odd_time_zone);
    } catch (const suite::handshake_failure& reason) {
        suite::case_result& first =
            *std::ranges::find(results.results, cases.front(), &suite::case_result::of);
        first.verdict = suite::verdict::errored;
        first.reason = reason.what();
        first.rule = suite::reply_rule;
        first.got = nullptr;
        first.time_zone = odd_time_zone;
        return nullptr;
    }
}

/// Runs the cases with times again that passed, under an odd time zone; those that then fail
/// replace the results. A testee that does not start there fails the first of them.
void run_in_odd_time_zone(suite::implementation_results& results, const suite_options& chosen,
                          suite::run_options options) {
    std::vector<const suite::test_case*> cases;
    for (const suite::case_result& one : results.results) {
        if (one.verdict == suite::verdict::passed && suite::has_times(*one.of)) {
            cases.push_back(one.of);
        }
    }
    if (cases.empty()) {
        return;
    }
    options.time_zone = odd_time_zone;
    const std::unique_ptr<suite::testee> program = start_in_odd_time_zone(results, cases, chosen);
    if (program == nullptr) {
        return;
    }
    suite::progress_bar bar(results.says.implementation + ", TZ=" + odd_time_zone, cases.size(),
                            !chosen.report.quiet);
    options.progress = [&bar](std::size_t done) { bar.show(done); };
    const auto ask = [&program](const std::string& line, std::uint64_t id) {
        return program->ask(line, id);
    };
    auto first = results.results.begin();
    for (suite::case_result& again : suite::run_cases(cases, results.says, ask, options)) {
        first = std::find_if(first, results.results.end(), [&again](const suite::case_result& one) {
            return one.of == again.of;
        });
        if (again.verdict != suite::verdict::passed) {
            *first = std::move(again);
        }
    }
    results.restarts += program->restarts();
    const std::string parting = program->leave();
    results.parting = results.parting.empty() ? parting : results.parting;
}

/// Returns the command line that repeats a case.
std::string command_to_repeat(const suite_options& chosen, const std::string& testee,
                              const suite::case_result& of) {
    std::string command = "flaghook suite --requests --filter " + suite::shell_word(of.of->id);
    command += of.of->level == suite::level::may ? " --level may" : "";
    command += chosen.judging.index_keyed ? " --index-keyed" : "";
    if (chosen.cases.vectors) {
        command += " --vectors " + suite::shell_word(*chosen.cases.vectors);
    }
    command += of.time_zone.empty() ? " | " : " | TZ=" + of.time_zone + ' ';
    return command + (testee.empty() ? "flaghook testee" : testee);
}

suite::implementation_results run_testee(const std::string& command,
                                         const std::vector<const suite::test_case*>& cases,
                                         const suite_options& chosen, suite::run_options options) {
    const suite::run_options as_given = options;
    suite::testee program(command, milliseconds_of(chosen.judging.timeout));
    suite::progress_bar bar(program.says().implementation, cases.size(), !chosen.report.quiet);
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
    run_in_odd_time_zone(results, chosen, as_given);
    return results;
}

suite::suite_results run_all(const suite_options& options, const suite::vectors& vectors,
                             const suite::run_options& run) {
    suite::suite_results all = suite::no_results(vectors, options.cases, options.judging);
    const auto cases = suite::select_some(vectors, options.cases);
    if (options.testees.empty()) {
        all.implementations.push_back(run_here(cases, run));
    }
    for (const std::string& command : options.testees) {
        all.implementations.push_back(run_testee(command, cases, options, run));
    }
    for (suite::implementation_results& one : all.implementations) {
        one.repeat = [&options, testee = one.command](const suite::case_result& of) {
            return command_to_repeat(options, testee, of);
        };
    }
    return all;
}

int run_suite(const suite_options& options) {
    if (!options.judging.known_failures.empty() && options.testees.size() > 1) {
        throw unusable("--known-failures applies to one implementation, but " +
                       std::to_string(options.testees.size()) +
                       " --testee are given; run them separately");
    }
    // A testee that goes away while it is written to is a result, not our end.
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN)); // fails for unknown signals only
    try {
        suite::vectors vectors = suite::vectors_of(options.cases);
        suite::add_pipe_rules(vectors);
        if (options.cases.list) {
            suite::print_list(suite::select_some(vectors, options.cases));
            return exit_conforms;
        }
        if (options.cases.requests) {
            suite::print_requests(suite::select_some(vectors, options.cases), options.judging);
            return exit_conforms;
        }
        const suite::suite_results results =
            run_all(options, vectors, suite::make_run_options(options.judging, vectors));
        suite::write_report(options.report, results);
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
        .add_option(
            "--testee", options.testees,
            "a program that speaks the pipe protocol, with arguments; give several to compare "
            "them. The default is this library")
        ->type_name("COMMAND")
        ->allow_extra_args(false);
    suite::add_case_options(command, options.cases);
    suite::add_report_options(command, options.report);
    suite::add_list_option(command, options.cases);
    suite::add_requests_option(command, options.cases);
    suite::add_judging_options(command, options.judging,
                               "the timeout for a testee's reply, in seconds");
}

} // namespace

void add_suite(program& to) {
    const auto options = std::make_shared<suite_options>();
    CLI::App& command = to.add("suite", "Run the golden vectors against this library or another",
                               options, run_suite);
    add_options(command, *options);
    command.footer(
        "How to write a testee: docs/conformance-protocol.md.\n"
        "\n"
        "Examples:\n"
        "  flaghook suite\n"
        "  flaghook suite --testee 'node my-testee.mjs' --filter 'signature-*'\n"
        "  flaghook suite --requests --filter emit-two | node my-testee.mjs\n"
        "  flaghook suite --testee ./one --testee ./other --format html \\\n"
        "    --output report.html\n"
        "\n"
        "Exit status: 0 every selected case passed, is a known failure, or needs an\n"
        "operation that the testee does not list; 1 otherwise; 2 the command line or an\n"
        "input cannot be used, or the handshake with a testee failed.");
}

} // namespace flaghook::tool
