/// @file
/// The concept `hmac_sha256`: the requirements on a crypto library.
///
/// Sentry's signature is the HMAC-SHA-256 (RFC 2104, FIPS 180-4) of the raw request body, with the
/// signing secret as key. flaghook does not implement a hash. A *back end* is a type that gives
/// access to one crypto library, and the template argument of `basic_signer` and `basic_verifier`.
/// There are no virtual functions, and a program with its own back end links no other crypto
/// library.
///
/// A back end `B` has these members:
///
/// | member | meaning |
/// |---|---|
/// | `B::key` | a prepared secret: both halves of the key schedule are already hashed |
/// | `B::mac` | one computation with a key; it can be reused |
/// | `B::sha256(bytes, out)` | the plain digest of some bytes, in one call |
/// | `B::equal(a, b, size)` | a comparison whose time does not depend on the contents |
/// | `B::wipe(memory, size)` | overwriting that the optimizer does not remove |
///
/// It also makes these promises, which a compiler cannot check:
///
/// * **All or nothing.** A call that returns an error has no effect that could be mistaken for
///   success. `finish` leaves its output unchanged. A key whose preparation failed is not prepared.
///   After a step has failed, a computation refuses all further steps until it is started again.
/// * **No undefined states.** Use of an unprepared key fails with `crypto_error::key_not_prepared`.
///   Continuing a computation that is not running fails with `crypto_error::not_started`.
///   Moved-from objects are in these states.
/// * **Nothing remains in memory.** Keys, computations and all intermediate values are overwritten
///   when they are destroyed, finished, or moved from. Only `mac::compute` may leave its result in
///   memory that the computation keeps, until it is used again, destroyed, or moved from.
/// * **Threads.** `mac::start` only reads a prepared key. Several threads may start computations
///   with one key at the same time. Only one thread at a time may use a computation.
/// * **Independence.** A computation may outlive its key.
///
/// `composed_hmac` (crypto/composed_hmac.hpp) provides most of a back end for any library whose
/// SHA-256 state can be copied.
#ifndef FLAGHOOK_CRYPTO_HMAC_SHA256_HPP
#define FLAGHOOK_CRYPTO_HMAC_SHA256_HPP

#include <flaghook/crypto/crypto_error.hpp>
#include <flaghook/version.hpp>

#include <boost/system/error_code.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI::crypto {

/// A SHA-256 or HMAC-SHA-256 value: 32 octets, most significant first, as printed in FIPS 180-4.
using digest = std::array<std::uint8_t, 32>;

/// A type that is moved without failing, and cannot be copied by accident, as objects that contain
/// a secret or a key require.
template <class Type>
concept move_only =
    std::is_nothrow_move_constructible_v<Type> && std::is_nothrow_move_assignable_v<Type> &&
    std::is_nothrow_destructible_v<Type> && !std::is_copy_constructible_v<Type> &&
    !std::is_copy_assignable_v<Type>;

// clang-format 14 breaks the line before `noexcept ->`.
// clang-format off

/// Requires a `Backend::key`: move-only, and not prepared when default-constructed.
///
/// `prepare(secret)` takes raw bytes of any length, and does not keep them. A key longer than the
/// hash's block of 64 octets is hashed first (RFC 2104, section 2).
template <class Backend>
concept prepares_keys =
    move_only<typename Backend::key> &&
    std::is_nothrow_default_constructible_v<typename Backend::key> &&
    requires(typename Backend::key& key, std::span<const std::byte> secret) {
        { key.prepare(secret) } noexcept -> std::same_as<boost::system::error_code>;
    };

/// Requires a `Backend::mac`: move-only, and not running when default-constructed.
///
/// `start(key)` discards any former state, and starts a computation. `update(bytes)` adds the next
/// part of the message, which may be empty. `finish(out)` returns the result and ends the
/// computation.
template <class Backend>
concept computes_macs =
    move_only<typename Backend::mac> &&
    std::is_nothrow_default_constructible_v<typename Backend::mac> &&
    requires(typename Backend::mac& mac, const typename Backend::key& key,
             std::span<const std::byte> bytes, digest& out) {
        { mac.start(key) } noexcept -> std::same_as<boost::system::error_code>;
        { mac.update(bytes) } noexcept -> std::same_as<boost::system::error_code>;
        { mac.finish(out) } noexcept -> std::same_as<boost::system::error_code>;
    };

