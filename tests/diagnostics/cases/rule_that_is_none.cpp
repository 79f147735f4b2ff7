// A limit in place of a rule.
// expected: flaghook: a field's rule must be text, integer, date_time, one_of(...), list_of(...),
// an object, or another type that is a flaghook::blueprint::rule
#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/text.hpp>

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
