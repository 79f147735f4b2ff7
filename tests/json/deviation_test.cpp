#include <flaghook/blueprint/v1.hpp>
#include <flaghook/json/deviation.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace {

using flaghook::deviation;
using flaghook::deviation_code;
using flaghook::blueprint::find_node;
using flaghook::blueprint::nodes;
using flaghook::blueprint::v1;

static_assert(to_string(deviation_code::unknown_key) == "unknown_key");
static_assert(to_string(deviation_code::repeated_key) == "repeated_key");
static_assert(to_string(deviation_code::coerced_type) == "coerced_type");
static_assert(to_string(deviation_code::trimmed_text) == "trimmed_text");
static_assert(to_string(deviation_code::shifted_time) == "shifted_time");
static_assert(to_string(deviation_code::unusual_time) == "unusual_time");
static_assert(to_string(deviation_code::unknown_version) == "unknown_version");
static_assert(to_string(deviation_code::repeated_change_id) == "repeated_change_id");
static_assert(to_string(deviation_code::no_changes) == "no_changes");
static_assert(to_string(deviation_code::cut_character) == "cut_character");

std::string message(std::string_view path, deviation_code code, std::string detail = {}) {
    return deviation({nodes<v1>.data(), find_node<v1>(path), 0}, code, std::move(detail)).message();
}

TEST(deviation, says_what_departs_and_what_sentry_makes_of_it) {
    EXPECT_EQ(message("", deviation_code::unknown_key, "tenant"),
              "The key \"tenant\" is not documented; Sentry ignores it.");
    EXPECT_EQ(message("meta", deviation_code::repeated_key, "version"),
              "The key \"version\" is repeated; Sentry uses the last one.");
    EXPECT_EQ(message("data..flag", deviation_code::trimmed_text),
              "Sentry trims the white space around this text.");
    EXPECT_EQ(message("data..created_at", deviation_code::shifted_time),
              "The time is not in UTC; Sentry converts it.");
    EXPECT_EQ(message("data..created_at", deviation_code::unusual_time),
              "The documented forms are YYYY-MM-DDTHH:MM:SS and the same with +00:00; Sentry "
              "accepts this one, too.");
    EXPECT_EQ(message("meta.version", deviation_code::unknown_version, "2"),
              "Protocol version 2 is not published; Sentry ignores the version.");
    EXPECT_EQ(message("data..change_id", deviation_code::repeated_change_id),
              "An earlier change of this payload has the same change_id; Sentry drops this one.");
    EXPECT_EQ(message("data", deviation_code::no_changes),
              "The list has no changes; Sentry records nothing.");
    EXPECT_EQ(message("", deviation_code::cut_character, "2"),
              "The body ends inside a character; Sentry drops the 2 bytes of it.");
}

TEST(deviation, of_a_type_names_the_documented_one) {
    EXPECT_EQ(message("data..change_id", deviation_code::coerced_type, "string"),
              "A number is documented; Sentry converts this string.");
    EXPECT_EQ(message("data..flag", deviation_code::coerced_type, "number"),
              "A string is documented; Sentry converts this number.");
}

TEST(deviation, keeps_its_place_code_and_detail) {
    const deviation one({nodes<v1>.data(), find_node<v1>("data..flag"), 2},
                        deviation_code::coerced_type, "number");
    EXPECT_EQ(one.location().item, 2U);
    EXPECT_EQ(one.path(), "data[2].flag");
    EXPECT_EQ(one.code(), deviation_code::coerced_type);
    EXPECT_EQ(one.detail(), "number");
    deviation other = one;
    EXPECT_EQ(other, one);
    other = deviation(one.location(), deviation_code::coerced_type, "boolean");
    EXPECT_NE(other, one);
    other = deviation(one.location(), deviation_code::trimmed_text, "number");
    EXPECT_NE(other, one);
    other = deviation({}, deviation_code::coerced_type, "number");
    EXPECT_NE(other, one);
}

} // namespace
