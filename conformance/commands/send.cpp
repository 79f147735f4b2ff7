#include <flaghook/webhook/endpoint.hpp>
#include <flaghook/webhook/request.hpp>

#include "commands/commands.hpp"
#include "tool/delivery_report.hpp"
#include "tool/files.hpp"
#include "tool/http.hpp"
#include "tool/judging.hpp"
#include "tool/options.hpp"
#include "tool/output.hpp"
#include "tool/secrets.hpp"
#include "tool/verdict.hpp"

#include <boost/json/object.hpp>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iostream>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace flaghook::tool {

namespace {

struct send_options {
    std::string url{};
    std::string file{};
    secret_options secrets{};
    output_format format{};
    bool quiet = false;
    bool dry_run = false;
    int retries = 0;
    bool retry_unsafe = false;
    bool allow_http = false;
    double first_pause = 1;
    double longest_wish = 300;
    double timeout = 30;
    parse_limits limits{};
};

/// Computes pauses that double from one attempt to the next (exponential back-off). Each is
/// shortened at random to between half and all of its length, so that senders that failed together
/// do not retry together. A pause is never shorter than the server's `Retry-After`.
class back_off {
public:
    using seconds = std::chrono::duration<double>;

    /// @param first the full length of the first pause
    /// @param seed the seed of the random numbers
    back_off(seconds first, std::random_device::result_type seed) : next_(first), random_(seed) {}

    /// Returns the next pause.
    [[nodiscard]] seconds pause(std::optional<std::chrono::seconds> wish) {
        const seconds whole = next_;
        next_ = std::min(next_ * 2, longest);
        const seconds own = whole * std::uniform_real_distribution<double>(0.5, 1)(random_);
        return std::max(own, wish ? seconds(*wish) : seconds::zero());
    }

private:
    static constexpr seconds longest{60};

    seconds next_;
    std::minstd_rand random_;
};

/// The result of an attempt.
using attempt = std::variant<answered_delivery, transport_error>;

retry_advice again_after(const attempt& last) {
    const auto* const answered = std::get_if<answered_delivery>(&last);
    return answered != nullptr ? answered->delivery.retry
                               : retry_after_failure(std::get<transport_error>(last).kind());
}

std::optional<std::chrono::seconds> wish_of(const attempt& last) {
    const auto* const answered = std::get_if<answered_delivery>(&last);
    return answered != nullptr ? answered->delivery.retry_after : std::nullopt;
}

int status_of(const attempt& last) {
    const auto* const answered = std::get_if<answered_delivery>(&last);
    // A redirect is not followed, so the request never reached a receiver that records changes.
    return answered != nullptr && is_redirect(answered->response.status)
               ? exit_differs
               : exit_status(again_after(last));
}

/// Returns the headers that libcurl does not set itself.
std::vector<std::string> header_lines(const request& what) {
    std::vector<std::string> result{"Accept: application/json"};
    for (const header& one : what.headers()) {
        result.push_back(std::string(one.name) + ": " + std::string(one.value));
    }
    return result;
}

/// Sends one request and repeats it while that is necessary and safe.
class sending {
public:
    /// @param what must outlive this object
    sending(const send_options& options, const request& what)
        : options_(options),
          look_(shows_colour(STDOUT_FILENO)),
          client_({.in_all = milliseconds_of(options.timeout)}),
          request_{.url = options.url, .headers = header_lines(what), .body = what.body()},
          pauses_(back_off::seconds(options.first_pause), std::random_device{}()) {
        // Without this, libcurl waits for "100 Continue" before it sends a large body.
        request_.headers.emplace_back("Expect:");
    }

