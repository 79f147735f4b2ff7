/// @file
/// The places of a declaration as a flat table of nodes, for use at run time.
#ifndef FLAGHOOK_BLUEPRINT_NODES_HPP
#define FLAGHOOK_BLUEPRINT_NODES_HPP

#include <flaghook/blueprint/field.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// A place in a declaration: the whole payload, a field, or the items of a list.
///
/// The nodes of a document form an array, in the documented order, with parents before their
/// children. The node with index 0 is the whole payload.
/// @see nodes
struct node {
    /// The field's name; empty for the payload and for items.
    std::string_view name{};
    /// The documented JSON type in words, such as `string`.
    std::string_view documented_type{};
    /// The server's message for a value of another type or form. Empty for objects and lists,
    /// because their message depends on the value.
    std::string_view invalid_message{};
    /// Whether a body must contain the field.
    blueprint::presence presence = blueprint::presence::required;
    /// Whether the node represents the items of a list.
    bool is_item = false;
    /// The index of the enclosing node; 0 for the payload.
    std::uint8_t parent = 0;
    /// One past the index of the last node inside this one.
    std::uint8_t end = 0;
    /// The index of the item that this node is or is inside of; 0 outside lists.
    std::uint8_t item = 0;
    /// For text, the maximum number of code points. Otherwise the maximum of the type.
    std::size_t max_length = std::numeric_limits<std::size_t>::max();
};

/// Checks whether a node is an object.
/// @param table the nodes of a document
/// @param index the index of the node
/// @pre `index` is less than the number of nodes.
[[nodiscard]] constexpr bool is_object_node(const node* table, std::size_t index) noexcept {
    return table[index].end > index + 1 && !table[index + 1].is_item;
}

/// Checks whether a node is a list.
/// @param table the nodes of a document
/// @param index the index of the node
/// @pre `index` is less than the number of nodes.
[[nodiscard]] constexpr bool is_list_node(const node* table, std::size_t index) noexcept {
    return table[index].end > index + 1 && table[index + 1].is_item;
}

