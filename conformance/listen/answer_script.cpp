#include "listen/answer_script.hpp"

#include <flaghook/webhook/delivery.hpp>

#include "listen/framework.hpp"
#include "tool/exit_status.hpp"
#include "tool/options.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdlib>
#include <functional>

namespace flaghook::listen {

namespace {

constexpr std::size_t most_answers = 1000;
/// The maximum for `Retry-After` and for a pause, in seconds.
constexpr double longest_time = 86'400;

constexpr std::string_view expected =
    "expected a list such as 429:2,503,refused; each item is ok, a status from 400 to 599, "
    "429:SECONDS or 503:SECONDS for Retry-After, refused, slow:SECONDS, cut or reset";

[[noreturn]] void refuse(std::string_view item) {
    throw tool::unusable("--answer has '" + std::string(item) + "', " + std::string(expected));
}

/// Parses the seconds after the colon of an item: digits, with or without a decimal point.
double read_seconds(std::string_view item, std::string_view text) {
    const std::string terminated(text);
    char* end = nullptr;
    const double result = std::strtod(terminated.c_str(), &end);
    if (text.empty() || text.find_first_not_of("0123456789.") != std::string_view::npos ||
        *end != '\0' || result > longest_time) {
        refuse(item);
    }
    return result;
}

/// Parses the status of an error; returns 0 for any other text.
int read_status(std::string_view text) {
    const bool is_status = text.size() == 3 && (text[0] == '4' || text[0] == '5') &&
                           text.find_first_not_of("0123456789") == std::string_view::npos;
    return is_status ? std::stoi(std::string(text)) : 0;
}

scripted_answer read_answer(std::string_view item) {
    const std::size_t colon = item.find(':');
    const std::string_view word = item.substr(0, colon);
    const bool has_time = colon != std::string_view::npos;
    const std::chrono::duration<double> time(has_time ? read_seconds(item, item.substr(colon + 1))
                                                      : 0);
    scripted_answer result{.name = std::string(item), .status = read_status(word)};
    result.body = detail("Scripted answer.");
    if (has_time) {
        if (word == "slow") {
            result.manner.pause = std::chrono::ceil<std::chrono::milliseconds>(time);
        } else if (result.status == 429 || result.status == 503) {
            result.retry_after = std::chrono::ceil<std::chrono::seconds>(time);
        } else {
            refuse(item);
        }
    } else if (result.status == 0 && word != "ok") {
        result.status = 200;
        result.body = R"({"data":[{"flag":["This field may not be blank."]}]})";
        if (word == "cut") {
            result.manner.ends = answer_manner::fate::cut;
        } else if (word == "reset") {
            result.manner.ends = answer_manner::fate::reset;
        } else if (word != "refused") {
            refuse(item);
        }
    }
    return result;
}

/// Returns whether a sender should repeat a request that got this answer.
retry_advice again_after(const scripted_answer& answer) {
    if (answer.status == 0) {
        return retry_advice::unneeded;
    }
    return answer.manner.ends == answer_manner::fate::whole
               ? parse_delivery(answer.status, answer.body).retry
               : retry_advice::unsafe;
}

} // namespace

std::vector<scripted_answer> read_script(std::string_view text) {
    std::vector<scripted_answer> result;
    while (!text.empty()) {
        const std::size_t end = text.find(',');
        result.push_back(read_answer(text.substr(0, end)));
        if (result.size() > most_answers) {
            throw tool::unusable("--answer has more than " + std::to_string(most_answers) +
                                 " answers; give a shorter list");
        }
        if (end == text.size() - 1) {
            refuse("");
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return result;
}

answer_manner answer_script::answer(arrival& one, std::string_view body) {
    const std::size_t hash = std::hash<std::string_view>()(body);
    note_repetition(one, hash);
    if (given_.size() == answers_.size()) {
        return {};
    }
    const scripted_answer& next = answers_[given_.size()];
    given_.push_back({.hash = hash, .at = clock::now() + next.manner.pause});
    one.scripted = next.name;
    if (next.status != 0) {
        one.status = next.status;
        one.answer = next.body;
        one.retry_after = next.retry_after;
        one.verdict.reset();
        one.remark = "a valid request gets the answer '" + next.name + "' from --answer";
    }
    return next.manner;
}

void answer_script::note_repetition(arrival& one, std::size_t hash) {
    // Searches for the newest answer to this body.
    for (std::size_t index = given_.size(); index != 0; --index) {
        given_answer& before = given_[index - 1];
        if (before.hash == hash) {
            const seconds after = clock::now() - before.at;
            one.sent_again.emplace(answers_[index - 1].name, after.count());
            if (!before.sent_again_after) {
                before.sent_again_after = after;
            }
            return;
        }
    }
}

answer_script::handling answer_script::handling_of(std::size_t index) const {
    if (index >= given_.size()) {
        return {false, "was not given: no further valid request arrived"};
    }
    const scripted_answer& answer = answers_[index];
    const std::optional<seconds>& again = given_[index].sent_again_after;
    const std::string when =
        again ? "sent again after " + tool::seconds_text(again->count()) : "not sent again";
    switch (again_after(answer)) {
    case retry_advice::safe:
        if (!again) {
            return {false, when + ", so its changes are lost: the sender should wait and send the "
                                  "same bytes again"};
        }
        if (answer.retry_after && *again < *answer.retry_after) {
            return {false, when + ", too early: Retry-After asks for " +
                               std::to_string(answer.retry_after->count()) + " s"};
        }
        return {true, when + ", as required"};
    case retry_advice::futile:
        return again ? handling{false, when + " although the same bytes get the same answer: "
                                              "report the answer, and correct the request"}
                     : handling{true, when + ", as required"};
    case retry_advice::unneeded:
        return again ? handling{false, when + " although it was recorded: its changes are now "
                                              "recorded twice"}
                     : handling{true, when + ", as required"};
    case retry_advice::unsafe:
        break;
    }
    return {true, again ? when + "; if Sentry had recorded it the first time, its changes would "
                                 "be recorded twice"
                        : when + "; check Sentry's audit log to see whether it was recorded"};
}

std::string answer_script::report(const tool::style& look) const {
    std::string result;
    for (std::size_t index = 0; index < answers_.size(); ++index) {
        const handling what = handling_of(index);
        result += "  " + answers_[index].name + ": " +
                  (what.is_right ? what.words : look.bad(what.words)) + '\n';
    }
    return result.empty() ? result
                          : look.strong("the sender's reaction to each answer") + '\n' + result;
}

boost::json::array answer_script::to_json() const {
    boost::json::array result;
    for (std::size_t index = 0; index < answers_.size(); ++index) {
        const handling what = handling_of(index);
        boost::json::value again;
        if (index < given_.size() && given_[index].sent_again_after) {
            again = given_[index].sent_again_after->count();
        }
        result.push_back(boost::json::object{{"answer", answers_[index].name},
                                             {"sent_again_after", std::move(again)},
                                             {"right", what.is_right},
                                             {"message", what.words}});
    }
    return result;
}

bool answer_script::was_borne() const {
    for (std::size_t index = 0; index < answers_.size(); ++index) {
        if (!handling_of(index).is_right) {
            return false;
        }
    }
    return true;
}

} // namespace flaghook::listen
