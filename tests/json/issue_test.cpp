#include <flaghook/blueprint/v1.hpp>
#include <flaghook/json/issue.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using flaghook::field_location;
using flaghook::issue;
using flaghook::issue_code;
using flaghook::blueprint::find_node;
using flaghook::blueprint::nodes;
using flaghook::blueprint::v1;

static_assert(std::is_trivially_copyable_v<field_location>);
static_assert(std::is_nothrow_move_constructible_v<issue>);

constexpr field_location at(std::size_t node, std::size_t item = 0) {
    return {nodes<v1>.data(), node, item};
}

constexpr field_location at(std::string_view path, std::size_t item = 0) {
    return at(find_node<v1>(path), item);
}

constexpr std::size_t item_node = 2;

TEST(field_location, is_written_as_a_path_with_the_item_in_brackets) {
    EXPECT_EQ(at("").to_string(), "");
    EXPECT_EQ(at("data").to_string(), "data");
    EXPECT_EQ(at(item_node, 3).to_string(), "data[3]");
    EXPECT_EQ(at("data..flag", 0).to_string(), "data[0].flag");
    EXPECT_EQ(at("data..created_by.id", 12).to_string(), "data[12].created_by.id");
    EXPECT_EQ(at("meta.version").to_string(), "meta.version");
}

TEST(field_location, without_a_table_is_the_whole_body) {
    EXPECT_EQ(field_location{}.to_string(), "");
    EXPECT_EQ(field_location{}, field_location{});
}

TEST(field_location, is_ordered_by_field_and_inside_of_a_list_by_item_first) {
    const std::vector<field_location> in_order{
        at(""),
        at("data"),
        at(item_node, 0),
        at("data..action", 0),
        at("data..flag", 0),
        at(item_node, 1),
        at("data..action", 1),
        at("data..created_by", 1),
        at("data..created_by.type", 1),
        at("data..change_id", 20),
        at("meta"),
        at("meta.version"),
    };
    for (std::size_t left = 0; left < in_order.size(); ++left) {
        for (std::size_t right = 0; right < in_order.size(); ++right) {
            EXPECT_EQ(in_order[left] < in_order[right], left < right) << left << ' ' << right;
            EXPECT_EQ(in_order[left] == in_order[right], left == right);
        }
    }
    std::vector<field_location> shuffled = in_order;
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(8));
    std::sort(shuffled.begin(), shuffled.end());
    EXPECT_EQ(shuffled, in_order);
}

// https://www.django-rest-framework.org/api-guide/fields/ and, for the first ones,
// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
static_assert(to_string(issue_code::required) == "required");
static_assert(to_string(issue_code::null) == "null");
static_assert(to_string(issue_code::invalid) == "invalid");
static_assert(to_string(issue_code::not_a_list) == "not_a_list");
static_assert(to_string(issue_code::invalid_choice) == "invalid_choice");
static_assert(to_string(issue_code::blank) == "blank");
static_assert(to_string(issue_code::max_length) == "max_length");
static_assert(to_string(issue_code::min_length) == "min_length");
static_assert(to_string(issue_code::null_characters_not_allowed) == "null_characters_not_allowed");
static_assert(to_string(issue_code::surrogate_characters_not_allowed) ==
              "surrogate_characters_not_allowed");
static_assert(to_string(issue_code::max_string_length) == "max_string_length");
static_assert(to_string(issue_code::overflow) == "overflow");
static_assert(to_string(issue_code::parse_error) == "parse_error");
static_assert(to_string(issue_code::out_of_range) == "out_of_range");
static_assert(to_string(issue_code::invalid_utf8) == "invalid_utf8");
static_assert(to_string(issue_code::too_large) == "too_large");
static_assert(to_string(issue_code::too_deep) == "too_deep");
static_assert(to_string(issue_code::too_many_items) == "too_many_items");
static_assert(to_string(issue_code::more_issues) == "more_issues");

std::string message(std::string_view path, issue_code code, std::string detail = {}) {
    return issue(at(path), code, std::move(detail)).message();
}

TEST(issue, is_equal_if_location_code_and_detail_are) {
    const issue one("data[2].flag", issue_code::invalid_choice, "a");
    EXPECT_EQ(one, issue("data[2].flag", issue_code::invalid_choice, "a"));
    EXPECT_NE(one, issue("data[1].flag", issue_code::invalid_choice, "a"));
    EXPECT_NE(one, issue("data[2].flag", issue_code::invalid, "a"));
    EXPECT_NE(one, issue("data[2].flag", issue_code::invalid_choice, "b"));
}

