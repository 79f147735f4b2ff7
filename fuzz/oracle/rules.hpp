/// @file
/// The fields of the protocol versions as plain tables, written independently of the library's
/// declarations.
#ifndef FLAGHOOK_FUZZ_ORACLE_RULES_HPP
#define FLAGHOOK_FUZZ_ORACLE_RULES_HPP

#include <flaghook/blueprint/v1.hpp>

#include "blueprint/v2.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::fuzz {

/// The kind of value that a rule requires.
enum class rule_kind : std::uint8_t { object, list, text, integer, date_time, choice };

/// One line of a version's table: the payload, a field, or any item of the list. Parents precede
/// children, in the documented order. Index 0 is the payload.
struct rule {
    /// The number of objects and lists around it.
    std::size_t level;
    /// The field's name; empty for the payload and for an item.
    std::string_view name;
    rule_kind kind;
    /// The most code points, for a text.
    std::size_t max_length = 0;
    /// The accepted texts, for a choice.
    std::vector<std::string_view> options{};
    /// The text of the model's value if the field is missing; nothing if the server requires the
    /// field.
    std::optional<std::string_view> absent{};
};

/// Returns the table of a version.
template <blueprint::version Version>
[[nodiscard]] const std::vector<rule>& rules_of();
template <>
[[nodiscard]] const std::vector<rule>& rules_of<blueprint::v1>();
template <>
[[nodiscard]] const std::vector<rule>& rules_of<tests::v2>();

/// Returns the indexes of the direct children of a line: an object's fields, or a list's item.
[[nodiscard]] std::vector<std::size_t> inside_of(std::span<const rule> rules, std::size_t index);

/// A line of the table, and the index of the item if the line lies in the list.
struct place {
    std::size_t index = 0;
    std::size_t item = 0;

    friend bool operator==(const place&, const place&) = default;
};

/// Returns the place that a path such as `data[3].created_by.id` leads to, if there is one.
[[nodiscard]] std::optional<place> place_of(std::span<const rule> rules, std::string_view path);

/// The values of one object's fields as text, one for each line of the table; empty for other
/// lines.
using texts = std::vector<std::string>;

/// Returns the fields of one item as text, or those outside of the list.
[[nodiscard]] texts texts_of(const payload& read, std::optional<std::size_t> item);
[[nodiscard]] texts texts_of(const tests::payload_v2& read, std::optional<std::size_t> item);

} // namespace flaghook::fuzz

#endif
