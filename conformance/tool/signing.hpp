/// @file
/// The one secret that a command signs with.
#ifndef FLAGHOOK_TOOL_SIGNING_HPP
#define FLAGHOOK_TOOL_SIGNING_HPP

#include <flaghook/signature/default_backend.hpp>

#include "tool/secret_source.hpp"

namespace flaghook::tool {

/// Prepares the key of the only secret that there is to be. The secret itself is gone when this
/// returns.
/// @throw unusable when there is not exactly one secret, or when the crypto library fails
[[nodiscard]] signer make_signer(const secret_options& options);

} // namespace flaghook::tool

#endif
