#include <flaghook/crypto/mbedtls.hpp>
#include <flaghook/json/parse.hpp>
#include <flaghook/signature/verifier.hpp>
#include <flaghook/webhook/request.hpp>

#include <boost/system/error_code.hpp>
#include <crypto/failure_plan.hpp>
#include <gtest/gtest.h>

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace {

using flaghook::basic_signer;
using flaghook::make_request;
using flaghook::payload;
using flaghook::request;
using flaghook::secret;
using flaghook::tests::failing_backend;
using flaghook::tests::failure_plan;

using mbedtls_signer = basic_signer<flaghook::crypto::mbedtls>;
using mbedtls_verifier = flaghook::basic_verifier<flaghook::crypto::mbedtls>;

constexpr std::string_view url =
    "https://sentry.io/api/0/organizations/my-org/flags/hooks/provider/generic/";

flaghook::endpoint example_endpoint() {
    return *flaghook::endpoint::from_url(url);
}

secret example_secret() {
    return *secret::from_text("0123456789");
}

mbedtls_signer example_signer() {
    return *mbedtls_signer::make(example_secret());
}

payload example() {
    payload batch;
    batch.data.push_back({.action = flaghook::change_action::updated,
                          .id = 42,
                          .created_at = flaghook::min_timestamp,
                          .created_by = {"me", flaghook::author_type::name},
                          .flag = "hello.world"});
    return batch;
}

// Python computed the signature: hmac.new(b"0123456789", body, hashlib.sha256).hexdigest()
constexpr std::string_view body_of_example =
    R"({"data":[{"action":"updated","change_id":42,"created_at":"0001-01-01T00:00:00+00:00",)"
    R"("created_by":{"id":"me","type":"name"},"flag":"hello.world"}],"meta":{"version":1}})";
constexpr std::string_view signature_of_example =
    "752ec201ad8e2b30165d5610e5e311cc538962389a55c5a410f67d2c393ae749";

TEST(request, carries_the_serialized_payload_and_the_signature_of_exactly_these_bytes) {
    const auto made = make_request(example_endpoint(), example(), example_signer());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->url(), url);
    EXPECT_EQ(made->body(), body_of_example);
    EXPECT_EQ(made->signed_with().hex(), signature_of_example);
}

TEST(request, has_the_headers_that_sentry_looks_at) {
    const auto made = make_request(example_endpoint(), example(), example_signer());
    ASSERT_TRUE(made);
    const auto headers = made->headers();
    ASSERT_EQ(headers.size(), 2U);
    EXPECT_EQ(headers[0].name, "Content-Type");
    EXPECT_EQ(headers[0].value, "application/json");
    EXPECT_EQ(headers[1].name, "X-Sentry-Signature");
    EXPECT_EQ(headers[1].value, signature_of_example);
}

TEST(request, gives_headers_that_outlive_it) {
    const auto headers = make_request(example_endpoint(), example(), example_signer())->headers();
    EXPECT_EQ(headers[0], (flaghook::header{"Content-Type", "application/json"}));
    EXPECT_EQ(headers[1],
              (flaghook::header{"X-Sentry-Signature", std::string(signature_of_example)}));
    EXPECT_NE(headers[0], headers[1]);
}

TEST(request, is_verified_with_the_same_secret_only) {
    const auto made = make_request(example_endpoint(), example(), example_signer());
    ASSERT_TRUE(made);
    const auto right = mbedtls_verifier::make(example_secret());
    const auto wrong = mbedtls_verifier::make(*secret::from_text("another secret"));
    EXPECT_TRUE(right->verify(made->body(), made->headers()[1].value));
    EXPECT_FALSE(wrong->verify(made->body(), made->headers()[1].value));
    EXPECT_TRUE(flaghook::parse(made->body()));
}

TEST(request, of_an_empty_batch_is_made_and_signed) {
    const auto made = make_request(example_endpoint(), payload{}, example_signer());
    ASSERT_TRUE(made);
    EXPECT_EQ(made->body(), R"({"data":[],"meta":{"version":1}})");
}

