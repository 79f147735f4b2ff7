/// @file
/// Where the Flags API's resources are.
#ifndef FLAGHOOK_API_RESOURCE_PATH_HPP
#define FLAGHOOK_API_RESOURCE_PATH_HPP

#include <flaghook/api/uri_text.hpp>
#include <flaghook/version.hpp>

#include <cstdint>
#include <string>
#include <string_view>

/// Each of these is the path of a URL behind scheme and host, with the slash at the end that the
/// server insists on, and with the organization percent-encoded. An API token goes along in the
/// header `Authorization: Bearer <token>` (https://docs.sentry.io/api/auth/).
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
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

/// The audit log: GET.
/// @param organization its slug or number
[[nodiscard]] inline std::string flag_logs_path(std::string_view organization) {
    return detail::flags_path(organization, "logs");
}

/// One entry of the audit log: GET.
[[nodiscard]] inline std::string flag_log_path(std::string_view organization, std::int64_t id) {
    return detail::flags_path(organization, "logs") + std::to_string(id) + '/';
}

/// The signing secrets: GET lists, POST registers.
[[nodiscard]] inline std::string signing_secrets_path(std::string_view organization) {
    return detail::flags_path(organization, "signing-secrets");
}

/// One signing secret: DELETE.
[[nodiscard]] inline std::string signing_secret_path(std::string_view organization,
                                                     std::int64_t id) {
    return detail::flags_path(organization, "signing-secrets") + std::to_string(id) + '/';
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
