/// @file
/// JSON as Python's `json` module reads it, as a plain tree.
///
/// An oracle: written apart from the library, slow and simple, in terms of Python's own text (code
/// points, lone surrogates among them), so that a mistake of the library's is not repeated here.
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

/// The code points of a text in UTF-8 in which surrogates may stand as three bytes each.
/// @pre the text is of that form
[[nodiscard]] std::u32string code_points(std::string_view text);

/// UTF-8, with surrogates as three bytes each.
[[nodiscard]] std::string utf8(std::u32string_view text);

/// Any bytes as such a text: what is not UTF-8 becomes U+DC80 and up, byte by byte, as Python's
/// error handler `surrogateescape` has it.
[[nodiscard]] std::u32string escaped_code_points(std::string_view bytes);

/// Whether a number is written as an integer.
[[nodiscard]] bool is_integer(const json_value& number);

/// What `type(value).__name__` is.
[[nodiscard]] std::string python_type(const json_value& value);

/// What `str(value)` is.
[[nodiscard]] std::u32string python_str(const json_value& value);

/// A text as the framework's renderer writes it, with its quotation marks.
/// @par Source
/// `JSONRenderer` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/renderers.py
[[nodiscard]] std::string rendered(std::u32string_view text);

} // namespace flaghook::fuzz

#endif
