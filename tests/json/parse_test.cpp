// The results of parsing: payloads, missing fields, nulls and wrong types at every level.

#include <flaghook/json/parse.hpp>

#include <gtest/gtest.h>
#include <json/bodies.hpp>

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace {

using flaghook::author_type;
using flaghook::change_action;
using flaghook::parse;
using flaghook::tree_form;
using flaghook::tests::answer_to;
using flaghook::tests::body_by;
using flaghook::tests::body_of;
using flaghook::tests::body_with;
using flaghook::tests::change_json;
using flaghook::tests::issues_of;
using flaghook::tests::one_change_refused;
using flaghook::tests::texts;

using namespace std::chrono_literals;

TEST(parse, reads_the_documented_example) {
    const auto result = parse(R"({"data": [{"action": "created", "change_id": 93899375123, )"
                              R"("created_at": "2024-12-12T00:02:00+00:00", )"
                              R"("created_by": {"id": "first.last@company.com", "type": "email"}, )"
                              R"("flag": "hello.world"}], "meta": {"version": 1}})");
    ASSERT_TRUE(result);
    ASSERT_EQ(result->data.size(), 1U);
    const flaghook::change& change = result->data.front();
    EXPECT_EQ(change.action, change_action::created);
    EXPECT_EQ(change.id, 93899375123);
    EXPECT_EQ(change.created_at, std::chrono::sys_days{2024y / 12 / 12} + 2min);
    EXPECT_EQ(change.created_by.id, "first.last@company.com");
    EXPECT_EQ(change.created_by.type, author_type::email);
    EXPECT_EQ(change.flag, "hello.world");
    EXPECT_EQ(result->meta.version, 1);
}

TEST(parse, reads_members_in_any_order_and_ignores_others) {
    const auto result = parse(
        R"({"meta":{"x":[{}],"version":7},"tenant":{"data":[null]},"data":[{"flag":"f","environment":)"
        R"("e","created_by":{"type":"name","note":null,"id":"n"},"created_at":"2024-12-12","change_id":)"
        R"(-1,"action":"deleted"},{"action":"updated","change_id":18446744073709551615,"created_at":)"
        R"("2024-12-12","created_by":{"id":"i","type":"id"},"flag":"g"}]})");
    ASSERT_TRUE(result);
    ASSERT_EQ(result->data.size(), 2U);
    EXPECT_EQ(result->data[0].action, change_action::deleted);
    EXPECT_EQ(result->data[0].id, -1);
    EXPECT_EQ(result->data[0].created_by, (flaghook::author{"n", author_type::name}));
    EXPECT_EQ(result->data[0].flag, "f");
    EXPECT_EQ(result->data[1].action, change_action::updated);
    EXPECT_EQ(result->data[1].id, 18446744073709551615U);
    EXPECT_EQ(result->data[1].created_by, (flaghook::author{"i", author_type::id}));
    EXPECT_EQ(result->meta.version, 7);
}

TEST(parse, accepts_an_empty_list_of_changes) {
    const auto result = parse(body_of("[]"));
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->data.empty());
}

TEST(parse, keeps_changes_with_equal_ids_for_they_are_the_receiver_s_business) {
    const std::string one = change_json{}.text();
    const auto result = parse(body_of("[" + one + "," + one + "]"));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->data.size(), 2U);
}

TEST(parse, takes_an_empty_body_for_an_empty_object) {
    constexpr std::string_view both_missing =
        R"(200 {"data":["This field is required."],"meta":["This field is required."]})";
    EXPECT_EQ(answer_to(""), both_missing);
    EXPECT_EQ(answer_to("{}"), both_missing);
    EXPECT_EQ(answer_to(" {\n} "), both_missing);
}

TEST(parse, answers_400_to_what_is_no_json) {
    for (const std::string_view body :
         {" ", "{", "x", "{\"data\":[],\"meta\":{\"version\":1},}", "\xFF", "\xEF\xBB\xBF{}",
          "{\"data\":NaN}", "[1,]", "{}{}"}) {
        const std::string answer = answer_to(body);
        EXPECT_TRUE(answer.starts_with(R"(400 {"detail":"JSON parse error - )")) << answer;
        EXPECT_TRUE(answer.ends_with("\"}")) << answer;
        EXPECT_EQ(issues_of(body), (texts{" parse_error"}));
    }
    EXPECT_EQ(answer_to("{} x"),
              R"-(400 {"detail":"JSON parse error - Extra data: line 1 column 4 (char 3)"})-");
}

TEST(parse, answers_400_to_malformed_json_whatever_is_wrong_with_the_fields_before) {
    EXPECT_TRUE(answer_to(R"({"data":null,"meta":[}])").starts_with("400 "));
    EXPECT_TRUE(answer_to(R"({"data":["\ud800"],"meta":tru})").starts_with("400 "));
}

TEST(parse, expects_an_object) {
    constexpr std::string_view begin =
        R"(200 {"non_field_errors":["Invalid data. Expected a dictionary, but got )";
    const auto refused = [begin](std::string_view type) {
        return std::string(begin) + std::string(type) + R"(."]})";
    };
    EXPECT_EQ(answer_to("[]"), refused("list"));
    EXPECT_EQ(answer_to(R"([{"data":[]}])"), refused("list"));
    EXPECT_EQ(answer_to(R"("text")"), refused("str"));
    EXPECT_EQ(answer_to("1"), refused("int"));
    EXPECT_EQ(answer_to("1.0"), refused("float"));
    EXPECT_EQ(answer_to("true"), refused("bool"));
    EXPECT_EQ(answer_to("1e99999999999"), refused("float"));
    EXPECT_EQ(answer_to("null"), R"(200 {"non_field_errors":["No data provided"]})");
    EXPECT_EQ(issues_of("null"), (texts{" null"}));
    EXPECT_EQ(issues_of("[]"), (texts{" invalid"}));
}

