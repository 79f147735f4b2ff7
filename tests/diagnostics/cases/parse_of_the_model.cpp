// The model instead of its declaration.
// expected: flaghook: this type declares no document, such as the protocol version
// flaghook::blueprint::v1: it has no `payload_type`, which names the model
#include <flaghook/json/parse.hpp>

#ifdef CORRECT
using version = flaghook::blueprint::v1;
#else
using version = flaghook::payload;
#endif

bool is_accepted(std::string_view body) {
    return flaghook::parse<version>(body).has_value(); // here
}
