/// @file
/// Searches for the known mistakes that explain a signature that does not fit.
#ifndef FLAGHOOK_DIAGNOSIS_SIGNATURE_SEARCH_HPP
#define FLAGHOOK_DIAGNOSIS_SIGNATURE_SEARCH_HPP

#include "diagnosis/signature_plan.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace flaghook::diagnosis {

/// Tries the attempts of a `signature_plan`, up to the first one that fits. Each result is verified
/// by computing the digest.
///
/// @param secrets the bytes of the valid secrets
/// @param most_hashed the maximum number of bytes to hash, whatever the size of the body
/// @par Complexity
/// Time and memory are bounded by `most_hashed`.
[[nodiscard]] search_result search_mistakes(std::span<const std::span<const std::byte>> secrets,
                                            std::string_view body, std::string_view header,
                                            std::size_t most_hashed);

} // namespace flaghook::diagnosis

#endif
