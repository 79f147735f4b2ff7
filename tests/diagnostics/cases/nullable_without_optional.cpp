// A field that may be null, and a member that cannot say so.
// expected: flaghook: nullable_field needs a member of type std::optional, which holds nothing for
// null; declare the member so, or use field or optional_field
#include <flaghook/blueprint/field.hpp>

#include <optional>
#include <string>

struct entry {
#ifdef CORRECT
    std::optional<std::string> created_by;
#else
    std::string created_by;
#endif
};

inline constexpr auto created_by = flaghook::blueprint::nullable_field( // here
    "createdBy", &entry::created_by, flaghook::blueprint::any_text{});
