/// @file
/// Errors of signing secrets and of signatures.
#ifndef FLAGHOOK_SIGNATURE_SIGNATURE_ERROR_HPP
#define FLAGHOOK_SIGNATURE_SIGNATURE_ERROR_HPP

#include <flaghook/enumeration.hpp>
#include <flaghook/version.hpp>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI {

/// Errors of a secret, of a set of secrets, or of the signature of a request.
///
/// A failure of the computation itself is a `crypto::crypto_error`.
///
/// @par Example
/// @snippet signing.cpp verify
enum class signature_error {
    /// The text of a secret is not UTF-8. Sentry cannot have registered it.
    secret_not_utf8 = 1,

    /// The text begins or ends with white space, typically the line feed at the end of a file.
    /// Sentry trims a secret when it is registered, so a signature made with this text would never
    /// verify.
    secret_has_outer_white_space,

    /// The text contains U+0000. Sentry does not register it.
    secret_has_null_character,

    /// The text has fewer than 10 characters.
    secret_too_short,

    /// The text has more than 64 characters.
    secret_too_long,

    /// The secret has no bytes, or the `secret` was moved from. With an empty key, anyone could
    /// sign.
    secret_empty,

    /// A verifier was requested without a secret. It would refuse everything.
    no_secrets,

    /// A verifier was requested with more than 16 secrets.
    too_many_secrets,

    /// The request has no `X-Sentry-Signature` header.
    header_missing,

    /// The request has more than one `X-Sentry-Signature` header.
    header_repeated,

    /// The value of the header is not the signature of the body with any of the secrets.
    mismatch,
};

/// The names of the errors, for `to_string` and `from_string`.
template <>
inline constexpr auto enumerators<signature_error> = std::to_array<enumerator<signature_error>>({
    {signature_error::secret_not_utf8, "secret_not_utf8"},
    {signature_error::secret_has_outer_white_space, "secret_has_outer_white_space"},
    {signature_error::secret_has_null_character, "secret_has_null_character"},
    {signature_error::secret_too_short, "secret_too_short"},
    {signature_error::secret_too_long, "secret_too_long"},
    {signature_error::secret_empty, "secret_empty"},
    {signature_error::no_secrets, "no_secrets"},
    {signature_error::too_many_secrets, "too_many_secrets"},
    {signature_error::header_missing, "header_missing"},
    {signature_error::header_repeated, "header_repeated"},
    {signature_error::mismatch, "mismatch"},
});

/// The error category of `signature_error`.
class signature_error_category final : public boost::system::error_category {
public:
    /// Constructs the category with its identifier.
    ///
    /// Shared libraries may each have a copy of the category. Copies with the same identifier are
    /// equal.
    /// @par Source
    /// https://www.boost.org/doc/libs/release/libs/system/doc/html/system.html#ref_error_category
    constexpr signature_error_category() noexcept : error_category(0xd20b7f4c9a586e13) {}

    /// Returns `"flaghook.signature"`.
    const char* name() const noexcept override { return "flaghook.signature"; }

    /// Returns the message of an error: what is wrong, and what to do.
    ///
    /// Messages are constants. They contain no part of a secret, and not its length.
    /// @param value the number of a `signature_error`
    /// @throws std::bad_alloc only
    std::string message(int value) const override { return text(value); }

    /// Returns the message of an error without allocating.
    /// @param value the number of a `signature_error`
    const char* message(int value, char*, std::size_t) const noexcept override {
        return text(value);
    }

private:
    static const char* text(int value) noexcept {
        switch (static_cast<signature_error>(value)) {
        case signature_error::secret_not_utf8:
            return "the signing secret is not UTF-8 text; pass the text itself, as it was "
                   "registered with Sentry, without decoding it from hex or base64";
        case signature_error::secret_has_outer_white_space:
            return "the signing secret begins or ends with white space, perhaps a line feed at the "
                   "end of a file; remove it, as Sentry does when a secret is registered";
        case signature_error::secret_has_null_character:
            return "the signing secret contains a null character, which Sentry does not register; "
                   "check where the secret is read from";
        case signature_error::secret_too_short:
            return "the signing secret has fewer than 10 characters, which Sentry does not "
                   "register; choose a longer one, or use secret::from_registered if Sentry "
                   "accepted it earlier";
        case signature_error::secret_too_long:
            return "the signing secret has more than 64 characters, which Sentry does not "
                   "register; choose a shorter one, or use secret::from_registered if Sentry "
                   "accepted it earlier";
        case signature_error::secret_empty:
            return "the signing secret is empty or was moved from; pass the secret that was "
                   "registered with Sentry";
        case signature_error::no_secrets:
            return "a verifier needs at least one signing secret";
        case signature_error::too_many_secrets:
            return "a verifier accepts at most 16 signing secrets; remove those that were replaced "
                   "long ago";
        case signature_error::header_missing:
            return "the request has no X-Sentry-Signature header";
        case signature_error::header_repeated:
            return "the request has more than one X-Sentry-Signature header";
        case signature_error::mismatch:
            return "the X-Sentry-Signature header is not the signature of this body under any of "
                   "the secrets";
        }
        return "unknown flaghook.signature error";
    }
};

/// Returns the instance of the category.
inline const boost::system::error_category& signature_category() noexcept {
    static constinit const signature_error_category instance;
    return instance;
}

/// Makes an `error_code` of a `signature_error`.
///
/// `boost::system::error_code` calls it when a `signature_error` is assigned or converted.
/// @param error the error
inline boost::system::error_code make_error_code(signature_error error) noexcept {
    return {static_cast<int>(error), signature_category()};
}

} // namespace flaghook::inline FLAGHOOK_ABI

/// Enables the implicit conversion of a `signature_error` to a `boost::system::error_code`.
template <>
struct boost::system::is_error_code_enum<flaghook::signature_error> : std::true_type {};

#endif
