/// @file
/// Invariants of every result of the parser.
#ifndef FLAGHOOK_FUZZ_ANSWERS_HPP
#define FLAGHOOK_FUZZ_ANSWERS_HPP

#include <flaghook/json/parse.hpp>
#include <flaghook/webhook/delivery.hpp>

#include "oracle/python_json.hpp"
#include "oracle/rules.hpp"
#include "require.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::fuzz {

/// Returns issues or deviations as one text, for comparison.
template <class Entry>
[[nodiscard]] std::string listing(const std::vector<Entry>& entries) {
    std::string result;
    for (const Entry& one : entries) {
        result += one.path();
        result += ' ';
        result += to_string(one.code());
        result += ' ';
        result += one.message();
        result += '\n';
    }
    return result;
}

/// Returns whether the entries are in the server's order.
template <class Entry>
[[nodiscard]] bool in_order(const std::vector<Entry>& entries) {
    return std::is_sorted(
        entries.begin(), entries.end(),
        [](const Entry& left, const Entry& right) { return left.location() < right.location(); });
}

/// Checks that a refusal's answer is JSON, and that a sender reads exactly the issues from it, in
/// their order.
inline void check_answer(const refusal& refused, tree_form form) {
    const std::string answer = refused.answer(form);
    if (refused.status() == 500) {
        require(answer.empty(), "an answer with status 500 is empty");
        return;
    }
    if (!read_json(answer)) {
        fail("an answer is JSON", {{"answer", answer}});
    }
    const delivery read = parse_delivery(refused.status(), answer);
    std::string expected;
    std::string found;
    if (refused.status() == 200) {
        for (const issue& one : refused.issues()) {
            expected += one.path() + ' ' + one.message() + '\n';
        }
        require(read.outcome == delivery_outcome::refused, "an error tree is read as a refusal");
    } else if (refused.status() == 400) {
        expected = ' ' + refused.issues().front().message() + '\n';
        require(read.outcome == delivery_outcome::malformed, "status 400 is read as malformed");
    } else {
        require(read.outcome == delivery_outcome::too_large, "status 413 is read as too large");
    }
    for (const complaint& one : read.complaints) {
        found += one.path + ' ' + one.message + '\n';
    }
    if (found != expected) {
        fail("a sender reads the issues from the answer",
             {{"answer", answer}, {"issues", expected}, {"read", found}});
    }
}

/// Checks that an issue or a deviation has a message, and that its path names its node and
/// item.
template <blueprint::version Version, class Entry>
void check_entry(const Entry& entry) {
    require(!to_string(entry.code()).empty() && !entry.message().empty(),
            "an issue or a deviation has a name and a message");
    const std::optional<place> found = place_of(rules_of<Version>(), entry.path());
    require(found.has_value(), "a path names a node of the schema");
    require_same(entry.location().node, found->index, "a path names its node");
    require_same(entry.location().item, found->item, "a path names its item");
}

/// Checks the invariants of every refusal.
template <blueprint::version Version>
void check_refusal(const refusal& refused) {
    require(!refused.issues().empty(), "a refused body has an issue");
    require(refused.status() == 200 || refused.status() == 400 || refused.status() == 413 ||
                refused.status() == 500,
            "a refused body has one of the server's statuses");
    require(in_order(refused.issues()), "issues are in the server's order");
    for (const issue& one : refused.issues()) {
        check_entry<Version>(one);
    }
    check_answer(refused, tree_form::list);
    check_answer(refused, tree_form::index_keyed);
}

} // namespace flaghook::fuzz

#endif
