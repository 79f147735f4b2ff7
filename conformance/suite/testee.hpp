/// @file
/// An implementation that is put to the test.
#ifndef FLAGHOOK_SUITE_TESTEE_HPP
#define FLAGHOOK_SUITE_TESTEE_HPP

#include "suite/conversation.hpp"
#include "suite/exchange.hpp"
#include "suite/reply.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::suite {

/// There is no agreement to begin with; the text says why.
class handshake_failure : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// How often a testee that crashed, hung or broke the protocol is started anew before it is given
/// up: after so many failures with no good reply between, and after so many new starts in all.
struct restart_limits {
    int in_a_row = 10;
    int in_all = 100;
};

/// A program that speaks the pipe protocol, started anew after each failure, so that none has a
/// part in the next case's result.
class testee {
public:
    /// Starts the program and greets it.
    /// @param command see `split_command`
    /// @param timeout how long a reply may take
    /// Throws `not_runnable` and `handshake_failure`.
    testee(const std::string& command, std::chrono::milliseconds timeout,
           restart_limits limits = {});

    /// What the program says of itself.
    [[nodiscard]] const greeting& says() const noexcept { return greeting_; }

    /// Puts a request to the program, which is started anew if need be.
    [[nodiscard]] outcome ask(std::string_view line, std::uint64_t id);

    /// Ends the program.
    /// @return what is odd about its end, for people; empty when nothing is
    [[nodiscard]] std::string leave();

    /// How often the program was started anew.
    [[nodiscard]] int restarts() const noexcept { return restarts_; }

private:
    [[nodiscard]] greeting greet();
    [[nodiscard]] exchange restart();

    std::vector<std::string> words_;
    std::chrono::milliseconds timeout_;
    restart_limits limits_;
    std::unique_ptr<conversation> running_;
    greeting greeting_;
    int restarts_ = 0;
    int failures_in_a_row_ = 0;
};

} // namespace flaghook::suite

#endif
