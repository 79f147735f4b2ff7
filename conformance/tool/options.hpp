/// @file
/// Options that several commands have, and the values of options.
#ifndef FLAGHOOK_TOOL_OPTIONS_HPP
#define FLAGHOOK_TOOL_OPTIONS_HPP

#include <flaghook/json/limits.hpp>
#include <flaghook/model/timestamp.hpp>

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstddef>
#include <iomanip>
#include <limits>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace flaghook::tool {

/// Converts an option's seconds to milliseconds, rounded up.
[[nodiscard]] inline std::chrono::milliseconds milliseconds_of(double seconds) {
    return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

/// Makes a validator that reports what it expects, instead of its default message.
[[nodiscard]] inline CLI::Validator saying(const CLI::Validator& check,
                                           const std::string& expected) {
    const auto complain = [check, expected](const std::string& given) {
        return check(given).empty() ? std::string()
                                    : "expected " + expected + ", not '" + given + "'";
    };
    return {complain, check.get_description()};
}

/// Accepts one of a few words.
[[nodiscard]] inline CLI::Validator one_of(const std::vector<std::string>& words) {
    std::string expected;
    for (const std::string& word : words) {
        expected += expected.empty() ? "" : &word == &words.back() ? " or " : ", ";
        expected += word;
    }
    return saying(CLI::IsMember(words), expected);
}

/// Accepts a number within these bounds, which are included.
template <class Number>
[[nodiscard]] CLI::Validator number_between(Number least, Number most) {
    std::ostringstream expected;
    expected << std::setprecision(std::numeric_limits<double>::digits10)
             << (std::is_integral_v<Number> ? "a whole number from " : "a number from ") << least
             << " to " << most;
    // `CLI::Range` accepts NaN; no finite number is written with an n.
    const CLI::Range range(least, most);
    const CLI::Validator is_number(
        [](const std::string& given) {
            return given.find_first_of("nN") == std::string::npos ? std::string() : "not a number";
        },
        "");
    return saying(is_number & range, expected.str());
}

/// The output format: the value of `--format`.
class output_format {
public:
    /// Adds `--format` to a command.
    void add_option(CLI::App& command) {
        command.add_option("--format", name_, "'text' or, for programs, 'json'")
            ->check(one_of({text_name, json_name}))
            ->type_name("FORMAT")
            ->capture_default_str();
    }

    /// Whether to print JSON.
    [[nodiscard]] bool is_json() const { return name_ == json_name; }

private:
    static constexpr const char* text_name = "text";
    static constexpr const char* json_name = "json";

    std::string name_ = text_name;
};

/// Adds `--strict`.
inline void add_strict(CLI::App& command, bool& is_strict) {
    command.add_flag("--strict", is_strict,
                     "also exit with status 1 if there is a deviation from the documentation");
}

/// Adds `--color auto|always|never`, which `shows_colour` follows.
void add_color(CLI::App& command);

/// Adds `-q` and `--quiet`: of a text, print only the verdict, which is its first line. Messages on
/// standard error stay. Excludes `--format`, so it has to be added after that.
/// @param is_quiet set if the option is given
void add_quiet(CLI::App& command, bool& is_quiet);

/// Returns a report, or with `--quiet` only its first line.
[[nodiscard]] std::string shortened_to_verdict(std::string_view report, bool is_quiet);

/// Adds `--max-body`.
void add_body_limit(CLI::App& command, std::size_t& limit);

/// Adds `--max-items`, `--max-issues`, and `--max-body`.
void add_limits(CLI::App& command, parse_limits& limits);

/// Parses a time in any form that the server accepts; UTC if it has no offset.
/// @param option the name of the option, for the message
/// @throw unusable if the text is not a time
[[nodiscard]] timestamp read_time(const std::string& option, const std::string& text);

/// Formats seconds, such as `2 s` or `0.25 s`; with up to three decimals.
[[nodiscard]] std::string seconds_text(double seconds);

} // namespace flaghook::tool

#endif
