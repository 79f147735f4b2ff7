#include <flaghook/api/complaints.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using flaghook::complaint;
using flaghook::parse_complaints;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(parse_complaints, reads_an_error_tree) {
    EXPECT_THAT(
        parse_complaints(R"({"provider":["\"x\" is not a valid choice."],"secret":["a","b"]})"),
        ElementsAre(complaint{"provider", "\"x\" is not a valid choice."}, complaint{"secret", "a"},
                    complaint{"secret", "b"}));
}

TEST(parse_complaints, reads_a_detail) {
    EXPECT_THAT(parse_complaints(R"({"detail":"Invalid date range"})"),
                ElementsAre(complaint{"", "Invalid date range"}));
    EXPECT_THAT(parse_complaints(R"({"detail":"x","errorId":null})"),
                ElementsAre(complaint{"", "x"}));
}

TEST(parse_complaints, reads_a_sentence) {
    EXPECT_THAT(parse_complaints(R"("You must be \u0061n owner.")"),
                ElementsAre(complaint{"", "You must be an owner."}));
}

TEST(parse_complaints, finds_nothing_in_anything_else) {
    for (const std::string_view body :
         {"", "<html>", "[]", "{}", "null", "7", "true", "[\"x\"]", "{\"detail\":7}", "\"\\ud800\"",
          "\"x\"y", "\"\xE2", "{\"a\":{\"b\":1}}"}) {
        EXPECT_THAT(parse_complaints(body), IsEmpty()) << body;
    }
    EXPECT_THAT(parse_complaints(std::string(100000, '[')), IsEmpty());
}

} // namespace
