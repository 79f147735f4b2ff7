#include "commands/commands.hpp"
#include "tool/audit_log.hpp"
#include "tool/files.hpp"
#include "tool/http.hpp"
#include "tool/options.hpp"
#include "tool/output.hpp"
#include "tool/secrets.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace flaghook::tool {

namespace {

struct log_options {
    std::vector<std::string> sources{};
    std::vector<std::string> sent{};
    token_options token{};
    std::vector<std::string> flags{};
    std::optional<std::string> start{};
    std::optional<std::string> end{};
    std::optional<std::string> period{};
    std::optional<std::string> cursor{};
    std::optional<std::int64_t> per_page{};
    std::optional<std::int64_t> offset{};
    std::size_t pages = log_request{}.pages;
    double timeout = 30;
    bool allow_http = false;
    output_format format{};
    parse_limits limits{};
};

bool is_url(const std::string& source) {
    return source.find("://") != std::string::npos;
}

bool is_fetched(const log_options& options) {
    return std::ranges::any_of(options.sources, is_url);
}

flag_log_query query_of(const log_options& options) {
    flag_log_query result;
    result.flags = options.flags;
    if (options.start) {
        result.start = read_time("--start", *options.start);
    }
    if (options.end) {
        result.end = read_time("--end", *options.end);
    }
    result.stats_period = options.period;
    result.cursor = options.cursor;
    result.per_page = options.per_page;
    result.offset = options.offset;
    return result;
}

void refuse_contradictory_sources(const log_options& options) {
    if (is_fetched(options) && options.sources.size() != 1) {
        throw unusable("a URL cannot be combined with other sources; give one URL, or saved pages");
    }
    if (std::ranges::count(options.sources, standard_input_name) +
            std::ranges::count(options.sent, standard_input_name) >
        1) {
        refuse_second_input();
    }
    if (!is_fetched(options) && query_of(options) != flag_log_query{}) {
        throw unusable("--flag, --start and the like need a URL; saved pages are read completely");
    }
    if (!is_fetched(options) && !options.token.file.empty()) {
        throw unusable("--token-file needs a URL");
    }
}

std::variant<audit_log, refused_log> read_log(const log_options& options) {
    if (!is_fetched(options)) {
        return read_saved_pages(options.sources, options.limits);
    }
    const std::string& url = options.sources.front();
    // The URL may contain a password, so the message does not repeat it.
    if (const std::string problem = check_log_url(url, options.allow_http); !problem.empty()) {
        throw unusable("the URL cannot be used: " + problem);
    }
    const log_request request{.url = url,
                              .query = query_of(options),
                              .pages = options.pages,
                              .time = {.in_all = milliseconds_of(options.timeout)},
                              .limits = options.limits};
    return fetch_log(request, read_token(options.token));
}

/// Names the places where missing changes may be; empty if there is none.
std::string scope_hint(const log_options& options) {
    const flag_log_query query = query_of(options);
    std::string result;
    if (query != flag_log_query{}) {
        result += "The query selects only a part of the log.\n";
    }
    if (is_fetched(options) && !query.start && !query.stats_period) {
        result +=
            "By default, Sentry lists only the last 90 days: use --stats-period, or --start and "
            "--end, for other times.\n";
    }
    return result;
}

int show(const log_options& options, const audit_log& log, std::vector<sent_payload>& sent) {
    const comparison result = find_sent_changes(sent, log.entries);
    if (options.format.is_json()) {
        boost::json::object document = to_json(log);
        document["sent"] = sent.empty() ? boost::json::value() : to_json(sent, result);
        std::cout << json_text(with_schema(document));
    } else {
        const style look(shows_colour(STDOUT_FILENO));
        std::cout << table_of(log, look);
        if (!sent.empty()) {
            std::cout << '\n' << report(sent, result, log, look);
        }
        if (result.missing() != 0) {
            std::cout << scope_hint(options);
        }
    }
    return result.is_complete() ? exit_conforms : exit_differs;
}

int show(const log_options& options, const refused_log& refused) {
    if (options.format.is_json()) {
        std::cout << json_text(with_schema(to_json(refused)));
    } else {
        std::cout << report(refused, style(shows_colour(STDOUT_FILENO)));
    }
    const int status = refused.response.status;
    return status == 429 || status >= 500 ? exit_later : exit_differs;
}

int show(const log_options& options, const transport_error& failure) {
    if (options.format.is_json()) {
        std::cout << json_text(with_schema({{"failure", to_string(failure.kind())},
                                            {"message", failure.what()},
                                            {"advice", log_advice(failure.kind())}}));
    } else {
        std::cerr << "flaghook: " << printable(failure.what()) << ".\n"
                  << log_advice(failure.kind()) << '\n';
    }
    return failure.kind() == transport_failure::not_trusted ? exit_differs : exit_later;
}

int show_audit_log(const log_options& options) {
    refuse_contradictory_sources(options);
    // Payloads are read first, so that a mistyped file name costs no request.
    std::vector<sent_payload> sent = read_sent_payloads(options.sent, options.limits);
    try {
        const std::variant<audit_log, refused_log> answer = read_log(options);
        if (const auto* const refused = std::get_if<refused_log>(&answer)) {
            return show(options, *refused);
        }
        return show(options, std::get<audit_log>(answer), sent);
    } catch (const transport_error& failure) {
        return show(options, failure);
    }
}

void add_query_options(CLI::App& command, log_options& options) {
    command
        .add_option("--flag", options.flags,
                    "only entries of this flag; may be given several times")
        ->type_name("NAME")
        ->allow_extra_args(false);
    command
        .add_option("--start", options.start,
                    "only entries from this time on, such as 2024-12-12T00:02:00Z; needs --end")
        ->type_name("TIME");
    command.add_option("--end", options.end, "only entries before this time")->type_name("TIME");
    command
        .add_option("--stats-period", options.period,
                    "only entries of this last period, such as 24h; instead of --start and --end")
        ->type_name("PERIOD");
    command.add_option("--per-page", options.per_page, "the number of entries per page, 1 to 100")
        ->type_name("N");
    command.add_option("--offset", options.offset, "skip this many entries")->type_name("N");
    command.add_option("--cursor", options.cursor, "start with the page of this cursor")
        ->type_name("CURSOR");
}

} // namespace

