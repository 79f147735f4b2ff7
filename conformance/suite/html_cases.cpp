#include "suite/html_cases.hpp"

#include "suite/display.hpp"
#include "suite/markup.hpp"
#include "tool/output.hpp"

#include <algorithm>

namespace flaghook::suite {

namespace {

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

/// Links to a source if it is an https URL; otherwise returns plain text.
std::string source_link(const std::string& source) {
    if (!source.starts_with("https://")) {
        return markup_text(source);
    }
    return "<a href=\"" + markup_text(source) + "\" rel=\"noopener noreferrer\">source</a>";
}

std::string case_details(const case_result& of, const vectors& from) {
    const test_case& asked = *of.of;
    const clause& rule = from.clauses.at(asked.clause);
    std::string html = "<details class=\"case\"><summary>" + tag(of) + "<span class=\"id\">" +
                       markup_text(asked.id) + "</span><span class=\"level\">" +
                       std::string(to_string(asked.level)) + "</span><span class=\"quiet\">" +
                       markup_text(asked.title) + "</span></summary>\n<div>";
    html += "<p class=\"reason\">" + markup_text(shortened(shown_reason(of), longest_value)) +
            "</p><p class=\"quiet\">" + markup_text(rule.statement) + " <code>" +
            markup_text(asked.clause) + "</code> " + source_link(rule.source) + "</p>";
    html += "<div class=\"values\">" +
            value_column("Input of " + markup_text(asked.operation), shown_input(asked)) +
            value_column("Expected", shown_value(asked, of.expected)) +
            value_column("Got", shown_value(asked, of.got)) + "</div>";
    if (!of.standard_error.empty()) {
        html += "<div class=\"errors\"><h4>End of its standard error</h4><pre>" +
                markup_text(of.standard_error) + "</pre></div>";
    }
    return html + "</div></details>\n";
}

std::string group_details(const suite_results& of, std::size_t implementation,
                          const group_results& group) {
    std::string inner;
    std::size_t count = 0;
    for (const case_result* const one : group.results) {
        if (is_noteworthy(*one)) {
            inner += case_details(*one, *of.from);
            ++count;
        }
    }
    if (count == 0) {
        return {};
    }
    return std::string("<details class=\"group\"") + (count <= unfolded ? " open" : "") +
           "><summary>" + markup_text(group.name) + " <span class=\"quiet\">" +
           tool::counted(count, "case") + "</span></summary>\n<div id=\"" +
           anchor(implementation, group.name) + "\">\n" + inner + "</div></details>\n";
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

} // namespace

std::string anchor(std::size_t implementation, std::string_view group) {
    return markup_text("cases-" + std::to_string(implementation) + '-' + std::string(group));
}

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

} // namespace flaghook::suite
