/// @file
/// Explanations of issues and deviations: what was expected, what the body has, and why.
#ifndef FLAGHOOK_DIAGNOSIS_EXPLANATION_HPP
#define FLAGHOOK_DIAGNOSIS_EXPLANATION_HPP

#include <flaghook/json/deviation.hpp>
#include <flaghook/json/issue.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// Explains one issue or deviation.
struct explanation {
    /// The documented form, or what to do about the issue.
    std::string expected{};
    /// A short description of the value in the body; nothing if that would not help.
    std::optional<std::string> came{};
    /// The sender's probable mistake; empty if none is known.
    std::string cause{};
};

/// Explains the issues of a body; the result has one element for each issue.
///
/// @param issues must all belong to the same table
/// @par Complexity
/// Linear in the body, and in the size of the objects that contain the issues.
[[nodiscard]] std::vector<explanation> explain(std::string_view body,
                                               std::span<const issue> issues);

/// Explains the deviations of a body. Their messages already say what was expected.
[[nodiscard]] std::vector<explanation> explain(std::string_view body,
                                               std::span<const deviation> deviations);

} // namespace flaghook::diagnosis

#endif
