/// @file
/// Finds the word that a mistyped one was meant to be.
#ifndef FLAGHOOK_USAGE_SUGGESTION_HPP
#define FLAGHOOK_USAGE_SUGGESTION_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::usage {

/// Returns the number of edits between two words: characters that are inserted, left out or
/// replaced, and neighbours that are swapped (the optimal string alignment distance).
/// @par Complexity
/// Linear in `from.size() * to.size()`.
[[nodiscard]] std::size_t edit_distance(std::string_view from, std::string_view to);

/// Returns the known word that is most similar to a mistyped one; empty if none is similar. A word
/// is similar if at most a third of its characters differ, not counting the hyphens of an option.
[[nodiscard]] std::string similar_word(std::string_view mistyped,
                                       const std::vector<std::string>& known);

/// Returns the end of a message, `; did you mean 'check'?`; empty if no known word is similar.
[[nodiscard]] std::string did_you_mean(std::string_view mistyped,
                                       const std::vector<std::string>& known);

} // namespace flaghook::usage

#endif
