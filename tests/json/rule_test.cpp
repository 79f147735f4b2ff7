// A rule and a version that only the tests have. All code that is derived from a declaration
// supports them.

#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/v1.hpp>
#include <flaghook/json/parse.hpp>
#include <flaghook/json/serialize.hpp>

#include <blueprint/boolean.hpp>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace blueprint = flaghook::blueprint;
using flaghook::tests::boolean;

struct switch_change {
    flaghook::change_id id{};
    bool is_on = false;
    std::optional<bool> was_on{};

    friend bool operator==(const switch_change&, const switch_change&) = default;
};

struct switch_payload {
    std::vector<switch_change> data{};
    flaghook::payload_meta meta{};
};

struct switch_version {
    [[maybe_unused]] static constexpr int number = 1;
    using payload_type = switch_payload;
    static constexpr auto change =
        blueprint::object(blueprint::field("change_id", &switch_change::id, blueprint::integer{}),
                          blueprint::field("on", &switch_change::is_on, boolean{}),
                          blueprint::optional_field("was_on", &switch_change::was_on, boolean{}));
    static constexpr auto payload = blueprint::object(
        blueprint::field("data", &switch_payload::data, blueprint::list_of(change)),
        blueprint::field("meta", &switch_payload::meta, blueprint::v1::meta));
};

static_assert(blueprint::rule<boolean>);

TEST(new_rule, is_read_and_written) {
    const std::string body =
        R"({"data":[{"change_id":1,"on":true},{"change_id":2,"on":false,"was_on":true}],)"
        R"("meta":{"version":1}})";
    const auto read = flaghook::parse<switch_version>(body);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->data, (std::vector<switch_change>{{1, true, {}}, {2, false, true}}));
    EXPECT_EQ(*flaghook::serialize<switch_version>(*read), body);
}

TEST(new_rule, names_its_issues) {
    const auto read = flaghook::parse<switch_version>(
        R"({"data":[{"on":1,"change_id":1},{"on":null,"was_on":"true"},{"on":[{}],"on":true}],)"
        R"("meta":{"version":1}})");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().answer(),
              R"({"data":[{"on":["Must be a valid boolean."]},)"
              R"({"change_id":["This field is required."],"on":["This field may not be null."],)"
              R"("was_on":["Must be a valid boolean."]},)"
              R"({"change_id":["This field is required."]}]})");
}

} // namespace
