#include "commands/listen.hpp"

#include <flaghook/webhook/endpoint.hpp>

#include "listen/arrival_report.hpp"
#include "listen/http_server.hpp"
#include "listen/stand_in.hpp"
#include "suite/rows.hpp"
#include "tool/append_file.hpp"
#include "tool/body_file.hpp"
#include "tool/option_values.hpp"
#include "tool/output_format.hpp"
#include "tool/printable.hpp"
#include "tool/secret_source.hpp"
#include "tool/terminal.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/system_error.hpp>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace flaghook::tool {

namespace {

using boost::asio::ip::tcp;

struct listen_options {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8137;
    std::string organization = "example";
    secret_options secrets{};
    bool no_secret = false;
    std::string rows{};
    std::size_t expected = 0;
    std::optional<double> timeout{};
    output_format format{};
    bool index_keyed = false;
    parse_limits limits{};
    double idle = 60;
    double exchange = 30;
    std::size_t connections = listen::server_limits{}.connections;
};

/// How long a sender has by default to send what is expected.
constexpr double default_timeout = 60;

listen::server_limits server_limits_of(const listen_options& options) {
    listen::server_limits result;
    result.body_size = options.limits.body_size;
    result.body_memory = std::max(result.body_memory, result.body_size);
    result.connections = options.connections;
    result.idle = milliseconds_of(options.idle);
    result.exchange = milliseconds_of(options.exchange);
    return result;
}

/// What came so far.
struct tally {
    std::size_t clean = 0;
    std::size_t deviating = 0;
    std::size_t refused = 0;

    /// A question that is no delivery, such as a `GET`, does not count.
    void count(const listen::arrival& one) {
        if (one.is_clean()) {
            ++clean;
        } else if (one.is_accepted()) {
            ++deviating;
        } else if (one.is_delivery && one.method == "POST") {
            ++refused;
        }
    }

    [[nodiscard]] std::size_t all() const { return clean + deviating + refused; }
};

/// Answers, shows and records what comes, until it is enough.
class listening {
public:
    explicit listening(const listen_options& options)
        : options_(options),
          look_(shows_colour(STDOUT_FILENO)),
          stand_in_(
              options.organization, secrets_of(options),
              {options.limits, options.index_keyed ? tree_form::index_keyed : tree_form::list}),
          signals_(context_),
          deadline_(context_) {
        if (!options.rows.empty()) {
            rows_.emplace(options.rows);
        }
        signals_.add(SIGINT);
        signals_.add(SIGTERM);
        server_ = start();
    }

    int run() {
        announce();
        signals_.async_wait([this](const boost::system::error_code& ended, int) {
            if (!ended) {
                stop();
            }
        });
        if (options_.timeout || options_.expected != 0) {
            deadline_.expires_after(milliseconds_of(options_.timeout.value_or(default_timeout)));
            deadline_.async_wait([this](const boost::system::error_code& ended) {
                if (!ended) {
                    stop();
                }
            });
        }
        context_.run();
        if (failure_) {
            std::rethrow_exception(failure_);
        }
        return conclude();
    }

private:
    [[nodiscard]] std::shared_ptr<listen::http_server> start() {
        boost::system::error_code no_address;
        const auto address = boost::asio::ip::make_address(options_.address, no_address);
        if (no_address) {
            throw unusable("--address is '" + options_.address +
                           "', expected an IP address of this machine, such as 127.0.0.1");
        }
        try {
            return listen::http_server::start(
                context_, tcp::endpoint(address, options_.port),
                {[this](const listen::http_request& request) { return answer(request); },
                 [this](int status, const std::string& what) { show_broken(status, what); }},
                server_limits_of(options_));
        } catch (const boost::system::system_error& reason) {
            throw unusable("cannot listen on " + options_.address + " port " +
                           std::to_string(options_.port) + ": " + reason.code().message() +
                           "; choose another with --port (0 takes any that is free)");
        }
    }

