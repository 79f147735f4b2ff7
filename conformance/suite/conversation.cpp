#include "suite/conversation.hpp"

#include "suite/display.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>
#include <utility>

namespace flaghook::suite {

namespace {

/// The time that a testee gets to end after it closed its output, or after its input was closed.
constexpr std::chrono::milliseconds parting(2000);

/// Why a read returned no bytes: none are available now, or the stream has ended.
enum class no_bytes { now, ever };

/// Reads once; returns the bytes, or none and the reason.
std::string_view read_some(const descriptor& from, std::span<char> buffer, no_bytes& why) {
    const ssize_t count = ::read(from.get(), buffer.data(), buffer.size());
    const bool later = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
    why = later ? no_bytes::now : no_bytes::ever;
    return {buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
}

std::string seconds(std::chrono::milliseconds duration) {
    std::string text = std::to_string(duration.count() / 1000);
    if (const auto rest = duration.count() % 1000; rest != 0) {
        const std::string digits = std::to_string(1000 + rest).substr(1);
        text += '.' + digits.substr(0, digits.find_last_not_of('0') + 1);
    }
    return text + " s";
}

} // namespace

conversation::conversation(const std::vector<std::string>& words, std::chrono::milliseconds timeout,
                           const std::string& time_zone)
    : process_(words, time_zone), timeout_(timeout) {}

exchange conversation::ask(std::string_view line) {
    const clock::time_point deadline = clock::now() + timeout_;
    std::string request(line);
    request += '\n';
    std::string_view unsent = request;

    // Output that is already here is not a reply to this request.
    bool open = receive();
    if (!arrived_.empty() || !lines_.begun().empty()) {
        const std::string& came = arrived_.empty() ? lines_.begun() : arrived_.front();
        return fail(ending::broken, "output before the request was sent: " + in_quotes(came));
    }
    // Stops reading at the second line, which already breaks the protocol.
    while (open && arrived_.size() < 2 && (arrived_.empty() || !unsent.empty()) &&
           clock::now() < deadline) {
        open = move_bytes(unsent, deadline);
        if (too_long_ || lines_.too_long()) {
            const std::string& came = arrived_.empty() ? lines_.begun() : arrived_.front();
            return fail(ending::broken, "the reply is longer than " +
                                            std::to_string(longest_reply) +
                                            " bytes and begins with " + in_quotes(came));
        }
    }
    if (arrived_.empty()) {
        return open ? silent() : crashed();
    }
    if (arrived_.size() > 1 || !lines_.begun().empty()) {
        const std::string& more = arrived_.size() > 1 ? arrived_[1] : lines_.begun();
        return fail(ending::broken, "more than one line in reply: " + in_quotes(arrived_.front()) +
                                        " and then " + in_quotes(more));
    }
    if (!unsent.empty()) {
        return open ? fail(ending::timed_out,
                           "the request was not read completely within " + seconds(timeout_))
                    : crashed();
    }
    exchange done{ending::line, std::move(arrived_.front()), {}};
    arrived_.clear();
    return done;
}

exchange conversation::give_up(std::string problem) {
    return fail(ending::broken, std::move(problem));
}

std::string conversation::leave() {
    process_.input.close();
    const auto deadline = clock::now() + parting;
    std::string_view nothing;
    while (arrived_.empty() && lines_.begun().empty() && move_bytes(nothing, deadline) &&
           clock::now() < deadline) {
    }
    const std::optional<exit_state> ended = process_.end(
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - clock::now()));
    receive_error();
    if (!arrived_.empty() || !lines_.begun().empty()) {
        return "output after the last reply: " +
               in_quotes(arrived_.empty() ? lines_.begun() : arrived_.front());
    }
    if (!ended) {
        return "did not exit after its standard input was closed";
    }
    return ended->status == 0 ? std::string() : ended->to_string();
}

bool conversation::move_bytes(std::string_view& unsent, clock::time_point deadline) {
    const bool sending = !unsent.empty() && process_.input.is_open();
    std::array<pollfd, 3> waiting{{{process_.output.get(), POLLIN, 0},
                                   {process_.error.get(), POLLIN, 0},
                                   {sending ? process_.input.get() : -1, POLLOUT, 0}}};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - clock::now()).count();
    if (::poll(waiting.data(), waiting.size(),
               static_cast<int>(std::max<decltype(left)>(left, 0))) <= 0) {
        return true;
    }
    if (waiting[2].revents != 0) {
        send(unsent);
    }
    if (waiting[1].revents != 0) {
        receive_error();
    }
    return waiting[0].revents == 0 || receive();
}

void conversation::send(std::string_view& unsent) {
    const ssize_t count = ::write(process_.input.get(), unsent.data(), unsent.size());
    if (count >= 0) {
        unsent.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
        // The testee closed its input; output that it wrote before may still arrive.
        process_.input.close();
    }
}

bool conversation::receive() {
    std::array<char, std::size_t{64} << 10U>
        buffer; // NOLINT(cppcoreguidelines-pro-type-member-init)
    no_bytes why = no_bytes::now;
    std::string_view bytes = read_some(process_.output, buffer, why);
    if (bytes.empty()) {
        return why == no_bytes::now;
    }
    lines_.feed(bytes, [this](std::string_view line, bool whole) {
        arrived_.emplace_back(line);
        too_long_ = too_long_ || !whole;
    });
    return true;
}

void conversation::receive_error() {
    std::array<char, kept_error> buffer{};
    no_bytes why = no_bytes::now;
    // The limit is for a testee that never stops writing.
    for (int times = 0; times < 64 && process_.error.is_open(); ++times) {
        const std::string_view bytes = read_some(process_.error, buffer, why);
        if (bytes.empty()) {
            if (why == no_bytes::ever) {
                process_.error.close();
            }
            return;
        }
        error_ += bytes;
        if (error_.size() > kept_error) {
            error_.erase(0, error_.size() - kept_error);
        }
    }
}

exchange conversation::fail(ending how, std::string what) {
    receive_error();
    static_cast<void>(process_.end(std::chrono::milliseconds(0)));
    return {how, std::move(what), error_};
}

exchange conversation::silent() {
    // A testee that does not flush its output writes it at the end, when its input is closed.
    constexpr std::chrono::milliseconds patience(1000);
    process_.input.close();
    const clock::time_point deadline = clock::now() + patience;
    std::string_view nothing;
    while (arrived_.empty() && move_bytes(nothing, deadline) && clock::now() < deadline) {
    }
    const std::string none = "no reply within " + seconds(timeout_);
    return fail(ending::timed_out,
                arrived_.empty()
                    ? none + "; check that it flushes its output after each line"
                    : none + ", only after its input was closed: flush the output after each line");
}

exchange conversation::crashed() {
    const std::optional<exit_state> ended = process_.end(parting);
    std::string what = ended ? ended->to_string() : "closed its standard output";
    if (!lines_.begun().empty()) {
        what += " in the middle of a line: " + in_quotes(lines_.begun());
    }
    return fail(ending::crashed, std::move(what));
}

} // namespace flaghook::suite
