/// @file
/// An HTTP client for senders, and the URLs that it takes.
#ifndef FLAGHOOK_TOOL_HTTP_HPP
#define FLAGHOOK_TOOL_HTTP_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::tool {

/// The reasons why there is no answer.
enum class transport_failure : std::uint8_t {
    not_resolved,  ///< the host's name has no address
    not_connected, ///< no connection could be made
    not_trusted,   ///< TLS: the handshake failed, or the certificate is not valid for the host
    timed_out,     ///< no complete answer in time
    broken_off,    ///< the connection ended before the answer did, or the answer is not HTTP
    other          ///< any other error of libcurl
};

/// Returns the failure's name, such as `not_resolved`.
[[nodiscard]] std::string_view to_string(transport_failure failure) noexcept;

/// Thrown if there is no answer; the text says why, for users.
class transport_error : public std::runtime_error {
public:
    transport_error(transport_failure kind, const std::string& text)
        : std::runtime_error(text), kind_(kind) {}

    [[nodiscard]] transport_failure kind() const noexcept { return kind_; }

private:
    transport_failure kind_;
};

/// A request. The method is `POST` by default.
struct http_request {
    std::string url{};
    /// Lines such as `Name: value`.
    std::vector<std::string> headers{};
    std::string_view body{};
    /// Whether to send the body in chunks, without its length.
    bool chunked = false;
    std::string method = "POST";
    /// Sent as `Authorization: Bearer TOKEN`. Over plain http, proxies are bypassed, so that none
    /// sees the token. Copies of the token are overwritten, except those in libcurl's buffers.
    std::string_view bearer_token{};
};

/// An answer.
struct http_response {
    int status = 0;
    std::string body{};
    std::optional<std::string> retry_after{};
    /// The time to wait, computed from either form of `Retry-After`; zero without that header.
    std::chrono::seconds retry_in{};
    /// The target of a redirect.
    std::optional<std::string> location{};
    /// The `Link` header for other pages; several of them are joined by commas.
    std::optional<std::string> link{};
    /// Whether the answer states its length. An answer that ends with the connection may be
    /// incomplete, and that cannot be detected (RFC 9112, section 8).
    bool has_length = false;
};

/// Checks whether a status is that of a redirect.
[[nodiscard]] constexpr bool is_redirect(int status) noexcept {
    return status >= 300 && status <= 399;
}

/// The timeouts of an exchange.
struct http_limits {
    std::chrono::milliseconds connecting{10'000};
    std::chrono::milliseconds in_all{30'000};
};

/// A client that uses libcurl and keeps its connection between exchanges. It verifies certificates
/// and does not follow redirects (a `POST` would become a `GET`). Like the program curl, it reads
/// the proxy from `http_proxy`, `https_proxy`, `ALL_PROXY` and `NO_PROXY`, and the trusted
/// authorities from `CURL_CA_BUNDLE`, `SSL_CERT_FILE` and `SSL_CERT_DIR`.
class http_client {
public:
    /// The maximum size of an answer, in bytes; a longer one counts as broken off.
    static constexpr std::size_t longest_answer = std::size_t{16} << 20U;

    explicit http_client(const http_limits& limits = {});
    ~http_client();
    http_client(const http_client&) = delete;
    http_client& operator=(const http_client&) = delete;

    /// Sends a request and waits for the complete answer.
    /// @throw transport_error if there is none
    [[nodiscard]] http_response exchange(const http_request& request);

private:
    class session;
    std::unique_ptr<session> session_;
};

/// Checks whether a URL's host is this machine: `localhost`, a name below it, 127.0.0.0/8 or
/// `[::1]`.
/// @return nothing if the text is not an `http` or `https` URL
[[nodiscard]] std::optional<bool> is_loopback_url(const std::string& url);

/// Removes the user name and password from a URL, for messages. Returns `(an invalid URL)` if
/// the URL cannot be parsed and may have them.
[[nodiscard]] std::string without_credentials(const std::string& url);

/// Replaces the scheme `http` with `https`, so that a URL can be checked as if it had that. Other
/// URLs are unchanged.
[[nodiscard]] std::string with_https(const std::string& url);

/// Replaces the scheme `https` with `http`, or the other way round.
/// @return nothing for a URL without a port, since the other scheme has another default
[[nodiscard]] std::optional<std::string> with_other_scheme(const std::string& url);

} // namespace flaghook::tool

#endif
