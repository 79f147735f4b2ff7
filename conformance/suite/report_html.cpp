#include <flaghook/version.hpp>

#include "suite/display.hpp"
#include "suite/html_cases.hpp"
#include "suite/html_style.hpp"
#include "suite/markup.hpp"
#include "suite/report.hpp"
#include "tool/output.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace flaghook::suite {

namespace {

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
    std::vector<std::string> notes;
    const auto known = std::ranges::count_if(
        of.results, [](const case_result& one) { return one.known && one.is_good(); });
    if (known != 0) {
        notes.push_back(tool::counted(static_cast<std::size_t>(known), "known failure"));
    }
    if (of.restarts != 0) {
        notes.push_back("restarted " +
                        tool::counted(static_cast<std::size_t>(of.restarts), "time"));
    }
    if (!of.parting.empty()) {
        notes.push_back("at its end: " + of.parting);
    }
    if (const std::string unknown = unknown_capabilities(of); !unknown.empty()) {
        notes.push_back("unknown capabilities: " + unknown);
    }
    for (const std::string& note : notes) {
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

std::string heading(const suite_results& of) {
    const std::size_t cases = of.implementations.front().results.size();
    std::string html =
        "<header><h1>Conformance to Sentry's feature-flag webhook</h1><p>" +
        tool::counted(cases, "case") + " up to level " + std::string(to_string(of.up_to)) + ", " +
        tool::counted(of.implementations.size(), "implementation") + ": <b class=\"" +
        (of.conform() ? "passed" : "failed") + "\">" + summary(of) + "</b></p>";
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
    return html + "</main>\n<footer>Written by <code>flaghook suite</code> " FLAGHOOK_VERSION
                  ".</footer>\n</body>\n</html>\n";
}

} // namespace flaghook::suite
