#include "suite/report_output.hpp"

#include "diagnosis/encodings.hpp"
#include "tool/exit_status.hpp"
#include "tool/files.hpp"
#include "tool/options.hpp"
#include "tool/output.hpp"

#include <fnmatch.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <fstream>
#include <functional>
#include <iostream>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace flaghook::suite {

namespace {

/// The value of an option, with its name on the command line.
template <class Value>
struct named {
    std::string name;
    Value value;
};

const std::vector<named<level>> levels = {
    {"must", level::must}, {"should", level::should}, {"may", level::may}};

/// The formats of the report. The text format is separate: its colours depend on the destination.
const std::vector<named<std::string (*)(const suite_results&)>> forms = {
    {"text", nullptr}, {"json", json_report}, {"junit", junit_report}, {"html", html_report}};

/// Selects the cases up to a level whose id matches one of the patterns, in their order. Without
/// patterns, all ids match.
/// @param patterns shell patterns: `*`, `?` and `[...]`
std::vector<const test_case*> select(const vectors& all, level up_to,
                                     const std::vector<std::string>& patterns) {
    std::vector<const test_case*> selected;
    for (const test_case& one : all.cases) {
        const bool fits =
            patterns.empty() || std::ranges::any_of(patterns, [&](const std::string& pattern) {
                return fnmatch(pattern.c_str(), one.id.c_str(), 0) == 0;
            });
        if (fits && one.level <= up_to) {
            selected.push_back(&one);
        }
    }
    return selected;
}

/// The maximum size of a list of known failures, in bytes; generous for a list written by hand.
constexpr std::size_t longest_known_failures = std::size_t{1} << 20U;

/// Parses a list of known failures: one id per line; `#` starts a comment.
///
/// Throws `unreadable_vectors` for an unknown or repeated id, so that the list cannot become
/// outdated.
std::set<std::string, std::less<>> read_known_failures(std::string_view content,
                                                       const vectors& all) {
    std::set<std::string, std::less<>> known;
    while (!content.empty()) {
        const std::size_t end = content.find('\n');
        const std::string_view line = content.substr(0, end);
        content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
        const std::string id(diagnosis::trimmed(line.substr(0, line.find('#')), " \t\r"));
        if (id.empty()) {
            continue;
        }
        if (!std::ranges::any_of(all.cases, [&](const auto& one) { return one.id == id; })) {
            throw unreadable_vectors("the list of known failures names '" + id +
                                     "', but no case has that id; remove the line");
        }
        if (!known.insert(id).second) {
            throw unreadable_vectors("the list of known failures names '" + id +
                                     "' twice; remove one of the lines");
        }
    }
    return known;
}

template <class Value>
Value find(const std::vector<named<Value>>& values, const std::string& name) {
    return std::find_if(values.begin(), values.end(),
                        [&name](const named<Value>& one) { return one.name == name; })
        ->value;
}

/// Makes an option accept one of the names, and lists them in the help: `must|should|may`.
template <class Value>
void take_one_of(CLI::Option& option, const std::vector<named<Value>>& values) {
    std::vector<std::string> names;
    names.reserve(values.size());
    for (const named<Value>& one : values) {
        names.push_back(one.name);
    }
    option.check(tool::one_of(names))->type_name(CLI::detail::join(names, "|"));
    option.capture_default_str();
}

std::string report(const report_options& options, const suite_results& results) {
    if (const auto document = find(forms, options.format); document != nullptr) {
        return document(results);
    }
    return text_report(results,
                       tool::style(options.output.empty() && tool::shows_colour(STDOUT_FILENO)));
}

} // namespace

level case_options::up_to() const {
    return find(levels, level);
}

void add_case_options(CLI::App& command, case_options& options) {
    command
        .add_option("--vectors", options.vectors,
                    "folder of other vectors; without it, the golden vectors of this release")
        ->type_name("FOLDER");
    command
        .add_option("--filter", options.patterns,
                    "only cases whose id matches, such as 'signature-*'; may be repeated")
        ->type_name("PATTERN")
        ->allow_extra_args(false);
    take_one_of(*command.add_option("--level", options.level, "only cases up to this level"),
                levels);
}

