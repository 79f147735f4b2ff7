/// @file
/// Validates the values of options; messages say what was expected and what was given.
#ifndef FLAGHOOK_TOOL_OPTION_VALUES_HPP
#define FLAGHOOK_TOOL_OPTION_VALUES_HPP

#include <CLI/CLI.hpp>

#include <chrono>
#include <iomanip>
#include <limits>
#include <sstream>
#include <string>
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

} // namespace flaghook::tool

#endif