    int run() {
        int retries_left = options_.retries;
        for (int number = 1;; ++number) {
            const attempt last = try_once();
            if (retries_left == 0 || !is_worth_repeating(last)) {
                print(last, number);
                return status_of(last);
            }
            const std::optional<std::chrono::seconds> wish = wish_of(last);
            if (wish && back_off::seconds(*wish).count() > options_.longest_wish) {
                std::cerr << "flaghook: the server asks to wait " << wish->count()
                          << " s, longer than --max-wait allows\n";
                print(last, number);
                return status_of(last);
            }
            const back_off::seconds pause = pauses_.pause(wish);
            announce(last, pause, number);
            std::this_thread::sleep_for(pause);
            --retries_left;
        }
    }

private:
    attempt try_once() {
        try {
            answered_delivery result{.response = client_.exchange(request_)};
            const http_response& response = result.response;
            result.delivery = parse_delivery(
                response.status, response.body,
                {.retry_after = response.retry_after, .now = std::chrono::system_clock::now()});
            if (result.delivery.outcome == delivery_outcome::accepted && !response.has_length) {
                return transport_error(
                    transport_failure::broken_off,
                    "the empty answer may be incomplete: its length is not known");
            }
            return result;
        } catch (const transport_error& failure) {
            return failure;
        }
    }

    [[nodiscard]] bool is_worth_repeating(const attempt& last) const {
        const retry_advice again = again_after(last);
        return again == retry_advice::safe ||
               (again == retry_advice::unsafe && options_.retry_unsafe);
    }

    void announce(const attempt& last, back_off::seconds pause, int number) const {
        const auto* const answered = std::get_if<answered_delivery>(&last);
        const std::optional<std::chrono::seconds> wish = wish_of(last);
        std::cerr << "flaghook: "
                  << (answered != nullptr ? std::to_string(answered->response.status) + ' ' +
                                                std::string(to_string(answered->delivery.outcome))
                                          : printable(std::get<transport_error>(last).what()))
                  << (again_after(last) == retry_advice::safe ? ", nothing is recorded"
                                                              : ", it may be recorded already")
                  << "; next attempt in " << seconds_text(pause.count())
                  << (wish && pause == *wish ? ", as Retry-After asks" : "") << " (" << number + 1
                  << " of " << options_.retries + 1 << ")\n";
    }

    void print(const attempt& last, int number) const {
        if (options_.format.is_json()) {
            boost::json::object document =
                std::visit([](const auto& what) { return to_json(what); }, last);
            document["attempts"] = number;
            std::cout << json_text(with_schema(document));
        } else if (const auto* const answered = std::get_if<answered_delivery>(&last)) {
            std::cout << shortened_to_verdict(report(*answered, look_), options_.quiet)
                      << (number > 1 && !options_.quiet
                              ? "  It was sent " + std::to_string(number) + " times.\n"
                              : "");
        } else {
            const auto& failure = std::get<transport_error>(last);
            std::cerr << "flaghook: " << printable(failure.what()) << ".\n"
                      << advice(failure.kind()) << '\n';
        }
    }

