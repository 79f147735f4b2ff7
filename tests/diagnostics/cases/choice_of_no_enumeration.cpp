// A choice between values that are no enumeration.
// expected: flaghook: the options of one_of(...) stand for values of an enumeration
#include <flaghook/blueprint/field.hpp>

enum class action { created, deleted };

#ifdef CORRECT
inline constexpr auto rule = flaghook::blueprint::one_of( // here
    flaghook::blueprint::option{"created", action::created});
#else
inline constexpr auto rule = flaghook::blueprint::one_of( // here
    flaghook::blueprint::option{"created", true});
#endif
