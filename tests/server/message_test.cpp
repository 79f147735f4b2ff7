// The server's messages, as Django REST framework 3.16 writes them.

#include <flaghook/server/message.hpp>
#include <flaghook/server/syntax_error.hpp>

#include <gtest/gtest.h>

namespace {

namespace server = flaghook::server::detail;
using server::syntax_error;

TEST(message, names_types_values_and_limits) {
    EXPECT_EQ(server::message::not_an_object("list"),
              "Invalid data. Expected a dictionary, but got list.");
    EXPECT_EQ(server::message::not_a_list("dict"),
              R"(Expected a list of items but got type "dict".)");
    EXPECT_EQ(server::message::invalid_choice("on"), R"("on" is not a valid choice.)");
    EXPECT_EQ(server::message::max_length(256),
              "Ensure this field has no more than 256 characters.");
    EXPECT_EQ(server::message::min_length(10), "Ensure this field has at least 10 characters.");
}

TEST(message, of_a_syntax_error_counts_lines_columns_and_characters) {
    EXPECT_EQ(server::describe(syntax_error::expecting_value, "x", 0),
              "Expecting value: line 1 column 1 (char 0)");
    EXPECT_EQ(server::describe(syntax_error::expecting_comma, "[1 2]", 3),
              "Expecting ',' delimiter: line 1 column 4 (char 3)");
    EXPECT_EQ(server::describe(syntax_error::expecting_value, "[\n\u00E4,\n \U0001F600x", 11),
              "Expecting value: line 3 column 3 (char 7)");
}

} // namespace
