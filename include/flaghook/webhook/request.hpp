/// @file
/// The signed request that sends a payload to Sentry.
#ifndef FLAGHOOK_WEBHOOK_REQUEST_HPP
#define FLAGHOOK_WEBHOOK_REQUEST_HPP

#include <flaghook/blueprint/issue_code.hpp>
#include <flaghook/blueprint/latest.hpp>
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/crypto/hmac_sha256.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/json/serialize.hpp>
#include <flaghook/model/deduplicate.hpp>
#include <flaghook/signature/signature.hpp>
#include <flaghook/signature/signer.hpp>
#include <flaghook/version.hpp>
#include <flaghook/webhook/endpoint.hpp>

#include <boost/system/result.hpp>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// The name and the value of a request's header.
struct header {
    /// The name, in the letter case of Sentry's documentation.
    std::string name;
    /// The value, without white space at its ends.
    std::string value;

    /// Compares both texts byte by byte.
    friend bool operator==(const header&, const header&) = default;
};

/// The parts of a webhook request, for any HTTP client. Send them with the method `POST`.
///
/// The signature covers the exact bytes of `body()`. Send these bytes unchanged. If a client parses
/// the JSON and writes it again, the signature is wrong.
///
/// @par Example
/// @snippet sender.cpp sender
/// @see make_request
class request {
public:
    /// Constructs a request from its parts. Use `make_request` to build the parts, too.
    /// @param target the URL of the webhook
    /// @param body the bytes to send
    /// @param signed_with the signature of `body`; it is not checked
    /// @throws std::bad_alloc only
    request(const endpoint& target, std::string body, const signature& signed_with)
        : url_(target.url()), body_(std::move(body)), signed_with_(signed_with) {}

    /// Returns the URL to send the request to.
    [[nodiscard]] const std::string& url() const noexcept { return url_; }

    /// Returns the bytes to send.
    [[nodiscard]] const std::string& body() const noexcept { return body_; }

    /// Returns the signature of `body()`.
    [[nodiscard]] const signature& signed_with() const noexcept { return signed_with_; }

    /// Returns the headers that Sentry requires: `Content-Type` and `X-Sentry-Signature`.
    /// @throws std::bad_alloc only
    [[nodiscard]] std::array<header, 2> headers() const {
        return {header{"Content-Type", "application/json"},
                header{std::string(signature_header), std::string(signed_with_.hex())}};
    }

private:
    std::string url_;
    std::string body_;
    signature signed_with_;
};

/// Builds the signed request for a payload.
///
/// The function writes the payload as JSON, checks it by Sentry's rules, and signs the written
/// bytes. A payload that Sentry would refuse is not signed. Neither is a payload in which two
/// changes have the same id, because Sentry would silently drop the second one.
/// @tparam Version the protocol version to write
/// @tparam Backend the crypto library of the signer
/// @param target the URL of the webhook, from Sentry's settings
/// @param content the payload
/// @param signing the signer with the registered secret
/// @return the request, or one of these refusals:
/// - status 200: Sentry would refuse the payload, for the reasons in the issues
/// - status 0 with `issue_code::required`: `target` was moved from
/// - status 0 with `issue_code::repeated_change_id`: Sentry would drop these changes
/// - status 0 with `issue_code::not_signed`: the back end failed to sign
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the size of the body that is written, apart from `repeated_ids::find`.
/// @par Source
/// https://docs.sentry.io/product/issues/issue-details/feature-flags/#generic
///
/// @par Example
/// @snippet sender.cpp sender
/// @see parse_delivery for the answer
template <blueprint::version Version = blueprint::latest, crypto::hmac_sha256 Backend>
[[nodiscard]] result<request> make_request(const endpoint& target,
                                           const typename Version::payload_type& content,
                                           const basic_signer<Backend>& signing) {
    if (target.url().empty()) {
        return refusal(0,
                       {issue("endpoint", issue_code::required, "The endpoint was moved from.")});
    }
    result<std::string> body = serialize<Version>(content);
    if (!body) {
        return std::move(body).error();
    }
    std::vector<issue> repeated;
    constexpr std::size_t id_node = blueprint::find_node<Version>("data..change_id");
    repeated_ids finder;
    for (const std::size_t index : finder.find(std::span(content.data))) {
        repeated.emplace_back(field_location{blueprint::nodes<Version>.data(), id_node, index},
                              issue_code::repeated_change_id);
    }
    if (!repeated.empty()) {
        return refusal(0, std::move(repeated));
    }
    const boost::system::result<signature> signed_with = signing.sign(*body);
    if (!signed_with) {
        return refusal(
            0, {issue(field_location{}, issue_code::not_signed, signed_with.error().message())});
    }
    return request(target, *std::move(body), *signed_with);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
