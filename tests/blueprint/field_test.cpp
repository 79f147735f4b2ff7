#include <flaghook/blueprint/field.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace {

namespace blueprint = flaghook::blueprint;

enum class size : std::uint8_t { small, large };

struct inner {
    size how_large = size::small;
};

struct outer {
    std::optional<std::string> note{};
    std::vector<inner> items{};
};

constexpr auto inner_object =
    blueprint::object(blueprint::field("size", &inner::how_large,
                                       blueprint::one_of(blueprint::option{"small", size::small},
                                                         blueprint::option{"large", size::large})));

constexpr auto outer_object = blueprint::object(
    blueprint::optional_field("note", &outer::note, blueprint::text{.max_length = 5}),
    blueprint::field("items", &outer::items, blueprint::list_of(inner_object)));

struct whole_version {
    using payload_type = outer;
    static constexpr int number = 1;
    static constexpr auto payload = outer_object;
};

struct version_of_another_model {
    using payload_type = inner;
    [[maybe_unused]] static constexpr int number = 1;
    static constexpr auto payload = outer_object;
};

struct version_without_number {
    using payload_type = outer;
    [[maybe_unused]] static constexpr auto payload = outer_object;
};

static_assert(blueprint::version<whole_version>);
static_assert(!blueprint::version<version_of_another_model>);
static_assert(!blueprint::version<version_without_number>);
static_assert(blueprint::document<version_without_number>);
static_assert(blueprint::document<whole_version>);
static_assert(!blueprint::document<version_of_another_model>);
static_assert(!blueprint::document<outer> && !blueprint::document<int>);
static_assert(!blueprint::version<outer>);
static_assert(!blueprint::version<int>);

static_assert(blueprint::is_rule<blueprint::text>);
static_assert(blueprint::is_rule<blueprint::any_text>);
static_assert(blueprint::is_rule<blueprint::boolean>);
static_assert(blueprint::is_rule<blueprint::free_object>);
static_assert(blueprint::is_rule<blueprint::integer>);
static_assert(blueprint::is_rule<blueprint::date_time>);
static_assert(blueprint::is_rule<blueprint::choice<size, 2>>);
static_assert(blueprint::is_rule<std::remove_cv_t<decltype(inner_object)>>);
static_assert(blueprint::is_rule<blueprint::list<blueprint::text>>);
static_assert(!blueprint::is_rule<std::string> && !blueprint::is_rule<int>);

TEST(field, names_its_member_rule_and_presence) {
    constexpr auto note = std::get<0>(outer_object.fields);
    static_assert(note.name == "note");
    static_assert(note.presence == blueprint::presence::optional);
    static_assert(note.rule.max_length == 5);
    static_assert(std::is_same_v<decltype(note)::member_type, std::optional<std::string>>);

    outer value;
    value.*note.member = "text";
    EXPECT_EQ(value.note, "text");
}

TEST(field, is_required_unless_declared_optional) {
    constexpr auto items = std::get<1>(outer_object.fields);
    static_assert(items.presence == blueprint::presence::required);
    EXPECT_EQ(std::get<0>(items.rule.item.fields).name, "size");
}

TEST(field, is_null_and_missing_alike_where_declared_nullable) {
    constexpr auto note = blueprint::nullable_field("note", &outer::note, blueprint::any_text{});
    static_assert(note.presence == blueprint::presence::optional);
    static_assert(note.nullability == blueprint::nullability::nullable);
    EXPECT_EQ(note.member, &outer::note);
    static_assert(std::get<0>(outer_object.fields).nullability == blueprint::nullability::never);
}

TEST(choice, keeps_its_options_in_the_order_of_the_declaration) {
    constexpr auto rule = std::get<0>(inner_object.fields).rule;
    static_assert(rule.options.size() == 2);
    EXPECT_EQ(rule.options[0].name, "small");
    EXPECT_EQ(rule.options[1].name, "large");
    EXPECT_EQ(rule.options[1].value, size::large);
}

} // namespace
