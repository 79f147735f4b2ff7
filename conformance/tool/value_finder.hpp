/// @file
/// What stands in a body at the places that issues are about.
#ifndef FLAGHOOK_TOOL_VALUE_FINDER_HPP
#define FLAGHOOK_TOOL_VALUE_FINDER_HPP

#include <flaghook/json/issue.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::tool {

/// For each issue, what came: `null`, `"text"`, `1.5`, `an object`, `a list`, or an empty text
/// where nothing did. Long text is cut.
///
/// The body is looked through once more for each issue, which a parser that is to be fast has no
/// reason to do.
/// @param body that the parser has read; what is found in malformed text means nothing
/// @param issues all of one table
/// @par Complexity
/// Linear in the body, times the number of issues.
[[nodiscard]] std::vector<std::string> find_values(std::string_view body,
                                                   std::span<const issue> issues);

} // namespace flaghook::tool

#endif
