/// @file
/// The JSON Schemas of the protocol versions that the library declares.
#ifndef FLAGHOOK_TOOL_PUBLISHED_SCHEMA_HPP
#define FLAGHOOK_TOOL_PUBLISHED_SCHEMA_HPP

#include <flaghook/blueprint/v1.hpp>

#include "tool/json_schema.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <tuple>

namespace flaghook::tool {

/// All versions that the library declares.
using published_versions = std::tuple<blueprint::v1>;

/// A schema, or an error message.
struct found_schema {
    /// Empty if there is no such version.
    boost::json::object schema{};
    /// Empty if the version exists.
    std::string error{};
};

/// Returns the schema of the version with this number.
[[nodiscard]] inline found_schema find_schema(int number) {
    found_schema result;
    std::string known;
    const auto look_at = [&]<class Version>(Version) {
        known += (known.empty() ? "" : ", ") + std::to_string(Version::number);
        if (Version::number == number) {
            result.schema = json_schema<Version>();
        }
    };
    std::apply([&](auto... versions) { (look_at(versions), ...); }, published_versions{});
    if (result.schema.empty()) {
        result.error = "protocol version " + std::to_string(number) +
                       " is not published; published versions: " + known;
    }
    return result;
}

} // namespace flaghook::tool

#endif
