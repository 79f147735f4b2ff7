#include "listen/stand_in.hpp"

#include <flaghook/flaghook.hpp>
#include <flaghook/signature/signature.hpp>
#include <flaghook/webhook/endpoint.hpp>

#include "listen/flags_api.hpp"
#include "listen/framework.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/field.hpp>

#include <chrono>
#include <utility>

namespace flaghook::listen {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

/// Joins the values of all headers with this name, as servers do (RFC 9110, section 5.2).
std::optional<std::string> header(const http_request& request, std::string_view name) {
    std::optional<std::string> result;
    const auto [begin, end] = request.equal_range(beast::string_view(name.data(), name.size()));
    for (auto each = begin; each != end; ++each) {
        if (result) {
            *result += ',';
        } else {
            result.emplace();
        }
        *result += view(each->value());
    }
    return result;
}

/// Returns the webhook that a path names, on a server at the root of its host.
boost::system::result<endpoint> webhook_at(const std::string& path) {
    if (!path.starts_with("/api/")) {
        return endpoint_error::wrong_path;
    }
    return endpoint::from_url("http://localhost" + path);
}

} // namespace

stand_in::stand_in(std::string organization, std::vector<secret> secrets,
                   const receiver_options& receiving)
    : organization_(std::move(organization)),
      path_("/api/0/organizations/" + organization_ + "/flags/hooks/provider/generic/"),
      store_(std::move(secrets)),
      receiving_(receiving) {}

void stand_in::record(const arrival& accepted) {
    store_.record(accepted.verdict->reply.rows());
}

arrival stand_in::receive(const http_request& request) {
    arrival result{.at = std::chrono::system_clock::now(),
                   .method = std::string(view(request.method_string())),
                   .target = std::string(view(request.target()))};
    route(request, result);
    return result;
}

void stand_in::route(const http_request& request, arrival& into) {
    if (answer_api_request(request, organization_, store_, into)) {
        return;
    }
    const auto to = webhook_at(path_of(into.target));
    if (!to) {
        into.status = 404;
        into.answer = detail("The requested resource does not exist");
        into.remark = to.error().message();
    } else if (request.method() == http::verb::options) {
        into.status = 200;
        into.remark = "a request for the allowed methods";
    } else if (request.method() != http::verb::post) {
        into.status = 405;
        into.answer = detail("Method \"" + into.method + "\" not allowed.");
        into.remark = "a webhook must be sent with POST";
    } else if (to->organization() != organization_) {
        into.status = 401;
        into.answer = answerer().unauthorized().answer();
        into.remark = "the organization '" + std::string(to->organization()) +
                      "' is unknown; the only organization is '" + organization_ + "'";
    } else if (store_.checks_with() == nullptr) {
        into.status = 401;
        into.answer = answerer().unauthorized().answer();
        into.remark = "no secret is registered for the generic provider";
    } else {
        receive_payload(request, into);
    }
}

void stand_in::receive_payload(const http_request& request, arrival& into) const {
    const diagnosis::signature_checker& by = *store_.checks_with();
    const std::string& body = request.body();
    const std::optional<std::string> signature = header(request, signature_header);
    const std::string_view content_type = view(request[http::field::content_type]);
    const std::string_view coding = view(request[http::field::content_encoding]);
    into.verdict = tool::receive(into.target, body, receiving_,
                                 tool::signature_to_check{by, {signature, coding}}, content_type);
    if (into.verdict->reply.outcome() == delivery_outcome::unsupported_media_type) {
        into.status = 415;
        into.answer = into.verdict->reply.answer();
        into.verdict.reset();
        into.remark =
            (content_type.empty() ? "the request has no content type"
                                  : "the body is sent as '" + std::string(content_type) + '\'') +
            "; expected the header Content-Type: application/json";
        return;
    }
    into.status = into.verdict->reply.status();
    into.answer = into.verdict->reply.answer();
}

http_response stand_in::response_to(const arrival& of) {
    http_response result(static_cast<http::status>(of.status), 11);
    if (!of.answer.empty()) {
        result.set(http::field::content_type, "application/json");
        result.body() = of.answer;
    }
    if (of.is_delivery && (of.status == 405 || of.method == "OPTIONS")) {
        result.set(http::field::allow, "POST, OPTIONS");
    }
    if (!of.links.empty()) {
        result.set(http::field::link, of.links);
    }
    if (of.retry_after) {
        result.set(http::field::retry_after, std::to_string(of.retry_after->count()));
    }
    return result;
}

} // namespace flaghook::listen
