/// @file
/// HMAC-SHA-256 by one call of a crypto library, independent of the library under test.
#ifndef FLAGHOOK_FUZZ_ORACLE_DIGEST_HPP
#define FLAGHOOK_FUZZ_ORACLE_DIGEST_HPP

#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// Returns `hmac.new(secret, body, hashlib.sha256).hexdigest()`, computed by OpenSSL if the build
/// found it. Otherwise Mbed TLS's own HMAC computes it; flaghook does not call that function but
/// composes HMAC itself.
[[nodiscard]] std::string hmac_hex(std::string_view secret, std::string_view body);

/// Returns the 32 octets of SHA-256, computed by the same crypto library.
[[nodiscard]] std::string sha256_octets(std::string_view bytes);

} // namespace flaghook::fuzz

#endif
