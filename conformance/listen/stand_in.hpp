/// @file
/// What Sentry's server would answer to an HTTP request.
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

/// One request that came, and what it was answered.
struct arrival {
    /// Whether it was meant for the webhook, as far as one can tell.
    bool is_delivery = true;
    timestamp at{};
    std::string method{};
    std::string target{};
    int status = 0;
    /// The body of the answer.
    std::string answer{};
    /// The answer's header `Link`, if it has one.
    std::string links{};
    /// What was made of the payload, where the request came as far as that.
    std::optional<tool::verdict> verdict{};
    /// Why it did not come as far, or what was done, for people; empty for what the verdict says.
    std::string remark{};

    /// The answer that a script has for the request, such as `429:2`; without a verdict, it took
    /// the place of Sentry's.
    std::string scripted{};
    /// The answer's header `Retry-After`, if it has one.
    std::optional<std::chrono::seconds> retry_after{};
    /// The scripted answer that the same body got before, and how many seconds ago.
    std::optional<std::pair<std::string, double>> sent_again{};

    /// What became of it where it was passed on to, as `flaghook send` has it in JSON.
    std::optional<boost::json::object> forwarded{};

    /// Whether changes are recorded.
    [[nodiscard]] bool is_accepted() const { return verdict && verdict->reply.accepted(); }
    /// Whether they are, and came as the documentation has them.
    [[nodiscard]] bool is_clean() const { return is_accepted() && verdict->deviations.empty(); }
    /// Whether a script's answer took the place of Sentry's.
    [[nodiscard]] bool is_replaced() const { return !scripted.empty() && !verdict; }
};

/// Stands in for Sentry: one organization with the webhook of the generic provider and the rest of
/// the Flags API. Paths, order of the steps, statuses and bodies are those of the server. The API's
/// resources want a token, and take any.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py,
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://www.django-rest-framework.org/api-guide/exceptions/
class stand_in {
public:
    /// @param organization the slug of the only organization
    /// @param secrets those of the generic provider that are valid from the start
    stand_in(std::string organization, std::vector<secret> secrets,
             const receiver_options& receiving);

    /// The path of the webhook.
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    /// Decides what to answer. Of a delivery nothing is recorded by this; a request for a secret is
    /// done.
    [[nodiscard]] arrival receive(const http_request& request);

    /// Writes an accepted delivery to the audit log.
    void record(const arrival& accepted);

    /// The answer as HTTP carries it.
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
