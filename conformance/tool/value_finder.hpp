/// @file
/// What stands in a body at the places that issues are about.
#ifndef FLAGHOOK_TOOL_VALUE_FINDER_HPP
#define FLAGHOOK_TOOL_VALUE_FINDER_HPP

#include <flaghook/json/issue.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::tool {

/// For each issue, what came: `null`, `"text"`, `1.5`, `an object`, `a list`, or an empty text
/// where nothing did. Long text is cut.
///
/// The body is read once more, which a parser that is to be fast has no reason to do.
/// @param issues in the server's order, all of one table
/// @param max_depth the limit with which the body was parsed
/// @par Complexity
/// Linear in the body, times the logarithm of the number of issues.
[[nodiscard]] std::vector<std::string>
find_values(std::string_view body, std::span<const issue> issues, std::size_t max_depth);

} // namespace flaghook::tool

#endif
