#include "usage/pages.hpp"

#include <algorithm>
#include <string_view>

namespace flaghook::usage {

namespace {

/// Puts a text into single quotes.
std::string zsh_word(std::string_view text) {
    std::string result = "'";
    for (const char one : text) {
        result += one == '\'' ? std::string("'\\''") : std::string(1, one);
    }
    return result + '\'';
}

/// Escapes the characters that _arguments treats as separators.
std::string zsh_escaped(std::string_view text) {
    std::string result;
    for (const char one : text) {
        if (std::string_view("[]:\\").find(one) != std::string_view::npos) {
            result += '\\';
        }
        result += one;
    }
    return result;
}

std::string function_of(const described_command& command) {
    std::string result = '_' + command.words;
    std::ranges::replace(result, ' ', '_');
    return result;
}

std::string action_of(const described_option& option) {
    if (!option.choices.empty()) {
        return '(' + CLI::detail::join(option.choices, " ") + ')';
    }
    switch (option.kind) {
    case value_kind::file:
        return "_files";
    case value_kind::folder:
        return "_files -/";
    case value_kind::program:
        return "_command_names";
    case value_kind::command:
        return "_flaghook_commands";
    case value_kind::other:
        break;
    }
    return " ";
}

/// Returns the specifications of an option for _arguments, one for each of its names.
std::string specifications(const described_option& option) {
    std::string result;
    for (const std::string& name : option.names) {
        std::string text;
        if (option.repeats) {
            text += '*';
        } else {
            text += '(' + CLI::detail::join(option.names, " ") + ')';
        }
        text += name;
        if (!option.value.empty() && name.starts_with("--")) {
            text += '=';
        }
        text += '[' + zsh_escaped(option.description) + ']';
        if (!option.value.empty()) {
            text += ':' + zsh_escaped(option.value) + ':' + action_of(option);
        }
        result += " \\\n        " + zsh_word(text);
    }
    return result;
}

std::string specification_of_argument(const described_option& argument) {
    return " \\\n        " +
           zsh_word((argument.repeats ? "*:" : ":") + zsh_escaped(argument.names.front()) + ':' +
                    action_of(argument));
}

/// Writes the function that lists the names of subcommands.
std::string list_of(const described_command& command) {
    std::string result = function_of(command) + "_commands() {\n    local -a commands=(\n";
    for (const described_command& one : command.commands) {
        result += "        " + zsh_word(one.name + ':' + one.description) + '\n';
    }
    return result + "    )\n    _describe command commands\n}\n\n";
}

/// Writes the function that completes the words behind a command, and those of its subcommands.
std::string functions_of(const described_command& command) {
    std::string result;
    for (const described_command& one : command.commands) {
        result += functions_of(one);
    }
    const std::string function = function_of(command);
    if (!command.commands.empty()) {
        result += list_of(command);
    }
    result += function + "() {\n";
    if (command.commands.empty()) {
        result += "    _arguments -s -S";
    } else {
        result += "    local context state state_descr line\n    typeset -A opt_args\n"
                  "    _arguments -C -s -S";
    }
    for (const described_option& option : command.options) {
        result += specifications(option);
    }
    for (const described_option& argument : command.arguments) {
        result += specification_of_argument(argument);
    }
    if (command.commands.empty()) {
        return result + "\n}\n\n";
    }
    result += " \\\n        " + zsh_word("1:command:" + function + "_commands") + " \\\n        " +
              zsh_word("*::argument:->argument") + "\n    [[ $state == argument ]] || return\n" +
              "    case $words[1] in\n";
    for (const described_command& one : command.commands) {
        result += "    " + one.name + ") " + function_of(one) + " ;;\n";
    }
    return result + "    esac\n}\n\n";
}

} // namespace

std::string zsh_completion(const described_command& program) {
    return "#compdef flaghook\n# zsh completion for flaghook, written by 'flaghook usage zsh'\n\n" +
           functions_of(program) + "_flaghook \"$@\"\n";
}

} // namespace flaghook::usage
