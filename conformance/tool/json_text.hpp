/// @file
/// JSON documents that the tool prints.
#ifndef FLAGHOOK_TOOL_JSON_TEXT_HPP
#define FLAGHOOK_TOOL_JSON_TEXT_HPP

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace flaghook::tool {

/// A JSON document in the form that the tool prints everywhere: indented by two spaces, ASCII, with
/// a line feed at the end. Strings may hold any bytes; see `ascii_json`.
[[nodiscard]] std::string json_text(const boost::json::value& document);

/// Which form the results of all commands have in JSON; a member that is renamed, goes away or
/// means something else makes it another one. `docs/output.schema.json` describes it.
inline constexpr int output_schema = 1;

/// The object with the member `schema` in front.
[[nodiscard]] boost::json::object with_schema(const boost::json::object& document);

/// The text, or `null` where there is none.
[[nodiscard]] inline boost::json::value or_null(const std::optional<std::string>& text) {
    return text ? boost::json::value(*text) : boost::json::value();
}

} // namespace flaghook::tool

#endif
