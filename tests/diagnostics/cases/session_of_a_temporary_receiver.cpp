// A session that outlives its receiver.
// expected: delete
#include <flaghook/flaghook.hpp>

#include <string>

bool accepted(flaghook::receiver (*open)(), const std::string& body) {
#ifdef CORRECT
    const flaghook::receiver receiver = open();
    flaghook::receiver::session session(receiver);
#else
    flaghook::receiver::session session(open()); // here
#endif
    return session.receive(body, flaghook::received_headers{}).accepted();
}
