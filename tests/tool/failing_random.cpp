/// @file
/// Replaces the C library's random source (LD_PRELOAD).
///
/// FLAGHOOK_RANDOM selects the fault. `piecemeal` returns the bytes 0, 1, 2 and so on, one per
/// call; every other call fails with EINTR, as after a signal. `unavailable` fails every call with
/// ENOSYS, like a kernel without this source. `empty` returns no bytes and no error.

#include <sys/types.h>

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <string_view>

namespace {

ssize_t fail(int error) noexcept {
    errno = error;
    return -1;
}

} // namespace

extern "C" ssize_t getrandom(void* buffer, std::size_t size, unsigned int /* flags */) {
    static unsigned calls = 0;
    const char* const given = std::getenv("FLAGHOOK_RANDOM");
    const std::string_view how = given != nullptr ? given : "";
    if (how == "empty" || size == 0) {
        return 0;
    }
    if (how != "piecemeal") {
        return fail(ENOSYS);
    }
    if (calls++ % 2 == 0) {
        return fail(EINTR);
    }
    *static_cast<unsigned char*>(buffer) = static_cast<unsigned char>(calls / 2 - 1);
    return 1;
}
