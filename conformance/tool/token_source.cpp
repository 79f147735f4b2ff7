#include "tool/token_source.hpp"

#include "diagnosis/secret_text.hpp"
#include "tool/confidential_file.hpp"
#include "tool/unusable.hpp"

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace flaghook::tool {

namespace {

constexpr confidential_kind token_kind{
    .name = "token",
    .expected = "the API token",
    .file_option = "--token-file",
    .accepting_option = "--allow-readable-token",
};

/// @param origin the source of the text, for messages
secret make_token(std::string_view text, const std::string& origin) {
    if (text.empty()) {
        throw unusable(origin +
                       " is empty; it must contain an API token, as shown in Sentry's settings");
    }
    if (!std::ranges::all_of(text, [](char one) { return one > ' ' && one <= '~'; })) {
        throw unusable(
            "the token in " + origin +
            " has an invalid character, such as a space or a line end; expected only the "
            "token, as shown in Sentry's settings");
    }
    if (const std::string reason = diagnosis::explain_secret_text(text, token_kind.name);
        !reason.empty()) {
        throw unusable("the token in " + origin + ' ' + reason);
    }
    // Succeeds, since the text is not empty.
    return *secret::from_registered(text);
}

} // namespace

void add_token_options(CLI::App& command, token_options& options) {
    command
        .add_option(
            "--token-file", options.file,
            "file with the API token; one line end at the end is ignored. The default is the "
            "environment variable FLAGHOOK_TOKEN")
        ->type_name("FILE");
    command.add_flag(
        "--allow-readable-token", options.allow_readable,
        "accept a token file that every user of this machine can read, such as one that "
        "is mounted read-only into a container");
}

secret read_token(const token_options& options) {
    if (!options.file.empty()) {
        const confidential_file source(options.file, token_kind, options.allow_readable);
        return make_token(source.text(), options.file);
    }
    const char* const text = std::getenv(token_variable);
    if (text == nullptr) {
        throw unusable(std::string("there is no API token; give --token-file FILE, or set the "
                                   "environment variable ") +
                       token_variable);
    }
    return make_token(text, std::string("the environment variable ") + token_variable);
}

} // namespace flaghook::tool
