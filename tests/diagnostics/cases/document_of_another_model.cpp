// A declaration whose fields belong to another model than the one that it names.
// expected: fills_its_model
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/blueprint/v1.hpp>

struct document {
#ifdef CORRECT
    using payload_type = flaghook::payload;
#else
    using payload_type = flaghook::change;
#endif
    static constexpr auto payload = flaghook::blueprint::v1::payload;
};

inline constexpr auto count = flaghook::blueprint::nodes<document>.size(); // here
