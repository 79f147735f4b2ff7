// A receiver during a secret rotation, which also stores each change only once. The secrets are
// made up; a real program reads them from its secret store.
#include <chrono>
#include <cstdio>

// [rotation]
#include <flaghook/flaghook.hpp>

#include <boost/system/result.hpp>

#include <string>
#include <utility>
#include <vector>

/// Makes a receiver that accepts all of these secrets: during a rotation, the old and the new one.
boost::system::result<flaghook::receiver>
make_receiver(const std::vector<std::string>& registered) {
    std::vector<flaghook::secret> secrets;
    for (const std::string& text : registered) {
        auto secret = flaghook::secret::from_text(text);
        if (!secret) {
            return secret.error();
        }
        secrets.push_back(std::move(*secret));
    }
    return flaghook::receiver::make(secrets);
}
// [rotation]

// [once]
#include <flaghook/flaghook.hpp>

#include <utility>
#include <vector>

/// Returns the changes to store: those whose ids the guard has not seen recently. If storing them
/// fails, call `guard.forget(changes)`.
std::vector<flaghook::change> new_changes(flaghook::replay_guard& guard, flaghook::reply&& reply) {
    std::vector<flaghook::change> changes = std::move(reply).rows(); // empty unless accepted
    guard.keep_new(changes);
    return changes;
}
// [once]

int main() {
    const std::vector<std::string> registered{"the-old-secret", "the-new-secret"};
    const auto receiver = make_receiver(registered);
    if (!receiver) {
        std::fprintf(stderr, "%s\n", receiver.error().message().c_str());
        return 2;
    }
    flaghook::replay_guard guard;
    flaghook::payload payload;
    payload.data.push_back({.action = flaghook::change_action::created,
                            .id = 1,
                            .created_at = std::chrono::system_clock::now(),
                            .created_by = {"jane", flaghook::author_type::name},
                            .flag = "checkout"});
    const auto body = flaghook::serialize(payload);
    if (!body) {
        std::fprintf(stderr, "%s\n", body.error().answer().c_str());
        return 2;
    }
    for (const char* text : {"the-old-secret", "the-new-secret", "some-other-secret"}) {
        const auto secret = flaghook::secret::from_text(text);
        if (!secret) {
            return 2;
        }
        const auto signer = flaghook::signer::make(*secret);
        if (!signer) {
            return 2;
        }
        const auto signature = signer->sign(*body);
        if (!signature) {
            return 2;
        }
        auto reply = receiver->receive(
            *body, {.signature = signature->hex(), .content_type = "application/json"});
        const int status = reply.status();
        std::printf("%s: %d, %zu to store\n", text, status,
                    new_changes(guard, std::move(reply)).size());
    }
}
