#include <flaghook/crypto/hmac_sha256.hpp>

#include "crypto/good_back_end.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace {

namespace crypto = flaghook::crypto;
using boost::system::error_code;

/// Each of the types below lacks one of its members.
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

static_assert(!crypto::computes_whole_macs<complete>, "a back end need not have it");

struct whole_macs_may_throw : complete {
    struct mac : complete::mac {
        error_code compute(const key&, std::span<const std::byte>, crypto::digest&) { return {}; }
    };
};
static_assert(crypto::hmac_sha256<whole_macs_may_throw>);
static_assert(!crypto::computes_whole_macs<whole_macs_may_throw>);

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

/// A back end that records its calls.
struct noting : complete {
    struct mac : complete::mac {
        error_code start(const key&) noexcept { return note("start "); }
        error_code update(std::span<const std::byte>) noexcept { return note("update "); }
        error_code finish(crypto::digest&) noexcept { return note("finish "); }

        error_code note(std::string_view what) noexcept {
            calls += what;
            return what == failing ? crypto::crypto_error::library_failed : error_code();
        }
        std::string calls;
        std::string_view failing;
    };
};

struct noting_whole : noting {
    struct mac : noting::mac {
        error_code compute(const key&, std::span<const std::byte>, crypto::digest&) noexcept {
            return note("compute ");
        }
    };
};

TEST(hmac_sha256, a_whole_message_is_computed_in_one_call_where_the_back_end_has_it) {
    crypto::digest digest{};
    noting_whole::mac whole;
    EXPECT_FALSE(crypto::compute_mac<noting_whole>(whole, {}, {}, digest));
    EXPECT_EQ(whole.calls, "compute ");
    whole.failing = "compute ";
    EXPECT_EQ(crypto::compute_mac<noting_whole>(whole, {}, {}, digest),
              crypto::crypto_error::library_failed);
}

TEST(hmac_sha256, a_whole_message_is_computed_in_three_calls_elsewhere_up_to_the_first_failure) {
    crypto::digest digest{};
    noting::mac mac;
    EXPECT_FALSE(crypto::compute_mac<noting>(mac, {}, {}, digest));
    EXPECT_EQ(mac.calls, "start update finish ");
    for (const std::string_view failing : {"start ", "update ", "finish "}) {
        mac.calls.clear();
        mac.failing = failing;
        EXPECT_EQ(crypto::compute_mac<noting>(mac, {}, {}, digest),
                  crypto::crypto_error::library_failed);
        EXPECT_TRUE(mac.calls.ends_with(failing));
    }
}

TEST(hmac_sha256, a_digest_has_32_octets) {
    EXPECT_EQ(std::tuple_size_v<crypto::digest>, 32u);
    EXPECT_EQ(sizeof(crypto::digest), 32u);
}

} // namespace
