// The options belong to another enumeration than the member.
// expected: flaghook: the options of one_of(...) need values of the member's type
#include <flaghook/blueprint/choice.hpp>
#include <flaghook/blueprint/field.hpp>

enum class action { created, deleted };
enum class author_type { email, id };

struct change {
#ifdef CORRECT
    action what;
#else
    author_type what;
#endif
};

inline constexpr auto field = flaghook::blueprint::field( // here
    "action", &change::what,
    flaghook::blueprint::one_of(flaghook::blueprint::option{"created", action::created},
                                flaghook::blueprint::option{"deleted", action::deleted}));
