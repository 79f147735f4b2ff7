/// @file
/// The Mbed TLS back end, which is the default. No other file names Mbed TLS.
///
/// | Mbed TLS | functions |
/// |---|---|
/// | 2.28 | `mbedtls_sha256_*_ret` |
/// | 3.1 and later 3.x | `mbedtls_sha256_*` |
/// | 4.x (TF-PSA-Crypto) | `psa_hash_*`: the functions above are no longer public |
///
/// Define `FLAGHOOK_MBEDTLS_PSA` to use `psa_hash_*` with older versions too, for example if only
/// the PSA drivers use an accelerator. The two variants are different types, `mbedtls_legacy` and
/// `mbedtls_psa`, and `mbedtls` is an alias of the chosen one. Parts of a program with different
/// choices therefore cannot exchange signers by mistake, and no name has two layouts.
///
/// Link `mbedcrypto` (4.x: `tfpsacrypto`).
///
/// Memory: with `mbedtls_sha256_*`, nothing is allocated. With `psa_hash_*`, the library may
/// allocate, and may copy its input, including the padded key, to memory that flaghook cannot
/// overwrite. Versions since 3.6 do both, unless they were built with
/// `MBEDTLS_PSA_ASSUME_EXCLUSIVE_BUFFERS`.
#ifndef FLAGHOOK_CRYPTO_MBEDTLS_HPP
#define FLAGHOOK_CRYPTO_MBEDTLS_HPP

#include <flaghook/crypto/composed_hmac.hpp>
#include <flaghook/crypto/crypto_error.hpp>
#include <flaghook/version.hpp>

#include <boost/system/error_code.hpp>
#include <mbedtls/platform_util.h>
#include <mbedtls/version.h>

// mbedtls/constant_time.h is the only public header that does not declare C linkage itself:
// https://github.com/Mbed-TLS/mbedtls/pull/9127
#include <stddef.h>
extern "C" {
#include <mbedtls/constant_time.h>
}

#if MBEDTLS_VERSION_NUMBER < 0x021C0000
#error "flaghook needs Mbed TLS 2.28 or later."
#endif

#if MBEDTLS_VERSION_MAJOR >= 4 && !defined(FLAGHOOK_MBEDTLS_PSA)
#define FLAGHOOK_MBEDTLS_PSA
#endif

#ifdef FLAGHOOK_MBEDTLS_PSA
#include <psa/crypto.h>
#ifndef PSA_WANT_ALG_SHA_256
#error "flaghook needs Mbed TLS built with PSA_WANT_ALG_SHA_256."
#endif
#include <cstdint>
#include <mutex>
#else
#include <mbedtls/sha256.h>
#ifndef MBEDTLS_SHA256_C
#error "flaghook needs Mbed TLS built with MBEDTLS_SHA256_C; see also FLAGHOOK_MBEDTLS_PSA."
#endif
#endif

#include <cstddef>
#include <span>

namespace flaghook::inline FLAGHOOK_ABI::crypto {

namespace detail {

/// Overwrites and compares memory, in the same way with all versions.
struct mbedtls_memory {
    static void wipe(void* memory, std::size_t size) noexcept {
        mbedtls_platform_zeroize(memory, size);
    }

    [[nodiscard]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        return mbedtls_ct_memcmp(a, b, size) == 0;
    }
};

#ifdef FLAGHOOK_MBEDTLS_PSA

/// A `resumable_sha256` with a PSA hash operation.
class psa_sha256 : public mbedtls_memory {
public:
    psa_sha256() noexcept : operation_(psa_hash_operation_init()) {}

    ~psa_sha256() { clear(); }

    /// Clones the operation, because PSA does not allow copying its bytes. If that fails, this
    /// state is not running, and the next call reports it.
    psa_sha256(psa_sha256&& other) noexcept : psa_sha256() {
        static_cast<void>(resume(other));
        other.clear();
    }

    psa_sha256& operator=(psa_sha256&& other) noexcept {
        if (this != &other) {
            static_cast<void>(resume(other));
            other.clear();
        }
        return *this;
    }

    [[nodiscard]] boost::system::error_code start() noexcept {
        clear();
        if (!initialize()) {
            return crypto_error::library_unavailable;
        }
        running_ = true;
        return stop_unless(psa_hash_setup(&operation_, PSA_ALG_SHA_256));
    }

    [[nodiscard]] boost::system::error_code resume(const psa_sha256& other) noexcept {
        clear();
        if (!other.running_) {
            return crypto_error::not_started;
        }
        // "Concurrent calls must not use the same operation object", not even to read it: PSA
        // Crypto API 1.2, Concurrent calls; and docs/architecture/psa-thread-safety of Mbed TLS.
        const std::lock_guard exclusive(guard());
        running_ = true;
        return stop_unless(psa_hash_clone(&other.operation_, &operation_));
    }

