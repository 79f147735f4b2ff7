#include <flaghook/model/change.hpp>
#include <flaghook/model/deduplicate.hpp>

#include <gtest/gtest.h>
#include <model/changes_with.hpp>

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using flaghook::basic_change;
using flaghook::change;
using flaghook::change_id;
using flaghook::remove_changes;
using flaghook::repeated_ids;
using flaghook::tests::changes_with;
using flaghook::tests::colliding_id;

using indexes = std::vector<std::size_t>;

indexes repeated_in(const std::vector<change_id>& ids) {
    const std::vector<change> changes = changes_with(ids);
    repeated_ids repeated;
    const auto found = repeated.find(std::span(changes));
    return {found.begin(), found.end()};
}

/// Computes the result by its definition, in quadratic time.
indexes naively_repeated_in(const std::vector<change_id>& ids) {
    indexes repeated;
    for (std::size_t index = 0; index < ids.size(); ++index) {
        for (std::size_t before = 0; before < index; ++before) {
            if (ids[before] == ids[index]) {
                repeated.push_back(index);
                break;
            }
        }
    }
    return repeated;
}

std::vector<change_id> colliding_ids(std::size_t count) {
    std::vector<change_id> ids;
    ids.reserve(count);
    for (std::size_t number = 0; number < count; ++number) {
        ids.emplace_back(colliding_id(number));
    }
    return ids;
}

struct change_with_a_number {
    std::uint64_t id = 0;
};
static_assert(flaghook::identified<change>);
static_assert(!flaghook::identified<change_with_a_number>);

TEST(repeated_ids, finds_nothing_where_no_id_comes_twice) {
    EXPECT_EQ(repeated_in({}), indexes{});
    EXPECT_EQ(repeated_in({7}), indexes{});
    EXPECT_EQ(repeated_in({1, 2, 3}), indexes{});
    EXPECT_EQ(repeated_in({3, 1, 2}), indexes{});
}

TEST(repeated_ids, finds_all_but_the_first_in_ascending_order) {
    EXPECT_EQ(repeated_in({7, 7}), (indexes{1}));
    EXPECT_EQ(repeated_in({1, 2, 1, 2, 1}), (indexes{2, 3, 4}));
    EXPECT_EQ(repeated_in({1, 2, 3, 3}), (indexes{3}));
    EXPECT_EQ(repeated_in({9, 8, 9, 7, 8}), (indexes{2, 4}));
}

TEST(repeated_ids, keeps_ids_apart_that_share_their_64_bits) {
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    constexpr auto half = std::uint64_t{1} << 63U;
    EXPECT_EQ(repeated_in({-1, most, -1, most}), (indexes{2, 3}));
    EXPECT_EQ(repeated_in({most, -1}), indexes{});
    EXPECT_EQ(repeated_in({half, least, half}), (indexes{2}));
}

TEST(repeated_ids, forgets_the_batch_before) {
    const std::vector<change> repeating = changes_with({5, 5, 5});
    const std::vector<change> ascending = changes_with({5, 6});
    const std::vector<change> descending = changes_with({6, 5});
    repeated_ids repeated;
    EXPECT_EQ(repeated.find(std::span(repeating)).size(), 2U);
    EXPECT_EQ(repeated.find(std::span(ascending)).size(), 0U);
    EXPECT_EQ(repeated.find(std::span(repeating)).size(), 2U);
    EXPECT_EQ(repeated.find(std::span(descending)).size(), 0U);
}

TEST(repeated_ids, takes_changes_whose_text_lives_elsewhere) {
    std::vector<basic_change<std::string_view>> changes(2);
    repeated_ids repeated;
    EXPECT_EQ(repeated.find(std::span<const basic_change<std::string_view>>(changes)).size(), 1U);
}

