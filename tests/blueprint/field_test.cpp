#include <flaghook/blueprint/choice.hpp>
#include <flaghook/blueprint/date_time.hpp>
#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/integer.hpp>
#include <flaghook/blueprint/text.hpp>
#include <flaghook/model/change_id.hpp>

#include <gtest/gtest.h>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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

/// Notes the keywords of a JSON Schema as text.
template <class Member>
class noted_keywords {
public:
    using member_type = Member;

    void keyword(std::string_view name, std::string_view value) {
        text_.append(name).append(": ").append(value) += '\n';
    }
    template <std::integral Number>
    void keyword(std::string_view name, Number value) {
        keyword(name, std::string_view(std::to_string(value)));
    }
    template <std::size_t Count>
    void keyword(std::string_view name, const std::array<std::string_view, Count>& values) {
        for (const std::string_view value : values) {
            keyword(name, value);
        }
    }

    [[nodiscard]] const std::string& text() const { return text_; }

private:
    std::string text_;
};

template <class Member, class Rule>
std::string keywords_of(const Rule& rule) {
    noted_keywords<Member> noted;
    rule.describe(noted);
    return noted.text();
}

TEST(rules, describe_what_is_documented_with_keywords_of_json_schema) {
    // https://docs.python.org/3/library/stdtypes.html#str.strip trims these characters.
    const std::string space = R"(\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a)"
                              R"(\u2028-\u2029\u202f\u205f\u3000)";
    EXPECT_EQ(keywords_of<std::string>(blueprint::text{.max_length = 5}),
              "type: string\nminLength: 1\nmaxLength: 5\npattern: ^[^\\u0000" + space +
                  "]([^\\u0000]*[^\\u0000" + space + "])?$(?!\\n)\n");
    EXPECT_EQ(keywords_of<int>(blueprint::integer{}), "type: integer\n");
    EXPECT_EQ(keywords_of<flaghook::change_id>(blueprint::integer{}),
              "type: integer\nminimum: -9223372036854775808\nmaximum: 18446744073709551615\n");
    EXPECT_EQ(keywords_of<flaghook::timestamp>(blueprint::date_time{}),
              "type: string\nformat: date-time\n"
              "pattern: ^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
              "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([+]00:00)?$(?!\\n)\n");
    EXPECT_EQ(keywords_of<size>(std::get<0>(inner_object.fields).rule),
              "type: string\nenum: small\nenum: large\n");
    EXPECT_EQ(keywords_of<inner>(inner_object), "type: object\nadditionalProperties: 0\n");
    EXPECT_EQ(keywords_of<std::vector<inner>>(blueprint::list_of(inner_object)),
              "type: array\nminItems: 1\n");
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