vectors vectors_of(const case_options& options) {
    return options.vectors ? read_vectors(*options.vectors) : read_embedded_vectors();
}

std::vector<const test_case*> select_some(const vectors& from, const case_options& options) {
    std::vector<const test_case*> cases = select(from, options.up_to(), options.patterns);
    if (cases.empty()) {
        throw tool::unusable("no case is selected: no case up to level " +
                             std::string(to_string(options.up_to())) +
                             " has an id that matches --filter");
    }
    return cases;
}

void add_list_option(CLI::App& command, case_options& options) {
    CLI::Option* const list = command.add_flag(
        "--list", options.list, "print the ids and titles of the selected cases, and run none");
    list->excludes(command.get_option("--format"));
    list->excludes(command.get_option("--output"));
}

void print_list(const std::vector<const test_case*>& cases) {
    std::size_t width = 0;
    for (const test_case* const one : cases) {
        width = std::max(width, one->id.size());
    }
    std::string text;
    for (const test_case* const one : cases) {
        text += tool::printable(one->id) + std::string(width + 2 - one->id.size(), ' ') +
                tool::printable(one->title) + '\n';
    }
    std::cout << text;
}

void add_requests_option(CLI::App& command, case_options& options) {
    CLI::Option* const requests = command.add_flag(
        "--requests", options.requests,
        "print the requests of the selected cases for a testee's input, and run none");
    for (const char* const other : {"--list", "--format", "--output"}) {
        requests->excludes(command.get_option(other));
    }
}

void print_requests(const std::vector<const test_case*>& cases, const judging_options& judging) {
    std::cout << hello_line() << '\n';
    for (const test_case* const one : cases) {
        std::cout << request_line(*one, judging.index_keyed) << '\n';
    }
}

void add_judging_options(CLI::App& command, judging_options& options,
                         const std::string& timeout_help) {
    command
        .add_option("--known-failures", options.known_failures,
                    "ids of cases that must fail, one per line; # starts a comment")
        ->type_name("FILE");
    command.add_option("--timeout", options.timeout, timeout_help)
        ->check(tool::number_between(0.001, 86400.0))
        ->type_name("SECONDS")
        ->capture_default_str();
    command.add_flag("--index-keyed", options.index_keyed,
                     "error lists as in Django REST framework 3.18 and later");
}

run_options make_run_options(const judging_options& options, const vectors& from) {
    run_options run{.from = &from};
    run.index_keyed = options.index_keyed;
    if (!options.known_failures.empty()) {
        run.known_failures =
            read_known_failures(tool::read_file(options.known_failures, longest_known_failures,
                                                "a list of known failures, one id per line"),
                                from);
    }
    return run;
}

suite_results no_results(const vectors& from, const case_options& cases,
                         const judging_options& judging) {
    return {.from = &from,
            .date = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()),
            .up_to = cases.up_to(),
            .patterns = cases.patterns,
            .index_keyed = judging.index_keyed};
}

void add_report_options(CLI::App& command, report_options& options) {
    take_one_of(*command.add_option("--format", options.format, "the format of the report"), forms);
    command.add_option("--output", options.output, "write the report to a file")->type_name("FILE");
    tool::add_quiet(command, options.quiet);
    tool::add_color(command);
}

void write_report(const report_options& options, const suite_results& results) {
    if (options.quiet && options.output.empty()) {
        std::cout << summary(results) << '\n';
        return;
    }
    const std::string text = report(options, results);
    if (options.output.empty()) {
        std::cout << text;
        return;
    }
    errno = 0;
    std::ofstream file(options.output, std::ios::binary);
    file << text;
    file.flush();
    if (!file) {
        const bool is_full = errno == ENOSPC || errno == EDQUOT;
        throw tool::unusable("cannot write " + options.output + ": " +
                             std::generic_category().message(errno) +
                             (is_full ? "; free some space, or give a file on another disk"
                                      : "; give a file in a folder that you may write to"));
    }
    std::cout << summary(results) << '\n';
}

} // namespace flaghook::suite