    [[nodiscard]] boost::system::error_code update(std::span<const std::byte> bytes) noexcept {
        if (!running_) {
            return crypto_error::not_started;
        }
        return stop_unless(psa_hash_update(
            &operation_, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
    }

    [[nodiscard]] boost::system::error_code finish(digest& out) noexcept {
        if (!running_) {
            return crypto_error::not_started;
        }
        digest result{};
        std::size_t size = 0;
        const boost::system::error_code failure =
            stop_unless(psa_hash_finish(&operation_, result.data(), result.size(), &size));
        if (!failure) {
            out = result;
        }
        wipe(result.data(), result.size());
        clear();
        return failure;
    }

    [[nodiscard]] bool running() const noexcept { return running_; }

private:
    static std::mutex& guard() noexcept {
        static std::mutex instance;
        return instance;
    }

    /// Initializes the library before its first use. It is not the initializer of a static
    /// variable, because a failure, such as missing entropy, must not be final.
    static bool initialize() noexcept {
        static bool done = false;
        const std::lock_guard exclusive(guard());
        done = done || psa_crypto_init() == PSA_SUCCESS;
        return done;
    }

    boost::system::error_code stop_unless(psa_status_t status) noexcept {
        if (status == PSA_SUCCESS) {
            return {};
        }
        clear();
        return crypto_error::library_failed;
    }

    void clear() noexcept {
        psa_hash_abort(&operation_);
        wipe(&operation_, sizeof operation_);
        operation_ = psa_hash_operation_init();
        running_ = false;
    }

    psa_hash_operation_t operation_;
    bool running_ = false;
};

#else

// In Mbed TLS 2, these names belong to functions that cannot report a failure.
#if MBEDTLS_VERSION_MAJOR >= 3
inline constexpr auto sha256_starts = ::mbedtls_sha256_starts;
inline constexpr auto sha256_update = ::mbedtls_sha256_update;
inline constexpr auto sha256_finish = ::mbedtls_sha256_finish;
#else
inline constexpr auto sha256_starts = ::mbedtls_sha256_starts_ret;
inline constexpr auto sha256_update = ::mbedtls_sha256_update_ret;
inline constexpr auto sha256_finish = ::mbedtls_sha256_finish_ret;
#endif

/// A `resumable_sha256` with the library's SHA-256 context.
class legacy_sha256 : public mbedtls_memory {
public:
    legacy_sha256() noexcept { mbedtls_sha256_init(&context_); }

    /// `mbedtls_sha256_free` overwrites the context.
    ~legacy_sha256() { mbedtls_sha256_free(&context_); }

    legacy_sha256(legacy_sha256&& other) noexcept : legacy_sha256() { take(other); }

    legacy_sha256& operator=(legacy_sha256&& other) noexcept {
        if (this != &other) {
            take(other);
        }
        return *this;
    }

    [[nodiscard]] boost::system::error_code start() noexcept {
        clear();
        running_ = true;
        return stop_unless(sha256_starts(&context_, not_sha224));
    }

    [[nodiscard]] boost::system::error_code resume(const legacy_sha256& other) noexcept {
        clear();
        if (!other.running_) {
            return crypto_error::not_started;
        }
        mbedtls_sha256_clone(&context_, &other.context_);
        running_ = true;
        return {};
    }

    [[nodiscard]] boost::system::error_code update(std::span<const std::byte> bytes) noexcept {
        if (!running_) {
            return crypto_error::not_started;
        }
        return stop_unless(sha256_update(
            &context_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
    }

    [[nodiscard]] boost::system::error_code finish(digest& out) noexcept {
        if (!running_) {
            return crypto_error::not_started;
        }
        digest result{};
        const boost::system::error_code failure =
            stop_unless(sha256_finish(&context_, result.data()));
        if (!failure) {
            out = result;
        }
        wipe(result.data(), result.size());
        clear();
        return failure;
    }

    [[nodiscard]] bool running() const noexcept { return running_; }

private:
    static constexpr int not_sha224 = 0;

    void take(legacy_sha256& other) noexcept {
        clear();
        mbedtls_sha256_clone(&context_, &other.context_);
        running_ = other.running_;
        other.clear();
    }

    boost::system::error_code stop_unless(int status) noexcept {
        if (status == 0) {
            return {};
        }
        clear();
        return crypto_error::library_failed;
    }

    void clear() noexcept {
        mbedtls_sha256_free(&context_);
        mbedtls_sha256_init(&context_);
        running_ = false;
    }

    mbedtls_sha256_context context_;
    bool running_ = false;
};

#endif

} // namespace detail

#ifdef FLAGHOOK_MBEDTLS_PSA

/// The back end with `psa_hash_*`. It calls `psa_crypto_init` before its first use, and again only
/// if that failed.
///
/// Threads: it keeps the promise of the concept. If other parts of the program call Mbed TLS at the
/// same time, Mbed TLS must be built with `MBEDTLS_THREADING_C`. The start of a computation holds a
/// lock while two hash states are copied.
/// @see hmac_sha256
///
/// @par Example
/// @snippet signing.cpp back_end
struct mbedtls_psa : composed_hmac<detail::psa_sha256> {
    /// Compares memory in a time that depends only on `size`, with the library's
    /// `mbedtls_ct_memcmp`.
    /// @param a the first block
    /// @param b the second block
    /// @param size the number of bytes in each block
    /// @return whether the blocks are equal
    /// @par Complexity
    /// Linear in `size`, independent of the contents.
    [[nodiscard]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        return detail::psa_sha256::equal(a, b, size);
    }
};

/// The Mbed TLS back end that was chosen at compile time; see the head of crypto/mbedtls.hpp.
using mbedtls = mbedtls_psa;

#else

/// The back end with `mbedtls_sha256_*`. It does not allocate, and takes no locks.
/// @see hmac_sha256
///
/// @par Example
/// @snippet signing.cpp back_end
struct mbedtls_legacy : composed_hmac<detail::legacy_sha256> {
    /// Compares memory in a time that depends only on `size`, with the library's
    /// `mbedtls_ct_memcmp`.
    /// @param a the first block
    /// @param b the second block
    /// @param size the number of bytes in each block
    /// @return whether the blocks are equal
    /// @par Complexity
    /// Linear in `size`, independent of the contents.
    [[nodiscard]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        return detail::legacy_sha256::equal(a, b, size);
    }
};

/// The Mbed TLS back end that was chosen at compile time; see the head of crypto/mbedtls.hpp.
using mbedtls = mbedtls_legacy;

#endif

static_assert(hmac_sha256<mbedtls>);

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

#endif
