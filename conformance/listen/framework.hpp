/// @file
/// What the web framework of Sentry's server does before and around its endpoints.
#ifndef FLAGHOOK_LISTEN_FRAMEWORK_HPP
#define FLAGHOOK_LISTEN_FRAMEWORK_HPP

#include <string>
#include <string_view>

namespace flaghook::listen {

/// `{"detail": ...}`, as the framework answers what it does not let through.
/// @par Source
/// https://www.django-rest-framework.org/api-guide/exceptions/
[[nodiscard]] std::string detail(std::string_view text);

/// The path of a request's target: without its query and, where it was written for a proxy, without
/// the host (RFC 9112, section 3.2.2).
[[nodiscard]] std::string path_of(std::string target);

/// What stands behind the question mark of a request's target.
[[nodiscard]] std::string_view query_of(std::string_view target) noexcept;

} // namespace flaghook::listen

#endif
