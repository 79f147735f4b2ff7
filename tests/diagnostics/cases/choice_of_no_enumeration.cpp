// A choice between values that do not belong to an enumeration.
// expected: flaghook: the options of one_of(...) need values of an enumeration
#include <flaghook/blueprint/choice.hpp>
#include <flaghook/blueprint/field.hpp>

enum class action { created, deleted };

#ifdef CORRECT
inline constexpr auto rule = flaghook::blueprint::one_of( // here
    flaghook::blueprint::option{"created", action::created});
#else
inline constexpr auto rule = flaghook::blueprint::one_of( // here
    flaghook::blueprint::option{"created", true});
#endif
