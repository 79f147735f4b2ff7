#include <flaghook/server/text.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace server = flaghook::server::detail;

constexpr char32_t last_code_point = 0x10FFFF;

std::string encoded(char32_t point) {
    std::string text;
    server::append_code_point(text, point);
    return text;
}

std::string repr(std::string_view text) {
    std::string result;
    server::append_repr(result, text);
    return result;
}

// The characters that str.strip() trims, and adjacent ones that it does not.
static_assert(server::is_space(U'\t') && server::is_space(U'\n') && server::is_space(0x0B));
static_assert(server::is_space(0x1C) && server::is_space(0x1F) && server::is_space(U' '));
static_assert(server::is_space(0x85) && server::is_space(0xA0) && server::is_space(0x3000));
static_assert(!server::is_space(0x08) && !server::is_space(0x0E) && !server::is_space(0x1B));
static_assert(!server::is_space(0x200B) && !server::is_space(0xFEFF));
static_assert(!server::is_space(0x180E) && !server::is_space(0x2060));

static_assert(server::digit_value(U'0') == 0 && server::digit_value(U'9') == 9);
static_assert(server::digit_value(U'/') == -1 && server::digit_value(U':') == -1);
static_assert(server::digit_value(0) == -1 && server::digit_value(0x7F) == -1);
static_assert(server::digit_value(0x80) == -1);
static_assert(server::digit_value(0x0663) == 3, "ARABIC-INDIC DIGIT THREE");
static_assert(server::digit_value(0xFF19) == 9, "FULLWIDTH DIGIT NINE");
static_assert(server::digit_value(0xB2) == -1, "SUPERSCRIPT TWO is a digit, but no decimal one");
static_assert(server::digit_value(0x2460) == -1, "CIRCLED DIGIT ONE");
static_assert(server::digit_value(0x1D7FF) == 9, "MATHEMATICAL MONOSPACE DIGIT NINE");
static_assert(server::digit_value(last_code_point) == -1);

static_assert(server::is_printable(U' ') && server::is_printable(U'~'));
static_assert(server::is_printable(0xE4) && server::is_printable(0x1F600));
static_assert(!server::is_printable(0) && !server::is_printable(0x1F));
static_assert(!server::is_printable(0x7F) && !server::is_printable(0xA0));
static_assert(!server::is_printable(0xAD), "SOFT HYPHEN");
static_assert(!server::is_printable(0xD800) && !server::is_printable(0xE000));
static_assert(!server::is_printable(last_code_point));

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

TEST(text, trims_exactly_white_space_at_either_end) {
    for (char32_t point = 0; point <= last_code_point; ++point) {
        const std::string one = encoded(point);
        const std::string both = one + "x" + one;
        ASSERT_EQ(server::trim(both), server::is_space(point) ? "x" : both)
            << static_cast<std::uint32_t>(point);
        ASSERT_EQ(server::trim(one), server::is_space(point) ? "" : one)
            << static_cast<std::uint32_t>(point);
    }
}

TEST(text, knows_the_29_code_points_of_white_space) {
    std::vector<char32_t> spaces;
    for (char32_t point = 0; point <= last_code_point; ++point) {
        if (server::is_space(point)) {
            spaces.push_back(point);
        }
    }
    EXPECT_EQ(spaces,
              (std::vector<char32_t>{0x09,   0x0A,   0x0B,   0x0C,   0x0D,   0x1C,   0x1D,   0x1E,
                                     0x1F,   0x20,   0x85,   0xA0,   0x1680, 0x2000, 0x2001, 0x2002,
                                     0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A,
                                     0x2028, 0x2029, 0x202F, 0x205F, 0x3000}));
}

/// RFC 3629, section 4, as a table: the range of each byte of each form.
struct utf8_form {
    std::size_t width;
    std::array<std::array<unsigned, 2>, 4> bytes;
};
constexpr utf8_form utf8_forms[] = {
    {1, {{{0x00, 0x7F}}}},
    {2, {{{0xC2, 0xDF}, {0x80, 0xBF}}}},
    {3, {{{0xE0, 0xE0}, {0xA0, 0xBF}, {0x80, 0xBF}}}},
    {3, {{{0xE1, 0xEC}, {0x80, 0xBF}, {0x80, 0xBF}}}},
    {3, {{{0xED, 0xED}, {0x80, 0x9F}, {0x80, 0xBF}}}},
    {3, {{{0xEE, 0xEF}, {0x80, 0xBF}, {0x80, 0xBF}}}},
    {4, {{{0xF0, 0xF0}, {0x90, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}}}},
    {4, {{{0xF1, 0xF3}, {0x80, 0xBF}, {0x80, 0xBF}, {0x80, 0xBF}}}},
    {4, {{{0xF4, 0xF4}, {0x80, 0x8F}, {0x80, 0xBF}, {0x80, 0xBF}}}},
};

