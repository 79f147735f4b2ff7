// A sender: announces one change of a flag. Prints the request instead of sending it.
#include <cstdio>
#include <cstdlib>

// [sender]
#include <flaghook/flaghook.hpp>

bool announce(const flaghook::signer& signer, std::string flag, std::uint64_t number) {
    flaghook::payload payload;
    payload.data.push_back({.action = flaghook::action::updated,
                            .id = number, // of the change in your own log
                            .created_at = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12},
                            .created_by = {"jane@example.com", flaghook::author_type::email},
                            .flag = std::move(flag)});
    const auto request = flaghook::make_request("https://sentry.io/api/0/...", payload, signer);
    if (!request) {
        for (const flaghook::issue& issue : request.error().issues) {
            std::printf("%s: %s\n", issue.path().c_str(), issue.message().c_str());
        }
        return false;
    }
    std::printf("X-Sentry-Signature: %s\n", std::string(request->signature().hex()).c_str());
    std::printf("%s\n", request->body().c_str()); // POST exactly these bytes
    return true;
}
// [sender]

int main() {
    const char* registered = std::getenv("FLAGHOOK_SECRET");
    const auto secret = flaghook::secret::from_text(registered != nullptr ? registered : "");
    if (!secret) {
        std::fprintf(stderr, "FLAGHOOK_SECRET: %s\n", secret.error().message().c_str());
        return 2;
    }
    const auto signer = flaghook::signer::make(*secret);
    return announce(*signer, "checkout", 93899375123) && !announce(*signer, " ", 2) ? 0 : 1;
}
