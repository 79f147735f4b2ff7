#include <flaghook/version.hpp>

#include "suite/display.hpp"
#include "suite/report.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>

namespace flaghook::suite {

namespace {

/// The JUnit outcome of a result. Known failures and unsupported operations are skipped. Any other
/// case that is not good is a failure; or an error if there was no result to compare.
enum class kind { passed, failure, error, skipped };

kind kind_of(const case_result& of) {
    if (of.is_good()) {
        return of.verdict == verdict::passed ? kind::passed : kind::skipped;
    }
    return of.verdict == verdict::failed || of.verdict == verdict::passed ? kind::failure
                                                                          : kind::error;
}

std::string attribute(std::string_view name, std::string_view value) {
    return ' ' + std::string(name) + "=\"" + markup_text(value) + '"';
}

std::string seconds(std::chrono::microseconds duration) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.6f",
                  std::chrono::duration<double>(duration).count());
    return text.data();
}

/// Formats the totals of a list of results as attributes.
std::string totals(const std::vector<const case_result*>& results) {
    std::size_t failures = 0;
    std::size_t errors = 0;
    std::size_t skipped = 0;
    std::chrono::microseconds duration{};
    for (const case_result* const one : results) {
        const kind of = kind_of(*one);
        failures += of == kind::failure ? 1 : 0;
        errors += of == kind::error ? 1 : 0;
        skipped += of == kind::skipped ? 1 : 0;
        duration += one->duration;
    }
    return attribute("tests", std::to_string(results.size())) +
           attribute("failures", std::to_string(failures)) +
           attribute("errors", std::to_string(errors)) +
           attribute("skipped", std::to_string(skipped)) + attribute("time", seconds(duration));
}

std::string details(const case_result& of, const implementation_results& in,
                    const suite_results& all) {
    const clause& rule = all.from->clauses.at(of.rule);
    std::string text = of.of->title + "\nrule: " + rule.statement + '\n' + rule.source + "\n\n" +
                       case_lines(of, in, all, tool::style(false), "");
    const auto add = [&text](const std::string& name, const std::string& value) {
        text += '\n' + name + ":\n" + shortened(value, longest_value) + '\n';
    };
    for (const input_member& one : shown_input(*of.of)) {
        add(one.name, one.text);
    }
    add("expected", shown_value(*of.of, of.expected));
    add("got", shown_value(*of.of, of.got));
    return text;
}

std::string test_case_element(const case_result& of, const std::string& suite_name,
                              const implementation_results& in, const suite_results& all) {
    // Servers for continuous integration group cases by class.
    const std::string class_name = suite_name + '.' + of.of->clause;
    std::string text = "    <testcase" + attribute("classname", class_name) +
                       attribute("name", of.of->id) + attribute("time", seconds(of.duration));
    const kind as = kind_of(of);
    if (as == kind::passed) {
        return text + "/>\n";
    }
    const std::string reason = (of.known && of.is_good() ? "known failure: " : "") +
                               shortened(shown_reason(of), longest_value);
    text += ">\n      <";
    if (as == kind::skipped) {
        text += "skipped" + attribute("message", reason) + "/>";
    } else {
        const std::string name = as == kind::failure ? "failure" : "error";
        const bool passed = of.verdict == verdict::passed;
        text += name + attribute("type", passed ? "unexpected_pass" : to_string(of.verdict)) +
                attribute("message", reason) + '>' + markup_text(details(of, in, all)) + "</" +
                name + '>';
    }
    return text + "\n    </testcase>\n";
}

} // namespace

std::string junit_report(const suite_results& of) {
    std::vector<const case_result*> all;
    std::string suites;
    const std::string properties =
        "    <properties>\n      <property" + attribute("name", "flaghook") +
        attribute("value", FLAGHOOK_VERSION) + "/>\n      <property" +
        attribute("name", "revision of the vectors") + attribute("value", of.from->revision) +
        "/>\n    </properties>\n";
    for (const implementation_results& implementation : of.implementations) {
        for (const group_results& group : by_group(implementation)) {
            const std::string name =
                implementation.says.implementation + ": " + std::string(group.name);
            suites += "  <testsuite" + attribute("name", name) + totals(group.results) +
                      attribute("timestamp", to_string(of.date)) + ">\n" + properties;
            for (const case_result* const one : group.results) {
                suites += test_case_element(*one, name, implementation, of);
                all.push_back(one);
            }
            suites += "  </testsuite>\n";
        }
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" +
           attribute("name", "flaghook suite") + totals(all) + ">\n" + suites + "</testsuites>\n";
}

} // namespace flaghook::suite
