/// @file
/// A protocol version as JSON Schema.
#ifndef FLAGHOOK_TOOL_JSON_SCHEMA_HPP
#define FLAGHOOK_TOOL_JSON_SCHEMA_HPP

#include <flaghook/blueprint/field.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/server/text.hpp>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <tuple>
#include <type_traits>

namespace flaghook::tool {

namespace detail {

/// The white space that the server trims, as a character class of a regular expression that
/// ECMA-262 and other dialects read alike: `\s` is another set in each of them.
inline std::string trimmed_characters() {
    constexpr char32_t end_of_plane = 0x10000;
    const auto escape = [](char32_t point) {
        std::string result = "\\u";
        for (unsigned shift = 16; shift != 0; shift -= 4) {
            result += "0123456789abcdef"[point >> (shift - 4) & 0xFU];
        }
        return result;
    };
    std::string result;
    for (char32_t point = 0; point < end_of_plane; ++point) {
        if (!server::is_space(point)) {
            continue;
        }
        char32_t last = point;
        while (last + 1 < end_of_plane && server::is_space(last + 1)) {
            ++last;
        }
        result += escape(point) + (last == point ? "" : "-" + escape(last));
        point = last;
    }
    return result;
}

/// `$` alone also matches before a line feed at the end of the text in some dialects.
inline constexpr const char* end_of_text = "$(?!\\n)";

template <class Member>
boost::json::object schema_of(const blueprint::text& rule, std::type_identity<Member>) {
    const std::string space = trimmed_characters();
    // Begins and ends with something that is not trimmed, and has no U+0000.
    return {
        {"type", "string"},
        {"minLength", 1},
        {"maxLength", rule.max_length},
        {"pattern", "^[^\\u0000" + space + "]([^\\u0000]*[^\\u0000" + space + "])?" + end_of_text}};
}

template <class Member>
boost::json::object schema_of(const blueprint::integer&, std::type_identity<Member>) {
    boost::json::object result{{"type", "integer"}};
    if constexpr (std::is_same_v<Member, change_id>) {
        result["minimum"] = std::numeric_limits<std::int64_t>::min();
        result["maximum"] = std::numeric_limits<std::uint64_t>::max();
    }
    return result;
}

template <class Member>
boost::json::object schema_of(const blueprint::date_time&, std::type_identity<Member>) {
    return {{"type", "string"},
            {"format", "date-time"},
            {"pattern", "^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
                        "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{6})?([+]00:00|Z)" +
                            std::string(end_of_text)}};
}

template <class Value, std::size_t Count, class Member>
boost::json::object schema_of(const blueprint::choice<Value, Count>& rule,
                              std::type_identity<Member>) {
    boost::json::array names;
    for (const auto& option : rule.options) {
        names.emplace_back(option.name);
    }
    return {{"type", "string"}, {"enum", names}};
}

template <class Owner, class... Fields, class Member>
boost::json::object schema_of(const blueprint::object_declaration<Owner, Fields...>& rule,
                              std::type_identity<Member>);

template <class Item, class Member>
boost::json::object schema_of(const blueprint::list<Item>& rule, std::type_identity<Member>) {
    // Of an empty list nothing is recorded.
    return {{"type", "array"},
            {"minItems", 1},
            {"items", schema_of(rule.item, std::type_identity<typename Member::value_type>{})}};
}

template <class Owner, class... Fields, class Member>
boost::json::object schema_of(const blueprint::object_declaration<Owner, Fields...>& rule,
                              std::type_identity<Member>) {
    boost::json::object properties;
    boost::json::array required;
    const auto add = [&](const auto& field) {
        using declaration = std::remove_cvref_t<decltype(field)>;
        using member =
            typename blueprint::detail::plain_member<typename declaration::member_type>::type;
        properties[field.name] = schema_of(field.rule, std::type_identity<member>{});
        if (field.presence == blueprint::presence::required) {
            required.emplace_back(field.name);
        }
    };
    std::apply([&](const auto&... field) { (add(field), ...); }, rule.fields);
    return {{"type", "object"},
            {"properties", properties},
            {"required", required},
            {"additionalProperties", false}};
}

} // namespace detail

/// The JSON Schema of the bodies that a protocol version documents, derived from its declaration.
///
/// A body that Sentry accepts and in which `parse` finds no deviation is valid. The reverse holds
/// but for what a schema cannot say: that change_ids do not repeat, that dates exist, that keys do
/// not stand twice, and that a number is written without a fraction (`1.0` is an integer to JSON
/// Schema).
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
    for (auto& [key, value] : detail::schema_of(
             Version::payload, std::type_identity<typename Version::payload_type>{})) {
        result[key] = value;
    }
    // Older versions stay valid; those that are not published yet are not documented.
    boost::json::object& number =
        result.at("properties").at("meta").at("properties").at("version").as_object();
    number["minimum"] = 1;
    number["maximum"] = Version::number;
    return result;
}

} // namespace flaghook::tool

#endif
