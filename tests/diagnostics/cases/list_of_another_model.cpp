// A list whose items have another type than the container's elements.
// expected: flaghook: the fields of a nested object must name members of the type that the object
// fills
#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/text.hpp>

#include <string>
#include <vector>

namespace blueprint = flaghook::blueprint;

struct change {
    std::string flag;
};

struct payload {
#ifdef CORRECT
    std::vector<change> data;
#else
    std::vector<std::string> data;
#endif
};

inline constexpr auto item =
    blueprint::object(blueprint::field("flag", &change::flag, blueprint::text{.max_length = 9}));

inline constexpr auto data =
    blueprint::field("data", &payload::data, blueprint::list_of(item)); // here
