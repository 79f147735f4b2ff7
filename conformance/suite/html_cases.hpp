/// @file
/// The parts of the HTML report that show single cases.
#ifndef FLAGHOOK_SUITE_HTML_CASES_HPP
#define FLAGHOOK_SUITE_HTML_CASES_HPP

#include "suite/report.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::suite {

/// Returns the id of the HTML element with an implementation's results of a group.
[[nodiscard]] std::string anchor(std::size_t implementation, std::string_view group);

/// Formats one implementation's results other than plain passes, by group: input, expected and
/// actual result.
[[nodiscard]] std::string noteworthy_cases(const suite_results& of, std::size_t implementation);

/// Formats a table of all cases, with a mark for each implementation.
[[nodiscard]] std::string all_cases(const suite_results& of);

} // namespace flaghook::suite

#endif
