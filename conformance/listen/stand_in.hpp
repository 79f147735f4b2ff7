/// @file
/// What Sentry's server would answer to an HTTP request.
#ifndef FLAGHOOK_LISTEN_STAND_IN_HPP
#define FLAGHOOK_LISTEN_STAND_IN_HPP

#include <flaghook/model/timestamp.hpp>
#include <flaghook/signature/default_backend.hpp>
#include <flaghook/webhook/receiver.hpp>

#include "listen/http_server.hpp"
#include "tool/verdict.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::listen {

/// One request that came, and what it was answered.
struct arrival {
    timestamp at{};
    std::string method{};
    std::string target{};
    int status = 0;
    /// The body of the answer.
    std::string answer{};
    /// What was made of the payload, where the request came as far as that.
    std::optional<tool::verdict> verdict{};
    /// Why it did not come as far, for people; empty where it did.
    std::string remark{};

    /// Whether changes are recorded.
    [[nodiscard]] bool is_accepted() const { return verdict && verdict->reply.accepted(); }
    /// Whether they are, and came as the documentation has them.
    [[nodiscard]] bool is_clean() const { return is_accepted() && verdict->deviations.empty(); }
};

/// Stands in for Sentry: one organization with the webhook of the generic provider. Paths, order of
/// the steps, statuses and bodies are those of the server.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py and
/// https://www.django-rest-framework.org/api-guide/exceptions/
class stand_in {
public:
    /// @param organization the slug of the only organization
    stand_in(std::string organization, verifier checked_by, const receiver_options& receiving);

    /// The path of the webhook.
    [[nodiscard]] const std::string& path() const noexcept { return path_; }

    /// Decides what to answer. Nothing is recorded by this.
    [[nodiscard]] arrival receive(const http_request& request) const;

    /// The answer as HTTP carries it.
    [[nodiscard]] static http_response response_to(const arrival& of);

private:
    void route(const http_request& request, arrival& into) const;
    void receive_payload(const http_request& request, arrival& into) const;

    std::string organization_;
    std::string path_;
    verifier verifier_;
    receiver_options receiving_;
};

} // namespace flaghook::listen

#endif
