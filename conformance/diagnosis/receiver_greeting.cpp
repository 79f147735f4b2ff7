#include "diagnosis/receiver_greeting.hpp"

#include "tool/printable.hpp"
#include "tool/time_text.hpp"
#include "tool/url.hpp"

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
                                : "; the slash at the URL's end is missing, which Sentry's has";
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
    return "the receiver sends a right request elsewhere (status " + std::to_string(answer.status) +
           to + "); a webhook is not sent on: give that URL" + slash_advice(url);
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
               " to a right request: it has another secret than the one that was given, or another "
               "organization than the URL" +
               slash_advice(url);
    case 404:
    case 410:
        return "the receiver answers " + status +
               " to a right request: there is no webhook at this path" + slash_advice(url);
    case 405:
        return "the receiver answers 405 to a right request: this path takes no POST" +
               slash_advice(url);
    case 429:
        return "the receiver still answers 429, too many requests, after several pauses";
    case 502:
    case 503:
    case 504:
        return "a proxy answers " + status +
               " in place of the receiver, or it is not ready: see whether it runs";
    default:
        break;
    }
    if (answer.status == 200 && answer.body.starts_with('<')) {
        return "a right request is answered with a page in HTML: something else than a receiver is "
               "at this URL";
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
        return "the receiver does not answer as it should: " + words;
    case tool::transport_failure::timed_out:
        return "the receiver takes the connection, but does not answer within " +
               tool::seconds_text(std::chrono::duration<double>(limits.in_all).count()) +
               ": it is no HTTP server, or slower than --timeout allows";
    case tool::transport_failure::not_connected:
        return "the receiver does not answer: " + words + "; see whether it runs, and its port";
    default:
        return "the receiver does not answer: " + words;
    }
}

} // namespace flaghook::diagnosis
