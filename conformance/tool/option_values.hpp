/// @file
/// Which values options take, and complaints about others: what was expected, and what came.
#ifndef FLAGHOOK_TOOL_OPTION_VALUES_HPP
#define FLAGHOOK_TOOL_OPTION_VALUES_HPP

#include <CLI/CLI.hpp>

#include <iomanip>
#include <limits>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

namespace flaghook::tool {

/// A validator that says what it expects, in place of its own complaint.
[[nodiscard]] inline CLI::Validator saying(const CLI::Validator& check,
                                           const std::string& expected) {
    const auto complain = [check, expected](const std::string& given) {
        return check(given).empty() ? std::string()
                                    : "expected " + expected + ", not '" + given + "'";
    };
    return {complain, check.get_description()};
}

/// One of a few words.
[[nodiscard]] inline CLI::Validator one_of(const std::vector<std::string>& words) {
    std::string expected;
    for (const std::string& word : words) {
        expected += expected.empty() ? "" : &word == &words.back() ? " or " : ", ";
        expected += word;
    }
    return saying(CLI::IsMember(words), expected);
}

/// A number within these bounds, which belong to it.
template <class Number>
[[nodiscard]] CLI::Validator number_between(Number least, Number most) {
    std::ostringstream expected;
    expected << std::setprecision(std::numeric_limits<double>::digits10)
             << (std::is_integral_v<Number> ? "a whole number from " : "a number from ") << least
             << " to " << most;
    return saying(CLI::Range(least, most), expected.str());
}

} // namespace flaghook::tool

#endif
