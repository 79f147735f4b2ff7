// Payloads of views: where the text lives, and for how long.

#include <flaghook/json/borrowed_text.hpp>
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
using flaghook::json::borrowed_text;
using flaghook::tests::body_of;
using flaghook::tests::body_with;
using flaghook::tests::change_json;

static_assert(borrows_text<blueprint::latest_borrowed>);
static_assert(!borrows_text<blueprint::latest>);

bool lies_in(std::string_view text, std::string_view body) {
    return text.data() >= body.data() && text.data() + text.size() <= body.data() + body.size();
}

TEST(borrowed_text, keeps_what_stands_in_the_body_where_it_is) {
    const std::string body = "0123456789";
    borrowed_text texts;
    texts.begin(body);
    const std::string_view inside = std::string_view(body).substr(3, 4);
    EXPECT_EQ(texts.keep(inside).data(), inside.data());
    EXPECT_EQ(texts.keep(std::string_view(body).substr(10)).data(), body.data() + 10);
}

TEST(borrowed_text, copies_everything_else_and_moves_nothing_that_it_kept) {
    const std::string body = "0123456789";
    borrowed_text texts;
    texts.begin(body);
    std::vector<std::string_view> kept;
    std::vector<std::string> expected;
    for (std::size_t size = 0; size < 3'000; size += 7) {
        expected.emplace_back(size, static_cast<char>('a' + size % 26));
        kept.push_back(texts.keep(expected.back()));
        EXPECT_NE(kept.back().data(), expected.back().data());
    }
    for (std::size_t index = 0; index < kept.size(); ++index) {
        EXPECT_EQ(kept[index], expected[index]);
    }
}

TEST(borrowed_text, uses_its_memory_again) {
    const std::string text(1'000, 'x');
    const std::string large(10'000, 'x');
    const std::string body(text.size() * 9 + large.size(), ' ');
    borrowed_text texts;
    std::size_t before = 0;
    for (int round = 0; round < 3; ++round) {
        before = heap::allocations();
        texts.begin(body);
        for (int piece = 0; piece < 9; ++piece) {
            EXPECT_EQ(texts.keep(text), text);
        }
        EXPECT_EQ(texts.keep(large), large);
    }
    EXPECT_EQ(heap::allocations(), before);
}

TEST(borrowed_text, does_not_grow_with_the_number_of_bodies) {
    constexpr std::size_t largest = std::size_t{1} << 20U;
    const std::string body(largest, ' ');
    const std::string text(largest, 'x');
    borrowed_text texts;
    const std::size_t before = heap::in_use();
    // Each body asks for a little more than the ones before had, behind ever more small pieces.
    for (std::size_t round = 0; round < 30; ++round) {
        texts.begin(body);
        for (std::size_t piece = 0; piece < round; ++piece) {
            EXPECT_EQ(texts.keep(std::string_view(text).substr(0, 4'000)).size(), 4'000U);
        }
        const std::size_t size = largest - 4'000 * 30 + round;
        EXPECT_EQ(texts.keep(std::string_view(text).substr(0, size)).size(), size);
    }
    EXPECT_LT(heap::in_use() - before, 4 * largest);
}

/// The one change of a body as a payload of views.
struct read_change {
    explicit read_change(std::string_view body) {
        EXPECT_TRUE(reader.parse(body, payload));
        EXPECT_EQ(payload.data.size(), 1U);
    }

    parser<blueprint::latest_borrowed> reader;
    borrowed_payload payload{};
};

TEST(borrowed_payload, has_views_into_a_documented_body) {
    const std::string body = body_with(change_json{});
    const read_change read(body);
    EXPECT_EQ(read.payload.data[0].flag, "hello.world");
    EXPECT_TRUE(lies_in(read.payload.data[0].flag, body));
    EXPECT_EQ(read.payload.data[0].created_by.id, "me");
    EXPECT_TRUE(lies_in(read.payload.data[0].created_by.id, body));
}

TEST(borrowed_payload, has_views_into_the_body_where_the_general_way_reads_it) {
    const std::string body = body_with(&change_json::flag, "17");
    const read_change number(body);
    EXPECT_EQ(number.payload.data[0].flag, "17");
    EXPECT_TRUE(lies_in(number.payload.data[0].flag, body));
    const std::string trimmed = body_with(&change_json::flag, "\" a flag\u00A0\"");
    const read_change short_way(trimmed);
    EXPECT_EQ(short_way.payload.data[0].flag, "a flag");
    EXPECT_TRUE(lies_in(short_way.payload.data[0].flag, trimmed));
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
    borrowed_payload payload;
    ASSERT_TRUE(reader.parse(body, payload));
    ASSERT_EQ(payload.data.size(), std::size_t{count});
    for (int number = 0; number < count; ++number) {
        EXPECT_EQ(payload.data[static_cast<std::size_t>(number)].flag,
                  "flag " + std::to_string(number));
    }
}

TEST(borrowed_payload, survives_a_surrogate_that_makes_the_reader_copy_the_body) {
    // The surrogate stands in a member that nobody declares.
    const std::string body = R"({"note":"\ud800",)" + body_with(change_json{}).substr(1);
    const read_change read(body);
    EXPECT_EQ(read.payload.data[0].flag, "hello.world");
    EXPECT_EQ(read.payload.data[0].created_by.id, "me");
}

TEST(borrowed_payload, costs_no_allocation_in_steady_state) {
    change_json escaped;
    escaped.flag = R"("a long flag with \"escapes\" and \u00e4, more than any buffer of a string")";
    for (const std::string& body : {body_with(change_json{}), body_with(escaped)}) {
        parser<blueprint::latest_borrowed> reader;
        borrowed_payload payload;
        EXPECT_TRUE(reader.parse(body, payload));
        EXPECT_TRUE(reader.parse(body, payload));
        const std::size_t before = heap::allocations();
        const bool accepted = reader.parse(body, payload);
        EXPECT_EQ(heap::allocations(), before);
        EXPECT_TRUE(accepted);
    }
}

} // namespace
