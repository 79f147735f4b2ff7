// A protocol version 2 that only the tests have. It is version 1 with two more fields in each
// change. A new version needs a model and one declaration.
#ifndef FLAGHOOK_TESTS_BLUEPRINT_V2_HPP
#define FLAGHOOK_TESTS_BLUEPRINT_V2_HPP

#include <flaghook/blueprint/v1.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace flaghook::tests {

/// The environment in which the flag changed.
enum class environment : std::uint8_t { production, staging };

struct change_v2 {
    flaghook::change_action action = flaghook::change_action::created;
    change_id id{};
    timestamp created_at{};
    author created_by{};
    std::string flag{};
    /// New in version 2.
    std::optional<environment> where{};
    /// New in version 2.
    std::string reason = "not given";

    friend bool operator==(const change_v2&, const change_v2&) = default;
};

struct payload_v2 {
    std::vector<change_v2> data{};
    flaghook::payload_meta meta{.version = 2};

    friend bool operator==(const payload_v2&, const payload_v2&) = default;
};

struct v2 {
    static constexpr int number = 2;

    using payload_type = payload_v2;

    static constexpr auto change = blueprint::object(
        blueprint::field("action", &change_v2::action,
                         blueprint::one_of(blueprint::option{"created", change_action::created},
                                           blueprint::option{"updated", change_action::updated},
                                           blueprint::option{"deleted", change_action::deleted})),
        blueprint::field("change_id", &change_v2::id, blueprint::integer{}),
        blueprint::field("created_at", &change_v2::created_at, blueprint::date_time{}),
        blueprint::field("created_by", &change_v2::created_by, blueprint::v1::author),
        blueprint::field("flag", &change_v2::flag, blueprint::text{.max_length = 256}),
        blueprint::optional_field(
            "environment", &change_v2::where,
            blueprint::one_of(blueprint::option{"production", environment::production},
                              blueprint::option{"staging", environment::staging})),
        blueprint::optional_field("reason", &change_v2::reason, blueprint::text{.max_length = 20}));

    static constexpr auto payload =
        blueprint::object(blueprint::field("data", &payload_v2::data, blueprint::list_of(change)),
                          blueprint::field("meta", &payload_v2::meta, blueprint::v1::meta));
};

} // namespace flaghook::tests

#endif
