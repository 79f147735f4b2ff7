/// @file
/// Where signing secrets come from: files and the environment, never the command line, which every
/// user of the machine can read.
#ifndef FLAGHOOK_TOOL_SECRET_SOURCE_HPP
#define FLAGHOOK_TOOL_SECRET_SOURCE_HPP

#include <flaghook/signature/secret.hpp>

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace flaghook::tool {

/// The environment variable that is looked at when no file is given.
inline constexpr const char* secret_variable = "FLAGHOOK_SECRET";

/// What the command line says about secrets.
struct secret_options {
    std::vector<std::string> files{};
    bool any_length = false;
    bool allow_readable = false;
};

/// Adds `--secret-file`, `--any-secret-length` and `--allow-readable-secret`.
void add_secret_options(CLI::App& command, secret_options& options);

/// Reads the secrets: those of the files or, without any file, that of the environment.
///
/// One line end (LF or CR LF) at the end of a file is dropped, since editors add it; everything
/// else belongs to the secret. What was read is overwritten; the environment itself is left as it
/// is.
/// @return at least one secret
/// @throw unusable that says what to do, and nothing of the secret
[[nodiscard]] std::vector<secret> read_secrets(const secret_options& options);

} // namespace flaghook::tool

#endif
