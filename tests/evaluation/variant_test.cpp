#include <flaghook/evaluation/concurrent_flag_buffer.hpp>
#include <flaghook/evaluation/flag_context.hpp>
#include <flaghook/evaluation/span_flags.hpp>
#include <flaghook/evaluation/variant.hpp>

#include <gtest/gtest.h>

namespace {

using flaghook::record_variant;
using flaghook::variant_name;

TEST(variant_name, joins_flag_and_variant) {
    EXPECT_EQ(variant_name("button-color", "red"), "button-color:red");
    EXPECT_EQ(variant_name("a:b", ""), "a:b:");
}

TEST(record_variant, records_what_came_out_as_true) {
    flaghook::flag_buffer buffer;
    EXPECT_FALSE(record_variant(buffer, "button-color", "red"));
    EXPECT_FALSE(record_variant(buffer, "size", "large"));
    EXPECT_FALSE(record_variant(buffer, "button-color", "blue"));
    EXPECT_FALSE(record_variant(buffer, "size", "large"));
    EXPECT_EQ(serialize_flag_context(buffer),
              R"({"flags":{"values":[{"flag":"button-color:red","result":true},)"
              R"({"flag":"button-color:blue","result":true},)"
              R"({"flag":"size:large","result":true}]}})");
}

TEST(record_variant, refuses_names_that_are_not_utf8) {
    flaghook::flag_buffer buffer;
    EXPECT_TRUE(record_variant(buffer, "color", "\xFF"));
    EXPECT_TRUE(record_variant(buffer, "\xFF", "red"));
    EXPECT_TRUE(buffer.empty());
}

TEST(record_variant, records_wherever_evaluations_are_recorded) {
    flaghook::concurrent_flag_buffer buffer;
    flaghook::span_flags span;
    record_variant(buffer, "color", "red");
    record_variant(span, "color", "red");
    EXPECT_EQ(buffer.find("color:red"), true);
    EXPECT_EQ(serialize_span_attributes(span), R"({"flag.evaluation.color:red":true})");
}

} // namespace
