#include <flaghook/model/change.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>
#include <type_traits>

namespace {

using flaghook::author;
using flaghook::author_type;
using flaghook::basic_author;
using flaghook::basic_change;
using flaghook::change;
using flaghook::change_action;

// The numbers are those that Sentry stores:
// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/models.py
static_assert(static_cast<int>(change_action::created) == 0);
static_assert(static_cast<int>(change_action::deleted) == 1);
static_assert(static_cast<int>(change_action::updated) == 2);
static_assert(static_cast<int>(author_type::email) == 0);
static_assert(static_cast<int>(author_type::id) == 1);
static_assert(static_cast<int>(author_type::name) == 2);
static_assert(sizeof(change_action) == 1 && sizeof(author_type) == 1);

static_assert(std::is_aggregate_v<change> && std::is_aggregate_v<author>);
static_assert(std::is_nothrow_move_constructible_v<change>);

constexpr basic_change<std::string_view> example{.action = change_action::updated,
                                                 .id = 42,
                                                 .created_by = {"me", author_type::name},
                                                 .flag = "flag"};
static_assert(!in_range(example.created_at));
static_assert(example.created_by == basic_author<std::string_view>{"me", author_type::name});

// The names are the documented ones:
// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
static_assert(to_string(change_action::created) == "created");
static_assert(to_string(change_action::updated) == "updated");
static_assert(to_string(change_action::deleted) == "deleted");
static_assert(to_string(static_cast<change_action>(3)).empty());
static_assert(flaghook::from_string<flaghook::change_action>("created") == change_action::created);
static_assert(flaghook::from_string<flaghook::change_action>("updated") == change_action::updated);
static_assert(flaghook::from_string<flaghook::change_action>("deleted") == change_action::deleted);
static_assert(!flaghook::from_string<flaghook::change_action>("Created") &&
              !flaghook::from_string<flaghook::change_action>(""));
static_assert(to_string(author_type::email) == "email");
static_assert(to_string(author_type::id) == "id");
static_assert(to_string(author_type::name) == "name");
static_assert(to_string(static_cast<author_type>(3)).empty());
static_assert(flaghook::from_string<flaghook::author_type>("email") == author_type::email);
static_assert(flaghook::from_string<flaghook::author_type>("id") == author_type::id);
static_assert(flaghook::from_string<flaghook::author_type>("name") == author_type::name);
static_assert(!flaghook::from_string<flaghook::author_type>("login") &&
              !flaghook::from_string<flaghook::author_type>(""));

TEST(change, starts_with_members_that_are_not_valid_until_they_are_set) {
    const change fresh;
    EXPECT_EQ(to_string(fresh.action), "");
    EXPECT_EQ(fresh.id, flaghook::change_id(0));
    EXPECT_FALSE(in_range(fresh.created_at));
    EXPECT_EQ(fresh.created_by.id, "");
    EXPECT_EQ(to_string(fresh.created_by.type), "");
    EXPECT_EQ(fresh.flag, "");
}

TEST(change, is_equal_only_when_every_member_is) {
    const change one{
        change_action::updated, 42, flaghook::min_timestamp, {"me", author_type::name}, "flag"};
    change other = one;
    EXPECT_EQ(one, other);
    other.action = change_action::deleted;
    EXPECT_NE(one, other);
    other = one;
    other.id = 43;
    EXPECT_NE(one, other);
    other = one;
    other.created_at = flaghook::max_timestamp;
    EXPECT_NE(one, other);
    other = one;
    other.created_by.id = "you";
    EXPECT_NE(one, other);
    other = one;
    other.created_by.type = author_type::id;
    EXPECT_NE(one, other);
    other = one;
    other.flag = "other";
    EXPECT_NE(one, other);
}

} // namespace
