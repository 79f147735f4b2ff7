// One choice with values of two types.
// expected: flaghook: every option of one_of(...) must be an option{name, value}, all with
// values of the same type
#include <flaghook/blueprint/choice.hpp>
#include <flaghook/blueprint/field.hpp>

using flaghook::blueprint::option;

enum class action { created, deleted };

#ifdef CORRECT
constexpr action second = action::deleted;
#else
constexpr int second = 1;
#endif

inline constexpr auto rule = flaghook::blueprint::one_of(option{"created", action::created}, // here
                                                         option{"deleted", second});
