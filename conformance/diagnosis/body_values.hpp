/// @file
/// What a body has at the places that issues and deviations are about.
#ifndef FLAGHOOK_DIAGNOSIS_BODY_VALUES_HPP
#define FLAGHOOK_DIAGNOSIS_BODY_VALUES_HPP

#include <flaghook/json/issue.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flaghook::diagnosis {

/// Finds values in a body. What was found is remembered, so that many places of a large body take
/// little longer than one.
class body_values {
public:
    /// @param body that a parser has read, and that outlives this; what is found in malformed text
    /// means nothing
    explicit body_values(std::string_view body) : body_(body) {}

    /// The value at a node of a place, as it is written: the last one of a repeated key.
    /// @param node of the place itself, or one around it
    /// @return nothing where the body has no value
    /// @par Complexity
    /// Linear in the values around it that were not looked at before.
    [[nodiscard]] std::optional<std::string_view> find(const field_location& place,
                                                       std::size_t node);

private:
    [[nodiscard]] std::optional<std::string_view>
    find_in(std::string_view around, const field_location& place, std::size_t node);

    std::string_view body_;
    /// By node and, inside of a list, item.
    std::map<std::pair<std::size_t, std::size_t>, std::optional<std::string_view>> found_;
    /// By the node of the items.
    std::map<std::size_t, std::vector<std::string_view>> items_;
};

/// The keys of an object, as far as they are text without lone surrogates; none of another value.
/// @param most how many at most
[[nodiscard]] std::vector<std::string> keys_of(std::string_view object, std::size_t most);

/// The characters of a JSON string; nothing for another value and for a lone surrogate.
[[nodiscard]] std::optional<std::string> text_of(std::string_view value);

/// A value in a few words: `null`, `"text"`, `1.5`, `an object`, `a list`. Long text is cut.
[[nodiscard]] std::string describe(std::string_view value);

} // namespace flaghook::diagnosis

#endif
