// An object without fields.
// expected: flaghook: object() needs at least one field
#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/text.hpp>

#include <string>

struct author {
    std::string id;
};

#ifdef CORRECT
inline constexpr auto object = flaghook::blueprint::object(
    flaghook::blueprint::field("id", &author::id, flaghook::blueprint::text{.max_length = 9}));
#else
inline constexpr auto object = flaghook::blueprint::object(); // here
#endif
