#include <flaghook/blueprint/latest.hpp>
#include <flaghook/json/document_reader.hpp>
#include <flaghook/json/serialize.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace blueprint = flaghook::blueprint;
using flaghook::issue;
using flaghook::issue_code;
using flaghook::json::document_reader;
using flaghook::json::free_member;
using testing::ElementsAre;
using testing::IsEmpty;

// A document with everything that a protocol version has no use for.
struct line {
    std::string words{};
    bool good = false;
    std::optional<std::string> note{};
    std::optional<std::int64_t> count{};
    std::optional<bool> sure{};
};

struct chapter {
    std::string title{};
    std::vector<line> lines{};
};

struct book {
    chapter first{};
    std::vector<free_member> extras{};
};

struct book_document {
    using payload_type = book;
    static constexpr auto payload = blueprint::object(
        blueprint::field(
            "first", &book::first,
            blueprint::object(
                blueprint::field("title", &chapter::title, blueprint::any_text{}),
                blueprint::field(
                    "lines", &chapter::lines,
                    blueprint::list_of(blueprint::object(
                        blueprint::field("words", &line::words, blueprint::any_text{}),
                        blueprint::field("good", &line::good, blueprint::boolean{}),
                        blueprint::nullable_field("note", &line::note, blueprint::any_text{}),
                        blueprint::nullable_field("count", &line::count, blueprint::integer{}),
                        blueprint::nullable_field("sure", &line::sure, blueprint::boolean{})))))),
        blueprint::optional_field("extras", &book::extras, blueprint::free_object{}));
};

static_assert(blueprint::document<book_document>);
static_assert(!blueprint::version<book_document>);

class document : public testing::Test {
protected:
    void read(std::string_view body) {
        good = reader.read(body, found);
        EXPECT_EQ(good, reader.rejected().issues.empty());
    }

    [[nodiscard]] std::vector<std::string> issues() const {
        std::vector<std::string> result;
        for (const issue& one : reader.rejected().issues) {
            result.push_back(one.path() + ": " + std::string(to_string(one.code())));
        }
        return result;
    }

    document_reader<book_document> reader;
    book found;
    bool good = false;
};

TEST_F(document, has_its_list_inside_of_an_object) {
    read(
        R"({"first":{"title":"","lines":[{"words":" a ","good":true},{"words":"","good":false}]}})");
    ASSERT_TRUE(good);
    ASSERT_EQ(found.first.lines.size(), 2U);
    EXPECT_EQ(found.first.lines[0].words, " a ");
    EXPECT_TRUE(found.first.lines[0].good);
    EXPECT_FALSE(found.first.lines[1].good);
    read(R"({"first":{"title":"x","lines":[]}})");
    ASSERT_TRUE(good);
    EXPECT_THAT(found.first.lines, IsEmpty());
}

TEST_F(document, has_fields_that_may_be_null_or_missing) {
    read(R"({"first":{"title":"","lines":[)"
         R"({"words":"","good":true,"note":"n","count":-7,"sure":false},)"
         R"({"words":"","good":true,"note":null,"count":null,"sure":null}]}})");
    ASSERT_TRUE(good);
    EXPECT_EQ(found.first.lines[0].note, "n");
    EXPECT_EQ(found.first.lines[0].count, -7);
    EXPECT_EQ(found.first.lines[0].sure, false);
    EXPECT_EQ(found.first.lines[1].note, std::nullopt);
    EXPECT_EQ(found.first.lines[1].count, std::nullopt);
    EXPECT_EQ(found.first.lines[1].sure, std::nullopt);
    // What the document before it left behind is gone.
    read(R"({"first":{"title":"","lines":[{"words":"","good":true}]}})");
    ASSERT_TRUE(good);
    EXPECT_EQ(found.first.lines[0].note, std::nullopt);
    EXPECT_EQ(found.first.lines[0].sure, std::nullopt);
}

TEST_F(document, takes_null_for_a_former_value_of_the_same_key) {
    read(R"({"first":{"title":"","lines":[{"words":"","good":true,"note":"n","note":null,)"
         R"("count":"no number","count":null}]}})");
    ASSERT_TRUE(good);
    EXPECT_EQ(found.first.lines[0].note, std::nullopt);
    EXPECT_EQ(found.first.lines[0].count, std::nullopt);
}

