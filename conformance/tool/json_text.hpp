/// @file
/// JSON documents that the tool prints.
#ifndef FLAGHOOK_TOOL_JSON_TEXT_HPP
#define FLAGHOOK_TOOL_JSON_TEXT_HPP

#include <boost/json/value.hpp>

#include <string>

namespace flaghook::tool {

/// A JSON document in the form that the tool prints everywhere: indented by two spaces, ASCII, with
/// a line feed at the end. Strings may hold any bytes; see `ascii_json`.
[[nodiscard]] std::string json_text(const boost::json::value& document);

} // namespace flaghook::tool

#endif
