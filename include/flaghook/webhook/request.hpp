/// @file
/// The request that carries a payload to Sentry.
#ifndef FLAGHOOK_WEBHOOK_REQUEST_HPP
#define FLAGHOOK_WEBHOOK_REQUEST_HPP

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/crypto/hmac_sha256.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/json/serialize.hpp>
#include <flaghook/signature/signature.hpp>
#include <flaghook/signature/signer.hpp>
#include <flaghook/version.hpp>
#include <flaghook/webhook/endpoint.hpp>

#include <boost/assert/source_location.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>
#include <boost/system/system_error.hpp>
#include <boost/throw_exception.hpp>

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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
    /// @param signed_with the signature of `body`
    request(std::string url, std::string body, const flaghook::signature& signed_with)
        : url_(std::move(url)), body_(std::move(body)), signature_(signed_with) {}

    /// Where the request goes.
    [[nodiscard]] const std::string& url() const noexcept { return url_; }

    /// The bytes to send.
    [[nodiscard]] const std::string& body() const noexcept { return body_; }

    /// The signature of `body`.
    [[nodiscard]] const flaghook::signature& signature() const noexcept { return signature_; }

    /// The headers that Sentry looks at: `Content-Type` and `X-Sentry-Signature`. The values live
    /// as long as the request.
    [[nodiscard]] std::array<header, 2> headers() const noexcept {
        return {header{"Content-Type", "application/json"},
                header{signature_header, signature_.hex()}};
    }

private:
    std::string url_;
    std::string body_;
    flaghook::signature signature_;
};

/// Why there is no request: the payload has issues, or the back end failed to sign.
struct request_failure {
    /// What the server would refuse; empty when signing failed.
    std::vector<issue> issues{};
    /// The back end's error; none when the payload has issues.
    boost::system::error_code error{};
};

/// What `value()` of a result throws that has no request: that of the issues, or of the back end.
[[noreturn]] inline void throw_exception_from_error(const request_failure& failure,
                                                    const boost::source_location& where) {
    if (failure.issues.empty()) {
        boost::throw_exception(boost::system::system_error(failure.error), where);
    }
    throw_exception_from_error(failure.issues, where);
}

/// Builds the request for a payload: writes the body, checks it, and signs exactly its bytes.
/// @param url the webhook's URL, as Sentry's settings show it; it is not looked at
/// @return the request; or, with nothing signed, what is wrong with the payload
/// @par Source
/// https://docs.sentry.io/product/issues/issue-details/feature-flags/#generic
template <blueprint::version Version = blueprint::latest, crypto::hmac_sha256 Backend>
[[nodiscard]] boost::system::result<request, request_failure>
make_request(std::string url, const typename Version::payload_type& content,
             const basic_signer<Backend>& signing) {
    std::string body;
    std::vector<issue> issues = serialize_to<Version>(body, content);
    if (!issues.empty()) {
        return request_failure{std::move(issues)};
    }
    const boost::system::result<signature> signed_with = signing.sign(body);
    if (!signed_with) {
        return request_failure{{}, signed_with.error()};
    }
    return request(std::move(url), std::move(body), *signed_with);
}

/// The same, to a URL that is proven to be a webhook's.
template <blueprint::version Version = blueprint::latest, crypto::hmac_sha256 Backend>
[[nodiscard]] boost::system::result<request, request_failure>
make_request(const endpoint& to, const typename Version::payload_type& content,
             const basic_signer<Backend>& signing) {
    return make_request<Version>(to.url(), content, signing);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
