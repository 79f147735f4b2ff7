/// @file
/// The most recent evaluations of flags, for error events.
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

/// How many evaluations an error event carries.
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/
inline constexpr std::size_t max_flags_per_event = 100;

/// The most recent evaluations of flags, each flag once, oldest first.
///
/// A flag that is evaluated again moves to the newest end with its new result; where there is no
/// more room, the oldest evaluation makes place. That is what Sentry's own SDKs do, and what
/// suspect-flag detection reads out of an error event.
///
/// The buffer is a value. A copy is what a forked scope takes along: it knows the evaluations so
/// far, and what is recorded in one of the two is not seen in the other.
///
/// Everything is kept inside of the object (about 5 KiB for 100 evaluations), but for names that
/// are too long for a `std::string` without memory of its own; such memory is used again. Not to be
/// shared between threads: see `concurrent_flag_buffer`.
/// @tparam Capacity the most evaluations that are kept
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/ and
/// https://github.com/getsentry/sentry-javascript/blob/develop/packages/core/src/utils/featureFlags.ts
///
/// @par Example
/// @code
/// flaghook::flag_buffer flags;
/// flags.record("checkout", true);
/// flags.record("dark-mode", false);
/// attach(flaghook::serialize_flag_context(flags));  //
/// {"flags":{"values":[{"flag":"checkout","result":true},...
/// @endcode
template <std::size_t Capacity>
class basic_flag_buffer {
    static_assert(Capacity >= 1 && Capacity <= 32767,
                  "flaghook: a flag buffer keeps 1 to 32767 evaluations");

    using index_type = std::uint16_t;
    static constexpr index_type none = 0xFFFF;

public:
    /// Goes through the evaluations, oldest first. Recording or clearing makes it invalid.
    class const_iterator {
    public:
        using value_type = basic_flag_evaluation<std::string_view>;
        using reference = value_type;
        using pointer = void;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::input_iterator_tag;
        using iterator_concept = std::forward_iterator_tag;

        const_iterator() noexcept = default;

        [[nodiscard]] value_type operator*() const noexcept {
            const entry& here = buffer_->entries_[index_];
            return {here.flag, here.result};
        }
        const_iterator& operator++() noexcept {
            index_ = buffer_->entries_[index_].newer;
            return *this;
        }
        const_iterator operator++(int) noexcept {
            const const_iterator before = *this;
            ++*this;
            return before;
        }
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

    using value_type = typename const_iterator::value_type;
    using iterator = const_iterator;

    /// No evaluations.
    basic_flag_buffer() noexcept { table_.fill(none); }

    /// An independent copy: the fork of a scope.
    basic_flag_buffer(const basic_flag_buffer&) = default;

    /// Takes the evaluations; `other` is empty afterwards.
    basic_flag_buffer(basic_flag_buffer&& other) noexcept
        : entries_(std::move(other.entries_)),
          table_(other.table_),
          size_(other.size_),
          oldest_(other.oldest_),
          newest_(other.newest_) {
        other.clear();
    }

    /// Becomes an independent copy, or stays as it was if memory runs out.
    basic_flag_buffer& operator=(const basic_flag_buffer& other) {
        if (this != &other) {
            *this = basic_flag_buffer(other);
        }
        return *this;
    }

    /// Takes the evaluations; `other` is empty afterwards.
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

    /// Records that a flag was evaluated: it is the newest evaluation now.
    /// @param flag the flag's name
    /// @param result a `bool` and nothing that converts to one: Sentry's SDKs do not record other
    /// results. See `variant.hpp` for flags that have them.
    /// @return nothing; for a name that is not UTF-8 the issue `invalid_utf8`, and nothing is
    /// recorded
    /// @par Complexity
    /// Constant in the number of evaluations (on average, as with every hash table), linear in the
    /// name.
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

    /// The result of the flag's last evaluation, if the buffer still has it. Constant time.
    [[nodiscard]] std::optional<bool> find(std::string_view flag) const noexcept {
        const index_type index = table_[find_slot(flag, hash_of(flag))];
        if (index == none) {
            return std::nullopt;
        }
        return entries_[index].result;
    }

    /// Forgets all evaluations. Linear in the capacity.
    void clear() noexcept {
        for (entry& one : entries_) {
            one.flag.clear();
        }
        table_.fill(none);
        size_ = 0;
        oldest_ = none;
        newest_ = none;
    }

    /// How many evaluations there are.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Whether there are none; an event then carries no context `flags` at all.
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    /// How many evaluations there may be.
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

    /// The oldest evaluation.
    [[nodiscard]] const_iterator begin() const noexcept { return {*this, oldest_}; }
    /// Past the newest evaluation.
    [[nodiscard]] const_iterator end() const noexcept { return {*this, none}; }

    /// Whether both have the same evaluations in the same order. Linear.
    friend bool operator==(const basic_flag_buffer& left, const basic_flag_buffer& right) noexcept {
        return std::equal(left.begin(), left.end(), right.begin(), right.end());
    }

private:
    /// An evaluation, a link of the list from the oldest to the newest.
    struct entry {
        std::string flag{};
        std::size_t hash = 0;
        index_type older = none;
        index_type newer = none;
        bool result = false;
    };

    /// At most half of the hash table is ever taken, so that a search meets an empty slot soon.
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

    /// How many steps it is from one slot to another.
    [[nodiscard]] static constexpr std::size_t way(std::size_t from, std::size_t to) noexcept {
        return (to + table_size - from) % table_size;
    }

    /// The slot that holds the flag, or the empty one where it belongs.
    [[nodiscard]] std::size_t find_slot(std::string_view flag, std::size_t hash) const noexcept {
        std::size_t slot = home(hash);
        while (table_[slot] != none && (entries_[table_[slot]].hash != hash ||
                                        std::string_view(entries_[table_[slot]].flag) != flag)) {
            slot = next(slot);
        }
        return slot;
    }

    /// Gives a new flag an entry, the oldest one's if there is no other.
    /// @pre the buffer does not have the flag
    index_type insert(std::string_view flag, std::size_t hash) {
        const bool full = size_ == Capacity;
        const index_type index = full ? oldest_ : size_;
        // What may fail comes first, and changes nothing when it does.
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

    /// Empties the entry's slot, and moves up those behind it that would not be found any more.
    void remove_from_table(index_type index) noexcept {
        std::size_t empty = home(entries_[index].hash);
        while (table_[empty] != index) {
            empty = next(empty);
        }
        for (std::size_t slot = next(empty); table_[slot] != none; slot = next(slot)) {
            const std::size_t wanted = home(entries_[table_[slot]].hash);
            if (way(wanted, slot) >= way(empty, slot)) {
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
    /// Open addressing with linear probing: indexes of entries by the hash of their names.
    std::array<index_type, table_size> table_;
    index_type size_ = 0;
    index_type oldest_ = none;
    index_type newest_ = none;
};

/// The evaluations that an error event carries.
using flag_buffer = basic_flag_buffer<max_flags_per_event>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
