// An option's name outside of ASCII.
// expected: flaghook: names of fields and options must be printable ASCII without quotation marks
// and backslashes
#include <flaghook/blueprint/choice.hpp>
#include <flaghook/blueprint/nodes.hpp>

namespace blueprint = flaghook::blueprint;

enum class action { created };

struct change {
    action what;
};

struct document {
    using payload_type = change;
#ifdef CORRECT
    static constexpr const char* name = "cree";
#else
    static constexpr const char* name = "cr\u00E9\u00E9";
#endif
    static constexpr auto payload = blueprint::object(blueprint::field(
        "action", &change::what, blueprint::one_of(blueprint::option{name, action::created})));
};

inline constexpr auto count = blueprint::nodes<document>.size(); // here
