#include <flaghook/signature/signature.hpp>

#include <gtest/gtest.h>

#include <array>
#include <concepts>
#include <cstdio>
#include <ostream>
#include <string>
#include <type_traits>

namespace {

using flaghook::signature;
using flaghook::crypto::digest;

static_assert(!std::equality_comparable<signature>,
              "a comparison would stop at the first difference");
static_assert(!std::is_convertible_v<digest, signature>);
static_assert(std::is_trivially_copyable_v<signature> && sizeof(signature) == signature::size);

constexpr digest counting() {
    digest value{};
    for (std::size_t position = 0; position < value.size(); ++position) {
        value[position] = static_cast<std::uint8_t>(position * 8 + 1);
    }
    return value;
}
static_assert(signature(counting()).hex() ==
              "0109111921293139414951596169717981899199a1a9b1b9c1c9d1d9e1e9f1f9");

TEST(signature, prints_every_octet_as_two_lower_case_hex_digits) {
    for (unsigned octet = 0; octet <= 0xFF; ++octet) {
        digest value;
        value.fill(static_cast<std::uint8_t>(octet));
        std::array<char, 3> two{};
        std::snprintf(two.data(), two.size(), "%02x", octet);
        std::string expected;
        for (std::size_t times = 0; times < value.size(); ++times) {
            expected += two.data();
        }
        EXPECT_EQ(signature(value).hex(), expected);
    }
}

TEST(signature, is_copied_with_its_text) {
    signature first(counting());
    const signature second = first;
    first = signature(digest{});
    EXPECT_EQ(first.hex(), std::string(64, '0'));
    EXPECT_EQ(second.hex(), signature(counting()).hex());
}

TEST(signature, travels_in_the_header_that_sentry_reads) {
    EXPECT_EQ(flaghook::signature_header, "X-Sentry-Signature");
}

} // namespace
