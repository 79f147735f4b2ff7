#include <flaghook/api/flag_log.hpp>

#include <api/described.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace chrono = std::chrono;
using flaghook::flag_log_entry;
using flaghook::flag_log_page;
using flaghook::issue;
using flaghook::parse_flag_log_entry;
using flaghook::parse_flag_log_page;
using flaghook::serialize_flag_log_entry;
using flaghook::serialize_flag_log_page;
using flaghook::tests::described;
using testing::ElementsAre;
using testing::IsEmpty;

// The examples of the blueprint:
// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
constexpr std::string_view documented_log_page = R"({
  "data": [
    {
      "action": "created",
      "createdAt": "2024-01-01T05:12:33",
      "createdBy": "2552",
      "createdByType": "id",
      "flag": "my-flag-name",
      "id": 1,
      "tags": {
        "environment": "production"
      }
    }
  ]
})";

constexpr std::string_view documented_entry = R"({
  "data": {
    "action": "updated",
    "createdAt": "2024-11-19T19:12:55",
    "createdBy": "user@site.com",
    "createdByType": "email",
    "flag": "new-flag-name",
    "id": 1,
    "tags": {
      "environment": "development"
    }
  }
})";

flag_log_entry first_entry() {
    return {.action = flaghook::change_action::created,
            .created_at = chrono::sys_days{chrono::year{2024} / 1 / 1} + chrono::hours{5} +
                          chrono::minutes{12} + chrono::seconds{33},
            .created_by = "2552",
            .created_by_type = flaghook::author_type::id,
            .flag = "my-flag-name",
            .id = 1,
            .provider = std::nullopt,
            .tags = {{"environment", "production"}}};
}

std::vector<std::string> places_of(const std::vector<issue>& issues) {
    std::vector<std::string> result;
    for (const issue& one : issues) {
        result.push_back(one.path() + ": " + std::string(to_string(one.code())));
    }
    return result;
}

TEST(parse_flag_log_page, reads_the_documented_example) {
    const auto page = parse_flag_log_page(documented_log_page);
    ASSERT_TRUE(page);
    EXPECT_EQ(*page, flag_log_page{{first_entry()}});
}

TEST(parse_flag_log_entry, reads_the_documented_example) {
    const auto entry = parse_flag_log_entry(documented_entry);
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->action, flaghook::change_action::updated);
    EXPECT_EQ(entry->created_by, "user@site.com");
    EXPECT_EQ(entry->flag, "new-flag-name");
    EXPECT_EQ(entry->tags, boost::json::object({{"environment", "development"}}));
}

TEST(parse_flag_log_page, reads_what_the_server_writes_now) {
    const auto page = parse_flag_log_page(
        R"({"data":[{"id":9007199254740993,"action":"deleted",)"
        R"("createdAt":"2025-06-03T10:12:13.504211+00:00","createdBy":null,"createdByType":null,)"
        R"("flag":"b\u00e9ta","provider":"launchdarkly","tags":{"commit":{"sha":"f00"},"ok":true}},)"
        R"({"id":2,"action":"created","createdAt":"2025-06-03T10:12:13+00:00","createdBy":"Jane",)"
        R"("createdByType":"name","flag":"f","provider":null,"tags":{}}]})");
    ASSERT_TRUE(page);
    ASSERT_EQ(page->data.size(), 2U);
    const flag_log_entry& entry = page->data[0];
    EXPECT_EQ(entry.id, 9007199254740993);
    EXPECT_EQ(entry.created_by, std::nullopt);
    EXPECT_EQ(entry.created_by_type, std::nullopt);
    EXPECT_EQ(entry.flag, "b\u00e9ta");
    EXPECT_EQ(entry.provider, "launchdarkly");
    EXPECT_EQ(entry.tags, boost::json::object({{"commit", {{"sha", "f00"}}}, {"ok", true}}));
    EXPECT_EQ(page->data[1].provider, std::nullopt);
    EXPECT_THAT(page->data[1].tags, IsEmpty());
}

TEST(parse_flag_log_page, tolerates_what_newer_servers_may_add) {
    const auto page = parse_flag_log_page(
        R"({"next":null,"data":[{"action":"created","createdAt":"2024-01-01T05:12:33Z",)"
        R"("environment":{"name":["x"]},"flag":" untrimmed ","id":"7","provider":"brandnew"}]})");
    ASSERT_TRUE(page);
    EXPECT_EQ(page->data[0].flag, " untrimmed ");
    EXPECT_EQ(page->data[0].id, 7);
    EXPECT_EQ(page->data[0].provider, "brandnew");
    EXPECT_EQ(page->data[0].created_by, std::nullopt);
}

