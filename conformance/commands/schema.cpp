#include "commands/schema.hpp"

#include <flaghook/blueprint/latest.hpp>
#include <flaghook/blueprint/v1.hpp>

#include "tool/json_schema.hpp"
#include "tool/json_text.hpp"

#include <boost/json/object.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <tuple>

namespace flaghook::tool {

namespace {

/// Every version that the library declares.
using published_versions = std::tuple<blueprint::v1>;

struct schema_options {
    int version = blueprint::latest::number;
};

template <class... Versions>
boost::json::object find_schema(int number, std::tuple<Versions...>) {
    boost::json::object result;
    std::string known;
    const auto look_at = [&]<class Version>(Version) {
        known += (known.empty() ? "" : ", ") + std::to_string(Version::number);
        if (Version::number == number) {
            result = json_schema<Version>();
        }
    };
    (look_at(Versions{}), ...);
    if (result.empty()) {
        throw unusable("there is no protocol version " + std::to_string(number) +
                       "; published so far: " + known);
    }
    return result;
}

int schema(const schema_options& options) {
    std::cout << json_text(find_schema(options.version, published_versions{}));
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
        "The schema describes the documented form. Sentry also takes other bodies, which "
        "'flaghook\n"
        "check' tells; that change_ids do not repeat and that dates exist, no schema can say.\n"
        "\n"
        "Example:\n"
        "  flaghook schema --version 1 > payload.schema.json\n"
        "\n"
        "Exit status: 0 printed, 2 the command line cannot be used.");
}

} // namespace flaghook::tool
