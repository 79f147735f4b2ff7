/// @file
/// The signature as it travels: the value of one HTTP header.
#ifndef FLAGHOOK_SIGNATURE_SIGNATURE_HPP
#define FLAGHOOK_SIGNATURE_SIGNATURE_HPP

#include <flaghook/crypto/hmac_sha256.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// The header that carries the signature of the generic provider. HTTP compares header names
/// without regard to case (RFC 9110, section 5.1). Source:
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
inline constexpr std::string_view signature_header = "X-Sentry-Signature";

/// HMAC-SHA-256 of a body, as 64 lower-case hex digits and nothing around them: what Python's
/// `hmac.hexdigest()` prints and what Sentry compares, as text, with the header's value.
///
/// A signature is no secret once it is sent, but one that was computed in order to check somebody
/// else's must not become known: it is the right answer for their body. There is therefore no
/// `operator==`, which would stop at the first difference; `basic_verifier` compares.
///
/// Holds its text inside; copying it allocates nothing.
class signature {
public:
    /// The number of characters of every signature.
    static constexpr std::size_t size = 64;

    /// Writes a digest in hex, most significant digit first. The digits are computed, not looked up
    /// or branched on, so that neither the branch predictor nor the cache learns them.
    constexpr explicit signature(const crypto::digest& digest) noexcept {
        std::size_t position = 0;
        for (const std::uint8_t octet : digest) {
            text_[position++] = digit(octet >> 4u);
            text_[position++] = digit(octet & 0x0Fu);
        }
    }

    /// @return the 64 digits; valid as long as this object.
    [[nodiscard]] constexpr std::string_view hex() const noexcept {
        return {text_.data(), text_.size()};
    }

private:
    /// For values above 9 the subtraction wraps round, and its high bits select the distance from
    /// the character after '9' to 'a'.
    static constexpr char digit(std::uint32_t value) noexcept {
        constexpr std::uint32_t gap = 'a' - ('9' + 1);
        return static_cast<char>('0' + value + (((9u - value) >> 8u) & gap));
    }

    std::array<char, size> text_{};
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
