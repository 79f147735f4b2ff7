// A receiver: answers one request as Sentry does. The body is read from standard input, and the
// signature is the argument.

// [receiver]
#include <flaghook/flaghook.hpp>

#include <iostream>
#include <map>
#include <string>
#include <string_view>

int respond(const flaghook::receiver& receiver, std::string_view body,
            const std::map<std::string, std::string>& headers) {
    const flaghook::reply reply = receiver.receive(body, headers);
    std::cout << reply.status() << ' ' << reply.answer() << '\n'; // what Sentry would answer
    for (const flaghook::change& row : reply.rows()) { // empty unless the reply is accepted
        std::cout << to_string(row.created_at) << ' ' << row.flag << ' ' << to_string(row.action)
                  << " by " << to_string(row.created_by.type) << ' ' << row.created_by.id
                  << ", change " << to_string(row.id) << '\n';
    }
    return reply.accepted() ? 0 : 1; // a refused payload also gets status 200
}
// [receiver]

// [receiver_start]
#include <flaghook/flaghook.hpp>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>

int respond(const flaghook::receiver& receiver, std::string_view body,
            const std::map<std::string, std::string>& headers); // see above

int main(int argc, char** argv) {
    const char* const text = std::getenv("FLAGHOOK_SECRET");
    const auto secret = flaghook::secret::from_text(text != nullptr ? text : "");
    if (!secret) {
        std::fprintf(stderr, "FLAGHOOK_SECRET: %s\n", secret.error().message().c_str());
        return 2;
    }
    const auto receiver = flaghook::receiver::make(*secret);
    if (!receiver) {
        std::fprintf(stderr, "crypto library: %s\n", receiver.error().message().c_str());
        return 2;
    }
    std::map<std::string, std::string> headers{{"content-type", "application/json"}};
    if (argc > 1) {
        headers["x-sentry-signature"] = argv[1];
    }
    const std::string body{std::istreambuf_iterator<char>(std::cin), {}};
    return respond(*receiver, body, headers);
}
// [receiver_start]
