// Compares the check of UTF-8 with its definition, for every sequence of up to four bytes: exactly
// the encodings of scalar values are valid.

#include <flaghook/server/text.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace server = flaghook::server::detail;

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

const encodings& scalar_values() {
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
bool is_measured_right(const sequence& one) {
    const server::utf8_extent found = server::measure_utf8(one.text());
    return found.valid == one.valid &&
           found.complete_or_cut == (one.node != encodings::wrong || one.ends_in_a_surrogate()) &&
           server::is_utf8(one.text()) == (one.valid == one.size);
}

std::string shown(const sequence& one) {
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

TEST(utf8, is_the_encodings_of_scalar_values_for_every_sequence_of_up_to_three_bytes) {
    for (std::size_t length = 0; length <= 3; ++length) {
        for_each_sequence(length, {}, [](const sequence& one) {
            if (!is_measured_right(one)) {
                ADD_FAILURE() << shown(one);
            }
        });
    }
}

TEST(utf8, is_the_encodings_of_scalar_values_with_every_fourth_byte_that_matters) {
    // If an incomplete code point began with the first or second byte, every fourth byte is tried.
    // If it begins later, only the bytes at the borders of the forms are tried, because the test of
    // shorter sequences covers the others. After an error, the fourth byte does not matter, and two
    // varying ones are tried.
    constexpr unsigned borders[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1,
                                    0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF};
    std::size_t count = 0;
    const auto check = [&count](const sequence& one) {
        ++count;
        if (!is_measured_right(one)) {
            ADD_FAILURE() << shown(one);
        }
    };
    unsigned turn = 0;
    for_each_sequence(3, {}, [&](const sequence& three) {
        if (three.node == encodings::wrong) {
            turn = (turn + 1) % 128;
            check(three.with(turn));
            check(three.with(turn + 128));
        } else if (three.node == encodings::start || three.valid == 2) {
            for (const unsigned byte : borders) {
                check(three.with(byte));
            }
        } else {
            for_each_sequence(4, three, check);
        }
    });
    EXPECT_GT(count, 100'000'000U);
}

TEST(utf8, is_measured_the_same_across_the_border_of_two_blocks) {
    // ASCII text is read in blocks of 32 bytes.
    constexpr std::size_t before = 30;
    std::string text(64, 'a');
    for_each_sequence(3, {}, [&](const sequence& three) {
        std::copy_n(three.bytes.begin(), 3, text.begin() + before);
        const bool good = three.node == encodings::start;
        const server::utf8_extent found = server::measure_utf8(text);
        if (found.valid != (good ? text.size() : before + three.valid) ||
            found.complete_or_cut != good) {
            ADD_FAILURE() << shown(three);
        }
    });
}

} // namespace
