#include <flaghook/json/passing_value.hpp>
#include <flaghook/json/scalar.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace {

using flaghook::json::free_member;
using flaghook::json::passing_value;
using flaghook::json::scalar;

using with_members = passing_value<true>;

/// Lets `{"a":[1]}` go by.
template <class Value>
void let_pass(Value& value, typename Value::purpose wanted) {
    EXPECT_FALSE(value.is_open());
    value.begin(wanted, true);
    value.on_key("a");
    value.on_container_begin(false);
    value.on_scalar({scalar::kind::integer, false, "1"});
    EXPECT_TRUE(value.is_open());
    EXPECT_FALSE(value.on_container_end(false));
    EXPECT_TRUE(value.on_container_end(true));
    EXPECT_FALSE(value.is_open());
}

TEST(passing_value, goes_by_without_a_trace) {
    passing_value<false> value;
    let_pass(value, passing_value<false>::purpose::nothing);
    EXPECT_EQ(value.wanted(), passing_value<false>::purpose::nothing);
    EXPECT_EQ(value.take_python_text(), "");
}

TEST(passing_value, leaves_its_text_where_that_is_wanted) {
    with_members value;
    let_pass(value, with_members::purpose::python_text);
    EXPECT_EQ(value.take_python_text(), "{'a': [1]}");
    let_pass(value, with_members::purpose::nothing);
    EXPECT_EQ(value.take_python_text(), "");
}

TEST(passing_value, leaves_its_members_where_they_are_wanted) {
    with_members value;
    let_pass(value, with_members::purpose::members);
    EXPECT_EQ(value.members().take(), (std::vector<free_member>{{"a", "[1]", false}}));
}

TEST(passing_value, is_forgotten_wherever_it_was) {
    with_members value;
    value.begin(with_members::purpose::python_text, false);
    value.on_container_begin(true);
    value.clear();
    let_pass(value, with_members::purpose::python_text);
    EXPECT_EQ(value.take_python_text(), "{'a': [1]}");
}

} // namespace
