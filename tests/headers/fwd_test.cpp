// The other headers define the types that fwd.hpp declares.

#include <flaghook/fwd.hpp>

namespace {

// Simulates a header that only names the types.
struct audit {
    const flaghook::payload* batch = nullptr;
    const flaghook::issue* first = nullptr;
    const flaghook::delivery* last = nullptr;
    flaghook::change_action what{};
};

} // namespace

#include <flaghook/flaghook.hpp>

#include <gtest/gtest.h>

namespace {

// Each declared type is defined.
static_assert(sizeof(flaghook::author) != 0 && sizeof(flaghook::change) != 0);
static_assert(sizeof(flaghook::borrowed_change) != 0 && sizeof(flaghook::borrowed_payload) != 0);
static_assert(sizeof(flaghook::change_id) != 0 && sizeof(flaghook::payload_meta) != 0);
static_assert(sizeof(flaghook::deviation) != 0 && sizeof(flaghook::parse_limits) != 0);
static_assert(sizeof(flaghook::refusal) != 0 && sizeof(flaghook::secret) != 0);

TEST(forward_declarations, name_the_types_that_are_defined) {
    const flaghook::payload batch{};
    const flaghook::issue* const none = nullptr;
    const flaghook::delivery answered{};
    const audit kept{&batch, none, &answered, flaghook::change_action::deleted};
    EXPECT_EQ(kept.batch->data.size(), 0U);
    EXPECT_EQ(kept.what, flaghook::change_action::deleted);
    EXPECT_EQ(kept.last->outcome, flaghook::delivery_outcome::undecided);
}

} // namespace
