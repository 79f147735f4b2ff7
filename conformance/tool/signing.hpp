/// @file
/// Prepares the secret with which a command signs.
#ifndef FLAGHOOK_TOOL_SIGNING_HPP
#define FLAGHOOK_TOOL_SIGNING_HPP

#include <flaghook/signature/default_backend.hpp>

#include "tool/secret_source.hpp"

namespace flaghook::tool {

/// Makes a signer from the only secret given. The secret itself is destroyed before this returns.
/// @throw unusable if there is not exactly one secret, or if the crypto library fails
[[nodiscard]] signer make_signer(const secret_options& options);

} // namespace flaghook::tool

#endif
