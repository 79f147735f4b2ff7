/// @file
/// The request that carries a payload to Sentry.
#ifndef FLAGHOOK_WEBHOOK_REQUEST_HPP
#define FLAGHOOK_WEBHOOK_REQUEST_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/crypto/hmac_sha256.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/json/serialize.hpp>
#include <flaghook/signature/signature.hpp>
#include <flaghook/signature/signer.hpp>
#include <flaghook/version.hpp>
#include <flaghook/webhook/endpoint.hpp>

#include <boost/system/result.hpp>

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI {

/// A header of a request: its name and its value.
struct header {
    /// The name, in the letter case of the documentation.
    std::string_view name;
    /// The value, without white space around it.
    std::string_view value;
};

/// Everything that an HTTP client needs for one webhook request; it is sent with `POST`.
///
/// The signature covers the exact bytes of `body`: send them as they are. A client that parses and
/// writes the JSON again sends a body that the signature does not fit.
class request {
public:
    /// A request of parts that were made elsewhere; `make_request` makes them.
    /// @param to where the request goes
    /// @param body the bytes to send
    /// @param signed_with the signature of `body`
    request(const endpoint& to, std::string body, const signature& signed_with)
        : url_(to.url()), body_(std::move(body)), signed_with_(signed_with) {}

    /// Where the request goes.
    [[nodiscard]] const std::string& url() const noexcept { return url_; }

    /// The bytes to send.
    [[nodiscard]] const std::string& body() const noexcept { return body_; }

    /// The signature of `body`.
    [[nodiscard]] const signature& signed_with() const noexcept { return signed_with_; }

    /// The headers that Sentry looks at: `Content-Type` and `X-Sentry-Signature`. The values live
    /// as long as the request.
    [[nodiscard]] std::array<header, 2> headers() const noexcept {
        return {header{"Content-Type", "application/json"},
                header{signature_header, signed_with_.hex()}};
    }

private:
    std::string url_;
    std::string body_;
    signature signed_with_;
};

/// Builds the request for a payload: writes the body, checks it, and signs exactly its bytes.
/// @tparam Version the protocol version to write
/// @param to the webhook, as Sentry's settings show it
/// @param content the payload
/// @param signing signs with the registered secret
/// @return the request; or, with nothing signed, why Sentry would refuse the payload. If the back
/// end fails to sign, the refusal has status 0 and the issue `not_signed`.
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the payload.
/// @par Source
/// https://docs.sentry.io/product/issues/issue-details/feature-flags/#generic
///
/// @par Example
/// @snippet sender.cpp sender
template <blueprint::version Version = blueprint::latest, crypto::hmac_sha256 Backend>
[[nodiscard]] result<request> make_request(const endpoint& to,
                                           const typename Version::payload_type& content,
                                           const basic_signer<Backend>& signing) {
    result<std::string> body = serialize<Version>(content);
    if (!body) {
        return std::move(body).error();
    }
    const boost::system::result<signature> signed_with = signing.sign(*body);
    if (!signed_with) {
        return refusal(
            0, {issue(field_location{}, issue_code::not_signed, signed_with.error().message())});
    }
    return request(to, *std::move(body), *signed_with);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
