/// @file
/// What people need beside an issue or a deviation: what was expected, what came, and why.
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

/// Beside an issue or a deviation.
struct explanation {
    /// The documented form, or what to do about the issue.
    std::string expected{};
    /// What the body has there, in a few words; nothing where that says nothing.
    std::optional<std::string> came{};
    /// What the sender probably did; empty where nothing is known.
    std::string cause{};
};

/// Explains the issues of a body, one for one.
///
/// @param issues all of one table
/// @par Complexity
/// Linear in the body, and in the size of the objects that the issues are in.
[[nodiscard]] std::vector<explanation> explain(std::string_view body,
                                               std::span<const issue> issues);

/// The same for deviations; what was expected is in their messages.
[[nodiscard]] std::vector<explanation> explain(std::string_view body,
                                               std::span<const deviation> deviations);

} // namespace flaghook::diagnosis

#endif
