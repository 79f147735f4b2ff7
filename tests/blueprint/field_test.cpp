#include <flaghook/blueprint/choice.hpp>
#include <flaghook/blueprint/date_time.hpp>
#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/integer.hpp>
#include <flaghook/blueprint/text.hpp>

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

static_assert(blueprint::rule<blueprint::text>);
static_assert(blueprint::rule<blueprint::integer>);
static_assert(blueprint::rule<blueprint::date_time>);
static_assert(blueprint::rule<blueprint::choice<size, 2>>);
static_assert(blueprint::rule<std::remove_cv_t<decltype(inner_object)>>);
static_assert(blueprint::rule<blueprint::list<blueprint::text>>);
static_assert(!blueprint::rule<std::string> && !blueprint::rule<int>);

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

TEST(choice, keeps_its_options_in_the_order_of_the_declaration) {
    constexpr auto rule = std::get<0>(inner_object.fields).rule;
    static_assert(rule.options.size() == 2);
    EXPECT_EQ(rule.options[0].name, "small");
    EXPECT_EQ(rule.options[1].name, "large");
    EXPECT_EQ(rule.options[1].value, size::large);
}

TEST(rules, say_in_words_what_is_documented) {
    EXPECT_EQ(blueprint::text{.max_length = 5}.documented_form(), "a string of 1 to 5 characters");
    EXPECT_EQ(blueprint::integer{}.documented_form(), "a number without fraction");
    EXPECT_EQ(blueprint::date_time{}.documented_form(),
              R"(a string such as "2024-12-12T00:02:00+00:00")");
    EXPECT_EQ(std::get<0>(inner_object.fields).rule.documented_form(), R"("small" or "large")");
    EXPECT_EQ(inner_object.documented_form(), R"(an object with "size")");
    EXPECT_EQ(outer_object.documented_form(), R"(an object with "note" and "items")");
}

} // namespace
