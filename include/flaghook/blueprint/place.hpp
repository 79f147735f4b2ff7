/// @file
/// Places of a declaration as types, for code that is generated field by field.
#ifndef FLAGHOOK_BLUEPRINT_PLACE_HPP
#define FLAGHOOK_BLUEPRINT_PLACE_HPP

#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// A document as a whole. Like the other places it has the `rule` that holds there and the index
/// `node` in the document's table, both known to the compiler wherever the type goes: so names are
/// written and compared with as few instructions as their lengths allow.
template <document Document>
struct whole_document {
    /// The document that the place is in.
    using document_type = Document;
    /// The rule that holds there.
    static constexpr const auto& rule = Document::payload;
    /// The index in the document's table.
    static constexpr std::size_t node = 0;
};

/// A field of the object at the place `Object`, by its position.
template <class Object, std::size_t Position>
struct field_of {
    /// The document that the place is in.
    using document_type = typename Object::document_type;
    /// The field's declaration.
    static constexpr const auto& declaration = std::get<Position>(Object::rule.fields);
    /// The rule that holds there.
    static constexpr const auto& rule = declaration.rule;
    /// The index in the document's table.
    static constexpr std::size_t node = [] {
        std::size_t child = Object::node + 1;
        for (std::size_t before = 0; before < Position; ++before) {
            child = nodes<document_type>[child].end;
        }
        return child;
    }();
};

/// An item of the list at the place `List`.
template <class List>
struct item_of {
    /// The document that the place is in.
    using document_type = typename List::document_type;
    /// The rule that holds there.
    static constexpr const auto& rule = List::rule.item;
    /// The index in the document's table.
    static constexpr std::size_t node = List::node + 1;
};

/// The type of the rule at a place.
template <class Place>
using rule_of = std::remove_cvref_t<decltype(Place::rule)>;

/// How many fields the object at a place has.
template <class Object>
inline constexpr std::size_t field_count =
    std::tuple_size_v<std::remove_cvref_t<decltype(Object::rule.fields)>>;

/// Calls `visit` with `std::integral_constant<std::size_t, Position>` for the positions below
/// `Count` until a call returns false.
/// @return whether all calls returned true
template <std::size_t Count, class Visitor>
constexpr bool for_each_position(Visitor&& visit) {
    return [&]<std::size_t... Position>(std::index_sequence<Position...>) {
        return (visit(std::integral_constant<std::size_t, Position>{}) && ...);
    }
    (std::make_index_sequence<Count>{});
}

/// Texts that are put together when the program is compiled.
template <std::size_t... Sizes>
[[nodiscard]] consteval auto joined(const std::array<char, Sizes>&... parts) noexcept {
    std::array<char, (Sizes + ...)> result{};
    auto next = result.begin();
    ((next = std::copy(parts.begin(), parts.end(), next)), ...);
    return result;
}

/// One character as a part of a `joined` text.
template <char Character>
inline constexpr std::array<char, 1> character{Character};

/// A name in quotation marks, as it stands in a body. Names of fields and options need no escapes.
/// @tparam Size the length of the name
template <std::size_t Size>
[[nodiscard]] consteval std::array<char, Size + 2> quoted(std::string_view name) noexcept {
    std::array<char, Size> bare{};
    std::copy(name.begin(), name.end(), bare.begin());
    return joined(character<'"'>, bare, character<'"'>);
}

/// The key of a field with what follows it, `"flag":`.
template <class Field>
inline constexpr auto key = joined(quoted<Field::declaration.name.size()>(Field::declaration.name),
                                   character<':'>);

/// An option of the choice at a place, `"updated"`, by its position.
template <class Place, std::size_t Position>
inline constexpr auto quoted_option =
    quoted<Place::rule.options[Position].name.size()>(Place::rule.options[Position].name);

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
