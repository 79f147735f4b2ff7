#include <flaghook/evaluation/span_flags.hpp>

#include "evaluation/naive_flags.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

namespace {

using flaghook::basic_span_flags;
using flaghook::span_flags;

static_assert(span_flags::capacity() == 10);

TEST(span_attribute_name, has_the_prefix_of_the_conventions) {
    EXPECT_EQ(flaghook::span_attribute_name("checkout"), "flag.evaluation.checkout");
    EXPECT_EQ(flaghook::span_attribute_name(""), "flag.evaluation.");
}

TEST(span_flags, begin_with_none) {
    const span_flags flags;
    EXPECT_TRUE(flags.evaluations().empty());
    EXPECT_EQ(flags.dropped(), 0U);
    EXPECT_EQ(serialize_span_attributes(flags), "{}");
}

TEST(span_flags, are_updated_in_their_place) {
    span_flags flags;
    flags.record("a", true);
    flags.record("b", true);
    flags.record("a", false);
    EXPECT_EQ(serialize_span_attributes(flags),
              R"({"flag.evaluation.a":false,"flag.evaluation.b":true})");
    EXPECT_EQ(flags.dropped(), 0U);
}

TEST(span_flags, are_the_first_ten_and_later_ones_are_counted) {
    span_flags flags;
    for (int number = 0; number < 13; ++number) {
        flags.record(std::to_string(number), true);
    }
    flags.record("12", false);
    flags.record("9", false);
    ASSERT_EQ(flags.evaluations().size(), 10U);
    EXPECT_EQ(flags.evaluations().front().flag, "0");
    EXPECT_EQ(flags.evaluations().back(), (flaghook::flag_evaluation{"9", false}));
    EXPECT_EQ(flags.dropped(), 4U);
}

TEST(span_flags, refuse_names_that_are_not_utf8_and_do_not_count_them) {
    basic_span_flags<1> flags;
    auto refused = flags.record("\xFF", true);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->code(), flaghook::issue_code::invalid_utf8);
    EXPECT_EQ(refused->path(), "flag");
    EXPECT_EQ(refused->message(), "Text must be valid UTF-8.");
    flags.record("a", true);
    EXPECT_TRUE(flags.record("\xFF", true));
    EXPECT_EQ(flags.dropped(), 0U);
    EXPECT_EQ(serialize_span_attributes(flags), R"({"flag.evaluation.a":true})");
}

TEST(span_flags, escape_what_json_wants_escaped) {
    span_flags flags;
    flags.record("\"\n", true);
    EXPECT_EQ(serialize_span_attributes(flags), "{\"flag.evaluation.\\\"\\n\":true}");
}

TEST(span_flags, are_a_value_whose_copies_are_independent) {
    basic_span_flags<2> one;
    one.record("a", true);
    basic_span_flags<2> other = one;
    other.record("a", false);
    other.record("b", true);
    EXPECT_EQ(serialize_span_attributes(one), R"({"flag.evaluation.a":true})");
    EXPECT_EQ(serialize_span_attributes(other),
              R"({"flag.evaluation.a":false,"flag.evaluation.b":true})");
}

template <std::size_t Capacity>
void compare_with_naive_flags(std::size_t names, unsigned seed) {
    std::mt19937 random(seed);
    basic_span_flags<Capacity> flags;
    naive::evaluations expected;
    std::uint64_t dropped = 0;
    for (int step = 0; step < 500; ++step) {
        const std::string flag = std::to_string(random() % names);
        const bool result = random() % 2 == 0;
        flags.record(flag, result);
        dropped += naive::record_in_span(expected, Capacity, flag, result) ? 1U : 0U;
        const auto found = flags.evaluations();
        ASSERT_EQ(naive::evaluations(found.begin(), found.end()), expected) << "step " << step;
        ASSERT_EQ(flags.dropped(), dropped);
    }
}

TEST(span_flags, do_what_naive_ones_do) {
    compare_with_naive_flags<1>(2, 1);
    compare_with_naive_flags<3>(5, 2);
    compare_with_naive_flags<10>(14, 3);
    compare_with_naive_flags<10>(10, 4);
}

} // namespace
