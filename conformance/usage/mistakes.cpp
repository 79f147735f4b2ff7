#include "usage/mistakes.hpp"

#include <flaghook/signature/registration.hpp>

#include "usage/command_line.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string_view>
#include <utility>

namespace flaghook::usage {

namespace {

/// No command and no option is longer. Bounds the time for a word of any length.
constexpr std::size_t longest_word = 64;

/// Returns the number of edits between two words: characters that are inserted, left out or
/// replaced, and neighbours that are swapped (the optimal string alignment distance).
/// @par Complexity
/// Linear in `from.size() * to.size()`.
std::size_t edit_distance(std::string_view from, std::string_view to) {
    // Each row has the distances between a beginning of `from` and all beginnings of `to`.
    std::vector<std::size_t> before_last;
    std::vector<std::size_t> last(to.size() + 1);
    for (std::size_t column = 0; column < last.size(); ++column) {
        last[column] = column;
    }
    for (std::size_t row = 1; row <= from.size(); ++row) {
        std::vector<std::size_t> current{row};
        for (std::size_t column = 1; column <= to.size(); ++column) {
            const bool is_same = from[row - 1] == to[column - 1];
            std::size_t least = std::min({last[column] + 1, current[column - 1] + 1,
                                          last[column - 1] + (is_same ? 0U : 1U)});
            if (row > 1 && column > 1 && from[row - 1] == to[column - 2] &&
                from[row - 2] == to[column - 1]) {
                least = std::min(least, before_last[column - 2] + 1);
            }
            current.push_back(least);
        }
        before_last = std::exchange(last, std::move(current));
    }
    return last.back();
}

/// Returns the known word that is most similar to a mistyped one; empty if none is similar. A word
/// is similar if at most a third of its characters differ, not counting the hyphens of an option.
std::string similar_word(std::string_view mistyped, const std::vector<std::string>& known) {
    std::string result;
    const std::size_t hyphens = mistyped.find_first_not_of('-');
    if (mistyped.size() > longest_word || hyphens == std::string_view::npos) {
        return result;
    }
    std::size_t least = (mistyped.size() - hyphens) / 3 + 1;
    for (const std::string& word : known) {
        if (const std::size_t distance = edit_distance(mistyped, word); distance < least) {
            least = distance;
            result = word;
        }
    }
    return result;
}

/// Returns the end of a message, `; did you mean 'check'?`; empty if no known word is similar.
std::string did_you_mean(std::string_view mistyped, const std::vector<std::string>& known) {
    const std::string word = similar_word(mistyped, known);
    return word.empty() ? word : "; did you mean '" + word + "'?";
}

std::vector<std::string> names_of_commands(const CLI::App& parent) {
    const described_command known = describe(parent);
    std::vector<std::string> result;
    for (const described_command& one : known.commands) {
        result.push_back(one.name);
    }
    return result;
}

std::vector<std::string> names_of_options(const CLI::App& command) {
    const described_command known = describe(command);
    std::vector<std::string> result;
    for (const described_option& option : known.options) {
        result.insert(result.end(), option.names.begin(), option.names.end());
    }
    return result;
}

bool is_name_character(char one) {
    return (one >= 'a' && one <= 'z') || one == '-';
}

/// Returns the part of a word that is certainly not a secret: a word that is too short for one, or
/// the name of an option. The other words may be a secret that was given in the wrong place.
std::string repeatable(std::string_view word) {
    constexpr std::size_t longest_name = 30;
    if (word.starts_with("--")) {
        const std::string_view name = word.substr(0, word.find('='));
        const bool is_name =
            name.size() <= longest_name && std::ranges::all_of(name, is_name_character);
        return std::string(is_name ? name : std::string_view());
    }
    if (word.starts_with('-')) {
        const bool is_letter =
            word.size() > 1 && std::isalpha(static_cast<unsigned char>(word[1])) != 0;
        return std::string(word.substr(0, is_letter ? 2 : 0));
    }
    return std::string(word.size() < min_secret_length ? word : std::string_view());
}

/// Advises on where to put a secret; empty if the command needs none.
std::string place_for_a_secret(const CLI::App& command) {
    const std::vector<std::string> names = names_of_options(command);
    for (const char* const name : {"--secret-file", "--token-file"}) {
        if (std::ranges::find(names, name) != names.end()) {
            return std::string("; write a secret into a file, and name that with ") + name;
        }
    }
    return {};
}

std::string list_of_commands(const CLI::App& parent) {
    const std::vector<std::string> names = names_of_commands(parent);
    return names.empty() ? std::string() : "; expected one of " + CLI::detail::join(names, ", ");
}

} // namespace

std::string explain_unknown_command(const CLI::App& parent, const std::string& word) {
    const std::string suggestion = word.starts_with('-')
                                       ? suggest_option(parent, {word})
                                       : did_you_mean(word, names_of_commands(parent));
    const bool is_known_word = !suggestion.empty() && !word.starts_with('-');
    const std::string shown = is_known_word ? word : repeatable(word);
    return (shown.empty() ? "there is no such command" : "there is no command '" + shown + '\'') +
           (suggestion.empty() ? list_of_commands(parent) : suggestion);
}

std::string explain_missing_command(const CLI::App& parent) {
    return "there is no command" + list_of_commands(parent);
}

std::string suggest_option(const CLI::App& command, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        if (word.starts_with("--")) {
            std::string result =
                did_you_mean(word.substr(0, word.find('=')), names_of_options(command));
            if (!result.empty()) {
                return result;
            }
        }
    }
    return {};
}

std::string explain_unexpected_words(const CLI::App& command,
                                     const std::vector<std::string>& words) {
    std::vector<std::string> shown;
    bool is_cut = false;
    const bool has_option =
        std::ranges::any_of(words, [](const std::string& one) { return one.starts_with('-'); });
    for (const std::string& word : words) {
        // A word may be the value of the unknown option.
        std::string text = has_option && !word.starts_with('-') ? std::string() : repeatable(word);
        is_cut = is_cut || text != word;
        if (!text.empty()) {
            shown.push_back(std::move(text));
        }
    }
    std::stable_partition(shown.begin(), shown.end(),
                          [](const std::string& one) { return one.starts_with('-'); });
    const bool is_one = words.size() == 1;
    std::string result = is_one ? "The following argument was not expected: "
                                : "The following arguments were not expected: ";
    result += CLI::detail::join(shown, " ");
    if (const std::size_t hidden = words.size() - shown.size(); hidden != 0) {
        result += shown.empty() ? "" : " and ";
        result += hidden == 1 ? "one that is not repeated here, in case it is a secret"
                              : std::to_string(hidden) +
                                    " that are not repeated here, in case one is a secret";
    }
    const std::string suggestion = suggest_option(command, words);
    if (suggestion.empty() && is_cut) {
        return result + place_for_a_secret(command);
    }
    return result + suggestion;
}

} // namespace flaghook::usage
