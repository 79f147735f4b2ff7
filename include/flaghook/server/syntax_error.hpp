/// @file
/// The server's messages for malformed JSON.
#ifndef FLAGHOOK_SERVER_SYNTAX_ERROR_HPP
#define FLAGHOOK_SERVER_SYNTAX_ERROR_HPP

#include <flaghook/server/number.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// The errors of Python's `json`.
enum class syntax_error : std::uint8_t {
    none,
    expecting_value,
    expecting_name,
    expecting_colon,
    expecting_comma,
    trailing_comma_in_object,
    trailing_comma_in_array,
    unterminated_string,
    control_character,
    invalid_escape,
    invalid_unicode_escape,
    extra_data,
    not_a_number,      ///< `NaN`
    infinity,          ///< `Infinity`
    negative_infinity, ///< `-Infinity`
    too_many_digits,   ///< an integer of more than 4,300 digits
    invalid_utf8,      ///< an error of the decoder, which runs before Python's `json`
    too_deep           ///< deeper nesting than the server can read; not a syntax error
};

[[nodiscard]] constexpr std::string_view words_of(syntax_error error) noexcept {
    switch (error) {
    case syntax_error::expecting_value:
        return "Expecting value";
    case syntax_error::expecting_name:
        return "Expecting property name enclosed in double quotes";
    case syntax_error::expecting_colon:
        return "Expecting ':' delimiter";
    case syntax_error::expecting_comma:
        return "Expecting ',' delimiter";
    case syntax_error::trailing_comma_in_object:
        return "Illegal trailing comma before end of object";
    case syntax_error::trailing_comma_in_array:
        return "Illegal trailing comma before end of array";
    case syntax_error::unterminated_string:
        return "Unterminated string starting at";
    case syntax_error::control_character:
        return "Invalid control character at";
    case syntax_error::invalid_escape:
        return "Invalid \\escape";
    case syntax_error::invalid_unicode_escape:
        return "Invalid \\uXXXX escape";
    case syntax_error::extra_data:
        return "Extra data";
    case syntax_error::not_a_number:
        return "Out of range float values are not JSON compliant: 'NaN'";
    case syntax_error::infinity:
        return "Out of range float values are not JSON compliant: 'Infinity'";
    case syntax_error::negative_infinity:
        return "Out of range float values are not JSON compliant: '-Infinity'";
    case syntax_error::too_many_digits:
        return "Exceeds the limit (4300 digits) for integer string conversion: value has ";
    case syntax_error::none:
    case syntax_error::invalid_utf8:
    case syntax_error::too_deep:
        break;
    }
    return {};
}

/// Returns the message of a Python decoder for invalid bytes.
/// @param codec the decoder's name in Python
/// @param body the decoded bytes
/// @param position the position of the invalid bytes
/// @param width the number of invalid bytes
/// @param reason the reason in Python's words
/// @par Source
/// https://docs.python.org/3.13/library/exceptions.html#UnicodeDecodeError
[[nodiscard]] inline std::string describe_decoder_error(std::string_view codec,
                                                        std::string_view body, std::size_t position,
                                                        std::size_t width,
                                                        std::string_view reason) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string words = "'" + std::string(codec) + "' codec can't decode byte";
    if (width == 1) {
        const auto byte = static_cast<unsigned char>(body[position]);
        words += " 0x";
        words += digits[byte >> 4U];
        words += digits[byte & 0xFU];
        words += " in position " + std::to_string(position);
    } else {
        words += "s in position " + std::to_string(position) + '-' +
                 std::to_string(position + width - 1);
    }
    return words.append(": ").append(reason);
}

/// Returns the message of Python's decoder for bytes that are not UTF-8.
[[nodiscard]] inline std::string describe_utf8_error(std::string_view body,
                                                     const server::detail::utf8_extent& extent) {
    return describe_decoder_error("utf-8", body, extent.valid, extent.wrong,
                                  extent.wrong_start ? "invalid start byte"
                                                     : "invalid continuation byte");
}

/// Returns CPython 3.13's message for a syntax error, which the server puts behind
/// `JSON parse error - `. Line, column and character are counted in code points.
/// @param text the body without a character that its end cuts off; valid UTF-8 up to `position`
/// @param position the position of the error, in bytes
/// @par Source
/// https://github.com/python/cpython/blob/3.13/Modules/_json.c,
/// https://github.com/python/cpython/blob/3.13/Lib/json/decoder.py and `strict_constant` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/utils/json.py
[[nodiscard]] inline std::string describe(syntax_error error, std::string_view text,
                                          std::size_t position) {
    std::string words(words_of(error));
    switch (error) {
    case syntax_error::not_a_number:
    case syntax_error::infinity:
    case syntax_error::negative_infinity:
        return words;
    case syntax_error::too_many_digits: {
        const std::string_view digits = text.substr(position);
        const std::size_t end = digits.find_first_not_of("0123456789");
        words += std::to_string(std::min(end, digits.size()));
        words += " digits; use sys.set_int_max_str_digits() to increase the limit";
        return words;
    }
    default:
        break;
    }
    if (position == 0 && text.starts_with("\xEF\xBB\xBF")) {
        words = "Unexpected UTF-8 BOM (decode using utf-8-sig)";
    }
    const std::string_view before = text.substr(0, position);
    // Searches forwards, because standard libraries then compare many bytes at a time.
    std::size_t lines = 0;
    std::size_t line_begin = 0;
    for (std::size_t at = before.find('\n'); at != std::string_view::npos;
         at = before.find('\n', line_begin)) {
        line_begin = at + 1;
        ++lines;
    }
    const std::size_t column = server::detail::count_code_points(before.substr(line_begin));
    const std::size_t character =
        column + server::detail::count_code_points(before.substr(0, line_begin));
    constexpr std::size_t longest_number = 20;
    constexpr std::string_view parts = ": line  column  (char )";
    words.reserve(words.size() + parts.size() + 3 * longest_number);
    const auto append = [&words](std::string_view part, std::size_t number) {
        char digits[longest_number];
        char* const end = std::to_chars(digits, digits + longest_number, number).ptr;
        words += part;
        words.append(digits, static_cast<std::size_t>(end - digits));
    };
    append(": line ", lines + 1);
    append(" column ", column + 1);
    append(" (char ", character);
    words += ')';
    return words;
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
