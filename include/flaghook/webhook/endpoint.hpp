/// @file
/// The checked URL of a webhook.
#ifndef FLAGHOOK_WEBHOOK_ENDPOINT_HPP
#define FLAGHOOK_WEBHOOK_ENDPOINT_HPP

#include <flaghook/server/ascii.hpp>
#include <flaghook/version.hpp>
#include <flaghook/webhook/endpoint_error.hpp>

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// A URL that was checked to be that of a generic provider's webhook.
///
/// Every endpoint has a URL of this form:
/// @code{.unparsed}
/// url          = scheme "://" host [ ":" port ] prefix path
/// scheme       = "https" / "http"           ; any letter case; "http" for loopback hosts only
/// host         = name / "[" 2*( HEXDIG / ":" / "." ) "]"
/// name         = label *( "." label )       ; at most 253 characters; also IPv4 addresses
/// label        = alnum [ *61( alnum / "-" ) alnum ]
/// port         = 1*5DIGIT                   ; 1 to 65535
/// prefix       = *( "/" segment )           ; for a self-hosted Sentry
/// segment      = 1*( unreserved / sub-delims / ":" / "@" ) ; not "." or ".."
/// path         = "/api/0/organizations/" organization "/flags/hooks/provider/generic/"
/// organization = 1*( %x61-7A / DIGIT / "-" / "_" )
/// alnum        = ALPHA / DIGIT
/// @endcode
///
/// The path must have the letter case shown. The host can be `sentry.io`, that of a region
/// (`us.sentry.io`, `de.sentry.io`), that of an organization (`acme.sentry.io`), or your own.
/// Loopback hosts are `localhost` and names below it, 127.0.0.0/8 and `[::1]`. The URL is used
/// unchanged: the class does not decode, resolve or normalize it.
///
/// An endpoint can be copied and moved. The accessors of a moved-from endpoint return empty texts.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://www.rfc-editor.org/rfc/rfc3986
///
/// @par Example
/// @snippet values.cpp endpoint
/// @see endpoint_error, make_request
class endpoint {
public:
    /// The maximum length of a URL, in characters.
    static constexpr std::size_t max_size = 2048;

    /// Checks a URL and makes an endpoint from it.
    /// @param url the URL, as Sentry's settings show it
    /// @return the endpoint, or the first `endpoint_error`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `url.size()`. A URL longer than `max_size` is rejected in constant time.
    ///
    /// @par Example
    /// @snippet values.cpp endpoint
    [[nodiscard]] static boost::system::result<endpoint> from_url(std::string_view url) {
        if (url.size() > max_size) {
            return endpoint_error::too_long;
        }
        endpoint result;
        if (const boost::system::error_code failure = result.read(url)) {
            return failure;
        }
        result.url_ = url;
        return result;
    }

    /// Builds and checks the URL of an organization's webhook.
    ///
    /// `make("acme", "https://us.sentry.io")` gives
    /// `https://us.sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/`.
    /// @param organization the organization's slug or number
    /// @param server scheme and host of the server. May include a port, and the path prefix of a
    /// self-hosted Sentry. A slash at the end is ignored.
    /// @return the endpoint, or the first `endpoint_error`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the lengths of both texts, up to `max_size`.
    [[nodiscard]] static boost::system::result<endpoint>
    make(std::string_view organization, std::string_view server = "https://sentry.io") {
        if (!is_organization(organization)) {
            return endpoint_error::invalid_organization;
        }
        std::string url(server.substr(0, max_size + 1));
        if (url.ends_with('/')) {
            url.pop_back();
        }
        url += before_organization;
        url += organization.substr(0, max_size + 1);
        url += after_organization;
        return from_url(url);
    }

    /// Returns the whole URL.
    [[nodiscard]] const std::string& url() const noexcept { return url_; }

    /// Returns the host without the port; an IPv6 address is in brackets.
    /// @return a view of `url()`, valid until the endpoint is changed, moved or destroyed
    [[nodiscard]] std::string_view host() const noexcept { return part(host_); }

    /// Returns the organization's slug or number.
    /// @return a view of `url()`, valid until the endpoint is changed, moved or destroyed
    [[nodiscard]] std::string_view organization() const noexcept { return part(organization_); }

