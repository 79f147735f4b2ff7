#include "tool/options.hpp"

#include <flaghook/server/date_time.hpp>
#include <flaghook/server/text.hpp>

#include "tool/exit_status.hpp"
#include "tool/output.hpp"

#include <array>
#include <cstddef>
#include <cstdio>

namespace flaghook::tool {

void add_color(CLI::App& command) {
    command
        .add_option_function<std::string>(
            "--color",
            [](const std::string& when) {
                use_colours(when == "always"  ? colour_use::always
                            : when == "never" ? colour_use::never
                                              : colour_use::automatic);
            },
            "whether to use colours; 'auto' uses them on a terminal, unless NO_COLOR is set")
        ->check(one_of({"auto", "always", "never"}))
        ->type_name("WHEN");
}

void add_quiet(CLI::App& command, bool& is_quiet) {
    CLI::Option* const quiet =
        command.add_flag("-q,--quiet", is_quiet, "print only the verdict, in one line");
    quiet->excludes(command.get_option("--format"));
}

std::string shortened_to_verdict(std::string_view report, bool is_quiet) {
    const std::size_t end = is_quiet ? report.find('\n') : std::string_view::npos;
    return std::string(end == std::string_view::npos ? report : report.substr(0, end + 1));
}

namespace {

void add_limit(CLI::App& command, const std::string& name, std::size_t& limit, std::size_t most,
               const std::string& description) {
    command.add_option(name, limit, description)
        ->check(number_between(std::size_t{1}, most))
        ->type_name("NUMBER")
        ->capture_default_str();
}

} // namespace

void add_body_limit(CLI::App& command, std::size_t& limit) {
    add_limit(command, "--max-body", limit, std::size_t{1} << 30U,
              "the maximum size of a body, in bytes");
}

void add_limits(CLI::App& command, parse_limits& limits) {
    add_body_limit(command, limits.body_size);
    add_limit(command, "--max-items", limits.items, 100'000'000,
              "the maximum number of changes in a body");
    add_limit(command, "--max-issues", limits.issues, 100'000'000,
              "the maximum number of issues to report for a body");
}

timestamp read_time(const std::string& option, const std::string& text) {
    if (server::detail::is_utf8(text)) {
        const server::detail::date_time result = server::detail::read_date_time(text);
        if (result.outcome == server::detail::date_time_outcome::valid) {
            return result.instant;
        }
    }
    throw unusable(option + " is '" + text +
                   "', expected a time such as 2024-12-12T00:02:00Z in years 1 to 9999");
}

std::string seconds_text(double seconds) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3f", seconds);
    std::string result = text.data();
    result.erase(result.find_last_not_of('0') + 1);
    if (result.ends_with('.')) {
        result.pop_back();
    }
    return result + " s";
}

} // namespace flaghook::tool
