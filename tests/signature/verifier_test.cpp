#include <flaghook/signature/verifier.hpp>

#include <crypto/failure_plan.hpp>
#include <gtest/gtest.h>
#include <signature/example.hpp>

#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using flaghook::basic_verifier;
using flaghook::secret;
using flaghook::signature_error;
using flaghook::crypto::crypto_error;
using flaghook::tests::body;
using flaghook::tests::failing_backend;
using flaghook::tests::failure_plan;
using flaghook::tests::signed_example;
using flaghook::tests::signed_examples;

using mbedtls_verifier = basic_verifier<flaghook::crypto::mbedtls>;

static_assert(flaghook::crypto::move_only<mbedtls_verifier>);
static_assert(flaghook::crypto::move_only<mbedtls_verifier::context>);
static_assert(flaghook::crypto::move_only<mbedtls_verifier::workspace>);
static_assert(!std::is_default_constructible_v<mbedtls_verifier>);
static_assert(noexcept(std::declval<const mbedtls_verifier&>().verify({}, {})));

constexpr std::string_view right = signed_examples[0].signature_of_body;

mbedtls_verifier one_secret() {
    return *mbedtls_verifier::make(*secret::from_text("0123456789"));
}

std::vector<secret> all_secrets() {
    std::vector<secret> secrets;
    for (const signed_example& example : signed_examples) {
        secrets.push_back(*secret::from_text(example.secret));
    }
    return secrets;
}

TEST(verifier, accepts_what_python_signed) {
    for (const signed_example& example : signed_examples) {
        const auto verifier = mbedtls_verifier::make(*secret::from_text(example.secret));
        EXPECT_TRUE(verifier->verify(body, example.signature_of_body));
        EXPECT_TRUE(verifier->verify("", example.signature_of_nothing));
        EXPECT_FALSE(verifier->verify(body, example.signature_of_nothing));
        EXPECT_FALSE(verifier->verify("", example.signature_of_body));
    }
}

TEST(verifier, refuses_a_body_that_differs_in_any_byte) {
    const mbedtls_verifier verifier = one_secret();
    std::string changed(body);
    for (char& byte : changed) {
        byte = static_cast<char>(byte ^ 1);
        EXPECT_FALSE(verifier.verify(changed, right));
        byte = static_cast<char>(byte ^ 1);
    }
    EXPECT_FALSE(verifier.verify(changed + "\n", right));
    EXPECT_FALSE(verifier.verify(changed.substr(1), right));
    EXPECT_TRUE(verifier.verify(changed, right));
}

TEST(verifier, refuses_a_signature_that_differs_in_any_digit) {
    const mbedtls_verifier verifier = one_secret();
    std::string changed(right);
    for (char& digit : changed) {
        const char original = std::exchange(digit, digit == '0' ? '1' : '0');
        EXPECT_FALSE(verifier.verify(body, changed));
        digit = original;
    }
    EXPECT_TRUE(verifier.verify(body, changed));
}

TEST(verifier, refuses_capital_hex_digits_as_sentry_does) {
    const mbedtls_verifier verifier = one_secret();
    std::string capital(right);
    for (char& digit : capital) {
        digit = static_cast<char>(std::toupper(static_cast<unsigned char>(digit)));
    }
    EXPECT_FALSE(verifier.verify(body, capital));

    std::string one_capital(right);
    ASSERT_EQ(one_capital[0], 'c');
    one_capital[0] = 'C';
    EXPECT_FALSE(verifier.verify(body, one_capital));
}

