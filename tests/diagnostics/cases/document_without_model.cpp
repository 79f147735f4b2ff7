// A declaration that does not name its model.
// expected: names_its_model
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/blueprint/v1.hpp>

struct document {
#ifdef CORRECT
    using payload_type = flaghook::payload;
#endif
    static constexpr auto payload = flaghook::blueprint::v1::payload;
};

inline constexpr auto count = flaghook::blueprint::nodes<document>.size(); // here
