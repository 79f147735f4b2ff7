/// @file
/// Which known mistakes to try on a signature that does not fit, in which order, without any crypto
/// library: who has one computes.
#ifndef FLAGHOOK_DIAGNOSIS_SIGNATURE_PLAN_HPP
#define FLAGHOOK_DIAGNOSIS_SIGNATURE_PLAN_HPP

#include "diagnosis/variants.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// How far a search goes.
enum class search_extent : std::uint8_t {
    whole,           ///< all that is known is tried
    single_mistakes, ///< the body is too large for several mistakes at once
    part,            ///< the body is too large for all single ones, too
    none             ///< the header's value is no digest, so that there is nothing to compare with
};

/// What a search found.
struct search_result {
    /// The mistakes that were made together: with all of them, the signature fits. Empty where
    /// nothing fits.
    std::vector<mistake> mistakes{};
    search_extent extent = search_extent::whole;
};

/// A digest to compute, and to compare with each reading of its size.
struct attempt {
    hash function = hash::sha256;
    construction how = construction::hmac;
    std::uint16_t secret = 0;
    std::uint16_t body = 0;
};

/// All combinations of the known mistakes, the fewest at once first: variants of the body, of the
/// secret, of the computation and of the header, one of each.
class signature_plan {
public:
    /// Plans a search.
    /// @param secrets the bytes of those that are valid
    /// @param body is not copied
    /// @param most_hashed how many bytes are hashed at most, whatever the body is
    /// @par Complexity
    /// Time and memory are bounded by `most_hashed`.
    signature_plan(std::span<const std::span<const std::byte>> secrets, std::string_view body,
                   std::string_view header, std::size_t most_hashed);

    [[nodiscard]] std::span<const attempt> attempts() const noexcept { return attempts_; }
    /// What the header's value may mean.
    [[nodiscard]] std::span<const header_reading> readings() const noexcept {
        return readings_.all;
    }
    [[nodiscard]] search_extent extent() const noexcept { return extent_; }

    /// The secrets and the bodies that attempts name by their index; the first one is as it was
    /// given.
    [[nodiscard]] std::size_t secret_count() const noexcept { return secrets_.size(); }
    [[nodiscard]] std::string_view secret(std::size_t index) const noexcept {
        return secrets_[index].bytes;
    }
    [[nodiscard]] std::size_t body_count() const noexcept { return bodies_.size(); }
    [[nodiscard]] std::string_view body(std::size_t index) const noexcept {
        return bodies_[index].bytes;
    }

    /// The mistakes that were made if an attempt's digest is that of a reading.
    [[nodiscard]] std::vector<mistake> mistakes_of(const attempt& fitting,
                                                   const header_reading& reading) const;

private:
    /// A body or a secret, with the mistake that it is; none for the right one.
    struct candidate {
        std::string_view bytes;
        const diagnosis::mistake* mistake = nullptr;
    };

    void plan(std::size_t most_hashed);
    [[nodiscard]] bool plan_combinations(std::size_t mistakes, std::size_t& left);

    header_readings readings_;
    body_variants changed_bodies_;
    std::vector<std::vector<secret_variant>> changed_secrets_;
    std::vector<candidate> bodies_;
    std::vector<candidate> secrets_;
    std::vector<attempt> attempts_;
    search_extent extent_ = search_extent::whole;
};

} // namespace flaghook::diagnosis

#endif
