// A payload of views, read from a body that ends with the statement.
// expected: flaghook: the payload would have views into a temporary body; keep the body in a
// variable, or parse into a payload that owns its text
#include <flaghook/json/parse.hpp>

#include <string>

std::string receive();

bool accepted(flaghook::parser<flaghook::blueprint::latest_borrowed>& parser,
              flaghook::borrowed_payload& payload) {
#ifdef CORRECT
    const std::string body = receive();
    return parser.parse(body, payload);
#else
    return parser.parse(receive(), payload); // here
#endif
}
