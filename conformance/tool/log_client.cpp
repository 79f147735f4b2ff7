#include "tool/log_client.hpp"

#include <flaghook/api/complaints.hpp>
#include <flaghook/api/flag_log.hpp>
#include <flaghook/api/link.hpp>
#include <flaghook/webhook/endpoint.hpp>

#include "tool/unusable.hpp"
#include "tool/url.hpp"

#include <optional>
#include <utility>

namespace flaghook::tool {

namespace {

constexpr std::string_view log_path = "/flags/logs/";

/// Sentry's cursors have about twenty characters.
constexpr std::size_t longest_cursor = 1000;

std::string_view token_text(const secret& token) noexcept {
    const auto bytes = token.expose();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Removes the token from an error message, which may repeat it.
void hide_token(std::string& in, std::string_view token) {
    constexpr std::string_view instead = "[the token]";
    // A shorter text also occurs in ordinary words, and is not one of Sentry's tokens.
    constexpr std::size_t shortest = 8;
    if (token.size() < shortest) {
        return;
    }
    std::string result;
    std::size_t begin = 0;
    for (std::size_t place = in.find(token); place != std::string::npos;
         place = in.find(token, begin)) {
        result.append(in, begin, place - begin);
        result += instead;
        begin = place + token.size();
    }
    in = result.append(in, begin);
}

refused_log make_refused(http_response response, std::string defect, std::string_view token) {
    hide_token(response.body, token);
    if (response.location) {
        hide_token(*response.location, token);
    }
    hide_token(defect, token);
    std::vector<complaint> complaints;
    if (defect.empty()) {
        complaints = parse_complaints(response.body);
        // The token may have been escaped in the JSON text.
        for (complaint& one : complaints) {
            hide_token(one.path, token);
            hide_token(one.message, token);
        }
    }
    return {.response = std::move(response),
            .complaints = std::move(complaints),
            .defect = std::move(defect)};
}

std::string page_url(const log_request& request, const flag_log_query& query) {
    const auto text = serialize_query(query);
    if (!text) {
        throw unusable("the server does not accept this query: " +
                       explain_issues(text.error().issues()));
    }
    return request.url + (text->empty() ? "" : '?' + *text);
}

/// The cursor of the next page.
struct following {
    /// Empty if there is no next page, or none that can be requested.
    std::string cursor{};
    /// Why an existing next page cannot be requested.
    std::optional<std::string> problem{};
};

following find_following(const http_response& response, const flag_log_query& asked) {
    for (const page_link& one : parse_links(response.link.value_or(""))) {
        if (!one.is("next") || !one.results.value_or(true)) {
            continue;
        }
        if (one.cursor.empty()) {
            return {.problem = "the server names a further page, but not its cursor"};
        }
        if (one.cursor.size() > longest_cursor || !server::detail::is_utf8(one.cursor)) {
            return {.problem = "the server names a further page, but its cursor cannot be used"};
        }
        if (one.cursor == asked.cursor) {
            return {.problem = "the server names the same page as the next one"};
        }
        return {.cursor = one.cursor};
    }
    return {};
}

} // namespace

std::string check_log_url(const std::string& given, bool allow_http) {
    constexpr std::string_view expected =
        "; expected the URL of the audit log, such as "
        "https://sentry.io/api/0/organizations/ORGANIZATION/flags/logs/";
    const std::string usable = allow_http ? with_https(given) : given;
    const std::string_view url = usable;
    const std::size_t path = url.substr(0, url.find_first_of("?#")).rfind(log_path);
    if (path == std::string_view::npos) {
        return "its path is not that of an audit log" + std::string(expected);
    }
    // Only the end of the path differs from a webhook's, so the same rules apply.
    std::string webhook(url.substr(0, path));
    webhook += "/flags/hooks/provider/generic/";
    webhook += url.substr(path + log_path.size());
    const auto as_endpoint = endpoint::from_url(webhook);
    if (as_endpoint) {
        return {};
    }
    if (as_endpoint.error() == endpoint_error::has_query) {
        return "it has a query (?); use options such as --flag and --start instead";
    }
    if (as_endpoint.error() == endpoint_error::insecure) {
        return "it must begin with https:// unless the host is this machine: over http, others on "
               "the network can read the token. On a network that you trust, add --allow-http";
    }
    if (as_endpoint.error() == endpoint_error::has_credentials) {
        return "it must not have a user name or a password; the token authorizes the request";
    }
    if (as_endpoint.error() == endpoint_error::wrong_path ||
        as_endpoint.error() == endpoint_error::other_provider) {
        return "its path is not that of an audit log" + std::string(expected);
    }
    return as_endpoint.error().message();
}

std::variant<audit_log, refused_log> fetch_log(const log_request& request, const secret& token) {
    http_client client(request.time);
    flag_log_query query = request.query;
    audit_log result;
    for (std::size_t bytes = 0;;) {
        http_response response = client.exchange({.url = page_url(request, query),
                                                  .headers = {"Accept: application/json"},
                                                  .method = "GET",
                                                  .bearer_token = token_text(token)});
        if (response.status != 200) {
            return make_refused(std::move(response), {}, token_text(token));
        }
        auto page = parse_flag_log_page(response.body, request.limits);
        if (!page) {
            return make_refused(std::move(response), explain_issues(page.error().issues()),
                                token_text(token));
        }
        result.add(*std::move(page));
        bytes += response.body.size();
        following next = find_following(response, query);
        if (next.problem) {
            result.cut = std::move(next.problem);
        } else if (!next.cursor.empty() && result.pages == request.pages) {
            result.cut = "there are more pages than the " + std::to_string(request.pages) +
                         " that --pages allows";
        } else if (!next.cursor.empty() && bytes >= longest_log) {
            result.cut =
                "there are further pages after " + std::to_string(bytes) + " bytes of the log";
        }
        if (result.cut || next.cursor.empty()) {
            remove_repeated_entries(result);
            return result;
        }
        query.cursor = std::move(next.cursor);
        // The offset applies to the first page only.
        query.offset.reset();
    }
}

} // namespace flaghook::tool
