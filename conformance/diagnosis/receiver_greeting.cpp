#include "diagnosis/receiver_greeting.hpp"

#include "tool/http.hpp"
#include "tool/options.hpp"
#include "tool/output.hpp"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>

namespace flaghook::diagnosis {

namespace {

/// The maximum number of characters to show of a URL or of an error message.
constexpr std::size_t longest_excerpt = 120;

bool ends_with_slash(std::string_view url) {
    return url.substr(0, url.find_first_of("?#")).ends_with('/');
}

std::string slash_advice(const std::string& url) {
    return ends_with_slash(url) ? std::string()
                                : "; the URL lacks the slash at its end that Sentry's has";
}

/// Checks whether the port speaks TLS: it sent a certificate, even if that is not trusted.
bool has_certificate(const tool::transport_error& failure) {
    return failure.kind() == tool::transport_failure::not_trusted &&
           std::string_view(failure.what()).find("certificate") != std::string_view::npos;
}

/// Checks whether the URL's port speaks the other scheme of `http` and `https`. Sends only a `GET`.
bool speaks_other_scheme(const std::string& url, const tool::http_limits& limits) {
    const std::optional<std::string> other = tool::with_other_scheme(url);
    if (!other) {
        return false;
    }
    constexpr std::chrono::milliseconds patience{5000};
    try {
        tool::http_client client({.connecting = std::min(limits.connecting, patience),
                                  .in_all = std::min(limits.in_all, patience)});
        static_cast<void>(client.exchange({.url = *other, .method = "GET"}));
        return true;
    } catch (const tool::transport_error& failure) {
        return other->starts_with("https") && has_certificate(failure);
    }
}

std::string other_scheme_advice(const std::string& url) {
    return url.starts_with("https")
               ? "the port speaks plain http, not TLS: begin the URL with http://"
               : "the port speaks TLS, not plain http: begin the URL with https://";
}

std::string explain_redirect(const std::string& url, const tool::http_response& answer) {
    const std::string to =
        answer.location ? " to " + tool::excerpt(*answer.location, longest_excerpt) : std::string();
    return "the receiver redirects a valid request (status " + std::to_string(answer.status) + to +
           "), but a webhook does not follow redirects: use the target's URL" + slash_advice(url);
}

} // namespace

std::string explain_answer(const std::string& url, const tool::http_response& answer,
                           const tool::http_limits& limits) {
    const std::string status = std::to_string(answer.status);
    if (tool::is_redirect(answer.status)) {
        return explain_redirect(url, answer);
    }
    switch (answer.status) {
    case 400:
        return speaks_other_scheme(url, limits) ? other_scheme_advice(url) : std::string();
    case 401:
    case 403:
        return "the receiver answers " + status +
               " to a valid request: its secret is not the given one, or its organization is not "
               "that of the URL" +
               slash_advice(url);
    case 404:
    case 410:
        return "the receiver answers " + status +
               " to a valid request: there is no webhook at this path" + slash_advice(url);
    case 405:
        return "the receiver answers 405 to a valid request: this path does not accept POST" +
               slash_advice(url);
    case 429:
        return "the receiver still answers 429, too many requests, after several pauses";
    case 502:
    case 503:
    case 504:
        return "a proxy answers " + status +
               " instead of the receiver, or the receiver is not ready: check that it is running";
    default:
        break;
    }
    if (answer.status == 200 && answer.body.starts_with('<')) {
        return "the receiver answers a valid request with an HTML page: this is not the URL of a "
               "webhook";
    }
    return {};
}

std::string explain_silence(const std::string& url, const tool::transport_error& failure,
                            const tool::http_limits& limits) {
    const std::string words = tool::beginning(failure.what(), longest_excerpt);
    switch (failure.kind()) {
    case tool::transport_failure::not_trusted:
    case tool::transport_failure::broken_off:
        // A TLS server may answer plain HTTP with an error.
        if (!has_certificate(failure) && speaks_other_scheme(url, limits)) {
            return "the receiver does not answer: " + other_scheme_advice(url);
        }
        return "the receiver does not answer as expected: " + words;
    case tool::transport_failure::timed_out:
        return "the receiver accepts the connection, but does not answer within " +
               tool::seconds_text(std::chrono::duration<double>(limits.in_all).count()) +
               ": it is not an HTTP server, or needs a longer --timeout";
    case tool::transport_failure::not_connected:
        return "the receiver does not answer: " + words +
               "; check its port, and that it is running";
    default:
        return "the receiver does not answer: " + words;
    }
}

} // namespace flaghook::diagnosis
