/// @file
/// The choice between text and JSON output.
#ifndef FLAGHOOK_TOOL_OUTPUT_FORMAT_HPP
#define FLAGHOOK_TOOL_OUTPUT_FORMAT_HPP

#include "tool/option_values.hpp"

#include <CLI/CLI.hpp>

#include <string>

namespace flaghook::tool {

/// The output format: the value of `--format`.
class output_format {
public:
    /// Adds `--format` to a command.
    void add_option(CLI::App& command) {
        command.add_option("--format", name_, "'text' or, for programs, 'json'")
            ->check(one_of({text_name, json_name}))
            ->type_name("FORMAT")
            ->capture_default_str();
    }

    /// Whether to print JSON.
    [[nodiscard]] bool is_json() const { return name_ == json_name; }

private:
    static constexpr const char* text_name = "text";
    static constexpr const char* json_name = "json";

    std::string name_ = text_name;
};

/// Adds `--strict`.
inline void add_strict(CLI::App& command, bool& is_strict) {
    command.add_flag("--strict", is_strict,
                     "also exit with status 1 if there is a deviation from the documentation");
}

} // namespace flaghook::tool

#endif
