/// @file
/// The parts of the HTML report that are about single cases.
#ifndef FLAGHOOK_SUITE_HTML_CASES_HPP
#define FLAGHOOK_SUITE_HTML_CASES_HPP

#include "suite/report.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::suite {

/// The name of the place where an implementation's results of a group stand.
[[nodiscard]] std::string anchor(std::size_t implementation, std::string_view group);

/// One implementation's results that did not simply pass, by group: input, expected and got.
[[nodiscard]] std::string noteworthy_cases(const suite_results& of, std::size_t implementation);

/// Every case with a mark for each implementation.
[[nodiscard]] std::string all_cases(const suite_results& of);

} // namespace flaghook::suite

#endif
