#include <flaghook/signature/header_form.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace {

using flaghook::classify_header;
using flaghook::header_form;

constexpr std::string_view documented =
    "c93b5d4e4ff0a58773810abefb170a15a9235c9368cd8a9c9063693b3b3a13a8";

static_assert(classify_header(documented) == header_form::well_formed);

TEST(header_form, tells_a_missing_header_from_an_empty_one) {
    EXPECT_EQ(classify_header(std::nullopt), header_form::missing);
    EXPECT_EQ(classify_header(""), header_form::empty);
}

TEST(header_form, sees_the_prefix_of_other_services_before_anything_else) {
    EXPECT_EQ(classify_header("sha256=" + std::string(documented)), header_form::prefixed);
    EXPECT_EQ(classify_header("SHA256=" + std::string(documented)), header_form::prefixed);
    EXPECT_EQ(classify_header("sha256="), header_form::prefixed);
    EXPECT_EQ(classify_header("sha256"), header_form::not_hex);
    EXPECT_EQ(classify_header("sha1=" + std::string(documented)), header_form::not_hex);
}

TEST(header_form, sees_a_prefix_in_any_letter_case_and_no_other_one) {
    constexpr std::string_view lower = "sha256=";
    constexpr std::string_view upper = "SHA256=";
    for (std::size_t position = 0; position < lower.size(); ++position) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string value(lower);
            value[position] = static_cast<char>(byte);
            const bool same =
                value[position] == lower[position] || value[position] == upper[position];
            EXPECT_EQ(classify_header(value), same ? header_form::prefixed : header_form::not_hex)
                << position << ' ' << byte;
        }
    }
}

TEST(header_form, sees_what_is_no_hex_digit) {
    EXPECT_EQ(classify_header("yTtdTk/wpYdzgQq++xcKFakjXJNozYqckGNpOzs6E6g="),
              header_form::not_hex);
    EXPECT_EQ(classify_header(std::string(documented) + "\n"), header_form::not_hex);
    EXPECT_EQ(classify_header(std::string(" ").append(documented)), header_form::not_hex);
    for (const char neighbour : {'/', ':', '@', 'G', '`', 'g', '\0', '\x80', '\xFF'}) {
        std::string value(documented);
        value[63] = neighbour;
        EXPECT_EQ(classify_header(value), header_form::not_hex) << neighbour;
    }
}

TEST(header_form, sees_a_wrong_length) {
    EXPECT_EQ(classify_header(documented.substr(1)), header_form::wrong_length);
    EXPECT_EQ(classify_header(std::string(documented) + "0"), header_form::wrong_length);
    EXPECT_EQ(classify_header("A"), header_form::wrong_length);
}

TEST(header_form, sees_capital_letters) {
    for (const char capital : {'A', 'C', 'F'}) {
        std::string value(documented);
        value[0] = capital;
        EXPECT_EQ(classify_header(value), header_form::upper_case);
    }
    EXPECT_EQ(classify_header(std::string(64, '0')), header_form::well_formed)
        << "64 decimal digits are hex digits as well";
}

TEST(header_form, has_a_name_and_an_explanation_for_every_value) {
    std::set<std::string_view> names;
    std::set<std::string_view> explanations;
    for (const header_form form :
         {header_form::missing, header_form::empty, header_form::prefixed, header_form::not_hex,
          header_form::wrong_length, header_form::upper_case, header_form::well_formed}) {
        names.insert(to_string(form));
        explanations.insert(explain(form));
    }
    EXPECT_EQ(names.size(), 7u);
    EXPECT_EQ(explanations.size(), 7u);
    EXPECT_FALSE(names.contains(""));
    EXPECT_EQ(to_string(header_form::upper_case), "upper_case");
    EXPECT_EQ(to_string(static_cast<header_form>(99)), "");
    EXPECT_EQ(explain(static_cast<header_form>(99)), "unknown");
}

} // namespace
