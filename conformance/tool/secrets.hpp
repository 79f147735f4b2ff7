/// @file
/// Signing secrets and API tokens: reads them from files or the environment, generates them, writes
/// them to files that only their owner can read, and signs with them. The command line is not a
/// source, since every user of the machine can read it.
#ifndef FLAGHOOK_TOOL_SECRETS_HPP
#define FLAGHOOK_TOOL_SECRETS_HPP

#include <flaghook/signature/default_backend.hpp>
#include <flaghook/signature/secret.hpp>

#include <CLI/CLI.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::tool {

/// Creates a new file that only its owner may read and write. A partly written file is removed.
/// @throw unusable with advice, without any of the content
void write_confidential_file(const std::string& path, std::string_view content);

/// Writes to standard output without buffers, which would keep a copy.
/// @throw unusable if the text cannot be written
void print_confidential(std::string_view content);

/// The length of a generated secret, in characters. Sentry accepts this length for the providers
/// generic, launchdarkly and unleash.
inline constexpr std::size_t generated_length = 32;

/// Generates a secret of lower-case hex digits, with 128 random bits from the operating system
/// (`getrandom(2)`, which waits until the source is ready).
/// @throw unusable if the operating system provides no random bytes
[[nodiscard]] secret generate_secret();

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

/// Makes a signer from the only secret given. The secret itself is destroyed before this returns.
/// @throw unusable if there is not exactly one secret, or if the crypto library fails
[[nodiscard]] signer make_signer(const secret_options& options);

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
