#include <flaghook/blueprint/v1.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

namespace {

namespace blueprint = flaghook::blueprint;
using blueprint::v1;

static_assert(blueprint::version<v1>);
static_assert(blueprint::version<blueprint::basic_v1<std::string_view>>);
static_assert(v1::number == 1);
static_assert(std::is_same_v<v1::payload_type, flaghook::payload>);

template <class Object>
std::vector<std::string_view> names_in(const Object& object) {
    return std::apply(
        [](const auto&... field) { return std::vector<std::string_view>{field.name...}; },
        object.fields);
}

template <class Rule>
std::vector<std::string_view> options_in(const Rule& rule) {
    std::vector<std::string_view> names;
    for (const auto& option : rule.options) {
        names.push_back(option.name);
    }
    return names;
}

using names = std::vector<std::string_view>;

// The documentation is in
// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md

TEST(version_1, has_the_documented_fields_in_the_documented_order) {
    EXPECT_EQ(names_in(v1::payload), (names{"data", "meta"}));
    EXPECT_EQ(names_in(v1::change),
              (names{"action", "change_id", "created_at", "created_by", "flag"}));
    EXPECT_EQ(names_in(v1::author), (names{"id", "type"}));
    EXPECT_EQ(names_in(v1::meta), (names{"version"}));
}

TEST(version_1, has_the_documented_choices) {
    EXPECT_EQ(options_in(std::get<0>(v1::change.fields).rule),
              (names{"created", "updated", "deleted"}));
    EXPECT_EQ(options_in(std::get<1>(v1::author.fields).rule), (names{"email", "id", "name"}));
}

TEST(version_1, maps_each_choice_to_the_value_of_its_name) {
    using flaghook::author_type;
    using flaghook::change_action;
    constexpr auto actions = std::get<0>(v1::change.fields).rule.options;
    EXPECT_EQ(actions[0].value, change_action::created);
    EXPECT_EQ(actions[1].value, change_action::updated);
    EXPECT_EQ(actions[2].value, change_action::deleted);
    constexpr auto types = std::get<1>(v1::author.fields).rule.options;
    EXPECT_EQ(types[0].value, author_type::email);
    EXPECT_EQ(types[1].value, author_type::id);
    EXPECT_EQ(types[2].value, author_type::name);
}

TEST(version_1, limits_texts_as_the_server_does) {
    EXPECT_EQ(std::get<4>(v1::change.fields).rule.max_length, 256U);
    EXPECT_EQ(std::get<0>(v1::author.fields).rule.max_length, 100U);
}

TEST(version_1, requires_every_field) {
    const auto all_required = [](const auto&... field) {
        return ((field.presence == blueprint::presence::required) && ...);
    };
    EXPECT_TRUE(std::apply(all_required, v1::payload.fields));
    EXPECT_TRUE(std::apply(all_required, v1::change.fields));
    EXPECT_TRUE(std::apply(all_required, v1::author.fields));
    EXPECT_TRUE(std::apply(all_required, v1::meta.fields));
}

} // namespace
