/// @file
/// A change id for those who have no 64-bit sequence.
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

/// A stable, positive id from any text that names one change: the key of a row in your log, a
/// UUID, `flag:version`, or a text that all environments of one change share.
///
/// The first eight octets of SHA-256 of the key's bytes, read as a big-endian number without its
/// highest bit, and 1 instead of 0. The range, 1 ... 2^63-1, is what every language's 64-bit
/// integer holds. In Python:
///
/// @code{.py}
/// int.from_bytes(hashlib.sha256(key).digest()[:8], "big") & 0x7FFFFFFFFFFFFFFF or 1
/// @endcode
///
/// Two different keys have the same id once in 2^63; among a million keys of one *request*, where
/// alone ids are compared, some pair does with a chance of 1 in 18 million.
/// @param key any bytes; texts are to be UTF-8, so that other languages derive the same id
/// @return the id, or the error of the back end
/// @par Complexity
/// Linear; nothing is allocated, unless the back end does.
///
/// @par Example
/// @code
/// change.id = flaghook::derive_change_id("checkout:17").value(); // 6580980600697193345
/// @endcode
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

// In the namespace that says which choice it was, as the two functions are not the same.
#ifdef FLAGHOOK_CRYPTO_OPENSSL
inline namespace by_openssl {
#else
inline namespace by_mbedtls {
#endif

/// The same by the crypto library that is used where none is named.
[[nodiscard]] inline boost::system::result<change_id> derive_change_id(std::string_view key) {
    return flaghook::derive_change_id<default_backend>(key);
}

} // namespace by_openssl or by_mbedtls

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
