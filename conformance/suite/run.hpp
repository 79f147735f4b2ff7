/// @file
/// Running cases against one implementation.
#ifndef FLAGHOOK_SUITE_RUN_HPP
#define FLAGHOOK_SUITE_RUN_HPP

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

/// What became of one case.
enum class verdict : std::uint8_t {
    passed,   ///< what came is what was expected
    failed,   ///< a result came, and another was expected
    skipped,  ///< the implementation cannot tell
    errored,  ///< no result: the implementation says so, broke the protocol, or was given up
    crashed,  ///< the implementation ended
    timed_out ///< the implementation did not reply in time
};

/// The verdicts' number.
inline constexpr std::size_t verdict_count = 6;

/// The verdict's name, such as `timed_out`.
[[nodiscard]] std::string_view to_string(verdict of) noexcept;

/// How one case went.
struct case_result {
    const test_case* of = nullptr;
    suite::verdict verdict = suite::verdict::passed;
    /// Why it did not pass, in one line; may repeat what the implementation said.
    std::string reason{};
    /// What was expected, after the options of the run.
    boost::json::object expected{};
    /// What came, as far as it is JSON: the result, or `{"errored": {...}}` and the like.
    boost::json::value got{};
    /// The end of what the implementation wrote to its standard error, when it failed to reply.
    std::string standard_error{};
    /// Whether the implementation says that it has the operation.
    bool has_operation = true;
    /// Whether the case is on the list of known failures.
    bool known = false;
    std::chrono::microseconds duration{};

    /// Whether the case speaks for the implementation or at least not against it: it passed, is
    /// known not to, or asks for an operation that the implementation does not claim to have. A
    /// pass that is on the list of known failures is not as it should be.
    [[nodiscard]] bool is_good() const noexcept {
        return known ? verdict != verdict::passed : verdict == verdict::passed || !has_operation;
    }

    /// Whether the implementation is wrong, and does not merely leave the case open.
    [[nodiscard]] bool is_failure() const noexcept {
        return !is_good() && verdict != verdict::skipped;
    }
};

/// How all cases went with one implementation.
struct implementation_results {
    /// How it was started; empty for this library in this process.
    std::string command{};
    greeting says{};
    std::vector<case_result> results{};
    int restarts = 0;
    /// What was odd about its end; empty when nothing was.
    std::string parting{};

    /// How many cases have each verdict, by its value.
    [[nodiscard]] std::array<std::size_t, verdict_count> counts() const;

    /// How many cases speak against the implementation: those that are not good, skipped ones
    /// aside.
    [[nodiscard]] std::size_t failed() const;

    /// How many cases of operations that it has are left open: skipped, and not known to be.
    [[nodiscard]] std::size_t left_open() const;

    /// Whether nothing speaks against it, nothing is left open, and something speaks for it.
    [[nodiscard]] bool conforms() const;
};

/// What a run is to do beyond asking.
struct run_options {
    /// Ask for and expect lists of errors in the form of REST framework 3.18.
    bool index_keyed = false;
    /// The ids of the cases that are known to fail.
    std::set<std::string, std::less<>> known_failures{};
    /// Called after each case with how many are done.
    std::function<void(std::size_t)> progress = [](std::size_t) {};
};

/// Puts every case to an implementation.
/// @param says the implementation's own word: cases of other operations are skipped unasked
[[nodiscard]] std::vector<case_result> run_cases(const std::vector<const test_case*>& cases,
                                                 const greeting& says, const asker& ask,
                                                 const run_options& options);

} // namespace flaghook::suite

#endif
