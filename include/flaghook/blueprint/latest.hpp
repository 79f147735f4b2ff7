/// @file
/// The latest protocol version, which functions use by default.
#ifndef FLAGHOOK_BLUEPRINT_LATEST_HPP
#define FLAGHOOK_BLUEPRINT_LATEST_HPP

#include <flaghook/blueprint/v1.hpp>
#include <flaghook/version.hpp>

#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// The latest published protocol version. Sentry promises to keep accepting older versions.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
using latest = v1;

/// The latest published protocol version with texts that are views.
///
/// The views refer to the body, or to the memory of the parser. See `flaghook::parser`.
///
/// @par Example
/// @snippet views.cpp views
using latest_borrowed = basic_v1<std::string_view>;

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
