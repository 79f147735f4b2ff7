#include <flaghook/enumeration.hpp>
#include <flaghook/flaghook.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

namespace {

using flaghook::enumerators;
using flaghook::from_string;
using flaghook::named_enumeration;
using flaghook::to_string;

enum class without_names { one };

static_assert(named_enumeration<flaghook::change_action>);
static_assert(!named_enumeration<without_names> && !named_enumeration<int>);

template <class Enum>
class enumeration : public testing::Test {};

using all =
    testing::Types<flaghook::change_action, flaghook::author_type, flaghook::fraction,
                   flaghook::issue_code, flaghook::deviation_code, flaghook::tree_form,
                   flaghook::crypto::crypto_error, flaghook::signature_error, flaghook::header_form,
                   flaghook::endpoint_error, flaghook::delivery_outcome, flaghook::retry_advice,
                   flaghook::flag_provider, flaghook::blueprint::presence>;
TYPED_TEST_SUITE(enumeration, all);

#ifdef __GNUC__ // other compilers print values in another form
/// Checks whether a value is an enumerator. If not, compilers print it as a number after its type
/// in parentheses.
template <auto Value>
constexpr bool is_enumerator() {
    constexpr std::string_view text = __PRETTY_FUNCTION__;
    const char next = text[text.rfind(')') + 1];
    return next < '0' || next > '9';
}

enum class example : std::uint8_t { one = 1 };

static_assert(is_enumerator<example::one>() && !is_enumerator<example{2}>());

TYPED_TEST(enumeration, has_a_name_for_each_enumerator) {
    constexpr std::size_t values = 64;
    [&]<std::size_t... Value>(std::index_sequence<Value...>) {
        const auto expect_a_name = [](TypeParam value, bool is_one) {
            EXPECT_EQ(to_string(value).empty(), !is_one) << static_cast<int>(value);
        };
        (expect_a_name(static_cast<TypeParam>(Value),
                       is_enumerator<static_cast<TypeParam>(Value)>()),
         ...);
    }
    (std::make_index_sequence<values>());
}
#endif

TYPED_TEST(enumeration, has_names_that_lead_back_to_it) {
    std::set<std::string_view> names;
    std::set<TypeParam> values;
    for (const auto& [value, name] : enumerators<TypeParam>) {
        EXPECT_FALSE(name.empty());
        EXPECT_EQ(to_string(value), name);
        EXPECT_EQ(from_string<TypeParam>(name), value);
        std::ostringstream out;
        out << value;
        EXPECT_EQ(out.str(), name);
        names.insert(name);
        values.insert(value);
    }
    EXPECT_EQ(names.size(), enumerators<TypeParam>.size());
    EXPECT_EQ(values.size(), enumerators<TypeParam>.size());
}

TYPED_TEST(enumeration, has_no_name_for_other_values_and_no_value_for_other_names) {
    EXPECT_EQ(flaghook::to_string(static_cast<TypeParam>(99)), "");
    EXPECT_EQ(flaghook::to_string(flaghook::unset<TypeParam>), "");
    EXPECT_EQ(from_string<TypeParam>(""), std::nullopt);
    EXPECT_EQ(from_string<TypeParam>("no such name"), std::nullopt);
}

} // namespace
