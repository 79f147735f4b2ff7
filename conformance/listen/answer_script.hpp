/// @file
/// Scripted answers, such as errors, and a check of how the sender reacts to them.
#ifndef FLAGHOOK_LISTEN_ANSWER_SCRIPT_HPP
#define FLAGHOOK_LISTEN_ANSWER_SCRIPT_HPP

#include "listen/http_server.hpp"
#include "listen/stand_in.hpp"
#include "tool/output.hpp"

#include <boost/json/array.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::listen {

/// A scripted answer to a valid request.
struct scripted_answer {
    /// The item of the script, such as `429:2`.
    std::string name{};
    /// The status that replaces Sentry's. 0 keeps Sentry's own answer, and the changes are
    /// recorded.
    int status = 0;
    std::string body{};
    std::optional<std::chrono::seconds> retry_after{};
    answer_manner manner{};
};

/// Parses a list such as `429:2,503,refused`; an empty text is an empty list.
/// @throw tool::unusable if the list is malformed; the message says what is allowed
[[nodiscard]] std::vector<scripted_answer> read_script(std::string_view text);

/// Gives the answers of a script to valid requests, one each, and notes whether the sender repeats
/// the requests. Two requests are the same if their bodies are equal.
class answer_script {
public:
    explicit answer_script(std::vector<scripted_answer> answers) : answers_(std::move(answers)) {}

    /// Replaces Sentry's answer with the next one of the script, if one is left.
    /// @param one an accepted request
    /// @return how to send the answer
    answer_manner answer(arrival& one, std::string_view body);

    /// Returns the sender's reaction to each answer, one line each, below a heading; empty without
    /// a script.
    [[nodiscard]] std::string report(const tool::style& look) const;

    /// Converts to `[{"answer", "sent_again_after", "right", "message"}]`.
    [[nodiscard]] boost::json::array to_json() const;

    /// Checks whether all answers were given and the sender reacted correctly to each of them.
    [[nodiscard]] bool was_borne() const;

private:
    using clock = std::chrono::steady_clock;
    using seconds = std::chrono::duration<double>;

    struct given_answer {
        /// The hash of the request's body.
        std::size_t hash = 0;
        clock::time_point at{};
        std::optional<seconds> sent_again_after{};
    };

    /// The sender's reaction to an answer, and whether it was correct.
    struct handling {
        bool is_right;
        std::string words;
    };

    [[nodiscard]] handling handling_of(std::size_t index) const;
    void note_repetition(arrival& one, std::size_t hash);

    std::vector<scripted_answer> answers_;
    /// The answers given so far, in the order of the script.
    std::vector<given_answer> given_;
};

} // namespace flaghook::listen

#endif
