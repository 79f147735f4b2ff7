/// @file
/// Trouble that is made for a sender, and what the sender does about it.
#ifndef FLAGHOOK_LISTEN_ANSWER_SCRIPT_HPP
#define FLAGHOOK_LISTEN_ANSWER_SCRIPT_HPP

#include "listen/http_server.hpp"
#include "listen/stand_in.hpp"
#include "tool/terminal.hpp"

#include <boost/json/array.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::listen {

/// What a right request gets.
struct scripted_answer {
    /// As the script has it, such as `429:2`.
    std::string name{};
    /// The status in place of Sentry's; 0 where the answer is Sentry's own, and changes are
    /// recorded.
    int status = 0;
    std::string body{};
    std::optional<std::chrono::seconds> retry_after{};
    answer_manner manner{};
};

/// Reads a list such as `429:2,503,refused`; an empty text is an empty list.
/// @throw tool::unusable that says what is wrong with the list, and what it may have
[[nodiscard]] std::vector<scripted_answer> read_script(std::string_view text);

/// Gives the answers of a script to right requests, one each, and notes whether these are sent
/// again. Requests are the same when their bodies are.
class answer_script {
public:
    explicit answer_script(std::vector<scripted_answer> answers) : answers_(std::move(answers)) {}

    /// Puts the next answer in place of Sentry's, if there is one left.
    /// @param one was accepted
    /// @return how to send the answer
    answer_manner answer(arrival& one, std::string_view body);

    /// What the sender did after each answer, a line each below a heading; empty without a script.
    [[nodiscard]] std::string report(const tool::style& look) const;

    /// `[{"answer", "sent_again_after", "right", "message"}]`.
    [[nodiscard]] boost::json::array to_json() const;

    /// Whether all answers were given, and the sender did nothing wrong after any of them.
    [[nodiscard]] bool was_borne() const;

private:
    using clock = std::chrono::steady_clock;
    using seconds = std::chrono::duration<double>;

    struct given_answer {
        /// Of the request's body.
        std::size_t hash = 0;
        clock::time_point at{};
        std::optional<seconds> sent_again_after{};
    };

    /// What was done, and whether that is right.
    struct handling {
        bool is_right;
        std::string words;
    };

    [[nodiscard]] handling handling_of(std::size_t index) const;
    void note_repetition(arrival& one, std::size_t hash);

    std::vector<scripted_answer> answers_;
    /// As many of them, from the first, as were given.
    std::vector<given_answer> given_;
};

} // namespace flaghook::listen

#endif