TEST(verifier, refuses_a_header_that_is_missing_empty_too_short_too_long_or_prefixed) {
    const mbedtls_verifier verifier = one_secret();
    const std::string text(right);
    EXPECT_FALSE(verifier.verify(body, std::nullopt));
    EXPECT_FALSE(verifier.verify(body, ""));
    EXPECT_FALSE(verifier.verify(body, std::string_view()));
    for (std::size_t size = 1; size < text.size(); ++size) {
        EXPECT_FALSE(verifier.verify(body, text.substr(0, size)));
    }
    EXPECT_FALSE(verifier.verify(body, text + "0"));
    EXPECT_FALSE(verifier.verify(body, text + " "));
    EXPECT_FALSE(verifier.verify(body, " " + text));
    EXPECT_FALSE(verifier.verify(body, text + "\n"));
    EXPECT_FALSE(verifier.verify(body, text + std::string(1, '\0')));
    EXPECT_FALSE(verifier.verify(body, "sha256=" + text));
    EXPECT_FALSE(verifier.verify(body, text + text));
    EXPECT_FALSE(verifier.verify(body, "sha256=" + text.substr(7))) << "of the right length too";
}

TEST(verifier, accepts_the_signature_of_any_of_its_secrets) {
    const auto verifier = mbedtls_verifier::make(all_secrets());
    for (const signed_example& example : signed_examples) {
        EXPECT_TRUE(verifier->verify(body, example.signature_of_body));
        EXPECT_TRUE(verifier->verify("", example.signature_of_nothing));
        EXPECT_FALSE(verifier->verify("", example.signature_of_body));
    }
}

TEST(verifier, refuses_the_signature_of_a_secret_that_it_does_not_have) {
    std::vector<secret> secrets = all_secrets();
    secrets.pop_back();
    const auto verifier = mbedtls_verifier::make(secrets);
    EXPECT_FALSE(verifier->verify(body, std::end(signed_examples)[-1].signature_of_body));
}

TEST(verifier, takes_1_to_16_secrets) {
    std::vector<secret> secrets;
    EXPECT_EQ(mbedtls_verifier::make(secrets).error(), signature_error::no_secrets);
    for (std::size_t count = 1; count <= 16; ++count) {
        secrets.push_back(*secret::from_text("secret number " + std::to_string(count)));
        EXPECT_TRUE(mbedtls_verifier::make(secrets)) << count;
    }
    secrets.back() = *secret::from_text(signed_examples[0].secret);
    EXPECT_TRUE(mbedtls_verifier::make(secrets)->verify(body, right)) << "the last of 16";
    secrets.push_back(*secret::from_text("one secret more"));
    EXPECT_EQ(mbedtls_verifier::make(secrets).error(), signature_error::too_many_secrets);
}

TEST(verifier, is_not_made_if_one_of_the_secrets_was_moved_from) {
    std::vector<secret> secrets = all_secrets();
    const secret elsewhere = std::move(secrets[2]);
    EXPECT_EQ(mbedtls_verifier::make(secrets).error(), signature_error::secret_empty);
    EXPECT_EQ(mbedtls_verifier::make(secrets[2]).error(), signature_error::secret_empty);
}

TEST(verifier, always_tries_all_secrets) {
    failure_plan::fail_at(0);
    const std::vector<secret> secrets = all_secrets();
    const auto verifier = basic_verifier<failing_backend>::make(secrets);
    const auto work = [&](std::string_view header) {
        failure_plan::fail_at(0);
        failing_backend::comparisons = 0;
        static_cast<void>(verifier->verify(body, header));
        return std::pair(failure_plan::made(), failing_backend::comparisons);
    };
    const std::pair<std::size_t, std::size_t> all(3 * secrets.size(), secrets.size());
    for (const signed_example& example : signed_examples) {
        EXPECT_EQ(work(example.signature_of_body), all) << "whichever matches";
    }
    EXPECT_EQ(work(std::string(64, '0')), all) << "or none";
    EXPECT_EQ(work("short"), std::pair(std::size_t{0}, std::size_t{0}))
        << "what cannot be a signature costs nothing";
}

