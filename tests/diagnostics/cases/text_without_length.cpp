// A text with a maximum length of zero.
// expected: flaghook: text{} accepts no character; give it a max_length
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
    static constexpr std::size_t most = 100;
#else
    static constexpr std::size_t most = 0;
#endif
    static constexpr auto payload = blueprint::object(
        blueprint::field("id", &author::id, blueprint::text{.max_length = most}),
        blueprint::field("name", &author::name, blueprint::text{.max_length = 9}));
};

inline constexpr auto count = blueprint::nodes<document>.size(); // here
