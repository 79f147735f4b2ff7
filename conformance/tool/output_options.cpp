#include "tool/output_options.hpp"

#include "tool/option_values.hpp"
#include "tool/terminal.hpp"

#include <cstddef>

namespace flaghook::tool {

void add_color(CLI::App& command) {
    command
        .add_option_function<std::string>(
            "--color",
            [](const std::string& when) {
                use_colours(when == "always"  ? colour_use::always
                            : when == "never" ? colour_use::never
                                              : colour_use::automatic);
            },
            "whether to use colours; 'auto' uses them on a terminal, unless NO_COLOR is set")
        ->check(one_of({"auto", "always", "never"}))
        ->type_name("WHEN");
}

void add_quiet(CLI::App& command, bool& is_quiet) {
    CLI::Option* const quiet =
        command.add_flag("-q,--quiet", is_quiet, "print only the verdict, in one line");
    quiet->excludes(command.get_option("--format"));
}

std::string shortened_to_verdict(std::string_view report, bool is_quiet) {
    const std::size_t end = is_quiet ? report.find('\n') : std::string_view::npos;
    return std::string(end == std::string_view::npos ? report : report.substr(0, end + 1));
}

} // namespace flaghook::tool
