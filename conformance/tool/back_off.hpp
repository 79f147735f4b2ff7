/// @file
/// Pauses between attempts.
#ifndef FLAGHOOK_TOOL_BACK_OFF_HPP
#define FLAGHOOK_TOOL_BACK_OFF_HPP

#include <algorithm>
#include <chrono>
#include <optional>
#include <random>

namespace flaghook::tool {

/// Computes pauses that double from one attempt to the next (exponential back-off). Each is
/// shortened at random to between half and all of its length, so that senders that failed together
/// do not retry together. A pause is never shorter than the server's `Retry-After`.
class back_off {
public:
    using seconds = std::chrono::duration<double>;

    /// @param first the full length of the first pause
    /// @param seed the seed of the random numbers
    back_off(seconds first, std::random_device::result_type seed) : next_(first), random_(seed) {}

    /// Returns the next pause.
    [[nodiscard]] seconds pause(std::optional<std::chrono::seconds> wish) {
        const seconds whole = next_;
        next_ = std::min(next_ * 2, longest);
        const seconds own = whole * std::uniform_real_distribution<double>(0.5, 1)(random_);
        return std::max(own, wish ? seconds(*wish) : seconds::zero());
    }

private:
    static constexpr seconds longest{60};

    seconds next_;
    std::minstd_rand random_;
};

} // namespace flaghook::tool

#endif
