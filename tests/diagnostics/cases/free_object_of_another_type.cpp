// An object that nobody declared, for a member that cannot hold one.
// expected: flaghook: the rule free_object fills a member of type
// std::vector<flaghook::json::free_member>, or std::optional of one
#include <flaghook/json/parse.hpp>

#include <string>
#include <vector>

namespace blueprint = flaghook::blueprint;

struct event {
#ifdef CORRECT
    std::vector<flaghook::json::free_member> extra;
#else
    std::string extra;
#endif
};

struct document {
    static constexpr unsigned number = 1;
    using payload_type = event;
    static constexpr auto payload =
        blueprint::object(blueprint::field("extra", &event::extra, blueprint::free_object{}));
};

bool read(flaghook::json::document_reader<document>& reader, event& into) {
    return reader.read("{}", into); // here
}