TEST(verifier, gives_the_same_verdict_when_the_body_is_cut_at_any_place) {
    const auto verifier = mbedtls_verifier::make(all_secrets());
    for (std::size_t cut = 0; cut <= body.size(); ++cut) {
        for (const std::string_view header : {right, signed_examples[0].signature_of_nothing}) {
            mbedtls_verifier::context run = verifier->start();
            run.update(body.substr(0, cut));
            run.update({});
            run.update(body.substr(cut));
            EXPECT_EQ(run.verify(header), header == right) << "cut at " << cut;
        }
    }
}

TEST(verifier, a_run_verifies_once) {
    mbedtls_verifier::context run = one_secret().start();
    run.update(body);
    EXPECT_TRUE(run.verify(right));
    EXPECT_FALSE(run.verify(right));
    run.update(body);
    EXPECT_FALSE(run.verify(right));
}

TEST(verifier, a_run_ends_with_its_first_header_whatever_that_is) {
    for (const std::optional<std::string_view> header :
         {std::optional<std::string_view>(), std::optional<std::string_view>(""),
          std::optional<std::string_view>(signed_examples[1].signature_of_body)}) {
        mbedtls_verifier::context run = one_secret().start();
        run.update(body);
        EXPECT_FALSE(run.verify(header));
        EXPECT_FALSE(run.verify(right)) << "no second guess for the same body";
    }
}

TEST(verifier, does_not_need_the_secrets_any_more_once_it_is_made) {
    std::optional<std::vector<secret>> secrets = all_secrets();
    const auto verifier = mbedtls_verifier::make(*secrets);
    secrets.reset();
    EXPECT_TRUE(verifier->verify(body, right));
}

// These tests use moved-from objects on purpose.
// NOLINTBEGIN(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
TEST(verifier, moves_with_its_keys_and_verifies_nothing_afterwards) {
    mbedtls_verifier first = one_secret();
    mbedtls_verifier second(std::move(first));
    EXPECT_TRUE(second.verify(body, right));
    EXPECT_FALSE(first.verify(body, right));
    mbedtls_verifier third = *mbedtls_verifier::make(*secret::from_text("another secret"));
    third = std::move(second);
    EXPECT_TRUE(third.verify(body, right));
    EXPECT_FALSE(second.verify(body, right));
}

TEST(verifier, a_run_moves_with_what_it_has_seen_and_verifies_nothing_afterwards) {
    mbedtls_verifier::context first = one_secret().start();
    first.update(body.substr(0, 50));
    mbedtls_verifier::context second(std::move(first));
    first.update(body);
    second.update(body.substr(50));
    EXPECT_FALSE(first.verify(right));
    EXPECT_TRUE(second.verify(right));
}
// NOLINTEND(bugprone-use-after-move,clang-analyzer-cplusplus.Move)

TEST(verifier, is_not_made_if_the_preparation_of_any_key_fails) {
    const std::vector<secret> secrets = all_secrets();
    for (std::size_t failing = 1; failing <= secrets.size(); ++failing) {
        failure_plan::fail_at(failing);
        EXPECT_EQ(basic_verifier<failing_backend>::make(secrets).error(),
                  crypto_error::library_failed);
    }
}

TEST(verifier, verifies_nothing_whichever_crypto_call_fails) {
    failure_plan::fail_at(0);
    const std::vector<secret> secrets = all_secrets();
    const auto verifier = basic_verifier<failing_backend>::make(secrets);
    failure_plan::fail_at(0);
    ASSERT_TRUE(verifier->verify(body, right));
    const std::size_t calls = failure_plan::made();
    ASSERT_EQ(calls, 3 * secrets.size());
    for (std::size_t failing = 1; failing <= calls; ++failing) {
        for (const signed_example& example : signed_examples) {
            failure_plan::fail_at(failing);
            EXPECT_FALSE(verifier->verify(body, example.signature_of_body))
                << "call " << failing << " failed; it may be another secret's than the right one";
        }
    }
}

