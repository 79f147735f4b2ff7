#include <flaghook/server/text.hpp>

#include <gtest/gtest.h>
#include <server/utf8_sequences.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace {

namespace server = flaghook::server::detail;
using flaghook::tests::utf8::encoded;

constexpr char32_t last_code_point = 0x10FFFF;

std::string repr(std::string_view text) {
    std::string result;
    server::append_repr(result, text);
    return result;
}

static_assert(!server::is_surrogate(0xD7FF) && server::is_surrogate(0xD800));
static_assert(server::is_surrogate(0xDFFF) && !server::is_surrogate(0xE000));

static_assert(server::trim("") == "");
static_assert(server::trim("a") == "a");
static_assert(server::trim(" \t\n\v\f\r\x1C\x1D\x1E\x1F a b \x1F\r\n") == "a b");
static_assert(server::trim("\u00A0\u3000\u2028a\u2003\u0085") == "a");
static_assert(server::trim("\u200Ba\uFEFF") == "\u200Ba\uFEFF");
static_assert(server::trim(" \u3000\u205F ") == "");
static_assert(server::trim("\u00E4 \u00E4") == "\u00E4 \u00E4");

static_assert(server::count_code_points("") == 0);
static_assert(server::count_code_points("a\u00E4\u20AC\U0001F600") == 4);
static_assert(server::count_code_points("\xED\xA0\x80") == 1, "a lone surrogate is one");

static_assert(!server::first_surrogate(""));
static_assert(!server::first_surrogate("a\u00ED\uD7FF\uE000\U0010FFFF"));
static_assert(server::first_surrogate("a\xED\xA0\x80\xED\xBF\xBF") == 0xD800);
static_assert(server::first_surrogate("\uD7FF\xED\xBF\xBF") == 0xDFFF);

static_assert(flaghook::server::detail::has_no_outer_space("a") &&
              flaghook::server::detail::has_no_outer_space("a b"));
static_assert(!flaghook::server::detail::has_no_outer_space("") &&
              !flaghook::server::detail::has_no_outer_space(" a") &&
              !flaghook::server::detail::has_no_outer_space("a\t") &&
              !flaghook::server::detail::has_no_outer_space("\u00A0a") &&
              !flaghook::server::detail::has_no_outer_space("a\u3000") &&
              !flaghook::server::detail::has_no_outer_space("\x1F"));

TEST(text, decodes_every_code_point_that_it_encodes) {
    for (char32_t point = 0; point <= last_code_point; ++point) {
        const std::string text = encoded(point);
        const auto [decoded, width] = server::decode("x" + text, 1);
        ASSERT_EQ(decoded, point);
        ASSERT_EQ(width, text.size());
        ASSERT_EQ(server::count_code_points(text), 1U);
        ASSERT_EQ(server::first_surrogate(text).has_value(), server::is_surrogate(point));
        ASSERT_EQ(server::is_utf8(text), !server::is_surrogate(point));
    }
}

TEST(utf8, is_measured_the_same_at_every_distance_from_the_ends) {
    // ASCII text is read in blocks of 32 bytes.
    for (std::size_t before = 0; before < 70; ++before) {
        for (std::size_t after = 0; after < 70; ++after) {
            const std::string head(before, 'a');
            const std::string tail(after, 'z');
            EXPECT_TRUE(server::is_utf8(head + "\u20AC" + tail));
            const auto broken = server::measure_utf8(head + "\xFF" + tail);
            EXPECT_EQ(broken.valid, before);
            EXPECT_FALSE(broken.complete_or_cut);
            const auto cut = server::measure_utf8(head + "\xE2\x82" + tail);
            EXPECT_EQ(cut.valid, before);
            EXPECT_EQ(cut.complete_or_cut, after == 0);
        }
    }
}

TEST(text, is_written_in_single_quotes_unless_only_double_quotes_save_escaping) {
    EXPECT_EQ(repr(""), "''");
    EXPECT_EQ(repr("a"), "'a'");
    EXPECT_EQ(repr("it's"), R"("it's")");
    EXPECT_EQ(repr(R"(a "word")"), R"('a "word"')");
    EXPECT_EQ(repr(R"(it's a "word")"), R"('it\'s a "word"')");
}

TEST(text, is_appended_to_what_stands_before) {
    std::string text = "repr: ";
    server::append_repr(text, "a");
    EXPECT_EQ(text, "repr: 'a'");
}

} // namespace
