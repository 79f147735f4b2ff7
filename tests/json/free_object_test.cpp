#include <flaghook/json/free_object.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using flaghook::json::free_member;
using flaghook::json::free_object_builder;
using flaghook::json::is_json;
using testing::ElementsAre;
using testing::IsEmpty;

/// Hands a builder the events of a body.
struct listener : free_object_builder {
    void on_begin() noexcept { clear(); }
    static bool wants_text() noexcept { return true; }
    bool on_null() { return free_object_builder::on_null(), true; }
    bool on_bool(bool value) { return free_object_builder::on_bool(value), true; }
    bool on_number(std::string_view text) { return free_object_builder::on_number(text), true; }
    bool on_string(std::string_view text) { return free_object_builder::on_string(text), true; }
    bool on_key(std::string_view text) { return free_object_builder::on_key(text), true; }
    bool on_object_begin() { return free_object_builder::on_object_begin(), true; }
    bool on_object_end() { return free_object_builder::on_object_end(), true; }
    bool on_array_begin() { return free_object_builder::on_array_begin(), true; }
    bool on_array_end() { return free_object_builder::on_array_end(), true; }
};

std::vector<free_member> members(std::string_view object) {
    listener builder;
    std::string scratch;
    EXPECT_EQ(flaghook::json::read(object, builder, scratch, 64).status,
              flaghook::json::read_status::complete);
    EXPECT_FALSE(builder.surrogate());
    return builder.take();
}

TEST(free_object_builder, keeps_strings_as_text_and_other_values_as_json) {
    EXPECT_THAT(members(R"({"environment":"production", "size" : 1.50e1 ,"on":true,"off":null})"),
                ElementsAre(free_member{"environment", "production", true},
                            free_member{"size", "1.50e1", false}, free_member{"on", "true", false},
                            free_member{"off", "null", false}));
    EXPECT_THAT(members("{}"), IsEmpty());
}

TEST(free_object_builder, writes_nested_values_without_white_space) {
    EXPECT_THAT(
        members(
            R"({"a":{ "b" : [ 1 , {} , [ ] , "x\ny" , { "c" : null , "d":[[2],3]} ] , "":false }})"),
        ElementsAre(
            free_member{"a", R"({"b":[1,{},[],"x\ny",{"c":null,"d":[[2],3]}],"":false})", false}));
    EXPECT_THAT(members(R"({"a":[],"b":"","c":{}})"),
                ElementsAre(free_member{"a", "[]", false}, free_member{"b", "", true},
                            free_member{"c", "{}", false}));
}

TEST(free_object_builder, keeps_the_last_of_the_members_that_come_again) {
    EXPECT_THAT(members(R"({"a":1,"b":2,"a":"x","c":3,"a":[4],"b":5})"),
                ElementsAre(free_member{"c", "3", false}, free_member{"a", "[4]", false},
                            free_member{"b", "5", false}));
}

TEST(free_object_builder, notices_surrogates_wherever_they_stand) {
    for (const std::string_view object :
         {R"({"a":"\ud800"})", R"({"\ud800":1})", R"({"a":["\ud800"]})", R"({"a":{"\ud800":1}})"}) {
        listener builder;
        std::string scratch;
        ASSERT_EQ(flaghook::json::read(object, builder, scratch, 64).status,
                  flaghook::json::read_status::complete);
        EXPECT_EQ(builder.surrogate(), char32_t{0xD800}) << object;
        builder.clear();
        EXPECT_FALSE(builder.surrogate());
    }
}

TEST(is_json, takes_one_value_and_nothing_else) {
    for (const std::string_view text : {"1", "null", "[1,{\"a\":[]}]", "\"x\"", " 1.5 "}) {
        EXPECT_TRUE(is_json(text)) << text;
    }
    for (const std::string_view text :
         {"", " ", "x", "1 2", "[", "{\"a\"}", "\xFF", "\"\xE2", "NaN"}) {
        EXPECT_FALSE(is_json(text)) << text;
    }
}

} // namespace