    void announce() {
        const bool is_v6 = options_.address.find(':') != std::string::npos;
        const std::string url = "http://" +
                                (is_v6 ? '[' + options_.address + ']' : options_.address) + ':' +
                                std::to_string(server_->port()) + stand_in_.path();
        if (!boost::asio::ip::make_address(options_.address).is_loopback()) {
            std::cerr << "flaghook: other machines may connect, without TLS\n";
        }
        if (options_.format.is_json()) {
            print(boost::json::serialize(boost::json::object{{"listening", url}}) + '\n');
        } else {
            print("listening on " + url + '\n');
        }
    }

    listen::http_response answer(const listen::http_request& request) {
        try {
            const listen::arrival one = stand_in_.receive(request);
            record(one);
            print(options_.format.is_json() ? json_line_about(one) : line_about(one, look_));
            tally_.count(one);
            stop_if_enough();
            return listen::stand_in::response_to(one);
        } catch (const std::exception&) {
            // What is not written down is not accepted.
            fail();
            return listen::http_response(boost::beast::http::status::internal_server_error, 11);
        }
    }

    [[nodiscard]] static std::vector<secret> secrets_of(const listen_options& options) {
        if (options.no_secret && !options.secrets.files.empty()) {
            throw unusable("--no-secret and --secret-file contradict each other; give one of them");
        }
        return options.no_secret ? std::vector<secret>() : read_secrets(options.secrets);
    }

    void record(const listen::arrival& one) {
        if (!one.is_accepted()) {
            return;
        }
        if (rows_) {
            std::string lines;
            for (const change& row : one.verdict->reply.rows) {
                suite::append_row(lines, row);
                lines += '\n';
            }
            rows_->append(lines);
        }
        stand_in_.record(one);
    }

    void show_broken(int status, const std::string& what) {
        try {
            if (options_.format.is_json()) {
                const boost::json::value answered =
                    status == 0 ? boost::json::value() : boost::json::value(status);
                print(boost::json::serialize(
                          boost::json::object{{"broken", what}, {"status", answered}}) +
                      '\n');
            } else {
                print("broken: " + printable(what) +
                      (status == 0 ? "" : ", answered with " + std::to_string(status)) + '\n');
            }
            if (is_whole(status)) {
                ++tally_.refused;
                stop_if_enough();
            }
        } catch (const unusable&) {
            fail();
        }
    }

    /// Whether what was broken off is a request all the same: one with too large a body, or for
    /// whose body there was no memory.
    [[nodiscard]] static bool is_whole(int status) { return status == 413 || status == 503; }

    void stop_if_enough() {
        if (options_.expected != 0 && tally_.all() >= options_.expected) {
            stop();
        }
    }

    /// @throw unusable when nobody can read it any more
    static void print(const std::string& line) {
        std::cout << line << std::flush;
        if (!std::cout) {
            refuse_output();
        }
    }

    /// Ends everything because of the exception that was caught.
    void fail() {
        failure_ = std::current_exception();
        stop();
    }

    void stop() {
        server_->stop();
        signals_.cancel();
        deadline_.cancel();
    }

    int conclude() {
        if (options_.format.is_json()) {
            print(boost::json::serialize(boost::json::object{{"accepted", tally_.clean},
                                                             {"with_deviations", tally_.deviating},
                                                             {"refused", tally_.refused}}) +
                  '\n');
        } else {
            print(std::to_string(tally_.clean) + " accepted, " + std::to_string(tally_.deviating) +
                  " accepted with deviations, " + std::to_string(tally_.refused) + " refused\n");
        }
        if (options_.expected == 0 ||
            (tally_.clean == options_.expected && tally_.all() == tally_.clean)) {
            return exit_conforms;
        }
        std::cerr << "flaghook: expected " << options_.expected
                  << " accepted requests without deviations and no others\n";
        return exit_differs;
    }

