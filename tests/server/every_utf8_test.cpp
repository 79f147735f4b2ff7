// Compares the check of UTF-8 with its definition: three and four bytes, and longer text.

#include <gtest/gtest.h>
#include <server/utf8_sequences.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace {

using namespace flaghook::tests::utf8;

TEST(utf8, is_the_encodings_of_scalar_values_for_every_sequence_of_three_bytes) {
    for_each_sequence(3, {}, [](const sequence& one) {
        if (!is_measured_right(one)) {
            ADD_FAILURE() << shown(one);
        }
    });
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
