#include "commands/emit.hpp"

#include <flaghook/json/issue.hpp>
#include <flaghook/json/serialize.hpp>
#include <flaghook/model/change.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/webhook/derive_change_id.hpp>

#include "tool/time_text.hpp"

#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::tool {

namespace {

struct emit_options {
    std::string action{};
    std::string flag{};
    std::string by{};
    std::optional<std::string> at{};
    std::optional<std::string> id{};
    std::optional<std::string> key{};
};

change_action read_action(const std::string& text) {
    if (const std::optional<change_action> read = from_string<change_action>(text)) {
        return *read;
    }
    throw unusable("--action is '" + text + "', expected created, updated or deleted");
}

author read_author(const std::string& text) {
    const std::size_t colon = text.find(':');
    const auto type = from_string<author_type>(std::string_view(text).substr(0, colon));
    if (type && colon != std::string::npos) {
        return {text.substr(colon + 1), *type};
    }
    throw unusable("--by is '" + text +
                   "', expected email:ADDRESS, id:IDENTIFIER or name:NAME, such as "
                   "email:jane@example.com");
}

timestamp time_of(const emit_options& options) {
    return options.at ? read_time("--at", *options.at)
                      : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

change_id read_id(const emit_options& options, const change& of) {
    if (options.id) {
        const std::optional<change_id> result = change_id::from_decimal(*options.id);
        if (!result) {
            throw unusable("--change-id is '" + *options.id +
                           "', expected an integer from -2^63 to 2^64-1; use --key for an id that "
                           "is made of a text");
        }
        return *result;
    }
    // The same command with the same time names the same change.
    const std::string key = options.key.value_or(options.action + '\n' + options.flag + '\n' +
                                                 options.by + '\n' + to_string(of.created_at));
    const boost::system::result<change_id> result = derive_change_id(key);
    if (!result) {
        throw unusable("cannot derive the change id: " + result.error().message());
    }
    return *result;
}

int emit(const emit_options& options) {
    change one{.action = read_action(options.action),
               .created_at = time_of(options),
               .created_by = read_author(options.by),
               .flag = options.flag};
    one.id = read_id(options, one);
    payload batch;
    batch.data.push_back(std::move(one));
    std::string body;
    const result<void> written = serialize_to(body, batch);
    if (!written) {
        const std::vector<issue> issues = written.error().issues();
        throw unusable("Sentry would refuse this change: " + issues.front().path() + ": " +
                       issues.front().message());
    }
    // Through a pipe or into a file go exactly the bytes to sign.
    std::cout << body << (isatty(STDOUT_FILENO) != 0 ? "\n" : "");
    return exit_conforms;
}

} // namespace

void add_emit(program& to) {
    const auto options = std::make_shared<emit_options>();
    CLI::App& command =
        to.add("emit", "Print the payload of one change, without writing JSON", options, emit);
    command.add_option("--action", options->action, "what happened: created, updated or deleted")
        ->type_name("ACTION")
        ->required();
    command.add_option("--flag", options->flag, "the flag's name")->type_name("NAME")->required();
    command
        .add_option("--by", options->by, "who did it: email:ADDRESS, id:IDENTIFIER or name:NAME")
        ->type_name("TYPE:ID")
        ->required();
    command
        .add_option("--at", options->at,
                    "when, such as 2024-12-12T00:02:00Z; without an offset it is\n"
                    "UTC. Without --at, now")
        ->type_name("TIME");
    CLI::Option* const id =
        command.add_option("--change-id", options->id, "the change's 64-bit id")->type_name("N");
    command
        .add_option("--key", options->key,
                    "a text that names the change, of which a 63-bit id is made.\n"
                    "Without --change-id and --key, action, flag, author and time\n"
                    "name it")
        ->type_name("TEXT")
        ->excludes(id);
    command.footer(
        "Sentry records only one of several changes with the same id in one payload.\n"
        "\n"
        "Examples:\n"
        "  flaghook emit --action updated --flag checkout --by email:jane@example.com\n"
        "  flaghook emit --action deleted --flag checkout --by name:Jane --key checkout:17 |\n"
        "    flaghook send \"$URL\" - --secret-file secret.txt\n"
        "\n"
        "Exit status: 0 printed, 2 the command line cannot be used.");
}

} // namespace flaghook::tool
