#include <flaghook/api/link.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using flaghook::next_cursor;
using flaghook::page_link;
using flaghook::parse_links;
using flaghook::serialize_links;
using testing::ElementsAre;
using testing::IsEmpty;

// The example of the documentation.
constexpr std::string_view documented =
    "<https://sentry.io/api/0/organizations/acme/issues/123456/events/?&cursor=0:0:1>; "
    "rel=\"previous\"; results=\"false\"; cursor=\"0:0:1\", "
    "<https://sentry.io/api/0/organizations/acme/issues/123456/events/?&cursor=0:100:0>; "
    "rel=\"next\"; results=\"true\"; cursor=\"0:100:0\"";

const page_link previous{
    "https://sentry.io/api/0/organizations/acme/issues/123456/events/?&cursor=0:0:1", "previous",
    false, "0:0:1"};
const page_link next{
    "https://sentry.io/api/0/organizations/acme/issues/123456/events/?&cursor=0:100:0", "next",
    true, "0:100:0"};

TEST(parse_links, reads_the_documented_example) {
    EXPECT_THAT(parse_links(documented), ElementsAre(previous, next));
}

TEST(serialize_links, writes_the_documented_example) {
    EXPECT_EQ(serialize_links(std::vector{previous, next}), documented);
    EXPECT_EQ(serialize_links({}), "");
    EXPECT_EQ(serialize_links(std::vector{page_link{"/a", "next", {}, {}}}), "</a>; rel=\"next\"");
}

TEST(next_cursor, is_there_while_there_are_results) {
    EXPECT_EQ(next_cursor(documented), "0:100:0");
    EXPECT_EQ(next_cursor(serialize_links(std::vector{previous})), std::nullopt);
    EXPECT_EQ(next_cursor("</a>; rel=next; results=\"false\"; cursor=\"1\""), std::nullopt);
    EXPECT_EQ(next_cursor("</a>; rel=next; cursor=\"1\""), "1");
    EXPECT_EQ(next_cursor("</a>; rel=next; results=\"true\""), std::nullopt);
    EXPECT_EQ(next_cursor("</a>; rel=previous; cursor=2, </b>; rel=next; cursor=3"), "3");
    EXPECT_EQ(next_cursor(""), std::nullopt);
}

TEST(parse_links, takes_what_the_standard_allows) {
    for (const std::string_view header :
         {"</a>;rel=next;results=true;cursor=c",
          "\t </a> ; rel = \"next\" ;results=\"true\"; cursor=c ",
          ", ,</a>; REL=next; Results=\"true\"; CURSOR=\"c\",",
          "</a>; rel=next; rel=previous; results=true; cursor=c",
          "</a>; title=\"a;b,c\\\"\"; rel=next; flag; x=; results=true; cursor=\"\\c\"",
          "</a>; rel=next; results=true; cursor=c; results=perhaps"}) {
        EXPECT_THAT(parse_links(header), ElementsAre(page_link{"/a", "next", true, "c"})) << header;
    }
}

TEST(parse_links, reads_targets_with_commas_and_semicolons) {
    EXPECT_THAT(parse_links("</a,b;c>; rel=next,<>;rel=\"x y\""),
                ElementsAre(page_link{"/a,b;c", "next", {}, {}}, page_link{"", "x y", {}, {}}));
}

TEST(parse_links, ends_where_no_link_stands) {
    EXPECT_THAT(parse_links("next"), IsEmpty());
    EXPECT_THAT(parse_links("<a"), IsEmpty());
    EXPECT_THAT(parse_links("</a>; rel=next, b, </c>"),
                ElementsAre(page_link{"/a", "next", {}, {}}));
    EXPECT_THAT(parse_links("</a>; rel=\"next"), ElementsAre(page_link{"/a", "next", {}, {}}));
    EXPECT_THAT(parse_links("</a>; rel=\"n\\"), ElementsAre(page_link{"/a", "n", {}, {}}));
    EXPECT_THAT(parse_links("</a> x, </b>"), ElementsAre(page_link{"/a"}, page_link{"/b"}));
}

TEST(page_link, has_relations_of_several_words_in_any_letter_case) {
    const page_link one{"/a", "Last NEXT", {}, {}};
    EXPECT_TRUE(one.is("next"));
    EXPECT_TRUE(one.is("last"));
    EXPECT_FALSE(one.is("previous"));
    EXPECT_FALSE(one.is("nex"));
    EXPECT_FALSE(page_link{}.is("next"));
    EXPECT_FALSE(page_link{}.is(""));
}

TEST(parse_links, survives_any_bytes) {
    constexpr std::string_view alphabet = "<>;,=\"\\ \tarel";
    std::mt19937 random(5);
    for (int round = 0; round < 20000; ++round) {
        std::string header;
        for (std::size_t length = random() % 24; length != 0; --length) {
            header += alphabet[random() % alphabet.size()];
        }
        for (const page_link& one : parse_links(header)) {
            EXPECT_NE(header.find('<' + one.target + '>'), std::string::npos) << header;
        }
    }
}

} // namespace
