/// @file
/// What this library asks of a crypto library: the concept `hmac_sha256`.
///
/// Sentry's signature is HMAC-SHA-256 (RFC 2104 over FIPS 180-4) of the raw request body under the
/// signing secret. No hash is written here: a *back end* is a type that gives access to one crypto
/// library, and `basic_signer` and `basic_verifier` take it as their template parameter. Nothing is
/// called through a virtual function, and a program that brings its own back end links no other
/// library.
///
/// A back end `B` has
///
/// | member | meaning |
/// |---|---|
/// | `B::key` | a secret, prepared once: both halves of the key schedule are already hashed |
/// | `B::mac` | one running computation under a key; it may be used again |
/// | `B::sha256(bytes, out)` | the plain digest of a text, in one call |
/// | `B::equal(a, b, size)` | comparison in a time that does not depend on the contents |
/// | `B::wipe(memory, size)` | overwriting that the optimizer does not drop |
///
/// and promises what no compiler can check:
///
/// * **All or nothing.** A call that returns an error has no effect that could be mistaken for
///   success: `finish` leaves its output as it was, a key whose preparation failed is not prepared,
///   and a computation in which one step failed refuses all further steps until it is started anew.
/// * **No stray state.** Using an unprepared key gives `crypto_error::key_not_prepared`; continuing
///   a computation that is not running gives `crypto_error::not_started`. Objects that were moved
///   from are in these states.
/// * **Nothing left behind.** Keys, computations and everything between them are overwritten when
///   they are destroyed, finished, or moved from. Only `mac::compute` may leave its result in
///   memory that the computation keeps, until it is used again, destroyed, or moved from.
/// * **Threads.** A prepared key is only read by `mac::start`; any number of threads may start
///   computations from one key at the same time. A computation belongs to one thread at a time.
/// * **Independence.** A computation may outlive the key from which it was started.
///
/// `composed_hmac` (crypto/composed_hmac.hpp) makes most of a back end from any library whose
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

/// The 32 octets of a SHA-256 or HMAC-SHA-256, most significant first as FIPS 180-4 prints them.
using digest = std::array<std::uint8_t, 32>;

/// Can be moved without failing, and cannot be copied by accident: what every object that holds a
/// secret, or is derived from one, has to be.
template <class Type>
concept move_only =
    std::is_nothrow_move_constructible_v<Type> && std::is_nothrow_move_assignable_v<Type> &&
    std::is_nothrow_destructible_v<Type> && !std::is_copy_constructible_v<Type> &&
    !std::is_copy_assignable_v<Type>;

// clang-format 14 breaks the line before `noexcept ->`.
// clang-format off

/// `Backend::key`: move-only, default-constructed unprepared, and `prepare(secret)` takes raw bytes
/// of any length (RFC 2104, section 2: a key longer than the hash's block of 64 octets is hashed
/// first). The bytes need not outlive the call.
template <class Backend>
concept prepares_keys =
    move_only<typename Backend::key> &&
    std::is_nothrow_default_constructible_v<typename Backend::key> &&
    requires(typename Backend::key& key, std::span<const std::byte> secret) {
        { key.prepare(secret) } noexcept -> std::same_as<boost::system::error_code>;
    };

/// `Backend::mac`: move-only, default-constructed not running; `start(key)` begins anew whatever
/// came before, `update(bytes)` takes the next part of the body (an empty one is fine), and
/// `finish(out)` gives the result and ends the computation.
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

/// `Backend::sha256(bytes, out)`: SHA-256 of `bytes`; `out` is left as it was on an error.
template <class Backend>
concept hashes_bytes = requires(std::span<const std::byte> bytes, digest& out) {
    { Backend::sha256(bytes, out) } noexcept -> std::same_as<boost::system::error_code>;
};

/// `mac.compute(key, bytes, out)`, which a back end may have: a whole message in one call, with the
/// outcome of `start`, `update` and `finish`. It can do with less than these, since the key outlives
/// the call, and may keep memory in the computation for the next one.
template <class Backend>
concept computes_whole_macs =
    requires(typename Backend::mac& mac, const typename Backend::key& key,
             std::span<const std::byte> bytes, digest& out) {
        { mac.compute(key, bytes, out) } noexcept -> std::same_as<boost::system::error_code>;
    };

/// `Backend::equal(a, b, size)`: whether two blocks of `size` bytes are equal, in a time that
/// depends on `size` alone, by the crypto library's own primitive.
template <class Backend>
concept compares_in_constant_time = requires(const void* a, const void* b, std::size_t size) {
    { Backend::equal(a, b, size) } noexcept -> std::same_as<bool>;
};

/// `Backend::wipe(memory, size)`: overwrites `size` bytes, by the crypto library's own primitive,
/// even where the compiler can see that nobody reads them again.
template <class Backend>
concept wipes_memory = requires(void* memory, std::size_t size) {
    { Backend::wipe(memory, size) } noexcept -> std::same_as<void>;
};

// clang-format on

/// A back end, as described at the head of this file. It is split into named parts so that a
/// compiler's complaint about a type that is not one says which part is missing, for example
/// "'mine' does not satisfy 'wipes_memory' because 'Backend::wipe(memory, size)' would be invalid".
template <class Backend>
concept hmac_sha256 = prepares_keys<Backend> && computes_macs<Backend> && hashes_bytes<Backend> &&
    compares_in_constant_time<Backend> && wipes_memory<Backend>;

/// The HMAC of a whole message, by `compute` where the back end has it.
/// @param mac may be used for one message after the other, whatever their keys
/// @param out left as it was on an error
/// @return `crypto_error::key_not_prepared`, or an error of the back end
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

/// Refuses a type that is no back end and says, in words, which part is missing or has another
/// form. `basic_signer` and `basic_verifier` ask it; so may whoever writes a back end:
/// @code
/// static_assert(flaghook::crypto::check_backend<my_backend>());
/// @endcode
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
