#include <flaghook/signature/secret.hpp>

#include <gtest/gtest.h>

#include <concepts>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using flaghook::secret;
using flaghook::signature_error;

std::string_view text_of(const secret& secret) {
    const std::span<const std::byte> bytes = secret.expose();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

template <class Type>
concept streamable = requires(std::ostream& stream, const Type& value) {
    stream << value;
};

// The compiler rejects what would disclose a secret by mistake.
TEST(secret, is_neither_copied_nor_printed_nor_compared_nor_turned_into_text) {
    static_assert(streamable<std::string> && !streamable<secret>);
    static_assert(!std::equality_comparable<secret>, "it would stop at the first difference");
    static_assert(!std::is_copy_constructible_v<secret> && !std::is_copy_assignable_v<secret>);
    static_assert(std::is_nothrow_move_constructible_v<secret>);
    static_assert(std::is_nothrow_move_assignable_v<secret>);
    static_assert(!std::is_default_constructible_v<secret>);
    static_assert(!std::is_constructible_v<secret, std::string_view>, "by the named functions");
    static_assert(!std::is_convertible_v<secret, std::string_view>);
    static_assert(!std::is_convertible_v<secret, std::string>);
}

TEST(secret, keeps_the_bytes_of_the_text_as_they_are) {
    EXPECT_EQ(text_of(*secret::from_text("0123456789")), "0123456789");
    EXPECT_EQ(text_of(*secret::from_text("00ff00ff00ff00ff")), "00ff00ff00ff00ff")
        << "not decoded from hex";
    EXPECT_EQ(text_of(*secret::from_text("c2VjcmV0c2VjcmV0")), "c2VjcmV0c2VjcmV0")
        << "not decoded from base64";
    EXPECT_EQ(text_of(*secret::from_text("two words and a tab\t.")), "two words and a tab\t.");
}

TEST(secret, has_10_to_64_characters) {
    EXPECT_EQ(secret::from_text(std::string(9, 'x')).error(), signature_error::secret_too_short);
    EXPECT_TRUE(secret::from_text(std::string(10, 'x')));
    EXPECT_TRUE(secret::from_text(std::string(64, 'x')));
    EXPECT_EQ(secret::from_text(std::string(65, 'x')).error(), signature_error::secret_too_long);
}

TEST(secret, counts_characters_and_not_bytes) {
    const std::string ten_umlauts =
        "\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4";
    ASSERT_EQ(ten_umlauts.size(), 20u);
    EXPECT_EQ(text_of(*secret::from_text(ten_umlauts)), ten_umlauts);
    EXPECT_EQ(secret::from_text(ten_umlauts.substr(2)).error(), signature_error::secret_too_short);
}

TEST(secret, is_utf8_text_without_outer_white_space_or_null) {
    EXPECT_EQ(secret::from_text("0123456789\xFF").error(), signature_error::secret_not_utf8);
    EXPECT_EQ(secret::from_text("0123456789\n").error(),
              signature_error::secret_has_outer_white_space);
    EXPECT_EQ(secret::from_text(std::string_view("01234\0"
                                                 "56789",
                                                 11))
                  .error(),
              signature_error::secret_has_null_character);
}

TEST(secret, from_an_old_registration_may_be_anything_but_empty) {
    using namespace std::string_view_literals;
    for (const std::string_view old : {"x"sv, " y\n"sv, "\xFF\0\xFE"sv}) {
        EXPECT_EQ(text_of(*secret::from_registered(old)), old);
    }
    const std::string long_one(1000, 'z');
    EXPECT_EQ(text_of(*secret::from_registered(long_one)), long_one);
    EXPECT_EQ(secret::from_registered("").error(), signature_error::secret_empty);
}

TEST(secret, never_gets_into_the_text_of_an_error) {
    const std::string recognizable = "Zq7";
    std::string longest;
    while (longest.size() <= 64) {
        longest += recognizable;
    }
    for (const std::string& refused :
         {recognizable, longest, recognizable + "\xFF", recognizable + "\n"}) {
        const auto result = secret::from_text(refused);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().message().find(recognizable), std::string::npos);
        EXPECT_EQ(result.error().what().find(recognizable), std::string::npos);
    }
}

// These tests use moved-from objects on purpose.
// NOLINTBEGIN(bugprone-use-after-move,clang-analyzer-cplusplus.Move)
TEST(secret, is_empty_only_after_it_was_moved_from) {
    secret first = *secret::from_text("0123456789");
    EXPECT_FALSE(first.empty());
    secret second(std::move(first));
    EXPECT_TRUE(first.empty());
    EXPECT_TRUE(first.expose().empty());
    EXPECT_EQ(text_of(second), "0123456789");

    secret third = *secret::from_text("another secret");
    third = std::move(second);
    EXPECT_TRUE(second.empty());
    EXPECT_EQ(text_of(third), "0123456789");

    secret& same = third;
    third = std::move(same);
    EXPECT_EQ(text_of(third), "0123456789") << "moving it to itself changes nothing";

    third = std::move(first);
    EXPECT_TRUE(third.empty()) << "an empty one replaces it too";
}
// NOLINTEND(bugprone-use-after-move,clang-analyzer-cplusplus.Move)

TEST(secret, does_not_move_its_bytes_when_it_is_moved) {
    std::vector<secret> secrets;
    secrets.push_back(*secret::from_text("0123456789"));
    const std::byte* const place = secrets.front().expose().data();
    for (int more = 0; more < 100; ++more) {
        secrets.push_back(*secret::from_text("another secret"));
    }
    EXPECT_EQ(secrets.front().expose().data(), place);
    EXPECT_EQ(text_of(secrets.front()), "0123456789");
}

} // namespace
