/// @file
/// Verdicts for machines.
#ifndef FLAGHOOK_TOOL_VERDICT_JSON_HPP
#define FLAGHOOK_TOOL_VERDICT_JSON_HPP

#include "tool/verdict.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace flaghook::tool {

/// One element of the document that `flaghook check --format json` prints:
///
/// | member | meaning |
/// |---|---|
/// | `file` | the argument on the command line |
/// | `status`, `answer` | Sentry's answer; `answer` is its body as JSON, null where it is empty |
/// | `accepted` | whether Sentry records the changes |
/// | `rows` | what is recorded: `action`, `change_id` as decimal text, `created_at`, `created_by`,
/// `created_by_type`, `flag` |
/// | `issues`, `deviations` | `path`, `code` and `message` of each, and beside them `expected` (of
/// issues), `came` and `cause`, the likely one; null where there is nothing to say |
/// | `signature` | `matches`, `form`, `message` and `mistakes`; null where none was to be checked |
[[nodiscard]] boost::json::object to_json(const verdict& verdict);

/// The element for an input that was not judged: `file` and `error`.
[[nodiscard]] boost::json::object to_json(const std::string& file, const std::string& error);

} // namespace flaghook::tool

#endif
