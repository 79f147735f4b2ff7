// A document that is not a version of the protocol.
// expected: flaghook: this document is not a protocol version, such as flaghook::blueprint::v1: it
// has no `static constexpr int number`
#include <flaghook/json/parse.hpp>

struct unknown {
#ifdef CORRECT
    static constexpr int number = 3;
#endif
    using payload_type = flaghook::payload;
    static constexpr auto payload = flaghook::blueprint::v1::payload;
};

bool is_accepted(std::string_view body) {
    return flaghook::parse<unknown>(body).has_value(); // here
}
