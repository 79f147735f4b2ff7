#include "suite/report.hpp"

#include "suite/base64.hpp"
#include "suite/display.hpp"
#include "suite/operations.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace flaghook::suite {

bool suite_results::conform() const {
    return std::ranges::all_of(implementations, &implementation_results::conforms);
}

bool has_all_operations(const implementation_results& of) {
    return std::ranges::all_of(of.results, &case_result::has_operation);
}

std::string conformity(const implementation_results& of) {
    if (!of.conforms()) {
        return of.failed() == 0 ? "left open" : "does not conform";
    }
    if (has_all_operations(of)) {
        return "conforms";
    }
    std::string names;
    for (const std::string& capability : of.says.capabilities) {
        if (std::ranges::any_of(of.results, [&capability](const case_result& one) {
                return one.of->operation == capability;
            })) {
            names += (names.empty() ? "" : ", ") + capability;
        }
    }
    return "conforms (" + names + " only)";
}

std::string unknown_capabilities(const implementation_results& of) {
    std::string result;
    for (const std::string& capability : of.says.capabilities) {
        // The operation that `probe` uses.
        if (capability != "receive" &&
            !std::ranges::count(operations, std::string_view(capability), &operation::name)) {
            result += (result.empty() ? "" : ", ") + capability;
        }
    }
    return result;
}

std::array<std::size_t, verdict_count> group_results::counts() const {
    std::array<std::size_t, verdict_count> result{};
    for (const case_result* const one : results) {
        ++result[static_cast<std::size_t>(one->verdict)];
    }
    return result;
}

std::size_t group_results::passed() const {
    return static_cast<std::size_t>(
        std::ranges::count(results, verdict::passed, &case_result::verdict));
}

std::size_t group_results::failed() const {
    return static_cast<std::size_t>(std::ranges::count_if(results, &case_result::is_failure));
}

std::string verdict_words(verdict of) {
    std::string words(to_string(of));
    std::ranges::replace(words, '_', ' ');
    return words;
}

std::vector<group_results> by_group(const implementation_results& of) {
    std::vector<group_results> groups;
    for (const case_result& one : of.results) {
        if (groups.empty() || groups.back().name != one.of->group) {
            groups.push_back({one.of->group, {}});
        }
        groups.back().results.push_back(&one);
    }
    return groups;
}

std::string shown_input(const test_case& of) {
    return indented(of.input);
}

std::string shown_value(const test_case& of, const boost::json::value& value) {
    if (of.operation == "emit" && value.is_object()) {
        const boost::json::value* body = value.get_object().if_contains("body");
        if (body != nullptr && body->is_string()) {
            if (std::optional<std::string> bytes = decode_base64(body->get_string())) {
                return *std::move(bytes);
            }
        }
    }
    return value.is_null() ? "nothing" : indented(value);
}

std::string shown_reason(const case_result& of) {
    if (of.known && of.verdict == verdict::passed) {
        return "passed, but is listed as a known failure: remove it from the list";
    }
    return of.reason;
}

std::string summary(const suite_results& of) {
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::size_t skipped = 0;
    for (const implementation_results& implementation : of.implementations) {
        failed += implementation.failed();
        for (const case_result& one : implementation.results) {
            passed += !one.known && one.verdict == verdict::passed ? 1U : 0U;
            skipped += !one.known && one.verdict == verdict::skipped ? 1U : 0U;
        }
    }
    return std::to_string(passed) + " passed, " + std::to_string(failed) + " failed" +
           (skipped == 0 ? "" : ", " + std::to_string(skipped) + " skipped");
}

} // namespace flaghook::suite
