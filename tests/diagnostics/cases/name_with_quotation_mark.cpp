// A name that JSON would have to escape.
// expected: flaghook: names of fields and options must be printable ASCII without quotation marks
// and backslashes
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/blueprint/text.hpp>

#include <string>

namespace blueprint = flaghook::blueprint;

struct author {
    std::string id;
};

struct document {
    using payload_type = author;
#ifdef CORRECT
    static constexpr const char* name = "the-id";
#else
    static constexpr const char* name = "the\"id";
#endif
    static constexpr auto payload =
        blueprint::object(blueprint::field(name, &author::id, blueprint::text{.max_length = 100}));
};

inline constexpr auto count = blueprint::nodes<document>.size(); // here
