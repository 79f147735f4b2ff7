/// @file
/// A receiver that is reached over HTTP, as something that the suite can ask.
#ifndef FLAGHOOK_SUITE_LIVE_RECEIVER_HPP
#define FLAGHOOK_SUITE_LIVE_RECEIVER_HPP

#include "suite/reply.hpp"
#include "tool/http_client.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace flaghook::suite {

/// Puts requests of the operation `receive`, as `receiver_cases` makes them, to a URL.
///
/// The result has `status` and `answer`: null for an empty body, a text for one that is no JSON.
/// What keeps an answer from coming is an exchange that crashed (nobody takes the connection),
/// timed out, or broke.
class live_receiver {
public:
    live_receiver(std::string url, const tool::http_limits& limits)
        : url_(std::move(url)), client_(limits) {}

    [[nodiscard]] outcome ask(std::string_view line);

private:
    std::string url_;
    tool::http_client client_;
};

} // namespace flaghook::suite

#endif
