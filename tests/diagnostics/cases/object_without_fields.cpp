// An object that declares nothing.
// expected: flaghook: object() needs at least one field; for an object whose members nobody
// declares use the rule free_object
#include <flaghook/blueprint/field.hpp>

#include <string>

struct author {
    std::string id;
};

#ifdef CORRECT
inline constexpr auto object = flaghook::blueprint::object(
    flaghook::blueprint::field("id", &author::id, flaghook::blueprint::any_text{}));
#else
inline constexpr auto object = flaghook::blueprint::object(); // here
#endif
