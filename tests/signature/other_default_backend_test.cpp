// A part of a program that chooses a different crypto library than the other parts.

#ifdef FLAGHOOK_CRYPTO_OPENSSL
#undef FLAGHOOK_CRYPTO_OPENSSL
#else
#define FLAGHOOK_CRYPTO_OPENSSL
#endif

#include <flaghook/crypto/mbedtls.hpp>
#include <flaghook/crypto/openssl.hpp>
#include <flaghook/signature/default_backend.hpp>

#include <gtest/gtest.h>
#include <signature/example.hpp>

#include <type_traits>

namespace {

using flaghook::tests::body;
using flaghook::tests::signed_examples;

#ifdef FLAGHOOK_CRYPTO_OPENSSL
using chosen = flaghook::crypto::openssl;
using chosen_elsewhere = flaghook::crypto::mbedtls;
#else
using chosen = flaghook::crypto::mbedtls;
using chosen_elsewhere = flaghook::crypto::openssl;
#endif

static_assert(std::is_same_v<flaghook::default_backend, chosen>);

TEST(other_default_backend, stands_beside_the_first_in_one_program) {
    const auto secret = flaghook::secret::from_text(signed_examples[0].secret);
    const auto signer = flaghook::signer::make(*secret);
    const auto verifier = flaghook::basic_verifier<chosen_elsewhere>::make(*secret);
    ASSERT_TRUE(signer && verifier);
    const auto signature = signer->sign(body);
    ASSERT_TRUE(signature);
    EXPECT_EQ(signature->hex(), signed_examples[0].signature_of_body);
    EXPECT_TRUE(verifier->verify(body, signature->hex()));
}

TEST(other_default_backend, its_signers_are_not_those_of_the_first) {
    using elsewhere = flaghook::basic_signer<chosen_elsewhere>;
    EXPECT_FALSE((std::is_constructible_v<elsewhere, flaghook::signer>));
    EXPECT_FALSE((std::is_same_v<elsewhere, flaghook::signer>));
}

} // namespace