TEST(logged, shows_of_a_change_what_the_log_shows) {
    const flaghook::change row{.action = flaghook::change_action::updated,
                               .id = 42,
                               .created_at = flaghook::timestamp{chrono::microseconds{1}},
                               .created_by = {"Jane", flaghook::author_type::name},
                               .flag = "checkout"};
    EXPECT_EQ(*serialize_flag_log_entry(flaghook::to_log_entry(row, 7)),
              R"({"data":{"action":"updated","createdAt":"1970-01-01T00:00:00.000001+00:00",)"
              R"("createdBy":"Jane","createdByType":"name","flag":"checkout","id":7,)"
              R"("provider":"generic","tags":{}}})");
}

TEST(parse_flag_log_page, reads_an_empty_page) {
    const auto page = parse_flag_log_page(R"({"data":[]})");
    ASSERT_TRUE(page);
    EXPECT_THAT(page->data, IsEmpty());
}

TEST(parse_flag_log_page, says_what_it_cannot_read_and_where) {
    const auto page = parse_flag_log_page(
        R"({"data":[{"action":"archived","createdAt":"yesterday","createdBy":{},)"
        R"("createdByType":"login","flag":null,"id":1.5,"provider":true,"tags":[]},7,)"
        R"({"action":null,"tags":null}]})");
    ASSERT_FALSE(page);
    EXPECT_THAT(places_of(page.error().issues()),
                ElementsAre("data[0].action: invalid_choice", "data[0].createdAt: invalid",
                            "data[0].createdBy: invalid", "data[0].createdByType: invalid_choice",
                            "data[0].flag: null", "data[0].id: invalid",
                            "data[0].provider: invalid", "data[0].tags: invalid",
                            "data[1]: invalid", "data[2].action: null",
                            "data[2].createdAt: required", "data[2].flag: required",
                            "data[2].id: required", "data[2].tags: null"));
    EXPECT_THAT(places_of(parse_flag_log_page("<html>").error().issues()),
                ElementsAre(": parse_error"));
    EXPECT_THAT(places_of(parse_flag_log_page("{}").error().issues()),
                ElementsAre("data: required"));
    EXPECT_THAT(places_of(parse_flag_log_page(documented_entry).error().issues()),
                ElementsAre("data: not_a_list"));
    EXPECT_THAT(places_of(parse_flag_log_entry(documented_log_page).error().issues()),
                ElementsAre("data: invalid"));
    EXPECT_THAT(places_of(parse_flag_log_page(documented_log_page, {.items = 0}).error().issues()),
                ElementsAre(": too_many_items"));
}

TEST(parse_flag_log_page, says_what_is_wrong_in_the_server_s_words) {
    const auto page = parse_flag_log_page(
        R"({"data":[{"action":["x",1,null,{"a":1.5}],"createdAt":"0001-01-01T00:00+01:00",)"
        R"("flag":{},"id":true,"tags":7},null,[]]})");
    ASSERT_FALSE(page);
    EXPECT_THAT(
        described(page.error().issues()),
        ElementsAre("data[0].action: invalid_choice: \"['x', 1, None, {'a': 1.5}]\" is not a valid "
                    "choice.",
                    "data[0].createdAt: overflow: Datetime value out of range.",
                    "data[0].flag: invalid: Not a valid string.",
                    "data[0].id: invalid: A valid integer is required.",
                    "data[0].tags: invalid: Invalid data. Expected a dictionary, but got int.",
                    "data[1]: null: This field may not be null.",
                    "data[2]: invalid: Invalid data. Expected a dictionary, but got list."));
}

TEST(parse_flag_log_page, keeps_as_many_issues_as_allowed) {
    const auto page = parse_flag_log_page(R"({"data":[{},{},{}]})", {.issues = 2});
    ASSERT_FALSE(page);
    EXPECT_THAT(described(page.error().issues()),
                ElementsAre("data[0].action: required: This field is required.",
                            "data[0].createdAt: required: This field is required.",
                            ": more_issues: 10 more issues are not shown."));
}

TEST(parse_flag_log_page, has_a_limit_of_items) {
    const auto page_of = [](std::size_t count) {
        std::string entries;
        for (std::size_t index = 0; index < count; ++index) {
            entries += index == 0 ? "" : ",";
            entries += R"({"action":"created","createdAt":"2024-01-01","flag":"a","id":1})";
        }
        return R"({"data":[)" + entries + "]}";
    };
    for (std::size_t limit = 0; limit <= 3; ++limit) {
        const auto page = parse_flag_log_page(page_of(limit), {.items = limit});
        ASSERT_TRUE(page) << limit;
        EXPECT_EQ(page->data.size(), limit);
        EXPECT_FALSE(parse_flag_log_page(page_of(limit + 1), {.items = limit})) << limit;
    }
}

