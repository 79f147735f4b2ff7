/// @file
/// Writing of JSON strings.
#ifndef FLAGHOOK_JSON_WRITE_TEXT_HPP
#define FLAGHOOK_JSON_WRITE_TEXT_HPP

#include <flaghook/json/plain_text.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

/// Whether to escape the line separators U+2028 and U+2029. JSON does not require it, but older
/// JavaScript does, so the server's answers escape them.
enum class separators { plain, escaped };

namespace detail {

/// Checks whether a byte never needs an escape. E2 may be the first byte of U+2028 and U+2029.
[[nodiscard]] constexpr bool is_plain(char byte) noexcept {
    return static_cast<unsigned char>(byte) >= 0x20 && byte != '"' && byte != '\\' &&
           byte != '\xE2';
}

/// An escape sequence and the number of bytes that it replaces; zero if no escape is needed.
struct escape {
    std::array<char, 6> text{};
    std::uint8_t size = 0;
    std::uint8_t replaced = 0;

    [[nodiscard]] constexpr std::size_t growth() const noexcept {
        return std::size_t{size} - replaced;
    }
};

[[nodiscard]] constexpr escape escape_at(std::string_view text, std::size_t position,
                                         separators lines) noexcept {
    constexpr std::string_view digits = "0123456789abcdef";
    const char byte = text[position];
    switch (byte) {
    case '\xE2': {
        const std::string_view separator = text.substr(position, 3);
        if (lines == separators::plain || (separator != "\u2028" && separator != "\u2029")) {
            return {};
        }
        return {{'\\', 'u', '2', '0', '2', separator == "\u2028" ? '8' : '9'}, 6, 3};
    }
    case '"':
    case '\\':
        return {{'\\', byte}, 2, 1};
    case '\b':
        return {{'\\', 'b'}, 2, 1};
    case '\f':
        return {{'\\', 'f'}, 2, 1};
    case '\n':
        return {{'\\', 'n'}, 2, 1};
    case '\r':
        return {{'\\', 'r'}, 2, 1};
    case '\t':
        return {{'\\', 't'}, 2, 1};
    default:
        const auto value = static_cast<unsigned char>(byte);
        return {{'\\', 'u', '0', '0', digits[value >> 4U], digits[value & 0xFU]}, 6, 1};
    }
}

} // namespace detail

/// Returns the number of bytes that `write_string` writes for a text.
/// @param text valid UTF-8
[[nodiscard]] inline std::size_t escaped_size(std::string_view text,
                                              separators lines = separators::plain) noexcept {
    std::size_t size = text.size() + 2;
    for (std::size_t position = 0; position < text.size(); ++position) {
        if (!detail::is_plain(text[position])) {
            size += detail::escape_at(text, position, lines).growth();
        }
    }
    return size;
}

/// Writes a text as a JSON string, with its quotation marks.
/// @param out has space for `escaped_size(text, lines)` bytes
/// @param text valid UTF-8
/// @return one past the last byte
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc8259#section-7 and `JSONRenderer` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/renderers.py
[[nodiscard]] inline char* write_string(char* out, std::string_view text,
                                        separators lines = separators::plain) noexcept {
    *out++ = '"';
    std::size_t plain_from = 0;
    for (std::size_t position = 0; position < text.size(); ++position) {
        if (detail::is_plain(text[position])) {
            continue;
        }
        const detail::escape found = detail::escape_at(text, position, lines);
        if (found.replaced == 0) {
            continue;
        }
        const std::string_view plain = text.substr(plain_from, position - plain_from);
        out = std::copy(plain.begin(), plain.end(), out);
        out = std::copy_n(found.text.begin(), found.size, out);
        position += found.replaced - 1;
        plain_from = position + 1;
    }
    out = std::copy(text.begin() + static_cast<std::ptrdiff_t>(plain_from), text.end(), out);
    *out++ = '"';
    return out;
}

/// Appends a text as a JSON string.
/// @param text valid UTF-8
inline void append_string(std::string& out, std::string_view text,
                          separators lines = separators::plain) {
    const char* const end = text.data() + text.size();
    if (skip_plain_ascii(text.data(), end) == end) {
        out += '"';
        out += text;
        out += '"';
        return;
    }
    const std::size_t before = out.size();
    out.resize(before + escaped_size(text, lines));
    static_cast<void>(write_string(out.data() + before, text, lines));
}

} // namespace flaghook::inline FLAGHOOK_ABI::json::detail

#endif
