#include <flaghook/evaluation/flag_buffer.hpp>

#include "evaluation/naive_flags.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using flaghook::basic_flag_buffer;
using flaghook::flag_buffer;
using flaghook::flag_evaluation;
using testing::ElementsAre;
using testing::IsEmpty;

static_assert(flag_buffer::capacity() == 100);
static_assert(std::is_nothrow_move_constructible_v<flag_buffer>);
static_assert(std::is_nothrow_move_assignable_v<flag_buffer>);
static_assert(std::forward_iterator<flag_buffer::const_iterator>);

template <class Result>
concept recordable = requires(flag_buffer buffer, Result result) {
    buffer.record("flag", result);
};
static_assert(recordable<bool>);
static_assert(!recordable<int> && !recordable<const char*> && !recordable<std::optional<bool>>);

template <std::size_t Capacity>
std::vector<flag_evaluation> contents(const basic_flag_buffer<Capacity>& buffer) {
    std::vector<flag_evaluation> result;
    for (const auto& [flag, value] : buffer) {
        result.push_back({std::string(flag), value});
    }
    EXPECT_EQ(result.size(), buffer.size());
    EXPECT_EQ(result.empty(), buffer.empty());
    return result;
}

flag_evaluation evaluated(std::string flag, bool result) {
    return {std::move(flag), result};
}

TEST(flag_buffer, begins_empty) {
    const flag_buffer buffer;
    EXPECT_THAT(contents(buffer), IsEmpty());
    EXPECT_EQ(buffer.find("checkout"), std::nullopt);
}

TEST(flag_buffer, keeps_evaluations_oldest_first) {
    flag_buffer buffer;
    EXPECT_FALSE(buffer.record("a", true));
    EXPECT_FALSE(buffer.record("b", false));
    EXPECT_THAT(contents(buffer), ElementsAre(evaluated("a", true), evaluated("b", false)));
    EXPECT_EQ(buffer.find("a"), true);
    EXPECT_EQ(buffer.find("b"), false);
}

TEST(flag_buffer, moves_a_flag_that_is_evaluated_again_to_the_newest_end) {
    basic_flag_buffer<3> buffer;
    buffer.record("a", true);
    buffer.record("b", true);
    buffer.record("c", true);
    buffer.record("a", false);
    EXPECT_THAT(contents(buffer),
                ElementsAre(evaluated("b", true), evaluated("c", true), evaluated("a", false)));
    buffer.record("c", false);
    EXPECT_THAT(contents(buffer),
                ElementsAre(evaluated("b", true), evaluated("a", false), evaluated("c", false)));
    buffer.record("c", true);
    EXPECT_THAT(contents(buffer),
                ElementsAre(evaluated("b", true), evaluated("a", false), evaluated("c", true)));
}

TEST(flag_buffer, gives_up_the_oldest_evaluation_when_it_is_full) {
    basic_flag_buffer<2> buffer;
    buffer.record("a", true);
    buffer.record("b", true);
    buffer.record("c", true);
    EXPECT_THAT(contents(buffer), ElementsAre(evaluated("b", true), evaluated("c", true)));
    EXPECT_EQ(buffer.find("a"), std::nullopt);
}

TEST(flag_buffer, of_one_evaluation_keeps_the_last) {
    basic_flag_buffer<1> buffer;
    buffer.record("a", true);
    buffer.record("b", false);
    buffer.record("b", true);
    EXPECT_THAT(contents(buffer), ElementsAre(evaluated("b", true)));
}

TEST(flag_buffer, keeps_the_hundred_most_recent) {
    flag_buffer buffer;
    for (int number = 0; number < 250; ++number) {
        buffer.record("flag-" + std::to_string(number), number % 3 == 0);
    }
    ASSERT_EQ(buffer.size(), 100U);
    int number = 150;
    for (const auto& [flag, result] : buffer) {
        EXPECT_EQ(flag, "flag-" + std::to_string(number));
        EXPECT_EQ(result, number % 3 == 0);
        ++number;
    }
}

TEST(flag_buffer, refuses_names_that_no_event_can_carry_and_stays_as_it_was) {
    basic_flag_buffer<2> buffer;
    buffer.record("a", true);
    auto refused = buffer.record("\xFF", true);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->code(), flaghook::issue_code::invalid_utf8);
    EXPECT_EQ(refused->path(), "flags.values[1].flag");
    buffer.record("b", true);
    refused = buffer.record("\xED\xB0\x80", true);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->path(), "flags.values[1].flag");
    EXPECT_THAT(contents(buffer), ElementsAre(evaluated("a", true), evaluated("b", true)));
}

TEST(flag_buffer, takes_a_name_out_of_itself) {
    basic_flag_buffer<1> buffer;
    buffer.record("a name that is longer than a string keeps inside of itself", true);
    const std::string_view flag = (*buffer.begin()).flag;
    buffer.record(flag, false);
    EXPECT_EQ(buffer.find("a name that is longer than a string keeps inside of itself"), false);
    buffer.record(flag.substr(7), true);
    EXPECT_THAT(
        contents(buffer),
        ElementsAre(evaluated("that is longer than a string keeps inside of itself", true)));
}