    /// Checks whether the host is a loopback host: `localhost` or a name below it, 127.0.0.0/8 or
    /// `[::1]`. `http` is allowed only for these.
    /// @par Complexity
    /// Linear in the host's length.
    [[nodiscard]] bool is_loopback() const noexcept { return is_loopback(host()); }

    /// Compares the URLs byte by byte. `https://SENTRY.IO/...` and `https://sentry.io/...` differ.
    friend bool operator==(const endpoint& left, const endpoint& right) noexcept {
        return left.url_ == right.url_;
    }

private:
    /// A part of the URL. Unlike views, positions stay valid when an endpoint is copied or moved.
    struct range {
        std::size_t begin = 0;
        std::size_t size = 0;
    };

    static constexpr std::string_view before_organization = "/api/0/organizations/";
    static constexpr std::string_view before_provider = "/flags/hooks/provider/";
    static constexpr std::string_view after_organization = "/flags/hooks/provider/generic/";

    endpoint() = default;

    [[nodiscard]] std::string_view part(range location) const noexcept {
        const std::string_view whole = url_;
        // The URL of a moved-from endpoint may be empty.
        return location.begin <= whole.size() ? whole.substr(location.begin, location.size)
                                              : std::string_view();
    }

    [[nodiscard]] boost::system::error_code read(std::string_view url) {
        // A URL may not contain '\', but some clients treat it as '/', which would end the host.
        if (url.find_first_not_of(url_characters) != std::string_view::npos) {
            return endpoint_error::invalid_character;
        }
        if (url.find('#') != std::string_view::npos) {
            return endpoint_error::has_fragment;
        }
        if (url.find('?') != std::string_view::npos) {
            return endpoint_error::has_query;
        }
        const bool secure = starts_with_scheme(url, "https://");
        if (!secure && !starts_with_scheme(url, "http://")) {
            return endpoint_error::not_http;
        }
        const std::size_t begin = secure ? 8 : 7;
        const std::size_t end = std::min(url.find('/', begin), url.size());
        if (const boost::system::error_code failure =
                read_authority(url.substr(begin, end - begin), begin, secure)) {
            return failure;
        }
        return read_path(url.substr(end), end);
    }

    [[nodiscard]] boost::system::error_code read_authority(std::string_view authority,
                                                           std::size_t begin, bool secure) {
        if (authority.find('@') != std::string_view::npos) {
            return endpoint_error::has_credentials;
        }
        const std::size_t bracket = authority.find(']');
        const std::size_t colon =
            authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
        const std::string_view host = authority.substr(0, colon);
        if (!is_host(host)) {
            return endpoint_error::invalid_host;
        }
        if (colon != std::string_view::npos && !is_port(authority.substr(colon + 1))) {
            return endpoint_error::invalid_port;
        }
        if (!secure && !is_loopback(host)) {
            return endpoint_error::insecure;
        }
        if (is_ingestion_host(host)) {
            return endpoint_error::ingestion_host;
        }
        host_ = {begin, host.size()};
        return {};
    }

    [[nodiscard]] boost::system::error_code read_path(std::string_view path, std::size_t begin) {
        if (path.find_first_of("[]") != std::string_view::npos) {
            return endpoint_error::invalid_character;
        }
        const std::size_t api = path.rfind(before_organization);
        if (api == std::string_view::npos || !is_prefix(path.substr(0, api))) {
            return endpoint_error::wrong_path;
        }
        const std::size_t first = api + before_organization.size();
        const std::string_view rest = path.substr(first);
        const std::string_view organization = rest.substr(0, rest.find('/'));
        const std::string_view hook = rest.substr(organization.size());
        if (!hook.starts_with(before_provider)) {
            return endpoint_error::wrong_path;
        }
        if (!is_organization(organization)) {
            return endpoint_error::invalid_organization;
        }
        const std::string_view provider = hook.substr(before_provider.size());
        if (provider == "generic") {
            return endpoint_error::no_final_slash;
        }
        if (provider != "generic/") {
            return is_provider(provider) ? endpoint_error::other_provider
                                         : endpoint_error::wrong_path;
        }
        organization_ = {begin + first, organization.size()};
        return {};
    }

    [[nodiscard]] static constexpr bool is_digit(char character) noexcept {
        return character >= '0' && character <= '9';
    }
    [[nodiscard]] static constexpr bool is_letter(char character) noexcept {
        return server::detail::lower_case(character) >= 'a' &&
               server::detail::lower_case(character) <= 'z';
    }