    const send_options& options_;
    style look_;
    http_client client_;
    http_request request_;
    back_off pauses_;
};

endpoint read_endpoint(const send_options& options) {
    boost::system::result<endpoint> result =
        endpoint::from_url(options.allow_http ? with_https(options.url) : options.url);
    if (!result) {
        const bool is_insecure = result.error() == endpoint_error::insecure;
        // The URL may contain a password, so the message does not repeat it.
        throw unusable("the URL cannot be used: " + result.error().message() +
                       (is_insecure ? ". On a network that you trust, add --allow-http" : ""));
    }
    return std::move(*result);
}

/// Checks the body first: a body that Sentry would refuse is not sent.
bool is_worth_sending(const send_options& options, const std::string& body) {
    const verdict verdict = judge(options.file, body, {options.limits}, std::nullopt);
    if (verdict.reply.accepted()) {
        return true;
    }
    if (options.format.is_json()) {
        std::cout << json_text(with_schema(
            {{"outcome", "not_sent"}, {"accepted", false}, {"check", to_json(verdict)}}));
    } else {
        std::cout << shortened_to_verdict(report(verdict, style(shows_colour(STDOUT_FILENO))),
                                          options.quiet)
                  << "Nothing was sent.\n";
    }
    return false;
}

void print_request(const request& what) {
    const std::string_view url = what.url();
    const std::size_t host = url.find("//") + 2;
    const std::size_t path = url.find('/', host);
    std::cout << "POST " << url.substr(path) << " HTTP/1.1\n"
              << "Host: " << url.substr(host, path - host) << '\n';
    for (const std::string& line : header_lines(what)) {
        std::cout << line << '\n';
    }
    std::cout << "Content-Length: " << what.body().size() << "\n\n"
              << what.body() << (isatty(STDOUT_FILENO) != 0 ? "\n" : "");
}

int send(const send_options& options) {
    if (options.dry_run && options.format.is_json()) {
        throw unusable("--dry-run prints the request, not JSON; leave out --format json");
    }
    const endpoint to = read_endpoint(options);
    const signer by = make_signer(options.secrets);
    std::string body = read_request(options.file, options.limits.body_size).body;
    if (!is_worth_sending(options, body)) {
        return exit_differs;
    }
    const boost::system::result<signature> signed_with = by.sign(body);
    if (!signed_with) {
        throw unusable("cannot sign: " + signed_with.error().message());
    }
    const request whole(to, std::move(body), *signed_with);
    if (options.dry_run) {
        print_request(whole);
        return exit_conforms;
    }
    return sending(options, whole).run();
}

void add_retry_options(CLI::App& command, send_options& options) {
    command
        .add_option(
            "--retries", options.retries,
            "the number of retries, with growing pauses, if a retry is safe: after 429, 503, or "
            "a failed connection")
        ->check(number_between(0, 100))
        ->type_name("N")
        ->capture_default_str();
    command.add_flag("--retry-unsafe", options.retry_unsafe,
                     "also retry if the changes may be recorded already, and so might be recorded "
                     "twice: timeouts, 500, 502, 504");
    command
        .add_option("--first-pause", options.first_pause,
                    "the pause before the first retry, in seconds")
        ->check(number_between(0.0, 3600.0))
        ->type_name("S")
        ->capture_default_str();
    command
        .add_option("--max-wait", options.longest_wish,
                    "the longest pause to accept from the server, in seconds")
        ->check(number_between(0.0, 86400.0))
        ->type_name("S")
        ->capture_default_str();
}

} // namespace

void add_send(program& to) {
    const auto options = std::make_shared<send_options>();
    CLI::App& command = to.add("send", "Send a payload and explain the answer", options, send);
    command.add_option("URL", options->url, "the webhook's URL, as shown in Sentry's settings")
        ->type_name("")
        ->required();
    command
        .add_option(
            "FILE", options->file,
            "the payload, sent unchanged, or a folder of 'listen --save', signed again; - is "
            "standard input")
        ->type_name("")
        ->required();
    add_secret_options(command, options->secrets);
    options->format.add_option(command);
    add_quiet(command, options->quiet);
    add_color(command);
    command.add_flag("--dry-run", options->dry_run, "print the request instead of sending it");
    command.add_flag("--allow-http", options->allow_http,
                     "allow http:// to other machines, such as a self-hosted Sentry: others on the "
                     "network can read the changes and send them again");
    add_retry_options(command, *options);
    command.add_option("--timeout", options->timeout, "the timeout for one attempt, in seconds")
        ->check(number_between(0.001, 86400.0))
        ->type_name("S")
        ->capture_default_str();
    add_limits(command, options->limits);
    command.footer(
        "A payload that Sentry would refuse is not sent. The exact bytes of the file are\n"
        "signed and sent. Certificates are verified against SSL_CERT_FILE or the system's\n"
        "authorities; http_proxy, https_proxy and NO_PROXY are observed.\n"
        "\n"
        "Examples:\n"
        "  flaghook send \"$URL\" payload.json --secret-file secret.txt\n"
        "  flaghook emit --action updated --flag checkout --by name:Jane |\n"
        "    flaghook send \"$URL\" - --retries 5\n"
        "\n"
        "Exit status: 0 recorded; 1 not recorded, and sending it again is futile: the\n"
        "output says what to correct; 2 the command line or an input cannot be used; 3\n"
        "not recorded, try again later: 429, 503, no connection; 4 perhaps recorded: no\n"
        "complete answer, 500, or an answer that is not Sentry's.");
}

} // namespace flaghook::tool
