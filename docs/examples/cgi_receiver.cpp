// A receiver inside a CGI handler (RFC 3875): the web server passes the body on standard input and
// the headers in environment variables.

// [cgi_receiver]
#include <flaghook/flaghook.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

/// An environment variable set by the web server, if there is one.
std::optional<std::string_view> variable(const char* name) {
    const char* const value = std::getenv(name);
    return value != nullptr ? std::optional<std::string_view>(value) : std::nullopt;
}

int handle(const flaghook::receiver& receiver) {
    const char* const length = std::getenv("CONTENT_LENGTH");
    const unsigned long long size = length != nullptr ? std::strtoull(length, nullptr, 10) : 0;
    if (size > flaghook::parse_limits{}.body_size) {
        std::printf("Status: 413\r\n\r\n");
        return 0;
    }
    std::string body(static_cast<std::size_t>(size), '\0');
    std::cin.read(body.data(), static_cast<std::streamsize>(size));
    body.resize(static_cast<std::size_t>(std::cin.gcount())); // the signature of a cut body fails
    const flaghook::reply reply =
        receiver.receive(body, {.signature = variable("HTTP_X_SENTRY_SIGNATURE"),
                                .content_type = variable("CONTENT_TYPE")});
    for (const flaghook::change& row : reply.rows()) {
        std::fprintf(stderr, "%s changed\n", row.flag.c_str()); // store it before you answer
    }
    std::printf("Status: %d\r\nContent-Type: application/json\r\n\r\n%s", reply.status(),
                reply.answer().c_str());
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
    const auto receiver = flaghook::receiver::make(*secret);
    if (!receiver) {
        std::fprintf(stderr, "%s\n", receiver.error().message().c_str());
        return 2;
    }
    return handle(*receiver);
}
