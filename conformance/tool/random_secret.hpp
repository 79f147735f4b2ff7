/// @file
/// Signing secrets that nobody can guess.
#ifndef FLAGHOOK_TOOL_RANDOM_SECRET_HPP
#define FLAGHOOK_TOOL_RANDOM_SECRET_HPP

#include <flaghook/signature/secret.hpp>

#include <cstddef>

namespace flaghook::tool {

/// How many characters a generated secret has. Sentry registers this length for the providers
/// generic, launchdarkly and unleash.
inline constexpr std::size_t generated_length = 32;

/// A new secret: lower-case hex digits, 128 bits in all, of the operating system's random source
/// (`getrandom(2)`, which waits until the source is ready).
/// @throw unusable when the system gives no random bytes
[[nodiscard]] secret generate_secret();

} // namespace flaghook::tool

#endif
