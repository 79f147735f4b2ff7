/// @file
/// Derivation of a change id from a text.
#ifndef FLAGHOOK_WEBHOOK_DERIVE_CHANGE_ID_HPP
#define FLAGHOOK_WEBHOOK_DERIVE_CHANGE_ID_HPP

#include <flaghook/crypto/hmac_sha256.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/signature/default_backend.hpp>
#include <flaghook/version.hpp>

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// Derives a stable, positive id from a text that identifies a change.
///
/// Use it if your flag system has no 64-bit sequence number. The key can be a UUID, the key of a
/// row in your log, or `flag:revision`. Environments that share a change should share its key.
///
/// The id is the first eight octets of the key's SHA-256 as a big-endian number, without the
/// highest bit. If that is 0, the id is 1. So ids are between 1 and 2^63-1, and fit into a signed
/// 64-bit integer of any language. In Python:
///
/// @code{.py}
/// int.from_bytes(hashlib.sha256(key).digest()[:8], "big") & 0x7FFFFFFFFFFFFFFF or 1
/// @endcode
///
/// Two different keys have the same id with a probability of 1 in 2^63. Sentry compares ids only
/// within a request. Among a million keys in one request, the probability of any collision is 1 in
/// 18 million.
/// @tparam Backend the crypto library that computes SHA-256
/// @param key any bytes. Encode texts as UTF-8, so that other languages derive the same id.
/// @return the id, or the back end's error
/// @throws std::bad_alloc only, and only if the back end allocates
/// @par Complexity
/// Linear in `key.size()`. Does not allocate, unless the back end does.
/// @par Source
/// The protocol leaves the choice of ids to the sender:
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet batch.cpp batch
/// @see change_id
template <crypto::hmac_sha256 Backend>
[[nodiscard]] boost::system::result<change_id> derive_change_id(std::string_view key) {
    crypto::digest digest{};
    if (const boost::system::error_code failure =
            Backend::sha256(std::as_bytes(std::span(key.data(), key.size())), digest)) {
        return failure;
    }
    std::uint64_t bits = 0;
    for (std::size_t octet = 0; octet < sizeof bits; ++octet) {
        bits = bits << 8U | digest[octet];
    }
    bits &= ~std::uint64_t{0} >> 1U;
    return change_id(bits == 0 ? 1 : bits);
}

// The function differs with the choice of a back end, so its namespace names the choice.
#ifdef FLAGHOOK_CRYPTO_OPENSSL
inline namespace by_openssl {
#else
inline namespace by_mbedtls {
#endif

/// Derives an id with the default back end, `default_backend`.
///
/// For example, `"checkout:17"` has the id 6580980600697193345 with every back end.
/// @param key any bytes; texts as UTF-8
/// @return the id, or the back end's error
/// @throws std::bad_alloc only, and only if the back end allocates
/// @par Complexity
/// Linear in `key.size()`.
///
/// @par Example
/// @snippet batch.cpp batch
[[nodiscard]] inline boost::system::result<change_id> derive_change_id(std::string_view key) {
    return flaghook::derive_change_id<default_backend>(key);
}

} // namespace by_openssl or by_mbedtls

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
