#include <flaghook/crypto/crypto_error.hpp>
#include <flaghook/webhook/derive_change_id.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace {

using flaghook::change_id;
using flaghook::derive_change_id;

struct example {
    std::string key;
    change_id id;
};

// Python computed the ids: int.from_bytes(hashlib.sha256(key).digest()[:8], "big") & (2**63 - 1)
TEST(derive_change_id, agrees_with_its_definition) {
    const std::array<example, 5> examples{{{"checkout:17", 6580980600697193345},
                                           {"", 7183457195969485844},
                                           {"a", 5374906597990186442},
                                           {"\u00E4", 3739913210162221132},
                                           {std::string(1000, 'x'), 4969780757471279619}}};
    for (const example& each : examples) {
        EXPECT_EQ(derive_change_id(each.key).value(), each.id) << each.key;
    }
}

TEST(derive_change_id, tells_keys_apart_that_differ_in_one_bit_or_in_length) {
    EXPECT_NE(*derive_change_id("a"), *derive_change_id("b"));
    EXPECT_NE(*derive_change_id("a"), *derive_change_id(std::string_view("a\0", 2)));
}

/// A back end with a fixed digest.
template <unsigned char Octet>
struct constant_digest : flaghook::default_backend {
    static boost::system::error_code sha256(std::span<const std::byte>,
                                            flaghook::crypto::digest& out) noexcept {
        out.fill(Octet);
        return {};
    }
};

TEST(derive_change_id, is_positive_whatever_the_digest) {
    EXPECT_EQ(*derive_change_id<constant_digest<0x00>>("key"), change_id(1));
    EXPECT_EQ(*derive_change_id<constant_digest<0xFF>>("key"), change_id(0x7FFFFFFFFFFFFFFF));
}

struct failing : flaghook::default_backend {
    static boost::system::error_code sha256(std::span<const std::byte>,
                                            flaghook::crypto::digest&) noexcept {
        return flaghook::crypto::crypto_error::library_unavailable;
    }
};

TEST(derive_change_id, hands_on_the_error_of_the_back_end) {
    EXPECT_EQ(derive_change_id<failing>("key").error(),
              flaghook::crypto::crypto_error::library_unavailable);
}

} // namespace
