/// @file
/// Verifying the signature of a body.
///
/// `flaghook::verifier` is `basic_verifier` with the default back end
/// (signature/default_backend.hpp). This header names no crypto library.
#ifndef FLAGHOOK_SIGNATURE_VERIFIER_HPP
#define FLAGHOOK_SIGNATURE_VERIFIER_HPP

#include <flaghook/crypto/hmac_sha256.hpp>
#include <flaghook/signature/received_headers.hpp>
#include <flaghook/signature/secret.hpp>
#include <flaghook/signature/signature.hpp>
#include <flaghook/signature/signature_error.hpp>
#include <flaghook/version.hpp>

#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// The maximum number of secrets of a verifier. Each costs one HMAC per body.
inline constexpr std::size_t max_secrets = 16;

/// Verifies signatures with one or more secrets, exactly as Sentry does.
///
/// A request is authorized if the header's value is *equal, as text*, to the lower-case hex digest
/// of the body with one of the secrets. Upper-case hex, a prefix `sha256=` and white space are
/// refused.
///
/// For a rotation, pass the old and the new secret until every sender uses the new one.
///
/// **Timing:** the time taken reveals the lengths of body and header, and the number of secrets. It
/// does not reveal the expected digest, how much of a guess was right, or which secret matched: the
/// back end compares in constant time, all secrets are always tried, and their results are combined
/// without a branch.
///
/// **Failures:** if the back end fails for any of the secrets, the request is not verified.
///
/// **Memory:** nothing is allocated after `make`, unless the back end allocates. For such a back
/// end, a `workspace` keeps its memory.
///
/// A verifier is move-only, and moving is cheap. A moved-from verifier verifies nothing.
///
/// Threads: several threads may call `verify` and `start` of one verifier at the same time. Only
/// one thread at a time may use a `context` or a `workspace`.
///
/// @tparam Backend the crypto library: a `crypto::hmac_sha256`
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py
///
/// @par Example
/// @snippet signing.cpp verify
template <class Backend>
class basic_verifier {
    static_assert(crypto::check_backend<Backend>());

public:
    /// Memory of the back end that a thread keeps from one `verify` to the next.
    ///
    /// It contains no key, and works with any verifier that has this back end.
    ///
    /// After a `verify`, it may contain the digest of that body with the last secret. With that
    /// digest, a body that was refused could be signed. Assign `workspace{}` to overwrite it.
    ///
    /// Move-only.
    class workspace {
        friend basic_verifier;
        typename Backend::mac mac_;
    };

    /// The verification of one body that arrives in parts. The body is read once, for all secrets.
    ///
    /// A context may outlive its verifier. It is move-only. A moved-from context verifies nothing.
    class context {
    public:
        /// Adds the next part of the body.
        /// @param part the bytes; may be empty
        /// @par Complexity
        /// Linear in `part.size()` times the number of secrets.
        void update(std::string_view part) noexcept {
            for (std::optional<mac>& running : macs_) {
                if (running) {
                    failed_ |= static_cast<bool>(
                        running->update(std::as_bytes(std::span(part.data(), part.size()))));
                }
            }
        }

        /// Ends the computation, and checks the signature.
        /// @param header the value of `signature_header`, or `std::nullopt` if the request has no
        /// such header
        /// @return whether `header` is the signature of all parts together; `false` on a second
        /// call
        /// @par Complexity
        /// Linear in the number of secrets.
        [[nodiscard]] bool verify(std::optional<std::string_view> header) noexcept {
            if (!has_length_of_signature(header)) {
                failed_ = true;
                return false;
            }
            bool matched = false;
            for (std::optional<mac>& running : macs_) {
                if (running) {
                    crypto::digest digest{};
                    failed_ |= static_cast<bool>(running->finish(digest));
                    matched |= matches(digest, *header);
                }
            }
            // `&&` is avoided, because compilers turn it into a branch on the verdict.
            matched &= !failed_;
            return matched;
        }

    private:
        friend basic_verifier;

        explicit context(std::span<const typename Backend::key> keys) noexcept {
            for (std::size_t position = 0; position < keys.size(); ++position) {
                failed_ |= static_cast<bool>(macs_[position].emplace().start(keys[position]));
            }
        }

        using mac = typename Backend::mac;

        std::array<std::optional<mac>, max_secrets> macs_;
        bool failed_ = false;
    };

    /// Makes a verifier with several secrets.
    /// @param secrets 1 to `max_secrets` secrets, in any order. They are only read, and may be
    /// destroyed afterwards.
    /// @return the verifier; `signature_error::no_secrets`; `signature_error::too_many_secrets`;
    /// `signature_error::secret_empty` if one of them was moved from; or a `crypto::crypto_error`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the lengths of all secrets.
    ///
    /// @par Example
    /// @snippet rotation.cpp rotation
    [[nodiscard]] static boost::system::result<basic_verifier>
    make(std::span<const secret> secrets) {
        if (secrets.empty()) {
            return signature_error::no_secrets;
        }
        if (secrets.size() > max_secrets) {
            return signature_error::too_many_secrets;
        }
        basic_verifier made(secrets.size());
        for (std::size_t position = 0; position < secrets.size(); ++position) {
            if (secrets[position].empty()) {
                return signature_error::secret_empty;
            }
            if (const boost::system::error_code failure =
                    made.keys_[position].prepare(secrets[position].expose())) {
                return failure;
            }
        }
        return made;
    }

