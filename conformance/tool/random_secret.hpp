/// @file
/// Generates unguessable signing secrets.
#ifndef FLAGHOOK_TOOL_RANDOM_SECRET_HPP
#define FLAGHOOK_TOOL_RANDOM_SECRET_HPP

#include <flaghook/signature/secret.hpp>

#include <cstddef>

namespace flaghook::tool {

/// The length of a generated secret, in characters. Sentry accepts this length for the providers
/// generic, launchdarkly and unleash.
inline constexpr std::size_t generated_length = 32;

/// Generates a secret of lower-case hex digits, with 128 random bits from the operating system
/// (`getrandom(2)`, which waits until the source is ready).
/// @throw unusable if the operating system provides no random bytes
[[nodiscard]] secret generate_secret();

} // namespace flaghook::tool

#endif
