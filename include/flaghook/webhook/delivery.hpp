/// @file
/// What Sentry's answer to a delivery means.
#ifndef FLAGHOOK_WEBHOOK_DELIVERY_HPP
#define FLAGHOOK_WEBHOOK_DELIVERY_HPP

#include <flaghook/document/complaint.hpp>
#include <flaghook/version.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// What became of a delivery.
enum class delivery_outcome : std::uint8_t {
    accepted,               ///< the changes are recorded: 200 or 201 with an empty body
    refused,                ///< bad fields, nothing is recorded: **200** with an error tree
    malformed,              ///< no JSON, nothing is recorded: 400
    unauthorized,           ///< the signature, the secret or the organization is wrong: 401
    not_found,              ///< the URL is wrong: 404
    too_large,              ///< the body is larger than the server or a proxy takes: 413
    unsupported_media_type, ///< the body was not sent as `application/json`: 415
    throttled,              ///< too many requests: 429
    server_error,           ///< the server or a proxy failed: 500 to 599
    unexpected ///< nothing that Sentry's endpoint answers: a page, a redirect, a cut answer
};

/// The outcome's name.
[[nodiscard]] constexpr std::string_view to_string(delivery_outcome outcome) noexcept {
    switch (outcome) {
    case delivery_outcome::accepted:
        return "accepted";
    case delivery_outcome::refused:
        return "refused";
    case delivery_outcome::malformed:
        return "malformed";
    case delivery_outcome::unauthorized:
        return "unauthorized";
    case delivery_outcome::not_found:
        return "not_found";
    case delivery_outcome::too_large:
        return "too_large";
    case delivery_outcome::unsupported_media_type:
        return "unsupported_media_type";
    case delivery_outcome::throttled:
        return "throttled";
    case delivery_outcome::server_error:
        return "server_error";
    case delivery_outcome::unexpected:
        break;
    }
    return "unexpected";
}

/// Whether to send the same request again.
///
/// The server de-duplicates changes only inside one request: what is delivered twice is recorded
/// twice.
enum class repetition : std::uint8_t {
    harmful, ///< the changes are recorded already
    useless, ///< nothing is recorded, and the same request meets the same answer
    useful,  ///< nothing is recorded, and a later attempt may be accepted
    risky    ///< a later attempt may be accepted, but the changes may be recorded already
};

/// What became of a delivery, and what to do now.
struct delivery {
    /// What the server made of the request.
    delivery_outcome outcome = delivery_outcome::unexpected;
    /// What the server complained of, in the answer's order: of a refused payload at least one, of
    /// a malformed one the detail.
    std::vector<complaint> issues{};
    /// Whether to send the same request again.
    flaghook::repetition repetition = flaghook::repetition::risky;
    /// How long the server asks to wait before the next attempt.
    std::optional<std::chrono::seconds> retry_after{};

    /// What to do, in one sentence.
    [[nodiscard]] std::string_view advice() const noexcept {
        switch (outcome) {
        case delivery_outcome::accepted:
            return "The changes are recorded; do not send them again.";
        case delivery_outcome::refused:
            return "Nothing is recorded although the status is 200: correct the fields named by "
                   "the issues and send the whole payload again.";
        case delivery_outcome::malformed:
            return "The body is not JSON that Sentry reads: correct it, sign it anew and send it "
                   "again.";
        case delivery_outcome::unauthorized:
            return "Check that the secret is the one registered for the generic provider, that "
                   "exactly the bytes sent were signed, and that the organization in the URL "
                   "exists.";
        case delivery_outcome::not_found:
            return "Check the URL: the organization, the provider `generic` and the slash at the "
                   "end.";
        case delivery_outcome::too_large:
            return "Send the changes in several smaller payloads.";
        case delivery_outcome::unsupported_media_type:
            return "Nothing is recorded: send the same body with the header Content-Type: "
                   "application/json.";
        case delivery_outcome::throttled:
            return "Send the same request again later, after the time that Retry-After names.";
        case delivery_outcome::server_error:
            return "Send the same request again later, with growing pauses.";
        case delivery_outcome::unexpected:
            break;
        }
        return "This is not an answer of Sentry's endpoint: check the URL and what stands between, "
               "and do not count the changes as recorded.";
    }
};

namespace detail {

/// The seconds that a Retry-After header names. Its other form, a date, needs a clock and is left
/// to the caller's own pause.
[[nodiscard]] constexpr std::optional<std::chrono::seconds>
read_retry_after(std::optional<std::string_view> header) noexcept {
    if (!header || header->empty() || header->size() > 9 ||
        header->find_first_not_of("0123456789") != std::string_view::npos) {
        return std::nullopt;
    }
    std::chrono::seconds::rep result = 0;
    for (const char digit : *header) {
        result = result * 10 + (digit - '0');
    }
    return std::chrono::seconds{result};
}

} // namespace detail

/// Reads what Sentry, or something between, answered to a delivery.
///
/// **Status 200 is no success by itself**: with a body it means that the payload was refused and
/// nothing was recorded.
/// @param status the HTTP status
/// @param body the body of the answer, any bytes, but all of them: a refusal that was cut off
/// before its body looks like an acceptance. A client that does not tell a whole answer from one
/// that the end of the connection cut must not ask (libcurl does not tell where the headers were
/// cut).
/// @param retry_after the value of the header `Retry-After`, if there is one
/// @par Complexity
/// Linear in the body, in time and memory: an error tree whose messages' paths are together more
/// than 16 times as long as the answer, which is none of Sentry's, is read as `unexpected`, as is
/// a body of more than 16 MiB.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py and
/// https://www.rfc-editor.org/rfc/rfc9110#section-15
///
/// @par Example
/// @code
/// const auto delivery = flaghook::read_delivery(response.status, response.body);
/// if (delivery.outcome != flaghook::delivery_outcome::accepted) {
///     log(delivery.advice());
/// }
/// @endcode
[[nodiscard]] inline delivery
read_delivery(int status, std::string_view body,
              std::optional<std::string_view> retry_after = std::nullopt) {
    delivery result;
    const auto conclude = [&result](delivery_outcome outcome, repetition again) {
        result.outcome = outcome;
        result.repetition = again;
    };
    if ((status == 200 || status == 201) && body.empty()) {
        conclude(delivery_outcome::accepted, repetition::harmful);
    } else if (status == 200) {
        result.issues = document::read_error_tree(body);
        if (!result.issues.empty()) {
            conclude(delivery_outcome::refused, repetition::useless);
        }
    } else if (status == 400) {
        if (std::optional<std::string> reason = document::read_detail(body)) {
            result.issues.push_back({{}, *std::move(reason)});
            conclude(delivery_outcome::malformed, repetition::useless);
        }
    } else if (status == 401) {
        conclude(delivery_outcome::unauthorized, repetition::useless);
    } else if (status == 404) {
        conclude(delivery_outcome::not_found, repetition::useless);
    } else if (status == 413) {
        conclude(delivery_outcome::too_large, repetition::useless);
    } else if (status == 415) {
        conclude(delivery_outcome::unsupported_media_type, repetition::useless);
    } else if (status == 429) {
        conclude(delivery_outcome::throttled, repetition::useful);
    } else if (status >= 500 && status <= 599) {
        // Only "unavailable" says that nobody worked on the request.
        conclude(delivery_outcome::server_error,
                 status == 503 ? repetition::useful : repetition::risky);
    }
    if (status == 429 || status == 503) {
        result.retry_after = detail::read_retry_after(retry_after);
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