    /// Makes a verifier with one secret.
    /// @param only the secret. It is only read, and may be destroyed afterwards.
    /// @return the verifier; `signature_error::secret_empty` if `only` was moved from; or a
    /// `crypto::crypto_error`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the length of the secret.
    [[nodiscard]] static boost::system::result<basic_verifier> make(const secret& only) {
        return make(std::span(&only, 1));
    }

    /// Verifies the signature of a whole body.
    /// @param body the exact bytes that were received, before any decoding
    /// @param header the value of `signature_header`, or `std::nullopt` if the request has no such
    /// header
    /// @return whether `header` is the signature of `body`. If there is no header, or it has the
    /// wrong length, the body is not hashed.
    /// @par Complexity
    /// Linear in `body.size()` times the number of secrets.
    [[nodiscard]] bool verify(std::string_view body,
                              std::optional<std::string_view> header) const noexcept {
        workspace once;
        return verify(body, header, once);
    }

    /// Verifies the signature of a whole body, given all headers of the request.
    /// @param body the exact bytes that were received, before any decoding
    /// @param headers all headers of the request, with names in any letter case
    /// @return nothing if the request is authorized; otherwise `signature_error::header_missing`,
    /// `signature_error::header_repeated` or `signature_error::mismatch`
    /// @note It throws only if iterating over `headers` throws.
    /// @par Complexity
    /// Linear in the number of headers, and in `body.size()` times the number of secrets.
    ///
    /// @par Example
    /// @snippet signing.cpp verify
    template <header_range Headers>
    [[nodiscard]] boost::system::result<void> verify(std::string_view body,
                                                     const Headers& headers) const {
        const boost::system::result<received_headers> found = received_headers::from(headers);
        if (!found) {
            return found.error();
        }
        if (!found->signature) {
            return signature_error::header_missing;
        }
        if (!verify(body, found->signature)) {
            return signature_error::mismatch;
        }
        return {};
    }

    /// Verifies the signature of a whole body, with memory that is kept from one body to the next.
    ///
    /// This saves what the back end allocates for each computation. `crypto::mbedtls` allocates
    /// nothing unless it uses PSA.
    /// @param body the exact bytes that were received, before any decoding
    /// @param header the value of `signature_header`, or `std::nullopt` if the request has no such
    /// header
    /// @param kept the workspace of this thread
    /// @return whether `header` is the signature of `body`
    /// @par Complexity
    /// Linear in `body.size()` times the number of secrets.
    [[nodiscard]] bool verify(std::string_view body, std::optional<std::string_view> header,
                              workspace& kept) const noexcept {
        if (!has_length_of_signature(header)) {
            return false;
        }
        bool failed = false;
        bool matched = false;
        for (const typename Backend::key& key : keys_) {
            crypto::digest digest{};
            failed |= static_cast<bool>(crypto::compute_mac<Backend>(
                kept.mac_, key, std::as_bytes(std::span(body.data(), body.size())), digest));
            matched |= matches(digest, *header);
        }
        // `&&` is avoided, as above.
        matched &= !failed;
        return matched;
    }

    /// Starts to verify a body that arrives in parts.
    /// @return the context. If the computation cannot start, its `verify` returns `false`.
    /// @par Complexity
    /// Linear in the number of secrets.
    [[nodiscard]] context start() const noexcept { return context(keys_); }

    /// Checks whether the verifier was moved from, and so verifies nothing.
    [[nodiscard]] bool empty() const noexcept { return keys_.empty(); }

    /// Moves the keys. `other` has none afterwards, and verifies nothing.
    basic_verifier(basic_verifier&& other) noexcept = default;
    /// Overwrites the keys that were here, and moves those of `other`, which verifies nothing
    /// afterwards.
    basic_verifier& operator=(basic_verifier&& other) noexcept = default;
    // Explicit, because a std::vector reports that it is copyable whatever its elements are.
    basic_verifier(const basic_verifier&) = delete;
    basic_verifier& operator=(const basic_verifier&) = delete;
    /// Overwrites the keys.
    ~basic_verifier() = default;

private:
    explicit basic_verifier(std::size_t count) : keys_(count) {}

    /// The length of the header is not secret: the sender chose it.
    static bool has_length_of_signature(const std::optional<std::string_view>& header) noexcept {
        return header && header->size() == signature::size;
    }

    /// Compares, and overwrites `digest` and its hex form, because they are the right signature of
    /// the body.
    [[nodiscard]] static bool matches(crypto::digest& digest, std::string_view header) noexcept {
        signature expected = hex_of(digest);
        const bool equal = Backend::equal(expected.hex().data(), header.data(), signature::size);
        Backend::wipe(&digest, sizeof digest);
        Backend::wipe(&expected, sizeof expected);
        return equal;
    }

    /// Not inlined, so that no digits remain in a register that the next call saves on its stack.
    [[nodiscard, gnu::noinline]] static signature hex_of(const crypto::digest& digest) noexcept {
        return signature(digest);
    }

    /// Never grows after construction, so that no key is ever moved.
    std::vector<typename Backend::key> keys_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
