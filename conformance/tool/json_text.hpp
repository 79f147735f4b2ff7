/// @file
/// Formats the JSON documents that the tool prints.
#ifndef FLAGHOOK_TOOL_JSON_TEXT_HPP
#define FLAGHOOK_TOOL_JSON_TEXT_HPP

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace flaghook::tool {

/// Formats a document in the form of all commands: indented by two spaces, in ASCII, with a line
/// feed at the end. Strings may have any bytes; see `ascii_json`.
[[nodiscard]] std::string json_text(const boost::json::value& document);

/// The version of the JSON output of all commands. It changes if a member is renamed, removed, or
/// changes its meaning. `docs/output.schema.json` describes the output.
inline constexpr int output_schema = 1;

/// Returns the object with the member `schema` in front.
[[nodiscard]] boost::json::object with_schema(const boost::json::object& document);

/// Converts to a string, or to `null` if there is no text.
[[nodiscard]] inline boost::json::value or_null(const std::optional<std::string>& text) {
    return text ? boost::json::value(*text) : boost::json::value();
}

} // namespace flaghook::tool

#endif
