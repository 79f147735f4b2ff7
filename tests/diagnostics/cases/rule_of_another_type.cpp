// The rule's values do not fit the member.
// expected: flaghook: the rule integer needs a member of type flaghook::change_id or std::int64_t,
// or std::optional of one
#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/integer.hpp>

#include <cstdint>

struct meta {
#ifdef CORRECT
    std::int64_t version;
#else
    short version;
#endif
};

inline constexpr auto version =
    flaghook::blueprint::field("version", &meta::version, flaghook::blueprint::integer{}); // here
