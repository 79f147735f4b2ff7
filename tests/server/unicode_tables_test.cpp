#include <flaghook/server/unicode_tables.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <string_view>

namespace {

namespace server = flaghook::server::detail;

// The version in Python 3.13, which Sentry runs. conformance/reference/unicode_tables.py --check
// compares the tables with Python's.
static_assert(std::string_view(server::unicode_version) == "15.1.0");

// The preconditions of the binary searches.
static_assert(std::ranges::is_sorted(server::decimal_digit_zeros));
static_assert(std::ranges::is_sorted(server::printable_changes));
static_assert(server::decimal_digit_zeros[0] == '0', "every point from U+0080 has one before it");
static_assert(server::printable_changes[0] == 0, "U+0000 is not printable");
static_assert(std::size(server::printable_changes) % 2 == 1, "the last points are not printable");

TEST(unicode_tables, have_runs_of_ten_digits_that_do_not_overlap) {
    const auto* const overlap = std::ranges::adjacent_find(
        server::decimal_digit_zeros, [](auto first, auto next) { return next - first < 10; });
    EXPECT_EQ(overlap, std::end(server::decimal_digit_zeros));
}

TEST(unicode_tables, name_each_change_once) {
    const auto* const twice = std::ranges::adjacent_find(server::printable_changes);
    EXPECT_EQ(twice, std::end(server::printable_changes));
}

} // namespace
