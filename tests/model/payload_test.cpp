#include <flaghook/model/payload.hpp>

#include <gtest/gtest.h>

#include <string_view>
#include <type_traits>

namespace {

using flaghook::basic_payload;
using flaghook::payload;

static_assert(std::is_aggregate_v<payload>);
static_assert(std::is_nothrow_move_constructible_v<payload>);
static_assert(std::is_default_constructible_v<basic_payload<std::string_view>>);

TEST(payload, starts_empty_and_of_version_1) {
    const payload fresh;
    EXPECT_TRUE(fresh.data.empty());
    EXPECT_EQ(fresh.meta.version, 1);
}

TEST(payload, is_equal_only_when_changes_and_version_are) {
    payload one;
    one.data.emplace_back();
    payload other = one;
    EXPECT_EQ(one, other);
    other.meta.version = 2;
    EXPECT_NE(one, other);
    other = one;
    other.data.front().flag = "flag";
    EXPECT_NE(one, other);
}

} // namespace
