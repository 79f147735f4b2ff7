// The rules of the fields, with the server's answers.

#include <flaghook/json/parse.hpp>

#include <gtest/gtest.h>
#include <json/bodies.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace {

using flaghook::change;
using flaghook::parse;
using flaghook::tests::answer_to;
using flaghook::tests::body_by;
using flaghook::tests::body_with;
using flaghook::tests::change_json;
using flaghook::tests::issues_of;
using flaghook::tests::one_change_refused;
using flaghook::tests::repeated;
using flaghook::tests::texts;

constexpr auto most = std::numeric_limits<std::uint64_t>::max();
constexpr auto least = std::numeric_limits<std::int64_t>::min();

/// Returns the only change of an accepted body.
change accepted(std::string change_json::*member, std::string_view value) {
    const auto result = parse(body_with(member, value));
    EXPECT_TRUE(result) << value;
    return result ? result->data.front() : change{};
}

std::string flag_of(std::string_view value) {
    return accepted(&change_json::flag, value).flag;
}

/// Returns the answer that refuses a flag with these messages.
void expect_flag_refused(std::string_view value, std::string_view messages) {
    EXPECT_EQ(answer_to(body_with(&change_json::flag, value)),
              one_change_refused(R"({"flag":[)" + std::string(messages) + "]}"))
        << value;
}

TEST(text, is_taken_as_it_is_but_for_white_space_at_its_ends) {
    EXPECT_EQ(flag_of(R"("hello.world")"), "hello.world");
    EXPECT_EQ(flag_of(R"("a b\tc")"), "a b\tc");
    EXPECT_EQ(flag_of(R"("  a\n")"), "a");
    EXPECT_EQ(flag_of(R"("\u3000\u00e4\u2028\u001c")"), "\u00E4");
    EXPECT_EQ(flag_of(R"("\u200b\ufeff")"), "\u200B\uFEFF");
    EXPECT_EQ(flag_of(R"("\ud83d\ude00")"), "\U0001F600");
}

TEST(text, is_made_of_numbers_as_python_prints_them) {
    EXPECT_EQ(flag_of("12"), "12");
    EXPECT_EQ(flag_of("-0"), "0");
    EXPECT_EQ(flag_of("1.0"), "1.0");
    EXPECT_EQ(flag_of("-0.0"), "-0.0");
    EXPECT_EQ(flag_of("1e16"), "1e+16");
    EXPECT_EQ(flag_of("1e-5"), "1e-05");
    EXPECT_EQ(flag_of("0.0001"), "0.0001");
    EXPECT_EQ(flag_of("1e400"), "inf");
    EXPECT_EQ(flag_of("-1e99999999999"), "-inf");
    EXPECT_EQ(flag_of("123456789012345678901234567890"), "123456789012345678901234567890");
}

TEST(text, is_not_made_of_booleans_and_containers) {
    for (const std::string_view value : {"true", "false", "[]", "{}", R"(["a"])", R"({"a":"b"})"}) {
        expect_flag_refused(value, R"("Not a valid string.")");
    }
    EXPECT_EQ(issues_of(body_with(&change_json::flag, "{}")), (texts{"data[0].flag invalid"}));
    EXPECT_EQ(answer_to(body_by("true", "\"id\"")),
              one_change_refused(R"({"created_by":{"id":["Not a valid string."]}})"));
}

TEST(text, is_not_blank) {
    for (const std::string_view value : {R"("")", R"(" ")", R"("\t\n\u00a0\u3000\u001f")"}) {
        expect_flag_refused(value, R"("This field may not be blank.")");
    }
    EXPECT_EQ(answer_to(body_by(R"(" ")", R"("id")")),
              one_change_refused(R"({"created_by":{"id":["This field may not be blank."]}})"));
}

