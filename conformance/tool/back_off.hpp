/// @file
/// How long to wait before the next attempt.
#ifndef FLAGHOOK_TOOL_BACK_OFF_HPP
#define FLAGHOOK_TOOL_BACK_OFF_HPP

#include <algorithm>
#include <chrono>
#include <optional>
#include <random>

namespace flaghook::tool {

/// Pauses that double from one attempt to the next, each shortened by chance to between its half
/// and its whole, so that senders that failed together do not come back together. A server's own
/// wish (`Retry-After`) is never undercut.
class back_off {
public:
    using seconds = std::chrono::duration<double>;

    /// @param first the whole of the first pause
    /// @param seed what chance is made of
    back_off(seconds first, std::random_device::result_type seed) : next_(first), random_(seed) {}

    /// The next pause.
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