void add_log(program& to) {
    const auto options = std::make_shared<log_options>();
    CLI::App& command =
        to.add("log", "Show Sentry's audit log and find missing changes", options, show_audit_log);
    command
        .add_option("SOURCE", options->sources,
                    "saved pages of the log (- is standard input), or the URL of the log, "
                    ".../organizations/ORGANIZATION/flags/logs/")
        ->type_name("")
        ->required();
    command
        .add_option(
            "--sent", options->sent,
            "payloads, exactly as sent, whose changes must be in the log; name a payload twice "
            "if it was sent twice")
        ->type_name("FILE...");
    add_token_options(command, options->token);
    command.add_flag("--allow-http", options->allow_http,
                     "allow http:// to other machines, such as a self-hosted Sentry: others on the "
                     "network can read the token");
    add_query_options(command, *options);
    command
        .add_option("--pages", options->pages,
                    "the maximum number of pages to fetch; stops after 64 MiB")
        ->check(number_between(1, 10'000))
        ->type_name("N")
        ->capture_default_str();
    command.add_option("--timeout", options->timeout, "the timeout for one page, in seconds")
        ->check(number_between(0.001, 86400.0))
        ->type_name("S")
        ->capture_default_str();
    options->format.add_option(command);
    add_color(command);
    add_limits(command, options->limits);
    command.footer(
        "Changes are compared by action, time, flag and author; the log does not show the\n"
        "change_id. Changes of a payload that Sentry refuses cannot be in the log; the\n"
        "output explains the refusal.\n"
        "\n"
        "Further pages are fetched from the same URL with the server's cursor. Redirects\n"
        "and links to other hosts are not followed, so that the token is sent nowhere\n"
        "else. The query options and --pages need a URL.\n"
        "\n"
        "Examples:\n"
        "  flaghook log \"$URL\" --token-file token.txt --sent payloads/*.json\n"
        "  flaghook log page-1.json page-2.json --format json\n"
        "\n"
        "Exit status: 0 every sent change is in the log; 1 one is missing or refused, or\n"
        "the server does not give the log; 2 the command line or an input cannot be used;\n"
        "3 try again later: no complete answer, 429, 500, 503.");
}

} // namespace flaghook::tool
