/// @file
/// Which cases are run, and which of them are known to fail.
#ifndef FLAGHOOK_SUITE_SELECTION_HPP
#define FLAGHOOK_SUITE_SELECTION_HPP

#include "suite/vectors.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::suite {

/// The cases up to a level whose id fits one of the patterns, in their order. Without patterns all
/// ids fit.
/// @param patterns as a shell's: `*`, `?` and `[...]`
/// @return pointers into `all`
[[nodiscard]] std::vector<const test_case*> select(const vectors& all, level up_to,
                                                   const std::vector<std::string>& patterns);

/// The bytes that a list of known failures may have: it is a text for people; this is more than
/// anybody writes.
inline constexpr std::size_t longest_known_failures = std::size_t{1} << 20U;

/// Reads a list of known failures: one id a line, from `#` on a comment.
///
/// Throws `unreadable_vectors` for an id that no case has or that stands twice: such a list says
/// something about cases that do not exist any more.
/// @param content the list's text
[[nodiscard]] std::set<std::string, std::less<>> read_known_failures(std::string_view content,
                                                                     const vectors& all);

} // namespace flaghook::suite

#endif
