/// @file
/// A memory of the change ids that were seen lately, for receivers that want each change once.
///
/// Nothing in the protocol keeps somebody who saw a request from sending it again: the signature
/// covers the body and neither a time nor a number of its own, and the server de-duplicates ids
/// inside of one request only
/// (https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md). Sentry itself
/// records such a repetition once more. A receiver that does not want to can keep this guard
/// beside its `receiver`.
///
/// The guard forgets after a while, or it could not be bounded. A receiver that also refuses
/// changes whose `created_at` is half of the guard's window or more away from now, before or after,
/// has closed the door: what the guard has forgotten is refused for its age, as long as no more
/// changes than its capacity come in one window. The price is that honest late deliveries are
/// refused too.
#ifndef FLAGHOOK_WEBHOOK_REPLAY_GUARD_HPP
#define FLAGHOOK_WEBHOOK_REPLAY_GUARD_HPP

#include <flaghook/model/change_id.hpp>
#include <flaghook/model/deduplicate.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// How much a `replay_guard` remembers.
struct replay_guard_options {
    /// The most ids that are remembered, from 1 to 2^30; one more displaces the oldest. An id takes
    /// 40 to 48 bytes, all of them allocated at the start.
    std::size_t capacity = 65'536;
    /// For how long an id is remembered after it was first seen.
    std::chrono::nanoseconds window = std::chrono::hours{1};
};

/// Tells ids that were not seen before from those that were.
///
/// An id is known from its first sighting until `window` has passed, `capacity` others were
/// admitted after it, or it was forgotten on request, whichever comes first. One that was forgotten
/// and is admitted again counts among the others again. Ids are the senders' own: keep one guard
/// for each organization and provider, as Sentry keeps their changes apart.
///
/// Threads: any number of them may call everything at the same time. Of several that bring the same
/// id at once exactly one is told that it is new.
///
/// Neither copied nor moved. After construction nothing is allocated and nothing fails.
///
/// @par Complexity
/// Constant per id, on average over calls and ids: the first call after a pause also drops what was
/// outlived meanwhile. The table's order depends on the address of its memory, which the owner of a
/// secret who makes ids up to collide would have to know.
///
/// @par Example
/// @code
/// auto reply = receiver.receive(body, signature);
/// guard.keep_new(reply.rows);
/// if (!store(reply.rows)) {
///     guard.forget(reply.rows); // so that the sender's next attempt counts
/// }
/// @endcode
class replay_guard {
public:
    /// Not the time of day, which can be set back.
    using clock = std::chrono::steady_clock;

    /// @param options a capacity out of range is brought to the nearest end of it
    explicit replay_guard(const replay_guard_options& options = {})
        : window_(options.window),
          sightings_(std::clamp(options.capacity, std::size_t{1}, largest_capacity)),
          table_(std::bit_ceil(sightings_.size() * 2), nobody) {}

    replay_guard(const replay_guard&) = delete;
    replay_guard& operator=(const replay_guard&) = delete;

    /// @param now when the id came; a time before that of an earlier call counts as that time
    /// @return whether the id was not known; from now on it is.
    [[nodiscard]] bool admit(const change_id& id, clock::time_point now = clock::now()) noexcept {
        const std::lock_guard exclusive(guard_);
        forget_outlived(now);
        return remember(id);
    }

    /// Removes the changes whose ids are known, and those whose id an earlier change of the list
    /// has. The ids of the others are known from now on.
    /// @return how many changes were removed
    template <identified Change>
    std::size_t keep_new(std::vector<Change>& changes, clock::time_point now = clock::now()) {
        const std::lock_guard exclusive(guard_);
        forget_outlived(now);
        return std::erase_if(changes, [this](const Change& each) { return !remember(each.id); });
    }

    /// Makes ids new again, for a receiver that could not store what it was given.
    template <identified Change>
    void forget(const std::vector<Change>& changes) noexcept {
        const std::lock_guard exclusive(guard_);
        for (const Change& each : changes) {
            forget_one(each.id);
        }
    }

    /// The same for one id.
    void forget(const change_id& id) noexcept {
        const std::lock_guard exclusive(guard_);
        forget_one(id);
    }

private:
    static constexpr std::size_t largest_capacity = std::size_t{1} << 30U;
    static constexpr std::uint32_t nobody = ~std::uint32_t{0};

    struct sighting {
        change_id id{};
        clock::time_point time{};
        /// Whether the id is known, and not forgotten on request.
        bool known = false;
    };

    /// The place in the table where the search for an id begins.
    [[nodiscard]] std::size_t home(const change_id& id) const noexcept {
        std::uint64_t bits = id.bits() ^ reinterpret_cast<std::uintptr_t>(table_.data());
        for (int round = 0; round < 2; ++round) {
            bits = (bits ^ bits >> 32U) * 0x9E3779B97F4A7C15U;
        }
        return static_cast<std::size_t>(bits >> 32U) & (table_.size() - 1);
    }

    /// The place where an id is, or where it would be entered.
    [[nodiscard]] std::size_t find(const change_id& id) const noexcept {
        std::size_t place = home(id);
        while (table_[place] != nobody && sightings_[table_[place]].id != id) {
            place = next(place);
        }
        return place;
    }

    [[nodiscard]] std::size_t next(std::size_t place) const noexcept {
        return (place + 1) & (table_.size() - 1);
    }

    /// How many steps it is from one place to another.
    [[nodiscard]] std::size_t way(std::size_t from, std::size_t to) const noexcept {
        return (to + table_.size() - from) & (table_.size() - 1);
    }

    bool remember(const change_id& id) noexcept {
        if (table_[find(id)] != nobody) {
            return false;
        }
        if (count_ == sightings_.size()) {
            forget_oldest();
        }
        const std::size_t newest = (oldest_ + count_) % sightings_.size();
        sightings_[newest] = {id, now_, true};
        ++count_;
        table_[find(id)] = static_cast<std::uint32_t>(newest);
        return true;
    }

    void forget_outlived(clock::time_point now) noexcept {
        now_ = std::max(now_, now);
        while (count_ != 0 && now_ - sightings_[oldest_].time >= window_) {
            forget_oldest();
        }
    }

    void forget_oldest() noexcept {
        if (sightings_[oldest_].known) {
            forget_one(sightings_[oldest_].id);
        }
        oldest_ = (oldest_ + 1) % sightings_.size();
        --count_;
    }

    void forget_one(const change_id& id) noexcept {
        const std::size_t place = find(id);
        if (table_[place] == nobody) {
            return;
        }
        sightings_[table_[place]].known = false;
        close_gap(place);
    }

    /// Takes an entry out of the table, and moves those behind it up that could not be found across
    /// the gap.
    void close_gap(std::size_t gap) noexcept {
        for (std::size_t place = next(gap); table_[place] != nobody; place = next(place)) {
            if (way(home(sightings_[table_[place]].id), place) >= way(gap, place)) {
                table_[gap] = table_[place];
                gap = place;
            }
        }
        table_[gap] = nobody;
    }

    std::mutex guard_;
    const std::chrono::nanoseconds window_;
    /// What was seen, oldest first, as a ring that begins at `oldest_`.
    std::vector<sighting> sightings_;
    /// Open addressing over the ring's indexes; half of it is always free.
    std::vector<std::uint32_t> table_;
    std::size_t oldest_ = 0;
    std::size_t count_ = 0;
    /// The latest time that was heard of.
    clock::time_point now_ = clock::time_point::min();
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
