#include <flaghook/evaluation/flag_evaluation.hpp>

#include <gtest/gtest.h>

#include <string_view>

namespace {

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
