/// @file
/// What can be wrong with signing secrets and with signatures.
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

/// What is wrong with a secret, with a set of secrets, or with the signature of a request. A
/// failure of the computation itself is a `crypto::crypto_error`.
enum class signature_error {
    /// The text of a secret is not UTF-8, so nobody can have registered it.
    secret_not_utf8 = 1,

    /// The text begins or ends with white space, which Sentry trims off when a secret is registered
    /// but not when it signs: such a secret would never verify. Typically the line feed at the end
    /// of a file.
    secret_has_outer_white_space,

    /// The text holds U+0000, which Sentry refuses to register.
    secret_has_null_character,

    /// The text has fewer than 10 characters.
    secret_too_short,

    /// The text has more than 64 characters.
    secret_too_long,

    /// There are no bytes at all, or the `secret` was moved from. An empty key would let anybody
    /// sign.
    secret_empty,

    /// A verifier was asked for without any secret. It would refuse everything.
    no_secrets,

    /// A verifier was asked for with more than 16 secrets.
    too_many_secrets,

    /// The request has no `X-Sentry-Signature` header.
    header_missing,

    /// The request has more than one `X-Sentry-Signature` header.
    header_repeated,

    /// The header's value is not the signature of the body under any of the secrets.
    mismatch,
};

/// The names of the errors.
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

/// The category of `signature_error`.
class signature_error_category final : public boost::system::error_category {
public:
    /// The number makes two copies of the category equal where two shared libraries each have one:
    /// https://www.boost.org/doc/libs/release/libs/system/doc/html/system.html#ref_error_category
    constexpr signature_error_category() noexcept : error_category(0xd20b7f4c9a586e13) {}

    /// @return "flaghook.signature"
    const char* name() const noexcept override { return "flaghook.signature"; }

    /// @return what is wrong and what to do about it. The text is fixed: no part of a secret, not
    /// even its length, gets into it.
    std::string message(int value) const override { return text(value); }

    /// The same text without allocating.
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
            return "the signing secret begins or ends with white space; remove it (a line feed at "
                   "the end of a file, perhaps), as Sentry does when a secret is registered";
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
            return "a verifier takes at most 16 signing secrets; drop those that were replaced "
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

/// @return the only instance of the category.
inline const boost::system::error_category& signature_category() noexcept {
    static constinit const signature_error_category instance;
    return instance;
}

/// Found by `boost::system::error_code` when a `signature_error` is assigned to it.
inline boost::system::error_code make_error_code(signature_error error) noexcept {
    return {static_cast<int>(error), signature_category()};
}

} // namespace flaghook::inline FLAGHOOK_ABI

/// Lets a `signature_error` become a `boost::system::error_code` by itself.
template <>
struct boost::system::is_error_code_enum<flaghook::signature_error> : std::true_type {};

#endif
