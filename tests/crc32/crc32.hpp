/// @file
/// The checksum by which tests compare millions of results with Python's.
#ifndef FLAGHOOK_TESTS_CRC32_CRC32_HPP
#define FLAGHOOK_TESTS_CRC32_CRC32_HPP

#include <array>
#include <cstdint>
#include <string_view>

namespace flaghook::tests {

/// The CRC-32 of each byte.
inline constexpr std::array<std::uint32_t, 256> crc32_of_bytes = [] {
    std::array<std::uint32_t, 256> result{};
    for (std::uint32_t byte = 0; byte < 256; ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit) {
            value = (value & 1U) != 0 ? value >> 1U ^ 0xEDB88320U : value >> 1U;
        }
        result[byte] = value;
    }
    return result;
}();

/// Computes the CRC-32 of Python's `zlib.crc32`.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc1952#section-8
class crc32 {
public:
    /// Adds bytes at the end.
    constexpr void add(std::string_view bytes) noexcept {
        for (const char byte : bytes) {
            const auto index = (state_ ^ static_cast<unsigned char>(byte)) & 0xFFU;
            state_ = crc32_of_bytes[index] ^ state_ >> 8U;
        }
    }

    /// Returns the checksum of the bytes so far.
    [[nodiscard]] constexpr std::uint32_t value() const noexcept { return state_ ^ 0xFFFFFFFFU; }

private:
    std::uint32_t state_ = 0xFFFFFFFFU;
};

/// Returns the CRC-32 of a text.
[[nodiscard]] constexpr std::uint32_t crc32_of(std::string_view bytes) noexcept {
    crc32 sum;
    sum.add(bytes);
    return sum.value();
}

} // namespace flaghook::tests

#endif