TEST(text, has_a_limit_in_code_points_after_trimming) {
    const auto quoted = [](const std::string& text) { return '"' + text + '"'; };
    constexpr std::string_view message = R"("Ensure this field has no more than 256 characters.")";
    for (const std::string_view point : {"x", "\u00E4", "\u20AC", "\U0001F600"}) {
        EXPECT_EQ(flag_of(quoted(repeated(point, 256))), repeated(point, 256));
        EXPECT_EQ(flag_of(quoted("  " + repeated(point, 256) + "\u3000")), repeated(point, 256));
        expect_flag_refused(quoted(repeated(point, 257)), message);
    }
    EXPECT_EQ(flag_of(std::string(256, '9')), std::string(256, '9'));
    expect_flag_refused(std::string(257, '9'), message);
    EXPECT_EQ(answer_to(body_by(quoted(std::string(100, 'x')), R"("id")")), "200");
    EXPECT_EQ(
        answer_to(body_by(quoted(std::string(101, 'x')), R"("id")")),
        one_change_refused(
            R"({"created_by":{"id":["Ensure this field has no more than 100 characters."]}})"));
}

TEST(text, has_no_null_characters_and_no_surrogates) {
    expect_flag_refused(R"("a\u0000b")", R"("Null characters are not allowed.")");
    expect_flag_refused(R"("a\ud800b\udfff")",
                        R"("Surrogate characters are not allowed: U+D800.")");
    expect_flag_refused(R"("\udfff")", R"("Surrogate characters are not allowed: U+DFFF.")");
    expect_flag_refused(R"(" \u0000 ")", R"("Null characters are not allowed.")");
}

TEST(text, has_all_its_issues_reported_in_order) {
    expect_flag_refused('"' + std::string(256, 'x') + R"(\ud83d\u0000")",
                        R"("Ensure this field has no more than 256 characters.",)"
                        R"("Null characters are not allowed.",)"
                        R"("Surrogate characters are not allowed: U+D83D.")");
    EXPECT_EQ(issues_of(body_with(&change_json::flag, R"("\udc00\u0000")")),
              (texts{"data[0].flag null_characters_not_allowed",
                     "data[0].flag surrogate_characters_not_allowed"}));
}

flaghook::change_id id_of(std::string_view value) {
    return accepted(&change_json::change_id, value).id;
}

