/// @file
/// Parses URLs with libcurl, so that checks and requests agree on their meaning.
#ifndef FLAGHOOK_TOOL_URL_HPP
#define FLAGHOOK_TOOL_URL_HPP

#include <optional>
#include <string>

namespace flaghook::tool {

/// Checks whether a URL's host is this machine: `localhost`, a name below it, 127.0.0.0/8 or
/// `[::1]`.
/// @return nothing if the text is not an `http` or `https` URL
[[nodiscard]] std::optional<bool> is_loopback_url(const std::string& url);

/// Removes the user name and password from a URL, for messages. Returns `(an invalid URL)` if
/// the URL cannot be parsed and may have them.
[[nodiscard]] std::string without_credentials(const std::string& url);

/// Replaces the scheme `http` with `https`, so that a URL can be checked as if it had that. Other
/// URLs are unchanged.
[[nodiscard]] std::string with_https(const std::string& url);

/// Replaces the scheme `https` with `http`, or the other way round.
/// @return nothing for a URL without a port, since the other scheme has another default
[[nodiscard]] std::optional<std::string> with_other_scheme(const std::string& url);

} // namespace flaghook::tool

#endif
