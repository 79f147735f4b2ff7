// A sender: announces one change of a flag. Prints the request instead of sending it.
#include <cstdio>
#include <cstdlib>

// [sender]
#include <flaghook/flaghook.hpp>

bool announce(const flaghook::endpoint& endpoint, const flaghook::signer& signer, std::string flag,
              std::uint64_t number) {
    flaghook::payload payload;
    payload.data.push_back({.action = flaghook::action::updated,
                            .id = number, // of the change in your own log
                            .created_at = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12},
                            .created_by = {"jane@example.com", flaghook::author_type::email},
                            .flag = std::move(flag)});
    const auto request = flaghook::make_request(endpoint, payload, signer);
    if (!request) {
        const flaghook::refusal refused = request.error();
        for (const flaghook::issue& issue : refused.issues()) {
            std::printf("%s: %s\n", issue.path().c_str(), issue.message().c_str());
        }
        return false;
    }
    std::printf("POST %s\n", request->url().c_str());
    for (const flaghook::header& header : request->headers()) {
        std::printf("%s: %s\n", header.name.data(), std::string(header.value).c_str());
    }
    std::printf("\n%s\n", request->body().c_str()); // send exactly these bytes
    return true;
}
// [sender]

// [start]
/// Reads the configuration once, at start-up, and says what is wrong with it.
int run(const char* url, const char* registered) {
    const auto endpoint = flaghook::endpoint::from_url(url);
    if (!endpoint) {
        std::fprintf(stderr, "the URL: %s\n", endpoint.error().message().c_str());
        return 2;
    }
    const auto secret = flaghook::secret::from_text(registered);
    if (!secret) {
        std::fprintf(stderr, "FLAGHOOK_SECRET: %s\n", secret.error().message().c_str());
        return 2;
    }
    const auto signer = flaghook::signer::make(*secret);
    if (!signer) {
        std::fprintf(stderr, "the crypto library: %s\n", signer.error().message().c_str());
        return 2;
    }
    const bool good = announce(*endpoint, *signer, "checkout", 93899375123);
    const bool bad = announce(*endpoint, *signer, " ", 2); // no name of a flag
    return good && !bad ? 0 : 1;
}
// [start]

int main() {
    const char* const registered = std::getenv("FLAGHOOK_SECRET");
    return run("https://sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/",
               registered != nullptr ? registered : "");
}
