/// @file
/// Requests to a running testee, and its replies.
#ifndef FLAGHOOK_SUITE_CONVERSATION_HPP
#define FLAGHOOK_SUITE_CONVERSATION_HPP

#include "suite/child_process.hpp"
#include "suite/line_splitter.hpp"
#include "suite/reply.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::suite {

/// The maximum size of a reply, in bytes.
inline constexpr std::size_t longest_reply = std::size_t{64} << 20U;

/// The number of bytes kept of a testee's standard error: the last ones.
inline constexpr std::size_t kept_error = 4096;

/// A running testee. It cannot be used after an exchange that did not end with a line, since later
/// replies could not be matched with requests.
class conversation {
public:
    /// Starts the testee; throws `not_runnable`.
    /// @param words, time_zone see `child_process`
    /// @param timeout the maximum time to wait for a reply
    conversation(const std::vector<std::string>& words, std::chrono::milliseconds timeout,
                 const std::string& time_zone);

    /// Sends one line and waits for one line.
    [[nodiscard]] exchange ask(std::string_view line);

    /// Ends the testee because its last line breaks the protocol.
    /// @param problem describes the violation, for users
    [[nodiscard]] exchange give_up(std::string problem);

    /// Closes the testee's standard input and waits briefly for it to end.
    /// @return a description of an irregular end, for users; empty if it ended with status 0
    [[nodiscard]] std::string leave();

private:
    using clock = std::chrono::steady_clock;

    /// Moves available bytes in all directions once; waits until the deadline at most.
    /// @return whether more output may follow on standard output
    bool move_bytes(std::string_view& unsent, clock::time_point deadline);
    void send(std::string_view& unsent);
    bool receive();
    void receive_error();
    [[nodiscard]] exchange fail(ending how, std::string what);
    [[nodiscard]] exchange crashed();
    [[nodiscard]] exchange silent();

    child_process process_;
    std::chrono::milliseconds timeout_;
    line_splitter lines_{longest_reply};
    std::vector<std::string> arrived_;
    bool too_long_ = false;
    std::string error_;
};

} // namespace flaghook::suite

#endif
