/// @file
/// The OpenSSL 3 back end. No other file names OpenSSL.
///
/// OpenSSL uses the processor's SHA instructions where they exist. Mbed TLS does so only on Arm. On
/// an x86-64 processor with these instructions, OpenSSL hashes five to six times as fast.
///
/// The costs are a far larger library, and heap memory, because OpenSSL's states are only available
/// by pointer. A message needs one context and two copied states, and `EVP_MD_CTX_copy_ex` of
/// OpenSSL 3.0 allocates a new block for each copy. All blocks are overwritten before they are
/// released. A computation that is reused keeps its context.
///
/// Only functions of the `EVP` interface are called, and no deprecated ones
/// (https://docs.openssl.org/3.0/man7/migration_guide/). SHA-256 is fetched from the default
/// library context with the default properties, so a configured FIPS provider is used
/// (https://docs.openssl.org/3.0/man7/crypto/#algorithm-fetching).
///
/// Link `crypto`. LibreSSL and BoringSSL do not work: they have neither algorithm fetching nor this
/// version number.
#ifndef FLAGHOOK_CRYPTO_OPENSSL_HPP
#define FLAGHOOK_CRYPTO_OPENSSL_HPP

#include <flaghook/crypto/composed_hmac.hpp>
#include <flaghook/crypto/crypto_error.hpp>
#include <flaghook/version.hpp>

#include <boost/system/error_code.hpp>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/opensslv.h>

#if !defined(OPENSSL_VERSION_MAJOR) || OPENSSL_VERSION_MAJOR < 3
#error "flaghook needs OpenSSL 3.0 or later."
#endif

#include <cstddef>
#include <memory>
#include <span>

namespace flaghook::inline FLAGHOOK_ABI::crypto {

namespace detail {

/// A `resumable_sha256` with an `EVP_MD_CTX`. A finished state keeps it for the next `resume`,
/// which then neither allocates a context nor counts references.
class evp_sha256 {
public:
    [[nodiscard]] boost::system::error_code start() noexcept {
        context_.reset();
        const quiet_errors quiet;
        const algorithm sha256(EVP_MD_fetch(nullptr, "SHA2-256", nullptr));
        if (sha256 == nullptr) {
            return crypto_error::library_unavailable;
        }
        context_.reset(EVP_MD_CTX_new());
        running_ = true;
        return stop_unless(context_ != nullptr &&
                           EVP_DigestInit_ex2(context_.get(), sha256.get(), nullptr) == 1);
    }

    [[nodiscard]] boost::system::error_code resume(const evp_sha256& other) noexcept {
        running_ = false;
        if (!other.running()) {
            context_.reset();
            return crypto_error::not_started;
        }
        if (context_ == nullptr) {
            context_.reset(EVP_MD_CTX_new());
        }
        running_ = true;
        return stop_unless(context_ != nullptr &&
                           EVP_MD_CTX_copy_ex(context_.get(), other.context_.get()) == 1);
    }

    [[nodiscard]] boost::system::error_code update(std::span<const std::byte> bytes) noexcept {
        if (!running()) {
            return crypto_error::not_started;
        }
        return stop_unless(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
    }

    [[nodiscard]] boost::system::error_code finish(digest& out) noexcept {
        if (!running()) {
            return crypto_error::not_started;
        }
        digest result{};
        const boost::system::error_code failure =
            stop_unless(EVP_DigestFinal_ex(context_.get(), result.data(), nullptr) == 1);
        if (!failure) {
            out = result;
        }
        wipe(result.data(), result.size());
        running_ = false;
        return failure;
    }

    /// A moved-from state has no context.
    [[nodiscard]] bool running() const noexcept { return running_ && context_ != nullptr; }

    static void wipe(void* memory, std::size_t size) noexcept { OPENSSL_cleanse(memory, size); }

private:
    /// Releases with functions that overwrite the state.
    struct release {
        void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
        void operator()(EVP_MD* algorithm) const noexcept { EVP_MD_free(algorithm); }
    };

    using context = std::unique_ptr<EVP_MD_CTX, release>;
    using algorithm = std::unique_ptr<EVP_MD, release>;

    /// Removes the errors that a failure adds to the thread's error queue. The caller gets an error
    /// code instead, and would take an unexpected entry for a failure of its next call that reads
    /// the queue, such as `SSL_get_error`.
    class quiet_errors {
    public:
        quiet_errors() noexcept { ERR_set_mark(); }
        ~quiet_errors() { ERR_pop_to_mark(); }
        quiet_errors(const quiet_errors&) = delete;
        quiet_errors& operator=(const quiet_errors&) = delete;
    };

    boost::system::error_code stop_unless(bool succeeded) noexcept {
        if (succeeded) {
            return {};
        }
        context_.reset();
        return crypto_error::library_failed;
    }

    context context_;
    bool running_ = false;
};

} // namespace detail

/// The back end with `EVP_Digest*`.
///
/// Threads: a computation takes no locks. Preparing a key takes the locks with which OpenSSL guards
/// its list of algorithms.
///
/// Memory: a key needs two contexts, each with a state. So does a message that arrives in parts. A
/// whole message needs one. If memory runs out, the error is `crypto_error::library_failed`, and
/// OpenSSL's own entry remains in the thread's error queue.
/// @see hmac_sha256
///
/// @par Example
/// @snippet signing.cpp back_end
struct openssl : composed_hmac<detail::evp_sha256> {
    /// Compares memory in a time that depends only on `size`, with the library's `CRYPTO_memcmp`.
    ///
    /// It compares pieces of 16 bytes, which OpenSSL's assembly for x86-64 compares without a loop
    /// over bytes. For a signature, this takes a third of the time.
    /// @param a the first block
    /// @param b the second block
    /// @param size the number of bytes in each block
    /// @return whether the blocks are equal
    /// @par Complexity
    /// Linear in `size`, independent of the contents.
    [[nodiscard]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        constexpr std::size_t piece = 16;
        const auto* left = static_cast<const std::byte*>(a);
        const auto* right = static_cast<const std::byte*>(b);
        int difference = 0;
        for (; size > piece; size -= piece, left += piece, right += piece) {
            difference |= CRYPTO_memcmp(left, right, piece);
        }
        return (difference | CRYPTO_memcmp(left, right, size)) == 0;
    }
};

static_assert(hmac_sha256<openssl>);

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

#endif
