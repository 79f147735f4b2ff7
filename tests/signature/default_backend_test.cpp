#include <flaghook/signature/default_backend.hpp>

#include <gtest/gtest.h>
#include <signature/example.hpp>

#include <type_traits>

namespace {

#ifdef FLAGHOOK_CRYPTO_OPENSSL
static_assert(std::is_same_v<flaghook::default_backend, flaghook::crypto::openssl>);
#else
static_assert(std::is_same_v<flaghook::default_backend, flaghook::crypto::mbedtls>);
#endif
static_assert(std::is_same_v<flaghook::signer, flaghook::basic_signer<flaghook::default_backend>>);
static_assert(
    std::is_same_v<flaghook::verifier, flaghook::basic_verifier<flaghook::default_backend>>);

TEST(default_backend, what_the_signer_signs_the_verifier_accepts) {
    using flaghook::tests::body;
    const auto secret = flaghook::secret::from_text(flaghook::tests::signed_examples[0].secret);
    ASSERT_TRUE(secret);
    const auto signer = flaghook::signer::make(*secret);
    const auto verifier = flaghook::verifier::make(*secret);
    ASSERT_TRUE(signer && verifier);
    const auto signature = signer->sign(body);
    ASSERT_TRUE(signature);
    EXPECT_EQ(signature->hex(), flaghook::tests::signed_examples[0].signature_of_body);
    EXPECT_TRUE(verifier->verify(body, signature->hex()));
    EXPECT_FALSE(verifier->verify("another body", signature->hex()));
}

} // namespace
