#include "tool/url.hpp"

#include <flaghook/server/ascii.hpp>
#include <flaghook/webhook/endpoint.hpp>

#include <curl/curl.h>

#include <memory>
#include <new>
#include <string_view>

namespace flaghook::tool {

namespace {

/// A parsed URL.
class url_parts {
public:
    explicit url_parts(const std::string& url) {
        if (!handle_) {
            throw std::bad_alloc();
        }
        is_good_ = url.find_first_of("\r\n") == std::string::npos &&
                   curl_url_set(handle_.get(), CURLUPART_URL, url.c_str(), 0) == CURLUE_OK;
    }

    /// Checks whether the URL is valid.
    [[nodiscard]] bool is_good() const noexcept { return is_good_; }

    /// Returns a part of the URL; empty if it is missing.
    [[nodiscard]] std::string get(CURLUPart part) const {
        char* text = nullptr;
        if (curl_url_get(handle_.get(), part, &text, 0) != CURLUE_OK) {
            return {};
        }
        const std::unique_ptr<char, decltype(&curl_free)> owner(text, curl_free);
        return text;
    }

    void set(CURLUPart part, const char* text) { curl_url_set(handle_.get(), part, text, 0); }

    void remove(CURLUPart part) { curl_url_set(handle_.get(), part, nullptr, 0); }

private:
    std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> handle_{curl_url(), curl_url_cleanup};
    bool is_good_ = false;
};

} // namespace

std::optional<bool> is_loopback_url(const std::string& url) {
    const url_parts parts(url);
    const std::string scheme = parts.get(CURLUPART_SCHEME);
    if (!parts.is_good() || (scheme != "http" && scheme != "https")) {
        return std::nullopt;
    }
    const boost::system::result<endpoint> as_endpoint =
        endpoint::make("any", "https://" + parts.get(CURLUPART_HOST));
    return as_endpoint && as_endpoint->is_loopback();
}

std::string without_credentials(const std::string& url) {
    url_parts parts(url);
    if (!parts.is_good()) {
        return url.find('@') == std::string::npos ? url : "(an invalid URL)";
    }
    if (parts.get(CURLUPART_USER).empty() && parts.get(CURLUPART_PASSWORD).empty()) {
        return url;
    }
    parts.remove(CURLUPART_USER);
    parts.remove(CURLUPART_PASSWORD);
    return parts.get(CURLUPART_URL);
}

std::string with_https(const std::string& url) {
    constexpr std::string_view scheme = "http://";
    return server::detail::equal_in_any_case(url.substr(0, scheme.size()), scheme)
               ? "https://" + url.substr(scheme.size())
               : url;
}

std::optional<std::string> with_other_scheme(const std::string& url) {
    url_parts parts(url);
    if (!parts.is_good() || parts.get(CURLUPART_PORT).empty()) {
        return std::nullopt;
    }
    parts.set(CURLUPART_SCHEME, parts.get(CURLUPART_SCHEME) == "https" ? "http" : "https");
    return parts.get(CURLUPART_URL);
}

} // namespace flaghook::tool
