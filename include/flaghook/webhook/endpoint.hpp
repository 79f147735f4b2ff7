/// @file
/// Where a webhook is sent: the URL, checked.
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

/// The URL of the generic provider's webhook, proven to be one:
///
/// @code{.unparsed}
/// https://<host>[:<port>]/api/0/organizations/<slug or number>/flags/hooks/provider/generic/
/// @endcode
///
/// The host is `sentry.io`, a region's (`us.sentry.io`, `de.sentry.io`), an organization's
/// (`acme.sentry.io`) or your own; a self-hosted Sentry may stand below a path. `http` is taken for
/// this machine alone (`localhost`, names below it, 127.0.0.0/8, `[::1]`). Nothing is decoded,
/// resolved or normalized: what is accepted is sent as it is.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://www.rfc-editor.org/rfc/rfc3986
///
/// @par Example
/// @code
/// const auto endpoint = flaghook::endpoint::make("acme", "https://us.sentry.io");
/// const auto configured = flaghook::endpoint::from_url(settings["sentry_url"]);
/// if (!configured) {
///     log(configured.error().message()); // "the slash at the URL's end is missing; ..."
/// }
/// @endcode
class endpoint {
public:
    /// The most characters of a URL.
    static constexpr std::size_t max_size = 2048;

    /// Checks a URL, as Sentry's settings show it.
    /// @return the endpoint, or the first `endpoint_error`. Linear in the length.
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

    /// Builds the URL of an organization's webhook.
    /// @param organization the slug or the number
    /// @param server scheme and host, perhaps with a port or a path below which Sentry stands
    /// @return the endpoint, or the first `endpoint_error`
    [[nodiscard]] static boost::system::result<endpoint>
    make(std::string_view organization, std::string_view server = "https://sentry.io") {
        std::string url(server.substr(0, max_size + 1));
        if (url.ends_with('/')) {
            url.pop_back();
        }
        url += before_organization;
        url += organization.substr(0, max_size + 1);
        url += after_organization;
        return from_url(url);
    }

    /// The whole URL.
    [[nodiscard]] const std::string& url() const noexcept { return url_; }

    /// The host, with the brackets of an IPv6 address, without the port.
    [[nodiscard]] std::string_view host() const noexcept { return part(host_); }

    /// The organization's slug or number.
    [[nodiscard]] std::string_view organization() const noexcept { return part(organization_); }

    /// Whether the host is this machine.
    [[nodiscard]] bool is_loopback() const noexcept { return is_loopback(host()); }

    friend bool operator==(const endpoint& left, const endpoint& right) noexcept {
        return left.url_ == right.url_;
    }

private:
    /// Where a part of the URL stands. Positions stay true when an endpoint is copied or moved.
    struct range {
        std::size_t begin = 0;
        std::size_t size = 0;
    };

    static constexpr std::string_view before_organization = "/api/0/organizations/";
    static constexpr std::string_view before_provider = "/flags/hooks/provider/";
    static constexpr std::string_view after_organization = "/flags/hooks/provider/generic/";

    endpoint() = default;

    [[nodiscard]] std::string_view part(range where) const noexcept {
        const std::string_view whole = url_;
        // One that was moved from has nothing.
        return where.begin <= whole.size() ? whole.substr(where.begin, where.size)
                                           : std::string_view();
    }

    [[nodiscard]] boost::system::error_code read(std::string_view url) {
        // '\' is no character of a URL, but some clients read it as '/', and the host ends there.
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
            // A point at the end names the root of all names; no certificate is made out to that.
            if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
                !std::all_of(label.begin(), label.end(), [](char one) {
                    return is_letter(one) || is_digit(one) || one == '-';
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
        // 127.0.0.0/8, in the usual form of four numbers only.
        int numbers = 1;
        int value = -1;
        for (const char one : host) {
            if (one == '.') {
                ++numbers;
                value = -1;
            } else if (is_digit(one)) {
                value = (value < 0 ? 0 : value * 10) + (one - '0');
            } else {
                return false;
            }
            if (value > 255) {
                return false;
            }
        }
        return host.starts_with("127.") && numbers == 4 && value >= 0;
    }

    /// `o1.ingest.sentry.io`, `o1.ingest.us.sentry.io`: where a DSN points.
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

    /// The path below which a self-hosted Sentry may stand: nothing, or plain segments. A segment
    /// of points would lead a client elsewhere.
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
        return !text.empty() && std::all_of(text.begin(), text.end(), [](char one) {
            return (one >= 'a' && one <= 'z') || is_digit(one) || one == '-' || one == '_';
        });
    }

    /// A single segment, with or without a slash at its end.
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
