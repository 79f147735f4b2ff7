// A receiver for many requests: rows are views into the body, and memory is kept. The secret
// protects nothing.
#include <cstdio>

// [views]
#include <flaghook/flaghook.hpp>

/// What one thread of a server keeps from request to request.
struct worker {
    const flaghook::borrowing_receiver& receiver;
    flaghook::borrowing_receiver::answerer memory = receiver.make_answerer();

    /// @param body stays where it is until the rows are stored
    int respond(std::string_view body, std::optional<std::string_view> signature) {
        const auto& reply = receiver.receive(body, signature, memory);
        for (const flaghook::borrowed_change& row : reply.rows) {
            std::printf("%.*s\n", static_cast<int>(row.flag.size()), row.flag.data());
        }
        return reply.status;
    }
};
// [views]

int main() {
    const auto secret = flaghook::secret::from_text("a-secret-for-the-example");
    const flaghook::borrowing_receiver receiver(flaghook::verifier::make(*secret).value());
    worker one{receiver};
    flaghook::payload payload;
    payload.data.push_back(
        {.id = 1, .created_by = {"jane", flaghook::author_type::name}, .flag = "checkout"});
    payload.data.push_back(
        {.id = 2, .created_by = {"jane", flaghook::author_type::name}, .flag = "search"});
    const auto body = flaghook::serialize(payload);
    const auto signature = flaghook::signer::make(*secret)->sign(*body);
    std::printf("%d\n", one.respond(*body, signature->hex()));
    std::printf("%d\n", one.respond(*body, std::nullopt));
}
