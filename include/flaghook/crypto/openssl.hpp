/// @file
/// The back end over OpenSSL 3. The only file that names it.
///
/// OpenSSL uses a processor's SHA instructions where there are any, which Mbed TLS does on Arm
/// alone: on such an x86-64 machine it hashes five to six times as fast. In exchange it costs a far
/// larger library, and memory from the heap: its states can only be had by pointer. A message takes
/// one context and two copied states, which `EVP_MD_CTX_copy_ex` of OpenSSL 3.0 puts into a new
/// block each. All of them are overwritten before they are returned. A computation that is used
/// again keeps the context.
///
/// Only functions of the `EVP` interface are called, none of them deprecated
/// (https://docs.openssl.org/3.0/man7/migration_guide/). SHA-256 is fetched from the default
/// library context with the default properties, so that a configured FIPS provider is used
/// (https://docs.openssl.org/3.0/man7/crypto/#algorithm-fetching).
///
/// Link `crypto`. LibreSSL and BoringSSL have neither fetching nor this version number.
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

/// A `resumable_sha256` over an `EVP_MD_CTX`. A finished state keeps it for the next `resume`,
/// which then costs no context and no counting of references.
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

    /// A state that was moved from has no context.
    [[nodiscard]] bool running() const noexcept { return running_ && context_ != nullptr; }

    static void wipe(void* memory, std::size_t size) noexcept { OPENSSL_cleanse(memory, size); }

private:
    /// The library overwrites the state that it frees.
    struct release {
        void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
        void operator()(EVP_MD* algorithm) const noexcept { EVP_MD_free(algorithm); }
    };

    using context = std::unique_ptr<EVP_MD_CTX, release>;
    using algorithm = std::unique_ptr<EVP_MD, release>;

    /// Takes back what a failure leaves in the thread's error queue. Our caller learns of the
    /// failure from us, and an entry that nobody expects there is taken for the failure of the next
    /// call that asks the queue, such as `SSL_get_error`.
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

/// The back end over `EVP_Digest*`. Takes no locks while it computes; preparing a key takes those
/// with which OpenSSL guards its list of algorithms.
///
/// Memory: two contexts with a state each for a key, and for a message that arrives in parts; one
/// of them for a whole message. Out of memory is `crypto_error::library_failed`; OpenSSL's own note
/// of that stays in the thread's error queue.
struct openssl : composed_hmac<detail::evp_sha256> {
    /// The library's comparison: `CRYPTO_memcmp`, for pieces of 16 bytes. These are what its
    /// assembly for x86-64 compares without a loop over bytes, in a third of the time for a
    /// signature.
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
