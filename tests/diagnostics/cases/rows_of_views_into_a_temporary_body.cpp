// Receives rows of views from a temporary body, which is destroyed at the end of the statement.
// expected: body_for
#include <flaghook/flaghook.hpp>

#include <string>

std::string read_body();

bool accepted(flaghook::borrowing_receiver::session& session,
              const flaghook::received_headers& headers) {
#ifdef CORRECT
    const std::string body = read_body();
    return session.receive(body, headers).accepted();
#else
    return session.receive(read_body(), headers).accepted(); // here
#endif
}
