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

    json_value() = default;
    json_value(const json_value&) = default;
    json_value(json_value&&) noexcept = default;
    json_value& operator=(const json_value&) = default;
    json_value& operator=(json_value&&) noexcept = default;
    /// Takes the tree apart level by level: its depth takes no stack.
    ~json_value();

    /// The last value of a key, which is the one that a `dict` keeps; none if there is no such key.
    [[nodiscard]] const json_value* find(std::u32string_view key) const;
};

/// The most containers that may be open at a time on Sentry's server. One more makes Python give
/// up.
inline constexpr std::size_t server_depth = 9984;

/// What becomes of a body.
enum class json_outcome : std::uint8_t { value, malformed, too_deep };

/// What the server reads from a body.
struct loaded_json {
    json_outcome outcome = json_outcome::value;
    /// The value, where the outcome is `value`.
    json_value value{};
    /// Python's words, where the outcome is `malformed`: what `JSON parse error - ` stands before.
    std::string error{};
    /// The most containers that were open at a time.
    std::size_t deepest = 0;
    /// Whether an escape gave a lone surrogate, which other readers refuse.
    bool has_lone_surrogate = false;
    /// Whether an exponent had more than eight digits without leading zeros, which other readers
    /// may refuse.
    bool has_long_exponent = false;
    /// How many bytes of the body were decoded: all of them, but for a character that the end cut
    /// off, and of what is not UTF-8 the good beginning.
    std::size_t decoded_size = 0;
};

/// Reads a body as the server does: strict JSON, at most `max_depth` containers open at a time, and
/// an empty body is an empty object. Depth takes no stack.
/// @par Source
/// https://github.com/python/cpython/blob/3.13/Modules/_json.c,
/// https://github.com/python/cpython/blob/3.13/Lib/json/decoder.py and `JSONParser` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/parsers.py
[[nodiscard]] loaded_json load_json(std::string_view body, std::size_t max_depth = server_depth);

/// The value of a body, or nothing where it has none.
[[nodiscard]] std::optional<json_value> read_json(std::string_view body,
                                                  std::size_t max_depth = server_depth);

} // namespace flaghook::fuzz

#endif
