/// @file
/// Errors of a computation by a crypto library.
///
/// The library's own error numbers are not passed on. They differ between libraries and their
/// versions, and a caller can only refuse, as for every error here.
#ifndef FLAGHOOK_CRYPTO_CRYPTO_ERROR_HPP
#define FLAGHOOK_CRYPTO_CRYPTO_ERROR_HPP

#include <flaghook/enumeration.hpp>
#include <flaghook/version.hpp>

#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI::crypto {

/// Failures of a back end. After each of them there is no digest, so nothing is signed or verified.
enum class crypto_error {
    /// A computation was started with a key that was never prepared, whose preparation failed, or
    /// that was moved from. This is a bug in the calling code.
    key_not_prepared = 1,

    /// A computation was continued that was not started, has failed, has already returned its
    /// result, or was moved from. This is a bug in the calling code.
    not_started,

    /// The crypto library could not be initialized, for example because it found no source of
    /// randomness. A later attempt may succeed.
    library_unavailable,

    /// The crypto library failed to compute the hash. Software implementations do not fail, but
    /// accelerators and libraries that allocate may.
    library_failed,
};

/// The error category of `crypto_error`.
class crypto_error_category final : public boost::system::error_category {
public:
    /// Constructs the category with its identifier.
    ///
    /// Shared libraries may each have a copy of the category. Copies with the same identifier are
    /// equal.
    /// @par Source
    /// https://www.boost.org/doc/libs/release/libs/system/doc/html/system.html#ref_error_category
    constexpr crypto_error_category() noexcept : error_category(0x6a1d5c0e93f24b87) {}

    /// Returns `"flaghook.crypto"`.
    const char* name() const noexcept override { return "flaghook.crypto"; }

    /// Returns the message of an error. It contains none of the data.
    /// @param value the number of a `crypto_error`
    /// @throws std::bad_alloc only
    std::string message(int value) const override { return text(value); }

    /// Returns the message of an error without allocating.
    /// @param value the number of a `crypto_error`
    const char* message(int value, char*, std::size_t) const noexcept override {
        return text(value);
    }

private:
    static const char* text(int value) noexcept {
        switch (static_cast<crypto_error>(value)) {
        case crypto_error::key_not_prepared:
            return "the key was not prepared, its preparation failed, or it was moved from";
        case crypto_error::not_started:
            return "the computation was not started, has failed, or has already given its result";
        case crypto_error::library_unavailable:
            return "the crypto library could not be initialized";
        case crypto_error::library_failed:
            return "the crypto library reported a failure";
        }
        return "unknown flaghook.crypto error";
    }
};

/// Returns the instance of the category.
inline const boost::system::error_category& crypto_category() noexcept {
    static constinit const crypto_error_category instance;
    return instance;
}

/// Makes an `error_code` of a `crypto_error`.
///
/// `boost::system::error_code` calls it when a `crypto_error` is assigned or converted.
/// @param error the error
inline boost::system::error_code make_error_code(crypto_error error) noexcept {
    return {static_cast<int>(error), crypto_category()};
}

// So that calls without a namespace find them.
using flaghook::to_string;
using flaghook::operator<<;

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

namespace flaghook::inline FLAGHOOK_ABI {

/// The names of the errors, for `to_string` and `from_string`.
template <>
inline constexpr auto
    enumerators<crypto::crypto_error> = std::to_array<enumerator<crypto::crypto_error>>({
        {crypto::crypto_error::key_not_prepared, "key_not_prepared"},
        {crypto::crypto_error::not_started, "not_started"},
        {crypto::crypto_error::library_unavailable, "library_unavailable"},
        {crypto::crypto_error::library_failed, "library_failed"},
    });

} // namespace flaghook::inline FLAGHOOK_ABI

/// Enables the implicit conversion of a `crypto_error` to a `boost::system::error_code`.
template <>
struct boost::system::is_error_code_enum<flaghook::crypto::crypto_error> : std::true_type {};

#endif
