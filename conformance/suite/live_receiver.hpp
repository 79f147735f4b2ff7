/// @file
/// A receiver that is reached over HTTP, as something that the suite can ask.
#ifndef FLAGHOOK_SUITE_LIVE_RECEIVER_HPP
#define FLAGHOOK_SUITE_LIVE_RECEIVER_HPP

#include "suite/reply.hpp"
#include "tool/http_client.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace flaghook::suite {

/// The HTTP request of the operation `receive`; its header lines are in libcurl's form.
/// @param body must outlive the request
[[nodiscard]] tool::http_request
request_for(const std::string& url, const boost::json::object& asked, const std::string& body);

/// Puts requests of the operation `receive`, as `receiver_cases` makes them, to a URL.
///
/// The result has `status` and `answer`: null for an empty body, a text for one that is no JSON.
/// What keeps an answer from coming is an exchange that crashed (nobody takes the connection),
/// timed out, or broke.
class live_receiver {
public:
    /// Called before a pause that the receiver asks for.
    using pause_observer = std::function<void(std::chrono::seconds)>;

    live_receiver(std::string url, const tool::http_limits& limits, pause_observer on_pause)
        : url_(std::move(url)), client_(limits), on_pause_(std::move(on_pause)) {}

    [[nodiscard]] outcome ask(std::string_view line);

    /// The answer itself. After status 429 it waits as long as the receiver asks for, a minute at
    /// the most, and sends the request again, five times at the most.
    /// @param asked the members beside the body
    /// @throw tool::transport_error when there is none
    [[nodiscard]] tool::http_response exchange_of(const boost::json::object& asked,
                                                  const std::string& body);

private:
    std::string url_;
    tool::http_client client_;
    pause_observer on_pause_;
};

} // namespace flaghook::suite

#endif
