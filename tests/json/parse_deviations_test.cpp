// Differences between accepted bodies and the documentation.

#include <flaghook/json/parse.hpp>

#include <gtest/gtest.h>
#include <json/bodies.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace {

using flaghook::deviation;
using flaghook::parse;
using flaghook::tests::body_by;
using flaghook::tests::body_of;
using flaghook::tests::body_with;
using flaghook::tests::change_json;
using flaghook::tests::deviations_of;
using flaghook::tests::texts;

/// Returns the messages of the deviations of an accepted body.
texts messages_of(std::string_view body) {
    flaghook::parser<> parser({.deviations = true});
    const auto& parsed = parser.parse(body);
    EXPECT_TRUE(parsed);
    texts messages;
    for (const deviation& one : parsed.deviations()) {
        messages.push_back(one.message());
    }
    return messages;
}

TEST(deviations, are_none_in_a_documented_body) {
    EXPECT_EQ(deviations_of(body_with(change_json{})), texts{});
    EXPECT_EQ(deviations_of(R"({"meta":{"version":1},"data":[)" + change_json{}.text() + "]}"),
              texts{});
    EXPECT_EQ(deviations_of(body_with(&change_json::created_at, R"("2024-12-12T00:02:00")")),
              texts{});
    EXPECT_EQ(deviations_of(body_with(&change_json::change_id, "-1")), texts{});
}

TEST(deviations, tell_keys_that_the_version_does_not_have) {
    EXPECT_EQ(deviations_of(R"({"x":1,"data":[{"y":[],)" + change_json{}.text().substr(1) +
                            R"(],"meta":{"version":1,"z":{}}})"),
              (texts{" unknown_key", "data[0] unknown_key", "meta unknown_key"}));
    EXPECT_EQ(messages_of(body_of("[" + change_json{}.text() + "]", R"({"version":1,"sent":0})")),
              (texts{"The key \"sent\" is not documented; Sentry ignores it."}));
    change_json with_note;
    with_note.created_by = R"({"id":"me","type":"id","Id":""})";
    EXPECT_EQ(deviations_of(body_with(with_note)), (texts{"data[0].created_by unknown_key"}));
}

TEST(deviations, do_not_look_into_what_is_ignored) {
    EXPECT_EQ(
        deviations_of(R"({"x":{"x":1,"x":2,"data":[[]]},)" + body_with(change_json{}).substr(1)),
        (texts{" unknown_key"}));
}

TEST(deviations, tell_repeated_keys_once_for_each_repetition) {
    change_json twice;
    twice.flag = R"("a","flag":"b","flag":"c")";
    EXPECT_EQ(deviations_of(body_with(twice)),
              (texts{"data[0] repeated_key", "data[0] repeated_key"}));
    EXPECT_EQ(
        messages_of(R"({"meta":{"version":1,"version":1},)" + body_with(change_json{}).substr(1)),
        (texts{"The key \"meta\" is repeated; Sentry uses the last one."}));
}

TEST(deviations, of_lost_values_are_lost_with_them) {
    change_json lost;
    lost.change_id = R"("1","change_id":1)";
    lost.created_by = R"({"id":1,"type":"id","x":0},"created_by":{"id":"me","type":"id"})";
    EXPECT_EQ(deviations_of(body_with(lost)),
              (texts{"data[0] repeated_key", "data[0] repeated_key"}));
    EXPECT_EQ(deviations_of(R"({"data":[{"x":1,"flag":2}],)" + body_with(change_json{}).substr(1)),
              (texts{" repeated_key"}));
}

