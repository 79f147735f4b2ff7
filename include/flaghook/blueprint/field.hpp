/// @file
/// The vocabulary in which a document is declared: a protocol version's payload, a resource.
#ifndef FLAGHOOK_BLUEPRINT_FIELD_HPP
#define FLAGHOOK_BLUEPRINT_FIELD_HPP

#include <flaghook/version.hpp>

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>

/// Which fields a protocol version has, and each field's rule.
///
/// A protocol version is one compile-time value, an `object` of `field`s. Parser, serializer, error
/// tree, deviations, JSON Schema and fuzz dictionary are derived from it; nobody keeps a second
/// list of fields. `blueprint/v1.hpp` shows how a declaration reads. Other documents, such as the
/// resources of the Flags API, are declared in the same words.
namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// Rule of a field that holds text.
struct text {
    /// The most code points, counted after trimming.
    std::size_t max_length = 0;
};

/// Rule of a field that holds text of any length, taken as it comes: not trimmed, perhaps empty.
struct any_text {};

/// Rule of a field that holds `true` or `false`, and nothing that could be taken for them.
struct boolean {};

/// Rule of a field that holds an object whose members nobody declares. Its member is a list of
/// names and of values as JSON text, `std::vector<json::free_member>`.
struct free_object {};

/// Rule of a field that holds an integer. Of a `change_id` the range is that type's; another member
/// takes the nearest value it can hold.
struct integer {};

/// Rule of a field that holds a date and a time.
struct date_time {};

/// One of the texts that a choice field takes, and what it stands for.
template <class Value>
struct option {
    std::string_view name;
    Value value;
};

template <class Value>
option(std::string_view, Value) -> option<Value>;
template <class Value>
option(const char*, Value) -> option<Value>;

/// Rule of a field that holds one of a few texts, compared exactly.
template <class Value, std::size_t Count>
struct choice {
    std::array<option<Value>, Count> options;
};

/// The rule of a choice field: `one_of(option{"created", action::created}, ...)`.
template <class Value, class... More>
[[nodiscard]] constexpr auto one_of(option<Value> first, More... more) noexcept {
    return choice<Value, 1 + sizeof...(More)>{{first, more...}};
}

/// Whether a body may leave the field out.
enum class presence : std::uint8_t { required, optional };

/// Whether a body may give `null` for the field.
enum class nullability : std::uint8_t { never, nullable };

/// One field: its JSON name, the member of the model that it fills, its rule, its presence and its
/// nullability.
template <class Owner, class Member, class Rule>
struct field_declaration {
    using owner_type = Owner;
    using member_type = Member;
    using rule_type = Rule;

    std::string_view name;
    Member Owner::*member;
    Rule rule;
    blueprint::presence presence = blueprint::presence::required;
    blueprint::nullability nullability = blueprint::nullability::never;
};

/// Declares a field that every body has.
template <class Owner, class Member, class Rule>
[[nodiscard]] constexpr auto field(std::string_view name, Member Owner::*member,
                                   Rule rule) noexcept {
    return field_declaration<Owner, Member, Rule>{name, member, rule, presence::required};
}

/// Declares a field that a body may leave out: its member then keeps the model's default. A member
/// of type `std::optional` tells a missing field from a present one.
template <class Owner, class Member, class Rule>
[[nodiscard]] constexpr auto optional_field(std::string_view name, Member Owner::*member,
                                            Rule rule) noexcept {
    return field_declaration<Owner, Member, Rule>{name, member, rule, presence::optional};
}

/// Declares a field that a body may leave out or set to `null`, which mean the same: its member, of
/// type `std::optional`, then holds nothing. It is written as `null`.
template <class Owner, class Member, class Rule>
[[nodiscard]] constexpr auto
nullable_field(std::string_view name, std::optional<Member> Owner::*member, Rule rule) noexcept {
    return field_declaration<Owner, std::optional<Member>, Rule>{
        name, member, rule, presence::optional, nullability::nullable};
}

/// An object: its fields in the documented order, which is also the order in which the server
/// checks them. As a rule of a field: a nested object.
template <class Owner, class... Fields>
struct object_declaration {
    static_assert((std::is_same_v<Owner, typename Fields::owner_type> && ...),
                  "flaghook: every field of an object must name a member of the same model type");

    using owner_type = Owner;

    std::tuple<Fields...> fields;
};

/// Declares an object of at least one field.
template <class First, class... More>
[[nodiscard]] constexpr auto object(First first, More... more) noexcept {
    return object_declaration<typename First::owner_type, First, More...>{{first, more...}};
}

/// Rule of a field that holds a list of objects.
template <class Item>
struct list {
    Item item;
};

/// The rule of a list field: `list_of(change)`.
template <class Item>
[[nodiscard]] constexpr auto list_of(Item item) noexcept {
    return list<Item>{item};
}

namespace detail {

template <class Type>
inline constexpr bool is_choice = false;
template <class Value, std::size_t Count>
inline constexpr bool is_choice<choice<Value, Count>> = true;

template <class Type>
inline constexpr bool is_object = false;
template <class Owner, class... Fields>
inline constexpr bool is_object<object_declaration<Owner, Fields...>> = true;

template <class Type>
inline constexpr bool is_list = false;
template <class Item>
inline constexpr bool is_list<list<Item>> = true;

/// The value type of a member, whether it is `std::optional` or not.
template <class Member>
struct plain_member {
    using type = Member;
};
template <class Member>
struct plain_member<std::optional<Member>> {
    using type = Member;
};

} // namespace detail

/// A value that says what kind of rule `Rule` is.
template <class Rule>
inline constexpr bool is_rule =
    std::is_same_v<Rule, text> || std::is_same_v<Rule, any_text> || std::is_same_v<Rule, boolean> ||
    std::is_same_v<Rule, integer> || std::is_same_v<Rule, date_time> ||
    std::is_same_v<Rule, free_object> || detail::is_choice<Rule> || detail::is_object<Rule> ||
    detail::is_list<Rule>;

/// A type that declares a document: it names its model and its fields.
template <class Document>
concept document = requires {
    typename Document::payload_type;
    Document::payload.fields;
    requires std::is_same_v < typename std::remove_cvref_t<decltype(Document::payload)>::owner_type,
    typename Document::payload_type > ;
};

/// A type that declares a protocol version: a document with a number.
template <class Version>
concept version = document<Version> && requires {
    { Version::number } -> std::convertible_to<int>;
};

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
