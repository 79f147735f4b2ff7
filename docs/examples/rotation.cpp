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
    auto verifier = flaghook::verifier::make(secrets);
    if (!verifier) {
        return verifier.error();
    }
    return flaghook::receiver(std::move(*verifier));
}
// [rotation]

// [once]
/// Answers as Sentry does, and stores only changes whose id did not come lately.
flaghook::reply receive_once(const flaghook::receiver& receiver, flaghook::replay_guard& seen,
                             std::string_view body, std::string_view signature) {
    flaghook::reply reply = receiver.receive(body, signature);
    seen.keep_new(reply.rows); // and seen.forget(reply.rows) if they cannot be stored
    return reply;
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
        const auto reply = receive_once(*receiver, seen, *body, signature->hex());
        std::printf("%s: %d, %zu to store\n", text, reply.status, reply.rows.size());
    }
}
