/// @file
/// A limit on the memory that all connections use together.
#ifndef FLAGHOOK_LISTEN_MEMORY_BUDGET_HPP
#define FLAGHOOK_LISTEN_MEMORY_BUDGET_HPP

#include <cstddef>

namespace flaghook::listen {

/// Counts the bytes that are still available.
class memory_budget {
public:
    explicit memory_budget(std::size_t bytes) noexcept : left_(bytes) {}

    /// The bytes that one connection uses; returned on destruction.
    class share {
    public:
        explicit share(memory_budget& of) noexcept : of_(of) {}
        share(const share&) = delete;
        share& operator=(const share&) = delete;
        ~share() { of_.left_ += taken_; }

        /// Changes the size of the share.
        /// @return whether enough bytes are available; if not, the share is unchanged
        [[nodiscard]] bool resize(std::size_t bytes) noexcept {
            if (bytes > taken_ && bytes - taken_ > of_.left_) {
                return false;
            }
            of_.left_ += taken_;
            of_.left_ -= bytes;
            taken_ = bytes;
            return true;
        }

    private:
        memory_budget& of_;
        std::size_t taken_ = 0;
    };

private:
    std::size_t left_;
};

} // namespace flaghook::listen

#endif
