#include <flaghook/api/uri_text.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

std::string encoded(std::string_view text) {
    std::string result;
    flaghook::detail::append_percent_encoded(result, text);
    return result;
}

TEST(append_percent_encoded, leaves_only_unreserved_characters) {
    EXPECT_EQ(encoded("AZaz09-._~"), "AZaz09-._~");
    EXPECT_EQ(encoded(" +&=#%/?:@!$'()*,;[]\""),
              "%20%2B%26%3D%23%25%2F%3F%3A%40%21%24%27%28%29%2A%2C%3B%5B%5D%22");
    EXPECT_EQ(encoded(std::string_view("\0\n\x7F\xC3\xA4", 5)), "%00%0A%7F%C3%A4");
}

TEST(decode_form_text, reads_escapes_and_takes_plus_for_a_space) {
    EXPECT_EQ(flaghook::detail::decode_form_text("a%20b+c%2Bd%c3%A4"), "a b c+d\xC3\xA4");
    EXPECT_EQ(flaghook::detail::decode_form_text(""), "");
}

TEST(decode_form_text, leaves_alone_what_is_no_escape) {
    for (const std::string_view text : {"%", "100%", "%2", "%zz", "%2g", "a%"}) {
        EXPECT_EQ(flaghook::detail::decode_form_text(text), text);
    }
    EXPECT_EQ(flaghook::detail::decode_form_text("%%41"), "%A");
}

TEST(decode_form_text, reads_what_is_percent_encoded) {
    std::string every;
    for (int byte = 0; byte < 256; ++byte) {
        every += static_cast<char>(byte);
    }
    EXPECT_EQ(flaghook::detail::decode_form_text(encoded(every)), every);
}

} // namespace
