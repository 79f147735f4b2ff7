// Rows of views, received from a body that ends with the statement.
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
