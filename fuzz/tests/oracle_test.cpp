// Compares the oracle of the fuzz targets with recorded answers of CPython 3.13.5 and Django REST
// framework 3.16. conformance/reference runs the framework itself.

#include "oracle/boost_tree.hpp"
#include "oracle/code_points.hpp"
#include "oracle/python_json.hpp"
#include "oracle/python_text.hpp"
#include "oracle/rules.hpp"
#include "oracle/server.hpp"
#include "suite/base64.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <cstddef>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace flaghook::fuzz;
using namespace std::string_view_literals;

constexpr std::string_view good_body =
    R"({"data":[{"action":"created","change_id":93899375123,)"
    R"("created_at":"2024-12-12T00:02:00+00:00",)"
    R"("created_by":{"id":"first.last@company.com","type":"email"},"flag":"hello.world"}],)"
    R"("meta":{"version":1}})";

/// Returns the status and the answer by the rules of version 1.
std::string answered(std::string_view body) {
    const verdict found = answer_by_rules(load_json(body), rules_of<flaghook::blueprint::v1>());
    return std::to_string(found.status) + ' ' + found.listed;
}

/// Returns `str()` of a body's value.
std::string value_of(std::string_view body) {
    const loaded_json loaded = load_json(body);
    return loaded.outcome == json_outcome::value ? utf8(python_str(loaded.value)) : loaded.error;
}

/// Returns nested containers, lists and objects in turn.
std::string nested(std::size_t levels) {
    std::string opened;
    std::string closed;
    for (std::size_t level = 0; level < levels; ++level) {
        opened += level % 2 == 0 ? "[" : "{\"a\":";
        closed.insert(closed.begin(), level % 2 == 0 ? ']' : '}');
    }
    return opened + "1" + closed;
}

struct recorded {
    std::string_view body;
    std::string_view words;
};

TEST(oracle, says_what_the_server_s_stack_was_seen_to_say_of_what_is_no_json) {
    std::ifstream file(FLAGHOOK_RECORDED_JSON_ERRORS);
    std::size_t count = 0;
    for (std::string line; std::getline(file, line); ++count) {
        const boost::json::object record = boost::json::parse(line).as_object();
        const std::string body =
            flaghook::suite::decode_base64(record.at("body").as_string()).value();
        const loaded_json loaded = load_json(body);
        EXPECT_EQ(loaded.outcome, json_outcome::malformed) << line;
        EXPECT_EQ("JSON parse error - " + loaded.error, record.at("detail").as_string()) << line;
        EXPECT_EQ(difference_to_boost(body, loaded), "") << line;
    }
    EXPECT_GT(count, 500U);
}

TEST(oracle, knows_decimal_digits_and_what_is_printable_in_python_s_unicode) {
    EXPECT_EQ(digit_value(U'7'), 7);
    EXPECT_EQ(digit_value(0x0663), 3) << "ARABIC-INDIC DIGIT THREE";
    EXPECT_EQ(digit_value(0x1D7FF), 9) << "MATHEMATICAL MONOSPACE DIGIT NINE";
    EXPECT_EQ(digit_value(0x00B2), -1) << "SUPERSCRIPT TWO";
    constexpr char32_t printable[] = {0x20, 0x7E, 0xE4, 0x2FFC, 0x1F600};
    constexpr char32_t not_printable[] = {0x00, 0x7F, 0xA0, 0xAD, 0x378, 0xD800, 0xE000, 0x10FFFF};
    for (const char32_t point : printable) {
        EXPECT_TRUE(is_printable(point)) << static_cast<unsigned>(point);
    }
    for (const char32_t point : not_printable) {
        EXPECT_FALSE(is_printable(point)) << static_cast<unsigned>(point);
    }
}

TEST(oracle, answers_400_with_these_words) {
    EXPECT_EQ(answered("[1,]"),
              "400 {\"detail\":\"JSON parse error - Illegal trailing comma before "
              "end of array: line 1 column 3 (char 2)\"}");
    EXPECT_EQ(answered("\"\\x\""), "400 {\"detail\":\"JSON parse error - Invalid \\\\escape: "
                                   "line 1 column 2 (char 1)\"}");
}

TEST(oracle, counts_the_digits_of_integers_as_python_does) {
    constexpr std::string_view words =
        "Exceeds the limit (4300 digits) for integer string conversion: value has 4301 digits; use "
        "sys.set_int_max_str_digits() to increase the limit";
    const std::string most(4300, '1');
    EXPECT_EQ(value_of(most), most);
    EXPECT_EQ(value_of("-" + most), "-" + most);
    EXPECT_EQ(value_of("[" + most + "1,"), words);
    EXPECT_EQ(value_of("-1" + most), words);
    EXPECT_EQ(value_of("[ " + most + "1.0]"), "[inf]");
    EXPECT_EQ(value_of(most + "1e-4300"), "1.1111111111111112");
    EXPECT_EQ(difference_to_boost("1" + most, load_json("1" + most)), "");
}

