// A back end whose keys can be copied by accident.
// expected: flaghook: the back end needs a class `key`, move-only, with `boost::system::error_code
// prepare(std::span<const std::byte> secret) noexcept`
#include <flaghook/signature/signer.hpp>

#include "../../crypto/good_back_end.hpp"

struct mine : good_back_end {
#ifndef CORRECT
    struct key : good_back_end::key {
        key() = default;
        key(const key&);
        key& operator=(const key&);
    };
#endif
};

inline constexpr auto size = sizeof(flaghook::basic_signer<mine>); // here
