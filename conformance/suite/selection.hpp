/// @file
/// Selects the cases to run, and reads the list of known failures.
#ifndef FLAGHOOK_SUITE_SELECTION_HPP
#define FLAGHOOK_SUITE_SELECTION_HPP

#include "suite/vectors.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::suite {

/// Selects the cases up to a level whose id matches one of the patterns, in their order. Without
/// patterns, all ids match.
/// @param patterns shell patterns: `*`, `?` and `[...]`
/// @return pointers into `all`
[[nodiscard]] std::vector<const test_case*> select(const vectors& all, level up_to,
                                                   const std::vector<std::string>& patterns);

/// The maximum size of a list of known failures, in bytes; generous for a list written by hand.
inline constexpr std::size_t longest_known_failures = std::size_t{1} << 20U;

/// Parses a list of known failures: one id per line; `#` starts a comment.
///
/// Throws `unreadable_vectors` for an unknown or repeated id, so that the list cannot become
/// outdated.
/// @param content the text of the list
[[nodiscard]] std::set<std::string, std::less<>> read_known_failures(std::string_view content,
                                                                     const vectors& all);

} // namespace flaghook::suite

#endif
