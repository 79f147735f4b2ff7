/// @file
/// Bodies that are made to cost their receiver as much as they can, at any size.
#ifndef FLAGHOOK_TESTS_JSON_HOSTILE_BODIES_HPP
#define FLAGHOOK_TESTS_JSON_HOSTILE_BODIES_HPP

#include <flaghook/json/limits.hpp>

#include <json/bodies.hpp>
#include <model/changes_with.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace flaghook::tests {

/// One kind of hostile body.
struct hostile_body {
    std::string_view name;
    /// How many pieces make the full size, and how many a test has time for.
    std::size_t full_size;
    std::size_t test_size;
    /// The body of so many pieces.
    std::string (*make)(std::size_t pieces);
};

/// The body with this value of an unknown key.
inline std::string body_beside(std::string_view value) {
    std::string body = R"({"data":[],"meta":{"version":1},"x":)";
    body.reserve(body.size() + value.size() + 1);
    body.append(value).append("}");
    return body;
}

/// A list of so many items.
inline std::string list_of(std::string_view item, std::size_t count) {
    std::string list = "[" + repeated(std::string(item) + ",", count);
    list.back() = ']';
    return list;
}

inline constexpr hostile_body hostile_bodies[] = {
    {"honest changes", 1'000'000, 20'000,
     [](std::size_t pieces) { return body_of(list_of(change_json{}.text(), pieces)); }},
    {"bytes of white space", 100'000'000, 1'000'000,
     [](std::size_t pieces) { return body_of("[]") + std::string(pieces, ' '); }},
    {"levels of lists", 9'980, 9'980,
     [](std::size_t pieces) {
         return body_beside(std::string(pieces, '[') + std::string(pieces, ']'));
     }},
    {"levels of objects", 9'980, 9'980,
     [](std::size_t pieces) {
         return body_beside(repeated(R"({"":)", pieces) + "1" + std::string(pieces, '}'));
     }},
    {"items null", 1'000'000, 50'000,
     [](std::size_t pieces) { return body_of(list_of("null", pieces)); }},
    {"items without any field", 1'000'000, 50'000,
     [](std::size_t pieces) { return body_of(list_of("{}", pieces)); }},
    {"items with five bad fields", 1'000'000, 20'000,
     [](std::size_t pieces) {
         return body_of(list_of(
             R"({"action":0,"change_id":"x","created_at":0,"created_by":0,"flag":null})", pieces));
     }},
    {"unknown keys", 1'000'000, 50'000,
     [](std::size_t pieces) {
         return "{" + repeated(R"("k":0,)", pieces) + R"("data":[],"meta":0})";
     }},
    {"times the key data", 1'000'000, 50'000,
     [](std::size_t pieces) {
         return "{" + repeated(R"("data":[null],)", pieces) + R"("meta":{"version":1}})";
     }},
    {"times the key flag", 1'000'000, 50'000,
     [](std::size_t pieces) {
         return body_of("[{" + repeated(R"("flag":"",)", pieces) + R"("action":0}])");
     }},
    {"bytes of one string", 50'000'000, 1'000'000,
     [](std::size_t pieces) {
         return body_with(&change_json::flag, '"' + std::string(pieces, 'x') + '"');
     }},
    {"bytes of one string that is echoed", 50'000'000, 1'000'000,
     [](std::size_t pieces) {
         return body_with(&change_json::action, '"' + std::string(pieces, 'x') + '"');
     }},
    {"escapes in one string that is echoed", 8'000'000, 200'000,
     [](std::size_t pieces) {
         return body_with(&change_json::action, '"' + repeated(R"(\u0001)", pieces) + '"');
     }},
    {"lone surrogates", 8'000'000, 200'000,
     [](std::size_t pieces) {
         return body_with(&change_json::flag, '"' + repeated(R"(\ud800)", pieces) + '"');
     }},
    {"items of a list that is echoed", 10'000'000, 200'000,
     [](std::size_t pieces) { return body_with(&change_json::action, list_of("1.5", pieces)); }},
    {"bytes that Python escapes in a list that is echoed", 16'000'000, 200'000,
     [](std::size_t pieces) {
         return body_with(&change_json::action, "[\"" + std::string(pieces, '\x7F') + "\"]");
     }},
    {"keys of an object that is echoed", 2'000'000, 20'000,
     [](std::size_t pieces) {
         std::string object = "{";
         for (std::size_t piece = pieces; piece > 0; --piece) {
             object += '"' + std::to_string(piece) + R"(":0)" + (piece == 1 ? "}" : ",");
         }
         return body_with(&change_json::action, object);
     }},
    {"bytes inside of 500 objects with a repeated key, echoed", 15'000'000, 200'000,
     [](std::size_t pieces) {
         return body_with(&change_json::action, repeated(R"({"a":0,"b":0,"a":)", 500) + '"' +
                                                    std::string(pieces, 'x') + '"' +
                                                    std::string(500, '}'));
     }},
    {"digits of an id", 4'300, 4'300,
     [](std::size_t pieces) {
         return body_with(&change_json::change_id, std::string(pieces, '9'));
     }},
    {"digits of an id, one too many", 4'301, 4'301,
     [](std::size_t pieces) {
         return body_with(&change_json::change_id, std::string(pieces, '9'));
     }},
    {"levels of an echoed list", 9'980, 9'980,
     [](std::size_t pieces) {
         return body_with(&change_json::action,
                          std::string(pieces, '[') + std::string(pieces, ']'));
     }},
    {"levels of an echoed object with repeated keys", 9'980, 9'980,
     [](std::size_t pieces) {
         return body_with(&change_json::action,
                          repeated(R"({"a":0,"a":)", pieces) + "1" + std::string(pieces, '}'));
     }},
    {"times a key behind a list of issues", 1'000'000, 50'000,
     [](std::size_t pieces) {
         return R"({"data":)" + list_of("null", 10'000) +
                repeated(R"(,"meta":{"version":1})", pieces) + "}";
     }},
    {"digits of a fraction", 10'000'000, 200'000,
     [](std::size_t pieces) {
         return body_with(&change_json::change_id, "1." + std::string(pieces, '9'));
     }},
    {"ids of 4,300 digits", 10'000, 500,
     [](std::size_t pieces) {
         change_json change;
         change.change_id = std::string(4'300, '9');
         return body_of(list_of(change.text(), pieces));
     }},
    {"ids that collide", 1'000'000, 20'000,
     [](std::size_t pieces) {
         std::string list = "[";
         change_json change;
         for (std::size_t piece = pieces; piece > 0; --piece) {
             change.change_id = std::to_string(colliding_id(piece));
             list += change.text() + (piece == 1 ? "]" : ",");
         }
         return body_of(list);
     }},
};

/// Limits that let all of them through, apart from the depth and the issues.
inline parse_limits no_limits_of_size() {
    return {.body_size = std::size_t{1} << 30U, .items = 10'000'000};
}

} // namespace flaghook::tests

#endif
