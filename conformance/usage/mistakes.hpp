/// @file
/// Messages about commands and options that do not exist, and the words that were probably meant.
#ifndef FLAGHOOK_USAGE_MISTAKES_HPP
#define FLAGHOOK_USAGE_MISTAKES_HPP

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace flaghook::usage {

/// Explains that a program or a group does not have a command: suggests a similar one, or lists
/// all. A word that could be a secret is not repeated.
[[nodiscard]] std::string explain_unknown_command(const CLI::App& parent, const std::string& word);

/// Explains that a command is missing behind a program or a group.
[[nodiscard]] std::string explain_missing_command(const CLI::App& parent);

/// Returns the end of a message about words that a command does not take: `; did you mean
/// '--format'?`. Empty if no option is similar to one of them.
[[nodiscard]] std::string suggest_option(const CLI::App& command,
                                         const std::vector<std::string>& words);

/// Explains that a command does not take some words, and suggests a similar option. Words and
/// values that could be a secret are not repeated.
/// @pre `words` is not empty
[[nodiscard]] std::string explain_unexpected_words(const CLI::App& command,
                                                   const std::vector<std::string>& words);

} // namespace flaghook::usage

#endif
