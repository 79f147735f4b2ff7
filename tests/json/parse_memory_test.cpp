// Allocations of a parser, and independence of each body from the ones before.

#include <flaghook/json/parse.hpp>

#include <gtest/gtest.h>
#include <heap/heap.hpp>
#include <json/bodies.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace heap = flaghook::tests::heap;
using flaghook::parser;
using flaghook::payload;
using flaghook::tests::body_by;
using flaghook::tests::body_of;
using flaghook::tests::body_with;
using flaghook::tests::change_json;

/// Returns the number of allocations for parsing a body a third time.
std::size_t allocations_in_steady_state(std::string_view body, bool with_deviations = false) {
    parser<> reader({.deviations = with_deviations});
    EXPECT_TRUE(reader.parse(body));
    EXPECT_TRUE(reader.parse(body));
    const std::size_t before = heap::allocations();
    const bool accepted = reader.parse(body).has_value();
    const std::size_t after = heap::allocations();
    EXPECT_TRUE(accepted);
    return after - before;
}

/// Returns a body with three changes and texts too long for the internal buffer of a string.
std::string long_body(std::string_view change_id, std::string_view created_at) {
    change_json change;
    change.change_id = change_id;
    change.created_at = '"' + std::string(created_at) + '"';
    change.created_by =
        R"({"id":"somebody.with.a.long.name@a.long.company.example","type":"email"})";
    change.flag = R"("a.flag.with.a.name.that.fits.no.small.buffer")";
    const std::string one = change.text();
    return body_of("[" + one + "," + one + "," + one + "]");
}

TEST(memory, counting_sees_an_allocation) {
    const std::size_t before = heap::allocations();
    // Unlike a new-expression, the compiler may not remove this call.
    ::operator delete(::operator new(100));
    EXPECT_EQ(heap::allocations() - before, 1U);
}

TEST(memory, is_not_allocated_in_steady_state) {
    EXPECT_EQ(allocations_in_steady_state(long_body("93899375123", "2024-12-12T00:02:00+00:00")),
              0U);
}

TEST(memory, is_not_allocated_in_steady_state_for_ids_of_20_digits) {
    EXPECT_EQ(
        allocations_in_steady_state(long_body("18446744073709551615", "2024-12-12T00:02:00Z")), 0U);
    EXPECT_EQ(
        allocations_in_steady_state(long_body("-9223372036854775808", "2024-12-12T00:02:00Z")), 0U);
}

TEST(memory, is_not_allocated_in_steady_state_for_the_shapes_of_known_senders) {
    // Ids as text, ids from a clock in milliseconds, times without offset, other orders, spaces.
    EXPECT_EQ(allocations_in_steady_state(long_body(R"("4711")", "2025-06-03T10:12:13+00:00")), 0U);
    EXPECT_EQ(allocations_in_steady_state(long_body("1733961720123", "2024-12-12T00:02:00.123Z")),
              0U);
    EXPECT_EQ(allocations_in_steady_state(long_body("17", "2024-12-12T00:02:00")), 0U);
    EXPECT_EQ(allocations_in_steady_state(
                  R"({ "meta": { "version": 1 }, "data": [ ] , "tenant" : [ { "x" : "y" } ] })"),
              0U);
}

TEST(memory, is_not_allocated_in_steady_state_for_texts_with_escapes) {
    change_json change;
    change.flag = R"("a long name with \u00e4 \"quotes\" and \ud83d\ude00, too")";
    change.created_by =
        R"({"id":"somebody\u0020with\u0020many\u0020escapes\u0020in","type":"name"})";
    EXPECT_EQ(allocations_in_steady_state(body_with(change)), 0U);
}

TEST(memory, is_not_allocated_for_the_deviations_that_a_documented_body_has_none_of) {
    change_json second;
    second.change_id = "2";
    const std::string two = body_of("[" + second.text() + "," + change_json{}.text() + "]");
    EXPECT_EQ(allocations_in_steady_state(two, true), 0U);
}

TEST(memory, of_a_kept_payload_is_used_again) {
    parser<> reader;
    const std::string body = long_body("1", "2024-12-12T00:02:00Z");
    const auto& kept = reader.parse(body);
    ASSERT_TRUE(kept);
    const void* const changes = kept->data.data();
    const void* const flag = kept->data.front().flag.data();
    ASSERT_TRUE(reader.parse(body));
    EXPECT_EQ(kept->data.data(), changes);
    EXPECT_EQ(kept->data.front().flag.data(), flag);
}

TEST(parser, leaves_nothing_of_a_body_in_the_payload_of_the_next) {
    const std::string bodies[] = {
        long_body("7", "2024-12-12T00:02:00Z"),
        body_of("[]", R"({"version":9})"),
        body_with(change_json{}),
        body_with(&change_json::flag, "null"),
        "x",
        body_of("[null,{},[]]"),
        R"({"data":[)" + change_json{}.text() + R"(],"meta":{"version":3},"data":[]})",
        body_by(R"("other")", R"("name")"),
        "",
        body_with(&change_json::action, "[1e99999999999]"),
        body_by("1e99999999999", R"("id")"),
    };
    parser<> reader;
    // Each body after each other body.
    for (const std::string& first : bodies) {
        for (const std::string& second : bodies) {
            static_cast<void>(reader.parse(first));
            const auto alone = flaghook::parse(second);
            const auto& kept = reader.parse(second);
            ASSERT_EQ(kept.has_value(), alone.has_value()) << first << second;
            if (alone) {
                EXPECT_EQ(*kept, *alone) << first << second;
            } else {
                EXPECT_EQ(*kept, payload()) << "no part of a refused body is given";
                EXPECT_EQ(kept.error().status(), alone.error().status());
                EXPECT_EQ(kept.error().answer(), alone.error().answer()) << first << second;
            }
        }
    }
}

TEST(parser, keeps_no_text_that_is_too_long) {
    const std::string good = change_json{}.text();
    const std::string long_flag(std::size_t{1} << 20U, 'x');
    const auto refused_after = [&](std::size_t count) {
        change_json bad;
        bad.flag = '"' + long_flag + '"';
        std::string items = "[";
        for (std::size_t index = 0; index < count; ++index) {
            items += good + ',';
        }
        return body_of(items + bad.text() + ']');
    };
    parser<> reader;
    EXPECT_FALSE(reader.parse(refused_after(20)));
    const std::size_t before = heap::in_use();
    for (std::size_t count = 0; count < 20; ++count) {
        const auto& kept = reader.parse(refused_after(count));
        ASSERT_EQ(kept.error().issues().size(), 1U);
        EXPECT_EQ(kept.error().issues()[0].code(), flaghook::issue_code::max_length);
    }
    EXPECT_LT(heap::in_use(), before + long_flag.size());
}

TEST(parser, calls_the_body_that_follows_a_malformed_one_good) {
    parser<> reader;
    EXPECT_EQ(reader.parse("x").error().status(), 400);
    const auto& parsed = reader.parse(body_with(change_json{}));
    EXPECT_TRUE(parsed);
    EXPECT_TRUE(parsed.error().issues().empty());
}

TEST(parser, keeps_to_the_limits_that_it_was_made_with) {
    parser<> reader({.limits = {.items = 1}});
    EXPECT_EQ(reader.parse(body_of("[null,null]")).error().status(), 413);
    EXPECT_TRUE(reader.parse(body_with(change_json{})));
}

} // namespace
