#include <flaghook/blueprint/v1.hpp>
#include <flaghook/json/error_tree.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using flaghook::issue;
using flaghook::issue_code;
using flaghook::serialize_error_tree;
using flaghook::tree_form;
using flaghook::blueprint::find_node;
using flaghook::blueprint::nodes;
using flaghook::blueprint::v1;

issue at(std::string_view path, issue_code code, std::size_t item = 0, std::string detail = {}) {
    return {{nodes<v1>.data(), find_node<v1>(path), item}, code, std::move(detail)};
}

issue at_item(std::size_t item, issue_code code, std::string detail = {}) {
    constexpr std::size_t item_node = 2;
    return {{nodes<v1>.data(), item_node, item}, code, std::move(detail)};
}

std::string tree(const std::vector<issue>& issues, std::size_t item_count = 0,
                 tree_form form = tree_form::list) {
    return serialize_error_tree(issues, item_count, form);
}

TEST(error_tree, names_missing_and_null_fields_with_a_list_of_messages) {
    EXPECT_EQ(tree({at("data", issue_code::required), at("meta", issue_code::null)}),
              R"({"data":["This field is required."],"meta":["This field may not be null."]})");
    EXPECT_EQ(tree({at("meta.version", issue_code::required)}),
              R"({"meta":{"version":["This field is required."]}})");
}

TEST(error_tree, puts_what_is_wrong_with_an_object_or_a_list_as_a_whole_under_non_field_errors) {
    EXPECT_EQ(tree({at("", issue_code::null)}), R"({"non_field_errors":["No data provided"]})");
    EXPECT_EQ(tree({at("", issue_code::invalid, 0, "list")}),
              R"({"non_field_errors":["Invalid data. Expected a dictionary, but got list."]})");
    EXPECT_EQ(tree({at("meta", issue_code::invalid, 0, "int")}),
              R"({"meta":{"non_field_errors":)"
              R"(["Invalid data. Expected a dictionary, but got int."]}})");
    EXPECT_EQ(tree({at("data", issue_code::not_a_list, 0, "dict")}),
              R"({"data":{"non_field_errors":)"
              R"(["Expected a list of items but got type \"dict\"."]}})");
}

TEST(error_tree, has_an_entry_for_every_item_in_list_form) {
    EXPECT_EQ(tree({at("data..flag", issue_code::blank, 1)}, 3),
              R"({"data":[{},{"flag":["This field may not be blank."]},{}]})");
    EXPECT_EQ(tree({at("data..flag", issue_code::blank, 0)}, 1),
              R"({"data":[{"flag":["This field may not be blank."]}]})");
    EXPECT_EQ(tree({at_item(2, issue_code::null)}, 3),
              R"({"data":[{},{},["This field may not be null."]]})");
    EXPECT_EQ(tree({at_item(0, issue_code::invalid, "str"), at_item(1, issue_code::null)}, 2),
              R"({"data":[{"non_field_errors":)"
              R"(["Invalid data. Expected a dictionary, but got str."]},)"
              R"(["This field may not be null."]]})");
}

TEST(error_tree, has_only_bad_items_under_their_index_in_keyed_form) {
    const std::vector<issue> issues{at("data..flag", issue_code::blank, 1),
                                    at_item(10, issue_code::null)};
    EXPECT_EQ(tree(issues, 12, tree_form::index_keyed),
              R"({"data":{"1":{"flag":["This field may not be blank."]},)"
              R"("10":["This field may not be null."]}})");
}

TEST(error_tree, keeps_lists_that_are_no_items_the_same_in_keyed_form) {
    EXPECT_EQ(
        tree({at("data", issue_code::not_a_list, 0, "str")}, 0, tree_form::index_keyed),
        R"({"data":{"non_field_errors":["Expected a list of items but got type \"str\"."]}})");
    EXPECT_EQ(tree({at("data", issue_code::required)}, 0, tree_form::index_keyed),
              R"({"data":["This field is required."]})");
}

TEST(error_tree, collects_several_messages_of_one_field) {
    EXPECT_EQ(tree({at("data..flag", issue_code::max_length),
                    at("data..flag", issue_code::null_characters_not_allowed),
                    at("data..flag", issue_code::surrogate_characters_not_allowed, 0, "DC00")},
                   1),
              R"({"data":[{"flag":["Ensure this field has no more than 256 characters.",)"
              R"("Null characters are not allowed.",)"
              R"("Surrogate characters are not allowed: U+DC00."]}]})");
}

TEST(error_tree, nests_objects_inside_of_items) {
    EXPECT_EQ(tree({at("data..action", issue_code::required),
                    at("data..created_by.id", issue_code::blank),
                    at("data..created_by.type", issue_code::invalid_choice, 0, "x"),
                    at("data..flag", issue_code::null)},
                   1),
              R"({"data":[{"action":["This field is required."],)"
              R"("created_by":{"id":["This field may not be blank."],)"
              R"("type":["\"x\" is not a valid choice."]},)"
              R"("flag":["This field may not be null."]}]})");
    EXPECT_EQ(tree({at("data..created_by", issue_code::invalid, 0, "str")}, 1),
              R"({"data":[{"created_by":{"non_field_errors":)"
              R"(["Invalid data. Expected a dictionary, but got str."]}}]})");
    EXPECT_EQ(tree({at("data..created_by", issue_code::null)}, 1),
              R"({"data":[{"created_by":["This field may not be null."]}]})");
}

TEST(error_tree, escapes_what_a_message_echoes) {
    EXPECT_EQ(tree({at("data..action", issue_code::invalid_choice, 0, "a\"\n\u2028\\")}, 1),
              R"({"data":[{"action":["\"a\"\n\u2028\\\" is not a valid choice."]}]})");
}

TEST(error_tree, shows_how_many_issues_are_left_out_beside_the_others) {
    EXPECT_EQ(tree({at("", issue_code::more_issues, 0, "2"), at("meta", issue_code::null)}, 0),
              R"({"non_field_errors":["2 more issues are not shown."],)"
              R"("meta":["This field may not be null."]})");
}

TEST(error_tree, of_issues_without_a_table_has_one_level) {
    EXPECT_EQ(tree({issue("a", issue_code::required), issue("a", issue_code::invalid, "No \u2028."),
                    issue("b", issue_code::null)}),
              R"({"a":["This field is required.","No \u2028."],)"
              R"("b":["This field may not be null."]})");
    EXPECT_EQ(tree({issue("", issue_code::null)}), R"({"non_field_errors":["No data provided"]})");
}

} // namespace
