// A declaration without fields.
// expected: flaghook: this type declares no document, such as the protocol version
// flaghook::blueprint::v1: it has no `static constexpr auto payload`, an object of fields
#include <flaghook/json/serialize.hpp>

struct document {
    using payload_type = flaghook::payload;
#ifdef CORRECT
    static constexpr auto payload = flaghook::blueprint::v1::payload;
#endif
};

bool is_writable(const flaghook::payload& value) {
    return flaghook::serialize<document>(value).has_value(); // here
}
