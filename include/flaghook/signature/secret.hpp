/// @file
/// The signing secret.
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

/// A signing secret, which Sentry and the sender share.
///
/// The HMAC key is the UTF-8 text that was registered, byte for byte. It is *not* decoded from hex
/// or base64, even if it looks like that.
///
/// With the secret, an attacker can write any flag change into the audit log. This type makes it
/// hard to disclose it by mistake:
///
/// * A secret cannot be copied, only moved, and moving copies no bytes.
/// * Its bytes are overwritten before their memory is released.
/// * It has no comparison, hash, conversion to text, or output operator. No error of this library
///   contains any part of it.
/// * Only `expose()` reads it, a name that is easy to search for.
///
/// The bytes are in one heap block of exactly their size. A `std::string` would leave copies behind
/// when it moves a short text or grows. A buffer inside the object would be copied by every move,
/// for instance when a `std::vector<secret>` grows.
///
/// The text that a secret is made from belongs to the caller. If it is in a `std::string`,
/// overwrite it with `wipe`. The library does not prevent the system from swapping memory out or
/// writing it to a core dump.
///
/// Threads: several threads may call `expose` and `empty` at the same time.
///
/// @par Source
/// `secret.encode()` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py
///
/// @par Example
/// @snippet signing.cpp secret
class secret {
public:
    /// Makes a secret from a text that Sentry registers today: 10 to 64 characters of UTF-8, no
    /// null character, no white space at either end.
    ///
    /// @param text the text as registered. It is not trimmed: white space at an end is an error.
    /// @return the secret, or the error of `check_registrable`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `text.size()`.
    [[nodiscard]] static boost::system::result<secret> from_text(std::string_view text) {
        if (const boost::system::error_code failure = check_registrable(text)) {
            return failure;
        }
        return secret(text);
    }

    /// Makes a secret that Sentry registered earlier and would not register today.
    ///
    /// Sentry introduced the limits of length after the feature itself.
    /// @param bytes exactly what Sentry has stored: any bytes, of any length but zero
    /// @return the secret, or `signature_error::secret_empty`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `bytes.size()`.
    [[nodiscard]] static boost::system::result<secret> from_registered(std::string_view bytes) {
        if (bytes.empty()) {
            return signature_error::secret_empty;
        }
        return secret(bytes);
    }

    /// Moves the secret, and leaves `other` empty. No bytes are copied.
    secret(secret&& other) noexcept
        : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}

    /// Overwrites the former secret, moves `other` here, and leaves `other` empty. No bytes are
    /// copied.
    secret& operator=(secret&& other) noexcept {
        if (this != &other) {
            wipe(bytes_.get(), size_);
            bytes_ = std::move(other.bytes_);
            size_ = std::exchange(other.size_, 0);
        }
        return *this;
    }

    /// Deleted: a secret has no copies.
    secret(const secret&) = delete;
    /// Deleted: a secret has no copies.
    secret& operator=(const secret&) = delete;

    /// Overwrites the bytes, and releases them.
    ~secret() { wipe(bytes_.get(), size_); }

    /// Returns the bytes of the secret, for making a key.
    ///
    /// The library does not overwrite copies of these bytes.
    /// @return the bytes; empty if the secret was moved from. They are valid until the secret is
    /// moved from, assigned to, or destroyed.
    [[nodiscard]] std::span<const std::byte> expose() const noexcept {
        return {bytes_.get(), size_};
    }

    /// Checks whether the secret was moved from. No other secret is empty.
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