TEST(oracle, reads_what_python_reads) {
    constexpr recorded read[] = {
        {"", "{}"},
        {" \t\r\n[ ] ", "[]"},
        {"[null, true, false, -0, 1E2, 1e400, -0.0]", "[None, True, False, 0, 100.0, inf, -0.0]"},
        {R"({"a":1,"b":[],"\u0061":{"b":2}})", "{'a': {'b': 2}, 'b': []}"},
        {R"(["\"\\\/\b\f\n\r\t\u00fc\ud83d\ude00"])",
         "['\"\\\\/\\x08\\x0c\\n\\r\\t\u00fc\U0001f600']"},
        {R"(["\ud800\u0041", "\udc00", "\ud800\ud800"])",
         R"(['\ud800A', '\udc00', '\ud800\ud800'])"},
        {"[]\xE2\x82", "[]"},
        {"[]\xED\xA0", "[]"},
        {"[1e9999999999, 1e-9999999999]", "[inf, 0.0]"},
    };
    for (const auto& [body, text] : read) {
        EXPECT_EQ(value_of(body), text) << body;
        EXPECT_EQ(difference_to_boost(body, load_json(body)), "") << body;
    }
}

TEST(oracle, takes_as_many_levels_as_the_server_and_no_more) {
    EXPECT_EQ(load_json(nested(server_depth)).outcome, json_outcome::value);
    EXPECT_EQ(load_json(nested(server_depth)).deepest, server_depth);
    EXPECT_EQ(load_json(nested(server_depth + 1)).outcome, json_outcome::too_deep);
    EXPECT_EQ(answered(nested(server_depth + 1)), "500 ");
    EXPECT_EQ(load_json(nested(3), 3).outcome, json_outcome::value);
    EXPECT_EQ(load_json(nested(4), 3).outcome, json_outcome::too_deep);
    EXPECT_EQ(load_json("[[],[[]],[[[1]]]]", 3).outcome, json_outcome::too_deep);
}

TEST(oracle, gives_up_at_the_bracket_unless_something_before_is_wrong) {
    const std::string too_deep(server_depth + 1, '[');
    EXPECT_EQ(answered(too_deep + "x"), "500 ");
    EXPECT_EQ(value_of("[1 " + too_deep), "Expecting ',' delimiter: line 1 column 4 (char 3)");
    EXPECT_EQ(value_of(std::string(server_depth, '[') + "NaN" + too_deep),
              "Out of range float values are not JSON compliant: 'NaN'");
    EXPECT_EQ(value_of("\uFEFF" + too_deep),
              "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)");
    EXPECT_EQ(value_of(too_deep + "\xFF"),
              "'utf-8' codec can't decode byte 0xff in position 9985: invalid start byte");
}

TEST(oracle, echoes_a_value_of_any_depth) {
    const std::string body = R"({"data":[{"action":)" + nested(1000) + "}]}";
    EXPECT_NE(answered(body).find("\\\"[{'a': [{'a': "), std::string::npos);
    EXPECT_EQ(value_of(nested(server_depth)).size(), server_depth / 2 * "[{'a': }]"sv.size() + 1);
}

TEST(oracle, answers_as_the_server_does) {
    EXPECT_EQ(answered(good_body), "200 ");
    EXPECT_EQ(answered("null"), R"(200 {"non_field_errors":["No data provided"]})");
    EXPECT_EQ(answered("{}"), R"(200 {"data":["This field is required."],)"
                              R"("meta":["This field is required."]})");
    EXPECT_EQ(answered(R"({"data":[{"action":"\ud800"}]})"), "500 ");
}

TEST(oracle, leads_a_path_to_its_place_and_other_texts_nowhere) {
    const auto& rules = rules_of<flaghook::tests::v2>();
    EXPECT_EQ(place_of(rules, ""), (place{0, 0}));
    EXPECT_EQ(place_of(rules, "data[12].created_by.type"), (place{8, 12}));
    EXPECT_EQ(place_of(rules, "meta.version"), (place{13, 0}));
    EXPECT_EQ(rules[13].name, "version");
    for (const std::string_view path : {"flag", "data.flag", "data[0].meta", "data[0", "x"}) {
        EXPECT_EQ(place_of(rules, path), std::nullopt) << path;
    }
}

TEST(boost, has_an_opinion_of_its_own) {
    constexpr std::string_view bodies[] = {
        "[1]",    "[2]",       "[1,1]",     "[\"1\"]",
        "[1.5]",  "{\"a\":1}", "{\"b\":1}", "{\"a\":1,\"b\":1}",
        "[true]", "[false]",   "[null]",    "[[]]",
        "[{}]",   "\"a\"",     "\"b\"",     "[1",
    };
    for (const std::string_view body : bodies) {
        for (const std::string_view other : bodies) {
            loaded_json loaded = load_json(other);
            loaded.decoded_size = body.size();
            EXPECT_EQ(difference_to_boost(body, loaded).empty(), body == other)
                << body << " and " << other;
        }
    }
}

TEST(boost, is_asked_about_the_last_value_of_a_repeated_key) {
    constexpr std::string_view body = R"({"a":1,"b":[],"a":"x","a":{"a":2}})";
    EXPECT_EQ(difference_to_boost(body, load_json(body)), "");
    loaded_json first_value = load_json(R"({"b":[],"a":1})");
    first_value.decoded_size = body.size();
    EXPECT_NE(difference_to_boost(body, first_value), "");
}

TEST(boost, recurses_only_so_far) {
    for (const std::size_t levels : {511U, 512U, 513U, 9984U, 9985U}) {
        EXPECT_EQ(difference_to_boost(nested(levels), load_json(nested(levels))), "") << levels;
    }
}

} // namespace
