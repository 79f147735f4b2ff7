/// @file
/// Runs cases against a receiver over HTTP.
#ifndef FLAGHOOK_SUITE_LIVE_RECEIVER_HPP
#define FLAGHOOK_SUITE_LIVE_RECEIVER_HPP

#include "suite/reply.hpp"
#include "tool/http.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace flaghook::suite {

/// Makes the HTTP request for the operation `receive`, with header lines in libcurl's syntax.
/// @param body must outlive the request
[[nodiscard]] tool::http_request
request_for(const std::string& url, const boost::json::object& asked, const std::string& body);

/// Returns a shell's command line with curl that sends the same request.
/// @return nothing if the body is too large for a command line
[[nodiscard]] std::optional<std::string>
curl_command(const std::string& url, const boost::json::object& asked, const std::string& body);

/// Sends requests of the operation `receive`, which `receiver_cases` makes, to a URL.
///
/// The result has `status` and `answer`. The answer is null for an empty body, and a text if the
/// body is not JSON. Without an answer, the exchange counts as crashed (no connection), timed out,
/// or broken.
class live_receiver {
public:
    /// Called before a pause that the receiver asked for.
    using pause_observer = std::function<void(std::chrono::seconds)>;

    live_receiver(std::string url, const tool::http_limits& limits, pause_observer on_pause)
        : url_(std::move(url)), client_(limits), on_pause_(std::move(on_pause)) {}

    [[nodiscard]] outcome ask(std::string_view line);

    /// Returns the answer itself. After status 429 it waits as long as the receiver asks for (at
    /// most a minute) and sends the request again, at most five times.
    /// @param asked the members of the request other than the body
    /// @throw tool::transport_error if there is no answer
    [[nodiscard]] tool::http_response exchange_of(const boost::json::object& asked,
                                                  const std::string& body);

private:
    std::string url_;
    tool::http_client client_;
    pause_observer on_pause_;
};

} // namespace flaghook::suite

#endif
