#include <flaghook/json/limits.hpp>
#include <flaghook/signature/default_backend.hpp>

#include "commands/commands.hpp"
#include "tool/files.hpp"
#include "tool/options.hpp"
#include "tool/secrets.hpp"

#include <cstddef>
#include <iostream>
#include <memory>
#include <string>

namespace flaghook::tool {

namespace {

struct sign_options {
    std::string file{};
    secret_options secrets{};
    std::size_t body_limit = parse_limits{}.body_size;
};

int sign(const sign_options& options) {
    const signer by = make_signer(options.secrets);
    const boost::system::result<signature> result =
        by.sign(read_body(options.file, options.body_limit));
    if (!result) {
        throw unusable("cannot sign: " + result.error().message());
    }
    std::cout << result->hex() << '\n';
    return exit_conforms;
}

} // namespace

void add_sign(program& to) {
    const auto options = std::make_shared<sign_options>();
    CLI::App& command =
        to.add("sign", "Print the signature of a body, for X-Sentry-Signature", options, sign);
    command.add_option("FILE", options->file, "the body, exactly as sent; - is standard input")
        ->type_name("")
        ->required();
    add_secret_options(command, options->secrets);
    add_body_limit(command, options->body_limit);
    command.footer("The exact bytes are signed, including a line end at the end of the file.\n"
                   "\n"
                   "Examples:\n"
                   "  flaghook sign payload.json --secret-file secret.txt\n"
                   "  curl --data-binary @payload.json -H 'Content-Type: application/json' \\\n"
                   "    -H \"X-Sentry-Signature: $(flaghook sign payload.json)\" \"$URL\"\n"
                   "\n"
                   "Exit status: 0 signed, 2 the command line or an input cannot be used.");
}

} // namespace flaghook::tool
