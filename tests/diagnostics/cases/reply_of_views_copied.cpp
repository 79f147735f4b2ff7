// Copies a reply whose rows are views into memory that the next request reuses.
// expected: delete
#include <flaghook/flaghook.hpp>

#include <string>

bool accepted(flaghook::borrowing_receiver::session& session, const std::string& body,
              const flaghook::received_headers& headers) {
#ifdef CORRECT
    const auto& reply = session.receive(body, headers);
#else
    const auto reply = session.receive(body, headers); // here
#endif
    return reply.accepted();
}
