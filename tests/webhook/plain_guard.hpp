/// @file
/// A simple replay guard that takes linear time, to compare `replay_guard` with.
#ifndef FLAGHOOK_TESTS_WEBHOOK_PLAIN_GUARD_HPP
#define FLAGHOOK_TESTS_WEBHOOK_PLAIN_GUARD_HPP

#include <flaghook/model/change_id.hpp>
#include <flaghook/webhook/replay_guard.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>

namespace flaghook::tests {

/// Knows an id until its window has passed, `capacity` newer ids were admitted, or `forget` was
/// called for it.
class plain_guard {
public:
    explicit plain_guard(const replay_guard_options& options) : options_(options) {}

    /// Sets the time and removes expired ids. The time never goes back.
    void tell_time(replay_guard::clock::time_point now) {
        now_ = std::max(now_, now);
        std::erase_if(seen_,
                      [this](const sighting& one) { return now_ - one.time >= options_.window; });
    }

    bool admit(const change_id& id) {
        if (std::any_of(seen_.begin(), seen_.end(),
                        [&](const sighting& one) { return one.known && one.id == id; })) {
            return false;
        }
        if (seen_.size() == std::max<std::size_t>(options_.capacity, 1)) {
            seen_.pop_front();
        }
        seen_.push_back({id, now_, true});
        return true;
    }

    void forget(const change_id& id) {
        for (sighting& one : seen_) {
            one.known = one.known && one.id != id;
        }
    }

private:
    struct sighting {
        change_id id;
        replay_guard::clock::time_point time;
        bool known;
    };

    replay_guard_options options_;
    std::deque<sighting> seen_;
    replay_guard::clock::time_point now_ = replay_guard::clock::time_point::min();
};

} // namespace flaghook::tests

#endif
