// Repeated keys: the last value counts, and the earlier ones have no effect.

#include <flaghook/json/parse.hpp>

#include <gtest/gtest.h>
#include <json/bodies.hpp>

#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using flaghook::parse;
using flaghook::tests::answer_to;
using flaghook::tests::body_of;
using flaghook::tests::body_with;
using flaghook::tests::change_json;
using flaghook::tests::issues_of;
using flaghook::tests::one_change_refused;
using flaghook::tests::texts;

/// Returns a change with these members before the valid ones.
std::string change_behind(std::string_view members) {
    return '{' + std::string(members) + ',' + change_json{}.text().substr(1);
}

/// Returns a change with these members after the valid ones.
std::string change_before(std::string_view members) {
    std::string text = change_json{}.text();
    text.pop_back();
    return text + ',' + std::string(members) + '}';
}

TEST(repeated_keys, count_with_their_last_value) {
    const auto result =
        parse(body_of("[" +
                      change_before(R"("flag":"second","change_id":2,"action":"deleted",)"
                                    R"("created_at":"2000-01-01","flag":"third")") +
                      "]"));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->data.front().flag, "third");
    EXPECT_EQ(result->data.front().id, 2);
    EXPECT_EQ(result->data.front().action, flaghook::change_action::deleted);
    EXPECT_EQ(flaghook::to_string(result->data.front().created_at), "2000-01-01T00:00:00+00:00");
}

TEST(repeated_keys, take_the_issues_of_lost_values_with_them) {
    for (const std::string_view member :
         {R"("flag":null)", R"("flag":"")", R"("flag":[])", R"("action":"x")", R"("action":[[1]])",
          R"("change_id":"x")", R"("created_at":1)", R"("created_by":null)", R"("created_by":[])",
          R"("created_by":{})", R"("created_by":{"id":"\u0000","type":[]})",
          R"("flag":"","flag":null,"action":{},"flag":1)"}) {
        EXPECT_EQ(answer_to(body_of("[" + change_behind(member) + "]")), "200") << member;
        EXPECT_NE(answer_to(body_of("[" + change_before(member) + "]")), "200") << member;
    }
}

TEST(repeated_keys, report_only_the_last_value) {
    EXPECT_EQ(issues_of(body_of("[" + change_before(R"("flag":null,"flag":"")") + "]")),
              (texts{"data[0].flag blank"}));
    EXPECT_EQ(
        issues_of(body_of("[" + change_before(R"("flag":"","action":"x","flag":null)") + "]")),
        (texts{"data[0].action invalid_choice", "data[0].flag null"}));
}

TEST(repeated_keys, of_nested_objects_count_whole_and_are_not_merged) {
    const std::string lost_id =
        R"("created_by":{"id":"a","type":"id"},"created_by":{"type":"name"})";
    EXPECT_EQ(answer_to(body_of("[" + change_before(lost_id) + "]")),
              one_change_refused(R"({"created_by":{"id":["This field is required."]}})"));
    EXPECT_EQ(answer_to(body_with(&change_json::created_by,
                                  R"({"id":"","id":"a","type":"x","type":"id"})")),
              "200");
    EXPECT_EQ(answer_to(R"({"data":[],"meta":{"version":1},"meta":{}})"),
              R"(200 {"meta":{"version":["This field is required."]}})");
    EXPECT_EQ(answer_to(R"({"data":[],"meta":{},"meta":{"version":"x","version":1}})"), "200");
}

TEST(repeated_keys, of_lists_count_whole) {
    const std::string good = change_json{}.text();
    const auto result =
        parse(R"({"data":[)" + good + "," + good + R"(],"meta":{"version":1},"data":[)" +
              change_before(R"("flag":"last")") + "]}");
    ASSERT_TRUE(result);
    ASSERT_EQ(result->data.size(), 1U);
    EXPECT_EQ(result->data.front().flag, "last");
    EXPECT_EQ(answer_to(R"({"data":[null,5,{}],"meta":{"version":1},"data":[]})"), "200");
    EXPECT_EQ(answer_to(R"({"data":7,"meta":{"version":1},"data":[]})"), "200");
    EXPECT_EQ(answer_to(R"({"data":[],"meta":{"version":1},"data":null})"),
              R"(200 {"data":["This field may not be null."]})");
    EXPECT_EQ(
        answer_to(R"({"data":[)" + good + R"(],"meta":{"version":1},"data":{}})"),
        R"(200 {"data":{"non_field_errors":["Expected a list of items but got type \"dict\"."]}})");
}

