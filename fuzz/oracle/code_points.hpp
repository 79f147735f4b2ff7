/// @file
/// Text as Python represents it: code points, including lone surrogates.
#ifndef FLAGHOOK_FUZZ_ORACLE_CODE_POINTS_HPP
#define FLAGHOOK_FUZZ_ORACLE_CODE_POINTS_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

[[nodiscard]] constexpr bool is_surrogate(char32_t point) {
    return point >= 0xD800 && point <= 0xDFFF;
}

/// Returns whether a text contains a surrogate, which UTF-8 cannot encode.
[[nodiscard]] inline bool has_surrogate(std::u32string_view text) {
    return std::any_of(text.begin(), text.end(), is_surrogate);
}

/// Returns `str.isspace()` of a code point.
[[nodiscard]] bool is_white(char32_t point);

/// Returns `str.isprintable()` of a code point.
[[nodiscard]] bool is_printable(char32_t point);

/// Returns the value of a decimal digit of any script, or -1 for another character.
[[nodiscard]] int digit_value(char32_t point);

/// Returns the result of `str.strip()`.
[[nodiscard]] std::u32string_view stripped(std::u32string_view text);

/// Converts an ASCII text.
[[nodiscard]] inline std::u32string widened(std::string_view ascii) {
    return {ascii.begin(), ascii.end()};
}

/// A body decoded to Python's text.
struct decoded_body {
    /// The text up to the first byte that is not UTF-8.
    std::u32string text{};
    /// The number of decoded bytes: all of them, except for a character that is cut off at the end.
    std::size_t size = 0;
    /// The decoder's message if the bytes are not UTF-8; otherwise empty.
    std::string error{};
};

/// Decodes a body as Python's stream reader does: it drops a character that is cut off at the end,
/// and anything else that is not UTF-8 is an error.
/// @par Source
/// `unicode_decode_utf8` in https://github.com/python/cpython/blob/3.13/Objects/unicodeobject.c
[[nodiscard]] decoded_body decode_body(std::string_view body);

/// Returns the code points of a UTF-8 text that may contain surrogates as three bytes each.
/// @pre the text has this form
[[nodiscard]] std::u32string code_points(std::string_view text);

/// Returns UTF-8, with surrogates as three bytes each.
[[nodiscard]] std::string utf8(std::u32string_view text);

/// Decodes any bytes to such a text. Each byte that is not UTF-8 becomes U+DC80 or above, as with
/// Python's error handler `surrogateescape`.
[[nodiscard]] std::u32string escaped_code_points(std::string_view bytes);

} // namespace flaghook::fuzz

#endif