TEST(repeated_ids, agrees_with_the_definition_on_random_batches) {
    std::mt19937_64 random(4);
    for (int round = 0; round < 2'000; ++round) {
        const auto count = static_cast<std::size_t>(random() % 60);
        const std::uint64_t different = 1 + random() % 80;
        std::vector<change_id> ids;
        for (std::size_t index = 0; index < count; ++index) {
            const auto number = static_cast<std::int64_t>(random() % different);
            ids.push_back(random() % 2 == 0 ? change_id(number)
                                            : change_id(static_cast<std::uint64_t>(-number)));
            if (random() % 4 == 0) {
                ids.back() = change_id(-number);
            }
        }
        EXPECT_EQ(repeated_in(ids), naively_repeated_in(ids));
    }
}

TEST(repeated_ids, agrees_with_the_definition_on_ids_made_to_collide) {
    std::mt19937_64 random(5);
    for (const std::size_t count : {2U, 3U, 8U, 17U, 64U, 300U, 1'000U}) {
        std::vector<change_id> ids = colliding_ids(count);
        EXPECT_EQ(repeated_in(ids), indexes{}) << count;
        for (std::size_t extra = 0; extra < count / 3 + 1; ++extra) {
            const auto where = static_cast<std::ptrdiff_t>(random() % ids.size());
            const change_id again = ids[static_cast<std::size_t>(random() % ids.size())];
            ids.insert(ids.begin() + where, again);
        }
        EXPECT_EQ(repeated_in(ids), naively_repeated_in(ids)) << count;
    }
}

/// An id that counts the accesses to all ids of its type.
class counting_id {
public:
    explicit counting_id(const change_id& id) : id_(id) {}

    operator const change_id&() const { return access(); }
    std::uint64_t bits() const { return access().bits(); }
    friend bool operator==(const counting_id& left, const counting_id& right) {
        return left.access() == right.access();
    }
    friend auto operator<=>(const counting_id& left, const counting_id& right) {
        return left.access() <=> right.access();
    }

    static inline std::size_t accesses = 0;

private:
    const change_id& access() const {
        ++accesses;
        return id_;
    }

    change_id id_;
};

struct counting_change {
    counting_id id;
};

TEST(repeated_ids, takes_work_in_proportion_even_for_ids_made_to_collide) {
    constexpr std::size_t count = 20'000;
    std::vector<counting_change> changes;
    for (const change_id& id : colliding_ids(count)) {
        changes.push_back({counting_id(id)});
    }
    changes.push_back(changes.front());
    repeated_ids repeated;
    counting_id::accesses = 0;
    const auto found = repeated.find(std::span<const counting_change>(changes));
    EXPECT_EQ(indexes(found.begin(), found.end()), indexes{count});
    // A hash table alone would compare each id with all earlier ones: 10,000 on average.
    EXPECT_LT(counting_id::accesses, 200 * count);
}

TEST(remove_changes, keeps_the_first_of_each_id_in_the_sender_s_order) {
    std::vector<change> changes = changes_with({4, 2, 4, 9, 2, 1});
    repeated_ids repeated;
    remove_changes(changes, repeated.find(std::span(std::as_const(changes))));
    ASSERT_EQ(changes.size(), 4U);
    EXPECT_EQ(changes[0].flag, "flag 0");
    EXPECT_EQ(changes[1].flag, "flag 1");
    EXPECT_EQ(changes[2].flag, "flag 3");
    EXPECT_EQ(changes[3].flag, "flag 5");
}

TEST(remove_changes, removes_any_set_of_places) {
    constexpr std::size_t count = 8;
    for (unsigned set = 0; set < 1U << count; ++set) {
        indexes removed;
        std::vector<std::string> kept;
        for (std::size_t index = 0; index < count; ++index) {
            if ((set >> index & 1U) != 0) {
                removed.push_back(index);
            } else {
                kept.push_back("flag " + std::to_string(index));
            }
        }
        std::vector<change> changes = changes_with(std::vector<change_id>(count, 0));
        remove_changes(changes, removed);
        std::vector<std::string> left;
        for (const change& one : changes) {
            left.push_back(one.flag);
        }
        EXPECT_EQ(left, kept) << set;
    }
}

TEST(remove_changes, leaves_a_batch_without_repetitions_alone) {
    std::vector<change> changes = changes_with({1, 2});
    const std::vector<change> before = changes;
    remove_changes(changes, {});
    EXPECT_EQ(changes, before);
}

} // namespace
