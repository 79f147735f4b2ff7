/// @file
/// Memory for JSON that contains a secret.
#ifndef FLAGHOOK_API_WIPING_MEMORY_HPP
#define FLAGHOOK_API_WIPING_MEMORY_HPP

#include <flaghook/signature/wipe.hpp>
#include <flaghook/version.hpp>

#include <boost/json/storage_ptr.hpp>

#include <cstddef>
#include <new>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI::detail {

/// The base class of memory for Boost.JSON, which has another name in newer releases.
using memory_resource = std::remove_reference_t<decltype(*boost::json::storage_ptr())>;

/// Heap memory that is overwritten before it is released.
class wiping_memory final : public memory_resource {
private:
    void* do_allocate(std::size_t size, std::size_t) override {
        // Boost.JSON does not need a stricter alignment.
        return ::operator new(size);
    }

    void do_deallocate(void* block, std::size_t size, std::size_t) override {
        wipe(block, size);
        ::operator delete(block);
    }

    [[nodiscard]] bool do_is_equal(const memory_resource& other) const noexcept override {
        return this == &other;
    }
};

} // namespace flaghook::inline FLAGHOOK_ABI::detail

#endif
