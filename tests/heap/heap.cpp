#include "heap/heap.hpp"

#ifdef __APPLE__
#include <malloc/malloc.h>
#else
#include <malloc.h>
#endif

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <new>

namespace {

std::atomic<std::size_t> allocated_blocks = 0;
std::atomic<std::size_t> all_bytes = 0;
std::atomic<std::size_t> bytes_in_use = 0;
std::atomic<std::size_t> most_bytes = 0;
thread_local std::size_t until_failure = 0;
thread_local bool failed = false;
std::atomic<flaghook::tests::heap::freed_block_observer> freed_observer = nullptr;

/// Returns the usable size of a block.
std::size_t usable_size(void* block) noexcept {
#if defined(_WIN32)
    return _msize(block);
#elif defined(__APPLE__)
    return malloc_size(block);
#else
    return malloc_usable_size(block);
#endif
}

void* allocate(std::size_t size) noexcept {
    if (until_failure != 0 && --until_failure == 0) {
        failed = true;
        return nullptr;
    }
    void* const block = std::malloc(size == 0 ? 1 : size);
    if (block != nullptr) {
        ++allocated_blocks;
        const std::size_t bytes = usable_size(block);
        if (freed_observer.load() != nullptr) {
            std::memset(block, 0, bytes);
        }
        all_bytes += bytes;
        const std::size_t now = bytes_in_use += bytes;
        std::size_t most = most_bytes;
        while (most < now && !most_bytes.compare_exchange_weak(most, now)) {
        }
    }
    return block;
}

/// Not inlined: GCC inlines `operator delete` but not `operator new`, and would warn about `free`
/// of memory that does not come from `malloc`.
[[gnu::noinline]] void release(void* block) noexcept {
    if (block != nullptr) {
        const std::size_t bytes = usable_size(block);
        bytes_in_use -= bytes;
        if (const auto observer = freed_observer.load()) {
            observer(block, bytes);
        }
    }
    std::free(block);
}

void* allocate_or_give_up(std::size_t size) {
    if (void* const block = allocate(size)) {
        return block;
    }
#ifdef __cpp_exceptions
    throw std::bad_alloc();
#else
    std::abort();
#endif
}

} // namespace

void* operator new(std::size_t size) {
    return allocate_or_give_up(size);
}
void* operator new[](std::size_t size) {
    return allocate_or_give_up(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return allocate(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return allocate(size);
}
void operator delete(void* block) noexcept {
    release(block);
}
void operator delete[](void* block) noexcept {
    release(block);
}
void operator delete(void* block, std::size_t) noexcept {
    release(block);
}
void operator delete[](void* block, std::size_t) noexcept {
    release(block);
}
void operator delete(void* block, const std::nothrow_t&) noexcept {
    release(block);
}
void operator delete[](void* block, const std::nothrow_t&) noexcept {
    release(block);
}

namespace flaghook::tests::heap {

std::size_t allocations() noexcept {
    return allocated_blocks;
}

std::size_t allocated_bytes() noexcept {
    return all_bytes;
}

std::size_t in_use() noexcept {
    return bytes_in_use;
}

std::size_t peak() noexcept {
    return most_bytes;
}

void reset_peak() noexcept {
    most_bytes = bytes_in_use.load();
}

void fail_at(std::size_t number) noexcept {
    until_failure = number;
    failed = false;
}

bool has_failed() noexcept {
    until_failure = 0;
    return failed;
}

void observe_freed(freed_block_observer observer) noexcept {
    freed_observer = observer;
}

} // namespace flaghook::tests::heap
