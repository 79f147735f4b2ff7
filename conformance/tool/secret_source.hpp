/// @file
/// Reads signing secrets from files or the environment. The command line is not a source, since
/// every user of the machine can read it.
#ifndef FLAGHOOK_TOOL_SECRET_SOURCE_HPP
#define FLAGHOOK_TOOL_SECRET_SOURCE_HPP

#include <flaghook/signature/secret.hpp>

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace flaghook::tool {

/// The environment variable to use if no file is given.
inline constexpr const char* secret_variable = "FLAGHOOK_SECRET";

/// The options for secrets.
struct secret_options {
    std::vector<std::string> files{};
    bool any_length = false;
    bool any_text = false;
    bool allow_readable = false;
};

/// Adds `--secret-file`, `--any-secret-length`, `--any-secret-text` and `--allow-readable-secret`.
void add_secret_options(CLI::App& command, secret_options& options);

/// Reads the secrets from the files or, if there is none, from the environment.
///
/// One line end (LF or CR LF) at the end of a file is dropped, since editors add one; everything
/// else is part of the secret. Quotes, `NAME=value`, several lines and invisible characters are
/// probably a mistake, and are refused unless the options accept them. The buffers are overwritten
/// afterwards; the environment itself is unchanged.
/// @return at least one secret
/// @throw unusable with advice, without any of the secret
[[nodiscard]] std::vector<secret> read_secrets(const secret_options& options);

} // namespace flaghook::tool

#endif
