// A back end without one of its parts.
// expected: flaghook: the back end needs `static void wipe(void* memory, std::size_t size)
// noexcept`, which overwrites memory
#include <flaghook/signature/signer.hpp>

#include "../../crypto/good_back_end.hpp"

struct mine : good_back_end {
#ifndef CORRECT
    static void wipe(void*, std::size_t) = delete;
#endif
};

inline constexpr auto size = sizeof(flaghook::basic_signer<mine>); // here
