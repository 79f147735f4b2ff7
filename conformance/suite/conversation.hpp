/// @file
/// Question and answer with a running testee.
#ifndef FLAGHOOK_SUITE_CONVERSATION_HPP
#define FLAGHOOK_SUITE_CONVERSATION_HPP

#include "suite/child_process.hpp"
#include "suite/exchange.hpp"
#include "suite/line_splitter.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::suite {

/// The most bytes of a reply.
inline constexpr std::size_t longest_reply = std::size_t{64} << 20U;

/// The most bytes of a testee's standard error that are kept: the last ones.
inline constexpr std::size_t kept_error = 4096;

/// A running testee. Over after the first exchange that does not end with a line: nobody knows then
/// which reply would belong to which request.
class conversation {
public:
    /// Starts the testee; throws `not_runnable`.
    /// @param timeout how long a reply may take
    conversation(const std::vector<std::string>& words, std::chrono::milliseconds timeout);

    /// Sends one line and waits for one line.
    [[nodiscard]] exchange ask(std::string_view line);

    /// Ends the testee because the line that came last breaks the protocol.
    /// @param problem what is wrong with it, for people
    [[nodiscard]] exchange give_up(std::string problem);

    /// Closes the testee's standard input and gives it a moment to end.
    /// @return what is odd about its end, for people; empty when it ended with status 0
    [[nodiscard]] std::string leave();

private:
    using clock = std::chrono::steady_clock;

    /// Moves bytes in all directions once, waiting until the deadline at most. Whether anything can
    /// still come on standard output.
    bool move_bytes(std::string_view& unsent, clock::time_point deadline);
    void send(std::string_view& unsent);
    bool receive();
    void receive_error();
    [[nodiscard]] exchange fail(ending how, std::string what);
    [[nodiscard]] exchange crashed();

    child_process process_;
    std::chrono::milliseconds timeout_;
    line_splitter lines_{longest_reply};
    std::vector<std::string> arrived_;
    bool too_long_ = false;
    std::string error_;
};

} // namespace flaghook::suite

#endif
