/// @file
/// The most recent flag evaluations, recorded by several threads.
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

/// A flag buffer that several threads may use at the same time.
///
/// It has one lock, which is held for tens of nanoseconds to record an evaluation.
///
/// To write an event, take a `snapshot()`. Nothing is rendered while the lock is held. A copy is
/// independent of the original.
///
/// Threads: several threads may call all members at the same time, except the destructor.
/// @tparam Capacity the maximum number of evaluations, 1 to 32767
///
/// @par Example
/// @snippet evaluation.cpp record
template <std::size_t Capacity>
class basic_concurrent_flag_buffer {
public:
    /// The buffer for one thread.
    using buffer_type = basic_flag_buffer<Capacity>;

    /// Constructs an empty buffer.
    basic_concurrent_flag_buffer() = default;

    /// Constructs a buffer with these evaluations.
    /// @param evaluations the evaluations to begin with
    explicit basic_concurrent_flag_buffer(buffer_type evaluations) noexcept
        : buffer_(std::move(evaluations)) {}

    /// Copies the evaluations of `other`, for the fork of a scope. The copy is independent.
    /// @throws std::bad_alloc only
    basic_concurrent_flag_buffer(const basic_concurrent_flag_buffer& other)
        : buffer_(other.snapshot()) {}

    /// Replaces the evaluations by a copy of those of `other`.
    ///
    /// The two locks are never held at the same time, so two threads may assign in opposite
    /// directions.
    /// @throws std::bad_alloc only; the buffer is then unchanged
    basic_concurrent_flag_buffer& operator=(const basic_concurrent_flag_buffer& other) {
        if (this != &other) {
            buffer_type copy = other.snapshot();
            const std::lock_guard lock(mutex_);
            buffer_ = std::move(copy);
        }
        return *this;
    }

    ~basic_concurrent_flag_buffer() = default;

    /// Records the evaluation of a flag.
    /// @param flag the flag's name
    /// @param result the result; only a `bool`, as in `basic_flag_buffer::record`
    /// @return `std::nullopt`; or the issue `invalid_utf8`, and nothing is recorded, if the name is
    /// not UTF-8
    /// @throws std::bad_alloc only; nothing is then recorded
    /// @par Complexity
    /// That of `basic_flag_buffer::record`.
    std::optional<issue> record(std::string_view flag, std::same_as<bool> auto result) {
        const std::lock_guard lock(mutex_);
        return buffer_.record(flag, result);
    }

    /// Returns the latest result of a flag.
    /// @param flag the flag's name
    /// @return the result, or `std::nullopt` if the buffer does not have the flag
    /// @par Complexity
    /// That of `basic_flag_buffer::find`.
    [[nodiscard]] std::optional<bool> find(std::string_view flag) const {
        const std::lock_guard lock(mutex_);
        return buffer_.find(flag);
    }

    /// Removes all evaluations.
    /// @par Complexity
    /// Linear in `capacity()`.
    void clear() {
        const std::lock_guard lock(mutex_);
        buffer_.clear();
    }

    /// Returns a copy of the evaluations at this moment.
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `capacity()`.
    ///
    /// @par Example
    /// @snippet evaluation.cpp evaluation
    [[nodiscard]] buffer_type snapshot() const {
        const std::lock_guard lock(mutex_);
        return buffer_;
    }

    /// Returns the maximum number of evaluations.
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

private:
    mutable std::mutex mutex_;
    buffer_type buffer_;
};

/// The flag evaluations for error events, recorded by several threads.
using concurrent_flag_buffer = basic_concurrent_flag_buffer<max_flags_per_event>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
