/// @file
/// Predicts how Sentry's server would answer an HTTP request.
#ifndef FLAGHOOK_LISTEN_STAND_IN_HPP
#define FLAGHOOK_LISTEN_STAND_IN_HPP

#include <flaghook/model/timestamp.hpp>
#include <flaghook/signature/default_backend.hpp>
#include <flaghook/webhook/receiver.hpp>

#include "listen/flag_store.hpp"
#include "listen/http_server.hpp"
#include "tool/judging.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace flaghook::listen {

/// One received request and its answer.
struct arrival {
    /// Whether the request appears to be for the webhook.
    bool is_delivery = true;
    timestamp at{};
    std::string method{};
    std::string target{};
    int status = 0;
    /// The body of the answer.
    std::string answer{};
    /// The answer's `Link` header, if any.
    std::string links{};
    /// The verdict on the payload; nothing if the payload was not judged, or if a script replaced
    /// the answer.
    std::optional<tool::verdict> verdict{};
    /// Why the payload was not judged, or what was done, as text for users; empty if the verdict
    /// says it.
    std::string remark{};

    /// The scripted answer to the request, such as `429:2`. Without a verdict, it replaced Sentry's
    /// answer.
    std::string scripted{};
    /// The answer's `Retry-After` header, if any.
    std::optional<std::chrono::seconds> retry_after{};
    /// The scripted answer that the same body got before, and how many seconds ago.
    std::optional<std::pair<std::string, double>> sent_again{};

    /// The result of forwarding the request, in the JSON form of `flaghook send`.
    std::optional<boost::json::object> forwarded{};

    /// Checks whether the changes are recorded.
    [[nodiscard]] bool is_accepted() const { return verdict && verdict->reply.accepted(); }
    /// Checks whether the changes are recorded and have the documented form.
    [[nodiscard]] bool is_clean() const { return is_accepted() && verdict->deviations.empty(); }
    /// Checks whether a scripted answer replaced Sentry's.
    [[nodiscard]] bool is_replaced() const { return !scripted.empty() && !verdict; }
};

/// Simulates Sentry's server for one organization: the webhook of the generic provider and the rest
/// of the Flags API. Paths, order of the checks, statuses and bodies are the server's. The API's
/// resources need a token, but accept any.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py,
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://www.django-rest-framework.org/api-guide/exceptions/
class stand_in {
public:
    /// @param organization the slug of the only organization
    /// @param secrets the secrets of the generic provider that are valid from the start
    stand_in(std::string organization, std::vector<secret> secrets,
             const receiver_options& receiving);

    /// Returns the path of the webhook.
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    /// Determines the answer. Does not record a delivery, but carries out requests to the signing
    /// secrets.
    [[nodiscard]] arrival receive(const http_request& request);

    /// Adds an accepted delivery to the audit log.
    void record(const arrival& accepted);

    /// Converts the answer to an HTTP response.
    [[nodiscard]] static http_response response_to(const arrival& of);

private:
    void route(const http_request& request, arrival& into);
    void receive_payload(const http_request& request, arrival& into) const;

    std::string organization_;
    std::string path_;
    flag_store store_;
    receiver_options receiving_;
};

} // namespace flaghook::listen

#endif
