/// @file
/// Which changes of a batch count.
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

/// A change of any protocol version: it has an id.
template <class Change>
concept identified = requires(const Change& change) {
    { change.id } -> std::convertible_to<const change_id&>;
    { change.id.bits() } -> std::same_as<std::uint64_t>;
};

/// Finds the changes whose id stood before in the same batch; keeps its memory between calls.
///
/// The server de-duplicates inside one request by `change_id`, and the first change wins.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
class repeated_ids {
public:
    /// The indexes, ascending, of the changes whose id an earlier change has; valid until the next
    /// call.
    /// @par Complexity
    /// Linear. Ids made to collide in the table cost n log n comparisons, not more.
    template <identified Change>
    [[nodiscard]] std::span<std::size_t const> find(std::span<const Change> changes) {
        repeated_.clear();
        if (!ascend(changes) && !find_by_table(changes)) {
            find_by_order(changes);
        }
        return repeated_;
    }

private:
    /// Whether each id is larger than the one before, as ids from a sequence or a clock are.
    template <class Change>
    [[nodiscard]] static bool ascend(std::span<const Change> changes) noexcept {
        return std::adjacent_find(changes.begin(), changes.end(),
                                  [](const auto& left, const auto& right) {
                                      return left.id >= right.id;
                                  }) == changes.end();
    }

    /// Spreads ids that differ in few bits over the table.
    [[nodiscard]] static std::uint64_t mix(std::uint64_t bits) noexcept {
        bits ^= bits >> 32U;
        bits *= 0x9E3779B97F4A7C15U;
        return bits ^ bits >> 29U;
    }

    /// Open addressing over indexes plus one; gives up, with nothing found, when the steps taken
    /// show that the ids collide.
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

    template <class Change>
    void find_by_order(std::span<const Change> changes) {
        slots_.resize(changes.size());
        std::iota(slots_.begin(), slots_.end(), std::size_t{0});
        std::sort(slots_.begin(), slots_.end(), [&](std::size_t left, std::size_t right) {
            return std::pair(changes[left].id, left) < std::pair(changes[right].id, right);
        });
        for (std::size_t place = 1; place < slots_.size(); ++place) {
            if (changes[slots_[place]].id == changes[slots_[place - 1]].id) {
                repeated_.push_back(slots_[place]);
            }
        }
        std::sort(repeated_.begin(), repeated_.end());
    }

    std::vector<std::size_t> repeated_;
    std::vector<std::size_t> slots_;
};

/// Removes the changes at the given indexes and keeps the others in their order. Linear.
/// @param indexes ascending
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
