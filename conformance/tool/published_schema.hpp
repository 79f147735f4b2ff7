/// @file
/// The JSON Schemas of the protocol versions, made from their declarations.
#ifndef FLAGHOOK_TOOL_PUBLISHED_SCHEMA_HPP
#define FLAGHOOK_TOOL_PUBLISHED_SCHEMA_HPP

#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/place.hpp>
#include <flaghook/blueprint/v1.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace flaghook::tool {

namespace detail {

/// Collects the keywords of a rule's schema.
/// @tparam Member the type of the member that the rule reads
template <class Member>
class schema_builder {
public:
    using member_type = Member;

    template <class Value>
    void keyword(std::string_view name, const Value& value) {
        schema_.insert_or_assign(name, boost::json::value(value));
    }
    void keyword(std::string_view name, std::string_view value) {
        schema_.insert_or_assign(name, boost::json::string(value));
    }
    template <std::size_t Count>
    void keyword(std::string_view name, const std::array<std::string_view, Count>& values) {
        schema_.insert_or_assign(name, boost::json::array(values.begin(), values.end()));
    }

    [[nodiscard]] boost::json::object take() { return std::move(schema_); }

private:
    boost::json::object schema_;
};

/// Returns the schema of the values at a node, including nested ones.
template <class Place>
boost::json::object schema_of() {
    schema_builder<typename Place::member_type> builder;
    Place::rule.describe(builder);
    boost::json::object result = builder.take();
    using rule = blueprint::rule_of<Place>;
    if constexpr (blueprint::is_object<rule>) {
        boost::json::object properties;
        boost::json::array required;
        blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
            using field = blueprint::field_of<Place, position>;
            constexpr const auto& declaration = field::declaration;
            properties[declaration.name] = schema_of<field>();
            if (declaration.presence == blueprint::presence::required) {
                required.emplace_back(declaration.name);
            }
            return true;
        });
        result["properties"] = std::move(properties);
        result["required"] = std::move(required);
    } else if constexpr (blueprint::is_list<rule>) {
        result["items"] = schema_of<blueprint::item_of<Place>>();
    }
    return result;
}

} // namespace detail

/// Returns the JSON Schema of the bodies that a protocol version documents, derived from its
/// declaration.
///
/// A body is valid if Sentry accepts it and `parse` finds no deviation. The converse is true, too,
/// except for rules that a schema cannot express: that change_ids and keys do not repeat, that
/// dates exist, and that integers have no fraction (`1.0` is an integer in JSON Schema).
/// @par Source
/// https://json-schema.org/draft/2020-12/json-schema-validation and
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
template <blueprint::version Version>
[[nodiscard]] boost::json::object json_schema() {
    boost::json::object result{
        {"$schema", "https://json-schema.org/draft/2020-12/schema"},
        {"title", "Payload of Sentry's generic feature-flag webhook, protocol version " +
                      std::to_string(Version::number)},
        {"$comment",
         "https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md"}};
    for (auto& [key, value] : detail::schema_of<blueprint::whole_document<Version>>()) {
        result[key] = value;
    }
    // Older version numbers remain valid; numbers that are not published yet are not documented.
    boost::json::object& number =
        result.at("properties").at("meta").at("properties").at("version").as_object();
    number["minimum"] = 1;
    number["maximum"] = Version::number;
    return result;
}

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
