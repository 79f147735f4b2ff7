#include "suite/mistake.hpp"

#include "diagnosis/signature_search.hpp"
#include "suite/base64.hpp"
#include "suite/difference.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_code.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace flaghook::suite {

namespace {

using boost::json::value;

/// The maximum number of bytes to hash to explain one signature.
constexpr std::size_t most_hashed = std::size_t{4} << 20U;

bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> beginnings) {
    return std::ranges::any_of(beginnings,
                               [text](std::string_view one) { return text.starts_with(one); });
}

const value* member(const value* in, std::string_view name) {
    return in != nullptr && in->is_object() ? in->get_object().if_contains(name) : nullptr;
}

/// Returns a text of the request; empty if there is none.
std::string_view input_text(const test_case& of, std::string_view name) {
    const value* const found = of.input.if_contains(name);
    return found != nullptr && found->is_string() ? std::string_view(found->get_string())
                                                  : std::string_view();
}

/// Returns the first message of an error tree; empty if there is none.
std::string_view first_message(const value& tree) {
    if (tree.is_string()) {
        return tree.get_string();
    }
    std::string_view found;
    if (tree.is_object()) {
        for (const auto& [name, inner] : tree.get_object()) {
            found = found.empty() ? first_message(inner) : found;
        }
    } else if (tree.is_array()) {
        for (const value& inner : tree.get_array()) {
            found = found.empty() ? first_message(inner) : found;
        }
    }
    return found;
}

/// Checks for a change id that has been rounded to a double.
bool is_rounded(const mismatch& of) {
    if (!of.expected || !of.got || !of.expected->is_string() || !of.got->is_string()) {
        return false;
    }
    return std::strtod(of.expected->get_string().c_str(), nullptr) ==
           std::strtod(of.got->get_string().c_str(), nullptr);
}

/// A rule that a receiver breaks if it refuses a valid body with this message.
struct refusal_rule {
    std::string_view message;
    std::string_view rule;
    /// The beginnings of the ids of rules that are about the same, or that may be the reason.
    std::initializer_list<std::string_view> related;
};

const refusal_rule refusal_rules[] = {
    {"Datetime", "date-time-iso-8601", {"date-time-", "json-escapes"}},
    {"String value too large", "integer-length", {"integer-"}},
    {"A valid integer", "integer-from-number", {"integer-", "identity-", "version-", "json-"}},
    {"Not a valid string", "text-value", {"text-", "json-", "charsets-"}},
    {"Ensure this field has no more", "text-length", {"text-", "json-", "charsets-"}},
    {"This field may not be blank", "text-blank", {"text-", "json-", "charsets-"}},
    {"Null characters", "text-nul", {"text-", "json-", "charsets-"}},
    {"Surrogate characters", "text-surrogate", {"text-", "json-", "charsets-"}}};

/// Determines the rule that a result of `parse` or `receive` breaks, by its first difference.
std::string_view receiver_rule(const case_result& of) {
    const std::string_view own = of.of->clause;
    const mismatch& first = of.differences.front();
    const value got(of.got);
    const auto unless = [own](std::initializer_list<std::string_view> related,
                              std::string_view rule) {
        return begins_with_any(own, related) ? own : rule;
    };
    const auto is = [](const std::optional<value>& status, int number) {
        return status && *status == value(number);
    };
    if (first.path == "status") {
        if (is(first.got, 401)) {
            return unless({"signature-"}, "signature-raw-body");
        }
        if (is(first.expected, 401)) {
            return unless({"signature-"},
                          is(first.got, 200) ? "signature-raw-body" : "signature-before-body");
        }
        if (is(first.got, 415)) {
            return unless({"charsets-"}, "charsets-media-type");
        }
        // An error tree with another status.
        const value* const answer = member(&got, "answer");
        const bool is_tree = is(first.expected, 200) && is(first.got, 400) && answer != nullptr &&
                             answer->is_object() && !answer->get_object().contains("detail");
        return is_tree ? "errors-collected" : own;
    }
    if (first.path == "answer.detail") {
        return unless({"json-", "charsets-"}, "json-words");
    }
    if (first.path == "answer.data" && first.expected && first.got &&
        first.expected->is_array() != first.got->is_array()) {
        return first.expected->is_array() ? "errors-per-item" : "errors-index-keyed";
    }
    if (first.path.starts_with("answer")) {
        // The case expects these errors, so it is about their rule.
        if ((first.expected && !first.expected->is_null()) || !first.got) {
            return own;
        }
        const std::string_view message = first_message(*first.got);
        for (const refusal_rule& one : refusal_rules) {
            if (message.starts_with(one.message)) {
                return unless(one.related, one.rule);
            }
        }
        return message.ends_with("is not a valid choice.")
                   ? unless({"choice-", "json-", "charsets-"}, "choice-exact")
                   : own;
    }
    if (first.path.ends_with(".created_at")) {
        return unless({"date-time-"}, "date-time-utc");
    }
    if (first.path.ends_with(".change_id")) {
        if (is_rounded(first)) {
            return "integer-64-bit";
        }
        return unless({"integer-", "identity-", "json-"}, "integer-64-bit");
    }
    if (begins_with_any(first.path, {"rows"}) && first.path.find('.') != std::string::npos) {
        return unless({"text-", "choice-", "json-", "charsets-", "identity-", "version-"},
                      "identity-row");
    }
    if (first.path.starts_with("rows") && !first.expected && first.got) {
        const value* const answer = member(&got, "answer");
        const bool is_refused = answer != nullptr && !answer->is_null();
        return unless({"identity-", "fields-all-or-nothing"},
                      is_refused ? "fields-all-or-nothing" : "identity-first-wins");
    }
    return own;
}

