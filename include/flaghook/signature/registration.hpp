/// @file
/// Which texts Sentry registers as signing secret of the generic provider.
///
/// A sender whose secret could never have been registered finds out here, at start-up and with a
/// reason, instead of by an HTTP 401 that gives none.
///
/// @code
/// check_registrable("0123456789");    // fine
/// check_registrable("0123456789\n");  // secret_has_outer_white_space
/// check_registrable("012345678");     // secret_too_short
/// @endcode
///
/// The rule is the `secret` field of Sentry's `FlagWebhookSigningSecretValidator`, a Django REST
/// framework `CharField(min_length=10, max_length=64)`:
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py,
/// https://www.django-rest-framework.org/api-guide/fields/#charfield
#ifndef FLAGHOOK_SIGNATURE_REGISTRATION_HPP
#define FLAGHOOK_SIGNATURE_REGISTRATION_HPP

#include <flaghook/signature/signature_error.hpp>
#include <flaghook/version.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// The fewest characters (Unicode code points) of a secret that Sentry registers.
inline constexpr std::size_t minimum_secret_length = 10;

/// The most characters (Unicode code points) of a secret that Sentry registers.
inline constexpr std::size_t maximum_secret_length = 64;

namespace detail {

/// Takes one code point off the front of `rest`.
///
/// Well-formed is what Table 3-7 of the Unicode Standard (section 3.9) lists, and RFC 3629,
/// section 4: no overlong forms, no surrogates, nothing above U+10FFFF.
///
/// @param rest not empty; unchanged where the result is empty.
/// @return the code point, or nothing where `rest` does not begin with a well-formed one.
constexpr std::optional<char32_t> take_code_point(std::string_view& rest) noexcept {
    struct form {
        unsigned char lead_mask;
        unsigned char lead;
        std::size_t size;
        char32_t first;
    };
    constexpr form forms[] = {{0x80, 0x00, 1, 0x0},
                              {0xE0, 0xC0, 2, 0x80},
                              {0xF0, 0xE0, 3, 0x800},
                              {0xF8, 0xF0, 4, 0x10000}};
    const auto lead = static_cast<unsigned char>(rest.front());
    for (const form& shape : forms) {
        if ((lead & shape.lead_mask) != shape.lead || rest.size() < shape.size) {
            continue;
        }
        char32_t code_point = lead & static_cast<unsigned char>(~shape.lead_mask);
        for (const char next : rest.substr(1, shape.size - 1)) {
            const auto octet = static_cast<unsigned char>(next);
            if ((octet & 0xC0) != 0x80) {
                return std::nullopt;
            }
            code_point = (code_point << 6) | (octet & 0x3Fu);
        }
        const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
        if (code_point < shape.first || surrogate || code_point > 0x10FFFF) {
            return std::nullopt;
        }
        rest.remove_prefix(shape.size);
        return code_point;
    }
    return std::nullopt;
}

/// What Python's `str.strip()` takes off, which is what a `CharField` calls:
/// https://docs.python.org/3/library/stdtypes.html#str.isspace
constexpr bool is_trimmed(char32_t code_point) noexcept {
    return (code_point >= 0x09 && code_point <= 0x0D) ||
           (code_point >= 0x1C && code_point <= 0x20) || code_point == 0x85 || code_point == 0xA0 ||
           code_point == 0x1680 || (code_point >= 0x2000 && code_point <= 0x200A) ||
           code_point == 0x2028 || code_point == 0x2029 || code_point == 0x202F ||
           code_point == 0x205F || code_point == 0x3000;
}

} // namespace detail

/// Says whether Sentry would register `text`, exactly as it is, as a secret of the generic
/// provider.
///
/// @param text the secret as UTF-8, the way it is typed into Sentry's form.
/// @return nothing wrong, or the first that applies of `secret_not_utf8`,
///         `secret_has_outer_white_space`, `secret_has_null_character`, `secret_too_short` (also
///         for an empty text), `secret_too_long`. Length counts code points, as Python's `len()`
///         does: ten two-byte characters are long enough.
/// Complexity: linear; nothing is allocated or copied. The time taken depends on the text, so do
/// not call it for every request.
[[nodiscard]] inline boost::system::error_code check_registrable(std::string_view text) noexcept {
    std::size_t length = 0;
    bool outer_white_space = false;
    bool null_character = false;
    for (std::string_view rest = text; !rest.empty(); ++length) {
        const std::optional<char32_t> code_point = detail::take_code_point(rest);
        if (!code_point) {
            return signature_error::secret_not_utf8;
        }
        const bool outermost = length == 0 || rest.empty();
        outer_white_space |= outermost && detail::is_trimmed(*code_point);
        null_character |= *code_point == 0;
    }
    if (outer_white_space) {
        return signature_error::secret_has_outer_white_space;
    }
    if (null_character) {
        return signature_error::secret_has_null_character;
    }
    if (length < minimum_secret_length) {
        return signature_error::secret_too_short;
    }
    if (length > maximum_secret_length) {
        return signature_error::secret_too_long;
    }
    return {};
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
