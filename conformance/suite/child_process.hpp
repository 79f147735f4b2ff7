/// @file
/// A program that runs beside this one, with pipes to its three standard streams.
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

/// The program cannot be run; the text says why.
class not_runnable : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// The words of a command line, as a shell splits it: quotation marks, backslashes, `~`, `$NAME`
/// and patterns work.
///
/// Throws `not_runnable` for what only a shell can do (pipes, several commands, `$(...)`), and for
/// no words at all.
[[nodiscard]] std::vector<std::string> split_command(const std::string& command);

/// How a program ended: its exit status, or the signal that ended it.
struct exit_state {
    std::optional<int> status{};
    std::optional<int> signal{};

    /// Such as `exited with status 3` or `was ended by signal 11 (Segmentation fault)`.
    [[nodiscard]] std::string to_string() const;
};

/// An open file descriptor, or none; closes it.
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

/// A running program and whatever it starts itself: one process group, which ends with this object,
/// and also when this program is ended by SIGHUP, SIGINT or SIGTERM. Leaves no zombie behind.
///
/// One at a time, on one thread.
class child_process {
public:
    /// Starts a program. Its streams are never inherited by the next one.
    /// @param words the program, looked for as a shell does, and its arguments
    /// Throws `not_runnable`.
    explicit child_process(const std::vector<std::string>& words);
    child_process(const child_process&) = delete;
    child_process& operator=(const child_process&) = delete;
    ~child_process();

    /// @name Our ends of the pipes; none of them blocks
    /// @{
    descriptor input;
    descriptor output;
    descriptor error;
    /// @}

    /// Waits until the program ends, at most so long, then ends it with everything it started.
    /// @return how it ended by itself; nothing when it had to be ended
    std::optional<exit_state> end(std::chrono::milliseconds patience);

private:
    [[nodiscard]] bool has_ended() const;
    exit_state reap();

    pid_t process_ = -1;
};

} // namespace flaghook::suite

#endif
