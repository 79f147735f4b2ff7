// The definition of UTF-8, and sequences of bytes to compare the library's check with it: exactly
// the encodings of scalar values are valid.

#ifndef FLAGHOOK_TESTS_SERVER_UTF8_SEQUENCES_HPP
#define FLAGHOOK_TESTS_SERVER_UTF8_SEQUENCES_HPP

#include <flaghook/server/text.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::tests::utf8 {

namespace server = flaghook::server::detail;

/// Returns the UTF-8 encoding of a code point, also of a surrogate.
inline std::string encoded(char32_t point) {
    std::string text;
    server::append_code_point(text, point);
    return text;
}

/// The encodings of all scalar values as a tree. A node is the part of a code point that was read,
/// with the next node for each byte.
class encodings {
public:
    static constexpr std::uint32_t start = 0;
    static constexpr std::uint32_t wrong = 0xFFFFFFFF;

    encodings() : nodes_(1) {
        nodes_.front().fill(wrong);
        for (std::uint32_t value = 0; value <= 0x10FFFF; ++value) {
            // Surrogates are not scalar values.
            if (value < 0xD800 || value > 0xDFFF) {
                add(value);
            }
        }
    }

    [[nodiscard]] std::uint32_t next(std::uint32_t node, unsigned byte) const {
        return nodes_[node][byte];
    }

private:
    /// Adds the encoding of a value, beginning with its last byte. Each byte has six bits; the
    /// first one has fewer, and a mark for the number of bytes.
    void add(std::uint32_t value) {
        std::vector<unsigned> bytes;
        unsigned first_bits = 7;
        unsigned mark = 0;
        while (value >= 1U << first_bits) {
            bytes.insert(bytes.begin(), 0x80 + value % 64);
            value /= 64;
            first_bits = first_bits == 7 ? 5 : first_bits - 1;
            mark = mark == 0 ? 0xC0 : 0x80 + mark / 2;
        }
        bytes.insert(bytes.begin(), mark + value);
        std::uint32_t node = start;
        for (std::size_t index = 0; index + 1 < bytes.size(); ++index) {
            if (nodes_[node][bytes[index]] == wrong) {
                nodes_[node][bytes[index]] = static_cast<std::uint32_t>(nodes_.size());
                nodes_.emplace_back().fill(wrong);
            }
            node = nodes_[node][bytes[index]];
        }
        nodes_[node][bytes.back()] = start;
    }

    std::vector<std::array<std::uint32_t, 256>> nodes_;
};

inline const encodings& scalar_values() {
    static const encodings instance;
    return instance;
}

/// Up to four bytes, and the length of their valid part.
struct sequence {
    std::array<char, 4> bytes{};
    std::size_t size = 0;
    /// The number of bytes in complete code points.
    std::size_t valid = 0;
    /// The node at the end of the bytes, or `encodings::wrong` after an error.
    std::uint32_t node = encodings::start;

    [[nodiscard]] std::string_view text() const { return {bytes.data(), size}; }

    [[nodiscard]] sequence with(unsigned byte) const {
        sequence result = *this;
        result.bytes[result.size++] = static_cast<char>(byte);
        if (node != encodings::wrong) {
            result.node = scalar_values().next(node, byte);
            result.valid = result.node == encodings::start ? result.size : valid;
        }
        return result;
    }

    /// Checks whether the bytes end after the first two bytes of a surrogate. Python treats them as
    /// a character that is cut off.
    [[nodiscard]] bool ends_in_a_surrogate() const {
        const std::string_view rest = text().substr(valid);
        return rest.size() == 2 && rest[0] == '\xED' && rest[1] >= '\xA0' && rest[1] <= '\xBF';
    }
};

/// Checks whether the library agrees with the definition.
inline bool is_measured_right(const sequence& one) {
    const server::utf8_extent found = server::measure_utf8(one.text());
    return found.valid == one.valid &&
           found.complete_or_cut == (one.node != encodings::wrong || one.ends_in_a_surrogate()) &&
           server::is_utf8(one.text()) == (one.valid == one.size);
}

inline std::string shown(const sequence& one) {
    std::string result;
    for (const char byte : one.text()) {
        result += std::to_string(static_cast<unsigned char>(byte)) + ' ';
    }
    return result;
}

/// Calls `visit` with every sequence of a given length.
template <class Visit>
void for_each_sequence(std::size_t length, const sequence& before, const Visit& visit) {
    if (before.size == length) {
        visit(before);
        return;
    }
    for (unsigned byte = 0; byte < 256; ++byte) {
        for_each_sequence(length, before.with(byte), visit);
    }
}

} // namespace flaghook::tests::utf8

#endif
