#include "listen/stand_in.hpp"

#include <flaghook/json/write_text.hpp>
#include <flaghook/signature/signature.hpp>
#include <flaghook/webhook/endpoint.hpp>

#include "tool/printable.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/field.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace flaghook::listen {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

/// `{"detail": ...}`, as the framework answers what it does not let through.
std::string detail(std::string_view text) {
    std::string result = R"({"detail":)";
    json::append_string(result, text);
    return tool::ascii_json(result + '}');
}

/// The values of all headers of that name in one, as servers hand them on (RFC 9110, section 5.2).
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

/// Whether the framework's parser for JSON takes a body of that `Content-Type`.
bool is_json(std::string_view content_type) {
    content_type = content_type.substr(0, content_type.find(';'));
    while (content_type.ends_with(' ') || content_type.ends_with('\t')) {
        content_type.remove_suffix(1);
    }
    for (const beast::string_view taken : {"application/json", "application/*", "*/*"}) {
        if (beast::iequals(taken, {content_type.data(), content_type.size()})) {
            return true;
        }
    }
    return false;
}

/// The path of a request's target: without its query and, where it was written for a proxy, without
/// the host (RFC 9112, section 3.2.2).
std::string path_of(std::string target) {
    constexpr std::string_view scheme = "http://";
    if (target.starts_with(scheme)) {
        target.erase(0, std::min(target.find('/', scheme.size()), target.size()));
    }
    return target.substr(0, target.find('?'));
}

/// The webhook that a path names, on a server that stands at the root of its host.
boost::system::result<endpoint> webhook_at(const std::string& path) {
    if (!path.starts_with("/api/")) {
        return endpoint_error::wrong_path;
    }
    return endpoint::from_url("http://localhost" + path);
}

} // namespace

stand_in::stand_in(std::string organization, verifier checked_by, const receiver_options& receiving)
    : organization_(std::move(organization)),
      path_("/api/0/organizations/" + organization_ + "/flags/hooks/provider/generic/"),
      verifier_(std::move(checked_by)),
      receiving_(receiving) {}

arrival stand_in::receive(const http_request& request) const {
    arrival result{.at = std::chrono::floor<timestamp::duration>(std::chrono::system_clock::now()),
                   .method = std::string(view(request.method_string())),
                   .target = std::string(view(request.target()))};
    route(request, result);
    return result;
}

void stand_in::route(const http_request& request, arrival& into) const {
    const auto to = webhook_at(path_of(into.target));
    if (!to) {
        into.status = 404;
        into.answer = detail("The requested resource does not exist");
        into.remark = to.error().message();
    } else if (request.method() == http::verb::options) {
        into.status = 200;
        into.remark = "a question for the allowed methods";
    } else if (request.method() != http::verb::post) {
        into.status = 405;
        into.answer = detail("Method \"" + into.method + "\" not allowed.");
        into.remark = "a webhook is sent with POST";
    } else if (to->organization() != organization_) {
        into.status = 401;
        into.answer = basic_receiver<blueprint::latest, default_backend>::unauthorized().answer;
        into.remark = "the organization '" + std::string(to->organization()) +
                      "' is unknown here, the only one is '" + organization_ + "'";
    } else {
        receive_payload(request, into);
    }
}

void stand_in::receive_payload(const http_request& request, arrival& into) const {
    const std::string& body = request.body();
    const std::optional<std::string> signature = header(request, signature_header);
    const std::string_view content_type = view(request[http::field::content_type]);
    if (!body.empty() && !is_json(content_type) && verifier_.verify(body, signature)) {
        into.status = 415;
        into.answer =
            detail("Unsupported media type \"" + std::string(content_type) + "\" in request.");
        into.remark = "the body is sent as '" + std::string(content_type) +
                      "'; expected the header Content-Type: application/json";
        return;
    }
    into.verdict = tool::receive(into.target, body, receiving_,
                                 tool::presented_signature{verifier_, signature});
    into.status = into.verdict->reply.status;
    into.answer = into.verdict->reply.answer;
}

http_response stand_in::response_to(const arrival& of) {
    http_response result(static_cast<http::status>(of.status), 11);
    if (!of.answer.empty()) {
        result.set(http::field::content_type, "application/json");
        result.body() = of.answer;
    }
    if (of.status == 405 || of.method == "OPTIONS") {
        result.set(http::field::allow, "POST, OPTIONS");
    }
    return result;
}

} // namespace flaghook::listen
