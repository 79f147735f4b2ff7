// A receiver while its secret is replaced, that also takes each change once. The old and the new
// secret are made up here; a program reads them from where it keeps secrets.
#include <cstdio>
#include <cstdlib>

// [rotation]
#include <flaghook/flaghook.hpp>

/// A receiver with all secrets that are valid now: while one is replaced, the old and the new one.
boost::system::result<flaghook::receiver> open(const std::vector<std::string>& registered) {
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
/// The changes to store: those whose id was not seen lately.
std::vector<flaghook::change> new_changes(flaghook::replay_guard& seen, flaghook::reply&& reply) {
    std::vector<flaghook::change> changes = std::move(reply).rows();
    seen.keep_new(changes); // and seen.forget(changes) if they cannot be stored
    return changes;
}
// [once]

int main() {
    const std::vector<std::string> registered{"the-old-secret", "the-new-secret"};
    const auto receiver = open(registered);
    if (!receiver) {
        std::fprintf(stderr, "%s\n", receiver.error().message().c_str());
        return 2;
    }
    flaghook::replay_guard seen;
    flaghook::payload payload;
    payload.data.push_back({.action = flaghook::action::created,
                            .id = 1,
                            .created_by = {"jane", flaghook::author_type::name},
                            .flag = "checkout"});
    const auto body = flaghook::serialize(payload);
    for (const char* text : {"the-old-secret", "the-new-secret", "some-other-secret"}) {
        const auto signer = flaghook::signer::make(flaghook::secret::from_text(text).value());
        const auto signature = signer->sign(*body);
        auto reply = receiver->receive(
            *body, {.signature = signature->hex(), .content_type = "application/json"});
        const int status = reply.status();
        std::printf("%s: %d, %zu to store\n", text, status,
                    new_changes(seen, std::move(reply)).size());
    }
}
