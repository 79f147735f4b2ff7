/// @file
/// A bound on what many take together.
#ifndef FLAGHOOK_LISTEN_MEMORY_BUDGET_HPP
#define FLAGHOOK_LISTEN_MEMORY_BUDGET_HPP

#include <cstddef>

namespace flaghook::listen {

/// How many bytes are left for everybody.
class memory_budget {
public:
    explicit memory_budget(std::size_t bytes) noexcept : left_(bytes) {}

    /// Somebody's part, given back at its end.
    class share {
    public:
        explicit share(memory_budget& of) noexcept : of_(of) {}
        share(const share&) = delete;
        share& operator=(const share&) = delete;
        ~share() { of_.left_ += taken_; }

        /// Makes the part as large as it is to be.
        /// @return whether that much is left; if not, the part stays as it is
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
