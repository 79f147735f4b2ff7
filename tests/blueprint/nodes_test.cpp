#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/blueprint/v1.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

namespace blueprint = flaghook::blueprint;
using blueprint::find_node;
using blueprint::node;
using blueprint::node_kind;
using blueprint::nodes;
using blueprint::v1;

constexpr const auto& table = nodes<v1>;

struct expected_node {
    std::string_view name;
    node_kind kind;
    std::size_t parent;
    std::size_t end;
    std::size_t item;
    std::size_t max_length;
};

constexpr expected_node expected[] = {
    {"", node_kind::object, 0, 12, 0, 0},          {"data", node_kind::list, 0, 10, 0, 0},
    {"", node_kind::object, 1, 10, 2, 0},          {"action", node_kind::choice, 2, 4, 2, 0},
    {"change_id", node_kind::integer, 2, 5, 2, 0}, {"created_at", node_kind::date_time, 2, 6, 2, 0},
    {"created_by", node_kind::object, 2, 9, 2, 0}, {"id", node_kind::text, 6, 8, 2, 100},
    {"type", node_kind::choice, 6, 9, 2, 0},       {"flag", node_kind::text, 2, 10, 2, 256},
    {"meta", node_kind::object, 0, 12, 0, 0},      {"version", node_kind::integer, 10, 12, 0, 0},
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
        EXPECT_EQ(table[index].kind, expected[index].kind);
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

TEST(visit_node, reaches_every_member_of_the_payload) {
    flaghook::payload payload;
    payload.data.resize(3);
    const flaghook::change& second = payload.data[1];
    const std::array<const void*, table.size()> places{
        &payload,
        &payload.data,
        &second,
        &second.action,
        &second.id,
        &second.created_at,
        &second.created_by,
        &second.created_by.id,
        &second.created_by.type,
        &second.flag,
        &payload.meta,
        &payload.meta.version,
    };
    for (std::size_t index = 0; index < table.size(); ++index) {
        const void* reached = nullptr;
        int visits = 0;
        node_kind kind = node_kind::list;
        blueprint::visit_node<v1>(payload, index, 1, [&](const auto& rule, auto& member) {
            reached = &member;
            kind = blueprint::detail::kind_of<std::remove_cvref_t<decltype(rule)>>();
            ++visits;
        });
        EXPECT_EQ(reached, places[index]) << index;
        EXPECT_EQ(kind, table[index].kind) << index;
        EXPECT_EQ(visits, 1) << index;
    }
}

TEST(visit_node, reads_a_payload_that_may_not_be_changed) {
    flaghook::payload changeable;
    changeable.meta.version = 7;
    const flaghook::payload& payload = changeable;
    std::int64_t version = 0;
    blueprint::visit_node<v1>(
        payload, find_node<v1>("meta.version"), 0, [&](const auto&, const auto& member) {
            if constexpr (std::is_same_v<decltype(member), const std::int64_t&>) {
                version = member;
            }
        });
    EXPECT_EQ(version, 7);
}

TEST(visit_list, gives_the_container_of_the_changes) {
    flaghook::payload payload;
    int visits = 0;
    blueprint::visit_list<v1>(payload, [&](auto& items) {
        ++visits;
        EXPECT_EQ(&items, &payload.data);
    });
    EXPECT_EQ(visits, 1);
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

// A list that is no field of the document itself, and rules that no version has.
struct shelf {
    std::vector<leaf> leaves{};
};

struct cupboard {
    shelf top{};
    std::optional<bool> open{};
    std::vector<int> rest{};
};

struct cupboard_document {
    using payload_type = cupboard;
    static constexpr auto payload = blueprint::object(
        blueprint::field("top", &cupboard::top,
                         blueprint::object(
                             blueprint::field("leaves", &shelf::leaves,
                                              blueprint::list_of(blueprint::object(blueprint::field(
                                                  "text", &leaf::text, blueprint::any_text{})))))),
        blueprint::nullable_field("open", &cupboard::open, blueprint::boolean{}),
        blueprint::optional_field("rest", &cupboard::rest, blueprint::free_object{}));
};

constexpr const auto& cupboard_table = nodes<cupboard_document>;
static_assert(cupboard_table.size() == 7);
static_assert(cupboard_table[2].kind == node_kind::list && cupboard_table[2].parent == 1);
static_assert(cupboard_table[3].is_item && cupboard_table[4].item == 3);
static_assert(cupboard_table[4].kind == node_kind::any_text);
static_assert(cupboard_table[5].kind == node_kind::boolean);
static_assert(cupboard_table[5].nullability == blueprint::nullability::nullable);
static_assert(cupboard_table[4].nullability == blueprint::nullability::never);
static_assert(cupboard_table[6].kind == node_kind::free_object && cupboard_table[6].item == 0);
static_assert(find_node<cupboard_document>("top.leaves..text") == 4);
static_assert(blueprint::detail::has_nullable(cupboard_table));
static_assert(!blueprint::detail::has_nullable(table));
static_assert(blueprint::detail::count_kind(cupboard_table, node_kind::list) == 1);
static_assert(blueprint::detail::count_kind(table, node_kind::free_object) == 0);
static_assert(blueprint::detail::count_levels(table) == 4);
static_assert(blueprint::detail::has_only_objects_in_lists(cupboard_table));

TEST(visit_list, finds_a_list_inside_of_an_object) {
    cupboard value;
    int visits = 0;
    blueprint::visit_list<cupboard_document>(value, [&](auto& items) {
        ++visits;
        EXPECT_EQ(&items, &value.top.leaves);
    });
    EXPECT_EQ(visits, 1);
    small_payload without;
    blueprint::visit_list<small_version>(without, [&](auto&) { ++visits; });
    EXPECT_EQ(visits, 1);
}

TEST(nodes, of_another_version_are_its_own) {
    EXPECT_EQ(small_table[1].name, "one");
    EXPECT_EQ(small_table[2].name, "text");
    EXPECT_EQ(small_table[3].name, "number");
    EXPECT_EQ(find_node<small_version>("one.number"), 3U);
    EXPECT_EQ(find_node<small_version>("data"), small_table.size());
}

} // namespace
