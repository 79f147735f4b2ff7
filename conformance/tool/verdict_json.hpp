/// @file
/// Formats verdicts as JSON.
#ifndef FLAGHOOK_TOOL_VERDICT_JSON_HPP
#define FLAGHOOK_TOOL_VERDICT_JSON_HPP

#include "tool/verdict.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace flaghook::tool {

/// Converts a verdict to an element of the document that `flaghook check --format json` prints:
///
/// | member | meaning |
/// |---|---|
/// | `file` | the argument on the command line |
/// | `status`, `answer` | Sentry's answer; `answer` is its body as JSON, null if it is empty |
/// | `accepted` | whether Sentry records the changes |
/// | `rows` | the recorded changes: `action`, `change_id` as decimal text, `created_at`,
/// `created_by`, `created_by_type`, `flag` |
/// | `issues`, `deviations` | `path`, `code` and `message` of each, in addition `came`, the likely
/// `cause` and, for issues, `expected`; null if unknown |
/// | `signature` | `matches`, `form`, `message` and `mistakes`; null if it was not checked |
[[nodiscard]] boost::json::object to_json(const verdict& verdict);

/// Makes the element for an input that was not judged: `file` and `error`.
[[nodiscard]] boost::json::object to_json(const std::string& file, const std::string& error);

} // namespace flaghook::tool

#endif
