/// @file
/// Which of the known mistakes explain a signature that does not fit.
#ifndef FLAGHOOK_DIAGNOSIS_SIGNATURE_SEARCH_HPP
#define FLAGHOOK_DIAGNOSIS_SIGNATURE_SEARCH_HPP

#include "diagnosis/signature_plan.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace flaghook::diagnosis {

/// Tries what `signature_plan` lists, up to the first attempt that fits. What is found was
/// computed.
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
