/// @file
/// Overwrites memory without a crypto library.
///
/// A back end has its crypto library's own function for this, and code that computes uses that one.
/// A `secret`, however, exists before a back end is chosen, because a program reads it from its
/// configuration. It is one type for all back ends, and needs no crypto library.
#ifndef FLAGHOOK_SIGNATURE_WIPE_HPP
#define FLAGHOOK_SIGNATURE_WIPE_HPP

#include <flaghook/version.hpp>

#include <atomic>
#include <cstddef>

namespace flaghook::inline FLAGHOOK_ABI {

/// Overwrites memory with zeros, even where the compiler can prove that it is not read again.
///
/// An access through a pointer to volatile is observable behaviour. Compilers keep it, even if the
/// object ends its lifetime right afterwards. The fence keeps them from moving the stores after the
/// code that follows, such as the call that releases the memory. Tests check this by looking at the
/// memory of destroyed objects.
///
/// Only this memory is overwritten. Not overwritten are:
///
/// * copies that the program made earlier, and pages that the system swapped out;
/// * registers, and memory to which a signal or the dynamic linker saved them. The dynamic linker
///   does so at the first call of a function, unless the program is linked with `-z now`.
///
/// @param memory the first byte; may be null if `size` is 0
/// @param size the number of bytes
/// @pre `memory` points to at least `size` bytes.
/// @par Complexity
/// Linear in `size`, byte by byte. It is meant for keys, not for bodies.
/// @par Source
/// https://eel.is/c++draft/intro.abstract#6
///
/// @par Example
/// @snippet signing.cpp wipe
inline void wipe(void* memory, std::size_t size) noexcept {
    auto* const bytes = static_cast<volatile unsigned char*>(memory);
    for (std::size_t position = 0; position < size; ++position) {
        bytes[position] = 0;
    }
    std::atomic_signal_fence(std::memory_order_seq_cst);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
