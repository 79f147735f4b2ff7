#include <flaghook/model/change.hpp>
#include <flaghook/webhook/replay_guard.hpp>

#include "webhook/plain_guard.hpp"

#include <gtest/gtest.h>
#include <model/changes_with.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <thread>
#include <type_traits>
#include <vector>

namespace {

using flaghook::change;
using flaghook::change_id;
using flaghook::replay_guard;
using flaghook::tests::changes_with;
using flaghook::tests::plain_guard;
using namespace std::chrono_literals;

static_assert(!std::is_copy_constructible_v<replay_guard>);
static_assert(!std::is_move_constructible_v<replay_guard>);

constexpr replay_guard::clock::time_point start{1000h};

std::string flags_of(const std::vector<change>& changes) {
    std::string flags;
    for (const change& each : changes) {
        flags += flags.empty() ? "" : ", ";
        flags += each.flag;
    }
    return flags;
}

TEST(replay_guard, admits_an_id_once) {
    replay_guard guard;
    EXPECT_TRUE(guard.admit(7, start));
    EXPECT_FALSE(guard.admit(7, start));
    EXPECT_FALSE(guard.admit(7, start + 59min));
    EXPECT_TRUE(guard.admit(8, start + 59min));
}

TEST(replay_guard, tells_ids_apart_that_have_the_same_bits) {
    replay_guard guard;
    EXPECT_TRUE(guard.admit(std::int64_t{-1}, start));
    EXPECT_TRUE(guard.admit(~std::uint64_t{0}, start));
    EXPECT_FALSE(guard.admit(std::int64_t{-1}, start));
    EXPECT_FALSE(guard.admit(~std::uint64_t{0}, start));
}

TEST(replay_guard, forgets_an_id_when_the_window_has_passed_since_its_first_sighting) {
    replay_guard guard({.window = 10s});
    EXPECT_TRUE(guard.admit(7, start));
    EXPECT_FALSE(guard.admit(7, start + 9s));
    EXPECT_FALSE(guard.admit(7, start + 10s - 1ns)) << "a repetition does not extend the window";
    EXPECT_TRUE(guard.admit(7, start + 10s));
    EXPECT_FALSE(guard.admit(7, start + 19s));
}

TEST(replay_guard, forgets_the_oldest_id_when_more_come_than_it_has_room_for) {
    replay_guard guard({.capacity = 3});
    for (const int id : {1, 2, 3}) {
        EXPECT_TRUE(guard.admit(id, start));
    }
    EXPECT_FALSE(guard.admit(1, start));
    EXPECT_TRUE(guard.admit(4, start));
    EXPECT_FALSE(guard.admit(2, start));
    EXPECT_FALSE(guard.admit(3, start));
    EXPECT_TRUE(guard.admit(1, start));
}

TEST(replay_guard, brings_a_capacity_of_none_to_one) {
    replay_guard guard({.capacity = 0});
    EXPECT_TRUE(guard.admit(1, start));
    EXPECT_FALSE(guard.admit(1, start));
    EXPECT_TRUE(guard.admit(2, start));
    EXPECT_TRUE(guard.admit(1, start));
}

TEST(replay_guard, is_not_made_to_forget_by_a_clock_that_goes_back) {
    replay_guard guard({.window = 10s});
    EXPECT_TRUE(guard.admit(1, start + 5s));
    EXPECT_TRUE(guard.admit(2, start)) << "counts as admitted at 5 s";
    EXPECT_FALSE(guard.admit(1, start));
    EXPECT_FALSE(guard.admit(2, start + 14s));
    EXPECT_TRUE(guard.admit(2, start + 15s));
}

TEST(replay_guard, keeps_the_changes_that_are_new_in_their_order) {
    replay_guard guard;
    std::vector<change> first = changes_with({1, 2, 1, 3});
    EXPECT_EQ(guard.keep_new(first, start), 1U);
    EXPECT_EQ(flags_of(first), "flag 0, flag 1, flag 3");
    std::vector<change> second = changes_with({4, 2, 5, 1});
    EXPECT_EQ(guard.keep_new(second, start), 2U);
    EXPECT_EQ(flags_of(second), "flag 0, flag 2");
    EXPECT_EQ(guard.keep_new(second, start), 2U);
    EXPECT_TRUE(second.empty());
    EXPECT_EQ(guard.keep_new(second, start), 0U);
}

TEST(replay_guard, without_a_window_keeps_one_of_each_id_of_a_list) {
    replay_guard guard({.window = 0s});
    std::vector<change> first = changes_with({1, 2, 1});
    EXPECT_EQ(guard.keep_new(first, start), 1U);
    std::vector<change> second = changes_with({1, 2, 1});
    EXPECT_EQ(guard.keep_new(second, start), 1U);
}

TEST(replay_guard, hears_of_the_time_from_a_list_of_none) {
    replay_guard guard({.window = 10s});
    std::vector<change> none;
    EXPECT_EQ(guard.keep_new(none, start + 5s), 0U);
    EXPECT_TRUE(guard.admit(1, start)) << "counts as admitted at 5 s";
    EXPECT_FALSE(guard.admit(1, start + 14s));
    EXPECT_TRUE(guard.admit(1, start + 15s));
}

TEST(replay_guard, lets_a_sender_try_again_what_could_not_be_stored) {
    replay_guard guard;
    std::vector<change> changes = changes_with({1, 2});
    EXPECT_EQ(guard.keep_new(changes, start), 0U);
    guard.forget(changes);
    EXPECT_EQ(guard.keep_new(changes, start), 0U);
    guard.forget(2);
    guard.forget(3);
    EXPECT_FALSE(guard.admit(1, start));
    EXPECT_TRUE(guard.admit(2, start));
}

TEST(replay_guard, what_was_forgotten_and_seen_again_lasts_from_then_on) {
    replay_guard guard({.window = 10s});
    EXPECT_TRUE(guard.admit(1, start));
    guard.forget(1);
    EXPECT_TRUE(guard.admit(1, start + 5s));
    EXPECT_FALSE(guard.admit(1, start + 14s)) << "only the forgotten admission expires at 10 s";
    EXPECT_TRUE(guard.admit(1, start + 15s));
}

TEST(replay_guard, with_a_bound_on_created_at_refuses_a_repeated_request_whenever_it_comes) {
    constexpr auto window = 10min;
    const auto noon = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12} + 12h;
    // The sender's clock is correct, slow or fast.
    for (const std::chrono::seconds created : {0s, -299s, 299s}) {
        replay_guard guard({.window = window});
        // `later` advances both the time of day and the guard's clock.
        const auto records = [&](std::chrono::seconds later) {
            std::vector<change> rows = changes_with({1});
            rows.front().created_at = noon + created;
            std::erase_if(rows, [&](const change& row) {
                return std::chrono::abs(noon + later - row.created_at) >= window / 2;
            });
            guard.keep_new(rows, start + later);
            return !rows.empty();
        };
        EXPECT_TRUE(records(0s));
        for (std::chrono::seconds later = 1s; later < 1h; later += 1s) {
            ASSERT_FALSE(records(later)) << created.count() << ' ' << later.count();
        }
    }
}

