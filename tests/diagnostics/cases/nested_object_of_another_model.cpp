// A nested object whose fields belong to another type than the member.
// expected: flaghook: the fields of a nested object must name members of the type that the object
// fills
#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/text.hpp>

#include <string>

namespace blueprint = flaghook::blueprint;

struct author {
    std::string id;
};

struct reviewer {
    std::string id;
};

struct change {
#ifdef CORRECT
    author created_by;
#else
    reviewer created_by;
#endif
};

inline constexpr auto author_object =
    blueprint::object(blueprint::field("id", &author::id, blueprint::text{.max_length = 9}));

inline constexpr auto created_by =
    blueprint::field("created_by", &change::created_by, author_object); // here