TEST_F(document, takes_numbers_for_text_but_nothing_for_a_boolean) {
    read(R"({"first":{"title":1.0,"lines":[{"words":7,"good":true}]}})");
    ASSERT_TRUE(good);
    EXPECT_EQ(found.first.title, "1.0");
    EXPECT_EQ(found.first.lines[0].words, "7");
    read(R"({"first":{"title":true,"lines":[{"words":[],"good":1},{"words":{},"good":"true"},)"
         R"({"words":null,"good":{}}]}})");
    EXPECT_THAT(issues(),
                ElementsAre("first.title: invalid", "first.lines[0].words: invalid",
                            "first.lines[0].good: invalid", "first.lines[1].words: invalid",
                            "first.lines[1].good: invalid", "first.lines[2].words: null",
                            "first.lines[2].good: invalid"));
}

TEST_F(document, keeps_the_members_of_a_free_object) {
    const std::string_view rest = R"("first":{"title":"","lines":[]})";
    read(R"({"extras":{"a":"x","b":[1,{"c":null}]},)" + std::string(rest) + "}");
    ASSERT_TRUE(good);
    EXPECT_THAT(found.extras, ElementsAre(free_member{"a", "x", true},
                                          free_member{"b", R"([1,{"c":null}])", false}));
    read(R"({"extras":{"a":"x"},"extras":{"b":"y"},)" + std::string(rest) + "}");
    ASSERT_TRUE(good);
    EXPECT_THAT(found.extras, ElementsAre(free_member{"b", "y", true}));
    read("{" + std::string(rest) + "}");
    ASSERT_TRUE(good);
    EXPECT_THAT(found.extras, IsEmpty());
    for (const std::string_view bad : {"[]", "7", "\"x\"", "true"}) {
        read(R"({"extras":)" + std::string(bad) + "," + std::string(rest) + "}");
        EXPECT_THAT(issues(), ElementsAre("extras: invalid")) << bad;
    }
    EXPECT_EQ(reader.rejected().issues.front().message(),
              "Invalid data. Expected a dictionary, but got bool.");
    read(R"({"extras":null,)" + std::string(rest) + "}");
    EXPECT_THAT(issues(), ElementsAre("extras: null"));
    read(R"({"extras":{"a":{"b":"\udfff"}},)" + std::string(rest) + "}");
    EXPECT_THAT(issues(), ElementsAre("extras: surrogate_characters_not_allowed"));
}

TEST_F(document, ignores_what_nobody_declares) {
    read(R"({"more":{"extras":1,"first":[]},"first":{"lines":[{"good":true,"words":"w","x":[{}]}],)"
         R"("title":"t","lines ":7}})");
    ASSERT_TRUE(good);
    EXPECT_EQ(found.first.lines[0].words, "w");
}

TEST_F(document, says_what_a_body_as_a_whole_has_wrong) {
    read("[");
    EXPECT_EQ(reader.rejected().status, 400);
    EXPECT_THAT(issues(), ElementsAre(": parse_error"));
    read(std::string(600, '['));
    EXPECT_THAT(issues(), ElementsAre(": too_deep"));
    read("null");
    EXPECT_EQ(reader.rejected().status, 200);
    EXPECT_THAT(issues(), ElementsAre(": null"));
    read("");
    EXPECT_THAT(issues(), ElementsAre("first: required"));
    EXPECT_EQ(reader.cut(), 0U);
    read("{\"first\":{\"title\":\"\",\"lines\":[]}}\xE2");
    EXPECT_EQ(reader.cut(), 1U);
}

TEST_F(document, is_written_as_it_is_read) {
    const std::string_view body =
        R"({"first":{"title":" t ","lines":[)"
        R"({"words":"","good":true,"note":null,"count":-7,"sure":null},)"
        R"({"words":"w","good":false,"note":"","count":null,"sure":true}]},)"
        R"("extras":{"a":"\"","b":[1,{"c":null}],"d":-0.0}})";
    read(body);
    ASSERT_TRUE(good);
    EXPECT_EQ(*flaghook::serialize<book_document>(found), body);
    EXPECT_EQ(*flaghook::serialize<book_document>(book{}),
              R"({"first":{"title":"","lines":[]},"extras":{}})");
}

TEST(payload_writer, refuses_what_would_be_no_json_or_no_utf8) {
    book value;
    value.first.lines.resize(2);
    value.first.lines[1].words = "\xFF";
    value.first.lines[0].note = "\xE2\x82";
    value.extras = {{"a", "1 2", false}, {"\xFF", "x", true}, {"b", "\xC0\x80", true}};
    const auto body = flaghook::serialize<book_document>(value);
    ASSERT_FALSE(body);
    std::vector<std::string> found;
    for (const issue& one : body.error()) {
        found.push_back(one.path() + ": " + std::string(to_string(one.code())));
    }
    EXPECT_THAT(found, ElementsAre("first.lines[0].note: invalid_utf8",
                                   "first.lines[1].words: invalid_utf8", "extras: parse_error",
                                   "extras: invalid_utf8", "extras: invalid_utf8"));
}

} // namespace