TEST(integer, is_made_of_numbers_and_texts_that_python_s_int_takes) {
    for (const std::string_view value :
         {"1", "1.0", "1e0", "1E0", "10e-1", "\"1\"", "\" 1 \"", "\"+1\"", "\"001\"", "\"1.\"",
          "\"1.00 \"", "\"\uFF11\"", "\"\\u0661\"", "\"0_1\"", "\"\\u00a01\\n\""}) {
        EXPECT_EQ(id_of(value), 1) << value;
    }
    EXPECT_EQ(id_of("1e15"), 1'000'000'000'000'000);
    EXPECT_EQ(id_of("-0"), 0);
    EXPECT_EQ(id_of("-0.0"), 0);
    EXPECT_EQ(id_of("\"1_000\""), 1'000);
    EXPECT_EQ(id_of("\"-42\""), -42);
}

TEST(integer, is_not_made_of_anything_else) {
    for (const std::string_view value :
         {"true",        "false",        "[]",           "[1]",           "{}",       "1.5",
          "1e16",        "1e400",        "1e-5",         "1e99999999999", "\"\"",     "\" \"",
          "\".0\"",      "\"1.5\"",      "\"1e3\"",      "\"0x1\"",       "\"1__0\"", "\"\u00B2\"",
          "\"\\ud800\"", "\"1\\ud800\"", "\"1\\u0000\"", "\"\\u001c1\"",  "\"one\""}) {
        EXPECT_EQ(answer_to(body_with(&change_json::change_id, value)),
                  one_change_refused(R"({"change_id":["A valid integer is required."]})"))
            << value;
    }
    EXPECT_EQ(issues_of(body_with(&change_json::change_id, "[]")),
              (texts{"data[0].change_id invalid"}));
}

TEST(integer, of_an_id_has_64_bits_of_either_sign) {
    EXPECT_EQ(id_of("18446744073709551615"), most);
    EXPECT_EQ(id_of("\"18446744073709551615\""), most);
    EXPECT_EQ(id_of("-9223372036854775808"), least);
    EXPECT_EQ(id_of("9223372036854775808"), std::uint64_t{1} << 63U);
    for (const std::string& value :
         {std::string("18446744073709551616"), std::string("-9223372036854775809"),
          std::string("\"-18446744073709551615\""), std::string(4'300, '9'),
          "-" + std::string(4'300, '9')}) {
        EXPECT_EQ(answer_to(body_with(&change_json::change_id, value)),
                  one_change_refused(R"({"change_id":["Ensure this value is between )"
                                     R"(-9223372036854775808 and 18446744073709551615."]})"));
        EXPECT_EQ(issues_of(body_with(&change_json::change_id, value)),
                  (texts{"data[0].change_id out_of_range"}));
    }
}

TEST(integer, is_not_looked_for_in_text_of_more_than_1000_code_points) {
    const auto padded = [](std::string_view digit, std::size_t count) {
        return '"' + repeated("0", count - 1) + std::string(digit) + '"';
    };
    EXPECT_EQ(id_of(padded("7", 1'000)), 7);
    EXPECT_EQ(id_of(padded("\uFF17", 1'000)), 7);
    EXPECT_EQ(id_of('"' + repeated("\uFF10", 1'000) + '"'), 0);
    for (const std::string& value : {padded("7", 1'001), '"' + repeated("\uFF10", 1'001) + '"',
                                     '"' + repeated(" ", 1'001) + '"'}) {
        EXPECT_EQ(answer_to(body_with(&change_json::change_id, value)),
                  one_change_refused(R"({"change_id":["String value too large."]})"));
    }
    // Numbers have no limit on their length.
    EXPECT_EQ(issues_of(body_with(&change_json::change_id, std::string(1'001, '9'))),
              (texts{"data[0].change_id out_of_range"}));
}

TEST(choice, is_the_exact_text) {
    EXPECT_EQ(accepted(&change_json::action, R"("created")").action,
              flaghook::change_action::created);
    EXPECT_EQ(accepted(&change_json::action, R"("updated")").action,
              flaghook::change_action::updated);
    EXPECT_EQ(accepted(&change_json::action, R"("d\u0065leted")").action,
              flaghook::change_action::deleted);
    for (const std::string_view type : {"email", "id", "name"}) {
        EXPECT_EQ(answer_to(body_by("\"me\"", '"' + std::string(type) + '"')), "200");
    }
}

/// Expects that the answer to an action echoes a text.
/// @param echo the text, escaped as in JSON
void expect_action_echoed(std::string_view value, std::string_view echo) {
    EXPECT_EQ(answer_to(body_with(&change_json::action, value)),
              one_change_refused(R"({"action":["\")" + std::string(echo) +
                                 R"(\" is not a valid choice."]})"))
        << value;
}

TEST(choice, is_echoed_when_it_is_none) {
    expect_action_echoed(R"("Created")", "Created");
    expect_action_echoed(R"(" created")", " created");
    expect_action_echoed(R"("created\n")", R"(created\n)");
    expect_action_echoed(R"("")", "");
    expect_action_echoed(R"("a\"\\\u2028")", R"(a\"\\\u2028)");
    expect_action_echoed(R"("a\u0000")", R"(a\u0000)");
    expect_action_echoed("\"\U0001F600\"", "\U0001F600");
    expect_action_echoed("true", "True");
    expect_action_echoed("false", "False");
    expect_action_echoed("0", "0");
    expect_action_echoed("-0", "0");
    expect_action_echoed("1.0", "1.0");
    expect_action_echoed("1e400", "inf");
    expect_action_echoed("1e99999999999", "inf");
}

TEST(choice, is_echoed_as_python_prints_it_when_it_is_a_container) {
    expect_action_echoed("[]", "[]");
    expect_action_echoed("{}", "{}");
    expect_action_echoed(R"(["created"])", "['created']");
    expect_action_echoed(R"({"a":[1,true,null],"b":{}})", "{'a': [1, True, None], 'b': {}}");
    expect_action_echoed(R"({"a":1,"b":"it's","a":2.50})", R"({'a': 2.5, 'b': \"it's\"})");
    expect_action_echoed(R"(["\ud800"])", R"(['\\ud800'])");
    expect_action_echoed(R"([{"x":[]},{"x":[[]]}])", "[{'x': []}, {'x': [[]]}]");
    EXPECT_EQ(
        answer_to(body_by("\"me\"", "[null]")),
        one_change_refused(R"({"created_by":{"type":["\"[None]\" is not a valid choice."]}})"));
}

TEST(choice, is_echoed_once_when_a_long_exponent_made_the_reader_begin_anew) {
    // The parser once read such bodies twice, and must not echo a part of the first reading.
    expect_action_echoed("[1,1e99999999999]", "[1, inf]");
    expect_action_echoed(R"({"a":[{"b":1e-99999999999}]})", "{'a': [{'b': 0.0}]}");
    EXPECT_EQ(
        issues_of(R"({"x":[],"data":[{"change_id":[1e99999999999]},{"flag":[[]]}],"x":[[]]})"),
        issues_of(R"({"x":[],"data":[{"change_id":[1e999]},{"flag":[[]]}],"x":[[]]})"));
    EXPECT_EQ(issues_of(R"({"meta":[[]],"data":{"a":[1e99999999999]}})"),
              (texts{"data not_a_list", "meta invalid"}));
    EXPECT_EQ(issues_of(R"({"x":[],"meta":[1e99999999999]})"),
              (texts{"data required", "meta invalid"}));
    EXPECT_EQ(issues_of(R"([1e99999999999])"), (texts{" invalid"}));
}

TEST(choice, with_a_lone_surrogate_breaks_the_server_s_answer) {
    const std::string body = body_with(&change_json::action, R"("\ud800")");
    const auto result = parse(body);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().status(), 500);
    EXPECT_EQ(result.error().answer(), "");
    EXPECT_EQ(issues_of(body), (texts{"data[0].action invalid_choice"}));
    EXPECT_EQ(answer_to(body_by("\"me\"", R"("id\udfff")")), "500 ");
    // Other issues do not change this. A surrogate that is not echoed has no effect.
    EXPECT_EQ(answer_to(R"({"data":[{"action":"\udc00"}]})"), "500 ");
    EXPECT_EQ(answer_to(body_with(&change_json::created_at, R"("\ud800")")).substr(0, 4), "200 ");
}

TEST(date_time, is_read_from_text_only) {
    constexpr std::string_view message =
        R"({"created_at":["Datetime has wrong format. Use one of these formats instead: )"
        R"(YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."]})";
    for (const std::string_view value :
         {"1733961720", "1733961720.5", "true", "[]", "{}", R"("")", R"("now")",
          R"(" 2024-12-12T00:02:00Z")", R"("2024-12-12T00:02:00z")", R"("2024-02-30")",
          R"(["2024-12-12"])", R"("2024-12-12T24:00:00Z")", R"("\ud800")"}) {
        EXPECT_EQ(answer_to(body_with(&change_json::created_at, value)),
                  one_change_refused(message))
            << value;
    }
    EXPECT_EQ(issues_of(body_with(&change_json::created_at, "1")),
              (texts{"data[0].created_at invalid"}));
}

TEST(date_time, is_converted_to_utc) {
    const auto row = [](std::string_view value) {
        return flaghook::to_string(accepted(&change_json::created_at, value).created_at);
    };
    EXPECT_EQ(row(R"("2024-12-12T00:02:00+00:00")"), "2024-12-12T00:02:00+00:00");
    EXPECT_EQ(row(R"("2024-12-12T05:32:00.5+05:30")"), "2024-12-12T00:02:00.500000+00:00");
    EXPECT_EQ(row(R"("2024-12-12")"), "2024-12-12T00:00:00+00:00");
    EXPECT_EQ(row(R"("2024-12-12\ud80000:02:00")"), "2024-12-12T00:02:00+00:00");
    EXPECT_EQ(row(R"("ISO-8601")"), "1900-01-01T00:00:00+00:00");
}

TEST(date_time, outside_of_years_1_to_9999_in_utc_is_an_overflow) {
    for (const std::string_view value :
         {R"("0001-01-01T00:00:00+00:01")", R"("9999-12-31T23:59:59-00:01")"}) {
        EXPECT_EQ(answer_to(body_with(&change_json::created_at, value)),
                  one_change_refused(R"({"created_at":["Datetime value out of range."]})"));
        EXPECT_EQ(issues_of(body_with(&change_json::created_at, value)),
                  (texts{"data[0].created_at overflow"}));
    }
}

} // namespace
