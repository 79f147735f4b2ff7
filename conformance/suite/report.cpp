#include "suite/report.hpp"

#include "suite/base64.hpp"
#include "suite/display.hpp"
#include "suite/operations.hpp"
#include "tool/output.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace flaghook::suite {

namespace {

/// The maximum number of characters of unknown capabilities to show.
constexpr std::size_t most_names = 200;

} // namespace

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

std::vector<std::string> unknown_capabilities(const implementation_results& of) {
    std::vector<std::string> result;
    for (const std::string& capability : of.says.capabilities) {
        if (!std::ranges::count(operations, std::string_view(capability), &operation::name)) {
            result.push_back(capability);
        }
    }
    return result;
}

std::vector<std::string> notes(const implementation_results& of) {
    std::vector<std::string> result;
    const auto known = std::ranges::count_if(
        of.results, [](const case_result& one) { return one.known && one.is_good(); });
    if (known != 0) {
        result.push_back(tool::counted(static_cast<std::size_t>(known), "known failure") +
                         ", as listed");
    }
    if (of.restarts != 0) {
        result.push_back("restarted " +
                         tool::counted(static_cast<std::size_t>(of.restarts), "time"));
    }
    if (!of.parting.empty()) {
        result.push_back("at its end: " + of.parting);
    }
    if (const std::vector<std::string> unknown = unknown_capabilities(of); !unknown.empty()) {
        std::string names;
        for (const std::string& name : unknown) {
            names += (names.empty() ? "" : ", ") + name;
        }
        std::string known_names;
        for (const operation& one : operations) {
            known_names += (known_names.empty() ? "" : ", ") + std::string(one.name);
        }
        result.push_back("unknown capabilities: " + tool::beginning(names, most_names) +
                         "; the protocol has " + known_names);
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

std::vector<rule_failures> by_rule(const implementation_results& of) {
    std::vector<rule_failures> groups;
    for (const case_result& one : of.results) {
        if (one.is_failure()) {
            auto group =
                std::ranges::find(groups, std::string_view(one.rule), &rule_failures::rule);
            if (group == groups.end()) {
                group = groups.insert(group, {.rule = one.rule});
            }
            if (one.was_asked || group->results.empty()) {
                group->results.push_back(&one);
            } else {
                ++group->not_asked;
            }
        }
    }
    const auto musts = [](const rule_failures& group) {
        return std::ranges::count(group.results, level::must,
                                  [](const case_result* one) { return one->of->level; });
    };
    std::ranges::stable_sort(groups, std::ranges::greater(), [&musts](const rule_failures& group) {
        return std::pair(musts(group), group.results.size());
    });
    for (rule_failures& group : groups) {
        std::ranges::stable_sort(group.results, std::ranges::less(), [](const case_result* one) {
            return std::pair(one->cause.empty(), one->of->level);
        });
    }
    return groups;
}

std::vector<input_member> shown_input(const test_case& of) {
    std::vector<input_member> members;
    for (const auto& [name, value] : of.input) {
        members.push_back({std::string(name),
                           name == "body" ? body_bytes(value) : boost::json::serialize(value)});
    }
    return members;
}

namespace {

/// Returns the body in a result of `emit`.
std::optional<std::string> body_of(const test_case& of, const boost::json::value& value) {
    const boost::json::value* const body = of.operation == "emit" && value.is_object()
                                               ? value.get_object().if_contains("body")
                                               : nullptr;
    return body != nullptr && body->is_string() ? decode_base64(body->get_string()) : std::nullopt;
}

} // namespace

std::string shown_value(const test_case& of, const boost::json::value& value) {
    return body_of(of, value).value_or(value.is_null() ? "nothing" : indented(value));
}

std::string shown_side(const mismatch& of, const std::optional<boost::json::value>& side) {
    if (!side) {
        return "nothing";
    }
    // Only the body of `emit` is compared as a whole.
    return of.path == "body" && side->is_string() ? tool::printable(side->get_string())
                                                  : boost::json::serialize(*side);
}

namespace {

/// Builds lines with labels.
class labelled_lines {
public:
    labelled_lines(std::string_view margin, const tool::style& look)
        : margin_(margin), look_(look) {}

    void add(std::string_view label, const std::string& text) {
        constexpr std::size_t label_width = 9;
        std::string start = std::string(label) + std::string(label_width - label.size(), ' ');
        result += margin_ + start + text + '\n';
    }

    /// Adds lines from elsewhere.
    void add_lines(std::string_view label, std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = text.find('\n');
            add(std::exchange(label, ""),
                "| " + tool::beginning(tool::printable(text.substr(0, end)), longest_text));
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        }
    }

    void add_difference(const mismatch& of) {
        // Texts can differ in a part; anything else differs as a whole.
        const bool are_texts =
            of.expected && of.got && of.expected->is_string() && of.got->is_string();
        const std::string expected = shown_side(of, of.expected);
        const std::string got = shown_side(of, of.got);
        const marked_pair pair =
            are_texts ? mark_difference(expected, got, longest_side)
                      : marked_pair{{"", tool::beginning(expected, longest_side), ""},
                                    {"", tool::beginning(got, longest_side), ""}};
        add("differs", "at " + tool::beginning(of.path, longest_side));
        add("expected", marked(pair.expected, &tool::style::good));
        add("got", marked(pair.got, &tool::style::bad));
        const std::size_t width =
            std::max(columns(pair.expected.different), columns(pair.got.different));
        if (are_texts || width <= longest_word) {
            add("", std::string(columns(pair.expected.before), ' ') +
                        std::string(std::max<std::size_t>(width, 1), '^'));
        }
    }

    /// Adds a text that may have several lines and be long, in one line.
    void add_shortened(std::string_view label, std::string_view text) {
        add(label,
            tool::beginning(tool::printable(shortened(text, 2 * longest_side)), longest_text));
    }

    std::string result{};

private:
    /// The maximum size of one side of a difference, in bytes: it should fit a terminal's line.
    static constexpr std::size_t longest_side = 100;
    /// The maximum number of characters of a text when printed.
    static constexpr std::size_t longest_text = 250;
    /// The maximum size of a value that is marked as a whole.
    static constexpr std::size_t longest_word = 20;

    [[nodiscard]] std::string marked(const marked_text& text,
                                     std::string (tool::style::*colour)(std::string_view)
                                         const) const {
        return tool::printable(text.before) +
               (text.different.empty() ? "" : (look_.*colour)(tool::printable(text.different))) +
               tool::printable(text.after);
    }

    /// Counts the code points of a text when printed.
    [[nodiscard]] static std::size_t columns(std::string_view text) {
        return static_cast<std::size_t>(std::ranges::count_if(tool::printable(text), [](char byte) {
            return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
        }));
    }

    std::string margin_;
    tool::style look_;
};

} // namespace

std::string case_lines(const case_result& of, const implementation_results& in,
                       const suite_results& all, const tool::style& look, std::string_view margin) {
    labelled_lines lines(margin, look);
    for (std::size_t index = 0; index < std::min(of.differences.size(), most_differences);
         ++index) {
        lines.add_difference(of.differences[index]);
    }
    if (of.differences.size() > most_differences) {
        lines.add("", "and at " +
                          tool::counted(of.differences.size() - most_differences, "other place"));
    }
    if (of.differences.empty()) {
        const auto on_one_line = [&of](const boost::json::value& value) {
            return body_of(*of.of, value).value_or(boost::json::serialize(value));
        };
        lines.add_shortened("expected", of.expected.contains("errored") ? "a refusal (errored)"
                                                                        : on_one_line(of.expected));
        lines.add_shortened("got",
                            of.verdict == verdict::failed ? on_one_line(of.got) : shown_reason(of));
    }
    if (!of.cause.empty()) {
        lines.add("cause", tool::printable(of.cause));
    }
    if (!of.time_zone.empty()) {
        lines.add("zone", zone_note(of));
    }
    lines.add_lines("stderr", of.standard_error);
    const char* label = "input";
    for (const input_member& one : shown_input(*of.of)) {
        lines.add_shortened(std::exchange(label, ""),
                            one.name + ": " + (one.text.empty() ? "(empty)" : one.text));
    }
    if (const auto request = shown_request(of, all, tool::longest_line - 30)) {
        lines.add("request", *request);
    }
    lines.add("repeat", tool::printable(in.repeat(of)));
    return lines.result;
}

std::optional<std::string> shown_request(const case_result& of, const suite_results& all,
                                         std::size_t most) {
    // Receivers get requests over HTTP.
    if (of.of->number == 0 || !of.has_operation) {
        return std::nullopt;
    }
    std::string line = request_line(*of.of, all.index_keyed);
    return line.size() <= most ? std::optional(std::move(line)) : std::nullopt;
}

std::string zone_note(const case_result& of) {
    return "only with the environment variable TZ=" + of.time_zone;
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
