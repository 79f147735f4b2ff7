/// @file
/// How many deliveries came, and how good they were.
#ifndef FLAGHOOK_LISTEN_TALLY_HPP
#define FLAGHOOK_LISTEN_TALLY_HPP

#include "listen/stand_in.hpp"

#include <cstddef>

namespace flaghook::listen {

/// Deliveries that came so far.
struct tally {
    /// Recorded, and as the documentation has them.
    std::size_t clean = 0;
    /// Recorded, and not as the documentation has them.
    std::size_t deviating = 0;
    std::size_t refused = 0;

    /// A question that is no delivery, such as a `GET`, does not count, nor what got the answer of
    /// a script in place of Sentry's.
    void count(const arrival& one) noexcept {
        if (one.is_replaced()) {
            return;
        }
        if (one.is_clean()) {
            ++clean;
        } else if (one.is_accepted()) {
            ++deviating;
        } else if (one.is_delivery && one.method == "POST") {
            ++refused;
        }
    }

    /// Counts what was answered with this status before it was a whole request: a delivery all the
    /// same is one with too large a body, or for whose body there was no memory.
    void count_broken(int status) noexcept {
        if (status == 413 || status == 503) {
            ++refused;
        }
    }

    [[nodiscard]] std::size_t all() const noexcept { return clean + deviating + refused; }
};

} // namespace flaghook::listen

#endif
