// Two fields with the same name.
// expected: flaghook: two fields of one object have the same name
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/blueprint/text.hpp>

#include <string>

namespace blueprint = flaghook::blueprint;

struct author {
    std::string id;
    std::string name;
};

struct document {
    using payload_type = author;
#ifdef CORRECT
    static constexpr const char* second = "name";
#else
    static constexpr const char* second = "id";
#endif
    static constexpr auto payload = blueprint::object(
        blueprint::field("id", &author::id, blueprint::text{.max_length = 100}),
        blueprint::field(second, &author::name, blueprint::text{.max_length = 9}));
};

inline constexpr auto count = blueprint::nodes<document>.size(); // here
