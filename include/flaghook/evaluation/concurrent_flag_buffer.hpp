/// @file
/// The most recent evaluations of flags, recorded by many threads.
#ifndef FLAGHOOK_EVALUATION_CONCURRENT_FLAG_BUFFER_HPP
#define FLAGHOOK_EVALUATION_CONCURRENT_FLAG_BUFFER_HPP

#include <flaghook/evaluation/flag_buffer.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/version.hpp>

#include <concepts>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI {

/// A flag buffer that any number of threads may use at a time: one lock, held for the tens of
/// nanoseconds that recording takes.
///
/// What an event needs is a `snapshot()`, which is a buffer of its own, so that nothing is rendered
/// while the lock is held. A copy is independent, too.
/// @tparam Capacity the most evaluations that are kept
template <std::size_t Capacity>
class basic_concurrent_flag_buffer {
public:
    /// The buffer for one thread.
    using buffer_type = basic_flag_buffer<Capacity>;

    /// No evaluations.
    basic_concurrent_flag_buffer() = default;

    /// Begins with these evaluations.
    explicit basic_concurrent_flag_buffer(buffer_type evaluations) noexcept
        : buffer_(std::move(evaluations)) {}

    /// An independent copy: the fork of a scope.
    basic_concurrent_flag_buffer(const basic_concurrent_flag_buffer& other)
        : buffer_(other.snapshot()) {}

    /// Becomes an independent copy. The two locks are never held at the same time.
    basic_concurrent_flag_buffer& operator=(const basic_concurrent_flag_buffer& other) {
        if (this != &other) {
            buffer_type copy = other.snapshot();
            const std::lock_guard lock(mutex_);
            buffer_ = std::move(copy);
        }
        return *this;
    }

    ~basic_concurrent_flag_buffer() = default;

    /// Records that a flag was evaluated; see `basic_flag_buffer::record`.
    std::optional<issue> record(std::string_view flag, std::same_as<bool> auto result) {
        const std::lock_guard lock(mutex_);
        return buffer_.record(flag, result);
    }

    /// The result of the flag's last evaluation, if the buffer still has it.
    [[nodiscard]] std::optional<bool> find(std::string_view flag) const {
        const std::lock_guard lock(mutex_);
        return buffer_.find(flag);
    }

    /// Forgets all evaluations.
    void clear() {
        const std::lock_guard lock(mutex_);
        buffer_.clear();
    }

    /// The evaluations at this moment, as a buffer of one's own. Linear in the capacity.
    [[nodiscard]] buffer_type snapshot() const {
        const std::lock_guard lock(mutex_);
        return buffer_;
    }

    /// How many evaluations there may be.
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

private:
    mutable std::mutex mutex_;
    buffer_type buffer_;
};

/// The evaluations that an error event carries, recorded by many threads.
using concurrent_flag_buffer = basic_concurrent_flag_buffer<max_flags_per_event>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
