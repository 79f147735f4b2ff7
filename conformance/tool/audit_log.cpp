#include "tool/audit_log.hpp"

#include <flaghook/api/complaints.hpp>
#include <flaghook/api/flag_log.hpp>
#include <flaghook/api/link.hpp>
#include <flaghook/api/signing_secret.hpp>
#include <flaghook/webhook/endpoint.hpp>

#include "tool/exit_status.hpp"
#include "tool/files.hpp"
#include "tool/http.hpp"
#include "tool/judging.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace flaghook::tool {

namespace {

/// The members by which two entries are compared.
auto identity_of(const flag_log_entry& entry) {
    return std::tie(entry.id, entry.action, entry.created_at, entry.flag, entry.created_by,
                    entry.created_by_type, entry.provider);
}

/// Removes repeated entries. Pages overlap if the log grows while it is read, and a repeated entry
/// would look like a second change. Takes O(n log n) comparisons for n entries.
void remove_repeated_entries(audit_log& log) {
    std::vector<std::size_t> order(log.entries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    // A stable sort, so that the first of several equal entries is kept.
    std::ranges::stable_sort(order, [&log](std::size_t left, std::size_t right) {
        return identity_of(log.entries[left]) < identity_of(log.entries[right]);
    });
    std::vector<bool> is_repeated(log.entries.size());
    for (std::size_t place = 1; place < order.size(); ++place) {
        is_repeated[order[place]] =
            identity_of(log.entries[order[place - 1]]) == identity_of(log.entries[order[place]]);
    }
    std::vector<flag_log_entry> kept;
    kept.reserve(log.entries.size());
    for (std::size_t index = 0; index < log.entries.size(); ++index) {
        if (!is_repeated[index]) {
            kept.push_back(std::move(log.entries[index]));
        }
    }
    log.entries = std::move(kept);
}

} // namespace

void audit_log::add(flag_log_page page) {
    entries.insert(entries.end(), std::make_move_iterator(page.data.begin()),
                   std::make_move_iterator(page.data.end()));
    ++pages;
}

std::string explain_issues(const std::vector<issue>& issues) {
    const issue& first = issues.front();
    std::string result =
        (first.path().empty() ? std::string() : first.path() + ": ") + first.message();
    if (issues.size() > 1) {
        result += " (and " + std::to_string(issues.size() - 1) + " more)";
    }
    return result;
}

audit_log read_saved_pages(const std::vector<std::string>& files, const parse_limits& limits) {
    audit_log result;
    for (const std::string& file : files) {
        auto page = parse_flag_log_page(read_body(file, limits.body_size), limits);
        if (!page) {
            throw unusable(display_name(file) + " is not a page of the audit log: " +
                           explain_issues(page.error().issues()) +
                           "; expected the unmodified answer to GET .../flags/logs/");
        }
        result.add(*std::move(page));
    }
    remove_repeated_entries(result);
    return result;
}

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

namespace {

/// Everything that the log shows of a change sent through the generic provider.
using visible_change =
    std::tuple<timestamp, change_action, author_type, std::string_view, std::string_view>;

visible_change visible_in(const change& row) {
    return {row.created_at, row.action, row.created_by.type, row.flag, row.created_by.id};
}

/// Returns nothing for an entry of another provider or without an author, since no payload has such
/// a change.
std::optional<visible_change> visible_in(const flag_log_entry& entry) {
    const bool is_of_other = entry.provider && *entry.provider != to_string(flag_provider::generic);
    if (is_of_other || !entry.created_by || !entry.created_by_type) {
        return std::nullopt;
    }
    return visible_change{entry.created_at, entry.action, *entry.created_by_type, entry.flag,
                          *entry.created_by};
}

} // namespace

std::vector<sent_payload> read_sent_payloads(const std::vector<std::string>& files,
                                             const parse_limits& limits) {
    std::vector<sent_payload> result;
    for (const std::string& file : files) {
        sent_payload& one = result.emplace_back();
        const std::string body = read_body(file, limits.body_size);
        one.judged = judge(file, body, {limits}, std::nullopt);
        one.found.assign(one.judged.reply.rows().size(), false);
    }
    return result;
}

comparison find_sent_changes(std::vector<sent_payload>& sent,
                             std::span<const flag_log_entry> entries) {
    struct occurrences {
        std::size_t in_log = 0;
        bool was_sent = false;
    };
    std::map<visible_change, occurrences> all;
    for (const flag_log_entry& entry : entries) {
        if (const std::optional<visible_change> seen = visible_in(entry)) {
            ++all[*seen].in_log;
        }
    }
    comparison result;
    for (sent_payload& payload : sent) {
        result.refused += payload.judged.reply.accepted() ? 0U : 1U;
        const auto& rows = payload.judged.reply.rows();
        result.changes += rows.size();
        for (std::size_t index = 0; index < rows.size(); ++index) {
            occurrences& of_this = all[visible_in(rows[index])];
            of_this.was_sent = true;
            if (of_this.in_log != 0) {
                --of_this.in_log;
                ++result.found;
                payload.found[index] = true;
            }
        }
    }
    for (const auto& [visible, left] : all) {
        result.again += left.was_sent ? left.in_log : 0;
    }
    return result;
}

} // namespace flaghook::tool
