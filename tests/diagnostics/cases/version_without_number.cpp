// A document without a version number, which is not a version of the protocol.
// expected: has_a_version_number
#include <flaghook/json/parse.hpp>

struct unknown {
#ifdef CORRECT
    static constexpr int number = 3;
#endif
    using payload_type = flaghook::payload;
    static constexpr auto payload = flaghook::blueprint::v1::payload;
};

inline constexpr auto size = sizeof(flaghook::parser<unknown>); // here
