#include <flaghook/json/limits.hpp>

#include <gtest/gtest.h>

namespace {

TEST(parse_limits, have_the_documented_defaults) {
    constexpr flaghook::parse_limits defaults;
    EXPECT_EQ(defaults.body_size, 16U * 1024 * 1024);
    EXPECT_EQ(defaults.depth, 9'984U);
    EXPECT_EQ(defaults.items, 100'000U);
    EXPECT_EQ(defaults.issues, 10'000U);
}

} // namespace
