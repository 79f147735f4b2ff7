/// @file
/// The paths of the Flags API's resources.
///
/// Each function returns the path of a URL, which follows the scheme and the host. The organization
/// is percent-encoded. The path ends with a slash, because the server requires it:
/// @code{.unparsed}
/// path     = "/api/0/organizations/" organization "/flags/" resource "/"
/// resource = ( "logs" / "signing-secrets" ) [ "/" 1*DIGIT ]
/// @endcode
///
/// Send an API token in the header `Authorization: Bearer <token>`
/// (https://docs.sentry.io/api/auth/).
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
#ifndef FLAGHOOK_API_RESOURCE_PATH_HPP
#define FLAGHOOK_API_RESOURCE_PATH_HPP

#include <flaghook/api/uri_text.hpp>
#include <flaghook/version.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

namespace detail {

[[nodiscard]] inline std::string flags_path(std::string_view organization,
                                            std::string_view resource) {
    std::string result = "/api/0/organizations/";
    append_percent_encoded(result, organization);
    result += "/flags/";
    result += resource;
    result += '/';
    return result;
}

} // namespace detail

/// Returns the path of the audit log, for GET.
/// @param organization the slug or number of the organization
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `organization.size()`.
///
/// @par Example
/// @snippet flags_api.cpp query
[[nodiscard]] inline std::string flag_logs_path(std::string_view organization) {
    return detail::flags_path(organization, "logs");
}

/// Returns the path of one entry of the audit log, for GET.
/// @param organization the slug or number of the organization
/// @param id the number of the entry
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `organization.size()`.
[[nodiscard]] inline std::string flag_log_path(std::string_view organization, std::int64_t id) {
    return detail::flags_path(organization, "logs") + std::to_string(id) + '/';
}

/// Returns the path of the signing secrets: GET lists them, and POST registers one.
/// @param organization the slug or number of the organization
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `organization.size()`.
///
/// @par Example
/// @snippet flags_api.cpp register
[[nodiscard]] inline std::string signing_secrets_path(std::string_view organization) {
    return detail::flags_path(organization, "signing-secrets");
}

/// Returns the path of one signing secret, for DELETE.
/// @param organization the slug or number of the organization
/// @param id the number of the secret
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `organization.size()`.
[[nodiscard]] inline std::string signing_secret_path(std::string_view organization,
                                                     std::int64_t id) {
    return detail::flags_path(organization, "signing-secrets") + std::to_string(id) + '/';
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
