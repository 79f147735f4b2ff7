#include "diagnosis/json_layout.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

using flaghook::diagnosis::json_layout;
using flaghook::diagnosis::json_text_tree;
using flaghook::diagnosis::spacing;

std::string rewritten(std::string_view text, const json_layout& layout = {}) {
    const auto tree = json_text_tree::read(text);
    return tree ? tree->write(layout) : "not read";
}

TEST(json_layout, keeps_the_digits_of_numbers) {
    constexpr std::string_view numbers =
        "[1.0,1.50,1e5,-0,-0.0,1E+2,12345678901234567890123,0.1000,1e400,18446744073709551616]";
    EXPECT_EQ(rewritten(numbers), numbers);
    for (const std::string_view number : {"0", "-1", "9007199254740993", "1.10", "1e-7"}) {
        EXPECT_EQ(rewritten(number), number);
    }
    const std::string longest(4000, '7');
    EXPECT_EQ(rewritten(longest), longest);
}

TEST(json_layout, keeps_words_empty_containers_and_repeated_keys) {
    constexpr std::string_view text = R"({"a":[],"b":{},"a":[true,false,null],"":""})";
    EXPECT_EQ(rewritten(text), text);
}

TEST(json_layout, puts_white_space_where_writers_do) {
    constexpr std::string_view text = R"({"b":[1,{}],"a":[]})";
    EXPECT_EQ(rewritten(text, {.space = spacing::python}), R"({"b": [1, {}], "a": []})");
    EXPECT_EQ(rewritten(text, {.space = spacing::two_spaces}),
              "{\n  \"b\": [\n    1,\n    {}\n  ],\n  \"a\": []\n}");
    EXPECT_EQ(rewritten(text, {.space = spacing::four_spaces}),
              "{\n    \"b\": [\n        1,\n        {}\n    ],\n    \"a\": []\n}");
    EXPECT_EQ(rewritten(text, {.space = spacing::tabs}),
              "{\n\t\"b\": [\n\t\t1,\n\t\t{}\n\t],\n\t\"a\": []\n}");
}

TEST(json_layout, sorts_keys_by_code_points) {
    EXPECT_EQ(
        rewritten(R"({"\ud83d\ude00":1,"\uffff":2,"b":{"d":3,"c":4},"B":5})", {.sorted = true}),
        "{\"B\":5,\"b\":{\"c\":4,\"d\":3},\"\uffff\":2,\"\U0001F600\":1}");
}

TEST(json_layout, escapes_what_writers_escape) {
    constexpr std::string_view text = R"(["\u00fc\ud83d\ude00<&>\/\"\\\b\f\n\r\t\u0001\u007f"])";
    EXPECT_EQ(rewritten(text), "[\"\u00fc\U0001F600<&>/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7F\"]");
    EXPECT_EQ(rewritten(text, {.ascii = true, .escapes_slashes = true, .escapes_html = true}),
              "[\"\\u00fc\\ud83d\\ude00\\u003c\\u0026\\u003e\\/"
              "\\\"\\\\\\b\\f\\n\\r\\t\\u0001\x7F\"]");
}

TEST(json_layout, reads_nothing_that_is_unsure) {
    for (const std::string_view text :
         {"", "{", "[1,]", "[1] 2", R"("\ud800")", "\xFF", "NaN", "\xEF\xBB\xBF[]"}) {
        EXPECT_FALSE(json_text_tree::read(text)) << text;
    }
    EXPECT_TRUE(json_text_tree::read(" [1]\r\n"));
}

TEST(json_layout, bounds_its_depth) {
    const auto nested = [](std::size_t levels) {
        return std::string(levels, '[') + std::string(levels, ']');
    };
    EXPECT_TRUE(json_text_tree::read(nested(json_text_tree::most_levels)));
    EXPECT_FALSE(json_text_tree::read(nested(json_text_tree::most_levels + 1)));
    EXPECT_FALSE(json_text_tree::read(nested(1'000'000)));
}

} // namespace
