#include <flaghook/webhook/endpoint.hpp>

#include "commands/commands.hpp"
#include "listen/listening.hpp"
#include "tool/http.hpp"
#include "tool/options.hpp"
#include "tool/secrets.hpp"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace flaghook::tool {

namespace {

struct listen_options {
    listen::listening_settings settings{};
    secret_options secrets{};
    bool no_secret = false;
    bool allow_http = false;
    output_format format{};
    bool index_keyed = false;
    std::optional<double> timeout{};
    double idle = 60;
    double exchange = 30;
};

/// The default time, in seconds, to wait for the expected deliveries.
constexpr double default_timeout = 60;

listen::listening_settings settings_of(const listen_options& options) {
    listen::listening_settings result = options.settings;
    if (options.timeout || result.expected != 0) {
        result.timeout = milliseconds_of(options.timeout.value_or(default_timeout));
    }
    result.is_json = options.format.is_json();
    if (options.index_keyed) {
        result.receiving.form = tree_form::index_keyed;
    }
    listen::server_limits& server = result.server;
    server.body_size = result.receiving.limits.body_size;
    server.body_memory = std::max(server.body_memory, server.body_size);
    server.idle = milliseconds_of(options.idle);
    server.exchange = milliseconds_of(options.exchange);
    return result;
}

std::vector<secret> secrets_of(const listen_options& options) {
    if (options.no_secret && !options.secrets.files.empty()) {
        throw unusable("--no-secret and --secret-file cannot be combined; give one of them");
    }
    return options.no_secret ? std::vector<secret>() : read_secrets(options.secrets);
}

/// Explains what is wrong with a slug; empty if it is valid.
std::string explain_organization(const std::string& slug) {
    const auto there = endpoint::make(slug);
    return there ? std::string() : there.error().message();
}

/// Checks the URL to forward requests to.
/// @throw unusable if it cannot be used
void check_forward_to(const listen_options& options) {
    const std::string& url = options.settings.forward_to;
    const std::optional<bool> loopback = is_loopback_url(url);
    if (!url.empty() && !loopback) {
        throw unusable(
            "--forward-to: expected the URL of a receiver, such as https://host/path/, or http:// "
            "on this machine");
    }
    if (!url.empty() && !*loopback && with_https(url) != url && !options.allow_http) {
        throw unusable(
            "--forward-to: expected the URL of a receiver with https://; over http, others on the "
            "network can read the changes and send them again. On a network that you trust, add "
            "--allow-http");
    }
}

int listen(const listen_options& options) {
    // A reader that has closed the pipe is detected by the failing write.
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
    check_forward_to(options);
    const listen::listening_settings settings = settings_of(options);
    return listen::listening(settings, secrets_of(options)).run();
}

/// Adds the options for the address and the organization.
void add_place(CLI::App& command, listen::listening_settings& settings) {
    command.add_option("--port", settings.port, "the port; 0 chooses a free one")
        ->check(number_between(0, 65535))
        ->type_name("N")
        ->capture_default_str();
    command
        .add_option("--address", settings.address,
                    "the address to listen on; with 0.0.0.0, other machines can connect")
        ->type_name("IP")
        ->capture_default_str();
    command.add_option("--organization", settings.organization, "the slug of the organization")
        ->check(explain_organization)
        ->type_name("SLUG")
        ->capture_default_str();
}

/// Adds the options that determine when to stop.
void add_end(CLI::App& command, listen_options& options) {
    command
        .add_option("--expect", options.settings.expected,
                    "stop after this many deliveries; exit status 0 only if all were accepted")
        ->check(number_between(1, 1'000'000))
        ->type_name("N");
    add_strict(command, options.settings.is_strict);
    command
        .add_option(
            "--timeout", options.timeout,
            "stop after this many seconds; the default is 60 with --expect, otherwise never")
        ->check(number_between(0.001, 1e6))
        ->type_name("S");
}

/// Adds the options for scripted answers.
void add_answers(CLI::App& command, listen_options& options) {
    command
        .add_option("--answer", options.settings.answers,
                    "the answers to the first valid requests, one each, such as "
                    "429:2,503,refused,slow:5; see below. Later requests get Sentry's answers")
        ->type_name("SCRIPT");
}

/// Adds the options that limit what clients may use.
void add_bounds(CLI::App& command, listen_options& options) {
    command
        .add_option("--idle-timeout", options.idle,
                    "the timeout for the headers of a request, in seconds")
        ->check(number_between(0.001, 86400.0))
        ->type_name("S")
        ->capture_default_str();
    command
        .add_option("--request-timeout", options.exchange,
                    "the timeout for the body of a request, in seconds")
        ->check(number_between(0.001, 86400.0))
        ->type_name("S")
        ->capture_default_str();
    command
        .add_option("--max-connections", options.settings.server.connections,
                    "the maximum number of connections; further ones wait")
        ->check(number_between(1, 10'000))
        ->type_name("N")
        ->capture_default_str();
    add_limits(command, options.settings.receiving.limits);
}

} // namespace

void add_listen(program& to) {
    const auto options = std::make_shared<listen_options>();
    CLI::App& command = to.add("listen", "Simulate Sentry's server and show received requests",
                               options, tool::listen);
    add_secret_options(command, options->secrets);
    command.add_flag("--no-secret", options->no_secret,
                     "start without a secret; register one through the API");
    add_place(command, options->settings);
    command
        .add_option(
            "--rows", options->settings.rows,
            "append accepted changes to this file before answering, one JSON object per line")
        ->type_name("FILE");
    add_end(command, *options);
    add_answers(command, *options);
    command
        .add_option(
            "--save", options->settings.save,
            "save each delivery in this folder, as a folder with headers and body that check, "
            "verify and send can read")
        ->type_name("DIR");
    command
        .add_option("--forward-to", options->settings.forward_to,
                    "forward accepted deliveries unchanged to this receiver")
        ->type_name("URL");
    command.add_flag("--allow-http", options->allow_http,
                     "allow http:// to other machines for --forward-to: others on the network can "
                     "read the changes and send them again");
    options->format.add_option(command);
    add_color(command);
    command.add_flag("--index-keyed", options->index_keyed,
                     "answer like Django REST framework 3.18 and later");
    add_bounds(command, *options);
    command.footer(
        "Paths, statuses and answers are those of Sentry's server, for HTTP/1.1 with\n"
        "persistent connections, chunked bodies and Expect: 100-continue. Each request is\n"
        "shown with the reason for its answer, which Sentry does not give. SIGINT and\n"
        "SIGTERM stop the server after it has answered unfinished requests.\n"
        "\n"
        "It also serves the rest of the Flags API, with any token and only in memory: the\n"
        "audit log (.../flags/logs/) and signing secrets (.../flags/signing-secrets/).\n"
        "\n"
        "--answer tests how a sender handles errors. These answers record nothing: a\n"
        "status from 400 to 599 (429:SECONDS and 503:SECONDS with Retry-After), refused\n"
        "(200 with an error tree), cut (half of that) and reset (of the connection). ok\n"
        "and slow:SECONDS (answered late) record the changes. At the end, the sender's\n"
        "reactions are listed.\n"
        "\n"
        "Examples:\n"
        "  flaghook listen --secret-file secret.txt\n"
        "  flaghook listen --secret-file secret.txt --answer 503,429:2,refused\n"
        "  flaghook listen --secret-file secret.txt --expect 3 --timeout 20 \\\n"
        "    --rows rows.jsonl\n"
        "\n"
        "Exit status: 0 stopped as requested, and the expected deliveries arrived; 1\n"
        "others or too few arrived, or the sender handled an answer of --answer wrongly;\n"
        "2 the command line or an input cannot be used.");
}

} // namespace flaghook::tool
