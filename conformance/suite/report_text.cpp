#include "suite/report.hpp"
#include "tool/output.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace flaghook::suite {

namespace {

/// If an implementation has at most this many failures, all are shown in full; otherwise one of
/// each rule, of as many rules.
constexpr std::size_t most_in_full = 10;

/// The maximum number of further rules to list.
constexpr std::size_t most_rules = 20;

/// The maximum number of further cases of a rule to name.
constexpr std::size_t most_named = 5;

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

/// Formats a failure.
std::string entry(const case_result& of, const implementation_results& in, const suite_results& all,
                  const tool::style& look) {
    const bool passed = of.verdict == verdict::passed;
    return "    " + look.bad(passed ? "unexpected" : verdict_words(of.verdict)) + ' ' +
           look.strong(of.of->id) + " (" + std::string(to_string(of.of->level)) +
           "): " + tool::printable(of.of->title) + '\n' + case_lines(of, in, all, look, "      ");
}

/// Formats the failures that break one rule: the rule, the first cases, and how many more.
std::string rule_section(const rule_failures& of, const implementation_results& in,
                         const suite_results& all, const tool::style& look, bool in_full) {
    const clause& rule = all.from->clauses.at(std::string(of.rule));
    std::string text =
        "  rule " + look.strong(of.rule) + ": " + tool::counted(of.results.size(), "failure");
    if (of.not_asked != 0) {
        text +=
            ", after which " + tool::counted(of.not_asked, "case was", "cases were") + " not asked";
    }
    text +=
        "\n    " + tool::printable(rule.statement) + "\n    " + tool::printable(rule.source) + '\n';
    const std::size_t shown = in_full ? of.results.size() : 1;
    for (std::size_t index = 0; index < shown; ++index) {
        text += entry(*of.results[index], in, all, look);
    }
    if (shown < of.results.size()) {
        text += "    " + std::to_string(of.results.size() - shown) + " more:";
        for (std::size_t index = shown; index < of.results.size(); ++index) {
            if (index == shown + most_named) {
                text += ", ...";
                break;
            }
            text += (index == shown ? " " : ", ") + of.results[index]->of->id;
        }
        text += '\n';
    }
    return text + '\n';
}

std::string failures(const implementation_results& in, const suite_results& all,
                     const tool::style& look) {
    const std::vector<rule_failures> rules = by_rule(in);
    const bool in_full = in.failed() <= most_in_full;
    std::string text;
    for (std::size_t index = 0; index < rules.size(); ++index) {
        if (index < most_in_full) {
            text += rule_section(rules[index], in, all, look, in_full);
        } else if (index < most_in_full + most_rules) {
            text += "  rule " + std::string(rules[index].rule) + ": " +
                    tool::counted(rules[index].results.size(), "failure") + ", such as " +
                    rules[index].results.front()->of->id + '\n';
        } else {
            text += "  and " + tool::counted(rules.size() - index, "other rule") + '\n';
            break;
        }
    }
    if (!in_full) {
        text += "  Every failure in full: --format html --output report.html, or --format json; "
                "fewer cases: --filter 'ID*'\n\n";
    }
    return text;
}

std::string table(const implementation_results& of) {
    std::string text = "  " + padded("group", 12);
    for (std::size_t column = 0; column < verdict_count; ++column) {
        const std::string name = verdict_words(static_cast<verdict>(column));
        text += std::string(11 - name.size(), ' ') + name;
    }
    text += '\n';
    const auto add_row = [&text](std::string_view name, const auto& counts) {
        text += "  " + padded(tool::printable(name), 12);
        for (const std::size_t count : counts) {
            const std::string number = std::to_string(count);
            text += std::string(11 - std::min<std::size_t>(number.size(), 11), ' ') + number;
        }
        text += '\n';
    };
    for (const group_results& group : by_group(of)) {
        add_row(group.name, group.counts());
    }
    add_row("all", of.counts());
    return text;
}

std::string section(const implementation_results& of, const suite_results& all,
                    const tool::style& look) {
    std::string text = look.strong(tool::printable(of.says.implementation));
    if (!of.command.empty()) {
        text += " (" + tool::printable(of.command) + ')';
    }
    text += '\n';
    text += failures(of, all, look);
    text += table(of);
    for (const std::string& note : notes(of)) {
        text += "  " + look.doubtful(tool::printable(note)) + '\n';
    }
    if (const std::size_t open = of.left_open(); open != 0) {
        text +=
            "  " +
            look.doubtful(tool::counted(open, "case") + " left open: skipped, although it lists "
                                                        "their operations") +
            '\n';
    } else if (of.failed() == 0 && !of.conforms()) {
        text += "  " + look.bad("no case passed, so conformance is unknown") + '\n';
    }
    const std::string words = conformity(of);
    text += "  " +
            (!of.conforms()           ? look.bad(words)
             : has_all_operations(of) ? look.good(words)
                                      : look.doubtful(words)) +
            '\n';
    return text + '\n';
}

} // namespace

std::string text_report(const suite_results& of, const tool::style& look) {
    std::string text;
    for (const implementation_results& implementation : of.implementations) {
        text += section(implementation, of, look);
    }
    return text + summary(of) + '\n';
}

} // namespace flaghook::suite
