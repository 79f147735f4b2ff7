#include <flaghook/json/parse.hpp>
#include <flaghook/json/serialize.hpp>

#include <gtest/gtest.h>
#include <json/bodies.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using flaghook::author_type;
using flaghook::change;
using flaghook::change_action;
using flaghook::payload;
using flaghook::serialize;
using flaghook::serialize_to;
using flaghook::tests::repeated;

using namespace std::chrono_literals;
using namespace std::string_literals;

change example() {
    return {.action = change_action::created,
            .id = 93899375123,
            .created_at = std::chrono::sys_days{2024y / 12 / 12} + 2min,
            .created_by = {"first.last@company.com", author_type::email},
            .flag = "hello.world"};
}

payload payload_of(const change& only) {
    payload result;
    result.data.push_back(only);
    return result;
}

/// Returns the body, or the path and code of each issue.
std::string body_or_issues(const payload& value) {
    const auto body = serialize(value);
    if (body) {
        return *body;
    }
    std::string issues;
    for (const flaghook::issue& one : body.error().issues()) {
        issues += issues.empty() ? "" : ", ";
        issues += one.path() + ' ' + std::string(to_string(one.code()));
    }
    return issues;
}

std::string with_flag(std::string_view flag) {
    change changed = example();
    changed.flag = flag;
    return body_or_issues(payload_of(changed));
}

TEST(serialize, writes_the_documented_fields_in_the_documented_order_without_spaces) {
    EXPECT_EQ(body_or_issues(payload_of(example())),
              R"({"data":[{"action":"created","change_id":93899375123,)"
              R"("created_at":"2024-12-12T00:02:00+00:00",)"
              R"("created_by":{"id":"first.last@company.com","type":"email"},)"
              R"("flag":"hello.world"}],"meta":{"version":1}})");
}

TEST(serialize, writes_an_empty_list_of_changes) {
    EXPECT_EQ(body_or_issues({}), R"({"data":[],"meta":{"version":1}})");
}

TEST(serialize, separates_changes_by_commas) {
    payload three;
    three.data.assign(3, example());
    const std::string one = body_or_issues(payload_of(example()));
    const std::string item =
        one.substr(9, one.size() - 9 - std::string_view(R"(],"meta":{"version":1}})").size());
    EXPECT_EQ(body_or_issues(three),
              R"({"data":[)" + item + "," + item + "," + item + R"(],"meta":{"version":1}})");
}

TEST(serialize, writes_every_action_and_kind_of_author) {
    for (const auto& [value, name] : {std::pair(change_action::created, "created"),
                                      std::pair(change_action::updated, "updated"),
                                      std::pair(change_action::deleted, "deleted")}) {
        change one = example();
        one.action = value;
        EXPECT_NE(body_or_issues(payload_of(one)).find(R"("action":")"s + name + '"'),
                  std::string::npos);
    }
    for (const auto& [value, name] :
         {std::pair(author_type::email, "email"), std::pair(author_type::id, "id"),
          std::pair(author_type::name, "name")}) {
        change one = example();
        one.created_by.type = value;
        EXPECT_NE(body_or_issues(payload_of(one)).find(R"("type":")"s + name + '"'),
                  std::string::npos);
    }
}

TEST(serialize, writes_ids_and_versions_as_numbers_of_any_size) {
    change one = example();
    for (const flaghook::change_id id :
         {flaghook::change_id(0), flaghook::change_id(-1),
          flaghook::change_id(std::numeric_limits<std::int64_t>::min()),
          flaghook::change_id(std::numeric_limits<std::uint64_t>::max())}) {
        one.id = id;
        EXPECT_NE(body_or_issues(payload_of(one)).find(R"("change_id":)" + id.to_string() + ","),
                  std::string::npos);
    }
    payload old;
    old.meta.version = std::numeric_limits<std::int64_t>::min();
    EXPECT_EQ(body_or_issues(old), R"({"data":[],"meta":{"version":-9223372036854775808}})");
}

TEST(serialize, writes_times_with_microseconds_only_where_there_are_some) {
    change one = example();
    one.created_at += 120ms;
    EXPECT_NE(body_or_issues(payload_of(one)).find(R"("2024-12-12T00:02:00.120000+00:00")"),
              std::string::npos);
}

TEST(serialize, escapes_text) {
    EXPECT_NE(with_flag("a\"\\\n\x01/\u2028\u00E4")
                  .find(R"("flag":"a\"\\\n\u0001/)"
                        "\u2028\u00E4\""),
              std::string::npos);
}

TEST(serialize, leaves_white_space_at_the_ends_of_text_to_the_server) {
    EXPECT_NE(with_flag(" a ").find(R"("flag":" a ")"), std::string::npos);
}

TEST(serialize, refuses_text_that_the_server_refuses) {
    EXPECT_EQ(with_flag(""), "data[0].flag blank");
    EXPECT_EQ(with_flag(" \t\u3000\x1F"), "data[0].flag blank");
    EXPECT_EQ(with_flag("a\0b"s), "data[0].flag null_characters_not_allowed");
    EXPECT_EQ(with_flag(repeated("\U0001F600", 257)), "data[0].flag max_length");
    EXPECT_EQ(with_flag(std::string(257, '\0')),
              "data[0].flag max_length, data[0].flag null_characters_not_allowed");
    EXPECT_TRUE(with_flag(repeated("\U0001F600", 256)).starts_with('{'));
    EXPECT_TRUE(with_flag("  " + std::string(256, 'x') + "  ").starts_with('{'));
    change one = example();
    one.created_by.id = std::string(101, 'x');
    EXPECT_EQ(body_or_issues(payload_of(one)), "data[0].created_by.id max_length");
}

