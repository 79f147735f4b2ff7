// A back end whose keys can be copied by accident.
// expected: flaghook: the back end needs a class `key`, move-only, with `boost::system::error_code
// prepare(std::span<const std::byte> secret) noexcept`
#include <flaghook/signature/signer.hpp>

#include <cstddef>
#include <span>

namespace {

using boost::system::error_code;
using flaghook::crypto::digest;

struct mine {
    struct key {
        key() = default;
        key(key&&) = default;
        key& operator=(key&&) = default;
#ifndef CORRECT
        key(const key&) = default;
        key& operator=(const key&) = default;
#endif
        error_code prepare(std::span<const std::byte>) noexcept {
            return {};
        }
    };
    struct mac {
        mac() = default;
        mac(mac&&) = default;
        mac& operator=(mac&&) = default;
        error_code start(const key&) noexcept { return {}; }
        error_code update(std::span<const std::byte>) noexcept { return {}; }
        error_code finish(digest&) noexcept { return {}; }
    };
    static error_code sha256(std::span<const std::byte>, digest&) noexcept {
        return {};
    }
    static bool equal(const void*, const void*, std::size_t) noexcept {
        return false;
    }
    static void wipe(void*, std::size_t) noexcept {}
};

} // namespace

inline constexpr auto size = sizeof(flaghook::basic_signer<mine>); // here
