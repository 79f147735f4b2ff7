// A field of another model type among an object's.
// expected: flaghook: every field of an object must name a member of the same model type
#include <flaghook/blueprint/field.hpp>

#include <string>

namespace blueprint = flaghook::blueprint;

struct author {
    std::string id;
    std::string name;
};

struct change {
    std::string name;
};

#ifdef CORRECT
using owner = author;
#else
using owner = change;
#endif

inline constexpr auto object =
    blueprint::object(blueprint::field("id", &author::id, blueprint::any_text{}), // here
                      blueprint::field("name", &owner::name, blueprint::any_text{}));