TEST(deviations, tell_converted_types) {
    EXPECT_EQ(deviations_of(body_with(&change_json::change_id, R"("1")")),
              (texts{"data[0].change_id coerced_type"}));
    EXPECT_EQ(messages_of(body_with(&change_json::change_id, R"("1")")),
              (texts{"A number is documented; Sentry converts this string."}));
    EXPECT_EQ(messages_of(body_with(&change_json::change_id, "1.0")),
              (texts{"A number is documented; Sentry converts this floating-point number."}));
    EXPECT_EQ(messages_of(body_with(&change_json::flag, "7")),
              (texts{"A string is documented; Sentry converts this number."}));
    EXPECT_EQ(deviations_of(body_by("7.5", R"("id")")),
              (texts{"data[0].created_by.id coerced_type"}));
    EXPECT_EQ(deviations_of(body_of("[" + change_json{}.text() + "]", R"({"version":"1"})")),
              (texts{"meta.version coerced_type"}));
}

TEST(deviations, tell_trimmed_text) {
    EXPECT_EQ(deviations_of(body_with(&change_json::flag, R"(" a")")),
              (texts{"data[0].flag trimmed_text"}));
    EXPECT_EQ(deviations_of(body_by(R"("me\u3000")", R"("id")")),
              (texts{"data[0].created_by.id trimmed_text"}));
}

TEST(deviations, tell_times_that_are_shifted_or_unusual) {
    const auto of_time = [](std::string_view text) {
        return deviations_of(body_with(&change_json::created_at, '"' + std::string(text) + '"'));
    };
    const texts shifted{"data[0].created_at shifted_time"};
    const texts unusual{"data[0].created_at unusual_time"};
    // The documentation has both forms: no offset in its table, an offset in its example.
    EXPECT_EQ(of_time("2024-12-12T00:02:00"), texts{});
    EXPECT_EQ(of_time("2024-12-12T00:02:00+00:00"), texts{});
    EXPECT_EQ(of_time("2024-12-12T00:02:00+01:00"), shifted);
    EXPECT_EQ(of_time("2024-12-12T00:02:00-23:59"), shifted);
    EXPECT_EQ(of_time("2024-12-12T00:02:00.123456+05:30"), shifted);
    EXPECT_EQ(of_time("2024-12-12T00:02:00.123-00:01"), unusual) << "two departures, one told";
    for (const std::string_view text : {"2024-12-12T00:02:00-00:00",
                                        "2024-12-12T00:02:00Z",
                                        "2024-12-12T00:02:00.123Z",
                                        "2024-12-12T00:02:00.123456Z",
                                        "2024-12-12T00:02:00.123456",
                                        "2024-12-12T00:02:00.123",
                                        "2024-12-12T00:02:00.123456+00:00",
                                        "2024-12-12T00:02:00.123+00:00",
                                        "2024-12-12",
                                        "20241212T000200Z",
                                        "2024-12-12 00:02:00Z",
                                        "2024-W50-4",
                                        "iso-8601",
                                        "2024-12-12T00:02:00.1Z",
                                        "2024-12-12T00:02Z",
                                        "2024-12-12T00:02:00+00",
                                        "2024-12-12T0:2",
                                        "2024-12-12T00:02:00 Z",
                                        "2024-12-12T00:02:00.1234567",
                                        "2024-12-12T00:02:00,5+01:00"}) {
        EXPECT_EQ(of_time(text), unusual) << text;
    }
}

TEST(deviations, tell_versions_that_are_not_published) {
    const auto of_version = [](std::string_view version) {
        return deviations_of(body_of("[" + change_json{}.text() + "]",
                                     R"({"version":)" + std::string(version) + "}"));
    };
    EXPECT_EQ(of_version("1"), texts{});
    EXPECT_EQ(of_version("0"), (texts{"meta.version unknown_version"}));
    EXPECT_EQ(of_version("2"), (texts{"meta.version unknown_version"}));
    EXPECT_EQ(of_version("-1"), (texts{"meta.version unknown_version"}));
    EXPECT_EQ(of_version("\"2\""),
              (texts{"meta.version coerced_type", "meta.version unknown_version"}));
    EXPECT_EQ(messages_of(body_of("[" + change_json{}.text() + "]", R"({"version":2})")),
              (texts{"Protocol version 2 is not published; Sentry ignores the version."}));
}

