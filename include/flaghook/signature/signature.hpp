/// @file
/// The signature of a body, as the value of an HTTP header.
#ifndef FLAGHOOK_SIGNATURE_SIGNATURE_HPP
#define FLAGHOOK_SIGNATURE_SIGNATURE_HPP

#include <flaghook/crypto/hmac_sha256.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// The name of the header that contains the signature of the generic provider.
///
/// HTTP compares header names in any letter case (RFC 9110, section 5.1).
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
inline constexpr std::string_view signature_header = "X-Sentry-Signature";

/// The HMAC-SHA-256 of a body as 64 lower-case hex digits.
///
/// This is what Python's `hmac.hexdigest()` returns. Sentry compares it with the header's value as
/// text, so there is nothing around the digits:
/// @code{.unparsed}
/// signature = 64lower-hex
/// lower-hex = %x30-39 / %x61-66    ; 0-9 a-f
/// @endcode
///
/// A signature is not secret once it is sent. A signature that was computed to verify a request
/// must not become known, because it is the right one for that sender's body. There is therefore no
/// `operator==`, which would stop at the first difference. Use `basic_verifier` to compare.
///
/// The text is inside the object. Copying allocates nothing.
///
/// @par Example
/// @snippet signing.cpp sign
class signature {
public:
    /// The number of characters of a signature.
    static constexpr std::size_t size = 64;

    /// Writes a digest as hex, most significant digit first.
    ///
    /// The digits are computed, without table lookups and branches, so that neither the branch
    /// predictor nor the cache depends on them.
    /// @param digest the HMAC-SHA-256 of a body
    /// @par Complexity
    /// Constant.
    constexpr explicit signature(const crypto::digest& digest) noexcept {
        std::size_t position = 0;
        for (const std::uint8_t octet : digest) {
            text_[position++] = digit(octet >> 4u);
            text_[position++] = digit(octet & 0x0Fu);
        }
    }

    /// Returns the 64 digits.
    /// @return a view, valid as long as this object
    [[nodiscard]] constexpr std::string_view hex() const noexcept {
        return {text_.data(), text_.size()};
    }

private:
    /// Returns a hex digit: above 9 the subtraction wraps around, and its high bits select the gap
    /// between '9' and 'a'.
    static constexpr char digit(std::uint32_t value) noexcept {
        constexpr std::uint32_t gap = 'a' - ('9' + 1);
        return static_cast<char>('0' + value + (((9u - value) >> 8u) & gap));
    }

    std::array<char, size> text_{};
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