TEST(flag_buffer, forgets_everything_when_cleared) {
    basic_flag_buffer<3> buffer;
    buffer.record("a", true);
    buffer.record("b", true);
    buffer.clear();
    EXPECT_THAT(contents(buffer), IsEmpty());
    EXPECT_EQ(buffer.find("a"), std::nullopt);
    buffer.record("b", false);
    EXPECT_THAT(contents(buffer), ElementsAre(evaluated("b", false)));
}

TEST(flag_buffer, is_a_value_whose_copies_are_independent) {
    basic_flag_buffer<2> parent;
    parent.record("a", true);
    basic_flag_buffer<2> child = parent;
    EXPECT_EQ(child, parent);
    child.record("b", true);
    child.record("a", false);
    child.record("c", true);
    parent.record("d", true);
    EXPECT_THAT(contents(parent), ElementsAre(evaluated("a", true), evaluated("d", true)));
    EXPECT_THAT(contents(child), ElementsAre(evaluated("a", false), evaluated("c", true)));
    EXPECT_NE(child, parent);

    child = parent;
    EXPECT_EQ(child, parent);
    const basic_flag_buffer<2>& same = child;
    child = same;
    EXPECT_EQ(child, parent);
}

TEST(flag_buffer, that_was_moved_from_is_empty_and_good_for_use) {
    basic_flag_buffer<2> first;
    first.record("a name that is longer than a string keeps inside of itself", true);
    first.record("b", true);
    basic_flag_buffer<2> second = std::move(first);
    second.record("b", false);
    second.record("b", true);
    // NOLINTBEGIN(bugprone-use-after-move): tested here
    EXPECT_THAT(contents(first), IsEmpty());
    EXPECT_EQ(first, basic_flag_buffer<2>());
    first.record("c", false);
    EXPECT_THAT(contents(first), ElementsAre(evaluated("c", false)));
    first = std::move(second);
    EXPECT_THAT(contents(second), IsEmpty());
    // NOLINTEND(bugprone-use-after-move)
    EXPECT_EQ(first.size(), 2U);
    EXPECT_EQ(first.find("b"), true);
    first.record("d", false);
    EXPECT_THAT(contents(first), ElementsAre(evaluated("b", true), evaluated("d", false)));
    first.record("e", false);
    EXPECT_THAT(contents(first), ElementsAre(evaluated("d", false), evaluated("e", false)));
}

TEST(flag_buffer, is_equal_only_with_the_same_order_and_results) {
    basic_flag_buffer<4> left;
    left.record("a", true);
    left.record("b", true);
    basic_flag_buffer<4> right;
    right.record("b", true);
    right.record("a", true);
    EXPECT_NE(left, right);
    right.record("b", true);
    EXPECT_EQ(left, right);
    right.record("b", false);
    EXPECT_NE(left, right);
    right.record("c", false);
    EXPECT_NE(left, right);
}

TEST(flag_buffer, goes_through_its_evaluations_more_than_once) {
    basic_flag_buffer<4> buffer;
    buffer.record("a", true);
    buffer.record("b", true);
    auto here = buffer.begin();
    const auto kept = here++;
    EXPECT_EQ((*kept).flag, "a");
    EXPECT_EQ((*here).flag, "b");
    EXPECT_NE(here, kept);
    EXPECT_EQ(++here, buffer.end());
    EXPECT_EQ(buffer.begin(), kept);
}

/// Draws more names than the buffer can keep, so flags are repeated, evicted, and recorded again.
template <std::size_t Capacity>
void compare_with_the_naive_buffer(std::size_t names, int steps, unsigned seed) {
    std::mt19937 random(seed);
    basic_flag_buffer<Capacity> buffer;
    naive::evaluations expected;
    for (int step = 0; step < steps; ++step) {
        const std::string flag = "flag " + std::to_string(random() % names);
        const bool result = random() % 2 == 0;
        ASSERT_FALSE(buffer.record(flag, result));
        naive::record(expected, Capacity, flag, result);
        ASSERT_EQ(contents(buffer), expected) << "step " << step;
        const std::string other = "flag " + std::to_string(random() % names);
        const auto known = naive::find(expected, other);
        ASSERT_EQ(buffer.find(other),
                  known == expected.end() ? std::nullopt : std::optional(known->result));
        if (random() % 64 == 0) {
            const basic_flag_buffer<Capacity> fork = buffer;
            ASSERT_EQ(contents(fork), expected);
            buffer = fork;
        }
        if (random() % 512 == 0) {
            buffer.clear();
            expected.clear();
        }
    }
}

TEST(flag_buffer, does_what_a_naive_one_does) {
    compare_with_the_naive_buffer<1>(3, 500, 1);
    compare_with_the_naive_buffer<2>(4, 2000, 2);
    compare_with_the_naive_buffer<3>(5, 2000, 3);
    compare_with_the_naive_buffer<7>(11, 3000, 4);
    compare_with_the_naive_buffer<8>(64, 3000, 5);
    compare_with_the_naive_buffer<100>(150, 4000, 6);
    compare_with_the_naive_buffer<100>(100, 2000, 7);
}

} // namespace
