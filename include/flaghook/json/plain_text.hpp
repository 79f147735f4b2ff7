/// @file
/// Search and copy of text that needs no escape in a JSON string, eight bytes at a time.
#ifndef FLAGHOOK_JSON_PLAIN_TEXT_HPP
#define FLAGHOOK_JSON_PLAIN_TEXT_HPP

#include <flaghook/version.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

/// Checks whether a byte is plain: ASCII, and no control character, quotation mark or backslash.
[[nodiscard]] constexpr bool is_plain_ascii(char byte) noexcept {
    const auto value = static_cast<unsigned char>(byte);
    return value >= 0x20 && value < 0x80 && byte != '"' && byte != '\\';
}

/// Returns zero if all eight bytes are plain. Otherwise, the lowest set bit is in the lowest byte
/// that is not plain, and higher bits are unspecified.
[[nodiscard]] constexpr std::uint64_t not_plain_ascii(std::uint64_t block) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    // The subtraction sets the high bit of a byte that is too small, and borrows from higher bytes.
    return (block | (block - ones * 0x20U) | ((block ^ ones * '"') - ones) |
            ((block ^ ones * '\\') - ones)) &
           ones * 0x80U;
}

/// Finds the first byte that is not plain, or the end.
[[nodiscard]] inline const char* skip_plain_ascii(const char* at, const char* end) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
        std::uint64_t block = 0;
        while (static_cast<std::size_t>(end - at) >= sizeof block) {
            std::memcpy(&block, at, sizeof block);
            const std::uint64_t ends = not_plain_ascii(block);
            if (ends != 0) {
                return at + std::countr_zero(ends) / 8;
            }
            at += sizeof block;
        }
    }
    while (at != end && is_plain_ascii(*at)) {
        ++at;
    }
    return at;
}

/// Copies a text and returns whether all of it is plain.
/// @param to has space for the text; its content is unspecified if the result is false
[[nodiscard]] inline bool copy_plain_ascii(char* to, std::string_view text) noexcept {
    std::uint64_t block = 0;
    if (text.size() < sizeof block) {
        bool plain = true;
        for (const char byte : text) {
            plain = plain && is_plain_ascii(byte);
            *to++ = byte;
        }
        return plain;
    }
    const auto copy_block = [&](std::size_t position) {
        std::memcpy(&block, text.data() + position, sizeof block);
        std::memcpy(to + position, &block, sizeof block);
        return not_plain_ascii(block);
    };
    std::uint64_t ends = 0;
    for (std::size_t position = 0; position + sizeof block < text.size();
         position += sizeof block) {
        ends |= copy_block(position);
    }
    // The last eight bytes; some of them are copied a second time.
    return (ends | copy_block(text.size() - sizeof block)) == 0;
}

} // namespace flaghook::inline FLAGHOOK_ABI::json::detail

#endif
