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
    /// What the body has there, in a few words; nothing where that says nothing or was not looked
    /// for.
    std::optional<std::string> came{};
    /// What the sender probably did; empty where nothing is known.
    std::string cause{};
};

/// Explains the issues of a body, one for one.
///
/// A body is looked through once more for each issue, so that of a large body only the first ones
/// are explained; the others have what was expected alone.
/// @param issues all of one table
[[nodiscard]] std::vector<explanation> explain(std::string_view body,
                                               std::span<const issue> issues);

/// The same for deviations; what was expected is in their messages.
[[nodiscard]] std::vector<explanation> explain(std::string_view body,
                                               std::span<const deviation> deviations);

} // namespace flaghook::diagnosis

#endif
