/// @file
/// Text as Python has it: code points, lone surrogates among them.
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

/// Whether there is a surrogate, which UTF-8 has no bytes for.
[[nodiscard]] inline bool has_surrogate(std::u32string_view text) {
    return std::any_of(text.begin(), text.end(), is_surrogate);
}

/// `str.isspace`
[[nodiscard]] bool is_white(char32_t point);

/// What `str.strip()` leaves.
[[nodiscard]] std::u32string_view stripped(std::u32string_view text);

/// A text of ASCII.
[[nodiscard]] inline std::u32string widened(std::string_view ascii) {
    return {ascii.begin(), ascii.end()};
}

/// A body as Python's text.
struct decoded_body {
    /// The text, as far as the bytes are UTF-8.
    std::u32string text{};
    /// How many bytes the text has: all of them, but for a character that the end cut off.
    std::size_t size = 0;
    /// The decoder's words for bytes that are not UTF-8; empty where there are none such.
    std::string error{};
};

/// What a stream reader of Python's makes of a body: a character that the end cuts off is not
/// delivered, and anything else that is not UTF-8 is an error.
/// @par Source
/// `unicode_decode_utf8` in https://github.com/python/cpython/blob/3.13/Objects/unicodeobject.c
[[nodiscard]] decoded_body decode_body(std::string_view body);

/// The code points of a text in UTF-8 in which surrogates may stand as three bytes each.
/// @pre the text is of that form
[[nodiscard]] std::u32string code_points(std::string_view text);

/// UTF-8, with surrogates as three bytes each.
[[nodiscard]] std::string utf8(std::u32string_view text);

/// Any bytes as such a text: what is not UTF-8 becomes U+DC80 and up, byte by byte, as Python's
/// error handler `surrogateescape` has it.
[[nodiscard]] std::u32string escaped_code_points(std::string_view bytes);

} // namespace flaghook::fuzz

#endif
