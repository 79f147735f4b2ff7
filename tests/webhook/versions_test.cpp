// Tests forward and backward compatibility with a version 2 that only the tests have.

#include <flaghook/json/parse.hpp>
#include <flaghook/json/serialize.hpp>
#include <flaghook/signature/default_backend.hpp>
#include <flaghook/webhook/receiver.hpp>
#include <flaghook/webhook/request.hpp>

#include <blueprint/v2.hpp>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace {

using flaghook::author_type;
using flaghook::deviation;
using flaghook::deviation_code;
using flaghook::parse;
using flaghook::serialize;
using flaghook::tests::environment;
using flaghook::tests::payload_v2;
using flaghook::tests::v2;

constexpr std::string_view change_of_1 =
    R"("action":"created","change_id":7,"created_at":"2024-12-12T00:02:00+00:00",)"
    R"("created_by":{"id":"a@b.example","type":"email"},"flag":"checkout")";

std::string body(std::string_view more, std::string_view version, bool meta_first = false) {
    const std::string data = R"("data":[{)" + std::string(change_of_1) + std::string(more) + "}]";
    const std::string meta = R"("meta":{"version":)" + std::string(version) + "}";
    return '{' + (meta_first ? meta + ',' + data : data + ',' + meta) + '}';
}

constexpr std::string_view new_fields = R"(,"environment":"staging","reason":"rollout")";

class versions : public testing::TestWithParam<bool> {};

TEST_P(versions, a_body_of_1_is_read_into_the_model_of_2_with_the_defaults) {
    flaghook::parser<v2> parser({.deviations = true});
    const auto& result = parser.parse(body("", "1", GetParam()));
    const std::vector<deviation>& deviations = result.deviations();
    ASSERT_TRUE(result);
    ASSERT_EQ(result->data.size(), 1u);
    EXPECT_EQ(result->data[0].flag, "checkout");
    EXPECT_EQ(result->data[0].where, std::nullopt);
    EXPECT_EQ(result->data[0].reason, "not given");
    EXPECT_EQ(result->meta.version, 1);
    EXPECT_TRUE(deviations.empty());
}

TEST_P(versions, a_body_of_2_is_read_into_the_model_of_1_without_the_new_fields) {
    flaghook::parser<> parser({.deviations = true});
    const auto& result = parser.parse(body(new_fields, "2", GetParam()));
    const std::vector<deviation>& deviations = result.deviations();
    ASSERT_TRUE(result);
    ASSERT_EQ(result->data.size(), 1u);
    EXPECT_EQ(result->data[0].flag, "checkout");
    EXPECT_EQ(result->meta.version, 2);
    ASSERT_EQ(deviations.size(), 3u);
    EXPECT_EQ(deviations[0].code(), deviation_code::unknown_key);
    EXPECT_EQ(deviations[1].code(), deviation_code::unknown_key);
    EXPECT_EQ(deviations[2].code(), deviation_code::unknown_version);
}

TEST_P(versions, a_body_of_2_is_read_into_its_own_model) {
    flaghook::parser<v2> parser({.deviations = true});
    const auto& result = parser.parse(body(new_fields, "2", GetParam()));
    const std::vector<deviation>& deviations = result.deviations();
    ASSERT_TRUE(result);
    ASSERT_EQ(result->data.size(), 1u);
    EXPECT_EQ(result->data[0].where, environment::staging);
    EXPECT_EQ(result->data[0].reason, "rollout");
    EXPECT_TRUE(deviations.empty());
}

TEST_P(versions, the_new_fields_have_their_own_issues) {
    const auto result = parse<v2>(
        body(R"(,"environment":"moon","reason":"123456789012345678901")", "3", GetParam()));
    ASSERT_FALSE(result);
    const flaghook::refusal& why = result.error();
    EXPECT_EQ(why.answer(), R"({"data":[{"environment":["\"moon\" is not a valid choice."],)"
                            R"("reason":["Ensure this field has no more than 20 characters."]}]})");
    EXPECT_TRUE(parse<>(body(R"(,"environment":"moon")", "3", GetParam())));
}

TEST_P(versions, a_null_in_an_optional_field_is_no_missing_field) {
    const auto result = parse<v2>(body(R"(,"reason":null)", "2", GetParam()));
    ASSERT_FALSE(result);
    const flaghook::refusal& why = result.error();
    ASSERT_EQ(why.issues().size(), 1u);
    EXPECT_EQ(why.issues()[0].path(), "data[0].reason");
    EXPECT_EQ(why.issues()[0].code(), flaghook::issue_code::null);
}

INSTANTIATE_TEST_SUITE_P(meta, versions, testing::Bool(), [](const auto& information) {
    return information.param ? "before_data" : "after_data";
});

TEST(version_2, is_written_with_its_fields_and_read_again) {
    payload_v2 payload;
    payload.data.resize(2);
    payload.data[0] = {.action = flaghook::change_action::updated,
                       .id = 1,
                       .created_by = {"jane", flaghook::author_type::name},
                       .flag = "a",
                       .where = environment::production,
                       .reason = "tested"};
    payload.data[1] = {.id = 2, .created_by = {"jane", flaghook::author_type::name}, .flag = "b"};
    const auto written = serialize<v2>(payload);
    ASSERT_TRUE(written);
    EXPECT_NE(written->find(R"("flag":"a","environment":"production","reason":"tested"})"),
              std::string::npos);
    EXPECT_NE(written->find(R"("flag":"b","reason":"not given"})"), std::string::npos);
    EXPECT_NE(written->find(R"("meta":{"version":2})"), std::string::npos);
    const auto read = parse<v2>(*written);
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, payload);
}

TEST(version_2, goes_through_request_and_receiver) {
    const auto secret = *flaghook::secret::from_text("a secret of the tests");
    const auto signer = *flaghook::signer::make(secret);
    payload_v2 payload;
    payload.data.resize(2);
    payload.data[0] = {
        .id = 1, .created_by = {"jane", author_type::name}, .flag = "a", .reason = "first"};
    payload.data[1] = {
        .id = 2, .created_by = {"jane", author_type::name}, .flag = "b", .reason = "second"};
    const auto endpoint = flaghook::endpoint::from_url(
        "https://sentry.example/api/0/organizations/acme/flags/hooks/provider/generic/");
    const auto request = flaghook::make_request<v2>(*endpoint, payload, signer);
    ASSERT_TRUE(request);
    const flaghook::basic_receiver<v2, flaghook::default_backend> receiver(
        *flaghook::verifier::make(secret));
    const auto reply = receiver.receive(request->body(), request->headers());
    ASSERT_TRUE(reply.accepted());
    ASSERT_EQ(reply.rows().size(), 2u);
    EXPECT_EQ(reply.rows()[1].reason, "second");

    payload.data[1].id = 1;
    const auto repeated = flaghook::make_request<v2>(*endpoint, payload, signer);
    ASSERT_FALSE(repeated);
    EXPECT_EQ(repeated.error().issues().front().path(), "data[1].change_id");
    const auto once = flaghook::answer<v2>(*serialize<v2>(payload));
    ASSERT_EQ(once.rows().size(), 1u);
    EXPECT_EQ(once.rows()[0].reason, "first");
}

} // namespace
