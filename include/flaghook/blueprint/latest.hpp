/// @file
/// The newest protocol version, which functions use unless they are told another.
#ifndef FLAGHOOK_BLUEPRINT_LATEST_HPP
#define FLAGHOOK_BLUEPRINT_LATEST_HPP

#include <flaghook/blueprint/v1.hpp>
#include <flaghook/version.hpp>

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// The newest published protocol version. Sentry promises to go on taking older ones.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
using latest = v1;

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
