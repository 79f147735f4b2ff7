#include "commands/commands.hpp"
#include "tool/options.hpp"
#include "usage/command_line.hpp"
#include "usage/pages.hpp"

#include <iostream>
#include <memory>
#include <string>

namespace flaghook::tool {

namespace {

struct usage_options {
    const CLI::App* parser = nullptr;
    std::string form{};
    std::string date{};
};

std::string written(const usage_options& options) {
    const usage::described_command described = usage::describe(*options.parser);
    if (options.form == "bash") {
        return usage::bash_completion(described);
    }
    if (options.form == "zsh") {
        return usage::zsh_completion(described);
    }
    return options.form == "fish" ? usage::fish_completion(described)
                                  : usage::man_page(described, options.date);
}

int print_usage(const usage_options& options) {
    std::cout << written(options);
    return exit_conforms;
}

} // namespace

void add_usage(program& to) {
    const auto options = std::make_shared<usage_options>();
    options->parser = &to.parser();
    CLI::App& command =
        to.add("usage", "Print the man page, or the completion of a shell", options, print_usage);
    // Only the installation uses it.
    command.group("");
    command.add_option("FORM", options->form, "what to print")
        ->check(one_of({"man", "bash", "zsh", "fish"}))
        ->type_name("")
        ->required();
    command.add_option("--date", options->date, "the date of the man page")->type_name("DATE");
    command.footer("Example:\n"
                   "  flaghook usage man --date 2024-12-12 > flaghook.1\n"
                   "\n"
                   "Exit status: 0 printed, 2 the command line cannot be used.");
}

} // namespace flaghook::tool
