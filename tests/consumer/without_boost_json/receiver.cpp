// Builds a request, verifies it and answers it, with the crypto library and Boost's headers alone.
#ifdef WITH_UMBRELLA
#include <flaghook/flaghook.hpp>
#else
#include <flaghook/json/parse.hpp>
#include <flaghook/json/serialize.hpp>
#include <flaghook/signature/default_backend.hpp>
#include <flaghook/webhook/receiver.hpp>
#include <flaghook/webhook/request.hpp>
#endif

#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using receiver = flaghook::basic_receiver<flaghook::blueprint::latest, flaghook::default_backend>;

int fail(std::string_view what) {
    std::cerr << "failed: " << what << '\n';
    return 1;
}

/// Checks that a refused body gets an answer and its deviations.
bool refuses(std::string_view body, int status) {
    flaghook::parser<> parser({.deviations = true});
    const auto& payload = parser.parse(body);
    if (payload || payload.error().status() != status) {
        return false;
    }
    std::cout << status << ' ' << payload.error().answer() << '\n';
    for (const flaghook::deviation& each : payload.deviations()) {
        std::cout << each.path() << ": " << each.message() << '\n';
    }
    return true;
}

} // namespace

int main() {
    const auto secret = flaghook::secret::from_text("a secret of a consumer");
    if (!secret) {
        return fail("secret");
    }
    const auto signer = flaghook::signer::make(*secret);
    auto verifier = flaghook::verifier::make(*secret);
    if (!signer || !verifier) {
        return fail("crypto");
    }

    flaghook::payload payload;
    payload.data.push_back({.action = flaghook::change_action::updated,
                            .id = 42,
                            .created_at = {},
                            .created_by = {"jane@example.com", flaghook::author_type::email},
                            .flag = "hello.world"});
    const auto body = flaghook::serialize(payload);
    const auto endpoint = flaghook::endpoint::make("acme");
    if (!endpoint) {
        return fail("endpoint");
    }
    const auto request = flaghook::make_request(*endpoint, payload, *signer);
    if (!body || !request || request->body() != *body) {
        return fail("request");
    }
    if (!verifier->verify(request->body(), request->headers())) {
        return fail("verify");
    }

    const receiver answering(std::move(*verifier));
    const auto reply = answering.receive(request->body(), request->headers());
    if (!reply.accepted() || reply.rows().size() != 1 ||
        reply.rows().front().flag != "hello.world") {
        return fail("receive");
    }
    if (answering.receive("{}", request->headers()).status() != 401) {
        return fail("refuse a signature");
    }
    if (!refuses(R"({"data": [{"action": {"a": [1.5]}, "flag": 1, "new": []}]})", 200) ||
        !refuses("{\"data\": \"\xFF\"}", 400) || !refuses(std::string(10'000, '['), 500)) {
        return fail("refuse a body");
    }
    return 0;
}
