/// @file
/// Reads JSON into a plain tree as Python's `json` module does.
///
/// An oracle: slow, simple and written independently of the library, in terms of Python's own
/// source, so that it does not repeat a mistake of the library.
#ifndef FLAGHOOK_FUZZ_ORACLE_PYTHON_JSON_HPP
#define FLAGHOOK_FUZZ_ORACLE_PYTHON_JSON_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::fuzz {

/// The type of a JSON value.
enum class json_kind : std::uint8_t { null, boolean, number, string, array, object };

/// A JSON value.
struct json_value {
    json_kind kind = json_kind::null;
    bool truth = false;
    /// A number as it was written.
    std::string literal{};
    /// A string's code points.
    std::u32string text{};
    /// An object's keys in the order of the text, including repeated ones; `items` has their
    /// values.
    std::vector<std::u32string> keys{};
    std::vector<json_value> items{};

    json_value() = default;
    json_value(const json_value&) = default;
    json_value(json_value&&) noexcept = default;
    json_value& operator=(const json_value&) = default;
    json_value& operator=(json_value&&) noexcept = default;
    /// Destroys the tree level by level, so that deep trees use no stack.
    ~json_value();

    /// Returns the last value of a key, as a `dict` does, or a null pointer if there is no such
    /// key.
    [[nodiscard]] const json_value* find(std::u32string_view key) const;
};

/// The most containers that Sentry's server accepts inside each other. Python gives up at one more.
inline constexpr std::size_t server_depth = 9984;

/// The result of reading a body.
enum class json_outcome : std::uint8_t { value, malformed, too_deep };

/// The value that the server reads from a body.
struct loaded_json {
    json_outcome outcome = json_outcome::value;
    /// The value, if the outcome is `value`.
    json_value value{};
    /// Python's message after `JSON parse error - `, if the outcome is `malformed`.
    std::string error{};
    /// The largest number of containers that were open at the same time.
    std::size_t deepest = 0;
    /// Whether an escape produced a lone surrogate, which other readers refuse.
    bool has_lone_surrogate = false;
    /// Whether an exponent had more than eight digits without leading zeros, which other readers
    /// may refuse.
    bool has_long_exponent = false;
    /// The number of decoded bytes: all of them, except for a character that is cut off at the end.
    /// If the body is not UTF-8, the length of its valid prefix.
    std::size_t decoded_size = 0;
};

/// Reads a body as the server does: strict JSON, with at most `max_depth` containers inside each
/// other. An empty body is an empty object. Deep bodies use no stack.
/// @par Source
/// https://github.com/python/cpython/blob/3.13/Modules/_json.c,
/// https://github.com/python/cpython/blob/3.13/Lib/json/decoder.py and `JSONParser` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/parsers.py
[[nodiscard]] loaded_json load_json(std::string_view body, std::size_t max_depth = server_depth);

/// Returns the value of a body, or nothing if the body is not JSON.
[[nodiscard]] std::optional<json_value> read_json(std::string_view body,
                                                  std::size_t max_depth = server_depth);

} // namespace flaghook::fuzz

#endif