TEST(serialize, refuses_text_that_is_not_utf8) {
    for (const std::string_view text : {"\xFF", "a\x80", "\xC3", "\xC0\x80", "\xED\xA0\x80",
                                        "\xED\xA0", "\xF4\x90\x80\x80", "\xE2\x82"}) {
        EXPECT_EQ(with_flag(text), "data[0].flag invalid_utf8");
    }
}

TEST(serialize, refuses_times_outside_of_years_1_to_9999) {
    change one = example();
    one.created_at = flaghook::min_timestamp - 1us;
    EXPECT_EQ(body_or_issues(payload_of(one)), "data[0].created_at overflow");
    one.created_at = flaghook::max_timestamp + 1us;
    EXPECT_EQ(body_or_issues(payload_of(one)), "data[0].created_at overflow");
    one.created_at = flaghook::timestamp(flaghook::timestamp::duration::max());
    EXPECT_EQ(body_or_issues(payload_of(one)), "data[0].created_at overflow");
    one.created_at = flaghook::max_timestamp;
    EXPECT_TRUE(body_or_issues(payload_of(one)).starts_with('{'));
}

TEST(serialize, requires_members_that_were_not_set) {
    change one = example();
    one.action = change().action;
    one.created_at = change().created_at;
    one.created_by.type = change().created_by.type;
    EXPECT_EQ(body_or_issues(payload_of(one)),
              "data[0].action required, data[0].created_at required, data[0].created_by.type "
              "required");
}

TEST(serialize, refuses_enumerations_without_a_name) {
    change one = example();
    one.action = static_cast<change_action>(3);
    one.created_by.type = static_cast<author_type>(254);
    EXPECT_EQ(body_or_issues(payload_of(one)),
              "data[0].action invalid_choice, data[0].created_by.type invalid_choice");
    const auto refused = serialize(payload_of(one));
    EXPECT_EQ(refused.error().issues().front().message(), "\"3\" is not a valid choice.");
}

TEST(serialize, reports_all_issues_of_all_changes) {
    payload two;
    two.data.assign(3, example());
    two.data[0].flag.clear();
    two.data[2].created_by.id = "\0"s;
    two.data[2].flag = "\xFF";
    EXPECT_EQ(body_or_issues(two),
              "data[0].flag blank, data[2].created_by.id null_characters_not_allowed, "
              "data[2].flag invalid_utf8");
    const auto refused = serialize(two);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().status(), 200);
    EXPECT_EQ(refused.error().item_count(), 3U);
}

TEST(serialize_to, uses_the_memory_of_the_body_before) {
    std::string body = "old";
    EXPECT_TRUE(serialize_to(body, payload_of(example())));
    EXPECT_EQ(body, *serialize(payload_of(example())));
    const void* const memory = body.data();
    EXPECT_TRUE(serialize_to(body, payload{}));
    EXPECT_EQ(body, *serialize(payload{}));
    EXPECT_EQ(body.data(), memory);
}

TEST(serialize_to, gives_the_issues_and_no_part_of_the_body) {
    std::string body = "something";
    change bad = example();
    bad.flag.clear();
    const auto written = serialize_to(body, payload_of(bad));
    ASSERT_FALSE(written);
    ASSERT_EQ(written.error().issues().size(), 1U);
    EXPECT_EQ(written.error().issues().front().path(), "data[0].flag");
    EXPECT_EQ(written.error().answer(), R"({"data":[{"flag":["This field may not be blank."]}]})");
    EXPECT_EQ(body, "");
}

TEST(serialize, writes_text_that_lives_elsewhere) {
    using view_version = flaghook::blueprint::basic_v1<std::string_view>;
    view_version::payload_type views;
    views.data.push_back({.action = change_action::updated,
                          .id = 1,
                          .created_at = flaghook::min_timestamp,
                          .created_by = {"me", author_type::name},
                          .flag = "f"});
    EXPECT_EQ(
        *serialize<view_version>(views),
        R"({"data":[{"action":"updated","change_id":1,"created_at":"0001-01-01T00:00:00+00:00",)"
        R"("created_by":{"id":"me","type":"name"},"flag":"f"}],"meta":{"version":1}})");
}

TEST(serialize, goes_on_where_the_body_had_to_grow_before_a_text_with_escapes) {
    // Each escape takes six bytes, which the estimate of the size does not include.
    for (std::size_t size = 1; size <= 200; ++size) {
        flaghook::payload batch;
        batch.data.push_back(
            {.action = change_action::created,
             .id = size,
             .created_at = flaghook::min_timestamp,
             .created_by = {"x" + std::string(size % 90, '\x01') + "y", author_type::name},
             .flag = "x" + std::string(size, '\x01') + "z"});
        const auto body = flaghook::serialize(batch);
        ASSERT_TRUE(body);
        const auto read = flaghook::parse(*body);
        ASSERT_TRUE(read);
        EXPECT_EQ(*read, batch);
    }
}

} // namespace
