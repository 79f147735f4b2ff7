#include <flaghook/document/complaint.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <heap/heap.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace {

using flaghook::complaint;
using flaghook::document::detail::parse_detail;
using flaghook::document::detail::parse_error_tree;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(parse_error_tree, finds_the_messages_of_lists_and_of_objects_by_index) {
    EXPECT_THAT(
        parse_error_tree(R"({"data":[{},{"flag":["a","b"]},["c"]],"meta":{"version":["d"]}})"),
        ElementsAre(complaint{"data[1].flag", "a"}, complaint{"data[1].flag", "b"},
                    complaint{"data[2]", "c"}, complaint{"meta.version", "d"}));
    EXPECT_THAT(parse_error_tree(R"({"data":{"10":{"created_by":{"id":["a"]}}}})"),
                ElementsAre(complaint{"data[10].created_by.id", "a"}));
    EXPECT_THAT(parse_error_tree(R"({"non_field_errors":["a"],"x":{"non_field_errors":["b"]}})"),
                ElementsAre(complaint{"", "a"}, complaint{"x", "b"}));
}

TEST(parse_error_tree, finds_nothing_in_anything_else) {
    for (const std::string_view body : {"",
                                        "{}",
                                        "[[\"a\"]]",
                                        R"({"a":"b"})",
                                        R"({"a":[1]})",
                                        R"({"a":["b",{}]})",
                                        R"({"a":["b"]}{})",
                                        "{\"a\":[\"b\"]}\xE2",
                                        R"({"a":["\ud800"]})",
                                        R"({"\ud800":["b"]})",
                                        "null",
                                        "[]",
                                        R"({"a":null})",
                                        R"({"a":true})",
                                        R"({"a":1})",
                                        R"({"a":[]})",
                                        R"({"a":{}})",
                                        R"({"a":[null]})",
                                        R"({"a":["b",null]})",
                                        R"({"a":["b",["c"]]})",
                                        R"({"a":[["b"],"c"]})",
                                        R"({"a":["b"],"c":"d"})",
                                        R"({"a":"b","c":["d"]})"}) {
        EXPECT_THAT(parse_error_tree(body), IsEmpty()) << body;
    }
    EXPECT_THAT(parse_error_tree("{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}"),
                IsEmpty());
}

TEST(parse_error_tree, takes_only_a_number_for_an_index) {
    EXPECT_THAT(parse_error_tree(R"({"data":{"0":["a"],"10":["b"],"1a":["c"],"a1":["d"]}})"),
                ElementsAre(complaint{"data[0]", "a"}, complaint{"data[10]", "b"},
                            complaint{"data.1a", "c"}, complaint{"data.a1", "d"}));
    EXPECT_THAT(parse_error_tree(R"({"data":[[["a"]],{},{"b":[{},["c"]]}]})"),
                ElementsAre(complaint{"data[0][0]", "a"}, complaint{"data[2].b[1]", "c"}));
}

TEST(parse_error_tree, has_paths_of_at_most_16_times_the_size_of_the_answer) {
    const auto tree_of = [](std::size_t path) {
        std::string tree = "{\"" + std::string(path, 'k') + "\":[";
        for (int message = 0; message < 17; ++message) {
            tree += message == 0 ? "\"\"" : ",\"\"";
        }
        return tree + "]}";
    };
    ASSERT_EQ(std::size_t{17} * 912, 16 * tree_of(912).size());
    EXPECT_EQ(parse_error_tree(tree_of(912)).size(), 17U);
    EXPECT_THAT(parse_error_tree(tree_of(913)), IsEmpty());
}

TEST(parse_error_tree, does_not_repeat_a_long_path_for_each_message) {
    std::string messages = "[\"\"";
    for (int index = 0; index < 1'000; ++index) {
        messages += ",\"\"";
    }
    const auto tree_of = [&](std::size_t path) {
        return "{\"" + std::string(path, 'k') + "\":" + messages + "]}";
    };
    EXPECT_EQ(parse_error_tree(tree_of(40)).size(), 1'001U);
    EXPECT_THAT(parse_error_tree(tree_of(10'000)), IsEmpty());
    EXPECT_EQ(parse_error_tree("{\"" + std::string(10'000, 'k') + "\":[\"a\",\"b\"]}").size(), 2U);
}

TEST(parse_error_tree, copies_no_path_that_has_no_message) {
    std::string members;
    for (int index = 0; index < 1'000; ++index) {
        members += (index == 0 ? "\"" : ",\"") + std::to_string(index) + "\":{}";
    }
    const std::string tree = "{\"" + std::string(10'000, 'k') + "\":{" + members + "}}";
    const std::size_t before = flaghook::tests::heap::allocated_bytes();
    EXPECT_THAT(parse_error_tree(tree), IsEmpty());
    EXPECT_LT(flaghook::tests::heap::allocated_bytes() - before, 30 * tree.size());
}

TEST(parse_error_tree, reads_no_answer_beyond_all_measure) {
    const auto tree_of = [](std::size_t size) {
        return R"({"a":["b"]})" + std::string(size - 11, ' ');
    };
    constexpr std::size_t sixteen_mib = 16 * 1024 * 1024;
    EXPECT_EQ(parse_error_tree(tree_of(sixteen_mib)).size(), 1U);
    EXPECT_THAT(parse_error_tree(tree_of(sixteen_mib + 1)), IsEmpty());
}

TEST(parse_error_tree, reads_an_answer_of_32_levels) {
    const auto tree_of = [](std::size_t levels) {
        return R"({"a":)" + std::string(levels - 1, '[') + R"("b")" + std::string(levels - 1, ']') +
               '}';
    };
    EXPECT_EQ(parse_error_tree(tree_of(32)).size(), 1U);
    EXPECT_THAT(parse_error_tree(tree_of(33)), IsEmpty());
}

TEST(parse_error_tree, has_no_index_without_digits) {
    EXPECT_THAT(parse_error_tree(R"({"data":{"":["a"]}})"), ElementsAre(complaint{"data.", "a"}));
}

TEST(parse_detail, finds_the_text_of_that_member) {
    EXPECT_EQ(parse_detail(R"({"x":{"detail":"no"},"detail":"yes","y":["detail",{}]})"), "yes");
    for (const std::string_view body :
         {"", "{}", "\"detail\"", R"(["detail"])", R"({"detail":7})",
          R"({"detail":{"detail":"x"}})", R"({"detail":"\ud800"})", R"({"detail":"x"} x)"}) {
        EXPECT_EQ(parse_detail(body), std::nullopt) << body;
    }
}

} // namespace