TEST(parse, expects_a_list_of_changes) {
    const auto refused = [](std::string_view type) {
        return R"(200 {"data":{"non_field_errors":["Expected a list of items but got type \")" +
               std::string(type) + R"(\"."]}})";
    };
    EXPECT_EQ(answer_to(body_of("{}")), refused("dict"));
    EXPECT_EQ(answer_to(body_of(R"({"a":[1]})")), refused("dict"));
    EXPECT_EQ(answer_to(body_of(R"("")")), refused("str"));
    EXPECT_EQ(answer_to(body_of("0")), refused("int"));
    EXPECT_EQ(answer_to(body_of("0.5")), refused("float"));
    EXPECT_EQ(answer_to(body_of("false")), refused("bool"));
    EXPECT_EQ(answer_to(body_of("{}"), tree_form::index_keyed), refused("dict"));
    EXPECT_EQ(answer_to(body_of("null")), R"(200 {"data":["This field may not be null."]})");
    EXPECT_EQ(issues_of(body_of("{}")), (texts{"data not_a_list"}));
    EXPECT_EQ(issues_of(body_of("null")), (texts{"data null"}));
}

TEST(parse, expects_objects_in_the_list) {
    const auto refused = [](std::string_view type) {
        return one_change_refused(
            R"({"non_field_errors":["Invalid data. Expected a dictionary, but got )" +
            std::string(type) + R"(."]})");
    };
    EXPECT_EQ(answer_to(body_of("[[]]")), refused("list"));
    EXPECT_EQ(answer_to(body_of(R"(["\ud800"])")), refused("str"));
    EXPECT_EQ(answer_to(body_of("[-0]")), refused("int"));
    EXPECT_EQ(answer_to(body_of("[1e400]")), refused("float"));
    EXPECT_EQ(answer_to(body_of("[true]")), refused("bool"));
    EXPECT_EQ(answer_to(body_of("[null]")),
              one_change_refused(R"(["This field may not be null."])"));
    EXPECT_EQ(issues_of(body_of("[0,null]")), (texts{"data[0] invalid", "data[1] null"}));
}

TEST(parse, answers_in_either_form_for_items_among_good_ones) {
    const std::string good = change_json{}.text();
    const std::string body = body_of("[" + good + ",null," + good + ",{}," + good + "]");
    constexpr std::string_view all_missing =
        R"({"action":["This field is required."],"change_id":["This field is required."],)"
        R"("created_at":["This field is required."],"created_by":["This field is required."],)"
        R"("flag":["This field is required."]})";
    EXPECT_EQ(answer_to(body), R"(200 {"data":[{},["This field may not be null."],{},)" +
                                   std::string(all_missing) + ",{}]}");
    EXPECT_EQ(answer_to(body, tree_form::index_keyed),
              R"(200 {"data":{"1":["This field may not be null."],"3":)" +
                  std::string(all_missing) + "}}");
}

TEST(parse, requires_every_field_of_a_change) {
    struct member_and_name {
        std::string change_json::*member;
        std::string name;
    };
    const member_and_name members[] = {{&change_json::action, "action"},
                                       {&change_json::change_id, "change_id"},
                                       {&change_json::created_at, "created_at"},
                                       {&change_json::created_by, "created_by"},
                                       {&change_json::flag, "flag"}};
    for (const auto& [member, name] : members) {
        EXPECT_EQ(answer_to(body_with(member, "")),
                  one_change_refused("{\"" + name + R"(":["This field is required."]})"));
        EXPECT_EQ(issues_of(body_with(member, "")), (texts{"data[0]." + name + " required"}));
        EXPECT_EQ(answer_to(body_with(member, "null")),
                  one_change_refused("{\"" + name + R"(":["This field may not be null."]})"));
        EXPECT_EQ(issues_of(body_with(member, "null")), (texts{"data[0]." + name + " null"}));
    }
}

TEST(parse, requires_every_field_of_an_author) {
    EXPECT_EQ(answer_to(body_with(&change_json::created_by, "{}")),
              one_change_refused(R"({"created_by":{"id":["This field is required."],)"
                                 R"("type":["This field is required."]}})"));
    EXPECT_EQ(answer_to(body_by("null", "null")),
              one_change_refused(R"({"created_by":{"id":["This field may not be null."],)"
                                 R"("type":["This field may not be null."]}})"));
    EXPECT_EQ(issues_of(body_with(&change_json::created_by, R"({"type":"id"})")),
              (texts{"data[0].created_by.id required"}));
}

