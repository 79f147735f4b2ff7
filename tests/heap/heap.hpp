/// @file
/// The program's heap, as the allocation functions of heap.cpp see it: counted, measured, and made
/// to fail. A program has only one set of these functions, so heap.cpp is linked by those test
/// programs alone that ask for it.
#ifndef FLAGHOOK_TESTS_HEAP_HEAP_HPP
#define FLAGHOOK_TESTS_HEAP_HEAP_HPP

#include <cstddef>

namespace flaghook::tests::heap {

/// How many blocks were ever allocated, by all threads.
[[nodiscard]] std::size_t allocations() noexcept;

/// How many bytes were ever allocated, by all threads.
[[nodiscard]] std::size_t allocated_bytes() noexcept;

/// How many bytes are allocated now, by all threads.
[[nodiscard]] std::size_t in_use() noexcept;

/// The most bytes that were allocated at a time since `reset_peak`, by all threads.
[[nodiscard]] std::size_t peak() noexcept;

/// Lets `peak` begin with what is allocated now.
void reset_peak() noexcept;

/// Makes one of this thread's coming allocations fail.
/// @param number which one, from 1; 0 for none
void fail_at(std::size_t number) noexcept;

/// Whether the allocation that was to fail has failed; ends the waiting for it.
[[nodiscard]] bool has_failed() noexcept;

/// Looks at a block that is about to be freed.
using freed_block_observer = void (*)(const void* block, std::size_t size) noexcept;

/// Calls the observer with every block that is freed from now on, by any thread. Meanwhile new
/// blocks are zeroed, so that what a freed block left behind is not found again in another.
/// @param observer what to call; nothing for no more
void observe_freed(freed_block_observer observer) noexcept;

} // namespace flaghook::tests::heap

#endif
