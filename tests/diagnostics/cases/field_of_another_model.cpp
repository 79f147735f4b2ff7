// One field of an object belongs to another model type.
// expected: flaghook: every field of an object must name a member of the same model type
#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/text.hpp>

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
    blueprint::object(blueprint::field("id", &author::id, blueprint::text{.max_length = 9}), // here
                      blueprint::field("name", &owner::name, blueprint::text{.max_length = 9}));
