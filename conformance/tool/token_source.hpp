/// @file
/// Where API tokens come from: a file or the environment, never the command line, which every user
/// of the machine can read.
#ifndef FLAGHOOK_TOOL_TOKEN_SOURCE_HPP
#define FLAGHOOK_TOOL_TOKEN_SOURCE_HPP

#include <flaghook/signature/secret.hpp>

#include <CLI/CLI.hpp>

#include <string>

namespace flaghook::tool {

/// The environment variable that is looked at when no file is given.
inline constexpr const char* token_variable = "FLAGHOOK_TOKEN";

/// What the command line says about the token.
struct token_options {
    std::string file{};
    bool allow_readable = false;
};

/// Adds `--token-file` and `--allow-readable-token`.
void add_token_options(CLI::App& command, token_options& options);

/// Reads the token of the file or, without a file, of the environment. It is kept as secrets are:
/// not copied, not printed, and overwritten at the end.
/// @return ASCII characters without spaces and control characters, so that they fit a header
/// @throw unusable that says what to do, and nothing of the token
[[nodiscard]] secret read_token(const token_options& options);

} // namespace flaghook::tool

#endif
