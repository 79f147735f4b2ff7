// A sender: announces one change of a flag. Prints the request instead of sending it.

// [sender]
#include <flaghook/flaghook.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>

/// Prints the signed request that announces a change; `id` is the change's number in your own log.
bool announce(const flaghook::endpoint& endpoint, const flaghook::signer& signer, std::string flag,
              std::uint64_t id) {
    flaghook::payload payload;
    payload.data.push_back({.action = flaghook::change_action::updated,
                            .id = id,
                            .created_at = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12},
                            .created_by = {"jane@example.com", flaghook::author_type::email},
                            .flag = std::move(flag)});
    const auto request = flaghook::make_request(endpoint, payload, signer);
    if (!request) {
        for (const flaghook::issue& issue : request.error().issues()) {
            std::printf("%s: %s\n", issue.path().c_str(), issue.message().c_str());
        }
        return false;
    }
    std::printf("POST %s\n", request->url().c_str());
    for (const flaghook::header& header : request->headers()) {
        std::printf("%s: %s\n", header.name.c_str(), header.value.c_str());
    }
    std::printf("\n%s\n", request->body().c_str()); // send exactly these bytes
    return true;
}
// [sender]

// [start]
#include <flaghook/flaghook.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

bool announce(const flaghook::endpoint& endpoint, const flaghook::signer& signer, std::string flag,
              std::uint64_t id); // see above

int main(int argc, char** argv) {
    const auto endpoint = flaghook::endpoint::from_url(
        "https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/");
    if (!endpoint) {
        std::fprintf(stderr, "URL: %s\n", endpoint.error().message().c_str());
        return 2;
    }
    const char* const text = std::getenv("FLAGHOOK_SECRET");
    const auto secret = flaghook::secret::from_text(text != nullptr ? text : "");
    if (!secret) {
        std::fprintf(stderr, "FLAGHOOK_SECRET: %s\n", secret.error().message().c_str());
        return 2;
    }
    const auto signer = flaghook::signer::make(*secret);
    if (!signer) {
        std::fprintf(stderr, "crypto library: %s\n", signer.error().message().c_str());
        return 2;
    }
    const char* const flag = argc > 1 ? argv[1] : "checkout";
    return announce(*endpoint, *signer, flag, 93899375123) ? 0 : 1;
}
// [start]
