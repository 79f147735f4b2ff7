/// @file
/// Overwriting memory without a crypto library.
///
/// A back end brings its library's own primitive for this, and everything that computes uses that
/// one. A `secret` however exists before a back end is chosen (a program reads it from its
/// configuration) and is the same type for all of them; making it a template, or making it link a
/// crypto library, would cost every user more than these few lines.
#ifndef FLAGHOOK_SIGNATURE_WIPE_HPP
#define FLAGHOOK_SIGNATURE_WIPE_HPP

#include <flaghook/version.hpp>

#include <atomic>
#include <cstddef>

namespace flaghook::inline FLAGHOOK_ABI {

/// Overwrites `size` bytes with zeros, even where the compiler can see that nobody reads them
/// again.
///
/// An access through a pointer to volatile is observable behaviour
/// (https://eel.is/c++draft/intro.abstract#6), which compilers keep also where the object behind it
/// is about to die; the fence keeps them from moving the stores past the code that follows, such as
/// the call that frees the memory. The tests look at the memory of objects that are gone to see
/// that this is so.
///
/// Only this memory is overwritten: not copies that the program made before, not pages that the
/// system swapped out, and not registers, nor what saves them to memory, such as a signal or the
/// dynamic linker at the first call of a function (a program linked with `-z now` has none of the
/// latter).
///
/// @param memory may be null if `size` is 0.
/// @par Complexity
/// Linear, a byte at a time; meant for keys, not for bodies.
inline void wipe(void* memory, std::size_t size) noexcept {
    auto* const bytes = static_cast<volatile unsigned char*>(memory);
    for (std::size_t position = 0; position < size; ++position) {
        bytes[position] = 0;
    }
    std::atomic_signal_fence(std::memory_order_seq_cst);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
