#include "listen/flags_api.hpp"

#include <flaghook/api/link.hpp>
#include <flaghook/api/resource_path.hpp>

#include "listen/framework.hpp"

#include <boost/beast/http/field.hpp>
#include <boost/beast/http/verb.hpp>
#include <boost/system/result.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::listen {

namespace {

namespace http = boost::beast::http;

/// The size of a page if the query does not set one; also the documented maximum.
constexpr std::int64_t default_page = 100;

std::string_view header(const http_request& request, http::field name) {
    const auto value = request[name];
    return {value.data(), value.size()};
}

/// Returns the number that follows the collection's path, if nothing else does.
std::optional<std::int64_t> number_behind(std::string_view path, std::string_view collection) {
    if (!path.starts_with(collection) || !path.ends_with('/')) {
        return std::nullopt;
    }
    const std::string_view digits =
        path.substr(collection.size(), path.size() - collection.size() - 1);
    std::int64_t result = 0;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), result);
    if (error != std::errc() || end != digits.end() || digits.front() == '-') {
        return std::nullopt;
    }
    return result;
}

/// Reads the offset of a cursor. Sentry's cursors have a value, an offset, and a flag for going
/// back; ours use only the offset.
std::size_t offset_of(const flag_log_query& query) {
    constexpr std::int64_t furthest = std::int64_t{1} << 40U;
    std::int64_t offset = std::min(query.offset.value_or(0), furthest);
    if (query.cursor) {
        const std::string_view text = *query.cursor;
        const std::size_t first = text.find(':');
        const std::string_view digits =
            first == std::string_view::npos ? std::string_view() : text.substr(first + 1);
        std::int64_t value = 0;
        std::from_chars(digits.begin(), digits.end(), value);
        offset += std::clamp(value, std::int64_t{0}, furthest);
    }
    return static_cast<std::size_t>(offset);
}

/// A document that was parsed can be written again; if not, the request is answered with 500.
std::string written(result<std::string> document) {
    if (!document) {
        throw std::logic_error("the parsed document cannot be written: " +
                               document.error().issues().front().message());
    }
    return std::move(*document);
}

page_link make_link(const std::string& path, flag_log_query query, std::string_view relation,
                    std::size_t offset, bool has_results) {
    const bool leads_back = relation == "previous";
    query.offset.reset();
    query.cursor = "0:" + std::to_string(offset) + (leads_back ? ":1" : ":0");
    page_link result{
        .relation = std::string(relation), .results = has_results, .cursor = *query.cursor};
    if (query.stats_period) {
        // With `statsPeriod`, the times are ignored, and a query must not have both.
        query.start.reset();
        query.end.reset();
    }
    result.target = "http://localhost" + path + '?' + written(serialize_query(query));
    return result;
}

/// Answers requests for the resources of one organization.
class api {
public:
    api(const http_request& request, std::string path, flag_store& store, arrival& into)
        : request_(request), path_(std::move(path)), store_(store), into_(into) {}

    void answer_log() {
        if (!is_allowed({http::verb::get})) {
            return;
        }
        const auto query = parse_query(query_of(into_.target));
        if (!query) {
            refuse(400, query.error().issues().front().path() + ": " +
                            query.error().issues().front().message());
            return;
        }
        const auto most = static_cast<std::size_t>(query->per_page.value_or(default_page));
        const std::size_t first = offset_of(*query);
        const flag_store::part part = store_.find(*query, first, most);
        const std::vector<page_link> links{
            make_link(path_, *query, "previous", first > most ? first - most : 0, first != 0),
            make_link(path_, *query, "next", first + part.page.data.size(), part.has_more)};
        into_.links = serialize_links(links);
        give(200, written(serialize_flag_log_page(part.page)),
             std::to_string(part.page.data.size()) + " entries of the audit log");
    }

    void answer_log_entry(std::int64_t id) {
        if (!is_allowed({http::verb::get})) {
            return;
        }
        const flag_log_entry* const entry = store_.find(id);
        if (entry == nullptr) {
            refuse(404, "The requested resource does not exist");
            return;
        }
        give(200, written(serialize_flag_log_entry(*entry)), "an entry of the audit log");
    }

    void answer_secrets() {
        if (!is_allowed({http::verb::get, http::verb::post})) {
            return;
        }
        if (request_.method() == http::verb::get) {
            give(200, written(serialize_signing_secret_page(store_.registered())),
                 "the registered secrets");
        } else if (!request_.body().empty() &&
                   !detail::parse_content_type(header(request_, http::field::content_type))
                        .is_json) {
            std::string unused;
            const auto refused =
                decode_body(request_.body(), header(request_, http::field::content_type), unused);
            refuse(415, refused.error().issues().front().message());
        } else {
            register_secret();
        }
    }

    void answer_secret(std::int64_t id) {
        if (!is_allowed({http::verb::delete_})) {
            return;
        }
        if (store_.remove_secret(id)) {
            give(204, {}, "the secret is deleted");
        } else {
            refuse(404, "The requested resource does not exist");
        }
    }

private:
    /// Checks whether the request has a token and an allowed method; otherwise refuses it.
    bool is_allowed(std::initializer_list<http::verb> methods) {
        constexpr std::string_view scheme = "Bearer ";
        const std::string_view token = header(request_, http::field::authorization);
        if (!token.starts_with(scheme) || token.size() == scheme.size()) {
            refuse(401, "Authentication credentials were not provided.");
            return false;
        }
        for (const http::verb method : methods) {
            if (request_.method() == method) {
                return true;
            }
        }
        refuse(405, "Method \"" + into_.method + "\" not allowed.");
        return false;
    }

    void register_secret() {
        auto registration = parse_registration(request_.body());
        if (!registration) {
            const refusal& refused = registration.error();
            into_.status = refused.status();
            into_.answer = refused.answer();
            into_.remark =
                refused.issues().front().path() + ": " + refused.issues().front().message();
            return;
        }
        const std::string name(to_string(registration->provider));
        store_.register_secret(std::move(*registration));
        give(201, {}, "the secret of the provider " + name + " is registered");
    }

    void give(int status, std::string body, std::string remark) {
        into_.status = status;
        into_.answer = std::move(body);
        into_.remark = std::move(remark);
    }

    void refuse(int status, const std::string& why) { give(status, detail(why), why); }

    const http_request& request_;
    std::string path_;
    flag_store& store_;
    arrival& into_;
};

} // namespace

bool answer_api_request(const http_request& request, const std::string& organization,
                        flag_store& store, arrival& into) {
    const std::string path = path_of(into.target);
    const std::string logs = flag_logs_path(organization);
    const std::string secrets = signing_secrets_path(organization);
    api answering(request, path, store, into);
    if (path == logs) {
        answering.answer_log();
    } else if (path == secrets) {
        answering.answer_secrets();
    } else if (const auto entry = number_behind(path, logs)) {
        answering.answer_log_entry(*entry);
    } else if (const auto one = number_behind(path, secrets)) {
        answering.answer_secret(*one);
    } else {
        return false;
    }
    into.is_delivery = false;
    return true;
}

} // namespace flaghook::listen
