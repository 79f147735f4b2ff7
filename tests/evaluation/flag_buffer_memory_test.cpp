#include <flaghook/evaluation/flag_buffer.hpp>

#include <gtest/gtest.h>
#include <heap/heap.hpp>

#include <cstddef>
#include <new>
#include <string>

namespace {

using flaghook::basic_flag_buffer;
namespace heap = flaghook::tests::heap;

TEST(flag_buffer, takes_no_memory_for_short_names) {
    basic_flag_buffer<8> buffer;
    const std::size_t before = heap::allocations();
    for (int round = 0; round < 100; ++round) {
        const char name[] = {'f', static_cast<char>('a' + round % 20), '\0'};
        buffer.record(name, round % 2 == 0);
    }
    EXPECT_EQ(heap::allocations(), before);
    EXPECT_EQ(buffer.size(), 8U);
}

TEST(flag_buffer, uses_the_memory_of_long_names_again) {
    basic_flag_buffer<4> buffer;
    const std::string names[] = {std::string(100, 'a'), std::string(100, 'b'),
                                 std::string(100, 'c'), std::string(100, 'd'),
                                 std::string(100, 'e')};
    const auto record_all = [&] {
        for (const std::string& name : names) {
            buffer.record(name, true);
        }
    };
    record_all();
    const std::size_t before = heap::allocations();
    for (int round = 0; round < 20; ++round) {
        record_all();
    }
    EXPECT_EQ(heap::allocations(), before);
}

#ifdef __cpp_exceptions
TEST(flag_buffer, stays_as_it_was_if_memory_runs_out) {
    basic_flag_buffer<2> buffer;
    buffer.record("a", true);
    buffer.record("b", false);
    const basic_flag_buffer<2> before = buffer;
    const std::string name(100, 'c');
    heap::fail_at(1);
    EXPECT_THROW(buffer.record(name, true), std::bad_alloc);
    EXPECT_TRUE(heap::has_failed());
    EXPECT_EQ(buffer, before);
    basic_flag_buffer<2> other;
    other.record(name, true);
    heap::fail_at(1);
    EXPECT_THROW(buffer = other, std::bad_alloc);
    EXPECT_TRUE(heap::has_failed());
    EXPECT_EQ(buffer, before);
}
#endif

} // namespace
