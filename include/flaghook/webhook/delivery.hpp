/// @file
/// What Sentry's answer to a delivery means.
#ifndef FLAGHOOK_WEBHOOK_DELIVERY_HPP
#define FLAGHOOK_WEBHOOK_DELIVERY_HPP

#include <flaghook/document/complaint.hpp>
#include <flaghook/enumeration.hpp>
#include <flaghook/version.hpp>
#include <flaghook/webhook/delivery_outcome.hpp>
#include <flaghook/webhook/retry_after.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// Whether to send the same request again.
///
/// The server de-duplicates changes only inside one request: what is delivered twice is recorded
/// twice.
enum class retry_advice : std::uint8_t {
    unneeded, ///< the changes are recorded; sending them again would record them twice
    futile,   ///< nothing is recorded, and the same request gets the same answer
    safe,     ///< nothing is recorded, and a later attempt may be accepted
    unsafe    ///< a later attempt may be accepted, but the changes may be recorded already
};

/// The names of the enumerators.
template <>
inline constexpr auto enumerators<retry_advice> = std::to_array<enumerator<retry_advice>>({
    {retry_advice::unneeded, "unneeded"},
    {retry_advice::futile, "futile"},
    {retry_advice::safe, "safe"},
    {retry_advice::unsafe, "unsafe"},
});

/// What became of a delivery, and what to do now.
struct delivery {
    /// What the server made of the request; `undecided` until an answer was read.
    delivery_outcome outcome = delivery_outcome::undecided;
    /// What the server complained of, in the answer's order: of a refused payload at least one, of
    /// a malformed one the detail.
    std::vector<complaint> complaints{};
    /// Whether to send the same request again.
    retry_advice retry = retry_advice::unsafe;
    /// How long the server asks to wait before the next attempt.
    std::optional<std::chrono::seconds> retry_after{};

    /// Whether the changes are recorded.
    [[nodiscard]] bool accepted() const noexcept { return outcome == delivery_outcome::accepted; }

    /// What to do, in a sentence or two, in agreement with `retry`.
    [[nodiscard]] std::string_view advice() const noexcept {
        switch (outcome) {
        case delivery_outcome::accepted:
            return "The changes are recorded; do not send them again.";
        case delivery_outcome::refused:
            return "Nothing is recorded although the status is 200: correct the fields that the "
                   "answer names and send the whole payload again.";
        case delivery_outcome::malformed:
            return "Nothing is recorded: the body is not JSON that Sentry reads. Correct it, sign "
                   "it anew and send it again.";
        case delivery_outcome::unauthorized:
            return "Nothing is recorded: check that the secret is the one registered for the "
                   "generic provider, that exactly the bytes sent were signed, and that the "
                   "organization in the URL exists.";
        case delivery_outcome::not_found:
            return "Nothing is recorded: check the URL, that is the organization, the provider "
                   "`generic` and the slash at the end.";
        case delivery_outcome::too_large:
            return "Nothing is recorded: send the changes in several smaller payloads.";
        case delivery_outcome::unsupported_media_type:
            return "Nothing is recorded: send the same body with the header Content-Type: "
                   "application/json.";
        case delivery_outcome::throttled:
            return "Nothing is recorded: send the same request again later, after the time that "
                   "Retry-After names.";
        case delivery_outcome::server_error:
            return retry == retry_advice::safe
                       ? "Nothing is recorded: send the same request again later, with growing "
                         "pauses."
                       : "The changes may have been recorded already: look into Sentry's audit "
                         "log, or send the same request again and accept that they may be recorded "
                         "twice.";
        case delivery_outcome::unexpected:
            return "This is not an answer of Sentry's endpoint: check the URL and what is between "
                   "you and Sentry. Do not count the changes as recorded; they may have been.";
        case delivery_outcome::undecided:
            break;
        }
        return "No answer was read. The changes may have been recorded already.";
    }
};

/// Reads what Sentry, or something between, answered to a delivery.
///
/// **Status 200 is no success by itself**: with a body it means that the payload was refused and
/// nothing was recorded.
/// @param status the HTTP status
/// @param body the body of the answer, any bytes, but all of them: a refusal that was cut off
/// before its body looks like an acceptance. A client that does not tell a whole answer from one
/// that the end of the connection cut must not ask (libcurl does not tell where the headers were
/// cut).
/// @param headers those of the answer that matter
/// @par Complexity
/// Linear in the body, in time and memory: an error tree whose messages' paths are together more
/// than 16 times as long as the answer, which is none of Sentry's, is read as `unexpected`, as is
/// a body of more than 16 MiB.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py and
/// https://www.rfc-editor.org/rfc/rfc9110#section-15
///
/// @par Example
/// @snippet delivery.cpp delivery
[[nodiscard]] inline delivery parse_delivery(int status, std::string_view body,
                                             const answer_headers& headers = {}) {
    delivery result;
    result.outcome = delivery_outcome::unexpected;
    const auto conclude = [&result](delivery_outcome outcome, retry_advice retry) {
        result.outcome = outcome;
        result.retry = retry;
    };
    if ((status == 200 || status == 201) && body.empty()) {
        conclude(delivery_outcome::accepted, retry_advice::unneeded);
    } else if (status == 200) {
        result.complaints = document::detail::parse_error_tree(body);
        if (!result.complaints.empty()) {
            conclude(delivery_outcome::refused, retry_advice::futile);
        }
    } else if (status == 400) {
        if (std::optional<std::string> reason = document::detail::parse_detail(body)) {
            result.complaints.push_back({{}, *std::move(reason)});
            conclude(delivery_outcome::malformed, retry_advice::futile);
        }
    } else if (status == 401) {
        conclude(delivery_outcome::unauthorized, retry_advice::futile);
    } else if (status == 404) {
        conclude(delivery_outcome::not_found, retry_advice::futile);
    } else if (status == 413) {
        conclude(delivery_outcome::too_large, retry_advice::futile);
    } else if (status == 415) {
        conclude(delivery_outcome::unsupported_media_type, retry_advice::futile);
    } else if (status == 429) {
        conclude(delivery_outcome::throttled, retry_advice::safe);
    } else if (status >= 500 && status <= 599) {
        // Only "unavailable" says that the request was not worked on.
        conclude(delivery_outcome::server_error,
                 status == 503 ? retry_advice::safe : retry_advice::unsafe);
    }
    if (status == 429 || status == 503) {
        result.retry_after = parse_retry_after(headers);
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
