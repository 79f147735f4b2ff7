#include <flaghook/version.hpp>

#include "suite/display.hpp"
#include "suite/html_style.hpp"
#include "suite/report.hpp"
#include "tool/output.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace flaghook::suite {

namespace {

/// Returns the id of the HTML element with an implementation's results of a group.
std::string anchor(std::size_t implementation, std::string_view group) {
    return markup_text("cases-" + std::to_string(implementation) + '-' + std::string(group));
}

/// Groups with at most this many results are shown expanded.
constexpr std::size_t unfolded = 12;

bool is_noteworthy(const case_result& of) {
    return !of.is_good() || of.known || (of.verdict == verdict::skipped && of.has_operation);
}

std::string tag(const case_result& of) {
    const bool as_listed = of.known && of.is_good();
    const bool unexpected = of.known && !of.is_good();
    const std::string name = unexpected ? "failed" : std::string(to_string(of.verdict));
    return "<span class=\"tag " + (as_listed ? std::string("known") : name) + "\">" +
           (as_listed ? "known: " : "") +
           (unexpected ? "passed unexpectedly" : verdict_words(of.verdict)) + "</span>";
}

std::string value_column(const std::string& heading, const std::string& value) {
    return "<div><h4>" + heading + "</h4><pre>" + markup_text(shortened(value, longest_value)) +
           "</pre></div>";
}

std::string value_column(const std::string& heading, const marked_text& value) {
    return "<div><h4>" + heading + "</h4><pre>" + markup_text(value.before) + "<mark>" +
           markup_text(value.different) + "</mark>" + markup_text(value.after) + "</pre></div>";
}

/// Formats expected and actual result side by side, with marks where a result differs.
std::string value_columns(const case_result& of) {
    const std::string expected = shown_value(*of.of, of.expected);
    const std::string got = shown_value(*of.of, in_order_of(of.expected, of.got));
    if (of.differences.empty()) {
        return value_column("Expected", expected) + value_column("Got", got);
    }
    const marked_pair pair = mark_difference(expected, got, longest_value);
    return value_column("Expected", pair.expected) + value_column("Got", pair.got);
}

/// Links to a source if it is an https URL; otherwise returns plain text.
std::string source_link(const std::string& source) {
    if (!source.starts_with("https://")) {
        return markup_text(source);
    }
    return "<a href=\"" + markup_text(source) + "\" rel=\"noopener noreferrer\">source</a>";
}

/// Formats a text below the values of a case; nothing if it is empty.
std::string block(const std::string& heading, const std::string& text) {
    return text.empty() ? std::string()
                        : "<div class=\"below\"><h4>" + heading + "</h4><pre>" + markup_text(text) +
                              "</pre></div>";
}

std::string case_details(const case_result& of, const implementation_results& in,
                         const suite_results& all) {
    const test_case& asked = *of.of;
    std::string html = "<details class=\"case\"><summary>" + tag(of) + "<span class=\"id\">" +
                       markup_text(asked.id) + "</span><span class=\"level\">" +
                       std::string(to_string(asked.level)) + "</span><span class=\"quiet\">" +
                       markup_text(asked.title) + "</span></summary>\n<div>";
    html +=
        "<p class=\"reason\">" + markup_text(shortened(shown_reason(of), longest_value)) + "</p>";
    if (!of.cause.empty()) {
        html += "<p class=\"reason\">Likely cause: " + markup_text(of.cause) + "</p>";
    }
    if (!of.time_zone.empty()) {
        html += "<p class=\"reason\">" + markup_text(zone_note(of)) + "</p>";
    }
    html += "<div class=\"values\">" + value_columns(of) + "</div>";
    for (const input_member& one : shown_input(asked)) {
        html += block("Input: " + markup_text(one.name),
                      one.text.empty() ? "(empty)" : shortened(one.text, longest_value));
    }
    html += block("Request", shown_request(of, all, longest_value).value_or(""));
    html += block("To repeat it", of.has_operation ? in.repeat(of) : "");
    html += block("End of its standard error", of.standard_error);
    return html + "</div></details>\n";
}

/// Formats the noteworthy results of a group that concern one rule.
std::string rule_details(std::string_view id, const std::vector<const case_result*>& results,
                         const implementation_results& in, const suite_results& all) {
    const clause& rule = all.from->clauses.at(std::string(id));
    std::string html = "<p class=\"rule\">" + markup_text(rule.statement) + " <code>" +
                       markup_text(id) + "</code> " + source_link(rule.source) + "</p>\n";
    for (const case_result* const one : results) {
        html += one->rule == id ? case_details(*one, in, all) : "";
    }
    return html;
}

std::string group_details(const suite_results& of, std::size_t implementation,
                          const group_results& group) {
    const implementation_results& in = of.implementations[implementation];
    std::vector<const case_result*> noteworthy;
    std::vector<std::string_view> rules;
    for (const case_result* const one : group.results) {
        if (is_noteworthy(*one)) {
            noteworthy.push_back(one);
            if (!std::ranges::count(rules, std::string_view(one->rule))) {
                rules.emplace_back(one->rule);
            }
        }
    }
    if (noteworthy.empty()) {
        return {};
    }
    std::string html = std::string("<details class=\"group\"") +
                       (noteworthy.size() <= unfolded ? " open" : "") + "><summary>" +
                       markup_text(group.name) + " <span class=\"quiet\">" +
                       tool::counted(noteworthy.size(), "case") + "</span></summary>\n<div id=\"" +
                       anchor(implementation, group.name) + "\">\n";
    for (const std::string_view rule : rules) {
        html += rule_details(rule, noteworthy, in, of);
    }
    return html + "</div></details>\n";
}

/// Makes a cell with a symbol, and the verdict in words for screen readers.
std::string mark(const case_result& of) {
    static constexpr const char* signs[] = {"&#10003;", "&#10007;", "&#8211;",
                                            "&#33;",    "&#9889;",  "&#8987;"};
    const std::string name(to_string(of.verdict));
    return "<td class=\"mark " + (of.known && of.is_good() ? "known" : name) + "\" title=\"" +
           verdict_words(of.verdict) + "\" aria-label=\"" + verdict_words(of.verdict) + "\">" +
           signs[static_cast<std::size_t>(of.verdict)] + "</td>";
}

using verdict_counts = std::array<std::size_t, verdict_count>;

/// Makes a bar with a segment for each verdict, as long as its share of the results.
std::string bar(const verdict_counts& counts) {
    std::string html = R"(<div class="bar" aria-hidden="true">)";
    for (std::size_t index = 0; index < verdict_count; ++index) {
        if (counts[index] != 0) {
            html += "<i class=\"" + std::string(to_string(static_cast<verdict>(index))) +
                    "\" style=\"flex:" + std::to_string(counts[index]) + "\"></i>";
        }
    }
    return html + "</div>";
}

std::string legend(const verdict_counts& counts) {
    std::string html = R"(<ul class="legend">)";
    for (std::size_t index = 0; index < verdict_count; ++index) {
        if (counts[index] != 0 || static_cast<verdict>(index) == verdict::passed) {
            const verdict of = static_cast<verdict>(index);
            html += "<li><span class=\"dot " + std::string(to_string(of)) + "\"></span><b>" +
                    std::to_string(counts[index]) + "</b> " + verdict_words(of) + "</li>";
        }
    }
    return html + "</ul>";
}

std::string pill(const implementation_results& of) {
    const bool is_whole = of.conforms() && has_all_operations(of);
    const char* const colour = is_whole ? "passed" : of.failed() == 0 ? "skipped" : "failed";
    return std::string("<span class=\"pill ") + colour + "\">" + markup_text(conformity(of)) +
           "</span>";
}

std::string card(const implementation_results& of) {
    std::string html = "<article class=\"card\"><div><h3>" + markup_text(of.says.implementation) +
                       "</h3>" + pill(of) + "</div>";
    html += of.command.empty()
                ? "<p class=\"quiet\">in process</p>"
                : "<p class=\"quiet\"><code>" + markup_text(of.command) + "</code></p>";
    html += bar(of.counts()) + legend(of.counts());
    for (const std::string& note : notes(of)) {
        html += "<p class=\"quiet\">" + markup_text(note) + "</p>";
    }
    return html + "</article>\n";
}

std::string cell(std::size_t implementation, const group_results& of) {
    const verdict_counts counts = of.counts();
    const std::size_t skipped = counts[static_cast<std::size_t>(verdict::skipped)];
    const std::string numbers =
        "<b>" + std::to_string(of.passed()) + " / " + std::to_string(of.results.size()) + "</b>";
    std::string html = "<td>";
    if (of.failed() != 0) {
        html += "<a class=\"failed\" href=\"#" + anchor(implementation, of.name) + "\">" + numbers +
                "</a>";
    } else if (skipped == of.results.size()) {
        html += "<b class=\"skipped\">skipped</b>";
    } else {
        html += std::string("<span class=\"") + (skipped != 0 ? "skipped" : "passed") + "\">" +
                numbers + "</span>";
    }
    return html + bar(counts) + "</td>";
}

std::string matrix(const suite_results& of) {
    std::string html = "<section id=\"matrix\"><h2>By group</h2><div class=\"panel scroll\">"
                       "<table class=\"matrix\"><thead><tr><th>Group</th>";
    std::vector<std::vector<group_results>> columns;
    for (const implementation_results& implementation : of.implementations) {
        html += "<th scope=\"col\">" + markup_text(implementation.says.implementation) + "</th>";
        columns.push_back(by_group(implementation));
    }
    html += "</tr></thead><tbody>\n";
    for (std::size_t row = 0; row < columns.front().size(); ++row) {
        html += "<tr><th scope=\"row\">" + markup_text(columns.front()[row].name) + "</th>";
        for (std::size_t column = 0; column < columns.size(); ++column) {
            html += cell(column, columns[column][row]);
        }
        html += "</tr>\n";
    }
    return html + "</tbody></table></div></section>\n";
}

/// Formats one implementation's results other than plain passes, by group and rule.
std::string noteworthy_cases(const suite_results& of, std::size_t implementation) {
    const implementation_results& results = of.implementations[implementation];
    std::string inner;
    for (const group_results& group : by_group(results)) {
        inner += group_details(of, implementation, group);
    }
    return "<section><h2>" + markup_text(results.says.implementation) +
           "</h2><div class=\"panel\">\n" +
           (inner.empty() ? "<p class=\"none passed\">Every case that was run passed.</p>\n"
                          : inner) +
           "</div></section>\n";
}

/// Formats a table of all cases, with a mark for each implementation.
std::string all_cases(const suite_results& of) {
    std::string html = "<section id=\"all\"><h2>All cases</h2><div class=\"panel\">\n";
    std::size_t index = 0;
    for (const group_results& group : by_group(of.implementations.front())) {
        html += "<details><summary><b>" + markup_text(group.name) + "</b> <span class=\"quiet\">" +
                tool::counted(group.results.size(), "case") +
                "</span></summary>\n<div class=\"scroll\"><table class=\"cases\"><thead><tr>"
                "<th>Case</th><th>Level</th>";
        for (const implementation_results& implementation : of.implementations) {
            html +=
                "<th class=\"mark\">" + markup_text(implementation.says.implementation) + "</th>";
        }
        html += "</tr></thead><tbody>\n";
        for (const case_result* const one : group.results) {
            html += "<tr><td><code>" + markup_text(one->of->id) +
                    "</code><br><span class=\"quiet\">" + markup_text(one->of->title) +
                    "</span></td><td><span class=\"level\">" +
                    std::string(to_string(one->of->level)) + "</span></td>";
            for (const implementation_results& implementation : of.implementations) {
                html += mark(implementation.results[index]);
            }
            html += "</tr>\n";
            ++index;
        }
        html += "</tbody></table></div></details>\n";
    }
    return html + "</div></section>\n";
}

/// Formats a time such as `2026-11-27 17:40 UTC`.
std::string minute(timestamp date) {
    constexpr std::size_t day_size = 10;
    constexpr std::size_t minute_size = 5;
    const std::string text = to_string(date);
    return text.substr(0, day_size) + ' ' + text.substr(day_size + 1, minute_size) + " UTC";
}

std::string heading(const suite_results& of) {
    const std::size_t cases = of.implementations.front().results.size();
    std::string html =
        "<header><h1>Conformance to Sentry's feature-flag webhook</h1><p>" +
        tool::counted(cases, "case") + " up to level " + std::string(to_string(of.up_to)) + ", " +
        tool::counted(of.implementations.size(), "implementation") + ": <b class=\"" +
        (!of.conform()                                                 ? "failed"
         : std::ranges::all_of(of.implementations, has_all_operations) ? "passed"
                                                                       : "skipped") +
        "\">" + summary(of) + "</b></p>";
    html += "<p class=\"quiet\">" + minute(of.date) +
            ", flaghook " FLAGHOOK_VERSION ", revision <code>" + of.from->revision +
            "</code> of the vectors</p>";
    if (!of.patterns.empty()) {
        html += "<p class=\"quiet\">Only cases whose id matches";
        for (const std::string& pattern : of.patterns) {
            html += " <code>" + markup_text(pattern) + "</code>";
        }
        html += "</p>";
    }
    if (of.index_keyed) {
        html += "<p class=\"quiet\">Error lists are keyed by index, as in Django REST framework "
                "3.18.</p>";
    }
    return html + "</header>\n";
}

} // namespace

std::string html_report(const suite_results& of) {
    std::string html = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       // Without this link, browsers request an icon.
                       "<link rel=\"icon\" href=\"data:,\">\n"
                       "<title>Conformance to Sentry's feature-flag webhook</title>\n<style>";
    html += html_style;
    html += "</style>\n</head>\n<body>\n" + heading(of) + "<main>\n<section class=\"cards\">\n";
    for (const implementation_results& implementation : of.implementations) {
        html += card(implementation);
    }
    html += "</section>\n" + matrix(of);
    for (std::size_t index = 0; index < of.implementations.size(); ++index) {
        html += noteworthy_cases(of, index);
    }
    html += all_cases(of);
    return html + "</main>\n<footer>Written by <code>flaghook</code>.</footer>\n</body>\n</html>\n";
}

} // namespace flaghook::suite
