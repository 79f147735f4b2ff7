/// @file
/// The program `flaghook`: reads the command line, runs the command, and turns errors into a
/// message and an exit status.
#include <flaghook/version.hpp>

#include "commands/commands.hpp"
#include "tool/output.hpp"
#include "usage/mistakes.hpp"
#include "usage/pages.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <cstddef>
#include <exception>
#include <iostream>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace flaghook::tool;
namespace usage = flaghook::usage;

/// All commands, in the order in which `flaghook --help` lists them.
constexpr void (*commands[])(program&) = {add_check, add_sign,   add_verify, add_emit,  add_send,
                                          add_log,   add_listen, add_secret, add_probe, add_schema,
                                          add_suite, add_testee, add_help,   add_usage};

/// @param as_json whether to print the message as JSON on standard output, too
int complain(std::string_view what, bool as_json) {
    std::cerr << "flaghook: " << printable(what) << '\n';
    if (as_json) {
        std::cout << ascii_json(boost::json::serialize(with_schema({{"error", what}})))
                  << std::endl;
    }
    return exit_unusable;
}

/// Checks whether JSON output was requested, even where the rest of the command line is wrong.
bool asks_for_json(std::span<char* const> arguments) {
    bool is_value = false;
    return std::ranges::any_of(arguments, [&is_value](std::string_view one) {
        const bool is_json = (is_value && one == "json") || one == "--format=json";
        is_value = one == "--format";
        return is_json;
    });
}

bool is_any(const CLI::App* /* command */) {
    return true;
}

/// Explains that a command, or a subcommand of a group, is missing or unknown.
std::string explain_command(const CLI::App& parser) {
    const std::vector<std::string> rest = parser.remaining();
    return rest.empty() ? usage::explain_missing_command(parser)
                        : usage::explain_unknown_command(parser, rest.front());
}

/// Explains that an option or its value is missing or was given too often.
std::string explain_mismatch(const CLI::ArgumentMismatch& end) {
    std::string words = end.what();
    const std::string name = words.substr(0, words.find(':'));
    // CLI11 distinguishes these cases only in its message.
    if (words.ends_with(" missing")) {
        return name + " needs a value";
    }
    if (words.starts_with(name + ": At Most 1 required")) {
        return name + " may be given only once";
    }
    return words;
}

/// Explains that a value cannot be converted, without the value, which could be a secret.
std::string explain_conversion(const CLI::App& command, const CLI::ConversionError& end) {
    // CLI11 says "Could not convert: --strict = VALUE".
    std::string_view name = end.what();
    name.remove_prefix(std::min(name.find("--"), name.size()));
    name = name.substr(0, name.find(' '));
    const CLI::Option* const option = command.get_option_no_throw(std::string(name));
    const bool is_flag = option != nullptr && option->get_expected_max() == 0;
    return std::string(name) + (is_flag ? " takes no value" : " has a value that cannot be used");
}

/// Prints help, the version, or the error in the command line.
int end_parsing(const CLI::App& parser, const CLI::ParseError& end, bool as_json) {
    if (end.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
        return parser.exit(end);
    }
    const CLI::App* chosen = &parser;
    std::string name;
    while (!chosen->get_subcommands().empty()) {
        chosen = chosen->get_subcommands().front();
        name += chosen->get_name() + ' ';
    }
    if (!chosen->get_subcommands(is_any).empty()) {
        complain(explain_command(*chosen), as_json);
    } else if (const auto* mismatch = dynamic_cast<const CLI::ArgumentMismatch*>(&end)) {
        complain(explain_mismatch(*mismatch), as_json);
    } else if (const auto* conversion = dynamic_cast<const CLI::ConversionError*>(&end)) {
        complain(explain_conversion(*chosen, *conversion), as_json);
    } else if (dynamic_cast<const CLI::ExtrasError*>(&end) != nullptr) {
        complain(usage::explain_unexpected_words(*chosen, chosen->remaining()), as_json);
    } else {
        complain(end.what() + usage::suggest_option(*chosen, chosen->remaining()), as_json);
    }
    std::cerr << "Run 'flaghook " << name << "--help' for usage.\n";
    return exit_unusable;
}

int run(int argument_count, char** arguments, bool as_json) {
    CLI::App parser(
        "Checks, signs and explains payloads of Sentry's generic feature-flag webhook,\n"
        "without a Sentry server.",
        "flaghook");
    usage::format_help(parser);
    parser.set_version_flag("-V,--version", "flaghook " FLAGHOOK_VERSION);
    parser.require_subcommand(1);
    parser.footer(
        "Examples:\n"
        "  flaghook check payload.json\n"
        "  flaghook sign payload.json --secret-file secret.txt\n"
        "  flaghook schema > payload.schema.json\n"
        "\n"
        "Exit status: 0 everything conforms; 1 something does not; 2 the command line or\n"
        "an input cannot be used; 3 try again later (send, log); 4 unknown (send).\n"
        "'flaghook COMMAND --help' explains a command.");
    program flaghook(parser);
    for (const auto add : commands) {
        add(flaghook);
    }
    int status = exit_conforms;
    try {
        parser.parse(argument_count, arguments);
        status = flaghook.run();
    } catch (const CLI::ParseError& end) {
        status = end_parsing(parser, end, as_json);
    }
    std::cout.flush();
    if (!std::cout) {
        refuse_output();
    }
    return status;
}

} // namespace

int main(int argument_count, char** arguments) {
    const bool as_json = asks_for_json({arguments, static_cast<std::size_t>(argument_count)});
    try {
        return run(argument_count, arguments, as_json);
    } catch (const unusable& reason) {
        return complain(reason.what(), as_json);
    } catch (const std::bad_alloc&) {
        return complain("out of memory; lower the limits, such as --max-body", as_json);
    } catch (const std::exception& defect) {
        return complain("internal error, please report it: " + std::string(defect.what()), as_json);
    }
}
