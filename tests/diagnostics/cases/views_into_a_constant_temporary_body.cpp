// Reads a payload of views from a constant temporary body, which is destroyed at the end of the
// statement.
// expected: body_for
#include <flaghook/json/parse.hpp>

#include <string>

const std::string receive();

bool accepted(flaghook::parser<flaghook::blueprint::latest_borrowed>& parser) {
#ifdef CORRECT
    const std::string body = receive();
    return parser.parse(body).has_value();
#else
    return parser.parse(receive()).has_value(); // here
#endif
}
