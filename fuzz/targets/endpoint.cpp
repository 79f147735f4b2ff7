// Fuzzes any bytes as the webhook's URL.

#include <flaghook/webhook/endpoint.hpp>

#include "byte_source.hpp"
#include "errors.hpp"
#include "require.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace flaghook;
using namespace flaghook::fuzz;

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> result;
    while (true) {
        const std::size_t end = text.find(separator);
        result.push_back(text.substr(0, end));
        if (end == std::string_view::npos) {
            return result;
        }
        text.remove_prefix(end + 1);
    }
}

std::string lowered(std::string_view text) {
    std::string result(text);
    for (char& one : result) {
        one = one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
    }
    return result;
}

bool consists_of(std::string_view text, std::string_view characters) {
    return text.find_first_not_of(characters) == std::string_view::npos;
}

constexpr std::string_view digits = "0123456789";
constexpr std::string_view organization_characters = "abcdefghijklmnopqrstuvwxyz0123456789-_";

bool is_number_up_to(std::string_view text, unsigned long most) {
    return !text.empty() && text.size() <= 5 && consists_of(text, digits) &&
           std::stoul(std::string(text)) <= most;
}

bool is_name(const std::string& host) {
    const std::vector<std::string_view> labels = split(host, '.');
    return host.size() <= 253 &&
           std::all_of(labels.begin(), labels.end(), [](std::string_view label) {
               return !label.empty() && label.size() <= 63 && label.front() != '-' &&
                      label.back() != '-' && label.find('_') == std::string_view::npos &&
                      consists_of(label, organization_characters);
           });
}

bool is_this_machine(const std::string& host) {
    const std::vector<std::string_view> labels = split(host, '.');
    if (labels.back() == "localhost" || host == "[::1]") {
        return true;
    }
    return labels.size() == 4 && labels.front() == "127" &&
           std::all_of(labels.begin(), labels.end(), [](std::string_view label) {
               return consists_of(label, digits) &&
                      (label.find_first_not_of('0') == std::string_view::npos ||
                       is_number_up_to(label.substr(label.find_first_not_of('0')), 255));
           });
}

bool is_authority(std::string_view text, bool secure) {
    std::string host = lowered(text);
    const std::size_t colon =
        host.find(':', host.find(']') == std::string::npos ? 0 : host.find(']'));
    if (colon != std::string::npos) {
        const std::string port = host.substr(colon + 1);
        if (!is_number_up_to(port, 65535) || port.find_first_not_of('0') == std::string::npos) {
            return false;
        }
        host.resize(colon);
    }
    const std::vector<std::string_view> labels = split(host, '.');
    if (labels.size() > 2 && labels.back() == "io" && labels[labels.size() - 2] == "sentry" &&
        std::find(labels.begin(), labels.end(), "ingest") != labels.end()) {
        return false;
    }
    const bool literal = host.starts_with('[') && host.ends_with(']') && host.size() > 3 &&
                         consists_of(host.substr(1, host.size() - 2), "0123456789abcdef:.");
    return (literal || is_name(host)) && (secure || is_this_machine(host));
}

/// Matches `[/segment...]/api/0/organizations/NAME/flags/hooks/provider/generic/`, segment by
/// segment.
bool is_path(std::string_view path) {
    std::vector<std::string_view> segments = split(path, '/');
    constexpr std::size_t fixed = 9;
    if (segments.size() < fixed + 1 || !segments.front().empty()) {
        return false;
    }
    const auto tail = segments.end() - static_cast<std::ptrdiff_t>(fixed);
    const std::vector<std::string_view> expected{
        "api", "0", "organizations", tail[3], "flags", "hooks", "provider", "generic", ""};
    if (!std::equal(tail, segments.end(), expected.begin()) || tail[3].empty() ||
        !consists_of(tail[3], organization_characters)) {
        return false;
    }
    return std::none_of(segments.begin() + 1, tail, [](std::string_view segment) {
        return segment.empty() || segment == "." || segment == ".." ||
               segment.find_first_of("[]") != std::string_view::npos;
    });
}

bool is_endpoint(std::string_view url) {
    const std::string start = lowered(url.substr(0, 8));
    const bool secure = start == "https://";
    if (url.size() > 2048 || (!secure && !start.starts_with("http://"))) {
        return false;
    }
    const std::string_view rest = url.substr(secure ? 8 : 7);
    const std::size_t slash = rest.find('/');
    return slash != std::string_view::npos &&
           std::all_of(rest.begin(), rest.end(),
                       [](char one) {
                           return one > ' ' && one < '\x7f' &&
                                  std::string_view("\"<>\\^`{|}%?#").find(one) ==
                                      std::string_view::npos;
                       }) &&
           rest.substr(0, slash).find('@') == std::string_view::npos &&
           is_authority(rest.substr(0, slash), secure) && is_path(rest.substr(slash));
}

void check_parts(const endpoint& made) {
    const std::string_view url = made.url();
    const std::size_t host_at = url.find("://") + 3;
    require(url.substr(host_at).starts_with(made.host()), "the host follows the scheme");
    constexpr std::string_view before = "/api/0/organizations/";
    constexpr std::string_view after = "/flags/hooks/provider/generic/";
    require(
        url.ends_with(std::string(before) + std::string(made.organization()) + std::string(after)),
        "the organization is in its place");
    require_same(made.is_loopback(), is_this_machine(lowered(made.host())),
                 "loopback means this machine");
    const std::size_t api = url.size() - before.size() - made.organization().size() - after.size();
    const auto again = endpoint::make(made.organization(), url.substr(0, api));
    require(again && *again == made, "an endpoint can be made from its parts");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view url = as_text(data, size);
    const auto made = endpoint::from_url(url);
    require_same(made.has_value(), is_endpoint(url), "exactly the documented form is an endpoint");
    if (!made) {
        check_error(made.error());
    } else {
        require_same(made->url(), std::string(url), "a URL is kept unchanged");
        check_parts(*made);
    }
    // The input as an organization, and as a server.
    for (const auto& built : {endpoint::make(url), endpoint::make("acme", url)}) {
        if (built) {
            check_parts(*built);
        }
    }
    return 0;
}
