#include <flaghook/json/limits.hpp>
#include <flaghook/signature/signature.hpp>

#include "commands/commands.hpp"
#include "diagnosis/signature_search.hpp"
#include "tool/files.hpp"
#include "tool/options.hpp"
#include "tool/output.hpp"
#include "tool/secrets.hpp"

#include <unistd.h>

#include <cstddef>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace flaghook::tool {

namespace {

struct verify_options {
    std::string file{};
    std::optional<std::string> signature{};
    secret_options secrets{};
    output_format format{};
    bool quiet = false;
    std::size_t body_limit = parse_limits{}.body_size;
};

int verify(const verify_options& options) {
    // The diagnosis needs the secrets themselves: they are read when the body is there, so that
    // none is in memory while the body is awaited.
    const kept_request request = read_request(options.file, options.body_limit);
    const std::optional<std::string> signature =
        options.signature ? options.signature : request.header(signature_header);
    const std::string coding = request.header("Content-Encoding").value_or("");
    const std::vector<secret> secrets = read_secrets(options.secrets);
    const diagnosis::signature_checker checker(secrets);
    const diagnosis::signature_verdict verdict =
        checker.check(request.body, {.header = signature, .content_encoding = coding});
    if (options.format.is_json()) {
        std::cout << json_text(with_schema(to_json(verdict)));
    } else {
        const style look(shows_colour(STDOUT_FILENO));
        std::cout << with_short_lines(
            printable(display_name(options.file)) + ": " +
            (verdict.matches ? look.good("the signature fits")
                             : look.bad("the signature does not fit") +
                                   (options.quiet ? std::string() : ": " + verdict.message)) +
            '\n');
    }
    return verdict.matches ? exit_conforms : exit_differs;
}

} // namespace

void add_verify(program& to) {
    const auto options = std::make_shared<verify_options>();
    CLI::App& command = to.add("verify", "Check the signature of a body", options, verify);
    command
        .add_option(
            "FILE", options->file,
            "the body, exactly as received, or a folder of 'listen --save', which includes the "
            "signature; - is standard input")
        ->type_name("")
        ->required();
    command.add_option("--signature", options->signature, "the value of X-Sentry-Signature")
        ->type_name("HEX");
    command.parse_complete_callback([options] {
        if (!options->signature && !is_request_folder(options->file)) {
            throw CLI::RequiredError("--signature");
        }
    });
    add_secret_options(command, options->secrets);
    options->format.add_option(command);
    add_quiet(command, options->quiet);
    add_color(command);
    add_body_limit(command, options->body_limit);
    command.footer(
        "If several --secret-file are given, as during a rotation, all are tried.\n"
        "\n"
        "Examples:\n"
        "  flaghook verify --signature \"$SIGNATURE\" body.json --secret-file secret.txt\n"
        "  flaghook verify --signature \"$SIGNATURE\" - < body.json\n"
        "  flaghook verify requests/0001 --secret-file secret.txt\n"
        "\n"
        "Exit status: 0 the signature fits, 1 it does not, 2 the command line or an input\n"
        "cannot be used.");
}

} // namespace flaghook::tool
