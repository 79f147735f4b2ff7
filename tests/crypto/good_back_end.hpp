/// @file
/// A back end whose members do nothing. Tests derive types from it in which one member is wrong.
#ifndef FLAGHOOK_TESTS_CRYPTO_GOOD_BACK_END_HPP
#define FLAGHOOK_TESTS_CRYPTO_GOOD_BACK_END_HPP

#include <flaghook/crypto/hmac_sha256.hpp>

#include <boost/system/error_code.hpp>

#include <cstddef>
#include <span>

struct good_back_end {
    using error_code = boost::system::error_code;
    using digest = flaghook::crypto::digest;

    struct key {
        key() = default;
        key(key&&) = default;
        key& operator=(key&&) = default;
        error_code prepare(std::span<const std::byte>) noexcept { return {}; }
    };
    struct mac {
        mac() = default;
        mac(mac&&) = default;
        mac& operator=(mac&&) = default;
        error_code start(const key&) noexcept { return {}; }
        error_code update(std::span<const std::byte>) noexcept { return {}; }
        error_code finish(digest&) noexcept { return {}; }
    };
    static error_code sha256(std::span<const std::byte>, digest&) noexcept { return {}; }
    static bool equal(const void*, const void*, std::size_t) noexcept { return false; }
    static void wipe(void*, std::size_t) noexcept {}
};

#endif
