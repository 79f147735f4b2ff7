// A receiver inside a CGI handler (RFC 3875): the web server gives the body on standard input and
// the headers in the environment.
#include <cstdio>
#include <cstdlib>
#include <iostream>

// [cgi_receiver]
#include <flaghook/flaghook.hpp>

int handle(const flaghook::receiver& receiver) {
    const char* const length = std::getenv("CONTENT_LENGTH");
    const char* const signature = std::getenv("HTTP_X_SENTRY_SIGNATURE");
    const unsigned long long size = length != nullptr ? std::strtoull(length, nullptr, 10) : 0;
    if (size > flaghook::parse_limits{}.body_size) {
        std::printf("Status: 413\r\n\r\n");
        return 0;
    }
    std::string body(static_cast<std::size_t>(size), '\0');
    std::cin.read(body.data(), static_cast<std::streamsize>(size));
    body.resize(static_cast<std::size_t>(std::cin.gcount())); // a body that was cut is not signed
    const flaghook::reply reply = receiver.receive(
        body, signature != nullptr ? std::optional<std::string_view>(signature) : std::nullopt);
    for (const flaghook::change& row : reply.rows) {
        std::fprintf(stderr, "%s changed\n", row.flag.c_str()); // store it before you answer
    }
    std::printf("Status: %d\r\nContent-Type: application/json\r\n\r\n%s", reply.status,
                reply.answer.c_str());
    return 0;
}
// [cgi_receiver]

int main() {
    const char* const registered = std::getenv("FLAGHOOK_SECRET");
    const auto secret = flaghook::secret::from_text(registered != nullptr ? registered : "");
    if (!secret) {
        std::fprintf(stderr, "FLAGHOOK_SECRET: %s\n", secret.error().message().c_str());
        return 2;
    }
    return handle(flaghook::receiver(*flaghook::verifier::make(*secret)));
}
