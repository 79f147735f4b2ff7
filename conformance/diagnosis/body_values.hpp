/// @file
/// Finds the values in a body that issues and deviations are about.
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

/// Finds values in a body. Results are cached, so that looking up many fields of a large body takes
/// little longer than looking up one.
class body_values {
public:
    /// @param body must outlive this object; should have been parsed before: results for malformed
    /// text are meaningless
    explicit body_values(std::string_view body) : body_(body) {}

    /// Returns the JSON text of the value at a node. If a key is repeated, its last value counts.
    /// @param node the node of the field itself, or of an object or list that contains it
    /// @return nothing if the body has no value there
    /// @par Complexity
    /// Linear in the enclosing values that were not scanned before.
    [[nodiscard]] std::optional<std::string_view> find(const field_location& place,
                                                       std::size_t node);

private:
    [[nodiscard]] std::optional<std::string_view>
    find_in(std::string_view around, const field_location& place, std::size_t node);

    std::string_view body_;
    /// The values found, by node and (inside a list) by item.
    std::map<std::pair<std::size_t, std::size_t>, std::optional<std::string_view>> found_;
    /// The items of lists, by the items' node.
    std::map<std::size_t, std::vector<std::string_view>> items_;
};

/// Returns the keys of an object, except those with lone surrogates; empty for any other value.
/// @param most the maximum number of keys
[[nodiscard]] std::vector<std::string> keys_of(std::string_view object, std::size_t most);

/// Decodes a JSON string; returns nothing for another value and for a lone surrogate.
[[nodiscard]] std::optional<std::string> text_of(std::string_view value);

/// Describes a value in a few words: `null`, `"text"`, `1.5`, `an object`, `a list`. Long text is
/// shortened.
[[nodiscard]] std::string describe(std::string_view value);

} // namespace flaghook::diagnosis

#endif