TEST(parse, expects_an_object_for_the_author) {
    for (const auto& [value, type] :
         {std::pair("[]", "list"), std::pair("\"me\"", "str"), std::pair("7", "int"),
          std::pair("7.5", "float"), std::pair("false", "bool")}) {
        EXPECT_EQ(answer_to(body_with(&change_json::created_by, value)),
                  one_change_refused(
                      R"({"created_by":{"non_field_errors":["Invalid data. Expected a dictionary, )"
                      R"(but got )" +
                      std::string(type) + R"(."]}})"));
    }
}

TEST(parse, requires_the_version) {
    EXPECT_EQ(answer_to(R"({"data":[]})"), R"(200 {"meta":["This field is required."]})");
    EXPECT_EQ(answer_to(body_of("[]", "{}")),
              R"(200 {"meta":{"version":["This field is required."]}})");
    EXPECT_EQ(answer_to(body_of("[]", "null")), R"(200 {"meta":["This field may not be null."]})");
    EXPECT_EQ(answer_to(body_of("[]", R"({"version":null})")),
              R"(200 {"meta":{"version":["This field may not be null."]}})");
    EXPECT_EQ(answer_to(body_of("[]", "[]")),
              R"(200 {"meta":{"non_field_errors":)"
              R"(["Invalid data. Expected a dictionary, but got list."]}})");
    EXPECT_EQ(issues_of(body_of("[]", "{}")), (texts{"meta.version required"}));
}

TEST(parse, does_not_look_at_the_number_of_the_version) {
    for (const std::string_view version :
         {"1", "2", "0", "-7", "\"1\"", "1.0", "\" 9 \"", "99999999999999999999999999"}) {
        EXPECT_EQ(answer_to(body_of("[]", R"({"version":)" + std::string(version) + "}")), "200");
    }
    EXPECT_EQ(parse(body_of("[]", R"({"version":99999999999999999999})"))->meta.version, INT64_MAX);
    EXPECT_EQ(parse(body_of("[]", R"({"version":-99999999999999999999})"))->meta.version,
              INT64_MIN);
    EXPECT_EQ(answer_to(body_of("[]", R"({"version":"x"})")),
              R"(200 {"meta":{"version":["A valid integer is required."]}})");
}

TEST(parse, collects_the_issues_of_all_fields_in_the_server_s_order) {
    constexpr std::string_view body =
        R"({"meta":{"version":"x"},"data":[{"flag":"","created_by":{"type":"x","id":""},)"
        R"("created_at":1,"change_id":"x","action":"x"},5,{"flag":null}]})";
    EXPECT_EQ(issues_of(body),
              (texts{"data[0].action invalid_choice", "data[0].change_id invalid",
                     "data[0].created_at invalid", "data[0].created_by.id blank",
                     "data[0].created_by.type invalid_choice", "data[0].flag blank",
                     "data[1] invalid", "data[2].action required", "data[2].change_id required",
                     "data[2].created_at required", "data[2].created_by required",
                     "data[2].flag null", "meta.version invalid"}));
}

TEST(parse, gives_places_outside_of_the_list_no_item) {
    const auto result = parse(R"({"data":[null,null,null],"meta":{}})");
    ASSERT_FALSE(result);
    ASSERT_EQ(result.error().issues().size(), 4U);
    EXPECT_EQ(result.error().issues()[2].location().item, 2U);
    EXPECT_EQ(result.error().issues()[3].path(), "meta.version");
    EXPECT_EQ(result.error().issues()[3].location().item, 0U);
}

TEST(parse, refuses_a_batch_as_a_whole) {
    const std::string good = change_json{}.text();
    EXPECT_FALSE(parse(body_of("[" + good + "," + good + ",0]")));
    EXPECT_FALSE(parse(body_of("[" + good + "]", R"({"version":null})")));
}

TEST(parse, compares_keys_after_unescaping_and_exactly) {
    EXPECT_EQ(answer_to(R"({"\u0064ata":[],"m\u0065ta":{"versio\u006e":1}})"), "200");
    EXPECT_EQ(issues_of(R"({"Data":[],"meta ":{},"\ud800meta":1,"data\u0000":[]})"),
              (texts{"data required", "meta required"}));
}

#ifdef __cpp_exceptions
TEST(parse, throws_the_first_issue_to_whoever_takes_the_value_unasked) {
    EXPECT_EQ(parse(body_with(change_json{})).value().data.size(), 1U);
    const auto words_of = [](std::string_view body) -> std::string {
        try {
            return "read " + std::to_string(parse(body).value().data.size());
        } catch (const std::runtime_error& refused) {
            return refused.what();
        }
    };
    EXPECT_EQ(words_of(body_with(&change_json::flag, "\"\"")),
              "data[0].flag: This field may not be blank.");
    EXPECT_EQ(words_of("{} x"), "JSON parse error - Extra data: line 1 column 4 (char 3)");
}
#endif

} // namespace
