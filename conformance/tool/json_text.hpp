/// @file
/// JSON documents that the tool prints.
#ifndef FLAGHOOK_TOOL_JSON_TEXT_HPP
#define FLAGHOOK_TOOL_JSON_TEXT_HPP

#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace flaghook::tool {

/// A JSON document in the form that the tool prints everywhere: indented by two spaces, ASCII, with
/// a line feed at the end. Strings may hold any bytes; see `ascii_json`.
[[nodiscard]] std::string json_text(const boost::json::value& document);

/// The text, or `null` where there is none.
[[nodiscard]] inline boost::json::value or_null(const std::optional<std::string>& text) {
    return text ? boost::json::value(*text) : boost::json::value();
}

} // namespace flaghook::tool

#endif