/// Requires a `Backend::sha256(bytes, out)`, which computes the SHA-256 of `bytes`. It leaves `out`
/// unchanged if it fails.
template <class Backend>
concept hashes_bytes = requires(std::span<const std::byte> bytes, digest& out) {
    { Backend::sha256(bytes, out) } noexcept -> std::same_as<boost::system::error_code>;
};

/// An optional requirement: `mac.compute(key, bytes, out)` processes a whole message in one call.
///
/// Its result is that of `start`, `update` and `finish`. It can be cheaper, because the key
/// outlives the call. It may keep memory in the computation for the next call.
template <class Backend>
concept computes_whole_macs =
    requires(typename Backend::mac& mac, const typename Backend::key& key,
             std::span<const std::byte> bytes, digest& out) {
        { mac.compute(key, bytes, out) } noexcept -> std::same_as<boost::system::error_code>;
    };

/// Requires a `Backend::equal(a, b, size)`, which checks whether two blocks of `size` bytes are
/// equal.
///
/// It uses the crypto library's own function, and takes a time that depends only on `size`.
template <class Backend>
concept compares_in_constant_time = requires(const void* a, const void* b, std::size_t size) {
    { Backend::equal(a, b, size) } noexcept -> std::same_as<bool>;
};

/// Requires a `Backend::wipe(memory, size)`, which overwrites `size` bytes.
///
/// It uses the crypto library's own function, and overwrites them even where the compiler can prove
/// that they are not read again.
template <class Backend>
concept wipes_memory = requires(void* memory, std::size_t size) {
    { Backend::wipe(memory, size) } noexcept -> std::same_as<void>;
};

// clang-format on

/// A back end; the head of crypto/hmac_sha256.hpp lists its members and promises.
///
/// The concept consists of named parts, so that a compiler's error names the missing part, for
/// example "'mine' does not satisfy 'wipes_memory' because 'Backend::wipe(memory, size)' would be
/// invalid".
/// @see check_backend, composed_hmac
template <class Backend>
concept hmac_sha256 = prepares_keys<Backend> && computes_macs<Backend> && hashes_bytes<Backend> &&
    compares_in_constant_time<Backend> && wipes_memory<Backend>;

/// Computes the HMAC of a whole message, with `mac::compute` if the back end has it.
/// @tparam Backend the back end
/// @param mac a computation; it may be reused for other messages and keys
/// @param key the key
/// @param bytes the message
/// @param out the HMAC-SHA-256; unchanged on an error
/// @return no error; `crypto_error::key_not_prepared`; or an error of the back end
/// @par Complexity
/// Linear in `bytes.size()`.
template <class Backend>
[[nodiscard]] boost::system::error_code
compute_mac(typename Backend::mac& mac, const typename Backend::key& key,
            std::span<const std::byte> bytes, digest& out) noexcept {
    if constexpr (computes_whole_macs<Backend>) {
        return mac.compute(key, bytes, out);
    } else {
        boost::system::error_code failure = mac.start(key);
        if (!failure) {
            failure = mac.update(bytes);
        }
        if (!failure) {
            failure = mac.finish(out);
        }
        return failure;
    }
}

/// Rejects a type that is not a back end, with a message that names the missing or wrong part.
///
/// `basic_signer` and `basic_verifier` call it. The author of a back end can, too:
/// @code
/// static_assert(flaghook::crypto::check_backend<my_backend>());
/// @endcode
/// @tparam Backend the type to check
/// @return `true`; otherwise the program does not compile
template <class Backend>
consteval bool check_backend() noexcept {
    static_assert(
        prepares_keys<Backend>,
        "flaghook: the back end needs a class `key`, move-only, with "
        "`boost::system::error_code prepare(std::span<const std::byte> secret) noexcept`");
    static_assert(
        computes_macs<Backend>,
        "flaghook: the back end needs a class `mac`, move-only, with `start(const key&)`, "
        "`update(std::span<const std::byte>)` and `finish(digest&)`, each noexcept and "
        "returning boost::system::error_code");
    static_assert(hashes_bytes<Backend>,
                  "flaghook: the back end needs `static boost::system::error_code "
                  "sha256(std::span<const std::byte> bytes, digest& out) noexcept`");
    static_assert(compares_in_constant_time<Backend>,
                  "flaghook: the back end needs `static bool equal(const void* a, const void* b, "
                  "std::size_t size) noexcept`, in a time that does not depend on the contents");
    static_assert(wipes_memory<Backend>,
                  "flaghook: the back end needs `static void wipe(void* memory, std::size_t size) "
                  "noexcept`, which overwrites memory");
    return hmac_sha256<Backend>;
}

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

#endif
