#include "suite/display.hpp"
#include "suite/report.hpp"
#include "tool/output.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace flaghook::suite {

namespace {

/// The maximum number of an implementation's results to show; further ones are only counted.
constexpr std::size_t most_shown = 50;

constexpr std::string_view margin = "             ";

std::string padded(std::string text, std::size_t width) {
    text.resize(std::max(text.size(), width), ' ');
    return text;
}

/// Formats a result that is not good: the case, the reason and the rule.
std::string entry(const case_result& of, const vectors& from, const tool::style& look) {
    const bool passed = of.verdict == verdict::passed;
    const std::string name = padded(passed ? "unexpected" : verdict_words(of.verdict), 10);
    std::string text = "  " + look.bad(name) + ' ' + look.strong(of.of->id) + " (" +
                       std::string(to_string(of.of->level)) + ")\n";
    const auto add = [&text](const std::string& line) {
        text += std::string(margin) + line + '\n';
    };
    add(tool::printable(of.of->title));
    add(tool::printable(shortened(shown_reason(of), 500)));
    std::string_view errors = of.standard_error;
    while (!errors.empty()) {
        const std::size_t end = errors.find('\n');
        add("| " + tool::printable(errors.substr(0, end)));
        errors.remove_prefix(end == std::string_view::npos ? errors.size() : end + 1);
    }
    const clause& rule = from.clauses.at(of.of->clause);
    add("rule: " + tool::printable(rule.statement));
    add("      " + tool::printable(rule.source));
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

std::string section(const implementation_results& of, const vectors& from,
                    const tool::style& look) {
    std::string text = look.strong(tool::printable(of.says.implementation));
    if (!of.command.empty()) {
        text += " (" + tool::printable(of.command) + ')';
    }
    text += '\n';
    const std::size_t failed = of.failed();
    std::size_t known = 0;
    std::size_t shown = 0;
    for (const case_result& one : of.results) {
        known += one.known && one.is_good() ? 1U : 0U;
        if (one.is_failure() && ++shown <= most_shown) {
            text += entry(one, from, look);
        }
    }
    if (failed > most_shown) {
        text +=
            "  and " + std::to_string(failed - most_shown) + " more, which --format json shows\n";
    }
    text += table(of);
    if (known != 0) {
        text += "  " + tool::counted(known, "known failure") + ", as listed\n";
    }
    if (of.restarts != 0) {
        text +=
            "  restarted " + tool::counted(static_cast<std::size_t>(of.restarts), "time") + '\n';
    }
    if (!of.parting.empty()) {
        text += "  at its end: " + look.doubtful(tool::printable(of.parting)) + '\n';
    }
    if (const std::size_t open = of.left_open(); open != 0) {
        text +=
            "  " +
            look.doubtful(tool::counted(open, "case") + " left open: skipped, although it lists "
                                                        "their operations") +
            '\n';
    } else if (failed == 0 && !of.conforms()) {
        text += "  " + look.bad("no case passed, so conformance is unknown") + '\n';
    }
    if (const std::string unknown = unknown_capabilities(of); !unknown.empty()) {
        text +=
            "  " + look.doubtful("unknown capabilities: " + tool::beginning(unknown, 200)) + '\n';
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
        text += section(implementation, *of.from, look);
    }
    return text + summary(of) + '\n';
}

} // namespace flaghook::suite
