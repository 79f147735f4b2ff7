/// @file
/// Runs cases against one implementation.
#ifndef FLAGHOOK_SUITE_RUN_HPP
#define FLAGHOOK_SUITE_RUN_HPP

#include "suite/difference.hpp"
#include "suite/reply.hpp"
#include "suite/vectors.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::suite {

/// The verdict on one case.
enum class verdict : std::uint8_t {
    passed,   ///< the result is the expected one
    failed,   ///< the result is not the expected one
    skipped,  ///< the implementation cannot give a result
    errored,  ///< no result: it reported an error, broke the protocol, or was given up
    crashed,  ///< the implementation ended
    timed_out ///< the implementation did not reply in time
};

/// The number of verdicts.
inline constexpr std::size_t verdict_count = 6;

/// Returns the verdict's name, such as `timed_out`.
[[nodiscard]] std::string_view to_string(verdict of) noexcept;

/// The result of one case.
struct case_result {
    const test_case* of = nullptr;
    suite::verdict verdict = suite::verdict::passed;
    /// Why the case did not pass, in one line; may repeat the implementation's message.
    std::string reason{};
    /// How a result differs from the expected one.
    std::vector<mismatch> differences{};
    /// The id of the rule that was broken; of a case that passed or was skipped, the rule that it
    /// tests.
    std::string rule{};
    /// The mistake that explains the result; empty if it is not known.
    std::string cause{};
    /// The value of `TZ` that the implementation ran with; empty for that of this program.
    std::string time_zone{};
    /// The expected result, after applying the options of the run.
    boost::json::object expected{};
    /// The actual reply, if it is JSON: the result, or `{"errored": {...}}` and the like.
    boost::json::value got{};
    /// After a failure to reply, the end of the implementation's standard error.
    std::string standard_error{};
    /// Whether the request was sent: not if the implementation had been given up.
    bool was_asked = true;
    /// Whether the implementation claims to support the operation.
    bool has_operation = true;
    /// Whether the case is listed as a known failure.
    bool known = false;
    std::chrono::microseconds duration{};

    /// Checks whether the case is consistent with conformance: it passed, failed as listed, or
    /// needs an operation that the implementation does not claim to support. A listed failure that
    /// passes is not good.
    [[nodiscard]] bool is_good() const noexcept {
        return known ? verdict != verdict::passed : verdict == verdict::passed || !has_operation;
    }

    /// Checks whether the case is a failure. Skipped cases are not.
    [[nodiscard]] bool is_failure() const noexcept {
        return !is_good() && verdict != verdict::skipped;
    }
};

/// The results of all cases with one implementation.
struct implementation_results {
    /// The command that starts it; empty for this library in this process.
    std::string command{};
    greeting says{};
    std::vector<case_result> results{};
    int restarts = 0;
    /// Describes an irregular end of the implementation; empty if there was none.
    std::string parting{};
    /// Returns the command line that repeats a case.
    std::function<std::string(const case_result&)> repeat{};

    /// Counts the cases by verdict.
    [[nodiscard]] std::array<std::size_t, verdict_count> counts() const;

    /// Counts the failures: cases that are not good, except skipped ones.
    [[nodiscard]] std::size_t failed() const;

    /// Counts the cases that were left open: skipped, neither listed as known failures nor of
    /// unsupported operations.
    [[nodiscard]] std::size_t left_open() const;

    /// Checks that all cases are good and at least one passed.
    [[nodiscard]] bool conforms() const;
};

/// Options of a run.
struct run_options {
    const vectors* from = nullptr;
    /// The value of `TZ` that the implementation runs with; empty for that of this program.
    std::string time_zone{};
    /// Whether to request and expect error lists in the form of REST framework 3.18.
    bool index_keyed = false;
    /// The ids of the cases that are known to fail.
    std::set<std::string, std::less<>> known_failures{};
    /// Called after each case with the number of finished cases.
    std::function<void(std::size_t)> progress = [](std::size_t) {};
};

/// Runs all cases against an implementation.
/// @param says the implementation's greeting: cases of operations that it does not list are skipped
[[nodiscard]] std::vector<case_result> run_cases(const std::vector<const test_case*>& cases,
                                                 const greeting& says, const asker& ask,
                                                 const run_options& options);

} // namespace flaghook::suite

#endif
