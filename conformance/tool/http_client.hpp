/// @file
/// An HTTP client for senders.
#ifndef FLAGHOOK_TOOL_HTTP_CLIENT_HPP
#define FLAGHOOK_TOOL_HTTP_CLIENT_HPP

#include "tool/transport_failure.hpp"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::tool {

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

} // namespace flaghook::tool

#endif
