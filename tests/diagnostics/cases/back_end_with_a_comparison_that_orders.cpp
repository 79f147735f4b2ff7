// A back end that gives out memcmp, which says how much of a guess was right.
// expected: flaghook: the back end needs `static bool equal(const void* a, const void* b,
// std::size_t size) noexcept`, in a time that does not depend on the contents
#include <flaghook/signature/verifier.hpp>

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
#ifdef CORRECT
    static bool equal(const void*, const void*, std::size_t) noexcept {
        return false;
    }
#else
    static int equal(const void*, const void*, std::size_t) noexcept {
        return 0;
    }
#endif
    static void wipe(void*, std::size_t) noexcept {}
};

} // namespace

inline constexpr auto size = sizeof(flaghook::basic_verifier<mine>); // here
