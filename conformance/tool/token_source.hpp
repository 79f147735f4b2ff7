/// @file
/// Reads API tokens from a file or the environment. The command line is not a source, since every
/// user of the machine can read it.
#ifndef FLAGHOOK_TOOL_TOKEN_SOURCE_HPP
#define FLAGHOOK_TOOL_TOKEN_SOURCE_HPP

#include <flaghook/signature/secret.hpp>

#include <CLI/CLI.hpp>

#include <string>

namespace flaghook::tool {

/// The environment variable to use if no file is given.
inline constexpr const char* token_variable = "FLAGHOOK_TOKEN";

/// The options for the token.
struct token_options {
    std::string file{};
    bool allow_readable = false;
};

/// Adds `--token-file` and `--allow-readable-token`.
void add_token_options(CLI::App& command, token_options& options);

/// Reads the token from the file or, if none is given, from the environment. Like a secret, it is
/// neither copied nor printed, and is overwritten on destruction.
/// @return ASCII characters without spaces and control characters, so that they fit into a header
/// @throw unusable with advice, without any of the token
[[nodiscard]] secret read_token(const token_options& options);

} // namespace flaghook::tool

#endif
