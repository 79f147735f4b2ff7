/// @file
/// HMAC put together from a crypto library's SHA-256 states (RFC 2104).
///
/// Most libraries have an HMAC of their own, but run the key schedule (two of the four blocks that
/// a short message costs) for every message, or keep the key on the heap. RFC 2104, section 4,
/// describes the remedy: hash the two padded key blocks once, keep both intermediate states, and
/// start every message from copies of them. That needs nothing of the library but a SHA-256 state
/// that can be copied; the hash itself stays the library's.
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

/// One SHA-256 computation of a crypto library, which can be continued from a copy.
///
/// * A default-constructed state is not running; `start()` makes it one that has seen no bytes,
///   `resume(other)` makes it a copy of `other`. Both discard what was there before.
/// * `update(bytes)` and `finish(out)` on a state that is not running, and `resume` from one, fail
///   with `crypto_error::not_started`.
/// * After `finish`, after any failure, and after being moved from, a state is not running, and
///   what it had seen is wiped. Only a successful `finish` may leave its result in memory that the
///   state keeps for the next `resume`. A failing `finish` leaves `out` as it was.
/// * Several threads may `resume` from one state at the same time.
/// * `wipe` is the library's own way to overwrite memory.
// clang-format off
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

/// Everything of a back end except `equal`: derive from it and add that.
/// @code
/// class my_sha256;  // a resumable_sha256
///
/// struct my_backend : flaghook::crypto::composed_hmac<my_sha256> {
///     static bool equal(const void* a, const void* b, std::size_t size) noexcept;
/// };
///
/// using my_signer = flaghook::basic_signer<my_backend>;
/// @endcode
/// @tparam Hash the library's SHA-256.
template <resumable_sha256 Hash>
struct composed_hmac {
    class mac;

    /// The two states of RFC 2104, section 4: SHA-256 after the key block XOR ipad, and after the
    /// key block XOR opad. They are worth as much as the secret.
    class key {
    public:
        /// Replaces whatever key was here before, also when it fails.
        /// @param secret the raw key, of any length; not kept.
        /// @return an error of `Hash`; the key is then not prepared.
        /// @par Complexity
        /// Two blocks of SHA-256, and the secret's own if it is over 64 octets.
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

        /// @return whether computations can be started from this key.
        [[nodiscard]] bool prepared() const noexcept {
            return inner_.running() && outer_.running();
        }

    private:
        friend class mac;

        /// B of RFC 2104: the octets that SHA-256 takes in at a time (FIPS 180-4, section 1).
        static constexpr std::size_t block_size = 64;
        /// The octet of ipad and of opad, RFC 2104, section 2.
        static constexpr std::byte inner_pad{0x36};
        static constexpr std::byte outer_pad{0x5C};

        using key_block = std::array<std::byte, block_size>;

        /// Step (1) of RFC 2104, section 2: the secret, or its hash if it is longer than a block,
        /// followed by zeros.
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

    /// One message under a key.
    class mac {
    public:
        /// @param from stays untouched and may be destroyed before the computation ends.
        /// @return `crypto_error::key_not_prepared`, or an error of `Hash`.
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

        /// @param bytes the next part of the message, possibly empty.
        /// @return `crypto_error::not_started`, or an error of `Hash`.
        [[nodiscard]] boost::system::error_code update(std::span<const std::byte> bytes) noexcept {
            return stop_on(inner_.update(bytes));
        }

        /// @param out the HMAC-SHA-256 of everything since `start`; left as it was on an error.
        /// @return `crypto_error::not_started`, or an error of `Hash`.
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

        /// A whole message in one call. It takes one state instead of two, since the key is there
        /// until the end, and what memory `Hash` keeps serves the next call. That memory holds
        /// nothing but the result.
        /// @param with stays untouched.
        /// @param out the HMAC-SHA-256 of `bytes`; left as it was on an error.
        /// @return `crypto_error::key_not_prepared`, or an error of `Hash`.
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
        /// The outer state is as good as the key: it must not stay behind in a computation that
        /// has no further use for it.
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

    /// The plain hash of FIPS 180-4.
    /// @param out left as it was on an error.
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

    /// The library's own overwriting.
    static void wipe(void* memory, std::size_t size) noexcept { Hash::wipe(memory, size); }
};

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

#endif
