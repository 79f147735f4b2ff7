/// @file
/// Counts and measures the allocations of the program, and makes them fail. A program has only one
/// set of allocation functions, so heap.cpp is linked only into the test programs that need it.
#ifndef FLAGHOOK_TESTS_HEAP_HEAP_HPP
#define FLAGHOOK_TESTS_HEAP_HEAP_HPP

#include <cstddef>

namespace flaghook::tests::heap {

/// Returns the number of blocks that all threads have allocated so far.
[[nodiscard]] std::size_t allocations() noexcept;

/// Returns the number of bytes that all threads have allocated so far.
[[nodiscard]] std::size_t allocated_bytes() noexcept;

/// Returns the number of bytes that are allocated now, by all threads.
[[nodiscard]] std::size_t in_use() noexcept;

/// Returns the largest number of bytes allocated at a time since `reset_peak`, by all threads.
[[nodiscard]] std::size_t peak() noexcept;

/// Resets `peak` to the bytes that are allocated now.
void reset_peak() noexcept;

/// Makes one of this thread's next allocations fail.
/// @param number the number of the allocation, from 1; 0 for none
void fail_at(std::size_t number) noexcept;

/// Returns whether the requested allocation has failed, and cancels the request.
[[nodiscard]] bool has_failed() noexcept;

/// A function that inspects a block before it is freed.
using freed_block_observer = void (*)(const void* block, std::size_t size) noexcept;

/// Calls the observer for every block that is freed from now on, by any thread. Meanwhile new
/// blocks are zeroed, so that data of a freed block is not found again in another one.
/// @param observer the function to call; null to stop
void observe_freed(freed_block_observer observer) noexcept;

} // namespace flaghook::tests::heap

#endif
