/// @file
/// The possible outcomes of a webhook request.
#ifndef FLAGHOOK_WEBHOOK_DELIVERY_OUTCOME_HPP
#define FLAGHOOK_WEBHOOK_DELIVERY_OUTCOME_HPP

#include <flaghook/enumeration.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <cstdint>

namespace flaghook::inline FLAGHOOK_ABI {

/// The outcome of a webhook request.
///
/// A receiver decides the outcome (`basic_reply::outcome`). A sender derives it from the answer
/// (`parse_delivery`). Each comment gives the HTTP status. Only `accepted` means that Sentry
/// recorded the changes.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
/// @see delivery::advice for what a sender should do after each outcome
enum class delivery_outcome : std::uint8_t {
    /// No decision was made, or no answer was read yet. Never counts as accepted.
    undecided,
    /// Status 200 or 201 with an empty body: the changes are recorded.
    accepted,
    /// Status **200** with an error tree: fields are invalid, and nothing is recorded.
    refused,
    /// Status 400: the body is not JSON, and nothing is recorded.
    malformed,
    /// Status 401: the signature, the secret or the organization is wrong.
    unauthorized,
    /// Status 404: the URL is wrong.
    not_found,
    /// Status 413: the body is larger than the server or a proxy allows.
    too_large,
    /// Status 415: the request's `Content-Type` is not `application/json`.
    unsupported_media_type,
    /// Status 429: too many requests.
    throttled,
    /// Status 500 to 599: the server or a proxy failed.
    server_error,
    /// The answer is not one of Sentry's webhook: for example a web page, a redirect, or an answer
    /// that was cut off.
    unexpected
};

/// The names of the outcomes, which `to_string` and `from_string` use.
template <>
inline constexpr auto enumerators<delivery_outcome> = std::to_array<enumerator<delivery_outcome>>({
    {delivery_outcome::undecided, "undecided"},
    {delivery_outcome::accepted, "accepted"},
    {delivery_outcome::refused, "refused"},
    {delivery_outcome::malformed, "malformed"},
    {delivery_outcome::unauthorized, "unauthorized"},
    {delivery_outcome::not_found, "not_found"},
    {delivery_outcome::too_large, "too_large"},
    {delivery_outcome::unsupported_media_type, "unsupported_media_type"},
    {delivery_outcome::throttled, "throttled"},
    {delivery_outcome::server_error, "server_error"},
    {delivery_outcome::unexpected, "unexpected"},
});

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
