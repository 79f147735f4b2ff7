#include <flaghook/blueprint/latest.hpp>

#include <gtest/gtest.h>

#include <type_traits>

namespace {

// Version 1 is the only published version. Change this test when there is a newer one.
TEST(latest, is_version_1) {
    EXPECT_TRUE((std::is_same_v<flaghook::blueprint::latest, flaghook::blueprint::v1>));
}

} // namespace
