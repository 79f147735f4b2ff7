/// @file
/// Signatures and headers of a sender.
#ifndef FLAGHOOK_TESTS_WEBHOOK_SIGNING_HPP
#define FLAGHOOK_TESTS_WEBHOOK_SIGNING_HPP

#include <flaghook/signature/default_backend.hpp>
#include <flaghook/signature/received_headers.hpp>
#include <flaghook/signature/secret.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace flaghook::tests {

inline constexpr std::string_view first_secret = "0123456789";

/// Returns the value of `X-Sentry-Signature` for a body.
[[nodiscard]] inline std::string sign(std::string_view body, std::string_view text = first_secret) {
    const auto by = signer::make(*secret::from_text(text));
    return std::string(by->sign(body)->hex());
}

/// Returns the headers of a request with JSON and a signature.
[[nodiscard]] inline received_headers headers_with(std::optional<std::string_view> signature) {
    return {.signature = signature, .content_type = "application/json"};
}

} // namespace flaghook::tests

#endif
