/// @file
/// Places of a declaration as types, for code that is generated field by field.
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

/// A document as a whole. Like the other places it has the `rule` that holds there, the index
/// `node` in the document's table, and `level`: how many objects and lists are open around it.
template <document Document>
struct whole_document {
    /// The document that the place is in.
    using document_type = Document;
    /// The member that the place fills.
    using member_type = typename Document::payload_type;
    /// The rule that holds there.
    static constexpr const auto& rule = Document::payload;
    /// The index in the document's table.
    static constexpr std::size_t node = 0;
    /// How many objects and lists are open around the value.
    static constexpr std::size_t level = 0;
};

/// A field of the object at the place `Object`, by its position.
template <class Object, std::size_t Position>
struct field_of {
    /// The document that the place is in.
    using document_type = typename Object::document_type;
    /// The field's declaration.
    static constexpr const auto& declaration = std::get<Position>(Object::rule.fields);
    /// The member that the place fills, without `std::optional`.
    using member_type =
        plain_member_t<typename std::remove_cvref_t<decltype(declaration)>::member_type>;
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
    /// How many objects and lists are open around the value.
    static constexpr std::size_t level = Object::level + 1;
};

/// An item of the list at the place `List`.
template <class List>
struct item_of {
    /// The document that the place is in.
    using document_type = typename List::document_type;
    /// The member that the place fills.
    using member_type = typename List::member_type::value_type;
    /// The rule that holds there.
    static constexpr const auto& rule = List::rule.item;
    /// The index in the document's table.
    static constexpr std::size_t node = List::node + 1;
    /// How many objects and lists are open around the value.
    static constexpr std::size_t level = List::level + 1;
};

/// The type of the rule at a place.
template <class Place>
using rule_of = std::remove_cvref_t<decltype(Place::rule)>;

/// How many fields the object at a place has.
template <class Object>
inline constexpr std::size_t field_count =
    std::tuple_size_v<std::remove_cvref_t<decltype(Object::rule.fields)>>;

/// Calls `visit.template operator()<Place>()` for each place of a document, in the order of its
/// table.
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