namespace detail {

/// The number of nodes of a rule, including those inside it.
template <class Rule>
inline constexpr std::size_t node_count = 1;
template <class Owner, class... Fields>
inline constexpr std::size_t node_count<object_declaration<Owner, Fields...>> =
    (std::size_t{1} + ... + node_count<typename Fields::rule_type>);
template <class Item>
inline constexpr std::size_t node_count<list<Item>> = 1 + node_count<Item>;

/// Adds the nodes of a rule. `self` is its node with the members that its parent determines.
template <std::size_t Count, class Rule>
consteval void lay_out(std::array<node, Count>& nodes, std::size_t& next, const Rule& rule,
                       node self) noexcept;

template <std::size_t Count, class Field>
consteval void lay_out_field(std::array<node, Count>& nodes, std::size_t& next, const Field& field,
                             node self) noexcept {
    self.name = field.name;
    self.presence = field.presence;
    lay_out(nodes, next, field.rule, self);
}

template <std::size_t Count, class Fields, std::size_t... Position>
consteval void lay_out_fields(std::array<node, Count>& nodes, std::size_t& next,
                              const Fields& fields, const node& inner,
                              std::index_sequence<Position...> /*positions*/) noexcept {
    (lay_out_field(nodes, next, std::get<Position>(fields), inner), ...);
}

template <std::size_t Count, class Rule>
consteval void lay_out(std::array<node, Count>& nodes, std::size_t& next, const Rule& rule,
                       node self) noexcept {
    const std::size_t index = next++;
    self.documented_type = Rule::documented_type;
    self.invalid_message = Rule::invalid_message;
    if constexpr (requires { rule.max_length; }) {
        self.max_length = rule.max_length;
    }
    [[maybe_unused]] const node inner{.parent = static_cast<std::uint8_t>(index),
                                      .item = self.item};
    if constexpr (is_object<Rule>) {
        constexpr std::size_t count = std::tuple_size_v<decltype(rule.fields)>;
        lay_out_fields(nodes, next, rule.fields, inner, std::make_index_sequence<count>{});
    } else if constexpr (is_list<Rule>) {
        node child = inner;
        child.is_item = true;
        child.item = static_cast<std::uint8_t>(next);
        lay_out(nodes, next, rule.item, child);
    }
    self.end = static_cast<std::uint8_t>(next);
    nodes[index] = self;
}

/// Returns the number of lists.
template <std::size_t Count>
consteval std::size_t count_lists(const std::array<node, Count>& nodes) noexcept {
    std::size_t result = 0;
    for (const node& each : nodes) {
        result += each.is_item ? 1 : 0;
    }
    return result;
}

/// Finds the first field that has no name or, if `repeated`, the same name as another field of its
/// object. Returns its index, or `Count`.
template <std::size_t Count>
consteval std::size_t find_misnamed(const std::array<node, Count>& nodes, bool repeated) noexcept {
    for (std::size_t index = 1; index < Count; ++index) {
        if (!repeated && !nodes[index].is_item && nodes[index].name.empty()) {
            return index;
        }
        for (std::size_t other = index + 1; repeated && other < Count; ++other) {
            if (nodes[other].parent == nodes[index].parent &&
                nodes[other].name == nodes[index].name) {
                return other;
            }
        }
    }
    return Count;
}

/// Finds the first text with a maximum length of 0. Returns its index, or `Count`.
template <std::size_t Count>
consteval std::size_t find_text_without_length(const std::array<node, Count>& nodes) noexcept {
    std::size_t index = 0;
    while (index < Count && nodes[index].max_length != 0) {
        ++index;
    }
    return index;
}

/// Checks whether a name can be written in JSON without escapes.
constexpr bool is_plain_name(std::string_view name) noexcept {
    for (const char byte : name) {
        if (byte < ' ' || byte > '~' || byte == '"' || byte == '\\') {
            return false;
        }
    }
    return true;
}

/// Checks whether all names of fields can be written without escapes.
template <std::size_t Count>
consteval bool have_plain_names(const std::array<node, Count>& nodes) noexcept {
    for (const node& each : nodes) {
        if (!is_plain_name(each.name)) {
            return false;
        }
    }
    return true;
}

/// The property that the names of a choice's options can be written without escapes.
struct plainly_named {
    template <class Options>
    static constexpr bool holds(const Options& options) noexcept {
        for (const auto& each : options) {
            if (!is_plain_name(each.name)) {
                return false;
            }
        }
        return true;
    }
};

/// The property that the names of a choice's options are distinct.
struct distinctly_named {
    template <class Options>
    static constexpr bool holds(const Options& options) noexcept {
        for (std::size_t index = 1; index < options.size(); ++index) {
            for (std::size_t other = 0; other < index; ++other) {
                if (options[index].name == options[other].name) {
                    return false;
                }
            }
        }
        return true;
    }
};

/// Checks whether the options of all choices have a property.
template <class Property, class Rule>
consteval bool holds_of_options(const Rule& rule) noexcept;

template <class Property, class Fields, std::size_t... Position>
consteval bool holds_of_fields(const Fields& fields,
                               std::index_sequence<Position...> /*positions*/) noexcept {
    return (holds_of_options<Property>(std::get<Position>(fields).rule) && ...);
}

template <class Property, class Rule>
consteval bool holds_of_options(const Rule& rule) noexcept {
    if constexpr (is_object<Rule>) {
        constexpr std::size_t count = std::tuple_size_v<decltype(rule.fields)>;
        return holds_of_fields<Property>(rule.fields, std::make_index_sequence<count>{});
    } else if constexpr (is_list<Rule>) {
        return holds_of_options<Property>(rule.item);
    } else if constexpr (requires { rule.options; }) {
        return Property::holds(rule.options);
    } else {
        return true;
    }
}

template <document Document>
consteval auto lay_out_document() noexcept {
    std::array<node, node_count<std::remove_cvref_t<decltype(Document::payload)>>> table{};
    std::size_t next = 0;
    lay_out(table, next, Document::payload, node{});
    return table;
}

template <document Document>
consteval auto make_nodes() noexcept {
    constexpr auto result = lay_out_document<Document>();
    constexpr std::size_t count = result.size();
    static_assert(count < 256, "flaghook: a document must have at most 255 nodes");
    static_assert(count_lists(result) <= 1, "flaghook: a document must have at most one list");
    static_assert(find_misnamed(result, false) == count,
                  "flaghook: a field needs a name, which is the key in the JSON object");
    static_assert(find_misnamed(result, true) == count,
                  "flaghook: two fields of one object have the same name");
    static_assert(find_text_without_length(result) == count,
                  "flaghook: text{} accepts no character; give it a max_length");
    static_assert(holds_of_options<distinctly_named>(Document::payload),
                  "flaghook: two options of one choice have the same name");
    static_assert(have_plain_names(result) && holds_of_options<plainly_named>(Document::payload),
                  "flaghook: names of fields and options must be printable ASCII without quotation "
                  "marks and backslashes");
    return result;
}

} // namespace detail

/// The nodes of a document, as a `std::array`.
///
/// A document that breaks one of these rules does not compile:
/// - it has at most 255 nodes and at most one list
/// - the fields of an object have distinct names, as have the options of a choice
/// - names are printable ASCII without quotation marks and backslashes, and not empty for fields
/// - each text may have at least one character
/// @tparam Document the declaration
template <document Document>
inline constexpr auto nodes = detail::make_nodes<Document>();

/// Finds the node with a path.
///
/// For example, `meta.version`, and `data..flag` for the flag of any item.
/// @tparam Document the declaration
/// @param path the names of the fields from outside to inside, separated by points. An item has an
/// empty name. The empty path is that of the payload.
/// @return the index of the node, or the number of nodes if there is none
/// @par Complexity
/// Linear in the number of nodes and the length of the path.
template <document Document>
[[nodiscard]] constexpr std::size_t find_node(std::string_view path) noexcept {
    constexpr const auto& table = nodes<Document>;
    std::size_t index = 0;
    bool more = !path.empty();
    while (more) {
        const std::size_t point_at = path.find('.');
        const std::string_view name = path.substr(0, point_at);
        more = point_at != std::string_view::npos;
        path.remove_prefix(more ? point_at + 1 : path.size());
        std::size_t child = index + 1;
        while (child < table[index].end && table[child].name != name) {
            child = table[child].end;
        }
        if (child >= table[index].end) {
            return table.size();
        }
        index = child;
    }
    return index;
}

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
