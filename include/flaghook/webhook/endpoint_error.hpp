/// @file
/// Errors in the URL of a webhook.
#ifndef FLAGHOOK_WEBHOOK_ENDPOINT_ERROR_HPP
#define FLAGHOOK_WEBHOOK_ENDPOINT_ERROR_HPP

#include <flaghook/enumeration.hpp>
#include <flaghook/version.hpp>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI {

/// The reason why a text is not the URL of a generic provider's webhook.
///
/// Converts implicitly to `boost::system::error_code`, with the category `endpoint_category()`.
/// The message says what is wrong and how to correct it.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet values.cpp endpoint
/// @see endpoint
enum class endpoint_error {
    /// The URL has more than `endpoint::max_size` characters.
    too_long = 1,
    /// The URL has a character that is not allowed: a space, a control character, a character
    /// outside ASCII, `%`, or another one that RFC 3986 excludes.
    invalid_character,
    /// The scheme is neither `https` nor `http`.
    not_http,
    /// The scheme is `http`, and the host is not a loopback host. Without TLS, others could read
    /// the request and send it again.
    insecure,
    /// A user name or password precedes the host. Sentry authorizes requests by their signature.
    has_credentials,
    /// The URL has a query (`?`).
    has_query,
    /// The URL has a fragment (`#`), which HTTP clients do not send.
    has_fragment,
    /// The host is empty, or is neither a name nor an address.
    invalid_host,
    /// The port is not a number from 1 to 65535.
    invalid_port,
    /// The host is that of a DSN. It receives events, not webhooks.
    ingestion_host,
    /// The path is not that of a feature-flag webhook.
    wrong_path,
    /// The organization is empty, or is neither a slug nor a number.
    invalid_organization,
    /// The path is that of another provider, which uses other payloads and signatures.
    other_provider,
    /// The final slash is missing. Sentry answers 404 without it.
    no_final_slash,
};

/// The names of the errors, which `to_string` and `from_string` use.
template <>
inline constexpr auto enumerators<endpoint_error> = std::to_array<enumerator<endpoint_error>>({
    {endpoint_error::too_long, "too_long"},
    {endpoint_error::invalid_character, "invalid_character"},
    {endpoint_error::not_http, "not_http"},
    {endpoint_error::insecure, "insecure"},
    {endpoint_error::has_credentials, "has_credentials"},
    {endpoint_error::has_query, "has_query"},
    {endpoint_error::has_fragment, "has_fragment"},
    {endpoint_error::invalid_host, "invalid_host"},
    {endpoint_error::invalid_port, "invalid_port"},
    {endpoint_error::ingestion_host, "ingestion_host"},
    {endpoint_error::wrong_path, "wrong_path"},
    {endpoint_error::invalid_organization, "invalid_organization"},
    {endpoint_error::other_provider, "other_provider"},
    {endpoint_error::no_final_slash, "no_final_slash"},
});

/// The error category of `endpoint_error`.
///
/// Use `endpoint_category()` for its instance.
class endpoint_error_category final : public boost::system::error_category {
public:
    /// Constructs the category. All instances are equal, because they have the same id. A program
    /// may have several, one in each shared library.
    constexpr endpoint_error_category() noexcept : error_category(0x9a4c1e7735d20b68) {}

    /// Returns the category's name, `flaghook.endpoint`.
    const char* name() const noexcept override { return "flaghook.endpoint"; }

    /// Returns a text that says what is wrong and how to correct it.
    /// @param value an `endpoint_error` as an integer; other values have a general text
    /// @throws std::bad_alloc only
    std::string message(int value) const override { return text(value); }

    /// Returns the same text without allocating.
    /// @param value an `endpoint_error` as an integer; other values have a general text
    /// @return a text in static memory
    const char* message(int value, char*, std::size_t) const noexcept override {
        return text(value);
    }

private:
    static const char* text(int value) noexcept {
        switch (static_cast<endpoint_error>(value)) {
        case endpoint_error::too_long:
            return "the URL has more than 2048 characters; copy it from Sentry's settings, Feature "
                   "Flags";
        case endpoint_error::invalid_character:
            return "the URL has a character that is not allowed; write a host that is not ASCII in "
                   "its xn-- form, and use no percent-encoding";
        case endpoint_error::not_http:
            return "the URL must begin with https://";
        case endpoint_error::insecure:
            return "the URL must begin with https://; over http, others on the network can read "
                   "the changes and send them again. Only the host of this machine may have "
                   "http://";
        case endpoint_error::has_credentials:
            return "the URL must not have a user name or a password; only the signature authorizes "
                   "a webhook";
        case endpoint_error::has_query:
            return "the URL must not have a query (?); Sentry's webhook has none";
        case endpoint_error::has_fragment:
            return "the URL must not have a fragment (#); HTTP clients do not send it";
        case endpoint_error::invalid_host:
            return "the URL has no valid host; expected a name such as sentry.io, an IPv4 address, "
                   "or an IPv6 address in brackets";
        case endpoint_error::invalid_port:
            return "the URL's port is not a number from 1 to 65535";
        case endpoint_error::ingestion_host:
            return "the host is that of a DSN, which receives events but no webhooks; use "
                   "sentry.io, "
                   "a region such as us.sentry.io, or your organization's host";
        case endpoint_error::wrong_path:
            return "the path is not that of the webhook; expected "
                   "/api/0/organizations/ORGANIZATION/flags/hooks/provider/generic/";
        case endpoint_error::invalid_organization:
            return "the organization in the URL is not valid; expected its slug (lower-case "
                   "letters, digits, hyphens, underscores) or its number";
        case endpoint_error::other_provider:
            return "the path is that of another provider, which expects other payloads and "
                   "signatures; expected .../flags/hooks/provider/generic/";
        case endpoint_error::no_final_slash:
            return "the URL must end with a slash; without it, Sentry answers 404";
        }
        return "unknown flaghook.endpoint error";
    }
};

/// Returns the category of `endpoint_error`.
/// @return a reference that is valid until the program ends
inline const boost::system::error_category& endpoint_category() noexcept {
    static constinit const endpoint_error_category instance;
    return instance;
}

/// Makes an `error_code` from an `endpoint_error`. Boost.System calls it for implicit conversions.
/// @param error the error
/// @return an error code of `endpoint_category()`
inline boost::system::error_code make_error_code(endpoint_error error) noexcept {
    return {static_cast<int>(error), endpoint_category()};
}

} // namespace flaghook::inline FLAGHOOK_ABI

/// Makes `endpoint_error` convert implicitly to `boost::system::error_code`.
template <>
struct boost::system::is_error_code_enum<flaghook::endpoint_error> : std::true_type {};

#endif
