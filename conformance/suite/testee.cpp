#include "suite/testee.hpp"

#include "tool/output.hpp"

#include <utility>
#include <variant>

namespace flaghook::suite {

testee::testee(const std::string& command, std::chrono::milliseconds timeout,
               const std::string& time_zone, restart_limits limits)
    : words_(split_command(command)),
      timeout_(timeout),
      time_zone_(time_zone),
      limits_(limits),
      greeting_(greet()) {}

greeting testee::greet() {
    running_ = std::make_unique<conversation>(words_, timeout_, time_zone_);
    const exchange answer = running_->ask(hello_line());
    std::string problem = answer.text;
    if (answer.how == ending::line) {
        auto read = read_greeting(answer.text);
        if (auto* good = std::get_if<greeting>(&read)) {
            return std::move(*good);
        }
        problem = std::get<std::string>(read);
    }
    running_.reset();
    std::string standard_error;
    if (!answer.standard_error.empty()) {
        standard_error = "; it wrote " + tool::excerpt(answer.standard_error, kept_error);
    }
    throw handshake_failure("no handshake with '" + words_.front() + "'" +
                            (time_zone_.empty() ? "" : " under TZ=" + time_zone_) + ": " + problem +
                            standard_error +
                            "; docs/conformance-protocol.md describes the protocol");
}

exchange testee::restart() {
    if (failures_in_a_row_ >= limits_.in_a_row || restarts_ >= limits_.in_all) {
        return {ending::not_asked,
                "not asked: the testee was restarted " + std::to_string(restarts_) +
                    " times and has been given up",
                {}};
    }
    ++restarts_;
    try {
        static_cast<void>(greet());
    } catch (const std::runtime_error& failure) {
        ++failures_in_a_row_;
        running_.reset();
        return {ending::not_asked, std::string("not asked: ") + failure.what(), {}};
    }
    return {};
}

outcome testee::ask(std::string_view line, std::uint64_t id) {
    if (running_ == nullptr) {
        if (exchange started = restart(); started.how != ending::line) {
            return started;
        }
    }
    exchange done = running_->ask(line);
    if (done.how == ending::line) {
        outcome said = read_reply(done.text, id);
        auto* broken = std::get_if<exchange>(&said);
        if (broken == nullptr) {
            failures_in_a_row_ = 0;
            return said;
        }
        done = running_->give_up(std::move(broken->text));
    }
    ++failures_in_a_row_;
    running_.reset();
    return done;
}

std::string testee::leave() {
    return running_ == nullptr ? std::string() : running_->leave();
}

} // namespace flaghook::suite
