// A limit where a rule belongs.
// expected: flaghook: a field's rule must be text, any_text, boolean, integer, date_time,
// free_object, one_of(...), list_of(...) or an object
#include <flaghook/blueprint/field.hpp>

#include <string>

struct author {
    std::string id;
};

#ifdef CORRECT
constexpr flaghook::blueprint::text rule{.max_length = 100};
#else
constexpr int rule = 100;
#endif

inline constexpr auto id = flaghook::blueprint::field("id", &author::id, rule); // here
