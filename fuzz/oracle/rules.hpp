/// @file
/// The fields of the protocol versions, written down a second time: as plain tables, apart from the
/// library's declarations.
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

/// What a value has to be.
enum class rule_kind : std::uint8_t { object, list, text, integer, date_time, choice };

/// One line of a version's table: the payload, a field, or any item of the list. Parents stand
/// before children, in the documented order; index 0 is the payload.
struct rule {
    /// In how many objects and lists it lies.
    std::size_t level;
    /// The field's name; empty for the payload and for an item.
    std::string_view name;
    rule_kind kind;
    /// Of a text: the most code points.
    std::size_t max_length = 0;
    /// Of a choice: the texts that it takes.
    std::vector<std::string_view> options{};
    /// The text of what the model holds where the field is missing; nothing where the server
    /// requires it.
    std::optional<std::string_view> absent{};
};

/// The table of a version.
template <blueprint::version Version>
[[nodiscard]] const std::vector<rule>& rules_of();
template <>
[[nodiscard]] const std::vector<rule>& rules_of<blueprint::v1>();
template <>
[[nodiscard]] const std::vector<rule>& rules_of<tests::v2>();

/// The indexes of what lies directly in a line of the table: an object's fields, a list's item.
[[nodiscard]] std::vector<std::size_t> inside_of(std::span<const rule> rules, std::size_t index);

/// A line of the table, and which item of the list where it lies in one.
struct place {
    std::size_t index = 0;
    std::size_t item = 0;

    friend bool operator==(const place&, const place&) = default;
};

/// The place that a path such as `data[3].created_by.id` leads to, if there is one.
[[nodiscard]] std::optional<place> place_of(std::span<const rule> rules, std::string_view path);

/// The values of one object's fields as text, one for each line of the table; empty for other
/// lines.
using texts = std::vector<std::string>;

/// The fields inside of one item as text, or those outside of the list.
[[nodiscard]] texts texts_of(const payload& read, std::optional<std::size_t> item);
[[nodiscard]] texts texts_of(const tests::payload_v2& read, std::optional<std::size_t> item);

} // namespace flaghook::fuzz

#endif
