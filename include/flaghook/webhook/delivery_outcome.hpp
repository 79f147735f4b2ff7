/// @file
/// What becomes of a webhook request.
#ifndef FLAGHOOK_WEBHOOK_DELIVERY_OUTCOME_HPP
#define FLAGHOOK_WEBHOOK_DELIVERY_OUTCOME_HPP

#include <flaghook/enumeration.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <cstdint>

namespace flaghook::inline FLAGHOOK_ABI {

/// What became of a webhook request: as a receiver decides it, and as a sender reads it from the
/// answer.
enum class delivery_outcome : std::uint8_t {
    undecided,              ///< nothing has been decided or read yet; grants nothing
    accepted,               ///< the changes are recorded: 200 or 201 with an empty body
    refused,                ///< bad fields, nothing is recorded: **200** with an error tree
    malformed,              ///< not JSON, nothing is recorded: 400
    unauthorized,           ///< the signature, the secret or the organization is wrong: 401
    not_found,              ///< the URL is wrong: 404
    too_large,              ///< the body is larger than the server or a proxy takes: 413
    unsupported_media_type, ///< the body was not sent as `application/json`: 415
    throttled,              ///< too many requests: 429
    server_error,           ///< the server or a proxy failed: 500 to 599
    unexpected ///< not an answer of Sentry's endpoint: a page, a redirect, a cut answer
};

/// The names of the outcomes, for `to_string` and `from_string`.
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
