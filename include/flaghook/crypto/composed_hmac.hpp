/// @file
/// HMAC (RFC 2104) composed from a crypto library's SHA-256 states.
///
/// The HMAC of most libraries runs the key schedule for every message, which is two of the four
/// blocks of a short message, or keeps the key on the heap. RFC 2104, section 4, describes an
/// alternative: hash the two padded key blocks once, keep both intermediate states, and start every
/// message from copies of them. The library only has to have a SHA-256 state that can be copied. It
/// still computes the hash.
#ifndef FLAGHOOK_CRYPTO_COMPOSED_HMAC_HPP
#define FLAGHOOK_CRYPTO_COMPOSED_HMAC_HPP

#include <flaghook/crypto/crypto_error.hpp>
#include <flaghook/crypto/hmac_sha256.hpp>
#include <flaghook/version.hpp>

#include <boost/system/error_code.hpp>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstddef>
#include <span>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI::crypto {

// clang-format off
/// A SHA-256 computation of a crypto library that can continue from a copy.
///
/// * A default-constructed state is not running. `start()` makes it a running state without bytes,
///   and `resume(other)` makes it a copy of `other`. Both discard the former state.
/// * `update(bytes)` and `finish(out)` on a state that is not running, and `resume` from one, fail
///   with `crypto_error::not_started`.
/// * After `finish`, after any failure, and after a move, a state is not running, and the bytes
///   that it processed are overwritten. Only a successful `finish` may leave its result in memory
///   that the state keeps for the next `resume`. A failing `finish` leaves `out` unchanged.
/// * Several threads may `resume` from one state at the same time.
/// * `wipe` is the library's own function for overwriting memory.
template <class Hash>
concept resumable_sha256 =
    move_only<Hash> && std::is_nothrow_default_constructible_v<Hash> && wipes_memory<Hash> &&
    requires(Hash& hash, const Hash& other, std::span<const std::byte> bytes, digest& out) {
        { hash.start() } noexcept -> std::same_as<boost::system::error_code>;
        { hash.resume(other) } noexcept -> std::same_as<boost::system::error_code>;
        { hash.update(bytes) } noexcept -> std::same_as<boost::system::error_code>;
        { hash.finish(out) } noexcept -> std::same_as<boost::system::error_code>;
        { other.running() } noexcept -> std::same_as<bool>;
    };
// clang-format on

/// Provides a whole back end except `equal`. Derive from it, and add `equal`.
///
/// @tparam Hash the SHA-256 of the crypto library
///
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc2104#section-4
///
/// @par Example
/// @code
/// class my_sha256;  // a resumable_sha256
///
/// struct my_backend : flaghook::crypto::composed_hmac<my_sha256> {
///     static bool equal(const void* a, const void* b, std::size_t size) noexcept;
/// };
///
/// using my_signer = flaghook::basic_signer<my_backend>;
/// @endcode
template <resumable_sha256 Hash>
struct composed_hmac {
    class mac;

    /// A prepared secret: the two states of RFC 2104, section 4.
    ///
    /// They are the SHA-256 states after the key block XOR ipad, and after the key block XOR opad.
    /// An attacker who has them can sign, as with the secret.
    class key {
    public:
        /// Prepares the key. The former key is discarded, even if this fails.
        /// @param secret the raw key, of any length. It is not kept.
        /// @return no error; or an error of `Hash`, and the key is not prepared
        /// @par Complexity
        /// Two blocks of SHA-256, and those of the secret if it has more than 64 octets.
        [[nodiscard]] boost::system::error_code
        prepare(std::span<const std::byte> secret) noexcept {
            std::array<std::byte, block_size> block{};
            boost::system::error_code failure = fill(block, secret);
            if (!failure) {
                failure = absorb(inner_, block, inner_pad);
            }
            if (!failure) {
                failure = absorb(outer_, block, outer_pad);
            }
            wipe(block.data(), block.size());
            if (failure) {
                inner_ = Hash{};
                outer_ = Hash{};
            }
            return failure;
        }

        /// Checks whether computations can be started with this key.
        [[nodiscard]] bool prepared() const noexcept {
            return inner_.running() && outer_.running();
        }

    private:
        friend class mac;

        /// B of RFC 2104: the number of octets that SHA-256 processes at a time (FIPS 180-4,
        /// section 1).
        static constexpr std::size_t block_size = 64;
        /// The octets of ipad and opad (RFC 2104, section 2).
        static constexpr std::byte inner_pad{0x36};
        static constexpr std::byte outer_pad{0x5C};

        using key_block = std::array<std::byte, block_size>;

        /// Performs step (1) of RFC 2104, section 2: the secret, or its hash if it is longer than a
        /// block, followed by zeros.
        [[nodiscard]] static boost::system::error_code
        fill(key_block& block, std::span<const std::byte> secret) noexcept {
            if (secret.size() <= block.size()) {
                std::copy(secret.begin(), secret.end(), block.begin());
                return {};
            }
            digest hashed{};
            const boost::system::error_code failure = sha256(secret, hashed);
            const std::span<const std::byte> octets = std::as_bytes(std::span(hashed));
            std::copy(octets.begin(), octets.end(), block.begin());
            wipe(hashed.data(), hashed.size());
            return failure;
        }

