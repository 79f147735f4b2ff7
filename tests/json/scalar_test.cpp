#include <flaghook/json/repr.hpp>
#include <flaghook/json/scalar.hpp>

#include <gtest/gtest.h>

#include <string>

namespace {

using flaghook::json::scalar;

constexpr scalar a_null{};
constexpr scalar a_truth{scalar::kind::boolean, true};
constexpr scalar a_falsehood{scalar::kind::boolean, false};
constexpr scalar an_integer{scalar::kind::integer, false, "-0"};
constexpr scalar a_floating{scalar::kind::floating, false, "1e16"};
constexpr scalar a_text{scalar::kind::string, false, "it's"};

static_assert(a_null.python_type() == "NoneType");
static_assert(a_truth.python_type() == "bool");
static_assert(an_integer.python_type() == "int");
static_assert(a_floating.python_type() == "float");
static_assert(a_text.python_type() == "str");
static_assert(a_null.json_type() == "null");
static_assert(a_truth.json_type() == "boolean");
static_assert(an_integer.json_type() == "number");
static_assert(a_floating.json_type() == "number");
static_assert(a_text.json_type() == "string");

TEST(scalar, has_the_text_that_python_s_str_gives) {
    std::string memory = "left over";
    EXPECT_EQ(a_null.python_text(memory), "None");
    EXPECT_EQ(a_truth.python_text(memory), "True");
    EXPECT_EQ(a_falsehood.python_text(memory), "False");
    EXPECT_EQ(an_integer.python_text(memory), "0");
    EXPECT_EQ(a_floating.python_text(memory), "1e+16");
    EXPECT_EQ(a_text.python_text(memory), "it's");
}

TEST(scalar, becomes_the_event_that_it_is) {
    flaghook::json::repr_builder builder;
    builder.on_array_begin();
    for (const scalar& one : {a_null, a_truth, a_falsehood, an_integer, a_floating, a_text}) {
        one.deliver_to(builder);
    }
    builder.on_array_end();
    EXPECT_EQ(builder.take(), R"([None, True, False, 0, 1e+16, "it's"])");
}

} // namespace
