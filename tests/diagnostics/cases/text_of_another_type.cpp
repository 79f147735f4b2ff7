// A text rule for a member that is a number.
// expected: flaghook: the rule text needs a member for text, such as std::string, or
// std::optional of one
#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/text.hpp>

#include <string_view>

struct author {
#ifdef CORRECT
    std::string_view id;
#else
    int id;
#endif
};

inline constexpr auto id = flaghook::blueprint::optional_field( // here
    "id", &author::id, flaghook::blueprint::text{.max_length = 100});