TEST(issue, has_the_server_s_message) {
    EXPECT_EQ(message("data", issue_code::required), "This field is required.");
    EXPECT_EQ(message("data", issue_code::null), "This field may not be null.");
    EXPECT_EQ(message("data..created_by", issue_code::invalid, "list"),
              "Invalid data. Expected a dictionary, but got list.");
    EXPECT_EQ(message("data..flag", issue_code::invalid), "Not a valid string.");
    EXPECT_EQ(message("data..change_id", issue_code::invalid), "A valid integer is required.");
    EXPECT_EQ(message("data..created_at", issue_code::invalid),
              "Datetime has wrong format. Use one of these formats instead: "
              "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].");
    EXPECT_EQ(message("data", issue_code::not_a_list, "dict"),
              "Expected a list of items but got type \"dict\".");
    EXPECT_EQ(message("data..action", issue_code::invalid_choice, "Created"),
              "\"Created\" is not a valid choice.");
    EXPECT_EQ(message("data..flag", issue_code::blank), "This field may not be blank.");
    EXPECT_EQ(message("data..flag", issue_code::max_length),
              "Ensure this field has no more than 256 characters.");
    EXPECT_EQ(message("data..created_by.id", issue_code::max_length),
              "Ensure this field has no more than 100 characters.");
    EXPECT_EQ(message("data..flag", issue_code::null_characters_not_allowed),
              "Null characters are not allowed.");
    EXPECT_EQ(message("data..flag", issue_code::surrogate_characters_not_allowed, "D800"),
              "Surrogate characters are not allowed: U+D800.");
    EXPECT_EQ(message("meta.version", issue_code::max_string_length), "String value too large.");
    EXPECT_EQ(message("data..created_at", issue_code::overflow), "Datetime value out of range.");
    EXPECT_EQ(message("", issue_code::parse_error, "extra data at byte 2"),
              "JSON parse error - extra data at byte 2");
}

TEST(issue, of_a_null_body_says_that_there_is_no_data) {
    EXPECT_EQ(message("", issue_code::null), "No data provided");
    EXPECT_EQ(message("", issue_code::invalid, "str"),
              "Invalid data. Expected a dictionary, but got str.");
}

TEST(issue, of_this_library_s_own_has_a_message_in_the_same_manner) {
    EXPECT_EQ(message("data..change_id", issue_code::out_of_range),
              "Ensure this value is between -9223372036854775808 and 18446744073709551615.");
    EXPECT_EQ(message("data..flag", issue_code::invalid_utf8), "Text must be valid UTF-8.");
    EXPECT_EQ(message("", issue_code::too_large, "16"),
              "The body is larger than the limit of 16 bytes.");
    EXPECT_EQ(message("", issue_code::too_deep, "512"),
              "The body is nested deeper than the limit of 512 levels.");
    EXPECT_EQ(message("", issue_code::too_many_items, "3"),
              "The payload has more than the limit of 3 items.");
    EXPECT_EQ(message("", issue_code::more_issues, "7"), "7 more issues are not shown.");
}

TEST(issue, of_a_document_without_a_table_has_a_path_and_a_message_of_its_own) {
    const issue one("data[2].tags", issue_code::invalid, "No tags.");
    EXPECT_EQ(one.path(), "data[2].tags");
    EXPECT_EQ(one.code(), issue_code::invalid);
    EXPECT_EQ(one.message(), "No tags.");
    EXPECT_EQ(one.location(), field_location{});
    EXPECT_EQ(issue("a", issue_code::max_length, "At most 3.").message(), "At most 3.");
    EXPECT_EQ(issue("a", issue_code::required).message(), "This field is required.");
    EXPECT_EQ(issue("a", issue_code::null).message(), "This field may not be null.");
    EXPECT_EQ(issue("", issue_code::null).message(), "No data provided");
}

TEST(issue, keeps_its_place_code_and_detail) {
    const issue one(at("data..action", 4), issue_code::invalid_choice, "x");
    EXPECT_EQ(one.location(), at("data..action", 4));
    EXPECT_EQ(one.path(), "data[4].action");
    EXPECT_EQ(one.code(), issue_code::invalid_choice);
    EXPECT_EQ(one.detail(), "x");
}

} // namespace
