#include "suite/run.hpp"

#include "suite/mistake.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace flaghook::suite {

namespace {

using boost::json::object;

/// Converts the outcome of a request to the case's verdict.
struct judge {
    case_result& into;

    [[nodiscard]] bool refusal_expected() const { return into.expected.contains("errored"); }

    void operator()(result_reply& reply) const {
        if (refusal_expected()) {
            conclude(verdict::failed, "expected a refusal, got a result");
        } else {
            into.differences = result_differences(*into.of, into.expected, reply.result);
            if (!into.differences.empty()) {
                conclude(verdict::failed, into.differences.front().sentence);
            }
        }
        into.got = std::move(reply.result);
    }

    void operator()(skipped_reply& reply) const {
        into.got = object{{"skipped", object{{"reason", reply.reason}}}};
        conclude(verdict::skipped, std::move(reply.reason));
    }

    void operator()(errored_reply& reply) const {
        into.got = object{{"errored", object{{"message", reply.message}}}};
        if (!refusal_expected()) {
            conclude(verdict::errored, std::move(reply.message));
        }
    }

    void operator()(exchange& failed) const {
        into.standard_error = std::move(failed.standard_error);
        into.rule = failed.how == ending::broken ? line_rule : reply_rule;
        into.was_asked = failed.how != ending::not_asked;
        switch (failed.how) {
        case ending::crashed:
            return conclude(verdict::crashed, std::move(failed.text));
        case ending::timed_out:
            return conclude(verdict::timed_out, std::move(failed.text));
        case ending::line:
        case ending::broken:
        case ending::not_asked:
            break;
        }
        conclude(verdict::errored, std::move(failed.text));
    }

private:
    void conclude(verdict is, std::string reason) const {
        into.verdict = is;
        into.reason = std::move(reason);
    }
};

} // namespace

std::string_view to_string(verdict of) noexcept {
    constexpr std::array<std::string_view, verdict_count> names = {
        "passed", "failed", "skipped", "errored", "crashed", "timed_out"};
    return names[static_cast<std::size_t>(of)];
}

std::array<std::size_t, verdict_count> implementation_results::counts() const {
    std::array<std::size_t, verdict_count> counted{};
    for (const case_result& one : results) {
        ++counted[static_cast<std::size_t>(one.verdict)];
    }
    return counted;
}

std::size_t implementation_results::failed() const {
    return static_cast<std::size_t>(std::ranges::count_if(results, &case_result::is_failure));
}

std::size_t implementation_results::left_open() const {
    return static_cast<std::size_t>(std::ranges::count_if(results, [](const case_result& one) {
        return one.verdict == verdict::skipped && !one.is_good();
    }));
}

bool implementation_results::conforms() const {
    return std::ranges::all_of(results, &case_result::is_good) &&
           counts()[static_cast<std::size_t>(verdict::passed)] != 0;
}

std::vector<case_result> run_cases(const std::vector<const test_case*>& cases, const greeting& says,
                                   const asker& ask, const run_options& options) {
    std::vector<case_result> results;
    std::string last_failed_rule;
    results.reserve(cases.size());
    for (const test_case* const one : cases) {
        case_result& result = results.emplace_back();
        result.of = one;
        result.expected = options.index_keyed ? index_keyed(one->expected) : one->expected;
        result.known = options.known_failures.contains(one->id);
        result.has_operation =
            std::ranges::find(says.capabilities, one->operation) != says.capabilities.end();
        if (result.has_operation) {
            const std::string line = request_line(*one, options.index_keyed);
            const auto begun = std::chrono::steady_clock::now();
            outcome came = ask(line, one->number);
            result.duration = std::chrono::duration_cast<std::chrono::microseconds>(
                std::chrono::steady_clock::now() - begun);
            std::visit(judge{result}, came);
            result.time_zone = options.time_zone;
        } else {
            result.verdict = verdict::skipped;
            result.reason = "the implementation does not have the operation " + one->operation;
        }
        explain(result, *options.from);
        if (!result.was_asked) {
            // The implementation was given up because of its last failure.
            result.rule = last_failed_rule.empty() ? result.rule : last_failed_rule;
        } else if (result.is_failure()) {
            last_failed_rule = result.rule;
        }
        options.progress(results.size());
    }
    return results;
}

} // namespace flaghook::suite
