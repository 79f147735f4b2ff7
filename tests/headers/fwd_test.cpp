// What fwd.hpp declares is what the other headers define.

#include <flaghook/fwd.hpp>

namespace {

// A header of a program that only names the types.
struct audit {
    const flaghook::payload* batch = nullptr;
    const flaghook::issue* first = nullptr;
    const flaghook::delivery* last = nullptr;
    flaghook::action what{};
};

} // namespace

#include <flaghook/flaghook.hpp>

#include <gtest/gtest.h>

namespace {

TEST(forward_declarations, name_the_types_that_are_defined) {
    const flaghook::payload batch{};
    const flaghook::issue* const none = nullptr;
    const flaghook::delivery answered{};
    const audit kept{&batch, none, &answered, flaghook::action::deleted};
    EXPECT_EQ(kept.batch->data.size(), 0U);
    EXPECT_EQ(kept.what, flaghook::action::deleted);
    EXPECT_EQ(kept.last->outcome, flaghook::delivery_outcome::unexpected);
}

} // namespace
