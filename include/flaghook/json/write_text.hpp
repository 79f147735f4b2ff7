/// @file
/// Text as a JSON string.
#ifndef FLAGHOOK_JSON_WRITE_TEXT_HPP
#define FLAGHOOK_JSON_WRITE_TEXT_HPP

#include <flaghook/version.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::json {

/// How the line separators U+2028 and U+2029 are written. JSON allows them as they are; JavaScript
/// source once did not, and the server's answers escape them for its sake.
enum class separators { plain, escaped };

namespace detail {

/// Whether a byte can stand in a JSON string as it is. E2 leads U+2028 and U+2029.
[[nodiscard]] constexpr bool is_plain(char byte) noexcept {
    return static_cast<unsigned char>(byte) >= 0x20 && byte != '"' && byte != '\\' &&
           byte != '\xE2';
}

} // namespace detail

/// Appends the text as a JSON string, with its quotation marks.
///
/// Escaped are the quotation mark, the backslash, the control characters below U+0020 and, if asked
/// for, the line separators; the rest stands as it is.
/// @param text valid UTF-8
/// @par Complexity
/// Linear; runs without escapes are copied as a whole.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc8259#section-7 and `JSONRenderer` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/renderers.py
inline void append_string(std::string& out, std::string_view text,
                          separators lines = separators::plain) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    std::size_t plain_from = 0;
    for (std::size_t position = 0; position < text.size(); ++position) {
        const char byte = text[position];
        if (detail::is_plain(byte)) {
            continue;
        }
        if (byte == '\xE2') {
            const std::string_view separator = text.substr(position, 3);
            if (lines == separators::plain || (separator != "\u2028" && separator != "\u2029")) {
                continue;
            }
            out.append(text, plain_from, position - plain_from);
            out += separator == "\u2028" ? "\\u2028" : "\\u2029";
            position += 2;
            plain_from = position + 1;
            continue;
        }
        out.append(text, plain_from, position - plain_from);
        plain_from = position + 1;
        out += '\\';
        switch (byte) {
        case '"':
        case '\\':
            out += byte;
            break;
        case '\b':
            out += 'b';
            break;
        case '\f':
            out += 'f';
            break;
        case '\n':
            out += 'n';
            break;
        case '\r':
            out += 'r';
            break;
        case '\t':
            out += 't';
            break;
        default:
            out += "u00";
            out += digits[static_cast<unsigned char>(byte) >> 4U];
            out += digits[static_cast<unsigned char>(byte) & 0xFU];
        }
    }
    out.append(text, plain_from);
    out += '"';
}

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
