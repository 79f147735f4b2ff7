/// @file
/// The most recent flag evaluations, for error events.
#ifndef FLAGHOOK_EVALUATION_FLAG_BUFFER_HPP
#define FLAGHOOK_EVALUATION_FLAG_BUFFER_HPP

#include <flaghook/evaluation/flag_evaluation.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI {

/// The maximum number of flag evaluations in an error event.
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/
inline constexpr std::size_t max_flags_per_event = 100;

/// The most recent flag evaluations: each flag once, oldest first.
///
/// If a flag is evaluated again, it moves to the newest end, with its new result. A full buffer
/// evicts its oldest evaluation. Sentry's SDKs do the same, and suspect-flag detection reads this
/// list in an error event.
///
/// The buffer is a value. Copy it to fork a scope: the copy has the evaluations so far, and later
/// evaluations of one are not in the other.
///
/// All memory is inside the object, about 5 KiB for 100 evaluations. Only names that are too long
/// for a `std::string` without heap memory use the heap, and that memory is reused.
///
/// Threads: only one thread at a time may use a buffer. `concurrent_flag_buffer` has a lock.
/// @tparam Capacity the maximum number of evaluations, 1 to 32767
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/ and
/// https://github.com/getsentry/sentry-javascript/blob/develop/packages/core/src/utils/featureFlags.ts
///
/// @par Example
/// @snippet evaluation.cpp scope
template <std::size_t Capacity>
class basic_flag_buffer {
    static_assert(Capacity >= 1 && Capacity <= 32767,
                  "flaghook: a flag buffer must keep 1 to 32767 evaluations");

    using index_type = std::uint16_t;
    static constexpr index_type none = 0xFFFF;

public:
    /// A forward iterator over the evaluations, oldest first. `record` and `clear` invalidate it.
    ///
    /// Its values are not stored in the buffer: `*iterator` returns an evaluation by value, whose
    /// name is a view into the buffer.
    class const_iterator {
    public:
        /// The type of an evaluation.
        using value_type = basic_flag_evaluation<std::string_view>;
        /// The type of `*iterator`, a value.
        using reference = value_type;
        /// The iterator has no `operator->`.
        using pointer = void;
        /// The type of distances between iterators.
        using difference_type = std::ptrdiff_t;
        /// The category for algorithms before C++20, which demand a true reference for more.
        using iterator_category = std::input_iterator_tag;
        /// The category for ranges.
        using iterator_concept = std::forward_iterator_tag;

        /// Constructs an iterator that does not belong to a buffer.
        const_iterator() noexcept = default;

        /// Returns the evaluation.
        /// @pre The iterator is not past the end.
        [[nodiscard]] value_type operator*() const noexcept {
            const entry& here = buffer_->entries_[index_];
            return {here.flag, here.result};
        }
        /// Advances to the next newer evaluation.
        /// @pre The iterator is not past the end.
        const_iterator& operator++() noexcept {
            index_ = buffer_->entries_[index_].newer;
            return *this;
        }
        /// Advances to the next newer evaluation.
        /// @pre The iterator is not past the end.
        /// @return the former iterator
        const_iterator operator++(int) noexcept {
            const const_iterator before = *this;
            ++*this;
            return before;
        }
        /// Checks whether two iterators of one buffer refer to the same evaluation.
        friend bool operator==(const const_iterator& left, const const_iterator& right) noexcept {
            return left.index_ == right.index_;
        }

    private:
        friend basic_flag_buffer;
        const_iterator(const basic_flag_buffer& buffer, index_type index) noexcept
            : buffer_(&buffer), index_(index) {}

        const basic_flag_buffer* buffer_ = nullptr;
        index_type index_ = none;
    };

    /// The type of an evaluation; its name is a view into the buffer.
    using value_type = typename const_iterator::value_type;
    /// The type of iterators, which cannot change evaluations.
    using iterator = const_iterator;

    /// Constructs an empty buffer.
    basic_flag_buffer() noexcept { table_.fill(none); }

    /// Copies the evaluations, for the fork of a scope. The copy is independent.
    /// @throws std::bad_alloc only
    basic_flag_buffer(const basic_flag_buffer&) = default;

    /// Moves the evaluations. `other` is empty afterwards.
    basic_flag_buffer(basic_flag_buffer&& other) noexcept
        : entries_(std::move(other.entries_)),
          table_(other.table_),
          size_(other.size_),
          oldest_(other.oldest_),
          newest_(other.newest_) {
        other.clear();
    }

    /// Replaces the evaluations by a copy of those of `other`.
    /// @throws std::bad_alloc only; the buffer is then unchanged
    basic_flag_buffer& operator=(const basic_flag_buffer& other) {
        if (this != &other) {
            *this = basic_flag_buffer(other);
        }
        return *this;
    }

    /// Replaces the evaluations by those of `other`, which is empty afterwards.
    basic_flag_buffer& operator=(basic_flag_buffer&& other) noexcept {
        if (this != &other) {
            entries_ = std::move(other.entries_);
            table_ = other.table_;
            size_ = other.size_;
            oldest_ = other.oldest_;
            newest_ = other.newest_;
            other.clear();
        }
        return *this;
    }

    ~basic_flag_buffer() = default;

