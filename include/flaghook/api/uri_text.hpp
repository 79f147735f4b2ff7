/// @file
/// Percent-encoding of text in URIs.
#ifndef FLAGHOOK_API_URI_TEXT_HPP
#define FLAGHOOK_API_URI_TEXT_HPP

#include <flaghook/version.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::detail {

/// Appends a text, percent-encoded, for a path segment or for a name or value in a query.
///
/// Only the unreserved characters are not encoded:
/// @code{.unparsed}
/// unreserved  = ALPHA / DIGIT / "-" / "." / "_" / "~"
/// pct-encoded = "%" HEXDIG HEXDIG    ; upper case
/// @endcode
/// @param out the text to which the result is appended
/// @param text the text, any bytes
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `text.size()`.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc3986#section-2
inline void append_percent_encoded(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char character : text) {
        const bool unreserved = (character >= 'A' && character <= 'Z') ||
                                (character >= 'a' && character <= 'z') ||
                                (character >= '0' && character <= '9') || character == '-' ||
                                character == '.' || character == '_' || character == '~';
        if (unreserved) {
            out += character;
        } else {
            const auto byte = static_cast<unsigned char>(character);
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 0xFU];
        }
    }
}

namespace detail {

[[nodiscard]] constexpr int hex_value(char digit) noexcept {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'A' && digit <= 'F') {
        return digit - 'A' + 10;
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    return -1;
}

} // namespace detail

/// Decodes a name or value in a query.
///
/// A `+` becomes a space, as in HTML forms. A percent sign that does not begin an escape is kept.
/// @param text the encoded text, any bytes
/// @return the decoded text, any bytes
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `text.size()`.
/// @par Source
/// https://url.spec.whatwg.org/#concept-urlencoded-parser
[[nodiscard]] inline std::string decode_form_text(std::string_view text) {
    std::string result;
    for (std::size_t position = 0; position < text.size(); ++position) {
        const char character = text[position];
        if (character == '%' && text.size() - position > 2) {
            const int high = detail::hex_value(text[position + 1]);
            const int low = detail::hex_value(text[position + 2]);
            if (high >= 0 && low >= 0) {
                result += static_cast<char>(high * 16 + low);
                position += 2;
                continue;
            }
        }
        result += character == '+' ? ' ' : character;
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI::detail

#endif
