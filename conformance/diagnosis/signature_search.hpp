/// @file
/// Which of the known mistakes explain a signature that does not fit.
#ifndef FLAGHOOK_DIAGNOSIS_SIGNATURE_SEARCH_HPP
#define FLAGHOOK_DIAGNOSIS_SIGNATURE_SEARCH_HPP

#include "diagnosis/variants.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// How far a search went.
enum class search_extent : std::uint8_t {
    whole,           ///< all that is known was tried
    single_mistakes, ///< the body is too large for several mistakes at once
    part,            ///< the body is too large for all single ones, too
    none             ///< the header's value is no digest, so that there was nothing to compare with
};

/// What a search found.
struct search_result {
    /// The mistakes that were made together: with all of them, the signature fits. Empty where
    /// nothing fits.
    std::vector<mistake> mistakes{};
    search_extent extent = search_extent::whole;
};

/// Tries the known mistakes, the fewest at once first: variants of the body, of the secret, of the
/// computation and of the header, and all combinations of one of each. What is found was computed.
///
/// @param secrets the bytes of those that are valid
/// @param most_hashed how many bytes are hashed at most, whatever the body is
/// @par Complexity
/// Time and memory are bounded by `most_hashed`.
[[nodiscard]] search_result search_mistakes(std::span<const std::span<const std::byte>> secrets,
                                            std::string_view body, std::string_view header,
                                            std::size_t most_hashed);

} // namespace flaghook::diagnosis

#endif
