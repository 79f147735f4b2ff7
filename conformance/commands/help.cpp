#include "commands/commands.hpp"
#include "usage/mistakes.hpp"
#include "usage/pages.hpp"

#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace flaghook::tool {

namespace {

struct help_options {
    const CLI::App* parser = nullptr;
    std::vector<std::string> words{};
};

const CLI::App& find_command(const CLI::App& parent, const std::string& word) {
    const std::vector<const CLI::App*> found =
        parent.get_subcommands([&word](const CLI::App* one) { return one->get_name() == word; });
    if (found.empty()) {
        throw unusable(usage::explain_unknown_command(parent, word));
    }
    return *found.front();
}

int show_help(const help_options& options) {
    const CLI::App* command = options.parser;
    for (const std::string& word : options.words) {
        command = &find_command(*command, word);
    }
    std::cout << usage::help(*command);
    return exit_conforms;
}

} // namespace

void add_help(program& to) {
    const auto options = std::make_shared<help_options>();
    options->parser = &to.parser();
    CLI::App& command = to.add("help", "Print the help for a command", options, show_help);
    command
        .add_option("COMMAND", options->words,
                    "a command, with its subcommand if it has any; without it, the program")
        ->type_name("");
    command.footer("Examples:\n"
                   "  flaghook help check\n"
                   "  flaghook help secret generate\n"
                   "\n"
                   "Exit status: 0 printed, 2 the command line cannot be used.");
}

} // namespace flaghook::tool
