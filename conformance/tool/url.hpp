/// @file
/// URLs as libcurl will see them: whoever reads a URL twice may read it two ways.
#ifndef FLAGHOOK_TOOL_URL_HPP
#define FLAGHOOK_TOOL_URL_HPP

#include <optional>
#include <string>

namespace flaghook::tool {

/// Whether a URL's host is this machine: `localhost`, names below it, 127.0.0.0/8 or `[::1]`.
/// @return nothing for what is no `http` or `https` URL
[[nodiscard]] std::optional<bool> is_loopback_url(const std::string& url);

/// The URL as it may be shown: without the name and the password that may stand before its host;
/// `(a URL that cannot be read)` where there is no telling what stands where.
[[nodiscard]] std::string without_credentials(const std::string& url);

/// The URL with `http` in place of `https`, or the other way round.
/// @return nothing for a URL without a port, since the other scheme has another one then
[[nodiscard]] std::optional<std::string> with_other_scheme(const std::string& url);

} // namespace flaghook::tool

#endif
