/// @file
/// Errors of requests that got no answer.
#ifndef FLAGHOOK_TOOL_TRANSPORT_FAILURE_HPP
#define FLAGHOOK_TOOL_TRANSPORT_FAILURE_HPP

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

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

} // namespace flaghook::tool

#endif
