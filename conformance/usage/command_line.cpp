#include "usage/command_line.hpp"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <sstream>
#include <string_view>

namespace flaghook::usage {

namespace {

bool is_listed(const CLI::App* command) {
    return !command->get_group().empty();
}

/// Returns the text between two marks; empty if they are missing.
std::string between(std::string_view text, std::string_view open, std::string_view close) {
    const std::size_t begin = text.find(open);
    if (begin == std::string_view::npos) {
        return {};
    }
    text.remove_prefix(begin + open.size());
    const std::size_t end = text.find(close);
    return std::string(end == std::string_view::npos ? std::string_view() : text.substr(0, end));
}

/// Replaces line breaks by blanks.
std::string in_one_line(std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
}

/// Returns the placeholder of CLI11's type, to which it adds the descriptions of validators:
/// `NUMBER:UINT in [1 - 100]`, `FORMAT:{text,json}`.
std::string placeholder_of(const std::string& type) {
    if (const std::size_t choices = type.find(":{"); choices != std::string::npos) {
        return type.substr(0, choices);
    }
    const std::size_t range = type.find(" in [");
    return range == std::string::npos ? type : type.substr(0, type.rfind(':', range));
}

value_kind kind_of(const std::string& placeholder, bool is_argument) {
    const auto is_any = [&placeholder](std::initializer_list<std::string_view> names) {
        return std::ranges::find(names, placeholder) != names.end();
    };
    if (is_any({"FILE", "FILE...", "SOURCE"})) {
        return value_kind::file;
    }
    if (is_any({"FOLDER", "DIR"})) {
        return value_kind::folder;
    }
    if (placeholder == "COMMAND") {
        return is_argument ? value_kind::command : value_kind::program;
    }
    return value_kind::other;
}

described_option describe_option(const CLI::Option& option) {
    described_option result;
    const bool is_argument = option.get_positional();
    if (is_argument) {
        result.names.push_back(option.get_name(true, false));
    }
    for (const std::string& name : option.get_snames()) {
        result.names.push_back('-' + name);
    }
    for (const std::string& name : option.get_lnames()) {
        result.names.push_back("--" + name);
    }
    const std::string type = option.get_type_name();
    const std::string placeholder = is_argument ? result.names.front() : placeholder_of(type);
    result.choices = CLI::detail::split(between(type, "{", "}"), ',');
    std::erase(result.choices, "");
    result.range = between(type, " in [", "]");
    if (const std::size_t dash = result.range.find(" - "); dash != std::string::npos) {
        result.range.replace(dash, 3, " to ");
    }
    const bool has_value = option.get_expected_max() != 0 && option.get_type_size_max() != 0;
    if (has_value) {
        result.value =
            result.choices.empty() ? placeholder : CLI::detail::join(result.choices, "|");
        result.kind = kind_of(placeholder, is_argument);
        result.initial = option.get_default_str();
    }
    result.description = in_one_line(option.get_description());
    result.is_required = option.get_required();
    result.repeats =
        has_value && option.get_expected_max() >= CLI::detail::expected_max_vector_size;
    return result;
}

/// Returns the words that call a command.
std::string words_of(const CLI::App& command) {
    const CLI::App* const parent = command.get_parent();
    return (parent != nullptr ? words_of(*parent) + ' ' : std::string()) + command.get_name();
}

} // namespace

described_command describe(const CLI::App& command) {
    described_command result;
    result.words = words_of(command);
    result.name = command.get_name();
    result.description = in_one_line(command.get_description());
    result.footer = command.get_footer();
    for (const CLI::Option* const option :
         command.get_options([](const CLI::Option* one) { return !one->get_group().empty(); })) {
        (option->get_positional() ? result.arguments : result.options)
            .push_back(describe_option(*option));
    }
    for (const CLI::App* const one : command.get_subcommands(is_listed)) {
        result.commands.push_back(describe(*one));
    }
    return result;
}

std::string remarks(const described_option& option) {
    std::string result;
    const auto add = [&result](const std::string& remark) {
        result += (result.empty() ? "" : ", ") + remark;
    };
    // The synopsis already shows which arguments are required.
    if (option.is_required && !option.names.front().starts_with('-')) {
        return result;
    }
    if (option.is_required) {
        add("required");
    }
    if (!option.range.empty()) {
        add(option.range);
    }
    if (!option.initial.empty()) {
        add("default " + option.initial);
    }
    return result;
}

std::string synopsis(const described_command& command) {
    std::string result = command.words + " [OPTIONS]";
    for (const described_option& argument : command.arguments) {
        const std::string name = argument.names.front() + (argument.repeats ? "..." : "");
        result += argument.is_required ? ' ' + name : " [" + name + ']';
    }
    return result + (command.commands.empty() ? "" : " COMMAND");
}

std::vector<footer_part> footer_parts(const std::string& footer) {
    std::vector<footer_part> result;
    bool is_new = true;
    std::istringstream lines(footer);
    for (std::string line; std::getline(lines, line);) {
        if (line.empty()) {
            is_new = true;
            continue;
        }
        const bool is_verbatim = line.front() == ' ';
        if (is_new || result.back().is_verbatim != is_verbatim) {
            result.push_back({is_verbatim, line});
        } else {
            result.back().text += (is_verbatim ? '\n' : ' ') + line;
        }
        is_new = false;
    }
    return result;
}

} // namespace flaghook::usage
