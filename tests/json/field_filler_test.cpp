#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/blueprint/v1.hpp>
#include <flaghook/json/borrowed_text.hpp>
#include <flaghook/json/field_filler.hpp>
#include <flaghook/json/findings.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace {

using flaghook::deviation;
using flaghook::deviation_code;
using flaghook::issue;
using flaghook::issue_code;
using flaghook::location;
using flaghook::json::scalar;

/// A document with room for two items, and what fills it.
template <class Document>
struct filling {
    typename Document::payload_type filled{};
    std::vector<issue> issues{};
    std::vector<deviation> deviations{};
    flaghook::json::findings found{issues, &deviations, 10};
    flaghook::json::borrowed_text texts{};
    flaghook::json::field_filler<Document> filler{filled, found, texts};

    filling() { filled.data.resize(2); }

    static location at(std::string_view path, std::size_t item = 0) {
        return {flaghook::blueprint::nodes<Document>.data(),
                flaghook::blueprint::find_node<Document>(path), item};
    }
};

using change_filling = filling<flaghook::blueprint::v1>;

scalar text_scalar(std::string_view text) {
    return {scalar::kind::string, false, text};
}
scalar number_scalar(std::string_view literal) {
    return {scalar::kind::integer, false, literal};
}

TEST(field_filler, fills_the_item_in_the_slot_and_speaks_of_the_item_in_the_body) {
    change_filling one;
    one.filler.fill(one.at("data..flag", 7), 1, text_scalar(" checkout "));
    EXPECT_EQ(one.filled.data[1].flag, "checkout");
    EXPECT_EQ(one.filled.data[0].flag, "");
    EXPECT_TRUE(one.issues.empty());
    ASSERT_EQ(one.deviations.size(), 1U);
    EXPECT_EQ(one.deviations.front().path(), "data[7].flag");
    EXPECT_EQ(one.deviations.front().code(), deviation_code::trimmed_text);
}

TEST(field_filler, says_what_a_rule_has_against_a_value) {
    change_filling one;
    one.filler.fill(one.at("data"), 0, text_scalar("x"));
    one.filler.fill(one.at("data..action"), 0, text_scalar("toggled"));
    one.filler.fill(one.at("data..change_id"), 0, text_scalar("one"));
    one.filler.fill(one.at("data..created_at"), 0, number_scalar("1"));
    one.filler.fill(one.at("data..created_by"), 0, scalar{scalar::kind::boolean, true});
    one.filler.fill(one.at("data..flag"), 0, scalar{});
    std::vector<issue_code> codes;
    for (const issue& found : one.issues) {
        codes.push_back(found.code());
    }
    EXPECT_EQ(codes,
              (std::vector{issue_code::not_a_list, issue_code::invalid_choice, issue_code::invalid,
                           issue_code::invalid, issue_code::invalid, issue_code::null}));
}

TEST(field_filler, gives_a_missing_field_the_model_s_default) {
    change_filling one;
    one.filled.data[1].flag = "of an earlier body";
    one.filled.data[1].id = 5;
    one.filler.reset(one.at("data."), 1, one.at("data..flag").node);
    EXPECT_EQ(one.filled.data[1].flag, "");
    EXPECT_EQ(one.filled.data[1].id, 5);
}

} // namespace
