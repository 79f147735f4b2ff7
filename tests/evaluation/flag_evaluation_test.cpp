#include <flaghook/evaluation/flag_evaluation.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using document = flaghook::flag_contexts_document<std::string>;
namespace blueprint = flaghook::blueprint;

static_assert(blueprint::document<document>);
static_assert(!blueprint::version<document>);
static_assert(blueprint::document<flaghook::flag_contexts_document<std::string_view>>);

TEST(flag_contexts_document, declares_the_context_of_an_event) {
    const auto kind_of = [](std::string_view path) {
        return blueprint::nodes<document>[blueprint::find_node<document>(path)].kind;
    };
    EXPECT_EQ(kind_of("flags"), blueprint::node_kind::object);
    EXPECT_EQ(kind_of("flags.values"), blueprint::node_kind::list);
    EXPECT_EQ(kind_of("flags.values..flag"), blueprint::node_kind::any_text);
    EXPECT_EQ(kind_of("flags.values..result"), blueprint::node_kind::boolean);
    EXPECT_EQ(blueprint::nodes<document>.size(), 6U);
}

TEST(check_flag_name, takes_every_text_in_utf8) {
    for (const std::string_view flag :
         {std::string_view("checkout"), std::string_view(), std::string_view(" spaced "),
          std::string_view("nul\0inside", 10), std::string_view("\xE2\x82\xAC\xF0\x9F\x9A\xA9")}) {
        EXPECT_FALSE(flaghook::detail::check_flag_name(flag, 0)) << flag;
    }
}

TEST(check_flag_name, refuses_what_is_not_utf8_and_says_where) {
    for (const std::string_view flag : {"\xFF", "half\xE2\x82", "\xED\xA0\x80", "\xC0\x80"}) {
        const auto refused = flaghook::detail::check_flag_name(flag, 7);
        ASSERT_TRUE(refused) << flag;
        EXPECT_EQ(refused->code(), flaghook::issue_code::invalid_utf8);
        EXPECT_EQ(refused->path(), "flags.values[7].flag");
        EXPECT_EQ(refused->message(), "Text must be valid UTF-8.");
    }
}

} // namespace
