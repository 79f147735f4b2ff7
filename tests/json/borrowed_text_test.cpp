// Payloads of views: which memory the views refer to, and how long they are valid.

#include <flaghook/json/parse.hpp>

#include <gtest/gtest.h>
#include <heap/heap.hpp>
#include <json/bodies.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace blueprint = flaghook::blueprint;
namespace heap = flaghook::tests::heap;
using flaghook::borrowed_payload;
using flaghook::borrows_text;
using flaghook::parser;
using flaghook::tests::body_of;
using flaghook::tests::body_with;
using flaghook::tests::change_json;

static_assert(borrows_text<blueprint::latest_borrowed>);
static_assert(!borrows_text<blueprint::latest>);

bool lies_in(std::string_view text, std::string_view body) {
    return text.data() >= body.data() && text.data() + text.size() <= body.data() + body.size();
}

/// The one change of a body as a payload of views.
struct read_change {
    explicit read_change(std::string_view body) : payload(*reader.parse(body)) {
        EXPECT_EQ(payload.data.size(), 1U);
    }

    parser<blueprint::latest_borrowed> reader;
    const borrowed_payload& payload;
};

TEST(borrowed_payload, has_views_into_a_documented_body) {
    const std::string body = body_with(change_json{});
    const read_change read(body);
    EXPECT_EQ(read.payload.data[0].flag, "hello.world");
    EXPECT_TRUE(lies_in(read.payload.data[0].flag, body));
    EXPECT_EQ(read.payload.data[0].created_by.id, "me");
    EXPECT_TRUE(lies_in(read.payload.data[0].created_by.id, body));
}

TEST(borrowed_payload, has_views_into_the_body_where_text_is_coerced_or_trimmed) {
    const std::string body = body_with(&change_json::flag, "17");
    const read_change number(body);
    EXPECT_EQ(number.payload.data[0].flag, "17");
    EXPECT_TRUE(lies_in(number.payload.data[0].flag, body));
    const std::string trimmed = body_with(&change_json::flag, "\" a flag\u00A0\"");
    const read_change blanks(trimmed);
    EXPECT_EQ(blanks.payload.data[0].flag, "a flag");
    EXPECT_TRUE(lies_in(blanks.payload.data[0].flag, trimmed));
}

TEST(borrowed_payload, keeps_text_that_does_not_stand_in_the_body_in_the_parser) {
    change_json change;
    change.flag = R"("caf\u00e9 \"1\"")";
    change.created_by = R"({"id":1e3,"type":"name"})";
    const std::string body = body_with(change);
    const read_change read(body);
    EXPECT_EQ(read.payload.data[0].flag, "caf\u00E9 \"1\"");
    EXPECT_EQ(read.payload.data[0].created_by.id, "1000.0");
    EXPECT_FALSE(lies_in(read.payload.data[0].flag, body));
    EXPECT_FALSE(lies_in(read.payload.data[0].created_by.id, body));
}

TEST(borrowed_payload, keeps_its_texts_behind_a_number_whose_text_is_a_constant) {
    change_json change;
    change.flag = "-0";
    change.created_by = R"({"id":"\u0041","type":"name"})";
    const std::string body = body_with(change);
    const read_change read(body);
    EXPECT_EQ(read.payload.data[0].flag, "0");
    EXPECT_EQ(read.payload.data[0].created_by.id, "A");
}

TEST(borrowed_payload, keeps_every_text_of_a_long_batch) {
    std::string items;
    constexpr int count = 500;
    for (int number = 0; number < count; ++number) {
        change_json change;
        change.change_id = std::to_string(number);
        change.flag = R"("flag\u0020)" + std::to_string(number) + '"';
        items += (number == 0 ? "" : ",") + change.text();
    }
    const std::string body = body_of('[' + items + ']');
    parser<blueprint::latest_borrowed> reader;
    const auto& payload = reader.parse(body);
    ASSERT_TRUE(payload);
    ASSERT_EQ(payload->data.size(), std::size_t{count});
    for (int number = 0; number < count; ++number) {
        EXPECT_EQ(payload->data[static_cast<std::size_t>(number)].flag,
                  "flag " + std::to_string(number));
    }
}

TEST(borrowed_payload, keeps_its_texts_beside_a_lone_surrogate_in_an_unknown_member) {
    const std::string body = R"({"note":"\ud800",)" + body_with(change_json{}).substr(1);
    const read_change read(body);
    EXPECT_EQ(read.payload.data[0].flag, "hello.world");
    EXPECT_EQ(read.payload.data[0].created_by.id, "me");
}

TEST(borrowed_payload, keeps_numbers_that_are_longer_as_text_than_in_the_body) {
    // The text of each number is longer than its member.
    std::string members;
    for (int count = 0; count < 1'000; ++count) {
        members += R"("flag":9e15,)";
    }
    change_json change;
    change.flag = R"("\u0041\u00fc")";
    change.created_by = R"({"id":9e15,"type":"name"})";
    const std::string one = '{' + members + change.text().substr(1);
    const std::string body = body_of('[' + one + ',' + one + ']');
    parser<blueprint::latest_borrowed> reader;
    const auto& payload = reader.parse(body);
    ASSERT_TRUE(payload);
    for (const flaghook::borrowed_change& each : payload->data) {
        EXPECT_EQ(each.flag, "A\u00FC");
        EXPECT_EQ(each.created_by.id, "9000000000000000.0");
    }
}

TEST(borrowed_payload, takes_memory_in_proportion_to_the_largest_body) {
    parser<blueprint::latest_borrowed> reader;
    std::size_t largest = 0;
    const std::size_t before = heap::in_use();
    for (std::size_t round = 0; round < 30; ++round) {
        change_json change;
        change.created_by = R"({"id":"\u0041","note":")" + std::string(100'000 + round, 'x') +
                            R"(","type":"name"})";
        const std::string body = body_with(change);
        largest = body.size();
        EXPECT_TRUE(reader.parse(body));
    }
    EXPECT_LT(heap::in_use() - before, 3 * largest);
}

TEST(borrowed_payload, costs_no_allocation_in_steady_state) {
    change_json escaped;
    escaped.flag = R"("a long flag with \"escapes\" and \u00e4, more than any buffer of a string")";
    for (const std::string& body : {body_with(change_json{}), body_with(escaped)}) {
        parser<blueprint::latest_borrowed> reader;
        EXPECT_TRUE(reader.parse(body));
        EXPECT_TRUE(reader.parse(body));
        const std::size_t before = heap::allocations();
        const bool accepted = reader.parse(body).has_value();
        EXPECT_EQ(heap::allocations(), before);
        EXPECT_TRUE(accepted);
    }
}

} // namespace
