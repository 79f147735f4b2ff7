/// @file
/// The places of a declaration as types, from which the compiler generates code for each field.
#ifndef FLAGHOOK_BLUEPRINT_PLACE_HPP
#define FLAGHOOK_BLUEPRINT_PLACE_HPP

#include <flaghook/blueprint/constant_text.hpp>
#include <flaghook/blueprint/field.hpp>
#include <flaghook/blueprint/nodes.hpp>
#include <flaghook/version.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// The place of a whole document.
///
/// All places have the same members: the type of the document, the type of the member, the rule,
/// the index of the node, and the level of nesting.
/// @tparam Document the declaration
template <document Document>
struct whole_document {
    /// The declaration that contains the place.
    using document_type = Document;
    /// The type of the model's member that the place fills.
    using member_type = typename Document::payload_type;
    /// The rule of the value.
    static constexpr const auto& rule = Document::payload;
    /// The index in `nodes<Document>`.
    static constexpr std::size_t node = 0;
    /// The number of objects and lists that enclose the value.
    static constexpr std::size_t level = 0;
};

/// The place of a field.
/// @tparam Object the place of the object that contains the field
/// @tparam Position the position of the field in the object, from 0
template <class Object, std::size_t Position>
struct field_of {
    /// The declaration that contains the place.
    using document_type = typename Object::document_type;
    /// The field's declaration.
    static constexpr const auto& declaration = std::get<Position>(Object::rule.fields);
    /// The type of the model's member that the place fills, without `std::optional`.
    using member_type =
        plain_member_t<typename std::remove_cvref_t<decltype(declaration)>::member_type>;
    /// The rule of the value.
    static constexpr const auto& rule = declaration.rule;
    /// The index in `nodes<document_type>`.
    static constexpr std::size_t node = [] {
        std::size_t child = Object::node + 1;
        for (std::size_t before = 0; before < Position; ++before) {
            child = nodes<document_type>[child].end;
        }
        return child;
    }();
    /// The number of objects and lists that enclose the value.
    static constexpr std::size_t level = Object::level + 1;
};

/// The place of a list's items.
/// @tparam List the place of the list
template <class List>
struct item_of {
    /// The declaration that contains the place.
    using document_type = typename List::document_type;
    /// The type of an item in the model.
    using member_type = typename List::member_type::value_type;
    /// The rule of the value.
    static constexpr const auto& rule = List::rule.item;
    /// The index in `nodes<document_type>`.
    static constexpr std::size_t node = List::node + 1;
    /// The number of objects and lists that enclose the value.
    static constexpr std::size_t level = List::level + 1;
};

/// The type of the rule at a place.
/// @tparam Place a `whole_document`, a `field_of` or an `item_of`
template <class Place>
using rule_of = std::remove_cvref_t<decltype(Place::rule)>;

/// The number of fields of an object.
/// @tparam Object the place of the object
template <class Object>
inline constexpr std::size_t field_count =
    std::tuple_size_v<std::remove_cvref_t<decltype(Object::rule.fields)>>;

/// Calls `visit.template operator()<Place>()` for a place and for each place inside it.
///
/// The order is that of `nodes`.
/// @tparam Place the outermost place, such as `whole_document<v1>`
/// @param visit a function object whose call operator has a type parameter
template <class Place, class Visitor>
constexpr void for_each_place(Visitor&& visit) {
    visit.template operator()<Place>();
    if constexpr (is_object<rule_of<Place>>) {
        for_each_position<field_count<Place>>([&](auto position) {
            for_each_place<field_of<Place, position>>(visit);
            return true;
        });
    } else if constexpr (is_list<rule_of<Place>>) {
        for_each_place<item_of<Place>>(visit);
    }
}

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
