#include <flaghook/json/tokenizer.hpp>
#include <flaghook/server/repr.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

std::string repr(std::string_view body) {
    flaghook::json::detail::tokenizer tokens;
    tokens.begin(body, flaghook::json::detail::max_depth);
    flaghook::server::detail::repr_builder builder;
    EXPECT_NE(tokens.walk(body.data(), 0, builder), nullptr);
    return builder.take();
}

TEST(repr, of_scalars_is_python_s) {
    EXPECT_EQ(repr("null"), "None");
    EXPECT_EQ(repr("true"), "True");
    EXPECT_EQ(repr("false"), "False");
    EXPECT_EQ(repr("-0"), "0");
    EXPECT_EQ(repr("1e16"), "1e+16");
    EXPECT_EQ(repr("1e400"), "inf");
    EXPECT_EQ(repr("123456789012345678901234567890"), "123456789012345678901234567890");
    EXPECT_EQ(repr(R"("it's")"), R"("it's")");
}

TEST(repr, of_empty_containers_is_their_brackets) {
    EXPECT_EQ(repr("[]"), "[]");
    EXPECT_EQ(repr("{}"), "{}");
    EXPECT_EQ(repr("[[],{},[{}]]"), "[[], {}, [{}]]");
}

TEST(repr, of_lists_and_objects_has_a_space_behind_commas_and_colons) {
    EXPECT_EQ(repr(R"(["a",1,true,null])"), "['a', 1, True, None]");
    EXPECT_EQ(repr(R"({"b":1,"a":[2,{"c":"d"}]})"), "{'b': 1, 'a': [2, {'c': 'd'}]}");
}

TEST(repr, of_text_picks_quotes_and_escapes_for_each_one_alone) {
    EXPECT_EQ(repr(R"(["it's","a \"b\"","'\"","\\","\n"])"),
              R"(["it's", 'a "b"', '\'"', '\\', '\n'])");
    EXPECT_EQ(repr(R"({"it's":"\u0000"})"), R"({"it's": '\x00'})");
}

TEST(repr, of_lone_surrogates_and_of_what_is_not_printable_is_escaped) {
    EXPECT_EQ(repr(R"(["\ud800","\udfffx","\ud83d\ude00"])"),
              "['\\ud800', '\\udfffx', '\U0001F600']");
    EXPECT_EQ(repr(R"({"\ud800":1})"), R"({'\ud800': 1})");
    EXPECT_EQ(repr(R"(["\u200b","\u00a0","\u007f","\ue000"])"),
              R"(['\u200b', '\xa0', '\x7f', '\ue000'])");
}

TEST(repr, of_a_repeated_key_has_the_first_place_and_the_last_value) {
    EXPECT_EQ(repr(R"({"a":1,"b":2,"a":3})"), "{'a': 3, 'b': 2}");
    EXPECT_EQ(repr(R"({"a":1,"a":2,"a":[3]})"), "{'a': [3]}");
    EXPECT_EQ(repr(R"({"b":0,"a":1,"b":{"x":1,"x":2},"a":4,"c":5})"),
              "{'b': {'x': 2}, 'a': 4, 'c': 5}");
    EXPECT_EQ(repr(R"({"a":1,"\u0061":2})"), "{'a': 2}");
    EXPECT_EQ(repr(R"({"":1,"":2})"), "{'': 2}");
    EXPECT_EQ(repr(R"([{"a":1,"a":2},{"a":3}])"), "[{'a': 2}, {'a': 3}]");
    EXPECT_EQ(repr(R"({"a":{"a":1,"b":2},"a":{"b":3,"b":4}})"), "{'a': {'b': 4}}");
    EXPECT_EQ(repr(R"({"a":1,"b":2,"b":3})"), "{'a': 1, 'b': 3}");
    EXPECT_EQ(
        repr(R"({"a":{"x":{},"y":1,"y":2},"b":0,"b":{"c":1,"d":0,"d":[{"e":1,"f":0,"f":{}}]}})"),
        "{'a': {'x': {}, 'y': 2}, 'b': {'c': 1, 'd': [{'e': 1, 'f': {}}]}}");
    EXPECT_EQ(repr(R"([{"a":1,"b":0,"b":2},{"a":1,"b":0,"b":2}])"),
              "[{'a': 1, 'b': 2}, {'a': 1, 'b': 2}]");
}

TEST(repr, of_keys_that_begin_alike_keeps_them_apart) {
    EXPECT_EQ(repr(R"({"a":1,"ab":2,"'":3,"\"":4,"'\"":5,"a":6})"),
              R"({'a': 6, 'ab': 2, "'": 3, '"': 4, '\'"': 5})");
}

TEST(repr, of_deep_nesting_is_complete) {
    constexpr std::size_t depth = flaghook::json::detail::max_depth;
    std::string lists(depth, '[');
    lists += std::string(depth, ']');
    EXPECT_EQ(repr(lists), lists);
    std::string objects;
    std::string expected;
    for (std::size_t level = 0; level < depth; ++level) {
        objects += R"({"a":0,"a":)";
        expected += "{'a': ";
    }
    EXPECT_EQ(repr(objects + "1" + std::string(depth, '}')),
              expected + "1" + std::string(depth, '}'));
}

} // namespace