TEST(parse_flag_log_entry, reads_an_id_of_up_to_1000_characters_as_the_server_does) {
    const auto with_id_of = [](std::size_t size) {
        std::string entry(documented_entry);
        constexpr std::string_view id = "\"id\": 1";
        entry.replace(entry.find(id), id.size(), "\"id\": \"" + std::string(size - 1, '0') + "7\"");
        return parse_flag_log_entry(entry);
    };
    for (const std::size_t size : {1U, 2U, 999U, 1000U}) {
        const auto entry = with_id_of(size);
        ASSERT_TRUE(entry) << size;
        EXPECT_EQ(entry->id, 7) << size;
    }
    EXPECT_THAT(places_of(with_id_of(1001).error().issues()), ElementsAre("data.id: invalid"));
}

TEST(parse_flag_log_page, has_limits_of_size_and_depth) {
    const auto nested = [](std::size_t levels) {
        return R"({"data":[],"x":)" + std::string(levels, '[') + std::string(levels, ']') + '}';
    };
    EXPECT_FALSE(parse_flag_log_page("{\"data\":[]}", {.body_size = 10}));
    EXPECT_TRUE(parse_flag_log_page("{\"data\":[]}", {.body_size = 11}));
    EXPECT_TRUE(parse_flag_log_page(nested(4), {.depth = 5}));
    EXPECT_THAT(places_of(parse_flag_log_page(nested(5), {.depth = 5}).error().issues()),
                ElementsAre(": too_deep"));
    // Independent of the limit, because each level uses stack.
    EXPECT_TRUE(parse_flag_log_page(nested(511), {.depth = 1'000'000}));
    EXPECT_THAT(places_of(parse_flag_log_page(nested(512), {.depth = 1'000'000}).error().issues()),
                ElementsAre(": too_deep"));
}

TEST(serialize_flag_log_page, writes_what_the_server_writes) {
    flag_log_page page{{first_entry(), first_entry()}};
    page.data[0].provider = "generic";
    page.data[1].created_by.reset();
    page.data[1].created_by_type.reset();
    page.data[1].created_at += chrono::microseconds{250000};
    page.data[1].tags = {{"list", {1, "x"}}};
    const auto body = serialize_flag_log_page(page);
    ASSERT_TRUE(body);
    EXPECT_EQ(*body, R"({"data":[{"action":"created","createdAt":"2024-01-01T05:12:33+00:00",)"
                     R"("createdBy":"2552","createdByType":"id","flag":"my-flag-name","id":1,)"
                     R"("provider":"generic","tags":{"environment":"production"}},)"
                     R"({"action":"created","createdAt":"2024-01-01T05:12:33.250000+00:00",)"
                     R"("createdBy":null,"createdByType":null,"flag":"my-flag-name","id":1,)"
                     R"("provider":null,"tags":{"list":[1,"x"]}}]})");
    EXPECT_EQ(*parse_flag_log_page(*body), page);
}

TEST(serialize_flag_log_entry, writes_what_is_read_back) {
    const auto body = serialize_flag_log_entry(first_entry());
    ASSERT_TRUE(body);
    EXPECT_EQ(*parse_flag_log_entry(*body), first_entry());
}

TEST(serialize_flag_log_page, refuses_what_no_answer_can_carry) {
    flag_log_page page{{first_entry(), first_entry()}};
    page.data[1].flag = "\xFF";
    page.data[1].tags = {{"list", {1, "\xFF"}}};
    page.data[0].action = static_cast<flaghook::change_action>(9);
    page.data[0].created_at = flaghook::max_timestamp + chrono::microseconds{1};
    EXPECT_THAT(places_of(serialize_flag_log_page(page).error().issues()),
                ElementsAre("data[0].action: invalid_choice", "data[0].createdAt: overflow",
                            "data[1].flag: invalid_utf8", "data[1].tags: invalid_utf8"));
    for (const boost::json::object& unwritable :
         {boost::json::object{{"\xFF", 1}}, boost::json::object{{"a", {{"\xFF", 1}}}},
          boost::json::object{{"a", std::numeric_limits<double>::quiet_NaN()}}}) {
        flag_log_entry entry = first_entry();
        entry.tags = unwritable;
        EXPECT_FALSE(serialize_flag_log_entry(entry)) << boost::json::serialize(unwritable);
    }
}

} // namespace
