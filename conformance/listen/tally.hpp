/// @file
/// Counts the deliveries by result.
#ifndef FLAGHOOK_LISTEN_TALLY_HPP
#define FLAGHOOK_LISTEN_TALLY_HPP

#include "listen/stand_in.hpp"

#include <cstddef>

namespace flaghook::listen {

/// The numbers of deliveries so far.
struct tally {
    /// Recorded, in the documented form.
    std::size_t clean = 0;
    /// Recorded, but not in the documented form.
    std::size_t deviating = 0;
    std::size_t refused = 0;

    /// Counts a request. Ignores requests that are not deliveries, such as a `GET`, and those with
    /// a scripted answer in place of Sentry's.
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

    /// Counts a request that was answered before it was complete. It is a delivery if its body was
    /// too large, or if there was no memory for the body.
    void count_broken(int status) noexcept {
        if (status == 413 || status == 503) {
            ++refused;
        }
    }

    [[nodiscard]] std::size_t all() const noexcept { return clean + deviating + refused; }
};

} // namespace flaghook::listen

#endif