        [[nodiscard]] static boost::system::error_code absorb(Hash& state, const key_block& block,
                                                              std::byte pad) noexcept {
            key_block padded;
            std::transform(block.begin(), block.end(), padded.begin(),
                           [pad](std::byte octet) { return octet ^ pad; });
            boost::system::error_code failure = state.start();
            if (!failure) {
                failure = state.update(padded);
            }
            wipe(padded.data(), padded.size());
            return failure;
        }

        Hash inner_;
        Hash outer_;
    };

    /// The computation of the HMAC of one message.
    class mac {
    public:
        /// Starts a computation. Any former one is discarded.
        /// @param from the key. It is only read, and may be destroyed before the computation ends.
        /// @return no error; `crypto_error::key_not_prepared`; or an error of `Hash`
        /// @par Complexity
        /// Constant.
        [[nodiscard]] boost::system::error_code start(const key& from) noexcept {
            boost::system::error_code failure;
            if (!from.prepared()) {
                failure = crypto_error::key_not_prepared;
            }
            if (!failure) {
                failure = inner_.resume(from.inner_);
            }
            if (!failure) {
                failure = outer_.resume(from.outer_);
            }
            return stop_on(failure);
        }

        /// Adds the next part of the message.
        /// @param bytes the part; may be empty
        /// @return no error; `crypto_error::not_started`; or an error of `Hash`
        /// @par Complexity
        /// Linear in `bytes.size()`.
        [[nodiscard]] boost::system::error_code update(std::span<const std::byte> bytes) noexcept {
            return stop_on(inner_.update(bytes));
        }

        /// Ends the computation.
        /// @param out the HMAC-SHA-256 of all bytes since `start`; unchanged on an error
        /// @return no error; `crypto_error::not_started`; or an error of `Hash`
        /// @par Complexity
        /// Constant.
        [[nodiscard]] boost::system::error_code finish(digest& out) noexcept {
            digest inner{};
            boost::system::error_code failure = inner_.finish(inner);
            if (!failure) {
                failure = outer_.update(std::as_bytes(std::span(inner)));
            }
            if (!failure) {
                failure = outer_.finish(out);
            }
            wipe(inner.data(), inner.size());
            stop();
            return failure;
        }

        /// Computes the HMAC of a whole message in one call.
        ///
        /// It uses one state instead of two, because the key exists until the end. Memory that
        /// `Hash` keeps is reused by the next call. That memory contains nothing but the result.
        /// @param with the key. It is only read.
        /// @param bytes the message
        /// @param out the HMAC-SHA-256 of `bytes`; unchanged on an error
        /// @return no error; `crypto_error::key_not_prepared`; or an error of `Hash`
        /// @par Complexity
        /// Linear in `bytes.size()`.
        [[nodiscard]] boost::system::error_code
        compute(const key& with, std::span<const std::byte> bytes, digest& out) noexcept {
            if (outer_.running()) {
                stop();
            }
            digest inner{};
            boost::system::error_code failure;
            if (!with.prepared()) {
                failure = crypto_error::key_not_prepared;
            }
            if (!failure) {
                failure = hash_from(with.inner_, bytes, inner);
            }
            if (!failure) {
                failure = hash_from(with.outer_, std::as_bytes(std::span(inner)), out);
            }
            wipe(inner.data(), inner.size());
            return stop_on(failure);
        }

    private:
        /// Discards both states. The outer state is as sensitive as the key, so it must not remain
        /// in a computation that no longer needs it.
        void stop() noexcept {
            inner_ = Hash{};
            outer_ = Hash{};
        }

        boost::system::error_code stop_on(boost::system::error_code failure) noexcept {
            if (failure) {
                stop();
            }
            return failure;
        }

        [[nodiscard]] boost::system::error_code
        hash_from(const Hash& state, std::span<const std::byte> bytes, digest& out) noexcept {
            boost::system::error_code failure = inner_.resume(state);
            if (!failure) {
                failure = inner_.update(bytes);
            }
            if (!failure) {
                failure = inner_.finish(out);
            }
            return failure;
        }

        Hash inner_;
        Hash outer_;
    };

    /// Computes the plain hash of FIPS 180-4.
    /// @param bytes the bytes to hash
    /// @param out the SHA-256 of `bytes`; unchanged on an error
    /// @return no error, or an error of `Hash`
    /// @par Complexity
    /// Linear in `bytes.size()`.
    [[nodiscard]] static boost::system::error_code sha256(std::span<const std::byte> bytes,
                                                          digest& out) noexcept {
        Hash hash;
        boost::system::error_code failure = hash.start();
        if (!failure) {
            failure = hash.update(bytes);
        }
        if (!failure) {
            failure = hash.finish(out);
        }
        return failure;
    }

    /// Overwrites memory with the library's own function.
    /// @param memory the first byte
    /// @param size the number of bytes
    static void wipe(void* memory, std::size_t size) noexcept { Hash::wipe(memory, size); }
};

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

#endif
