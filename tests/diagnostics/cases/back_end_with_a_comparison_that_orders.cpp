// A back end that exposes memcmp's result, which reveals how much of a guess was right.
// expected: flaghook: the back end needs `static bool equal(const void* a, const void* b,
// std::size_t size) noexcept`, in a time that does not depend on the contents
#include <flaghook/signature/verifier.hpp>

#include "../../crypto/good_back_end.hpp"

struct mine : good_back_end {
#ifndef CORRECT
    static int equal(const void*, const void*, std::size_t) noexcept;
#endif
};

inline constexpr auto size = sizeof(flaghook::basic_verifier<mine>); // here
