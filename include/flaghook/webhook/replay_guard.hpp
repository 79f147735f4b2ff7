/// @file
/// A bounded memory of recent change ids, for receivers that store each change only once.
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

/// The limits of a `replay_guard`.
///
/// @par Example
/// @snippet rotation.cpp once
struct replay_guard_options {
    /// The maximum number of ids, from 1 to 2^30. When the guard is full, a new id evicts the
    /// oldest. The memory, 40 to 48 bytes per id, is allocated at construction.
    std::size_t capacity = 65'536;
    /// The time after which an id expires, counted from when it was admitted.
    std::chrono::nanoseconds window = std::chrono::hours{1};
};

/// Remembers recent change ids, and removes changes that were seen before.
///
/// The protocol does not prevent replay. The signature covers only the body, which contains no
/// nonce and no time of the request. So anyone who saw a request can send it again. Sentry records
/// the changes of each such request again, because it compares ids only within a request. With a
/// guard, a receiver can detect repeated changes.
///
/// An id is known until one of these happens:
/// - `window` has passed since it was admitted
/// - `capacity` newer ids were admitted
/// - it was removed by `forget`
///
/// After that, the change can be replayed. To prevent this, also refuse a change if its
/// `created_at` differs from the current time by `window / 2` or more. This works while at most
/// `capacity` changes arrive within a window. It also refuses genuine changes that arrive late.
///
/// Each sender chooses its ids. Use one guard for each organization and provider, as Sentry keeps
/// their changes separate.
///
/// Threads: all functions may be called by several threads at the same time. If several threads
/// pass the same new id at once, exactly one of them admits it.
///
/// A guard can be neither copied nor moved. After construction it does not allocate, and nothing
/// fails.
///
/// @par Complexity
/// Constant per id, amortized: a call after a pause also removes the ids that have expired. To make
/// ids collide in the hash table, an attacker needs the secret and an address in the receiver's
/// memory.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet rotation.cpp once
class replay_guard {
public:
    /// The clock that measures the window. It is monotonic; the time of day could be set back.
    using clock = std::chrono::steady_clock;

    /// Constructs a guard without ids, and allocates its memory.
    /// @param options the limits. A capacity outside 1 to 2^30 is clamped.
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `options.capacity`.
    explicit replay_guard(const replay_guard_options& options = {})
        : window_(options.window),
          sightings_(std::clamp(options.capacity, std::size_t{1}, largest_capacity)),
          table_(std::bit_ceil(sightings_.size() * 2), no_sighting) {}

    replay_guard(const replay_guard&) = delete;
    replay_guard& operator=(const replay_guard&) = delete;

    /// Admits an id if it is not known.
    /// @param id the id of a change
    /// @param now the current time. It never goes back: a time before that of an earlier call
    /// counts as the earlier call's time.
    /// @return true if the id was not known; it is known from now on. False if it was known.
    /// @par Complexity
    /// Constant, amortized.
    [[nodiscard]] bool admit(const change_id& id, clock::time_point now = clock::now()) noexcept {
        const std::lock_guard exclusive(guard_);
        forget_expired(now);
        return remember(id);
    }

    /// Removes the changes whose ids are known, and admits the ids of the others.
    ///
    /// Of several changes with the same id in the list, only the first is kept. The order of the
    /// changes does not change. If you cannot store the changes, call `forget` with them. Otherwise
    /// the sender's next attempt would be ignored.
    /// @param changes the list to reduce
    /// @param now the current time; see `admit`
    /// @return the number of changes that were removed
    /// @throws only what moving a `Change` throws
    /// @par Complexity
    /// Linear in `changes.size()`, amortized.
    ///
    /// @par Example
    /// @snippet rotation.cpp once
    template <identified Change>
    std::size_t keep_new(std::vector<Change>& changes, clock::time_point now = clock::now()) {
        const std::lock_guard exclusive(guard_);
        forget_expired(now);
        return std::erase_if(changes, [this](const Change& each) { return !remember(each.id); });
    }

    /// Removes the ids of changes from the guard, for a receiver that could not store the changes.
    /// @param changes the changes, as `keep_new` left them. Unknown ids are ignored.
    /// @par Complexity
    /// Linear in `changes.size()`, on average.
    template <identified Change>
    void forget(const std::vector<Change>& changes) noexcept {
        const std::lock_guard exclusive(guard_);
        for (const Change& each : changes) {
            forget_one(each.id);
        }
    }

    /// Removes an id from the guard.
    /// @param id the id; ignored if it is not known
    /// @par Complexity
    /// Constant on average.
    void forget(const change_id& id) noexcept {
        const std::lock_guard exclusive(guard_);
        forget_one(id);
    }

private:
    static constexpr std::size_t largest_capacity = std::size_t{1} << 30U;
    static constexpr std::uint32_t no_sighting = ~std::uint32_t{0};

    struct sighting {
        change_id id{};
        clock::time_point time{};
        /// False once `forget` has removed the id.
        bool known = false;
    };

    /// Returns the slot of the table where the search for an id begins.
    [[nodiscard]] std::size_t home(const change_id& id) const noexcept {
        std::uint64_t bits = id.bits() ^ reinterpret_cast<std::uintptr_t>(table_.data());
        for (int round = 0; round < 2; ++round) {
            bits = (bits ^ bits >> 32U) * 0x9E3779B97F4A7C15U;
        }
        return static_cast<std::size_t>(bits >> 32U) & (table_.size() - 1);
    }

    /// Returns the slot of an id, or the free slot where it belongs.
    [[nodiscard]] std::size_t find(const change_id& id) const noexcept {
        std::size_t slot = home(id);
        while (table_[slot] != no_sighting && sightings_[table_[slot]].id != id) {
            slot = next(slot);
        }
        return slot;
    }

    [[nodiscard]] std::size_t next(std::size_t slot) const noexcept {
        return (slot + 1) & (table_.size() - 1);
    }

    /// Returns the number of steps from one slot to another.
    [[nodiscard]] std::size_t distance(std::size_t from, std::size_t to) const noexcept {
        return (to + table_.size() - from) & (table_.size() - 1);
    }

    bool remember(const change_id& id) noexcept {
        if (table_[find(id)] != no_sighting) {
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

    void forget_expired(clock::time_point now) noexcept {
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
        const std::size_t slot = find(id);
        if (table_[slot] == no_sighting) {
            return;
        }
        sightings_[table_[slot]].known = false;
        close_gap(slot);
    }

    /// Frees a slot, and moves later entries forward that a search would not reach past the gap.
    void close_gap(std::size_t gap) noexcept {
        for (std::size_t slot = next(gap); table_[slot] != no_sighting; slot = next(slot)) {
            if (distance(home(sightings_[table_[slot]].id), slot) >= distance(gap, slot)) {
                table_[gap] = table_[slot];
                gap = slot;
            }
        }
        table_[gap] = no_sighting;
    }

    std::mutex guard_;
    const std::chrono::nanoseconds window_;
    /// A ring buffer of the admitted ids, oldest first, which begins at `oldest_`.
    std::vector<sighting> sightings_;
    /// A hash table of the ring's indexes with open addressing. At least half of it is free.
    std::vector<std::uint32_t> table_;
    std::size_t oldest_ = 0;
    std::size_t count_ = 0;
    /// The latest time that any call has passed.
    clock::time_point now_ = clock::time_point::min();
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
