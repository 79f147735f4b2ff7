/// @file
/// What a server complained of, for people and for machines.
#ifndef FLAGHOOK_TOOL_COMPLAINT_REPORT_HPP
#define FLAGHOOK_TOOL_COMPLAINT_REPORT_HPP

#include <flaghook/document/complaint.hpp>

#include <boost/json/array.hpp>

#include <span>
#include <string>

namespace flaghook::tool {

/// A line for each of the first complaints, `  data[0].flag: This field may not be blank.`, and how
/// many more there are. JSON has all of them.
[[nodiscard]] std::string lines_of(std::span<const complaint> complaints);

/// `[{"path", "message"}]`.
[[nodiscard]] boost::json::array to_json(std::span<const complaint> complaints);

} // namespace flaghook::tool

#endif
