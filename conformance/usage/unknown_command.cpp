#include "usage/unknown_command.hpp"

#include "usage/command_line.hpp"
#include "usage/suggestion.hpp"

namespace flaghook::usage {

namespace {

std::vector<std::string> names_of_commands(const CLI::App& parent) {
    std::vector<std::string> result;
    for (const described_command& one : describe(parent).commands) {
        result.push_back(one.name);
    }
    return result;
}

std::vector<std::string> names_of_options(const CLI::App& command) {
    std::vector<std::string> result;
    for (const described_option& option : describe(command).options) {
        result.insert(result.end(), option.names.begin(), option.names.end());
    }
    return result;
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
    return "there is no command '" + word + '\'' +
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

} // namespace flaghook::usage
