/// @file
/// Removal of changes with repeated ids from a batch.
#ifndef FLAGHOOK_MODEL_DEDUPLICATE_HPP
#define FLAGHOOK_MODEL_DEDUPLICATE_HPP

#include <flaghook/model/change_id.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI {

/// A change of any protocol version. Its member `id` is a `change_id`.
template <class Change>
concept identified = requires(const Change& change) {
    { change.id } -> std::convertible_to<const change_id&>;
    { change.id.bits() } -> std::same_as<std::uint64_t>;
};

/// Finds the changes of a batch that have the same id as an earlier change.
///
/// Within a request, Sentry records only the first of several changes with the same id. A sender
/// can remove the others beforehand, with `remove_changes`. An object reuses its memory between
/// calls.
///
/// Threads: use an object in one thread at a time.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet batch.cpp batch
/// @see replay_guard for ids that are repeated in later requests
class repeated_ids {
public:
    /// Finds the changes whose id an earlier change of the batch has.
    /// @param changes the batch
    /// @return the indexes of these changes, ascending; valid until the next call
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `changes.size()`. If the ids were chosen to collide in the hash table,
    /// O(n log n) comparisons for n changes. No memory is allocated if the ids ascend.
    ///
    /// @par Example
    /// @snippet batch.cpp batch
    template <identified Change>
    [[nodiscard]] std::span<std::size_t const> find(std::span<const Change> changes) & {
        repeated_.clear();
        if (!ascend(changes) && !find_by_table(changes)) {
            find_by_order(changes);
        }
        return repeated_;
    }

private:
    /// Checks whether each id is larger than the previous one, as ids from a counter are.
    template <class Change>
    [[nodiscard]] static bool ascend(std::span<const Change> changes) noexcept {
        return std::adjacent_find(changes.begin(), changes.end(),
                                  [](const auto& left, const auto& right) {
                                      return left.id >= right.id;
                                  }) == changes.end();
    }

    /// Hashes an id, so that ids which differ in few bits get different slots.
    [[nodiscard]] static std::uint64_t mix(std::uint64_t bits) noexcept {
        bits ^= bits >> 32U;
        bits *= 0x9E3779B97F4A7C15U;
        return bits ^ bits >> 29U;
    }

    /// Uses a hash table of indexes plus one, with open addressing. If many ids collide, it clears
    /// the result and returns false.
    template <class Change>
    [[nodiscard]] bool find_by_table(std::span<const Change> changes) {
        const std::size_t size = std::bit_ceil(changes.size() * 2);
        slots_.assign(size, 0);
        std::size_t steps = changes.size() * 8;
        for (std::size_t index = 0; index < changes.size(); ++index) {
            auto slot = static_cast<std::size_t>(mix(changes[index].id.bits())) & (size - 1);
            while (slots_[slot] != 0 && changes[slots_[slot] - 1].id != changes[index].id) {
                slot = (slot + 1) & (size - 1);
                if (--steps == 0) {
                    repeated_.clear();
                    return false;
                }
            }
            if (slots_[slot] == 0) {
                slots_[slot] = index + 1;
            } else {
                repeated_.push_back(index);
            }
        }
        return true;
    }

    /// Sorts the indexes by id and finds equal neighbours.
    template <class Change>
    void find_by_order(std::span<const Change> changes) {
        slots_.resize(changes.size());
        std::iota(slots_.begin(), slots_.end(), std::size_t{0});
        std::sort(slots_.begin(), slots_.end(), [&](std::size_t left, std::size_t right) {
            return std::pair(changes[left].id, left) < std::pair(changes[right].id, right);
        });
        for (std::size_t rank = 1; rank < slots_.size(); ++rank) {
            if (changes[slots_[rank]].id == changes[slots_[rank - 1]].id) {
                repeated_.push_back(slots_[rank]);
            }
        }
        std::sort(repeated_.begin(), repeated_.end());
    }

    std::vector<std::size_t> repeated_;
    std::vector<std::size_t> slots_;
};

/// Removes the changes at some indexes, and keeps the order of the others.
/// @param changes the batch
/// @param indexes the indexes to remove, such as those that `repeated_ids::find` returns
/// @pre `indexes` are ascending, without repetition, and less than `changes.size()`.
/// @throws only what moving a `Change` throws
/// @par Complexity
/// Linear in `changes.size()`. Does not allocate.
///
/// @par Example
/// @snippet batch.cpp batch
template <identified Change>
void remove_changes(std::vector<Change>& changes, std::span<std::size_t const> indexes) {
    if (indexes.empty()) {
        return;
    }
    std::size_t kept = indexes.front();
    auto next = indexes.begin();
    for (std::size_t index = kept; index < changes.size(); ++index) {
        if (next != indexes.end() && *next == index) {
            ++next;
        } else {
            changes[kept++] = std::move(changes[index]);
        }
    }
    changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(kept), changes.end());
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
