#include <flaghook/blueprint/latest.hpp>

#include "commands/commands.hpp"
#include "tool/output.hpp"
#include "tool/published_schema.hpp"

#include <iostream>
#include <memory>

namespace flaghook::tool {

namespace {

struct schema_options {
    int version = blueprint::latest::number;
};

int schema(const schema_options& options) {
    const found_schema found = find_schema(options.version);
    if (!found.error.empty()) {
        throw unusable(found.error);
    }
    std::cout << json_text(found.schema);
    return exit_conforms;
}

} // namespace

void add_schema(program& to) {
    const auto options = std::make_shared<schema_options>();
    CLI::App& command =
        to.add("schema", "Print the JSON Schema (2020-12) of a protocol version", options, schema);
    command.add_option("--version", options->version, "the protocol version")
        ->type_name("NUMBER")
        ->capture_default_str();
    command.footer(
        "The schema describes the documented form. Sentry also accepts other bodies;\n"
        "'flaghook check' shows which. A schema cannot express that change_ids are unique\n"
        "and that dates exist.\n"
        "\n"
        "Example:\n"
        "  flaghook schema --version 1 > payload.schema.json\n"
        "\n"
        "Exit status: 0 printed, 2 the command line cannot be used.");
}

} // namespace flaghook::tool