TEST(replay_guard, decides_like_its_definition) {
    std::mt19937_64 random(20241212); // NOLINT(cert-msc51-cpp): the same every time
    for (const std::size_t capacity : {1U, 2U, 3U, 7U, 8U, 64U}) {
        replay_guard guard({.capacity = capacity, .window = 100s});
        plain_guard plain({.capacity = capacity, .window = 100s});
        auto now = start;
        for (int step = 0; step < 20'000; ++step) {
            now += std::chrono::seconds(random() % 3);
            const change_id id = random() % (2 * capacity + 1);
            if (random() % 8 == 0) {
                guard.forget(id);
                plain.forget(id);
            } else {
                plain.tell_time(now);
                ASSERT_EQ(guard.admit(id, now), plain.admit(id)) << capacity << ' ' << step;
            }
        }
    }
}

TEST(replay_guard, of_many_threads_with_the_same_ids_tells_one_each_that_it_is_new) {
    constexpr std::size_t ids = 2000;
    replay_guard guard({.capacity = ids});
    std::vector<std::atomic<int>> admitted(ids);
    std::vector<std::thread> threads;
    threads.reserve(4);
    for (std::size_t number = 0; number < 4; ++number) {
        threads.emplace_back([&, number] {
            for (std::size_t step = 0; step < ids; ++step) {
                const std::size_t id = (step + number * 17) % ids;
                admitted[id] += guard.admit(id, start) ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (const std::atomic<int>& count : admitted) {
        EXPECT_EQ(count, 1);
    }
}

TEST(replay_guard, asks_the_clock_itself_where_no_time_is_given) {
    replay_guard guard({.window = std::chrono::hours{24}});
    EXPECT_TRUE(guard.admit(1));
    EXPECT_FALSE(guard.admit(1));
    std::vector<change> changes = changes_with({1, 2});
    EXPECT_EQ(guard.keep_new(changes), 1U);
}

} // namespace
