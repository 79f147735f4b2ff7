// Two lists in one document.
// expected: flaghook: a document must have at most one list
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/blueprint/text.hpp>

#include <string>
#include <vector>

namespace blueprint = flaghook::blueprint;

struct item {
    std::string name;
};

struct shelf {
    std::vector<item> upper;
    std::vector<item> lower;
};

inline constexpr auto each =
    blueprint::object(blueprint::field("name", &item::name, blueprint::text{.max_length = 9}));

struct document {
    using payload_type = shelf;
    static constexpr auto payload =
        blueprint::object(blueprint::field("upper", &shelf::upper, blueprint::list_of(each))
#ifndef CORRECT
                              ,
                          blueprint::field("lower", &shelf::lower, blueprint::list_of(each))
#endif
        );
};

inline constexpr auto count = blueprint::nodes<document>.size(); // here
