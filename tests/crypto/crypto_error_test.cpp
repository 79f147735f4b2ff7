#include <flaghook/crypto/crypto_error.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace {

using flaghook::crypto::crypto_category;
using flaghook::crypto::crypto_error;

constexpr crypto_error every_error[] = {crypto_error::key_not_prepared, crypto_error::not_started,
                                        crypto_error::library_unavailable,
                                        crypto_error::library_failed};

TEST(crypto_error, becomes_an_error_code_of_its_own_category) {
    for (const crypto_error error : every_error) {
        const boost::system::error_code code = error;
        EXPECT_TRUE(code) << "an error must never look like success";
        EXPECT_EQ(code.category(), crypto_category());
        EXPECT_EQ(code, error);
    }
    EXPECT_STREQ(crypto_category().name(), "flaghook.crypto");
}

TEST(crypto_error, has_a_message_of_its_own_for_every_value) {
    std::set<std::string> messages;
    for (const crypto_error error : every_error) {
        const boost::system::error_code code = error;
        char unused[1];
        EXPECT_EQ(code.message(), code.category().message(code.value(), unused, sizeof unused));
        EXPECT_EQ(code.message().find("unknown"), std::string::npos);
        messages.insert(code.message());
    }
    EXPECT_EQ(messages.size(), std::size(every_error));
    EXPECT_EQ(crypto_category().message(0), "unknown flaghook.crypto error");
    EXPECT_EQ(crypto_category().message(5), "unknown flaghook.crypto error");
}

} // namespace
