/// @file
/// Signing a body.
///
/// @code
/// boost::system::result<flaghook::secret> secret = flaghook::secret::from_text(configured);
/// boost::system::result<flaghook::signer> signer = flaghook::signer::make(*secret);
/// boost::system::result<flaghook::signature> signature = signer->sign(body);
/// // ... send `body`, byte for byte, with X-Sentry-Signature: signature->hex()
/// @endcode
/// with each result checked before it is used. `flaghook::signer` is `basic_signer` with the
/// default back end (signature/default_backend.hpp); this file names no crypto library.
#ifndef FLAGHOOK_SIGNATURE_SIGNER_HPP
#define FLAGHOOK_SIGNATURE_SIGNER_HPP

#include <flaghook/crypto/hmac_sha256.hpp>
#include <flaghook/signature/secret.hpp>
#include <flaghook/signature/signature.hpp>
#include <flaghook/signature/signature_error.hpp>
#include <flaghook/version.hpp>

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include <span>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// Signs bodies with one secret, as Sentry's generic provider checks them:
/// `hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()`
/// (https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py).
///
/// The secret is hashed into a key when the signer is made and is not needed afterwards. The key is
/// overwritten with the signer.
///
/// Move-only. One that was moved from signs nothing: `sign` gives
/// `crypto::crypto_error::key_not_prepared`.
///
/// Threads: any number of them may call `sign` and `start` of one signer at the same time. A `run`
/// belongs to one thread at a time.
///
/// @tparam Backend the crypto library: a `crypto::hmac_sha256`.
template <class Backend>
class basic_signer {
    static_assert(crypto::check_backend<Backend>());

public:
    /// One body that arrives in parts.
    ///
    /// The first failure is kept and given by `finish`, so the steps need no checks of their own.
    /// A context may outlive its signer. Move-only; one that was moved from fails.
    class context {
    public:
        /// Adds the next part of the body, possibly an empty one.
        void update(std::string_view part) noexcept {
            if (!failure_) {
                failure_ = mac_.update(std::as_bytes(std::span(part.data(), part.size())));
            }
        }

        /// Ends the computation.
        /// @return the signature of all parts together, or the first failure; on a second call
        /// `crypto::crypto_error::not_started`.
        [[nodiscard]] boost::system::result<signature> finish() noexcept {
            crypto::digest digest{};
            if (!failure_) {
                failure_ = mac_.finish(digest);
            }
            if (failure_) {
                return failure_;
            }
            return signature(digest);
        }

    private:
        friend basic_signer;

        explicit context(const typename Backend::key& key) noexcept : failure_(mac_.start(key)) {}

        typename Backend::mac mac_;
        boost::system::error_code failure_;
    };

    /// @param from only read; it may be destroyed afterwards.
    /// @return a signer, `signature_error::secret_empty` for a secret that was moved from, or a
    /// `crypto::crypto_error`.
    [[nodiscard]] static boost::system::result<basic_signer> make(const secret& from) noexcept {
        if (from.empty()) {
            return signature_error::secret_empty;
        }
        basic_signer made;
        if (const boost::system::error_code failure = made.key_.prepare(from.expose())) {
            return failure;
        }
        return made;
    }

    /// Signs a whole body.
    /// @param body the exact bytes that will be sent. A body that is parsed and written again, or
    /// whose line ends are changed on the way, has another signature.
    /// @return the signature or a `crypto::crypto_error`; there is no third outcome.
    [[nodiscard]] boost::system::result<signature> sign(std::string_view body) const noexcept {
        typename Backend::mac once;
        crypto::digest digest{};
        if (const boost::system::error_code failure = crypto::compute_mac<Backend>(
                once, key_, std::as_bytes(std::span(body.data(), body.size())), digest)) {
            return failure;
        }
        return signature(digest);
    }

    /// Begins to sign a body that arrives in parts.
    [[nodiscard]] context start() const noexcept { return context(key_); }

private:
    basic_signer() = default;

    typename Backend::key key_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
