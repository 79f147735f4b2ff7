#include <flaghook/signature/signer.hpp>

#include <crypto/failure_plan.hpp>
#include <gtest/gtest.h>
#include <signature/example.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using flaghook::basic_signer;
using flaghook::secret;
using flaghook::signature_error;
using flaghook::crypto::crypto_error;
using flaghook::tests::body;
using flaghook::tests::failing_backend;
using flaghook::tests::failure_plan;
using flaghook::tests::signed_example;
using flaghook::tests::signed_examples;

using mbedtls_signer = basic_signer<flaghook::crypto::mbedtls>;

static_assert(flaghook::crypto::move_only<mbedtls_signer>);
static_assert(flaghook::crypto::move_only<mbedtls_signer::context>);
static_assert(!std::is_default_constructible_v<mbedtls_signer>);

mbedtls_signer signer_of(const signed_example& example) {
    return *mbedtls_signer::make(*secret::from_text(example.secret));
}

TEST(signer, signs_like_python) {
    for (const signed_example& example : signed_examples) {
        const mbedtls_signer signer = signer_of(example);
        EXPECT_EQ(signer.sign(body)->hex(), example.signature_of_body);
        EXPECT_EQ(signer.sign("")->hex(), example.signature_of_nothing);
        EXPECT_EQ(signer.sign(body)->hex(), example.signature_of_body) << "and again";
    }
}

TEST(signer, signs_null_bytes_and_whatever_is_not_text) {
    const mbedtls_signer signer = signer_of(signed_examples[0]);
    const std::string bytes("\0\xFF\r\n\0", 5);
    EXPECT_NE(signer.sign(bytes)->hex(), signer.sign(bytes.substr(0, 4))->hex());
    EXPECT_NE(signer.sign(bytes)->hex(), signer.sign("")->hex());
}

TEST(signer, signs_the_same_when_the_body_is_cut_at_any_place) {
    const mbedtls_signer signer = signer_of(signed_examples[0]);
    for (std::size_t cut = 0; cut <= body.size(); ++cut) {
        mbedtls_signer::context run = signer.start();
        run.update(body.substr(0, cut));
        run.update(body.substr(cut));
        EXPECT_EQ(run.finish()->hex(), signed_examples[0].signature_of_body) << "cut at " << cut;
    }
}

TEST(signer, signs_the_same_byte_by_byte_with_empty_parts_between) {
    mbedtls_signer::context run = signer_of(signed_examples[0]).start();
    for (const char& byte : body) {
        run.update({&byte, 1});
        run.update({});
    }
    EXPECT_EQ(run.finish()->hex(), signed_examples[0].signature_of_body);
}

TEST(signer, runs_are_independent_of_each_other_and_outlive_their_signer) {
    std::optional<mbedtls_signer> signer = signer_of(signed_examples[0]);
    mbedtls_signer::context first = signer->start();
    mbedtls_signer::context second = signer->start();
    first.update(body.substr(0, 50));
    second.update(body);
    signer.reset();
    first.update(body.substr(50));
    EXPECT_EQ(first.finish()->hex(), signed_examples[0].signature_of_body);
    EXPECT_EQ(second.finish()->hex(), signed_examples[0].signature_of_body);
}

TEST(signer, does_not_need_the_secret_any_more_once_it_is_made) {
    std::optional<secret> secret = *secret::from_text(signed_examples[0].secret);
    const auto made = mbedtls_signer::make(*secret);
    secret.reset();
    EXPECT_EQ(made->sign(body)->hex(), signed_examples[0].signature_of_body);
}

TEST(signer, a_run_gives_its_signature_once) {
    mbedtls_signer::context run = signer_of(signed_examples[0]).start();
    EXPECT_TRUE(run.finish());
    EXPECT_EQ(run.finish().error(), crypto_error::not_started);
    run.update(body);
    EXPECT_EQ(run.finish().error(), crypto_error::not_started);
}

// These tests use moved-from objects on purpose.
// NOLINTBEGIN(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
TEST(signer, is_not_made_from_a_secret_that_was_moved_from) {
    secret used = *secret::from_text("0123456789");
    const secret elsewhere = std::move(used);
    EXPECT_EQ(mbedtls_signer::make(used).error(), signature_error::secret_empty);
}

TEST(signer, moves_with_its_key_and_signs_nothing_afterwards) {
    mbedtls_signer first = signer_of(signed_examples[0]);
    mbedtls_signer second(std::move(first));
    EXPECT_EQ(second.sign(body)->hex(), signed_examples[0].signature_of_body);
    EXPECT_EQ(first.sign(body).error(), crypto_error::key_not_prepared);

    mbedtls_signer third = signer_of(signed_examples[1]);
    third = std::move(second);
    EXPECT_EQ(third.sign(body)->hex(), signed_examples[0].signature_of_body);
    EXPECT_EQ(second.sign(body).error(), crypto_error::key_not_prepared);
}

TEST(signer, a_run_moves_with_what_it_has_seen_and_signs_nothing_afterwards) {
    mbedtls_signer::context first = signer_of(signed_examples[0]).start();
    first.update(body.substr(0, 50));
    mbedtls_signer::context second(std::move(first));
    second.update(body.substr(50));
    EXPECT_EQ(first.finish().error(), crypto_error::not_started);
    EXPECT_EQ(second.finish()->hex(), signed_examples[0].signature_of_body);
}
// NOLINTEND(bugprone-use-after-move,clang-analyzer-cplusplus.Move)

TEST(signer, gives_no_signature_whichever_crypto_call_fails) {
    const secret secret = *flaghook::secret::from_text("0123456789");

    failure_plan::fail_at(1);
    EXPECT_EQ(basic_signer<failing_backend>::make(secret).error(), crypto_error::library_failed);

    failure_plan::fail_at(0);
    const auto signer = basic_signer<failing_backend>::make(secret);
    failure_plan::fail_at(0);
    ASSERT_TRUE(signer->sign(body));
    const std::size_t calls = failure_plan::made();
    EXPECT_EQ(calls, 3u);
    for (std::size_t failing = 1; failing <= calls; ++failing) {
        failure_plan::fail_at(failing);
        EXPECT_EQ(signer->sign(body).error(), crypto_error::library_failed) << failing;
    }
}

TEST(signer, gives_the_first_failure_of_a_run_however_long_it_goes_on) {
    const auto signer =
        basic_signer<failing_backend>::make(*flaghook::secret::from_text("0123456789"));
    for (std::size_t failing = 1; failing <= 6; ++failing) {
        failure_plan::fail_at(failing);
        auto run = signer->start();
        for (int part = 0; part < 4; ++part) {
            run.update("part");
        }
        EXPECT_EQ(run.finish().error(), crypto_error::library_failed) << failing;
        EXPECT_EQ(failure_plan::made(), failing) << "nothing is computed after a failure";
    }
    failure_plan::fail_at(7);
    auto run = signer->start();
    for (int part = 0; part < 4; ++part) {
        run.update("part");
    }
    EXPECT_TRUE(run.finish()) << "start, four updates and finish are six calls";
}

TEST(signer, serves_many_threads_at_the_same_time) {
    const mbedtls_signer signer = signer_of(signed_examples[0]);
    std::vector<std::size_t> right(4);
    std::vector<std::thread> threads;
    threads.reserve(right.size());
    for (std::size_t& count : right) {
        threads.emplace_back([&signer, &count] {
            for (int round = 0; round < 200; ++round) {
                const auto signature = signer.sign(body);
                count += signature && signature->hex() == signed_examples[0].signature_of_body;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(right, std::vector<std::size_t>(4, 200));
}

} // namespace
