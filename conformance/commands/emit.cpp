#include <flaghook/json/issue.hpp>
#include <flaghook/json/serialize.hpp>
#include <flaghook/model/change.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/webhook/derive_change_id.hpp>

#include "commands/commands.hpp"
#include "suite/live_receiver.hpp"
#include "suite/receiver_cases.hpp"
#include "suite/report_output.hpp"
#include "suite/vectors.hpp"
#include "tool/files.hpp"
#include "tool/options.hpp"
#include "tool/output.hpp"
#include "tool/secrets.hpp"

#include <boost/json/object.hpp>
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
    /// The folder to write all cases to, instead of printing one change.
    std::string all_cases{};
    secret_options secrets{};
    suite::case_options cases{};
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
                           "', expected an integer from -2^63 to 2^64-1; use --key to derive an id "
                           "from a text");
        }
        return *result;
    }
    // The same command with the same time emits the same change.
    const std::string key = options.key.value_or(options.action + '\n' + options.flag + '\n' +
                                                 options.by + '\n' + to_string(of.created_at));
    const boost::system::result<change_id> result = derive_change_id(key);
    if (!result) {
        throw unusable("cannot derive the change id: " + result.error().message());
    }
    return *result;
}

constexpr const char* webhook_path = "/api/0/organizations/example/flags/hooks/provider/generic/";

/// Converts a request to the form in which it is sent on its own connection.
kept_request to_send(const http_request& request, std::string_view body) {
    kept_request result{.head = request.method + ' ' + request.url +
                                " HTTP/1.1\r\nHost: localhost\r\n"};
    for (const std::string& line : request.headers) {
        // libcurl's header lines have two special forms: one removes a header, one has no value.
        if (line.ends_with(';')) {
            result.head += line.substr(0, line.size() - 1) + ":\r\n";
        } else if (!line.ends_with(':')) {
            result.head += line + "\r\n";
        }
    }
    result.head += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    result.body = body;
    return result;
}

/// Writes each case as a request, together with the answer that a receiver should give.
int emit_all(const emit_options& options) {
    try {
        const suite::vectors vectors =
            suite::receiver_cases(suite::vectors_of(options.cases), make_signer(options.secrets));
        const auto cases = suite::select_some(vectors, options.cases);
        make_folder(options.all_cases, true);
        for (const suite::test_case* const one : cases) {
            const std::string body = suite::body_bytes(one->input.at("body"));
            const std::string folder = options.all_cases + '/' + one->id;
            write_request(folder,
                          to_send(suite::request_for(webhook_path, one->input, body), body));
            boost::json::object expected{{"title", one->title},
                                         {"rule", vectors.clauses.at(one->clause).statement},
                                         {"source", vectors.clauses.at(one->clause).source}};
            for (const auto& [name, value] : one->expected) {
                expected[name] = value;
            }
            append_file(folder + "/expected.json").append(json_text(expected));
        }
        std::cout << counted(cases.size(), "request") << " in " << printable(options.all_cases)
                  << '\n';
        return exit_conforms;
    } catch (const suite::unreadable_vectors& reason) {
        throw unusable(reason.what());
    }
}

int emit(const emit_options& options) {
    if (!options.all_cases.empty()) {
        return emit_all(options);
    }
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
    // A pipe or a file gets exactly the bytes to sign.
    std::cout << body << (isatty(STDOUT_FILENO) != 0 ? "\n" : "");
    return exit_conforms;
}

/// Adds the options for writing a folder of requests.
void add_all_cases(CLI::App& command, const std::shared_ptr<emit_options>& options) {
    command
        .add_option(
            "--all-cases", options->all_cases,
            "write the requests of 'flaghook probe' to a new folder instead, each in its own "
            "folder with headers, body and, in expected.json, the expected answer")
        ->type_name("DIR");
    add_secret_options(command, options->secrets);
    suite::add_case_options(command, options->cases);
    command.parse_complete_callback([&command, options] {
        for (const char* const name : {"--action", "--flag", "--by"}) {
            if (options->all_cases.empty() == (command.count(name) == 0)) {
                throw options->all_cases.empty()
                    ? CLI::RequiredError(name)
                    : CLI::ParseError("--all-cases makes its own requests; leave out " +
                                          std::string(name),
                                      CLI::ExitCodes::ExcludesError);
            }
        }
    });
}

} // namespace

void add_emit(program& to) {
    const auto options = std::make_shared<emit_options>();
    CLI::App& command = to.add("emit", "Print the JSON payload of one change", options, emit);
    command.add_option("--action", options->action, "the action: created, updated or deleted")
        ->type_name("ACTION");
    command.add_option("--flag", options->flag, "the flag's name")->type_name("NAME");
    command
        .add_option("--by", options->by, "the author: email:ADDRESS, id:IDENTIFIER or name:NAME")
        ->type_name("TYPE:ID");
    command
        .add_option(
            "--at", options->at,
            "the time, such as 2024-12-12T00:02:00Z; UTC if it has no offset. The default is "
            "now")
        ->type_name("TIME");
    CLI::Option* const id =
        command.add_option("--change-id", options->id, "the change's 64-bit id")->type_name("N");
    command
        .add_option(
            "--key", options->key,
            "a text that identifies the change; a 63-bit id is derived from it. The default is "
            "the action, flag, author and time")
        ->type_name("TEXT")
        ->excludes(id);
    add_all_cases(command, options);
    command.footer("Of several changes with the same id in one payload, Sentry records only one.\n"
                   "\n"
                   "Examples:\n"
                   "  flaghook emit --action updated --flag checkout --by email:jane@example.com\n"
                   "  flaghook emit --action deleted --flag checkout --by name:Jane \\\n"
                   "    --key checkout:17 | flaghook send \"$URL\" - --secret-file secret.txt\n"
                   "  flaghook emit --all-cases cases --filter 'signature-*' \\\n"
                   "    --secret-file secret.txt\n"
                   "\n"
                   "Exit status: 0 printed or written, 2 the command line cannot be used.");
}

} // namespace flaghook::tool
