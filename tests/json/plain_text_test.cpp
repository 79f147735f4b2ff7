#include <flaghook/json/plain_text.hpp>

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

using flaghook::json::detail::copy_plain_ascii;
using flaghook::json::detail::is_plain_ascii;
using flaghook::json::detail::not_plain_ascii;
using flaghook::json::detail::skip_plain_ascii;

static_assert(is_plain_ascii(' ') && is_plain_ascii('~') && is_plain_ascii('\x7F'));
static_assert(!is_plain_ascii('"') && !is_plain_ascii('\\') && !is_plain_ascii('\x1F') &&
              !is_plain_ascii('\0') && !is_plain_ascii('\x80') && !is_plain_ascii('\xFF'));
static_assert(not_plain_ascii(0x6162636465666768U) == 0);
static_assert(not_plain_ascii(0x6162636465660068U) != 0);

/// Returns the number of skipped bytes.
std::size_t skipped(std::string_view text) {
    const char* const end = text.data() + text.size();
    return static_cast<std::size_t>(skip_plain_ascii(text.data(), end) - text.data());
}

TEST(skip_plain_ascii, stops_at_each_byte_that_is_not_plain_in_each_place) {
    for (std::size_t size = 0; size <= 20; ++size) {
        const std::string plain(size, 'x');
        EXPECT_EQ(skipped(plain), size);
        for (std::size_t position = 0; position < size; ++position) {
            for (int value = 0; value < 256; ++value) {
                std::string text = plain;
                text[position] = static_cast<char>(value);
                EXPECT_EQ(skipped(text), is_plain_ascii(text[position]) ? size : position)
                    << value << " at " << position << " of " << size;
            }
        }
    }
}

TEST(skip_plain_ascii, stops_at_the_first_of_several) {
    for (const char first : {'"', '\\', '\n', '\x80'}) {
        for (const char second : {'"', '\\', '\n', '\x80'}) {
            EXPECT_EQ(skipped({std::string("abc") + first + second + "def"}), 3U);
            EXPECT_EQ(skipped({std::string("abc") + first + "x" + second + "ef"}), 3U);
        }
    }
}

TEST(copy_plain_ascii, copies_plain_text_and_sees_what_is_not) {
    for (std::size_t size = 0; size <= 20; ++size) {
        std::string text;
        for (std::size_t position = 0; position < size; ++position) {
            text += static_cast<char>('a' + position);
        }
        std::string copy(size + 1, '#');
        EXPECT_TRUE(copy_plain_ascii(copy.data(), text));
        EXPECT_EQ(copy, text + '#') << "and nothing behind it";
        for (std::size_t position = 0; position < size; ++position) {
            for (int value = 0; value < 256; ++value) {
                std::string other = text;
                other[position] = static_cast<char>(value);
                EXPECT_EQ(copy_plain_ascii(copy.data(), other), is_plain_ascii(other[position]));
            }
        }
    }
}

} // namespace
