/// @file
/// A child process with pipes to its three standard streams.
#ifndef FLAGHOOK_SUITE_CHILD_PROCESS_HPP
#define FLAGHOOK_SUITE_CHILD_PROCESS_HPP

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace flaghook::suite {

/// Thrown if a program cannot be run; the text says why.
class not_runnable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Splits a command line into words, as a shell does. Supports quotation marks, backslashes, `~`,
/// `$NAME` and patterns.
///
/// Throws `not_runnable` for constructs that need a shell (pipes, several commands, `$(...)`), and
/// for an empty command line.
[[nodiscard]] std::vector<std::string> split_command(const std::string& command);

/// How a program ended: its exit status, or the signal that ended it.
struct exit_state {
    std::optional<int> status{};
    std::optional<int> signal{};

    /// Returns a text such as `exited with status 3` or `was killed by signal 11 (Segmentation
    /// fault)`.
    [[nodiscard]] std::string to_string() const;
};

/// Owns a file descriptor, or none; closes it on destruction.
class descriptor {
public:
    explicit descriptor(int owned = -1) noexcept : number_(owned) {}
    descriptor(descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    descriptor& operator=(descriptor&& other) noexcept;
    descriptor(const descriptor&) = delete;
    descriptor& operator=(const descriptor&) = delete;
    ~descriptor() { close(); }

    [[nodiscard]] int get() const noexcept { return number_; }
    [[nodiscard]] bool is_open() const noexcept { return number_ >= 0; }
    void close() noexcept;

private:
    int number_;
};

/// A running program and the processes that it starts, in one process group. The group is killed on
/// destruction, and also if SIGHUP, SIGINT or SIGTERM ends this program. Leaves no zombie.
///
/// Supports only one instance at a time, on one thread.
class child_process {
public:
    /// Starts a program. Later programs do not inherit its streams.
    /// @param words the program, searched for as in a shell, and its arguments
    /// @param time_zone the value of its environment variable `TZ`; empty for that of this program
    /// Throws `not_runnable`.
    child_process(const std::vector<std::string>& words, const std::string& time_zone);
    child_process(const child_process&) = delete;
    child_process& operator=(const child_process&) = delete;
    ~child_process();

    /// @name This program's ends of the pipes; none of them blocks
    /// @{
    descriptor input;
    descriptor output;
    descriptor error;
    /// @}

    /// Waits for the program to end, then kills it with everything that it started.
    /// @param patience the maximum time to wait
    /// @return how the program ended by itself; nothing if it had to be killed
    std::optional<exit_state> end(std::chrono::milliseconds patience);

private:
    [[nodiscard]] bool has_ended() const;
    exit_state reap();

    pid_t process_ = -1;
};

} // namespace flaghook::suite

#endif
