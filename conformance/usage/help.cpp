#include "usage/command_line.hpp"
#include "usage/pages.hpp"

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string_view>
#include <vector>

namespace flaghook::usage {

namespace {

constexpr std::size_t width = 80;
/// The column in which descriptions begin.
constexpr std::size_t column = 28;

/// Breaks a text into lines that fit between a column and the right edge.
/// @param begin the column in which the first line begins; the other lines are indented to it
std::string wrapped(const std::string& text, std::size_t begin) {
    std::string result;
    std::size_t at = begin;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        if (at != begin && at + 1 + word.size() > width) {
            result += '\n' + std::string(begin, ' ');
            at = begin;
        } else if (at != begin) {
            result += ' ';
            ++at;
        }
        result += word;
        at += word.size();
    }
    return result + '\n';
}

/// Returns an entry of a list: a name, and its description in the second column.
std::string help_entry(const std::string& name, const std::string& description) {
    std::string result = "  " + name;
    // Two blanks at least separate the columns.
    if (result.size() + 2 > column) {
        result += '\n' + std::string(column, ' ');
    } else {
        result.resize(column, ' ');
    }
    return result + wrapped(description, column);
}

std::string help_entry(const described_option& option) {
    std::string name = CLI::detail::join(option.names, ", ");
    if (option.names.front().starts_with('-') && !option.value.empty()) {
        name += ' ' + option.value;
    }
    name += option.repeats ? " ..." : "";
    const std::string more = remarks(option);
    return help_entry(name, option.description + (more.empty() ? "" : " (" + more + ')'));
}

std::string list(std::string_view heading, const std::vector<described_option>& options) {
    std::string result;
    for (const described_option& option : options) {
        result += help_entry(option);
    }
    return result.empty() ? result : '\n' + std::string(heading) + result;
}

std::string list(const std::vector<described_command>& commands) {
    std::string result;
    for (const described_command& command : commands) {
        result += help_entry(command.name, command.description);
    }
    return result.empty() ? result : "\nCommands:\n" + result;
}

std::string wrapped_footer(const std::string& footer) {
    std::string result;
    bool was_verbatim = true;
    for (const footer_part& part : footer_parts(footer)) {
        // Examples follow their heading without an empty line.
        result += part.is_verbatim && !was_verbatim ? "" : "\n";
        result += part.is_verbatim ? part.text + '\n' : wrapped(part.text, 0);
        was_verbatim = part.is_verbatim;
    }
    return result;
}

class formatter final : public CLI::FormatterBase {
public:
    // NOLINTNEXTLINE(performance-unnecessary-value-param): the type of the base class
    std::string make_help(const CLI::App* command, std::string /* name */,
                          CLI::AppFormatMode /* mode */) const override {
        return help(*command);
    }
};

} // namespace

std::string help(const CLI::App& command) {
    const described_command described = describe(command);
    return wrapped(described.description, 0) + "Usage: " + synopsis(described) + '\n' +
           list("", described.arguments) + list("Options:\n", described.options) +
           list(described.commands) + wrapped_footer(described.footer);
}

void format_help(CLI::App& command) {
    command.formatter(std::make_shared<formatter>());
}

} // namespace flaghook::usage
