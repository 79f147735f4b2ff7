#include <flaghook/crypto/composed_hmac.hpp>

#include <crypto/failure_plan.hpp>
#include <crypto/octets.hpp>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>

namespace {

using flaghook::tests::bytes;
using flaghook::tests::untouched;

namespace crypto = flaghook::crypto;
using boost::system::error_code;
using crypto::crypto_error;
using flaghook::tests::failing_sha256;
using flaghook::tests::failure_plan;

using composed = crypto::composed_hmac<failing_sha256>;

TEST(composed_hmac, needs_a_sha256_state_that_can_be_resumed) {
    struct not_a_state {};
    EXPECT_TRUE(crypto::resumable_sha256<failing_sha256>);
    EXPECT_FALSE(crypto::resumable_sha256<not_a_state>);
}

TEST(composed_hmac, a_key_whose_preparation_failed_at_any_call_is_not_prepared) {
    for (const std::string& secret : {std::string(10, 's'), std::string(100, 's')}) {
        failure_plan::fail_at(0);
        composed::key reference;
        ASSERT_FALSE(reference.prepare(bytes(secret)));
        const std::size_t calls = failure_plan::made();
        // `start` and `update` for each pad; three more calls hash a long secret.
        EXPECT_EQ(calls, secret.size() > 64 ? 7u : 4u);

        for (std::size_t failing = 1; failing <= calls; ++failing) {
            SCOPED_TRACE(failing);
            composed::key key;
            failure_plan::fail_at(0);
            ASSERT_FALSE(key.prepare(bytes("an earlier secret")));
            failure_plan::fail_at(failing);
            EXPECT_EQ(key.prepare(bytes(secret)), crypto_error::library_failed);
            EXPECT_EQ(failure_plan::made(), failing) << "nothing is tried after a failure";
            EXPECT_FALSE(key.prepared());
            composed::mac mac;
            EXPECT_EQ(mac.start(key), crypto_error::key_not_prepared);
        }
    }
}

TEST(composed_hmac, a_computation_that_failed_at_any_call_gives_no_digest_and_cannot_go_on) {
    failure_plan::fail_at(0);
    composed::key key;
    ASSERT_FALSE(key.prepare(bytes("0123456789")));

    failure_plan::fail_at(0);
    composed::mac reference;
    crypto::digest expected{};
    ASSERT_FALSE(reference.start(key));
    ASSERT_FALSE(reference.update(bytes("part one, ")));
    ASSERT_FALSE(reference.update(bytes("part two")));
    ASSERT_FALSE(reference.finish(expected));
    const std::size_t calls = failure_plan::made();
    EXPECT_EQ(calls, 2u + 2u + 3u);

    for (std::size_t failing = 1; failing <= calls; ++failing) {
        SCOPED_TRACE(failing);
        failure_plan::fail_at(failing);
        composed::mac mac;
        crypto::digest digest = untouched();
        error_code failure = mac.start(key);
        for (const std::string_view part : {"part one, ", "part two"}) {
            failure = failure ? failure : mac.update(bytes(part));
        }
        failure = failure ? failure : mac.finish(digest);
        EXPECT_EQ(failure, crypto_error::library_failed);
        EXPECT_EQ(digest, untouched());

        EXPECT_EQ(mac.update(bytes("more")), crypto_error::not_started);
        EXPECT_EQ(mac.finish(digest), crypto_error::not_started);
        EXPECT_EQ(digest, untouched());

        failure_plan::fail_at(0);
        ASSERT_FALSE(mac.start(key)) << "but it can be started anew";
        ASSERT_FALSE(mac.update(bytes("part one, part two")));
        ASSERT_FALSE(mac.finish(digest));
        EXPECT_EQ(digest, expected);
    }
}

TEST(composed_hmac,
     a_whole_message_that_failed_at_any_call_gives_no_digest_and_the_next_one_is_right) {
    failure_plan::fail_at(0);
    composed::key key;
    ASSERT_FALSE(key.prepare(bytes("0123456789")));
    crypto::digest expected{};
    failure_plan::fail_at(0);
    ASSERT_FALSE(composed::mac{}.compute(key, bytes("a message"), expected));
    const std::size_t calls = failure_plan::made();
    EXPECT_EQ(calls, 2u * 3u) << "each state is resumed, updated and finished; nothing is prepared";

    composed::mac mac;
    for (std::size_t failing = 1; failing <= calls; ++failing) {
        SCOPED_TRACE(failing);
        failure_plan::fail_at(failing);
        crypto::digest digest = untouched();
        EXPECT_EQ(mac.compute(key, bytes("a message"), digest), crypto_error::library_failed);
        EXPECT_EQ(failure_plan::made(), failing) << "nothing is tried after a failure";
        EXPECT_EQ(digest, untouched());
        EXPECT_EQ(mac.finish(digest), crypto_error::not_started);
        failure_plan::fail_at(0);
        ASSERT_FALSE(mac.compute(key, bytes("a message"), digest));
        EXPECT_EQ(digest, expected);
    }
}

TEST(composed_hmac, a_plain_hash_that_failed_at_any_call_gives_no_digest) {
    failure_plan::fail_at(0);
    crypto::digest digest{};
    ASSERT_FALSE(composed::sha256(bytes("text"), digest));
    const std::size_t calls = failure_plan::made();
    EXPECT_EQ(calls, 3u);
    for (std::size_t failing = 1; failing <= calls; ++failing) {
        failure_plan::fail_at(failing);
        digest = untouched();
        EXPECT_EQ(composed::sha256(bytes("text"), digest), crypto_error::library_failed);
        EXPECT_EQ(digest, untouched());
    }
}

TEST(composed_hmac, a_prepared_key_costs_no_key_schedule_per_message) {
    failure_plan::fail_at(0);
    composed::key key;
    ASSERT_FALSE(key.prepare(bytes(std::string(200, 's'))));
    failure_plan::fail_at(0);
    composed::mac mac;
    crypto::digest digest;
    ASSERT_FALSE(mac.start(key));
    EXPECT_EQ(failure_plan::made(), 2u) << "two states are resumed and nothing is hashed";
    ASSERT_FALSE(mac.finish(digest));
}

} // namespace