    /// Records the evaluation of a flag, as the newest one.
    /// @param flag the flag's name
    /// @param result the result. Only a `bool`, and no type that converts to one: Sentry's SDKs
    /// record no other results. For flags with other results, see `record_variant`.
    /// @return `std::nullopt`; or the issue `invalid_utf8`, and nothing is recorded, if the name is
    /// not UTF-8
    /// @throws std::bad_alloc only; the buffer is then unchanged
    /// @par Complexity
    /// Linear in `flag.size()`, and on average constant in the number of evaluations.
    ///
    /// @par Example
    /// @snippet evaluation.cpp record
    std::optional<issue> record(std::string_view flag, std::same_as<bool> auto result) {
        const std::size_t hash = hash_of(flag);
        index_type index = table_[find_slot(flag, hash)];
        if (index == none) {
            if (auto refused = detail::check_flag_name(flag, std::min(size(), Capacity - 1))) {
                return refused;
            }
            index = insert(flag, hash);
        } else {
            unlink(index);
        }
        entries_[index].result = result;
        link_as_newest(index);
        return std::nullopt;
    }

    /// Returns the latest result of a flag.
    /// @param flag the flag's name
    /// @return the result, or `std::nullopt` if the buffer does not have the flag
    /// @par Complexity
    /// Linear in `flag.size()`, and on average constant in the number of evaluations.
    [[nodiscard]] std::optional<bool> find(std::string_view flag) const noexcept {
        const index_type index = table_[find_slot(flag, hash_of(flag))];
        if (index == none) {
            return std::nullopt;
        }
        return entries_[index].result;
    }

    /// Removes all evaluations.
    /// @par Complexity
    /// Linear in `capacity()`.
    void clear() noexcept {
        for (entry& one : entries_) {
            one.flag.clear();
        }
        table_.fill(none);
        size_ = 0;
        oldest_ = none;
        newest_ = none;
    }

    /// Returns the number of evaluations.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Checks whether there are no evaluations. An event then has no context `flags`.
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    /// Returns the maximum number of evaluations.
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

    /// Returns an iterator to the oldest evaluation.
    [[nodiscard]] const_iterator begin() const noexcept { return {*this, oldest_}; }
    /// Returns the iterator past the newest evaluation.
    [[nodiscard]] const_iterator end() const noexcept { return {*this, none}; }

    /// Checks whether two buffers have the same evaluations in the same order.
    /// @par Complexity
    /// Linear in the names.
    friend bool operator==(const basic_flag_buffer& left, const basic_flag_buffer& right) noexcept {
        return std::equal(left.begin(), left.end(), right.begin(), right.end());
    }

private:
    /// An evaluation, linked into the list from the oldest to the newest.
    struct entry {
        std::string flag{};
        std::size_t hash = 0;
        index_type older = none;
        index_type newer = none;
        bool result = false;
    };

    /// At most half of the hash table is in use, so that a search soon reaches an empty slot.
    static constexpr std::size_t table_size = std::bit_ceil(2 * Capacity);

    [[nodiscard]] static std::size_t hash_of(std::string_view flag) noexcept {
        return std::hash<std::string_view>{}(flag);
    }
    [[nodiscard]] static constexpr std::size_t home(std::size_t hash) noexcept {
        return hash % table_size;
    }
    [[nodiscard]] static constexpr std::size_t next(std::size_t slot) noexcept {
        return (slot + 1) % table_size;
    }

    /// The number of steps from one slot to another.
    [[nodiscard]] static constexpr std::size_t distance(std::size_t from, std::size_t to) noexcept {
        return (to + table_size - from) % table_size;
    }

    /// The slot of the flag, or the empty slot where it would be inserted.
    [[nodiscard]] std::size_t find_slot(std::string_view flag, std::size_t hash) const noexcept {
        std::size_t slot = home(hash);
        while (table_[slot] != none && (entries_[table_[slot]].hash != hash ||
                                        std::string_view(entries_[table_[slot]].flag) != flag)) {
            slot = next(slot);
        }
        return slot;
    }

    /// Assigns an entry to a new flag: an unused one, or that of the oldest evaluation.
    /// @pre The buffer does not have the flag.
    index_type insert(std::string_view flag, std::size_t hash) {
        const bool full = size_ == Capacity;
        const index_type index = full ? oldest_ : size_;
        // This may throw, so it comes first, before anything has changed.
        entries_[index].flag.assign(flag);
        if (full) {
            remove_from_table(index);
            unlink(index);
        } else {
            ++size_;
        }
        entries_[index].hash = hash;
        std::size_t slot = home(hash);
        while (table_[slot] != none) {
            slot = next(slot);
        }
        table_[slot] = index;
        return index;
    }

    /// Empties the entry's slot, and moves up later entries that a search would no longer find.
    void remove_from_table(index_type index) noexcept {
        std::size_t empty = home(entries_[index].hash);
        while (table_[empty] != index) {
            empty = next(empty);
        }
        for (std::size_t slot = next(empty); table_[slot] != none; slot = next(slot)) {
            const std::size_t wanted = home(entries_[table_[slot]].hash);
            if (distance(wanted, slot) >= distance(empty, slot)) {
                table_[empty] = table_[slot];
                empty = slot;
            }
        }
        table_[empty] = none;
    }

    void unlink(index_type index) noexcept {
        const entry& gone = entries_[index];
        (gone.older == none ? oldest_ : entries_[gone.older].newer) = gone.newer;
        (gone.newer == none ? newest_ : entries_[gone.newer].older) = gone.older;
    }

    void link_as_newest(index_type index) noexcept {
        entries_[index].older = newest_;
        entries_[index].newer = none;
        (newest_ == none ? oldest_ : entries_[newest_].newer) = index;
        newest_ = index;
    }

    std::array<entry, Capacity> entries_{};
    /// Indexes of entries by the hash of their names: open addressing with linear probing.
    std::array<index_type, table_size> table_;
    index_type size_ = 0;
    index_type oldest_ = none;
    index_type newest_ = none;
};

/// The flag evaluations for error events.
using flag_buffer = basic_flag_buffer<max_flags_per_event>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
