/// @file
/// HMAC-SHA-256 in one call of a crypto library, past everything that the library under test does.
#ifndef FLAGHOOK_FUZZ_ORACLE_DIGEST_HPP
#define FLAGHOOK_FUZZ_ORACLE_DIGEST_HPP

#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// `hmac.new(secret, body, hashlib.sha256).hexdigest()`, by OpenSSL where the build found it and
/// otherwise by Mbed TLS's own HMAC, which flaghook composes itself instead of calling.
[[nodiscard]] std::string hmac_hex(std::string_view secret, std::string_view body);

/// The 32 octets of SHA-256, by the same library.
[[nodiscard]] std::string sha256_octets(std::string_view bytes);

} // namespace flaghook::fuzz

#endif