TEST(deviations, tell_ids_that_an_earlier_change_has) {
    const auto with_id = [](std::string_view id) {
        change_json change;
        change.change_id = id;
        return change.text();
    };
    EXPECT_EQ(
        deviations_of(body_of("[" + with_id("5") + "," + with_id("4") + "," + with_id("5") + "," +
                              with_id("4") + "]")),
        (texts{"data[2].change_id repeated_change_id", "data[3].change_id repeated_change_id"}));
    EXPECT_EQ(deviations_of(body_of("[" + with_id("1") + "," + with_id("\"1\"") + "]")),
              (texts{"data[1].change_id coerced_type", "data[1].change_id repeated_change_id"}));
    EXPECT_EQ(
        deviations_of(body_of("[" + with_id("-1") + "," + with_id("18446744073709551615") + "]")),
        texts{});
}

TEST(deviations, tell_an_empty_list_and_a_character_cut_off) {
    EXPECT_EQ(deviations_of(body_of("[]")), (texts{"data no_changes"}));
    EXPECT_EQ(deviations_of(body_with(change_json{}) + "\xE2\x82"), (texts{" cut_character"}));
    EXPECT_EQ(messages_of(body_with(change_json{}) + "\xE2\x82"),
              (texts{"The body ends inside a character; Sentry drops the 2 bytes of it."}));
}

TEST(deviations, come_in_the_order_of_the_fields) {
    EXPECT_EQ(
        deviations_of(
            R"({"x":0,"meta":{"version":"3","y":0},"data":[{"flag":1,"created_by":{"type":"id",)"
            R"("id":2},"created_at":"2024-12-12","change_id":"1","action":"created"},)"
            R"({"flag":" f","z":0,"created_by":{"type":"id","id":"me"},"created_at":)"
            R"("2024-12-12T00:00:00","change_id":1,"action":"created"}]})"
            "\xC3"),
        (texts{" unknown_key", " cut_character", "data[0].change_id coerced_type",
               "data[0].created_at unusual_time", "data[0].created_by.id coerced_type",
               "data[0].flag coerced_type", "data[1] unknown_key",
               "data[1].change_id repeated_change_id", "data[1].flag trimmed_text",
               "meta unknown_key", "meta.version coerced_type", "meta.version unknown_version"}));
}

TEST(deviations, of_the_body_before_are_forgotten) {
    const std::string good = body_with(change_json{});
    flaghook::parser<> parser({.limits = {.body_size = good.size()}, .deviations = true});
    EXPECT_EQ(parser.parse(body_of("[]")).deviations().size(), 1U);
    EXPECT_TRUE(parser.parse(good).deviations().empty());
    EXPECT_EQ(parser.parse(body_of("[]")).deviations().size(), 1U);
    EXPECT_TRUE(parser.parse(good + ' ').deviations().empty()) << "over the limit";
}

TEST(deviations, are_told_once_when_a_long_exponent_made_the_reader_begin_anew) {
    EXPECT_EQ(deviations_of(R"({"x":[1e99999999999],)" + body_with(change_json{}).substr(1)),
              (texts{" unknown_key"}));
    EXPECT_EQ(deviations_of(body_by("1e99999999999", R"("id")")),
              (texts{"data[0].created_by.id coerced_type"}));
}

TEST(deviations, change_nothing_about_the_verdict) {
    for (const std::string& body :
         {body_of("[]"), body_with(change_json{}), body_of("null"), std::string("x"),
          body_with(&change_json::flag, "1"), body_with(&change_json::flag, "[]")}) {
        flaghook::parser<> parser({.deviations = true});
        const auto& with = parser.parse(body);
        const auto without = parse(body);
        ASSERT_EQ(with.has_value(), without.has_value());
        if (with) {
            EXPECT_EQ(*with, *without);
        } else {
            EXPECT_EQ(with.error().answer(), without.error().answer());
        }
    }
}

} // namespace
