#include "commands/commands.hpp"
#include "diagnosis/receiver_greeting.hpp"
#include "suite/display.hpp"
#include "suite/live_receiver.hpp"
#include "suite/progress.hpp"
#include "suite/receiver_cases.hpp"
#include "suite/report_output.hpp"
#include "suite/run.hpp"
#include "suite/vectors.hpp"
#include "tool/http.hpp"
#include "tool/options.hpp"
#include "tool/output.hpp"
#include "tool/secrets.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace flaghook::tool {

namespace {

struct probe_options {
    std::string url{};
    secret_options secrets{};
    suite::case_options cases{};
    suite::report_options report{};
    suite::judging_options judging{};
    bool yes = false;
};

/// Asks for consent, since the receiver may record the requests.
void ask_for_consent(const probe_options& options, std::size_t count) {
    const std::optional<bool> loopback = is_loopback_url(options.url);
    if (!loopback) {
        throw unusable("'" + without_credentials(options.url) +
                       "' is not the URL of a receiver; expected a URL such as "
                       "http://127.0.0.1:8000/hook/");
    }
    // The first request is valid and shows whether the others are useful.
    std::cerr << "flaghook: " << count + 1
              << " requests with made-up flags (flaghook.probe, hello.world and the like) will be "
                 "sent to "
              << printable(without_credentials(options.url))
              << "; it will record those that conform\n";
    if (!*loopback && !options.yes) {
        throw unusable("the receiver is not on this machine; add --yes if it may record these test "
                       "flags");
    }
}

/// Sends a valid request before the many others.
/// @throw unusable if the answer shows that the receiver cannot be judged
void greet(suite::live_receiver& receiver, const suite::vectors& vectors,
           const probe_options& options, const http_limits& limits) {
    const auto right =
        std::ranges::find(vectors.cases, suite::right_request, &suite::test_case::id);
    std::string reason;
    try {
        const http_response answer =
            receiver.exchange_of(right->input, suite::body_bytes(right->input.at("body")));
        reason = diagnosis::explain_answer(options.url, answer, limits);
    } catch (const transport_error& failure) {
        reason = diagnosis::explain_silence(options.url, failure, limits);
    }
    if (!reason.empty()) {
        throw unusable(reason);
    }
}

void announce_pause(std::chrono::seconds pause) {
    std::cerr << "flaghook: the receiver asks to wait (status 429); next attempt in "
              << pause.count() << " s\n";
}

/// Makes any signer: the list of cases does not show signatures.
signer make_signer_for_list() {
    return signer::make(*secret::from_text("0123456789")).value();
}

int list_cases(const probe_options& options) {
    const suite::vectors vectors =
        suite::receiver_cases(suite::vectors_of(options.cases), make_signer_for_list());
    suite::print_list(suite::select_some(vectors, options.cases));
    return exit_conforms;
}

int probe(const probe_options& options) {
    try {
        if (options.cases.list) {
            return list_cases(options);
        }
        const suite::vectors vectors =
            suite::receiver_cases(suite::vectors_of(options.cases), make_signer(options.secrets));
        const auto cases = suite::select_some(vectors, options.cases);
        suite::run_options run = suite::make_run_options(options.judging, vectors);
        ask_for_consent(options, cases.size());
        const http_limits limits{.in_all = milliseconds_of(options.judging.timeout)};
        suite::live_receiver receiver(options.url, limits, announce_pause);
        greet(receiver, vectors, options, limits);
        suite::suite_results all = suite::no_results(vectors, options.cases, options.judging);
        suite::implementation_results& results = all.implementations.emplace_back();
        results.repeat = [url = without_credentials(options.url)](const suite::case_result& of) {
            return suite::curl_command(url, of.of->input,
                                       suite::body_bytes(of.of->input.at("body")))
                .value_or("flaghook probe " + suite::shell_word(url) + " --filter " +
                          suite::shell_word(of.of->id) + " --secret-file FILE");
        };
        results.command = without_credentials(options.url);
        results.says = {.implementation = "receiver", .capabilities = {"receive"}};
        {
            suite::progress_bar bar(results.says.implementation, cases.size(),
                                    !options.report.quiet);
            run.progress = [&bar](std::size_t done) { bar.show(done); };
            results.results = suite::run_cases(
                cases, results.says,
                [&receiver](const std::string& line, std::uint64_t) { return receiver.ask(line); },
                run);
        }
        suite::write_report(options.report, all);
        return all.conform() ? exit_conforms : exit_differs;
    } catch (const suite::unreadable_vectors& reason) {
        throw unusable(reason.what());
    }
}

} // namespace

void add_probe(program& to) {
    const auto options = std::make_shared<probe_options>();
    CLI::App& command =
        to.add("probe", "Test a running receiver by its answers over HTTP", options, probe);
    command.add_option("URL", options->url, "the URL of the receiver")->type_name("");
    command.parse_complete_callback([options] {
        if (options->url.empty() && !options->cases.list) {
            throw CLI::RequiredError("URL");
        }
    });
    add_secret_options(command, options->secrets);
    suite::add_case_options(command, options->cases);
    suite::add_report_options(command, options->report);
    suite::add_list_option(command, options->cases);
    suite::add_judging_options(command, options->judging, "the timeout for an answer, in seconds");
    command.add_flag("--yes", options->yes, "do not refuse a receiver on another machine");
    command.footer(
        "HTTP shows only the answers, not what is recorded. The receiver will record\n"
        "made-up flags, so use one for tests.\n"
        "\n"
        "Examples:\n"
        "  flaghook probe http://127.0.0.1:8000/hook/ --secret-file secret.txt\n"
        "  flaghook probe \"$URL\" --filter 'probe-*' --format junit --output report.xml\n"
        "\n"
        "Exit status: 0 every selected case passed or is a known failure; 1 otherwise; 2\n"
        "the command line or an input cannot be used, or the receiver does not answer or\n"
        "refuses the valid request that is sent first.");
}

} // namespace flaghook::tool
