// Two options with the same name; the second one would never be found.
// expected: flaghook: two options of one choice have the same name
#include <flaghook/blueprint/choice.hpp>
#include <flaghook/blueprint/nodes.hpp>

namespace blueprint = flaghook::blueprint;
using blueprint::option;

enum class action { created, deleted };

struct change {
    action what;
};

struct document {
    using payload_type = change;
#ifdef CORRECT
    static constexpr const char* second = "deleted";
#else
    static constexpr const char* second = "created";
#endif
    static constexpr auto payload = blueprint::object(blueprint::field(
        "action", &change::what,
        blueprint::one_of(option{"created", action::created}, option{second, action::deleted})));
};

inline constexpr auto count = blueprint::nodes<document>.size(); // here
