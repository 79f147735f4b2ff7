/// @file
/// The signing secret.
///
/// Sentry and the sender share one text per organization and provider. Whoever has it can write any
/// flag change into the audit log, so this type makes it hard to leave it lying about:
///
/// * it cannot be copied, only moved, and moving copies no bytes;
/// * its bytes are overwritten before their memory is given back;
/// * it has no comparison, no hash, no conversion to text and no stream or format output, and no
///   error of this library repeats any of it;
/// * the one way to read it is called `expose()`, which is easy to search for.
///
/// @code
/// boost::system::result<flaghook::secret> secret = flaghook::secret::from_text(configured);
/// if (!secret) {
///     log(secret.error().message());  // says what is wrong without a word of the secret
/// }
/// @endcode
///
/// The text that a secret is made from stays the caller's: if it is in a `std::string`, overwrite
/// it (`wipe`, signature/wipe.hpp). Nothing here keeps memory from being swapped out or written to
/// a core dump.
#ifndef FLAGHOOK_SIGNATURE_SECRET_HPP
#define FLAGHOOK_SIGNATURE_SECRET_HPP

#include <flaghook/signature/registration.hpp>
#include <flaghook/signature/signature_error.hpp>
#include <flaghook/signature/wipe.hpp>
#include <flaghook/version.hpp>

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI {

/// A signing secret: the UTF-8 bytes of the text that was registered, used as HMAC key as they are.
/// They are *not* decoded from hex or base64, however much they look like it
/// (`secret.encode()` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py).
///
/// The bytes are kept in one heap block of exactly their size. A `std::string` would leave copies
/// behind when it moves a short text or grows; a buffer inside the object would be copied by every
/// move, for instance by each growth of a `std::vector<secret>`.
///
/// Threads: reading (`expose`, `empty`) is safe from several threads at once.
class secret {
public:
    /// Takes a secret that follows the rule of today's Sentry: 10 to 64 characters of UTF-8, none
    /// of them null, no white space at either end.
    ///
    /// @param text as registered; not trimmed, so that what is wrong is said and not guessed.
    /// @return the secret, or the `signature_error` of `check_registrable`.
    [[nodiscard]] static boost::system::result<secret> from_text(std::string_view text) {
        if (const boost::system::error_code failure = check_registrable(text)) {
            return failure;
        }
        return secret(text);
    }

    /// The way round that rule, for a secret that Sentry does have but would not register today:
    /// the limits of length are younger than the feature.
    ///
    /// @param bytes exactly what Sentry has stored; any bytes, any length but zero.
    /// @return the secret, or `signature_error::secret_empty`.
    [[nodiscard]] static boost::system::result<secret> from_registered(std::string_view bytes) {
        if (bytes.empty()) {
            return signature_error::secret_empty;
        }
        return secret(bytes);
    }

    /// Leaves `other` empty. No bytes are copied.
    secret(secret&& other) noexcept
        : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}

    /// Overwrites the secret that was here, and leaves `other` empty.
    secret& operator=(secret&& other) noexcept {
        if (this != &other) {
            wipe(bytes_.get(), size_);
            bytes_ = std::move(other.bytes_);
            size_ = std::exchange(other.size_, 0);
        }
        return *this;
    }

    secret(const secret&) = delete;
    secret& operator=(const secret&) = delete;

    /// Overwrites the bytes.
    ~secret() { wipe(bytes_.get(), size_); }

    /// @return the bytes themselves, for making a key from them; none if the secret was moved from.
    /// Valid until the secret is moved from, assigned to, or destroyed. Every copy that is
    /// made of them is one that nobody overwrites.
    [[nodiscard]] std::span<const std::byte> expose() const noexcept {
        return {bytes_.get(), size_};
    }

    /// @return whether the secret was moved from. There are no other empty ones.
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

private:
    explicit secret(std::string_view bytes)
        : bytes_(std::make_unique<std::byte[]>(bytes.size())), size_(bytes.size()) {
        std::memcpy(bytes_.get(), bytes.data(), bytes.size());
    }

    std::unique_ptr<std::byte[]> bytes_;
    std::size_t size_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
