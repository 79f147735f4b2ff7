/// @file
/// What can go wrong in a computation that a crypto library does for us.
///
/// The library's own error numbers are not passed on: they differ between libraries and between
/// versions of one library, and a caller can do nothing with them except refuse, which is what
/// every one of these codes asks for.
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

/// Failures of a back end. All of them mean: there is no digest, so there is no signature and
/// nothing is verified.
enum class crypto_error {
    /// A computation was started from a key that was never prepared, whose preparation failed, or
    /// that was moved from. A mistake in the calling code.
    key_not_prepared = 1,

    /// A computation was continued that was not started, has failed, has already given its result,
    /// or was moved from. A mistake in the calling code.
    not_started,

    /// The crypto library could not be initialized, for example because it found no source of
    /// randomness. Trying again later can succeed.
    library_unavailable,

    /// The crypto library reported a failure of the hash itself. Software implementations do not
    /// do that; accelerators do, and libraries that allocate.
    library_failed,
};

/// The category of `crypto_error`.
class crypto_error_category final : public boost::system::error_category {
public:
    /// The number makes two copies of the category equal where two shared libraries each have one:
    /// https://www.boost.org/doc/libs/release/libs/system/doc/html/system.html#ref_error_category
    constexpr crypto_error_category() noexcept : error_category(0x6a1d5c0e93f24b87) {}

    /// @return "flaghook.crypto"
    const char* name() const noexcept override { return "flaghook.crypto"; }

    /// @return a sentence about the failure; it never holds any of the data that was worked on.
    std::string message(int value) const override { return text(value); }

    /// The same sentence without allocating.
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

/// @return the only instance of the category.
inline const boost::system::error_category& crypto_category() noexcept {
    static constinit const crypto_error_category instance;
    return instance;
}

/// Found by `boost::system::error_code` when a `crypto_error` is assigned to it.
inline boost::system::error_code make_error_code(crypto_error error) noexcept {
    return {static_cast<int>(error), crypto_category()};
}

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

namespace flaghook::inline FLAGHOOK_ABI {

/// The names of the errors.
template <>
inline constexpr auto
    enumerators<crypto::crypto_error> = std::to_array<enumerator<crypto::crypto_error>>({
        {crypto::crypto_error::key_not_prepared, "key_not_prepared"},
        {crypto::crypto_error::not_started, "not_started"},
        {crypto::crypto_error::library_unavailable, "library_unavailable"},
        {crypto::crypto_error::library_failed, "library_failed"},
    });

} // namespace flaghook::inline FLAGHOOK_ABI

/// Lets a `crypto_error` become a `boost::system::error_code` by itself.
template <>
struct boost::system::is_error_code_enum<flaghook::crypto::crypto_error> : std::true_type {};

#endif
