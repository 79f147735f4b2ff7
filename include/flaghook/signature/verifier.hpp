/// @file
/// Checking the signature of a body.
///
/// @code
/// boost::system::result<flaghook::verifier> verifier = flaghook::verifier::make(secrets);
/// if (!verifier->verify(body, header)) {
///     // ... answer 401, and do not look into the body
/// }
/// @endcode
/// with the result checked before it is used. `flaghook::verifier` is `basic_verifier` with the
/// default back end (signature/default_backend.hpp); this file names no crypto library.
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

/// The most secrets that one verifier takes. Each costs one HMAC per body.
inline constexpr std::size_t max_secrets = 16;

/// Checks signatures against one or several secrets, with Sentry's verdict: the header's value has
/// to be *equal, as text*, to the hex digest under one of the secrets
/// (https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py). Upper-case hex,
/// a `sha256=` prefix and white space are refused.
///
/// Several secrets serve rotation: while the registered secret is replaced, give the old and the
/// new one.
///
/// **What an attacker can learn from the time taken:** the lengths of body and header, and the
/// number of secrets. Not the expected digest, nor how much of a guess was right (the comparison is
/// the back end's), nor which secret matched: all of them are always tried, and their outcomes are
/// combined without a branch.
///
/// **Failures:** any failure of the back end, for any of the secrets, means not verified.
///
/// Nothing is allocated after `make`, unless the back end does; for such a back end there is
/// `memory`.
///
/// Move-only and cheap to move. One that was moved from verifies nothing.
///
/// Threads: any number of them may call `verify` and `start` of one verifier at the same time. A
/// `context` and a `workspace` belong to one thread at a time.
///
/// @tparam Backend the crypto library: a `crypto::hmac_sha256`.
template <class Backend>
class basic_verifier {
    static_assert(crypto::check_backend<Backend>());

public:
    /// What a thread may keep from one `verify` to the next: memory of the back end. It has no key
    /// in it, and serves any verifier with this back end.
    ///
    /// After a `verify` it may hold the digest of that body under the last secret, which would sign
    /// a body that was refused. Assign `workspace{}` to overwrite it.
    ///
    /// Move-only.
    class workspace {
        friend basic_verifier;
        typename Backend::mac mac_;
    };

    /// One body that arrives in parts: the body is read once, whatever the number of secrets.
    ///
    /// A context may outlive its verifier. Move-only; one that was moved from verifies nothing.
    class context {
    public:
        /// Adds the next part of the body, possibly an empty one.
        void update(std::string_view part) noexcept {
            for (std::optional<mac>& running : macs_) {
                if (running) {
                    failed_ |= static_cast<bool>(
                        running->update(std::as_bytes(std::span(part.data(), part.size()))));
                }
            }
        }

        /// Ends the computation.
        /// @param header the value of `signature_header`, or nothing if the request has none.
        /// @return whether `header` signs all parts together; `false` on a second call.
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
            // Not `&&`, which compilers turn into a branch on the verdict.
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

    /// @param secrets 1 to 16 of them, in any order; only read, they may be destroyed afterwards.
    /// @return a verifier, `signature_error::no_secrets`, `signature_error::too_many_secrets`,
    /// `signature_error::secret_empty` if one of them was moved from, or a
    /// `crypto::crypto_error`.
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

    /// The same for a single secret.
    [[nodiscard]] static boost::system::result<basic_verifier> make(const secret& only) {
        return make(std::span(&only, 1));
    }

    /// Checks a whole body.
    /// @param body the exact bytes that were received, before any decoding.
    /// @param header the value of `signature_header`, or nothing if the request has none.
    /// @return whether `header` signs `body`. Without a header of the right length the body is not
    /// even hashed.
    [[nodiscard]] bool verify(std::string_view body,
                              std::optional<std::string_view> header) const noexcept {
        workspace once;
        return verify(body, header, once);
    }

    /// Checks a whole body by the headers of its request.
    /// @param body the exact bytes that were received, before any decoding.
    /// @param headers all of them; names in any letter case
    /// @return nothing, or why the request is not authorized: `signature_error::header_missing`,
    /// `header_repeated` or `mismatch`
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

    /// The same with memory that is kept from one body to the next. It saves what the back end
    /// takes from the heap for a computation; `crypto::mbedtls` takes nothing.
    /// @param kept this thread's
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
        // Not `&&`, as above.
        matched &= !failed;
        return matched;
    }

    /// Begins to check a body that arrives in parts.
    [[nodiscard]] context start() const noexcept { return context(keys_); }

    /// Leaves `other` without keys: it verifies nothing any more.
    basic_verifier(basic_verifier&& other) noexcept = default;
    /// Leaves `other` without keys, and overwrites the keys that were here.
    basic_verifier& operator=(basic_verifier&& other) noexcept = default;
    // Said here because a std::vector claims to be copyable whatever is in it.
    basic_verifier(const basic_verifier&) = delete;
    basic_verifier& operator=(const basic_verifier&) = delete;
    /// Overwrites the keys.
    ~basic_verifier() = default;

private:
    explicit basic_verifier(std::size_t count) : keys_(count) {}

    /// The header is the sender's own, so its length is no secret.
    static bool has_length_of_signature(const std::optional<std::string_view>& header) noexcept {
        return header && header->size() == signature::size;
    }

    /// Overwrites `digest`, which signs the body whatever the header says.
    [[nodiscard]] static bool matches(crypto::digest& digest, std::string_view header) noexcept {
        signature expected = hex_of(digest);
        const bool equal = Backend::equal(expected.hex().data(), header.data(), signature::size);
        Backend::wipe(&digest, sizeof digest);
        Backend::wipe(&expected, sizeof expected);
        return equal;
    }

    /// Not inlined, so that no digits stay in a register that the next call saves on its stack.
    [[nodiscard, gnu::noinline]] static signature hex_of(const crypto::digest& digest) noexcept {
        return signature(digest);
    }

    /// Never grows after construction, so that no key is ever moved.
    std::vector<typename Backend::key> keys_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