TEST(request, is_not_made_of_a_payload_that_the_server_would_refuse) {
    payload bad = example();
    bad.data.push_back(bad.data.front());
    bad.data[1].flag = " ";
    const auto made = make_request(example_endpoint(), bad, example_signer());
    ASSERT_FALSE(made);
    ASSERT_EQ(made.error().issues().size(), 1U);
    EXPECT_EQ(made.error().issues().front().path(), "data[1].flag");
    EXPECT_EQ(made.error().status(), 200);
    EXPECT_EQ(made.error().answer(), R"({"data":[{},{"flag":["This field may not be blank."]}]})");
}

TEST(request, is_not_made_of_changes_that_the_server_would_drop) {
    payload batch = example();
    batch.data.push_back(batch.data.front());
    batch.data.push_back(batch.data.front());
    batch.data[1].id = 43;
    const auto made = make_request(example_endpoint(), batch, example_signer());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().status(), 0);
    ASSERT_EQ(made.error().issues().size(), 1U);
    EXPECT_EQ(made.error().issues().front().path(), "data[2].change_id");
    EXPECT_EQ(made.error().issues().front().code(), flaghook::issue_code::repeated_change_id);
    EXPECT_EQ(made.error().issues().front().message(),
              "An earlier change of this payload has the same change_id.");
    batch.data[2].id = 44;
    EXPECT_TRUE(make_request(example_endpoint(), batch, example_signer()));
}

TEST(request, is_not_made_of_a_change_in_which_a_member_was_not_set) {
    payload batch;
    batch.data.push_back({.id = 42});
    const auto made = make_request(example_endpoint(), batch, example_signer());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().answer(), R"({"data":[{"action":["This field is required."],)"
                                     R"("created_at":["This field is required."],)"
                                     R"("created_by":{"id":["This field may not be blank."],)"
                                     R"("type":["This field is required."]},)"
                                     R"("flag":["This field may not be blank."]}]})");
}

TEST(request, is_not_made_for_an_endpoint_that_was_moved_from) {
    flaghook::endpoint target = example_endpoint();
    const flaghook::endpoint moved = std::move(target);
    const auto made = make_request(target, example(), example_signer());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().status(), 0);
    EXPECT_EQ(made.error().message(), "endpoint: The endpoint was moved from.");
    EXPECT_TRUE(make_request(moved, example(), example_signer()));
}

TEST(request, of_a_refused_payload_is_not_signed) {
    const auto signer = basic_signer<failing_backend>::make(example_secret());
    ASSERT_TRUE(signer);
    payload bad = example();
    bad.data.front().flag.clear();
    failure_plan::fail_at(0);
    EXPECT_FALSE(make_request(example_endpoint(), bad, *signer));
    EXPECT_EQ(failure_plan::made(), 0U);
}

TEST(request, is_not_made_when_signing_fails_at_any_step) {
    failure_plan::fail_at(0);
    const auto signer = basic_signer<failing_backend>::make(example_secret());
    ASSERT_TRUE(signer);
    failure_plan::fail_at(0);
    ASSERT_TRUE(make_request(example_endpoint(), example(), *signer));
    const std::size_t steps = failure_plan::made();
    ASSERT_GT(steps, 0U);
    for (std::size_t step = 1; step <= steps; ++step) {
        failure_plan::fail_at(step);
        const auto made = make_request(example_endpoint(), example(), *signer);
        ASSERT_FALSE(made) << step;
        EXPECT_EQ(made.error().status(), 0);
        EXPECT_EQ(made.error().answer(), "");
        ASSERT_EQ(made.error().issues().size(), 1U);
        EXPECT_EQ(made.error().issues().front().code(), flaghook::issue_code::not_signed);
        const boost::system::error_code reason = flaghook::crypto::crypto_error::library_failed;
        EXPECT_EQ(made.error().issues().front().message(),
                  "The request could not be signed: " + reason.message());
    }
    failure_plan::fail_at(0);
}

#ifdef __cpp_exceptions
TEST(request, that_is_not_made_throws_its_reason_to_whoever_takes_the_value_unasked) {
    const auto signer = basic_signer<failing_backend>::make(example_secret());
    flaghook::change bad = example().data.front();
    bad.flag.clear();
    const payload refused{{bad}};
    EXPECT_THROW(static_cast<void>(make_request(example_endpoint(), refused, *signer).value()),
                 std::runtime_error);
    failure_plan::fail_at(1);
    EXPECT_THROW(static_cast<void>(make_request(example_endpoint(), example(), *signer).value()),
                 std::runtime_error);
    failure_plan::fail_at(0);
}
#endif

} // namespace