/// Fails in `finish`, and leaves the digest unchanged.
struct silent_backend : failing_backend {
    class mac : public failing_backend::mac {
    public:
        boost::system::error_code start(const key&) noexcept { return {}; }
        boost::system::error_code update(std::span<const std::byte>) noexcept { return {}; }
        boost::system::error_code finish(flaghook::crypto::digest&) noexcept {
            return crypto_error::library_failed;
        }
    };
};

TEST(verifier, the_signature_of_an_untouched_digest_is_not_accepted_when_finishing_fails) {
    failure_plan::fail_at(0);
    const auto verifier = basic_verifier<silent_backend>::make(all_secrets());
    EXPECT_FALSE(verifier->verify(body, std::string(64, '0')));
}

/// A back end whose states fail at the planned call.
struct failing_states : flaghook::crypto::composed_hmac<flaghook::tests::failing_sha256> {
    static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        return flaghook::crypto::mbedtls::equal(a, b, size);
    }
};

TEST(verifier,
     verifies_nothing_whichever_step_of_a_whole_message_fails_and_its_memory_stays_usable) {
    failure_plan::fail_at(0);
    const auto verifier = basic_verifier<failing_states>::make(all_secrets());
    basic_verifier<failing_states>::workspace kept;
    failure_plan::fail_at(0);
    ASSERT_TRUE(verifier->verify(body, right, kept));
    const std::size_t calls = failure_plan::made();
    ASSERT_EQ(calls, 6 * all_secrets().size());
    for (std::size_t failing = 1; failing <= calls; ++failing) {
        for (const signed_example& example : signed_examples) {
            failure_plan::fail_at(failing);
            EXPECT_FALSE(verifier->verify(body, example.signature_of_body, kept)) << failing;
            failure_plan::fail_at(failing);
            EXPECT_FALSE(verifier->verify(body, example.signature_of_body)) << failing;
            failure_plan::fail_at(0);
            EXPECT_TRUE(verifier->verify(body, example.signature_of_body, kept)) << failing;
        }
    }
}

TEST(verifier, gives_the_same_verdict_with_memory_that_other_verifiers_use_too) {
    const mbedtls_verifier verifiers[] = {
        one_secret(), *mbedtls_verifier::make(*secret::from_text(signed_examples[1].secret)),
        *mbedtls_verifier::make(all_secrets())};
    mbedtls_verifier::workspace kept;
    for (const mbedtls_verifier& used_before : verifiers) {
        for (const mbedtls_verifier& verifier : verifiers) {
            for (const signed_example& example : signed_examples) {
                EXPECT_TRUE(verifiers[2].verify(body, signed_examples[0].signature_of_body, kept));
                static_cast<void>(used_before.verify(body, example.signature_of_body, kept));
                EXPECT_EQ(verifier.verify(body, example.signature_of_body, kept),
                          verifier.verify(body, example.signature_of_body));
                EXPECT_FALSE(verifier.verify("other", example.signature_of_body, kept));
                EXPECT_FALSE(verifier.verify(body, std::nullopt, kept));
            }
        }
    }
}

TEST(verifier, that_was_moved_from_verifies_nothing_with_memory_either) {
    mbedtls_verifier first = one_secret();
    mbedtls_verifier::workspace kept;
    ASSERT_TRUE(first.verify(body, right, kept));
    const mbedtls_verifier second(std::move(first));
    // NOLINTNEXTLINE(bugprone-use-after-move): tested here
    EXPECT_FALSE(first.verify(body, right, kept));
    EXPECT_TRUE(second.verify(body, right, kept));
}

TEST(verifier, serves_many_threads_at_the_same_time) {
    const auto verifier = mbedtls_verifier::make(all_secrets());
    std::vector<std::size_t> correct(4);
    std::vector<std::thread> threads;
    threads.reserve(correct.size());
    for (std::size_t& count : correct) {
        threads.emplace_back([&verifier, &count] {
            for (int round = 0; round < 100; ++round) {
                count += verifier->verify(body, right) && !verifier->verify("other", right);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_EQ(correct, std::vector<std::size_t>(4, 100));
}

} // namespace
