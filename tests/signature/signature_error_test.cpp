#include <flaghook/signature/signature_error.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace {

using flaghook::signature_category;
using flaghook::signature_error;

constexpr signature_error every_error[] = {
    signature_error::secret_not_utf8,
    signature_error::secret_has_outer_white_space,
    signature_error::secret_has_null_character,
    signature_error::secret_too_short,
    signature_error::secret_too_long,
    signature_error::secret_empty,
    signature_error::no_secrets,
    signature_error::too_many_secrets,
    signature_error::header_missing,
    signature_error::header_repeated,
    signature_error::mismatch,
};

TEST(signature_error, becomes_an_error_code_of_its_own_category) {
    for (const signature_error error : every_error) {
        const boost::system::error_code code = error;
        EXPECT_TRUE(code) << "an error must never look like success";
        EXPECT_EQ(code.category(), signature_category());
        EXPECT_EQ(code, error);
    }
    EXPECT_STREQ(signature_category().name(), "flaghook.signature");
}

TEST(signature_error, has_a_message_of_its_own_for_every_value) {
    std::set<std::string> messages;
    for (const signature_error error : every_error) {
        const boost::system::error_code code = error;
        char unused[1];
        EXPECT_EQ(code.message(), code.category().message(code.value(), unused, sizeof unused));
        EXPECT_EQ(code.message().find("unknown"), std::string::npos);
        messages.insert(code.message());
    }
    EXPECT_EQ(messages.size(), std::size(every_error));
    EXPECT_EQ(signature_category().message(0), "unknown flaghook.signature error");
    EXPECT_EQ(signature_category().message(12), "unknown flaghook.signature error");
}

TEST(signature_error, says_what_to_do_about_a_length_that_sentry_once_accepted) {
    for (const signature_error error :
         {signature_error::secret_too_short, signature_error::secret_too_long}) {
        EXPECT_NE(make_error_code(error).message().find("secret::from_registered"),
                  std::string::npos);
    }
}

} // namespace
