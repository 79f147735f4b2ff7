#include <flaghook/model/change_id.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_set>
#include <vector>

namespace {

using flaghook::change_id;

constexpr auto least = std::numeric_limits<std::int64_t>::min();
constexpr auto most_signed = std::numeric_limits<std::int64_t>::max();
constexpr auto most = std::numeric_limits<std::uint64_t>::max();

// The class is a small value type.
static_assert(std::is_trivially_copyable_v<change_id>);
static_assert(std::is_nothrow_default_constructible_v<change_id>);
static_assert(std::is_nothrow_constructible_v<change_id, int>);
static_assert(sizeof(change_id) <= 16);

// All integer types convert; other types do not.
static_assert(std::is_convertible_v<std::int8_t, change_id>);
static_assert(std::is_convertible_v<std::uint8_t, change_id>);
static_assert(std::is_convertible_v<short, change_id>);
static_assert(std::is_convertible_v<unsigned, change_id>);
static_assert(std::is_convertible_v<long, change_id>);
static_assert(std::is_convertible_v<unsigned long long, change_id>);
static_assert(!std::is_constructible_v<change_id, bool>);
static_assert(!std::is_constructible_v<change_id, char>);
static_assert(!std::is_constructible_v<change_id, wchar_t>);
static_assert(!std::is_constructible_v<change_id, char8_t>);
static_assert(!std::is_constructible_v<change_id, char32_t>);
static_assert(!std::is_constructible_v<change_id, double>);
static_assert(!std::is_constructible_v<change_id, std::string_view>);
static_assert(!std::is_constructible_v<change_id, void*>);

// Ids are compared as integers, whatever types they were made from.
static_assert(change_id() == change_id(0));
static_assert(change_id(std::int8_t{-1}) == change_id(std::int64_t{-1}));
static_assert(change_id(std::uint8_t{255}) == change_id(255));
static_assert(change_id(std::int8_t{-1}) != change_id(std::uint8_t{255}));
static_assert(change_id(-1) != change_id(most), "both have the bits of 2^64-1");
static_assert(change_id(least) != change_id(std::uint64_t{1} << 63U));
static_assert(change_id(-1).bits() == change_id(most).bits());

// Negative ids are less than positive ids.
static_assert(change_id(least) < change_id(least + 1));
static_assert(change_id(least) < change_id(-1));
static_assert(change_id(-2) < change_id(-1));
static_assert(change_id(-1) < change_id(0));
static_assert(change_id(-1) < change_id(most));
static_assert(change_id(most_signed) < change_id(std::uint64_t{1} << 63U));
static_assert(change_id(most - 1) < change_id(most));
static_assert((change_id(7) <=> change_id(7)) == std::strong_ordering::equal);

// An id can be split into its sign and its absolute value, and made from them.
static_assert(change_id(least).is_negative());
static_assert(change_id(least).magnitude() == std::uint64_t{1} << 63U);
static_assert(change_id(-1).magnitude() == 1);
static_assert(!change_id(most).is_negative());
static_assert(change_id(most).magnitude() == most);
static_assert(change_id::from_magnitude(true, 0) == change_id(0));
static_assert(!change_id::from_magnitude(true, 0)->is_negative());
static_assert(change_id::from_magnitude(true, 1) == change_id(-1));
static_assert(change_id::from_magnitude(true, std::uint64_t{1} << 63U) == change_id(least));
static_assert(!change_id::from_magnitude(true, (std::uint64_t{1} << 63U) + 1));
static_assert(!change_id::from_magnitude(true, most));
static_assert(change_id::from_magnitude(false, most) == change_id(most));

// A decimal text can be parsed.
static_assert(change_id::from_decimal("93899375123") == change_id(93899375123));
static_assert(change_id::from_decimal("-9223372036854775808") == change_id(least));
static_assert(change_id::from_decimal("18446744073709551615") == change_id(most));
static_assert(change_id::from_decimal("-0") == change_id(0));
static_assert(change_id::from_decimal("000000000000000000000000000000007") == change_id(7));

struct id_and_text {
    change_id id;
    std::string_view text;
};

constexpr id_and_text ends[] = {
    {least, "-9223372036854775808"},
    {least + 1, "-9223372036854775807"},
    {-4294967296, "-4294967296"},
    {-10, "-10"},
    {-1, "-1"},
    {0, "0"},
    {1, "1"},
    {9, "9"},
    {10, "10"},
    {4294967295U, "4294967295"},
    {most_signed, "9223372036854775807"},
    {std::uint64_t{1} << 63U, "9223372036854775808"},
    {most - 1, "18446744073709551614"},
    {most, "18446744073709551615"},
};

TEST(change_id, is_written_as_json_writes_the_number) {
    std::size_t longest = 0;
    for (const auto& [id, text] : ends) {
        EXPECT_EQ(id.to_string(), text);
        EXPECT_EQ(flaghook::to_string(id), text);
        std::ostringstream out;
        out << id;
        EXPECT_EQ(out.str(), text);
        longest = std::max(longest, text.size());
    }
    EXPECT_EQ(change_id::max_text, longest);
}

TEST(change_id, is_appended_to_what_stands_before) {
    std::string text = "id ";
    change_id(-42).append_to(text);
    EXPECT_EQ(text, "id -42");
}

TEST(change_id, is_read_from_the_text_that_it_writes) {
    for (const auto& [id, text] : ends) {
        EXPECT_EQ(change_id::from_decimal(text), id) << text;
    }
}

TEST(change_id, survives_text_for_random_values_of_both_signs) {
    std::mt19937_64 random(1);
    for (int round = 0; round < 20'000; ++round) {
        const std::uint64_t bits = random() >> (random() % 64);
        const change_id large(bits);
        EXPECT_EQ(large.to_string(), std::to_string(bits));
        EXPECT_EQ(change_id::from_decimal(large.to_string()), large);
        const auto number = static_cast<std::int64_t>(random());
        const change_id either(number);
        EXPECT_EQ(either.to_string(), std::to_string(number));
        EXPECT_EQ(change_id::from_decimal(either.to_string()), either);
    }
}

TEST(change_id, is_not_read_from_numbers_out_of_range) {
    for (const std::string_view text :
         {"18446744073709551616", "18446744073709551620", "99999999999999999999",
          "184467440737095516150", "-9223372036854775809", "-18446744073709551615",
          "-18446744073709551616", "340282366920938463463374607431768211456"}) {
        EXPECT_EQ(change_id::from_decimal(text), std::nullopt) << text;
    }
    EXPECT_EQ(change_id::from_decimal(std::string(100'000, '9')), std::nullopt);
}

TEST(change_id, is_not_read_from_text_that_only_the_server_takes) {
    for (const std::string_view text : {"", "-", "+1", " 1", "1 ", "1_000", "1.0", "1e3", "0x1",
                                        "--1", "-+1", "1-", "\xD9\xA3", "1\n", "a", "/", ":"}) {
        EXPECT_EQ(change_id::from_decimal(text), std::nullopt) << text;
    }
    EXPECT_EQ(change_id::from_decimal(std::string_view("1\0", 2)), std::nullopt);
}

TEST(change_id, sorts_as_the_integers_do) {
    std::vector<change_id> ids;
    for (const auto& entry : ends) {
        ids.push_back(entry.id);
    }
    std::vector<change_id> shuffled = ids;
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937_64(2));
    std::sort(shuffled.begin(), shuffled.end());
    EXPECT_EQ(shuffled, ids);
    for (std::size_t left = 0; left < ids.size(); ++left) {
        for (std::size_t right = 0; right < ids.size(); ++right) {
            EXPECT_EQ(ids[left] < ids[right], left < right);
            EXPECT_EQ(ids[left] == ids[right], left == right);
            EXPECT_EQ(ids[left] >= ids[right], left >= right);
        }
    }
}

TEST(change_id, keeps_ids_with_equal_bits_apart_in_unordered_containers) {
    const std::unordered_set<change_id> ids{change_id(-1), change_id(most), change_id(-1)};
    EXPECT_EQ(ids.size(), 2U);
    EXPECT_EQ(std::hash<change_id>{}(change_id(5U)), std::hash<change_id>{}(change_id(5)));
}

} // namespace
