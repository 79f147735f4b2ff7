// The cost of hostile bodies: memory and work are at most a multiple of their size. The total
// number of allocated bytes is the measure of work, because repeated copies of a body need repeated
// allocations. tests/hostile measures the time.

#include <flaghook/json/parse.hpp>

#include <gtest/gtest.h>
#include <heap/heap.hpp>
#include <json/bodies.hpp>
#include <json/hostile_bodies.hpp>

#include <cstddef>
#include <string>

namespace {

namespace heap = flaghook::tests::heap;
using flaghook::tests::body_of;
using flaghook::tests::hostile_bodies;
using flaghook::tests::hostile_body;
using flaghook::tests::list_of;

/// The promise of docs/threat-model.md: memory per byte of the body, and memory for the issues.
constexpr std::size_t memory_multiple = 40;
constexpr std::size_t memory_of_issues = std::size_t{4} << 20U;

struct cost {
    std::size_t peak;
    std::size_t allocated;
};

/// Returns the cost of parsing a body and of writing the answer to it.
cost cost_of(const std::string& body) {
    const std::size_t in_use = heap::in_use();
    const std::size_t allocated = heap::allocated_bytes();
    heap::reset_peak();
    {
        const auto parsed = flaghook::parse(body, flaghook::tests::no_limits_of_size());
        const std::string answer = parsed ? std::string() : parsed.error().answer();
        EXPECT_EQ(answer.empty(), parsed.has_value() || parsed.error().status() == 500);
    }
    EXPECT_EQ(heap::in_use(), in_use);
    return {heap::peak() - in_use, heap::allocated_bytes() - allocated};
}

TEST(hostile_bodies, take_at_most_40_times_their_size_of_memory) {
    for (const hostile_body& each : hostile_bodies) {
        const std::string body = each.make(each.test_size);
        EXPECT_LE(cost_of(body).peak, memory_multiple * body.size() + memory_of_issues)
            << each.name;
    }
}

TEST(hostile_bodies, of_eight_times_the_size_take_work_in_proportion) {
    for (const hostile_body& each : hostile_bodies) {
        const std::string part = each.make(each.test_size / 8);
        const std::string whole = each.make(each.test_size);
        const std::size_t part_work = cost_of(part).allocated;
        // Quadratic work would be 64 times as much. The factor is 16 instead of 8 because buffers
        // grow by doubling.
        EXPECT_LE(cost_of(whole).allocated, 16 * part_work + memory_of_issues) << each.name;
    }
}

TEST(hostile_bodies, take_work_in_proportion_to_their_size_and_not_to_their_depth) {
    for (const hostile_body& each : hostile_bodies) {
        const std::string body = each.make(each.test_size);
        EXPECT_LE(cost_of(body).allocated, 2 * memory_multiple * body.size() + memory_of_issues)
            << each.name;
    }
}

TEST(hostile_bodies, of_refused_items_take_no_memory_for_payload_that_nobody_gets) {
    const std::string body = body_of(list_of("{}", 100'000));
    EXPECT_LE(cost_of(body).peak, memory_of_issues + 4 * body.size());
}

} // namespace
