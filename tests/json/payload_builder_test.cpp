#include <flaghook/blueprint/v1.hpp>
#include <flaghook/json/borrowed_text.hpp>
#include <flaghook/json/payload_builder.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

namespace {

using flaghook::deviation;
using flaghook::issue;
using flaghook::payload;
using flaghook::blueprint::v1;
using flaghook::json::payload_builder;

/// A builder and all that it fills.
struct building {
    payload filled{};
    std::vector<issue> issues{};
    std::vector<deviation> deviations{};
    flaghook::parse_limits limits{};
    flaghook::json::borrowed_text texts{};
    payload_builder<v1> builder{filled, issues, &deviations, limits, texts};

    building() { builder.on_begin(); }

    bool begin_change() {
        return builder.on_object_begin() && builder.on_key("data") && builder.on_array_begin() &&
               builder.on_object_begin();
    }
    bool end_change() {
        return builder.on_object_end() && builder.on_array_end() && builder.on_key("meta") &&
               builder.on_object_begin() && builder.on_key("version") && builder.on_number("1") &&
               builder.on_object_end() && builder.on_object_end();
    }
    bool add_good_members() {
        return builder.on_key("action") && builder.on_string("updated") &&
               builder.on_key("change_id") && builder.on_number("5") &&
               builder.on_key("created_at") && builder.on_string("2024-12-12T00:02:00Z") &&
               builder.on_key("created_by") && builder.on_object_begin() && builder.on_key("id") &&
               builder.on_string("me") && builder.on_key("type") && builder.on_string("name") &&
               builder.on_object_end() && builder.on_key("flag") && builder.on_string("f");
    }
};

TEST(payload_builder, fills_a_payload_event_by_event) {
    building one;
    EXPECT_TRUE(one.begin_change() && one.add_good_members() && one.end_change());
    one.builder.finish();
    EXPECT_TRUE(one.issues.empty());
    EXPECT_TRUE(one.deviations.empty());
    EXPECT_EQ(one.builder.item_count(), 1U);
    ASSERT_EQ(one.filled.data.size(), 1U);
    EXPECT_EQ(one.filled.data.front().flag, "f");
    EXPECT_EQ(one.filled.data.front().id, 5);
    EXPECT_EQ(one.filled.data.front().created_by.id, "me");
    EXPECT_EQ(one.filled.meta.version, 1);
}

TEST(payload_builder, starts_anew_from_wherever_it_was) {
    // Left in the middle of values that are filled, skipped, echoed, and nested in each of these.
    for (int left_at = 0; left_at < 8; ++left_at) {
        building one;
        auto& builder = one.builder;
        bool going = true;
        switch (left_at) {
        case 0:
            going = builder.on_object_begin() && builder.on_key("x") && builder.on_array_begin();
            break;
        case 1:
            going = builder.on_object_begin() && builder.on_key("data");
            break;
        case 2:
            going = one.begin_change() && builder.on_key("action") && builder.on_array_begin() &&
                    builder.on_object_begin() && builder.on_key("a");
            break;
        case 3:
            going = one.begin_change() && builder.on_key("change_id") && builder.on_array_begin();
            break;
        case 4:
            going = one.begin_change() && builder.on_key("x") && builder.on_object_begin() &&
                    builder.on_key("action") && builder.on_object_begin();
            break;
        case 5:
            going = one.begin_change() && builder.on_key("flag") && builder.on_null() &&
                    builder.on_key("flag") && builder.on_null() && builder.on_key("y");
            break;
        case 6:
            going = one.begin_change() && one.add_good_members() && one.end_change();
            break;
        default:
            going = builder.on_array_begin() && builder.on_array_begin();
            break;
        }
        ASSERT_TRUE(going);
        builder.on_begin();
        // A container that is skipped first shows whether the builder still thinks of the other
        // one.
        EXPECT_TRUE(builder.on_object_begin() && builder.on_key("y") && builder.on_array_begin() &&
                    builder.on_array_end() && builder.on_key("data") && builder.on_array_begin() &&
                    builder.on_object_begin() && builder.on_key("action") &&
                    builder.on_array_begin() && builder.on_null() && builder.on_array_end() &&
                    one.add_good_members() && one.end_change());
        builder.finish();
        EXPECT_TRUE(one.issues.empty()) << left_at;
        EXPECT_EQ(one.deviations.size(), 2U) << left_at;
        ASSERT_EQ(one.filled.data.size(), 1U) << left_at;
        EXPECT_EQ(one.filled.data.front().flag, "f") << left_at;
    }
}

TEST(payload_builder, wants_text_only_where_somebody_looks_at_it) {
    building one;
    auto& builder = one.builder;
    EXPECT_TRUE(builder.wants_text()) << "a body may be a text";
    ASSERT_TRUE(builder.on_object_begin());
    EXPECT_TRUE(builder.wants_text()) << "a key of the payload";
    ASSERT_TRUE(builder.on_key("x"));
    EXPECT_FALSE(builder.wants_text()) << "an ignored value";
    ASSERT_TRUE(builder.on_array_begin());
    EXPECT_FALSE(builder.wants_text()) << "inside of an ignored value";
    ASSERT_TRUE(builder.on_array_end() && builder.on_key("data") && builder.on_array_begin() &&
                builder.on_object_begin() && builder.on_key("flag"));
    EXPECT_TRUE(builder.wants_text()) << "a field's text";
    ASSERT_TRUE(builder.on_string("f") && builder.on_key("change_id") && builder.on_array_begin());
    EXPECT_FALSE(builder.wants_text()) << "inside of a value of the wrong type";
    ASSERT_TRUE(builder.on_array_end() && builder.on_key("action") && builder.on_array_begin());
    EXPECT_TRUE(builder.wants_text()) << "inside of a value that is echoed";
}

TEST(payload_builder, stops_at_the_first_item_over_the_limit) {
    building one;
    one.limits.items = 1;
    auto& builder = one.builder;
    ASSERT_TRUE(builder.on_object_begin() && builder.on_key("data") && builder.on_array_begin());
    EXPECT_TRUE(builder.on_null());
    EXPECT_FALSE(builder.too_many_items());
    EXPECT_FALSE(builder.on_null());
    EXPECT_TRUE(builder.too_many_items());
}

} // namespace