    const listen_options& options_;
    style look_;
    listen::stand_in stand_in_;
    std::optional<append_file> rows_;
    boost::asio::io_context context_{1};
    boost::asio::signal_set signals_;
    boost::asio::steady_timer deadline_;
    std::shared_ptr<listen::http_server> server_;
    tally tally_;
    std::exception_ptr failure_;
};

/// What is wrong with a slug; empty when nothing is.
std::string explain_organization(const std::string& slug) {
    const auto there = endpoint::make(slug);
    return there ? std::string() : there.error().message();
}

int listen(const listen_options& options) {
    // A reader that is gone is told by the write that fails.
    static_cast<void>(std::signal(SIGPIPE, SIG_IGN));
    return listening(options).run();
}

} // namespace

void add_listen(program& to) {
    const auto options = std::make_shared<listen_options>();
    CLI::App& command = to.add("listen", "Stand in for Sentry's server, and show what comes",
                               options, tool::listen);
    add_secret_options(command, options->secrets);
    command.add_flag("--no-secret", options->no_secret,
                     "begin without a secret, until one is registered over the API");
    command.add_option("--port", options->port, "the port; 0 takes any that is free")
        ->check(number_between(0, 65535))
        ->type_name("N")
        ->capture_default_str();
    command
        .add_option("--address", options->address,
                    "the address of this machine; 0.0.0.0 is all of them, so that\n"
                    "other machines may connect")
        ->type_name("IP")
        ->capture_default_str();
    command.add_option("--organization", options->organization, "the slug of the organization")
        ->check(explain_organization)
        ->type_name("SLUG")
        ->capture_default_str();
    command
        .add_option("--rows", options->rows,
                    "file that the accepted changes are added to, one JSON object a\n"
                    "line, before their request is answered")
        ->type_name("FILE");
    command
        .add_option("--expect", options->expected,
                    "end after this many deliveries, with exit status 0 only if all\n"
                    "were accepted without deviations")
        ->check(number_between(1, 1'000'000))
        ->type_name("N");
    command
        .add_option("--timeout", options->timeout,
                    "end after this many seconds; 60 with --expect, else never")
        ->check(number_between(0.001, 1e6))
        ->type_name("S");
    options->format.add_option(command);
    command.add_flag("--index-keyed", options->index_keyed,
                     "answer as Django REST framework 3.18 and later does");
    command
        .add_option("--idle-timeout", options->idle,
                    "seconds that a connection may wait for the headers of a request")
        ->check(number_between(0.001, 86400.0))
        ->type_name("S")
        ->capture_default_str();
    command
        .add_option("--request-timeout", options->exchange,
                    "seconds that the body of a request may take")
        ->check(number_between(0.001, 86400.0))
        ->type_name("S")
        ->capture_default_str();
    command
        .add_option("--max-connections", options->connections,
                    "the most connections at a time; further ones wait")
        ->check(number_between(1, 10'000))
        ->type_name("N")
        ->capture_default_str();
    add_limits(command, options->limits);
    command.footer(
        "Paths, statuses and answers are those of Sentry's server, for HTTP/1.1 with kept\n"
        "connections, chunked bodies and Expect: 100-continue. Each request is shown on a line,\n"
        "with the reason that Sentry does not give. SIGINT and SIGTERM end it: requests under way\n"
        "are still answered.\n"
        "\n"
        "It also has the rest of the Flags API, for any token and as long as it runs: the audit "
        "log\n"
        "(.../flags/logs/) and the signing secrets (.../flags/signing-secrets/).\n"
        "\n"
        "Examples:\n"
        "  flaghook listen --secret-file secret.txt\n"
        "  flaghook listen --secret-file secret.txt --expect 3 --timeout 20 --rows rows.jsonl\n"
        "\n"
        "Exit status: 0 ended as asked, and what was expected came; 1 something else came, or not\n"
        "enough; 2 the command line or an input cannot be used.");
}

} // namespace flaghook::tool
