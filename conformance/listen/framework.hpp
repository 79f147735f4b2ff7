/// @file
/// The parts of an answer that the web framework of Sentry's server determines.
#ifndef FLAGHOOK_LISTEN_FRAMEWORK_HPP
#define FLAGHOOK_LISTEN_FRAMEWORK_HPP

#include <string>
#include <string_view>

namespace flaghook::listen {

/// Returns `{"detail": ...}`, the framework's body for a request that it rejects.
/// @par Source
/// https://www.django-rest-framework.org/api-guide/exceptions/
[[nodiscard]] std::string detail(std::string_view text);

/// Returns the path of a request's target, without the query. If the target is an absolute URL, as
/// for a proxy, the host is removed (RFC 9112, section 3.2.2).
[[nodiscard]] std::string path_of(std::string target);

/// Returns the query of a request's target: the part after the question mark.
[[nodiscard]] std::string_view query_of(std::string_view target) noexcept;

} // namespace flaghook::listen

#endif
