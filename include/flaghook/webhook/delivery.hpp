/// @file
/// Interpretation of Sentry's answer to a delivery.
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

/// Whether a sender should send the same request again.
///
/// The server removes duplicates only within one request. If it accepts the same request twice, it
/// records the changes twice.
/// @see delivery::retry
enum class retry_advice : std::uint8_t {
    /// The changes are recorded. Another attempt would record them twice.
    unneeded,
    /// Nothing is recorded, and the same request would get the same answer.
    futile,
    /// Nothing is recorded, and a later attempt may be accepted.
    safe,
    /// A later attempt may be accepted, but the changes may be recorded already.
    unsafe
};

/// The names of the enumerators, which `to_string` and `from_string` use.
template <>
inline constexpr auto enumerators<retry_advice> = std::to_array<enumerator<retry_advice>>({
    {retry_advice::unneeded, "unneeded"},
    {retry_advice::futile, "futile"},
    {retry_advice::safe, "safe"},
    {retry_advice::unsafe, "unsafe"},
});

/// The result of a delivery, and advice on what to do next.
///
/// A default-constructed delivery means that no answer was read: it is not accepted, and another
/// attempt is unsafe.
///
/// @par Example
/// @snippet delivery.cpp delivery
/// @see parse_delivery
struct delivery {
    /// The outcome; `undecided` until an answer is read.
    delivery_outcome outcome = delivery_outcome::undecided;
    /// The server's error messages with their paths, in the answer's order. A refused payload has
    /// at least one. A malformed one has exactly one, with an empty path. Otherwise empty.
    std::vector<complaint> complaints{};
    /// Whether to send the same request again.
    retry_advice retry = retry_advice::unsafe;
    /// The pause before the next attempt that the server asks for with `Retry-After`. Set only for
    /// status 429 and 503.
    std::optional<std::chrono::seconds> retry_after{};

    /// Checks whether the changes are recorded.
    /// @return `outcome == delivery_outcome::accepted`
    [[nodiscard]] bool accepted() const noexcept { return outcome == delivery_outcome::accepted; }

    /// Returns one or two English sentences that say whether the changes are recorded and what to
    /// do next. They agree with `retry`.
    /// @return a text in static memory; never empty
    /// @par Complexity
    /// Constant.
    [[nodiscard]] std::string_view advice() const noexcept {
        switch (outcome) {
        case delivery_outcome::accepted:
            return "The changes are recorded; do not send them again.";
        case delivery_outcome::refused:
            return "Nothing is recorded although the status is 200: correct the fields named in "
                   "the answer and send the whole payload again.";
        case delivery_outcome::malformed:
            return "Nothing is recorded: the body is not valid JSON. Correct it, sign it again and "
                   "send it again.";
        case delivery_outcome::unauthorized:
            return "Nothing is recorded: check that the secret is registered for the provider "
                   "`generic`, that exactly the bytes sent were signed, and that the organization "
                   "in the URL exists.";
        case delivery_outcome::not_found:
            return "Nothing is recorded: check the URL: the organization, the provider `generic` "
                   "and the final slash.";
        case delivery_outcome::too_large:
            return "Nothing is recorded: send the changes in several smaller payloads.";
        case delivery_outcome::unsupported_media_type:
            return "Nothing is recorded: send the same body with the header Content-Type: "
                   "application/json.";
        case delivery_outcome::throttled:
            return "Nothing is recorded: send the same request again after the pause in "
                   "Retry-After, or after a growing pause if there is none.";
        case delivery_outcome::server_error:
            return retry == retry_advice::safe
                       ? "Nothing is recorded: send the same request again after the pause in "
                         "Retry-After, or after a growing pause if there is none."
                       : "The changes may be recorded already: check Sentry's audit log, or send "
                         "the same request again if it is acceptable to record them twice.";
        case delivery_outcome::unexpected:
            return "This is not an answer of Sentry's webhook: check the URL and any proxy. The "
                   "changes may be recorded already.";
        case delivery_outcome::undecided:
            break;
        }
        return "No answer was read. The changes may be recorded already.";
    }
};

/// Parses the answer to a delivery, from Sentry or from a proxy.
///
/// **Status 200 alone does not mean success.** With a body, it means that Sentry refused the
/// payload and recorded nothing.
///
/// | status | body | outcome | retry |
/// |--------|------|---------|-------|
/// | 200, 201 | empty | `accepted` | `unneeded` |
/// | 200 | an error tree | `refused` | `futile` |
/// | 400 | an object with `detail` | `malformed` | `futile` |
/// | 401 | any | `unauthorized` | `futile` |
/// | 404 | any | `not_found` | `futile` |
/// | 413 | any | `too_large` | `futile` |
/// | 415 | any | `unsupported_media_type` | `futile` |
/// | 429 | any | `throttled` | `safe` |
/// | 503 | any | `server_error` | `safe` |
/// | other 5xx | any | `server_error` | `unsafe` |
/// | anything else | any | `unexpected` | `unsafe` |
///
/// A body of more than 16 MiB is not an error tree. Neither is a tree whose paths are together more
/// than 16 times as long as the body.
/// @param status the HTTP status, any number
/// @param body the complete body of the answer, any bytes
/// @param headers the headers that determine `delivery::retry_after`
/// @pre The answer is complete. If a refusal was cut off before its body, it looks like an
/// acceptance. Do not call this if your HTTP client cannot tell whether the answer is complete:
/// libcurl does not report an answer that ends within its headers.
/// @return the outcome with its complaints and advice; never `undecided`
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`, in time and memory.
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
        // Only 503, Service Unavailable, means that the request was not processed.
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
