#include "usage/pages.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace flaghook::usage {

namespace {

/// Puts a text into single quotes.
std::string fish_word(std::string_view text) {
    std::string result = "'";
    for (const char one : text) {
        if (one == '\'' || one == '\\') {
            result += '\\';
        }
        result += one;
    }
    return result + '\'';
}

/// Returns the condition under which the words behind a command are completed.
std::string condition(const described_command& command) {
    std::string result;
    std::size_t begin = command.words.find(' ');
    if (begin == std::string::npos) {
        result = "__fish_use_subcommand";
    }
    while (begin != std::string::npos) {
        const std::size_t end = command.words.find(' ', begin + 1);
        result +=
            (result.empty() ? "" : "; and ") +
            ("__fish_seen_subcommand_from " + command.words.substr(begin + 1, end - begin - 1));
        begin = end;
    }
    if (begin == std::string::npos && !command.commands.empty() &&
        result != "__fish_use_subcommand") {
        result += "; and not __fish_seen_subcommand_from";
        for (const described_command& one : command.commands) {
            result += ' ' + one.name;
        }
    }
    return fish_word(result);
}

/// Returns the part of a line that completes a value.
std::string value_of(const described_option& option) {
    if (!option.choices.empty()) {
        return " -x -a " + fish_word(CLI::detail::join(option.choices, " "));
    }
    switch (option.kind) {
    case value_kind::file:
        return " -r -F";
    case value_kind::folder:
        return " -x -a " + fish_word("(__fish_complete_directories)");
    case value_kind::program:
        return " -x -a " + fish_word("(__fish_complete_command)");
    case value_kind::command:
    case value_kind::other:
        break;
    }
    return option.value.empty() ? "" : " -x";
}

std::string lines_of(const described_command& command, const std::string& all_commands) {
    const std::string begin = "complete -c flaghook -n " + condition(command);
    std::string result;
    for (const described_command& one : command.commands) {
        result += begin + " -a " + one.name + " -d " + fish_word(one.description) + '\n';
    }
    for (const described_option& option : command.options) {
        result += begin;
        for (const std::string& name : option.names) {
            result += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
        }
        result += value_of(option) + " -d " + fish_word(option.description) + '\n';
    }
    for (const described_option& argument : command.arguments) {
        if (argument.kind == value_kind::file) {
            result += begin + " -F\n";
        } else if (argument.kind == value_kind::command) {
            result += begin + " -a " + fish_word(all_commands) + '\n';
        }
    }
    for (const described_command& one : command.commands) {
        result += lines_of(one, all_commands);
    }
    return result;
}

} // namespace

std::string fish_completion(const described_command& program) {
    std::string all_commands;
    for (const described_command& one : program.commands) {
        all_commands += (all_commands.empty() ? "" : " ") + one.name;
    }
    return "# fish completion for flaghook, written by 'flaghook usage fish'\n"
           "complete -c flaghook -f\n" +
           lines_of(program, all_commands);
}

} // namespace flaghook::usage
