/// @file
/// Random choices from a seed.
#ifndef FLAGHOOK_FUZZ_MUTATOR_RANDOM_SOURCE_HPP
#define FLAGHOOK_FUZZ_MUTATOR_RANDOM_SOURCE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

namespace flaghook::fuzz {

/// Makes the same choices for the same seed with every compiler and library, so a seed identifies a
/// crash. The generator is SplitMix64 (https://prng.di.unimi.it/splitmix64.c), which needs no work
/// to seed.
class random_source {
public:
    explicit random_source(std::uint64_t seed) noexcept : state_(seed) {}

    /// Returns a number below `end`, or 0 if `end` is 0.
    [[nodiscard]] std::size_t below(std::size_t end) noexcept {
        return end == 0 ? 0 : static_cast<std::size_t>(next() % end);
    }

    /// Returns `true` once in `of` calls, on average.
    [[nodiscard]] bool one_in(std::size_t of) noexcept { return below(of) == 0; }

    /// Returns one of the choices.
    template <class Choice, std::size_t Extent>
    [[nodiscard]] const Choice& pick(std::span<const Choice, Extent> choices) noexcept {
        return choices[below(choices.size())];
    }

private:
    std::uint64_t next() noexcept {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t mixed = state_;
        mixed = (mixed ^ mixed >> 30U) * 0xBF58476D1CE4E5B9U;
        mixed = (mixed ^ mixed >> 27U) * 0x94D049BB133111EBU;
        return mixed ^ mixed >> 31U;
    }

    std::uint64_t state_;
};

} // namespace flaghook::fuzz

#endif
