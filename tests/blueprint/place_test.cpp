#include <flaghook/blueprint/place.hpp>
#include <flaghook/blueprint/v1.hpp>

#include <blueprint/v2.hpp>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

namespace blueprint = flaghook::blueprint;
using flaghook::blueprint::v1;

using whole = blueprint::whole_document<v1>;
using data = blueprint::field_of<whole, 0>;
using item = blueprint::item_of<data>;
using author = blueprint::field_of<item, 3>;
using author_type = blueprint::field_of<author, 1>;

template <std::size_t Size>
constexpr std::string_view text(const std::array<char, Size>& bytes) {
    return {bytes.data(), bytes.size()};
}

// Places have the indexes of their nodes in the table.
static_assert(whole::node == 0);
static_assert(data::node == blueprint::find_node<v1>("data"));
static_assert(item::node == blueprint::find_node<v1>("data."));
static_assert(author_type::node == blueprint::find_node<v1>("data..created_by.type"));
static_assert(blueprint::field_of<whole, 1>::node == blueprint::find_node<v1>("meta"));
static_assert(blueprint::field_count<whole> == 2 && blueprint::field_count<item> == 5);
static_assert(blueprint::is_list<blueprint::rule_of<data>>);

static_assert(whole::level == 0 && data::level == 1 && item::level == 2 && author_type::level == 4);
static_assert(std::is_same_v<author_type::member_type, flaghook::author_type>);

static_assert(text(blueprint::key<author_type>) == R"("type":)");
static_assert(text(blueprint::quoted_option<author_type, 2>) == R"("name")");
static_assert(text(blueprint::quoted_name<0>("")) == R"("")");
static_assert(text(blueprint::joined(blueprint::character<'{'>, blueprint::key<data>)) ==
              R"({"data":)");

TEST(for_each_position, goes_on_while_it_is_told_to) {
    std::vector<std::size_t> seen;
    EXPECT_TRUE(blueprint::for_each_position<3>([&](auto position) {
        seen.push_back(position);
        return true;
    }));
    EXPECT_EQ(seen, (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_FALSE(blueprint::for_each_position<3>([&](auto position) {
        seen.push_back(position);
        return position != 1;
    }));
    EXPECT_EQ(seen, (std::vector<std::size_t>{0, 1, 2, 0, 1}));
}

TEST(place, of_a_field_has_the_node_of_its_name) {
    using flaghook::tests::v2;
    using change = blueprint::item_of<blueprint::field_of<blueprint::whole_document<v2>, 0>>;
    blueprint::for_each_position<blueprint::field_count<change>>([](auto position) {
        using field = blueprint::field_of<change, position>;
        EXPECT_EQ(blueprint::nodes<v2>[field::node].name, field::declaration.name);
        return true;
    });
}

TEST(for_each_place, visits_every_node_in_the_order_of_the_table) {
    std::vector<std::size_t> nodes;
    blueprint::for_each_place<whole>([&]<class Place>() { nodes.push_back(Place::node); });
    ASSERT_EQ(nodes.size(), blueprint::nodes<v1>.size());
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        EXPECT_EQ(nodes[index], index);
    }
}

} // namespace
