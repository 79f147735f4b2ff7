/// @file
/// What a body has at the places that issues and deviations are about.
#ifndef FLAGHOOK_DIAGNOSIS_BODY_VALUES_HPP
#define FLAGHOOK_DIAGNOSIS_BODY_VALUES_HPP

#include <flaghook/json/issue.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// The value at a node of a place, as it is written: the last one of a repeated key.
/// @param body that a parser has read; what is found in malformed text means nothing
/// @param node of the place itself, or one around it
/// @return nothing where the body has no value
/// @par Complexity
/// Linear in the body.
[[nodiscard]] std::optional<std::string_view>
find_value(std::string_view body, const field_location& place, std::size_t node);

/// The keys of an object, as far as they are text without lone surrogates; none of another value.
/// @param most how many at most
[[nodiscard]] std::vector<std::string> keys_of(std::string_view object, std::size_t most);

/// The characters of a JSON string; nothing for another value and for a lone surrogate.
[[nodiscard]] std::optional<std::string> text_of(std::string_view value);

/// A value in a few words: `null`, `"text"`, `1.5`, `an object`, `a list`. Long text is cut.
[[nodiscard]] std::string describe(std::string_view value);

} // namespace flaghook::diagnosis

#endif
