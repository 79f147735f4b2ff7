#include <flaghook/signature/wipe.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <memory>
#include <new>

namespace {

TEST(wipe, overwrites_exactly_what_it_is_told_to) {
    std::array<unsigned char, 8> memory;
    memory.fill(0xAA);
    flaghook::wipe(memory.data() + 2, 4);
    EXPECT_EQ(memory, (std::array<unsigned char, 8>{0xAA, 0xAA, 0, 0, 0, 0, 0xAA, 0xAA}));
}

TEST(wipe, takes_nothing_at_all) {
    flaghook::wipe(nullptr, 0);
    unsigned char untouched = 0xAA;
    flaghook::wipe(&untouched, 0);
    EXPECT_EQ(untouched, 0xAA);
}

/// An object whose destructor wipes it. No program may read its bytes after that, so an optimizer
/// may remove the destructor's last stores, as GCC does with -flifetime-dse.
struct short_lived {
    explicit short_lived(char fill) { std::fill(std::begin(text), std::end(text), fill); }
    ~short_lived() { flaghook::wipe(text, sizeof text); }
    char text[16];
};

TEST(wipe, withstands_an_optimizer_that_knows_the_object_is_dying) {
    alignas(short_lived) static unsigned char memory[sizeof(short_lived)];
    const volatile unsigned char* const look = memory;
    auto* const object = new (memory) short_lived('s');
    EXPECT_EQ(look[0], 's');
    std::destroy_at(object);
    for (std::size_t position = 0; position < sizeof memory; ++position) {
        EXPECT_EQ(look[position], 0u) << position;
    }
}

// memory_test.cpp tests that a secret is wiped on the heap.

} // namespace
