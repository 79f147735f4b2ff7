/// @file
/// Decodes base64 and hex without a crypto library, and trims text.
#ifndef FLAGHOOK_DIAGNOSIS_ENCODINGS_HPP
#define FLAGHOOK_DIAGNOSIS_ENCODINGS_HPP

#include <boost/archive/iterators/binary_from_base64.hpp>
#include <boost/archive/iterators/transform_width.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>

namespace flaghook::diagnosis {

/// Decodes base64 text of either alphabet, with or without padding.
/// @tparam Bytes a container of `char`; it is never reallocated while it is filled, so no copy
/// stays in memory
/// @return nothing for text that is not base64
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc4648#section-5
template <class Bytes>
[[nodiscard]] std::optional<Bytes> decode_base64(std::string_view text) {
    constexpr std::size_t longest_padding = 2;
    for (std::size_t removed = 0; removed < longest_padding && text.ends_with('='); ++removed) {
        text.remove_suffix(1);
    }
    Bytes standard(text.begin(), text.end());
    std::replace(standard.begin(), standard.end(), '-', '+');
    std::replace(standard.begin(), standard.end(), '_', '/');
    const bool is_base64 = std::all_of(standard.begin(), standard.end(), [](char digit) {
        return (digit >= 'A' && digit <= 'Z') || (digit >= 'a' && digit <= 'z') ||
               (digit >= '0' && digit <= '9') || digit == '+' || digit == '/';
    });
    // A single leftover digit has fewer bits than a byte.
    if (!is_base64 || standard.size() % 4 == 1) {
        return std::nullopt;
    }
    namespace iterators = boost::archive::iterators;
    using decoding = iterators::transform_width<iterators::binary_from_base64<const char*>, 8, 6>;
    const std::size_t size = standard.size() * 6 / 8;
    Bytes bytes;
    bytes.reserve(size);
    decoding from(static_cast<const char*>(standard.data()));
    for (std::size_t count = 0; count < size; ++count, ++from) {
        bytes.push_back(*from);
    }
    return bytes;
}

/// Removes some characters at both ends of a text.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text,
                                                 std::string_view characters) noexcept {
    const std::size_t first = text.find_first_not_of(characters);
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(characters) - first + 1);
}

/// Returns the value of a hex digit in either letter case; -1 for another character.
[[nodiscard]] constexpr int value_of_hex_digit(char digit) noexcept {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    const char letter = static_cast<char>(digit | 0x20);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// Decodes pairs of hex digits; returns nothing for other text.
/// @tparam Bytes a container of `char`; it is never reallocated while it is filled, so no copy
/// stays in memory
template <class Bytes>
[[nodiscard]] std::optional<Bytes> decode_hex(std::string_view text) {
    if (text.size() % 2 != 0) {
        return std::nullopt;
    }
    Bytes bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t place = 0; place < text.size(); place += 2) {
        const int high = value_of_hex_digit(text[place]);
        const int low = value_of_hex_digit(text[place + 1]);
        if (high < 0 || low < 0) {
            return std::nullopt;
        }
        bytes.push_back(static_cast<char>(high * 16 + low));
    }
    return bytes;
}

} // namespace flaghook::diagnosis

#endif
