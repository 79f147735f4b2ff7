#include <flaghook/evaluation/concurrent_flag_buffer.hpp>
#include <flaghook/evaluation/flag_context.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <cstddef>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace {

using flaghook::basic_concurrent_flag_buffer;
using flaghook::concurrent_flag_buffer;

static_assert(concurrent_flag_buffer::capacity() == 100);

TEST(concurrent_flag_buffer, does_what_the_buffer_for_one_thread_does) {
    basic_concurrent_flag_buffer<2> buffer;
    flaghook::basic_flag_buffer<2> expected;
    for (const char* const flag : {"a", "b", "a", "c", "c"}) {
        EXPECT_FALSE(buffer.record(flag, true));
        expected.record(flag, true);
        EXPECT_EQ(buffer.snapshot(), expected);
    }
    EXPECT_EQ(buffer.find("c"), true);
    EXPECT_EQ(buffer.find("b"), std::nullopt);
    const auto refused = buffer.record("\xFF", true);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->code(), flaghook::issue_code::invalid_utf8);
    buffer.clear();
    EXPECT_TRUE(buffer.snapshot().empty());
}

TEST(concurrent_flag_buffer, has_independent_copies) {
    concurrent_flag_buffer parent;
    parent.record("a", true);
    concurrent_flag_buffer child = parent;
    child.record("b", true);
    EXPECT_EQ(parent.snapshot().size(), 1U);
    EXPECT_EQ(child.snapshot().size(), 2U);
    parent = child;
    child.clear();
    EXPECT_EQ(parent.find("b"), true);
    const concurrent_flag_buffer& same = parent;
    parent = same;
    EXPECT_EQ(parent.snapshot().size(), 2U);
}

TEST(concurrent_flag_buffer, begins_with_the_evaluations_of_a_buffer) {
    flaghook::flag_buffer one;
    one.record("a", true);
    const concurrent_flag_buffer many(one);
    EXPECT_EQ(many.snapshot(), one);
}

TEST(concurrent_flag_buffer, loses_nothing_that_threads_record_at_the_same_time) {
    constexpr std::size_t threads = 4;
    constexpr std::size_t flags_each = 25;
    concurrent_flag_buffer buffer;
    std::atomic<bool> done = false;
    std::vector<std::thread> recorders;
    for (std::size_t number = 0; number < threads; ++number) {
        recorders.emplace_back([&buffer, number] {
            for (int round = 0; round < 50; ++round) {
                for (std::size_t flag = 0; flag < flags_each; ++flag) {
                    buffer.record(std::to_string(number) + ":" + std::to_string(flag),
                                  round % 2 == 1);
                }
            }
        });
    }
    std::thread reader([&buffer, &done] {
        while (!done) {
            // A snapshot never contains a half-recorded evaluation.
            const auto seen =
                flaghook::parse_flag_context(serialize_flag_context(buffer.snapshot()));
            ASSERT_TRUE(seen);
            ASSERT_LE(seen->size(), threads * flags_each);
        }
    });
    std::thread forker([&buffer, &done] {
        concurrent_flag_buffer fork;
        while (!done) {
            fork = buffer;
            fork.record("of the fork", true);
        }
    });
    for (std::thread& recorder : recorders) {
        recorder.join();
    }
    done = true;
    reader.join();
    forker.join();
    const flaghook::flag_buffer seen = buffer.snapshot();
    EXPECT_EQ(seen.size(), threads * flags_each);
    EXPECT_EQ(seen.find("of the fork"), std::nullopt);
    for (const auto& [flag, result] : seen) {
        EXPECT_TRUE(result) << flag;
    }
}

} // namespace