TEST(repeated_keys, leave_as_many_items_as_the_last_list_has) {
    const std::string good = change_json{}.text();
    EXPECT_EQ(answer_to(R"({"data":[1,2,3,4],"meta":{"version":1},"data":[)" + good + ",null]}"),
              R"(200 {"data":[{},["This field may not be null."]]})");
    EXPECT_EQ(answer_to(R"({"data":[null],"meta":{"version":1},"data":[)" + good + "," + good +
                        R"(],"data":[)" + good + "," + good + "," + good + ",0]}"),
              R"(200 {"data":[{},{},{},{"non_field_errors":)"
              R"(["Invalid data. Expected a dictionary, but got int."]}]})");
}

TEST(repeated_keys, keep_the_order_of_the_server_whatever_comes_last) {
    EXPECT_EQ(issues_of(R"({"meta":null,"data":[{"flag":1,"flag":"","action":0,"flag":null}],)"
                        R"("meta":{"version":""},"data":[null,{"action":"","action":[]}]})"),
              (texts{"data[0] null", "data[1].action invalid_choice", "data[1].change_id required",
                     "data[1].created_at required", "data[1].created_by required",
                     "data[1].flag required", "meta.version invalid"}));
}

TEST(repeated_keys, are_told_after_unescaping) {
    EXPECT_EQ(answer_to(R"({"data":null,"\u0064ata":[],"meta":{"version":1}})"), "200");
}

TEST(repeated_keys, of_ignored_objects_are_ignored) {
    EXPECT_EQ(answer_to(R"({"x":1,"x":{"data":null},"data":[],"meta":{"version":1,"y":0,"y":0}})"),
              "200");
}

/// A value of a member, with the path and code of its issue; empty for a valid value.
struct member_value {
    std::string_view name;
    std::string_view json;
    std::string_view issue;
};
constexpr member_value values[] = {
    {"action", R"("created")", ""},
    {"action", "[[]]", "action invalid_choice"},
    {"change_id", "1", ""},
    {"change_id", "{}", "change_id invalid"},
    {"created_at", R"("2024-12-12")", ""},
    {"created_at", "0", "created_at invalid"},
    {"created_by", R"({"id":"a","type":"id"})", ""},
    {"created_by", R"({"type":"id","id":null})", "created_by.id null"},
    {"flag", R"("f")", ""},
    {"flag", "null", "flag null"},
};

TEST(repeated_keys, in_any_mixture_leave_what_the_last_values_alone_would) {
    std::mt19937 random(9);
    for (int round = 0; round < 3'000; ++round) {
        std::vector<std::string> items;
        texts expected;
        const std::size_t item_count = random() % 4;
        for (std::size_t item = 0; item < item_count; ++item) {
            // All members once, and some of them again. The last one of each name counts.
            std::vector<const member_value*> members;
            for (std::size_t place = 0; place < 5; ++place) {
                members.push_back(&values[2 * place + random() % 2]);
            }
            for (std::size_t extra = random() % 6; extra != 0; --extra) {
                members.push_back(&values[random() % std::size(values)]);
            }
            std::string text;
            for (const member_value* member : members) {
                text += (text.empty() ? "{\"" : ",\"") + std::string(member->name) + "\":";
                text += member->json;
            }
            items.push_back(text + '}');
            for (std::size_t place = 0; place < 5; ++place) {
                const member_value* last = nullptr;
                for (const member_value* member : members) {
                    last = member->name == values[2 * place].name ? member : last;
                }
                if (!last->issue.empty()) {
                    expected.push_back("data[" + std::to_string(item) + "]." +
                                       std::string(last->issue));
                }
            }
        }
        std::string list;
        for (const std::string& item : items) {
            list += (list.empty() ? "" : ",") + item;
        }
        // Invalid lists and objects that later members replace.
        const std::string body =
            R"({"meta":{"version":""},"data":[null,{"flag":[]}],"meta":{"version":1},)" +
            (R"("data":[)" + list) + "]}";
        EXPECT_EQ(issues_of(body), expected) << body;
        EXPECT_EQ(answer_to(body), answer_to(body_of("[" + list + "]")));
    }
}

} // namespace
