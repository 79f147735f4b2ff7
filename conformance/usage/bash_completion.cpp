#include "usage/pages.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace flaghook::usage {

namespace {

/// The words before the command and the current word; then one case for each option with a value.
constexpr std::string_view beginning =
    R"sh(# bash completion for flaghook, written by 'flaghook usage bash'
_flaghook() {
    local word=${COMP_WORDS[COMP_CWORD]} before='' command='' index
    if ((COMP_CWORD > 0)); then
        before=${COMP_WORDS[COMP_CWORD - 1]}
    fi
    # Bash splits --option=value into three words.
    if [[ $word == '=' ]]; then
        word=''
    elif [[ $before == '=' ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((index = 1; index < COMP_CWORD; ++index)); do
        case "$command ${COMP_WORDS[index]}" in
)sh";

constexpr std::string_view ending = R"sh(complete -F _flaghook flaghook
)sh";

std::string bash_word(std::string_view text) {
    return '\'' + std::string(text) + '\'';
}

/// Returns the words of a command without the program's name: `secret generate`.
std::string path_of(const described_command& command) {
    const std::size_t blank = command.words.find(' ');
    return blank == std::string::npos ? std::string() : command.words.substr(blank + 1);
}

/// Calls a function for a command and each of its subcommands.
template <class Function>
void for_each(const described_command& command, const Function& call) {
    call(command);
    for (const described_command& one : command.commands) {
        for_each(one, call);
    }
}

/// Returns the statement that completes words of a list.
std::string from_list(const std::string& words) {
    return "mapfile -t COMPREPLY < <(compgen -W " + bash_word(words) + R"( -- "$word"))";
}

/// Returns the statement that completes names of a kind.
std::string from_kind(value_kind kind) {
    switch (kind) {
    case value_kind::file:
        return "compopt -o filenames\n        "
               R"(mapfile -t COMPREPLY < <(compgen -f -- "$word"))";
    case value_kind::folder:
        return "compopt -o filenames\n        "
               R"(mapfile -t COMPREPLY < <(compgen -d -- "$word"))";
    case value_kind::program:
        return R"(mapfile -t COMPREPLY < <(compgen -c -- "$word"))";
    case value_kind::command:
    case value_kind::other:
        break;
    }
    return "COMPREPLY=()";
}

std::string names_of(const std::vector<described_command>& commands) {
    std::string result;
    for (const described_command& one : commands) {
        result += (result.empty() ? "" : " ") + one.name;
    }
    return result;
}

/// Returns the cases for the values of a command's options.
std::string completed_values(const described_command& command) {
    std::string result;
    for (const described_option& option : command.options) {
        if (option.value.empty()) {
            continue;
        }
        std::string patterns;
        for (const std::string& name : option.names) {
            patterns += (patterns.empty() ? "" : " | ") + bash_word(path_of(command) + ' ' + name);
        }
        result += "    " + patterns + ")\n        " +
                  (option.choices.empty() ? from_kind(option.kind)
                                          : from_list(CLI::detail::join(option.choices, " "))) +
                  "\n        return\n        ;;\n";
    }
    return result;
}

/// Returns the case for the other words behind a command: options, commands, and arguments.
std::string completed_words(const described_command& command, const std::string& all_commands) {
    std::string options;
    for (const described_option& option : command.options) {
        for (const std::string& name : option.names) {
            options += (options.empty() ? "" : " ") + name;
        }
    }
    std::string rest = from_list(names_of(command.commands));
    if (command.commands.empty()) {
        rest = command.arguments.empty() ? from_kind(value_kind::other)
               : command.arguments.back().kind == value_kind::command
                   ? from_list(all_commands)
                   : from_kind(command.arguments.back().kind);
    }
    return "    " + bash_word(path_of(command)) +
           ")\n        if [[ $word == -* ]]; then\n            " + from_list(options) +
           "\n            return\n        fi\n        " + rest + "\n        ;;\n";
}

} // namespace

std::string bash_completion(const described_command& program) {
    std::string commands;
    std::string values;
    std::string words;
    for_each(program, [&](const described_command& command) {
        const std::string path = path_of(command);
        if (!path.empty()) {
            const std::size_t blank = path.rfind(' ');
            commands += (commands.empty() ? "" : " | ") +
                        (blank == std::string::npos ? bash_word(' ' + path) : bash_word(path));
        }
        values += completed_values(command);
        words += completed_words(command, names_of(program.commands));
    });
    return std::string(beginning) + "        " + commands +
           ")\n            command+=${command:+ }${COMP_WORDS[index]}\n            ;;\n"
           "        esac\n    done\n    COMPREPLY=()\n    case \"$command $before\" in\n" +
           values + "    esac\n    case \"$command\" in\n" + words + "    esac\n}\n" +
           std::string(ending);
}

} // namespace flaghook::usage