/// Returns the extent by the table: the longest sequence of forms, and whether the rest begins one.
server::utf8_extent extent_by_table(std::string_view text) {
    std::size_t position = 0;
    while (position < text.size()) {
        std::size_t advance = 0;
        bool begun = false;
        for (const utf8_form& form : utf8_forms) {
            std::size_t matched = 0;
            while (matched < form.width && position + matched < text.size()) {
                const unsigned byte = static_cast<unsigned char>(text[position + matched]);
                if (byte < form.bytes[matched][0] || byte > form.bytes[matched][1]) {
                    break;
                }
                ++matched;
            }
            advance = matched == form.width ? matched : advance;
            // Python refuses a surrogate only if its third byte is there.
            const bool surrogate = form.bytes[0][0] == 0xED && matched == 1 &&
                                   position + 2 == text.size() && text[position + 1] >= '\xA0' &&
                                   text[position + 1] <= '\xBF';
            begun = begun || surrogate || (matched > 0 && position + matched == text.size());
        }
        if (advance == 0) {
            return {position, begun};
        }
        position += advance;
    }
    return {position, true};
}

TEST(utf8, is_measured_by_the_rfc_s_table_for_every_combination_of_bytes_at_a_border) {
    constexpr unsigned char bytes[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF,
                                       0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
                                       0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF};
    constexpr std::size_t base = std::size(bytes) + 1;
    // Each number has four digits in base 25. The digit 0 means that there is no byte.
    for (std::size_t number = 0; number < base * base * base * base; ++number) {
        std::string text;
        for (std::size_t rest = number; rest != 0; rest /= base) {
            if (rest % base != 0) {
                text += static_cast<char>(bytes[rest % base - 1]);
            }
        }
        const auto expected = extent_by_table(text);
        const auto measured = server::measure_utf8(text);
        ASSERT_EQ(measured.valid, expected.valid) << number;
        ASSERT_EQ(measured.complete_or_cut, expected.complete_or_cut) << number;
        ASSERT_EQ(server::is_utf8(text), expected.valid == text.size()) << number;
    }
}

TEST(utf8, counts_a_surrogate_without_its_third_byte_as_cut_off_as_python_does) {
    for (unsigned second = 0xA0; second <= 0xBF; ++second) {
        const std::string cut = std::string("ab\xED") + static_cast<char>(second);
        EXPECT_EQ(server::measure_utf8(cut).valid, 2U) << second;
        EXPECT_TRUE(server::measure_utf8(cut).complete_or_cut) << second;
        EXPECT_FALSE(server::measure_utf8(cut + "\x80").complete_or_cut) << second;
        EXPECT_FALSE(server::measure_utf8(cut + "a").complete_or_cut) << second;
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

TEST(text, is_written_with_escapes_for_what_is_not_printable) {
    EXPECT_EQ(repr("\\ \t\n\r"), R"('\\ \t\n\r')");
    EXPECT_EQ(repr(std::string_view("\0\a\b\v\f\x1B\x7F", 7)), R"('\x00\x07\x08\x0b\x0c\x1b\x7f')");
    EXPECT_EQ(repr("\u0085\u00A0\u00AD"), R"('\x85\xa0\xad')");
    EXPECT_EQ(repr("\u200B\u2028\uFEFF\uE000"), R"('\u200b\u2028\ufeff\ue000')");
    EXPECT_EQ(repr("\U000E0001\U0010FFFF"), R"('\U000e0001\U0010ffff')");
    EXPECT_EQ(repr("\xED\xA0\xBD"), R"('\ud83d')");
    EXPECT_EQ(repr("\u00E4\u20AC\U0001F600"), "'\u00E4\u20AC\U0001F600'");
}

TEST(text, is_appended_to_what_stands_before) {
    std::string text = "repr: ";
    server::append_repr(text, "a");
    EXPECT_EQ(text, "repr: 'a'");
}

} // namespace
