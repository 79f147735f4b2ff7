/// @file
/// JSON as Python's `json` module reads it, as a plain tree.
///
/// An oracle: written apart from the library, slow and simple, in terms of Python's own text, so
/// that a mistake of the library's is not repeated here.
#ifndef FLAGHOOK_FUZZ_ORACLE_PYTHON_JSON_HPP
#define FLAGHOOK_FUZZ_ORACLE_PYTHON_JSON_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::fuzz {

/// What a JSON value is.
enum class json_kind : std::uint8_t { null, boolean, number, string, array, object };

/// A JSON value.
struct json_value {
    json_kind kind = json_kind::null;
    bool truth = false;
    /// A number as it was written.
    std::string literal{};
    /// A string's code points.
    std::u32string text{};
    /// An object's keys, in the order of the text, repeated ones, too; `items` has their values.
    std::vector<std::u32string> keys{};
    std::vector<json_value> items{};

    /// The last value of a key, which is the one that a `dict` keeps; none if there is no such key.
    [[nodiscard]] const json_value* find(std::u32string_view key) const;
};

/// Reads a body as the server does: strict JSON, at most `max_depth` containers open at a time, and
/// an empty body is an empty object.
/// @return nothing where the server answers 400
/// @par Source
/// https://docs.python.org/3/library/json.html and `JSONParser` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/parsers.py
[[nodiscard]] std::optional<json_value> read_json(std::string_view body,
                                                  std::size_t max_depth = 512);

} // namespace flaghook::fuzz

#endif
