// A receiver for many requests: rows are views into the body, and memory is reused. The secret is
// made up.
#include <chrono>

// [views]
#include <flaghook/flaghook.hpp>

#include <cstdio>
#include <string>

/// Answers one request, with the session of the calling thread.
/// @param body must outlive the reply, because the rows are views into it
int respond(flaghook::borrowing_receiver::session& session, const std::string& body,
            const flaghook::received_headers& headers) {
    const auto& reply = session.receive(body, headers); // valid until the next call
    for (const flaghook::borrowed_change& row : reply.rows()) {
        std::printf("%.*s\n", static_cast<int>(row.flag.size()), row.flag.data());
    }
    return reply.status();
}
// [views]

int main() {
    const auto secret = flaghook::secret::from_text("a-secret-for-the-example");
    if (!secret) {
        return 2;
    }
    const auto receiver = flaghook::borrowing_receiver::make(*secret);
    if (!receiver) {
        return 2;
    }
    flaghook::borrowing_receiver::session session(*receiver); // one for each thread
    flaghook::payload payload;
    for (const char* flag : {"checkout", "search"}) {
        payload.data.push_back({.action = flaghook::change_action::updated,
                                .id = payload.data.size() + 1,
                                .created_at = std::chrono::system_clock::now(),
                                .created_by = {"jane", flaghook::author_type::name},
                                .flag = flag});
    }
    const auto body = flaghook::serialize(payload);
    const auto signer = flaghook::signer::make(*secret);
    if (!body || !signer) {
        return 2;
    }
    const auto signature = signer->sign(*body);
    if (!signature) {
        return 2;
    }
    flaghook::received_headers headers{.signature = signature->hex(),
                                       .content_type = "application/json"};
    std::printf("%d\n", respond(session, *body, headers));
    headers.signature.reset();
    std::printf("%d\n", respond(session, *body, headers));
}
