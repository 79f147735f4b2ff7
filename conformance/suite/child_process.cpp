#include "suite/child_process.hpp"

#include "tool/output.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wordexp.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>
#include <string_view>

// POSIX lets each program declare `environ` itself.
extern char** environ; // NOLINT(readability-redundant-declaration)

namespace flaghook::suite {

namespace {

[[noreturn]] void fail(const std::string& what, int error) {
    throw not_runnable(what + ": " + std::strerror(error));
}

struct pipe_ends {
    descriptor reading;
    descriptor writing;
};

/// Makes a pipe whose ends other programs do not inherit.
pipe_ends make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        fail("cannot make a pipe", errno);
    }
    return {descriptor(ends[0]), descriptor(ends[1])};
}

void stop_blocking(const descriptor& of) {
    ::fcntl(of.get(), F_SETFL, ::fcntl(of.get(), F_GETFL) | O_NONBLOCK);
}

/// The process group to kill when a signal ends this program.
volatile std::sig_atomic_t running_group = 0;

constexpr std::array ending_signals = {SIGHUP, SIGINT, SIGTERM};

void end_group_and_self(int signal) {
    if (running_group > 0) {
        ::kill(-static_cast<pid_t>(running_group), SIGKILL);
    }
    // `SA_RESETHAND` has restored the default action, so this ends the program.
    static_cast<void>(::raise(signal));
}

void watch(pid_t group) {
    running_group = group;
    for (const int signal : ending_signals) {
        struct sigaction action = {};
        action.sa_handler = group > 0 ? end_group_and_self : SIG_DFL;
        action.sa_flags = static_cast<int>(SA_RESETHAND);
        struct sigaction before = {};
        ::sigaction(signal, nullptr, &before);
        // A signal that is ignored, as under `nohup`, stays ignored.
        if (before.sa_handler != SIG_IGN) {
            ::sigaction(signal, &action, nullptr);
        }
    }
}

/// The settings of `posix_spawn`, released on destruction.
class spawn_settings {
public:
    spawn_settings(const descriptor& input, const descriptor& output, const descriptor& error) {
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, input.get(), STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, output.get(), STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&actions, error.get(), STDERR_FILENO);
        ::posix_spawnattr_init(&attributes);
        // The program would inherit an ignored SIGPIPE.
        sigset_t restored;
        ::sigemptyset(&restored);
        ::sigaddset(&restored, SIGPIPE);
        ::posix_spawnattr_setsigdefault(&attributes, &restored);
        ::posix_spawnattr_setpgroup(&attributes, 0);
        ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    }
    spawn_settings(const spawn_settings&) = delete;
    spawn_settings& operator=(const spawn_settings&) = delete;
    ~spawn_settings() {
        ::posix_spawnattr_destroy(&attributes);
        ::posix_spawn_file_actions_destroy(&actions);
    }

    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
};

} // namespace

std::vector<std::string> split_command(const std::string& command) {
    wordexp_t expanded = {};
    const int failure = ::wordexp(command.c_str(), &expanded, WRDE_NOCMD);
    std::vector<std::string> words;
    if (failure == 0) {
        words.assign(expanded.we_wordv, expanded.we_wordv + expanded.we_wordc);
        ::wordfree(&expanded);
    }
    if (words.empty()) {
        throw not_runnable("'" + command +
                           "' is not a plain command line; start a shell if you need its features: "
                           "sh -c '...'");
    }
    return words;
}

std::string exit_state::to_string() const {
    if (signal) {
        return "was killed by signal " + std::to_string(*signal) + " (" + ::strsignal(*signal) +
               ")";
    }
    return "exited with status " + std::to_string(status.value_or(0));
}

descriptor& descriptor::operator=(descriptor&& other) noexcept {
    if (this != &other) {
        close();
        number_ = std::exchange(other.number_, -1);
    }
    return *this;
}

void descriptor::close() noexcept {
    if (is_open()) {
        ::close(std::exchange(number_, -1));
    }
}

child_process::child_process(const std::vector<std::string>& words, const std::string& time_zone) {
    pipe_ends to_it = make_pipe();
    pipe_ends from_it = make_pipe();
    pipe_ends errors = make_pipe();
    std::vector<char*> arguments;
    for (const std::string& word : words) {
        arguments.push_back(const_cast<char*>(word.c_str())); // NOLINT: posix_spawn's signature
    }
    arguments.push_back(nullptr);
    std::string zone = "TZ=" + time_zone;
    std::vector<char*> variables;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        if (time_zone.empty() || !std::string_view(*variable).starts_with("TZ=")) {
            variables.push_back(*variable);
        }
    }
    if (!time_zone.empty()) {
        variables.push_back(zone.data());
    }
    variables.push_back(nullptr);
    const spawn_settings settings(to_it.reading, from_it.writing, errors.writing);
    const int failure = ::posix_spawnp(&process_, words.front().c_str(), &settings.actions,
                                       &settings.attributes, arguments.data(), variables.data());
    if (failure != 0) {
        process_ = -1;
        fail("cannot run " + tool::printable(words.front()), failure);
    }
    watch(process_);
    input = std::move(to_it.writing);
    output = std::move(from_it.reading);
    error = std::move(errors.reading);
    stop_blocking(input);
    stop_blocking(output);
    stop_blocking(error);
}

child_process::~child_process() {
    end(std::chrono::milliseconds(0));
}

bool child_process::has_ended() const {
    // WNOWAIT keeps the zombie, so that the group's number is not reused.
    siginfo_t information = {};
    const int failure =
        ::waitid(P_PID, static_cast<id_t>(process_), &information, WEXITED | WNOHANG | WNOWAIT);
    return failure == 0 && information.si_pid == process_;
}

exit_state child_process::reap() {
    int state = 0;
    while (::waitpid(process_, &state, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    exit_state ended;
    if (WIFSIGNALED(state)) {
        ended.signal = WTERMSIG(state);
    } else {
        ended.status = WEXITSTATUS(state);
    }
    return ended;
}

std::optional<exit_state> child_process::end(std::chrono::milliseconds patience) {
    if (process_ < 0) {
        return std::nullopt;
    }
    constexpr std::chrono::milliseconds pause(5);
    bool by_itself = has_ended();
    for (; !by_itself && patience > std::chrono::milliseconds(0); patience -= pause) {
        ::poll(nullptr, 0, static_cast<int>(pause.count()));
        by_itself = has_ended();
    }
    // Processes that the program started may still run.
    ::kill(-process_, SIGKILL);
    watch(0);
    const exit_state ended = reap();
    return by_itself ? std::optional(ended) : std::nullopt;
}

} // namespace flaghook::suite
