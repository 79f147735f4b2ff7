/// @file
/// Signing a body.
///
/// `flaghook::signer` is `basic_signer` with the default back end (signature/default_backend.hpp).
/// This header names no crypto library.
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

/// Signs bodies with one secret, for the generic provider.
///
/// The signature is the value of this Python expression:
/// @code{.py}
/// hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
/// @endcode
///
/// `make` hashes the secret into a key. The secret is not needed afterwards. The destructor
/// overwrites the key.
///
/// A signer is move-only. After a move, `sign` of the moved-from signer fails with
/// `crypto::crypto_error::key_not_prepared`.
///
/// Threads: several threads may call `sign` and `start` of one signer at the same time. Only one
/// thread at a time may use a `context`.
///
/// @tparam Backend the crypto library: a `crypto::hmac_sha256`
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py
///
/// @par Example
/// @snippet signing.cpp secret
template <class Backend>
class basic_signer {
    static_assert(crypto::check_backend<Backend>());

public:
    /// The signing of one body that is produced in parts.
    ///
    /// The first failure is kept, and `finish` returns it, so `update` needs no check.
    ///
    /// A context may outlive its signer. It is move-only. After a move, `finish` of the moved-from
    /// context fails.
    ///
    /// @par Example
    /// @snippet signing.cpp sign
    class context {
    public:
        /// Adds the next part of the body.
        /// @param part the bytes; may be empty
        /// @par Complexity
        /// Linear in `part.size()`.
        void update(std::string_view part) noexcept {
            if (!failure_) {
                failure_ = mac_.update(std::as_bytes(std::span(part.data(), part.size())));
            }
        }

        /// Ends the computation.
        /// @return the signature of all parts together, or the first failure. A second call fails
        /// with `crypto::crypto_error::not_started`.
        /// @par Complexity
        /// Constant.
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

    /// Makes a signer.
    /// @param from the secret. It is only read, and may be destroyed afterwards.
    /// @return the signer; `signature_error::secret_empty` if `from` was moved from; or a
    /// `crypto::crypto_error`
    /// @par Complexity
    /// Linear in the length of the secret.
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
    /// @param body the exact bytes that will be sent. If the body is parsed and written again, or
    /// its line ends change, the signature does not match.
    /// @return the signature, or a `crypto::crypto_error`
    /// @par Complexity
    /// Linear in `body.size()`.
    [[nodiscard]] boost::system::result<signature> sign(std::string_view body) const noexcept {
        typename Backend::mac once;
        crypto::digest digest{};
        if (const boost::system::error_code failure = crypto::compute_mac<Backend>(
                once, key_, std::as_bytes(std::span(body.data(), body.size())), digest)) {
            return failure;
        }
        return signature(digest);
    }

    /// Starts to sign a body that is produced in parts.
    /// @return the context. If the computation cannot start, its `finish` returns the failure.
    /// @par Complexity
    /// Constant.
    [[nodiscard]] context start() const noexcept { return context(key_); }

private:
    basic_signer() = default;

    typename Backend::key key_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
