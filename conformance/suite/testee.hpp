/// @file
/// An implementation under test.
#ifndef FLAGHOOK_SUITE_TESTEE_HPP
#define FLAGHOOK_SUITE_TESTEE_HPP

#include "suite/conversation.hpp"
#include "suite/reply.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::suite {

/// Thrown if the handshake fails; the text says why.
class handshake_failure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Limits on restarts of a testee that crashed, hung or broke the protocol: consecutive failures
/// without a valid reply, and restarts in total. After that it is given up.
struct restart_limits {
    int in_a_row = 10;
    int in_all = 100;
};

/// A program that speaks the pipe protocol. It is restarted after each failure, so that a failure
/// does not affect the next case.
class testee {
public:
    /// Starts the program and does the handshake.
    /// @param command see `split_command`
    /// @param timeout the maximum time to wait for a reply
    /// @param time_zone see `child_process`
    /// Throws `not_runnable` and `handshake_failure`.
    testee(const std::string& command, std::chrono::milliseconds timeout,
           const std::string& time_zone = {}, restart_limits limits = {});

    /// Returns the program's greeting.
    [[nodiscard]] const greeting& says() const noexcept { return greeting_; }

    /// Sends a request to the program, after a restart if necessary.
    [[nodiscard]] outcome ask(std::string_view line, std::uint64_t id);

    /// Ends the program.
    /// @return a description of an irregular end, for users; empty if there was none
    [[nodiscard]] std::string leave();

    /// Returns the number of restarts.
    [[nodiscard]] int restarts() const noexcept { return restarts_; }

private:
    [[nodiscard]] greeting greet();
    [[nodiscard]] exchange restart();

    std::vector<std::string> words_;
    std::chrono::milliseconds timeout_;
    std::string time_zone_;
    restart_limits limits_;
    std::unique_ptr<conversation> running_;
    greeting greeting_;
    int restarts_ = 0;
    int failures_in_a_row_ = 0;
};

} // namespace flaghook::suite

#endif
