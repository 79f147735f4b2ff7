/// @file
/// Reads an input's bytes from the front.
#ifndef FLAGHOOK_FUZZ_BYTE_SOURCE_HPP
#define FLAGHOOK_FUZZ_BYTE_SOURCE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace flaghook::fuzz {

/// Returns an input's bytes as a `std::string_view`.
[[nodiscard]] inline std::string_view as_text(const std::uint8_t* data, std::size_t size) noexcept {
    return {reinterpret_cast<const char*>(data), size};
}

/// The number of bytes of choices before the body. Each target that links the mutator defines it.
extern const std::size_t body_offset;

/// Hands out an input from the front. Past the end it returns zeros and empty texts.
///
/// Reading from the front keeps the choices together in a header before the body, so that a mutator
/// finds the body at a fixed offset.
class byte_source {
public:
    explicit byte_source(std::string_view bytes) noexcept : rest_(bytes) {}

    [[nodiscard]] bool empty() const noexcept { return rest_.empty(); }

    /// Returns the next byte as a number.
    [[nodiscard]] std::uint8_t byte() noexcept {
        const std::string_view taken = text(1);
        return taken.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(taken.front());
    }

    /// Returns the next eight bytes as a number, most significant byte first.
    [[nodiscard]] std::uint64_t number() noexcept {
        std::uint64_t result = 0;
        for (int octet = 0; octet < 8; ++octet) {
            result = result << 8U | byte();
        }
        return result;
    }

    /// Returns the next `size` bytes, or fewer at the end.
    [[nodiscard]] std::string_view text(std::size_t size) noexcept {
        const std::string_view result = rest_.substr(0, std::min(size, rest_.size()));
        rest_.remove_prefix(result.size());
        return result;
    }

    /// Returns a text that follows a byte with its length.
    [[nodiscard]] std::string_view short_text() noexcept { return text(byte()); }

    /// Returns all bytes that are left.
    [[nodiscard]] std::string_view rest() noexcept { return text(rest_.size()); }

private:
    std::string_view rest_;
};

} // namespace flaghook::fuzz

#endif
