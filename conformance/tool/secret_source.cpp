#include "tool/secret_source.hpp"

#include <flaghook/signature/registration.hpp>
#include <flaghook/signature/signature_error.hpp>

#include "diagnosis/secret_text.hpp"
#include "tool/confidential_file.hpp"
#include "tool/unusable.hpp"

#include <cstdlib>
#include <string>
#include <string_view>

namespace flaghook::tool {

namespace {

constexpr confidential_kind secret_kind{
    .name = "secret",
    .expected = "the signing secret",
    .file_option = "--secret-file",
    .accepting_option = "--allow-readable-secret",
};

/// Returns a text such as `10 to 64`.
std::string registered_lengths() {
    return std::to_string(min_secret_length) + " to " + std::to_string(max_secret_length);
}

std::string explain(const boost::system::error_code& failure) {
    if (failure == signature_error::secret_not_utf8) {
        return "is not UTF-8 text; expected the text as registered with Sentry, not decoded "
               "from hex or base64";
    }
    if (failure == signature_error::secret_has_outer_white_space) {
        return "begins or ends with white space, which Sentry trims when a secret is registered; "
               "remove it (one line end at the end of a file is ignored)";
    }
    if (failure == signature_error::secret_has_null_character) {
        return "contains a null character, which Sentry does not register; expected a text file "
               "that contains only the secret";
    }
    if (failure == signature_error::secret_too_short ||
        failure == signature_error::secret_too_long) {
        const bool is_short = failure == signature_error::secret_too_short;
        return (is_short ? "has fewer than " + std::to_string(min_secret_length)
                         : "has more than " + std::to_string(max_secret_length)) +
               " characters; Sentry registers " + registered_lengths() +
               ". If it is an old registration, add --any-secret-length";
    }
    return "cannot be used: " + failure.message();
}

bool is_utf16(std::string_view text) {
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

/// @param origin the source of the text, for messages
secret make_secret(std::string_view text, const std::string& origin,
                   const secret_options& options) {
    if (text.empty()) {
        throw unusable(origin + " is empty; it must contain the signing secret as registered with "
                                "Sentry");
    }
    if (is_utf16(text)) {
        throw unusable("the secret in " + origin +
                       " is UTF-16 text, as PowerShell writes it; save the file as UTF-8 without a "
                       "byte order mark");
    }
    boost::system::result<secret> result = secret::from_text(text);
    const bool wrong_length = result.error() == signature_error::secret_too_short ||
                              result.error() == signature_error::secret_too_long;
    if ((result || wrong_length) && !options.any_text) {
        if (const std::string reason = diagnosis::explain_secret_text(text, secret_kind.name);
            !reason.empty()) {
            throw unusable("the secret in " + origin + ' ' + reason +
                           ". If Sentry registered exactly this text, add --any-secret-text");
        }
    }
    if (options.any_length && wrong_length) {
        result = secret::from_registered(text);
    }
    if (!result) {
        throw unusable("the secret in " + origin + ' ' + explain(result.error()));
    }
    return std::move(*result);
}

secret read_file(const std::string& path, const secret_options& options) {
    const confidential_file source(path, secret_kind, options.allow_readable);
    return make_secret(source.text(), path, options);
}

} // namespace

void add_secret_options(CLI::App& command, secret_options& options) {
    command
        .add_option(
            "--secret-file", options.files,
            "file with the signing secret; one line end at the end is ignored. The default is "
            "the environment variable FLAGHOOK_SECRET")
        ->type_name("FILE")
        ->allow_extra_args(false);
    command.add_flag(
        "--any-secret-length", options.any_length,
        "accept a secret of any length, for old registrations; today, Sentry registers " +
            registered_lengths() + " characters");
    command.add_flag("--any-secret-text", options.any_text,
                     "accept a secret with quotes, NAME=value, several lines or invisible "
                     "characters, if Sentry registered exactly this text");
    command.add_flag("--allow-readable-secret", options.allow_readable,
                     "accept a secret file that every user of this machine can read, such as one "
                     "that is mounted read-only into a container");
}

std::vector<secret> read_secrets(const secret_options& options) {
    std::vector<secret> result;
    for (const std::string& path : options.files) {
        result.push_back(read_file(path, options));
    }
    if (!result.empty()) {
        return result;
    }
    const char* const text = std::getenv(secret_variable);
    if (text == nullptr) {
        throw unusable(std::string("there is no signing secret; give --secret-file FILE, or set "
                                   "the environment variable ") +
                       secret_variable);
    }
    result.push_back(
        make_secret(text, std::string("the environment variable ") + secret_variable, options));
    return result;
}

} // namespace flaghook::tool
