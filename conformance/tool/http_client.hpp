/// @file
/// One HTTP exchange, as a sender makes it.
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

/// What is sent, with `POST` unless it is said otherwise.
struct http_request {
    std::string url{};
    /// `Name: value` each.
    std::vector<std::string> headers{};
    std::string_view body{};
    /// Sent in pieces, without telling its length before.
    bool chunked = false;
    std::string method = "POST";
    /// Sent as `Authorization: Bearer TOKEN`, and not to a proxy in the open. Our copies of it are
    /// overwritten; libcurl's own buffers are not.
    std::string_view bearer_token{};
};

/// What came back.
struct http_response {
    int status = 0;
    std::string body{};
    std::optional<std::string> retry_after{};
    /// The same from now on, whether it was in seconds or a date; zero without that header.
    std::chrono::seconds retry_in{};
    /// Where a redirect points.
    std::optional<std::string> location{};
    /// Where other pages are; several headers of that name are joined by commas.
    std::optional<std::string> link{};
    /// Whether the answer says where it ends. One that ends with its connection may have been cut:
    /// nobody can tell (RFC 9112, section 8).
    bool has_length = false;
};

/// Whether an answer only says that another place is to be asked.
[[nodiscard]] constexpr bool is_redirect(int status) noexcept {
    return status >= 300 && status <= 399;
}

/// How long an exchange may take.
struct http_limits {
    std::chrono::milliseconds connecting{10'000};
    std::chrono::milliseconds in_all{30'000};
};

/// A client over libcurl that keeps its connection between exchanges. It verifies certificates,
/// follows no redirects (a `POST` would become a `GET`), and reads the proxy from the environment
/// (`http_proxy`, `https_proxy`, `ALL_PROXY`, `NO_PROXY`) and the authorities it trusts from
/// `CURL_CA_BUNDLE`, `SSL_CERT_FILE` and `SSL_CERT_DIR`, like the program curl.
class http_client {
public:
    /// The most bytes of an answer that are read; what exceeds them counts as broken off.
    static constexpr std::size_t longest_answer = std::size_t{16} << 20U;

    explicit http_client(const http_limits& limits = {});
    ~http_client();
    http_client(const http_client&) = delete;
    http_client& operator=(const http_client&) = delete;

    /// Sends a request and waits for the whole answer.
    /// @throw transport_error when there is none
    [[nodiscard]] http_response exchange(const http_request& request);

private:
    class session;
    std::unique_ptr<session> session_;
};

} // namespace flaghook::tool

#endif
