/// @file
/// Reports on the errors in a server's answer, as text and as JSON.
#ifndef FLAGHOOK_TOOL_COMPLAINT_REPORT_HPP
#define FLAGHOOK_TOOL_COMPLAINT_REPORT_HPP

#include <flaghook/document/complaint.hpp>

#include <boost/json/array.hpp>

#include <span>
#include <string>

namespace flaghook::tool {

/// Formats the first errors, one per line, as in `  data[0].flag: This field may not be blank.`,
/// followed by the number of others. The JSON form has all of them.
[[nodiscard]] std::string lines_of(std::span<const complaint> complaints);

/// Converts to `[{"path", "message"}]`.
[[nodiscard]] boost::json::array to_json(std::span<const complaint> complaints);

} // namespace flaghook::tool

#endif
