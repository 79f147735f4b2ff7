/// @file
/// The newest protocol version, the default of all functions.
#ifndef FLAGHOOK_BLUEPRINT_LATEST_HPP
#define FLAGHOOK_BLUEPRINT_LATEST_HPP

#include <flaghook/blueprint/v1.hpp>
#include <flaghook/version.hpp>

#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// The newest published protocol version. Sentry promises to go on taking older ones.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
using latest = v1;

/// The same with text that the payload does not own: views into the body or into the memory of the
/// parser. See `flaghook::parser`.
using latest_borrowed = basic_v1<std::string_view>;

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