    [[nodiscard]] static constexpr bool ends_with(std::string_view text,
                                                  std::string_view lower_case) noexcept {
        return text.size() >= lower_case.size() &&
               server::detail::equal_in_any_case(text.substr(text.size() - lower_case.size()),
                                                 lower_case);
    }

    [[nodiscard]] static constexpr bool starts_with_scheme(std::string_view url,
                                                           std::string_view scheme) noexcept {
        return server::detail::equal_in_any_case(url.substr(0, scheme.size()), scheme);
    }

    [[nodiscard]] static constexpr bool is_host(std::string_view host) noexcept {
        if (host.starts_with('[')) {
            return host.size() > 3 && host.ends_with(']') &&
                   host.find_first_not_of("0123456789abcdefABCDEF:.", 1) == host.size() - 1;
        }
        if (host.empty() || host.size() > 253) {
            return false;
        }
        for (std::size_t begin = 0; begin <= host.size();) {
            const std::size_t end = std::min(host.find('.', begin), host.size());
            const std::string_view label = host.substr(begin, end - begin);
            // A final point makes the last label empty. TLS certificates have no such names.
            if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
                !std::all_of(label.begin(), label.end(), [](char character) {
                    return is_letter(character) || is_digit(character) || character == '-';
                })) {
                return false;
            }
            begin = end + 1;
        }
        return true;
    }

    [[nodiscard]] static constexpr bool is_port(std::string_view digits) noexcept {
        if (digits.empty() || digits.size() > 5 ||
            !std::all_of(digits.begin(), digits.end(), is_digit)) {
            return false;
        }
        int value = 0;
        for (const char digit : digits) {
            value = value * 10 + (digit - '0');
        }
        return value >= 1 && value <= 65535;
    }

    [[nodiscard]] static constexpr bool is_loopback(std::string_view host) noexcept {
        if (server::detail::equal_in_any_case(host, "localhost") || ends_with(host, ".localhost") ||
            host == "[::1]") {
            return true;
        }
        // 127.0.0.0/8 as four decimal numbers. Short forms such as 127.1 are not accepted.
        int numbers = 1;
        int value = -1;
        for (const char character : host) {
            if (character == '.') {
                ++numbers;
                value = -1;
            } else if (is_digit(character)) {
                value = (value < 0 ? 0 : value * 10) + (character - '0');
            } else {
                return false;
            }
            if (value > 255) {
                return false;
            }
        }
        return host.starts_with("127.") && numbers == 4 && value >= 0;
    }

    /// Checks for a host that receives events, as in a DSN: `o1.ingest.us.sentry.io`.
    [[nodiscard]] static constexpr bool is_ingestion_host(std::string_view host) noexcept {
        if (!ends_with(host, ".sentry.io")) {
            return false;
        }
        for (std::size_t begin = 0; begin < host.size();) {
            const std::size_t end = std::min(host.find('.', begin), host.size());
            if (server::detail::equal_in_any_case(host.substr(begin, end - begin), "ingest")) {
                return true;
            }
            begin = end + 1;
        }
        return false;
    }

    /// Checks the path prefix of a self-hosted Sentry. A client would resolve `.` and `..`, and so
    /// request another path.
    [[nodiscard]] static constexpr bool is_prefix(std::string_view path) noexcept {
        while (!path.empty()) {
            path.remove_prefix(1);
            const std::string_view segment = path.substr(0, path.find('/'));
            if (segment.empty() || segment == "." || segment == "..") {
                return false;
            }
            path.remove_prefix(segment.size());
        }
        return true;
    }

    [[nodiscard]] static constexpr bool is_organization(std::string_view text) noexcept {
        return !text.empty() && std::all_of(text.begin(), text.end(), [](char character) {
            return (character >= 'a' && character <= 'z') || is_digit(character) ||
                   character == '-' || character == '_';
        });
    }

    /// Checks for a single segment, with or without a final slash.
    [[nodiscard]] static constexpr bool is_provider(std::string_view text) noexcept {
        if (text.ends_with('/')) {
            text.remove_suffix(1);
        }
        return !text.empty() && text.find('/') == std::string_view::npos;
    }

    static constexpr std::string_view url_characters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=";

    std::string url_;
    range host_;
    range organization_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
