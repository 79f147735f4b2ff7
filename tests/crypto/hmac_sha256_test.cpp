#include <flaghook/crypto/hmac_sha256.hpp>

#include "crypto/good_back_end.hpp"

#include <gtest/gtest.h>

namespace {

namespace crypto = flaghook::crypto;
using boost::system::error_code;

/// Each of the types below lacks one thing of it.
using complete = good_back_end;
static_assert(crypto::hmac_sha256<complete>);

struct key_can_be_copied : complete {
    struct key {
        error_code prepare(std::span<const std::byte>) noexcept { return {}; }
    };
};
static_assert(!crypto::prepares_keys<key_can_be_copied>);
static_assert(!crypto::hmac_sha256<key_can_be_copied>);

struct key_may_throw : complete {
    struct key : complete::key {
        error_code prepare(std::span<const std::byte>) { return {}; }
    };
};
static_assert(!crypto::prepares_keys<key_may_throw>);
static_assert(!crypto::hmac_sha256<key_may_throw>);

struct key_tells_no_failure : complete {
    struct key : complete::key {
        void prepare(std::span<const std::byte>) noexcept {}
    };
};
static_assert(!crypto::prepares_keys<key_tells_no_failure>);
static_assert(!crypto::hmac_sha256<key_tells_no_failure>);

struct mac_changes_the_key : complete {
    struct mac : complete::mac {
        error_code start(key&) noexcept { return {}; }
    };
};
static_assert(crypto::prepares_keys<mac_changes_the_key>);
static_assert(!crypto::computes_macs<mac_changes_the_key>);
static_assert(!crypto::hmac_sha256<mac_changes_the_key>);

struct mac_can_be_copied : complete {
    struct mac {
        error_code start(const key&) noexcept { return {}; }
        error_code update(std::span<const std::byte>) noexcept { return {}; }
        error_code finish(crypto::digest&) noexcept { return {}; }
    };
};
static_assert(!crypto::computes_macs<mac_can_be_copied>);
static_assert(!crypto::hmac_sha256<mac_can_be_copied>);

struct mac_does_not_finish : complete {
    struct mac : complete::mac {
        void finish() noexcept {}
    };
};
static_assert(!crypto::computes_macs<mac_does_not_finish>);
static_assert(!crypto::hmac_sha256<mac_does_not_finish>);

struct comparison_orders : complete {
    static int equal(const void*, const void*, std::size_t) noexcept { return 0; }
};
static_assert(!crypto::compares_in_constant_time<comparison_orders>,
              "memcmp's convention would turn every wrong signature into a right one");
static_assert(!crypto::hmac_sha256<comparison_orders>);

struct no_wipe : complete {
    void wipe(void*, std::size_t) noexcept = delete;
};
static_assert(!crypto::wipes_memory<no_wipe>);
static_assert(!crypto::hmac_sha256<no_wipe>);

struct no_plain_hash : complete {
    static error_code sha256(std::span<const std::byte>) noexcept { return {}; }
};
static_assert(!crypto::hashes_bytes<no_plain_hash>);
static_assert(!crypto::hmac_sha256<no_plain_hash>);

struct nothing {};
static_assert(!crypto::hmac_sha256<nothing>);

template <class Backend>
constexpr bool accepted(Backend) {
    return false;
}
template <crypto::hmac_sha256 Backend>
constexpr bool accepted(Backend) {
    return true;
}

TEST(hmac_sha256, selects_overloads_instead_of_failing_hard) {
    EXPECT_TRUE(accepted(complete{}));
    EXPECT_FALSE(accepted(no_wipe{}));
    EXPECT_FALSE(accepted(nothing{}));
}

TEST(hmac_sha256, a_digest_has_32_octets) {
    EXPECT_EQ(std::tuple_size_v<crypto::digest>, 32u);
    EXPECT_EQ(sizeof(crypto::digest), 32u);
}

} // namespace
