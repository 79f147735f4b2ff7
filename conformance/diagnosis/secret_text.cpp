#include "diagnosis/secret_text.hpp"

#include <flaghook/server/text.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace flaghook::diagnosis {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_in_quotes(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> pairs{
        {{"\"", "\""},
         {"'", "'"},
         {"`", "`"},
         {"\xE2\x80\x9C", "\xE2\x80\x9D"},
         {"\xE2\x80\x98", "\xE2\x80\x99"}}};
    return std::ranges::any_of(pairs, [text](const auto& quotes) {
        return text.size() >= quotes.first.size() + quotes.second.size() &&
               text.starts_with(quotes.first) && text.ends_with(quotes.second);
    });
}

bool is_upper_or_digit(char one) {
    return (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') || one == '_';
}

/// Checks for the name of an environment variable, or for a name that says what its value is.
/// Other texts before `=` may be the beginning of a random secret.
bool is_name(std::string_view text) {
    constexpr std::size_t longest = 32;
    if (text.empty() || text.size() > longest || (text.front() >= '0' && text.front() <= '9')) {
        return false;
    }
    std::string upper(text);
    std::ranges::transform(upper, upper.begin(), [](char one) {
        return one >= 'a' && one <= 'z' ? static_cast<char>(one - 'a' + 'A') : one;
    });
    return std::ranges::all_of(upper, is_upper_or_digit) &&
           (upper == text || upper.find("SECRET") != std::string::npos ||
            upper.find("TOKEN") != std::string::npos || upper.find("KEY") != std::string::npos);
}

bool begins_with_name(std::string_view text) {
    constexpr std::string_view keyword = "export ";
    if (text.starts_with(keyword)) {
        text.remove_prefix(keyword.size());
    }
    const std::size_t equals = text.find('=');
    // Nothing but equals signs is the end of base32 or base64.
    if (equals == std::string_view::npos ||
        text.find_first_not_of('=', equals) == std::string_view::npos) {
        return false;
    }
    const std::string_view before = text.substr(0, equals);
    return is_name(before.substr(0, before.find_last_not_of(' ') + 1));
}

/// Checks for a character without a shape. Python's `isprintable` counts some of them as printable.
bool is_invisible(char32_t point) {
    constexpr std::array<std::pair<char32_t, char32_t>, 9> printable_ones{{
        {0x034F, 0x034F},   // combining grapheme joiner
        {0x115F, 0x1160},   // Hangul fillers
        {0x17B4, 0x17B5},   // Khmer inherent vowels
        {0x180B, 0x180F},   // Mongolian variation selectors
        {0x2800, 0x2800},   // empty Braille pattern
        {0x3164, 0x3164},   // Hangul filler
        {0xFE00, 0xFE0F},   // variation selectors
        {0xFFA0, 0xFFA0},   // Hangul filler
        {0xE0100, 0xE01EF}, // variation selectors
    }};
    return !server::detail::is_printable(point) ||
           std::ranges::any_of(printable_ones, [point](const auto& range) {
               return point >= range.first && point <= range.second;
           });
}

/// Returns the number of the first character that cannot be seen, counted from 1; 0 if there is
/// none.
std::size_t first_invisible(std::string_view text) {
    std::size_t number = 0;
    for (std::size_t position = 0; position < text.size();) {
        const server::detail::decoded next = server::detail::decode(text, position);
        position += next.width;
        ++number;
        if (is_invisible(next.point)) {
            return number;
        }
    }
    return 0;
}

} // namespace

std::string explain_secret_text(std::string_view text, std::string_view name) {
    if (text.starts_with(byte_order_mark)) {
        return "begins with a byte order mark; save the file as UTF-8 without it";
    }
    if (text.find_first_of("\r\n") != std::string_view::npos) {
        return "has more than one line; keep only the line with the " + std::string(name);
    }
    if (is_in_quotes(text)) {
        return "is in quotes; remove them";
    }
    if (begins_with_name(text)) {
        return "has the form NAME=value; keep only the value";
    }
    if (const std::size_t number = first_invisible(text); number != 0) {
        return "has an invisible character (number " + std::to_string(number) +
               "), such as a tab or a zero-width space; copy the " + std::string(name) +
               " again as plain text";
    }
    return {};
}

} // namespace flaghook::diagnosis
