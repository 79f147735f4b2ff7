/// @file
/// Inputs and initial outputs of the tests of the back ends.
#ifndef FLAGHOOK_TESTS_CRYPTO_OCTETS_HPP
#define FLAGHOOK_TESTS_CRYPTO_OCTETS_HPP

#include <flaghook/crypto/hmac_sha256.hpp>

#include <cstddef>
#include <span>
#include <string_view>

namespace flaghook::tests {

inline std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text));
}

/// A value that is neither all zeros nor a digest of any text in the tests.
inline crypto::digest untouched() {
    crypto::digest value;
    value.fill(0xEE);
    return value;
}

} // namespace flaghook::tests

#endif
