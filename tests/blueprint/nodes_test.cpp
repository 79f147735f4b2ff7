#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/blueprint/v1.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace blueprint = flaghook::blueprint;
using blueprint::find_node;
using blueprint::node;
using blueprint::nodes;
using blueprint::v1;

constexpr const auto& table = nodes<v1>;

constexpr std::size_t no_limit = std::numeric_limits<std::size_t>::max();

struct expected_node {
    std::string_view name;
    std::string_view documented_type;
    std::size_t parent;
    std::size_t end;
    std::size_t item;
    std::size_t max_length = no_limit;
};

constexpr expected_node expected[] = {
    {"", "object", 0, 12, 0},          {"data", "array", 0, 10, 0},
    {"", "object", 1, 10, 2},          {"action", "string", 2, 4, 2},
    {"change_id", "number", 2, 5, 2},  {"created_at", "string", 2, 6, 2},
    {"created_by", "object", 2, 9, 2}, {"id", "string", 6, 8, 2, 100},
    {"type", "string", 6, 9, 2},       {"flag", "string", 2, 10, 2, 256},
    {"meta", "object", 0, 12, 0},      {"version", "number", 10, 12, 0},
};

static_assert(table.size() == std::size(expected));

static_assert(find_node<v1>("") == 0);
static_assert(find_node<v1>("data") == 1);
static_assert(find_node<v1>("data..action") == 3);
static_assert(find_node<v1>("data..created_by.type") == 8);
static_assert(find_node<v1>("meta.version") == 11);
static_assert(find_node<v1>("version") == table.size());
static_assert(find_node<v1>("dat") == table.size());
static_assert(find_node<v1>("data.action") == table.size());
static_assert(find_node<v1>("data..id") == table.size());
static_assert(find_node<v1>("meta.version.x") == table.size());
static_assert(find_node<v1>("data..created_by.type.flag") == table.size());

TEST(nodes, of_version_1_are_the_documented_fields_parents_before_children) {
    for (std::size_t index = 0; index < table.size(); ++index) {
        SCOPED_TRACE(index);
        EXPECT_EQ(table[index].name, expected[index].name);
        EXPECT_EQ(table[index].documented_type, expected[index].documented_type);
        EXPECT_EQ(blueprint::is_object_node(table.data(), index),
                  expected[index].documented_type == "object");
        EXPECT_EQ(blueprint::is_list_node(table.data(), index),
                  expected[index].documented_type == "array");
        EXPECT_EQ(table[index].presence, blueprint::presence::required);
        EXPECT_EQ(table[index].is_item, index == 2);
        EXPECT_EQ(table[index].parent, expected[index].parent);
        EXPECT_EQ(table[index].end, expected[index].end);
        EXPECT_EQ(table[index].item, expected[index].item);
        EXPECT_EQ(table[index].max_length, expected[index].max_length);
    }
}

TEST(nodes, have_ends_that_enclose_their_children) {
    for (std::size_t index = 1; index < table.size(); ++index) {
        const node& parent = table[table[index].parent];
        EXPECT_LT(table[index].parent, index);
        EXPECT_GT(std::size_t{table[index].end}, index);
        EXPECT_LE(table[index].end, parent.end);
    }
}

TEST(find_node, finds_the_path_of_every_node) {
    for (std::size_t index = 1; index < table.size(); ++index) {
        std::string path(table[index].name);
        for (std::size_t place = table[index].parent; place != 0; place = table[place].parent) {
            path = std::string(table[place].name) + "." + path;
        }
        EXPECT_EQ(find_node<v1>(path), index) << path;
    }
}

struct leaf {
    std::string text{};
    std::optional<std::int64_t> number{};
};

struct small_payload {
    leaf one{};
};

struct small_version {
    using payload_type = small_payload;
    static constexpr int number = 1;
    static constexpr auto payload = blueprint::object(blueprint::field(
        "one", &small_payload::one,
        blueprint::object(
            blueprint::field("text", &leaf::text, blueprint::text{.max_length = 3}),
            blueprint::optional_field("number", &leaf::number, blueprint::integer{}))));
};

static_assert(blueprint::version<small_version>);

constexpr const auto& small_table = nodes<small_version>;
static_assert(small_table.size() == 4);
static_assert(small_table[3].presence == blueprint::presence::optional);
static_assert(small_table[3].parent == 1 && small_table[3].end == 4);
static_assert(small_table[2].max_length == 3);

// The list is a field of a nested object, not of the document itself.
struct shelf {
    std::vector<leaf> leaves{};
};

struct cupboard {
    shelf top{};
};

struct cupboard_document {
    using payload_type = cupboard;
    static constexpr auto payload = blueprint::object(
        blueprint::field("top", &cupboard::top,
                         blueprint::object(blueprint::field(
                             "leaves", &shelf::leaves,
                             blueprint::list_of(blueprint::object(blueprint::field(
                                 "text", &leaf::text, blueprint::text{.max_length = 3})))))));
};

constexpr const auto& cupboard_table = nodes<cupboard_document>;
static_assert(cupboard_table.size() == 5);
static_assert(blueprint::is_list_node(cupboard_table.data(), 2) && cupboard_table[2].parent == 1);
static_assert(cupboard_table[3].is_item && cupboard_table[4].item == 3);
static_assert(find_node<cupboard_document>("top.leaves..text") == 4);

TEST(nodes, of_another_version_are_its_own) {
    EXPECT_EQ(small_table[1].name, "one");
    EXPECT_EQ(small_table[2].name, "text");
    EXPECT_EQ(small_table[3].name, "number");
    EXPECT_EQ(find_node<small_version>("one.number"), 3U);
    EXPECT_EQ(find_node<small_version>("data"), small_table.size());
}

} // namespace
