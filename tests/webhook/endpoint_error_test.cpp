#include <flaghook/webhook/endpoint_error.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using flaghook::endpoint_error;

TEST(endpoint_error, has_a_text_for_each_value) {
    for (int value = 1; value <= static_cast<int>(endpoint_error::no_final_slash); ++value) {
        const boost::system::error_code code = static_cast<endpoint_error>(value);
        EXPECT_EQ(code.message().find("unknown"), std::string::npos) << value;
        EXPECT_GT(code.message().size(), 20u);
        char room[8];
        EXPECT_EQ(code.message(), code.category().message(value, room, sizeof room));
    }
    EXPECT_STREQ(flaghook::endpoint_category().name(), "flaghook.endpoint");
    EXPECT_EQ(flaghook::endpoint_category().message(99), "unknown flaghook.endpoint error");
}

} // namespace
