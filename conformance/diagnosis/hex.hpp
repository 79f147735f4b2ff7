/// @file
/// Hex decoding.
#ifndef FLAGHOOK_DIAGNOSIS_HEX_HPP
#define FLAGHOOK_DIAGNOSIS_HEX_HPP

#include <cstddef>
#include <optional>
#include <string_view>

namespace flaghook::diagnosis {

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