/// Determines the rule that a wrong body breaks.
std::string_view sender_rule(const case_result& of) {
    const mismatch& first = of.differences.front();
    const std::string_view own = of.of->clause;
    if (!first.expected || !first.got || !first.expected->is_string() || !first.got->is_string()) {
        return own;
    }
    const std::string_view expected = first.expected->get_string();
    const std::string_view got = first.got->get_string();
    boost::system::error_code unreadable;
    const value left = boost::json::parse(expected, unreadable);
    const value right = unreadable ? value() : boost::json::parse(got, unreadable);
    if (unreadable) {
        return own;
    }
    if (const std::vector<mismatch> found = differences(left, right); !found.empty()) {
        const std::string& path = found.front().path;
        return path.ends_with(".change_id")    ? "emit-change-id"
               : path.ends_with(".created_at") ? "emit-created-at"
                                               : own;
    }
    const auto at =
        static_cast<std::size_t>(std::ranges::mismatch(expected, got).in1 - expected.begin());
    const auto is_escape = [at](std::string_view text) {
        return text.substr(at == 0 ? 0 : at - 1, 2).find('\\') != std::string_view::npos;
    };
    return is_escape(expected) || is_escape(got) ? "emit-escapes" : "emit-documented-form";
}

/// Explains a wrong signature by the known mistakes of senders.
void explain_signature(case_result& of) {
    const value* const got = member(&of.got, "signature");
    const auto key = secret::from_registered(input_text(*of.of, "secret"));
    if (got == nullptr || !got->is_string() || !key) {
        return;
    }
    const diagnosis::signature_checker checker({&*key, 1}, most_hashed);
    const diagnosis::signature_verdict found = checker.check(
        body_bytes(of.of->input.at("body")), {.header = std::string_view(got->get_string())});
    if (found.matches || (found.mistakes.empty() && found.form == header_form::well_formed)) {
        return;
    }
    of.cause = found.message;
    const std::string_view first =
        found.mistakes.empty() ? std::string_view("header_") : found.mistakes.front();
    of.rule = first.starts_with("secret_")   ? "signature-secret-text"
              : first.starts_with("header_") ? "signature-lower-case-hex"
                                             : "signature-raw-body";
}

} // namespace

void add_pipe_rules(vectors& to) {
    to.clauses[reply_rule] = {"A testee answers each request with one line, flushes it, and runs "
                              "until its standard input ends.",
                              "docs/conformance-protocol.md"};
    to.clauses[line_rule] = {"A reply is a JSON object on one line, with the id of the request and "
                             "one of result, skipped and errored.",
                             "docs/conformance-protocol.md"};
}

void explain(case_result& of, const vectors& from) {
    const std::string& operation = of.of->operation;
    if (operation == "sign" && !of.differences.empty()) {
        explain_signature(of);
    } else if (operation == "emit" && !of.differences.empty()) {
        of.rule = sender_rule(of);
    } else if ((operation == "parse" || operation == "receive") && !of.differences.empty()) {
        of.rule = receiver_rule(of);
    }
    // Other vectors than the golden ones have their own rules.
    if (of.rule.empty() || !from.clauses.contains(of.rule)) {
        of.rule = of.of->clause;
    }
}

} // namespace flaghook::suite
