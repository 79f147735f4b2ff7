/// @file
/// The vocabulary in which a document is declared: a protocol version's payload, a resource.
#ifndef FLAGHOOK_BLUEPRINT_FIELD_HPP
#define FLAGHOOK_BLUEPRINT_FIELD_HPP

#include <flaghook/model/change_id.hpp>
#include <flaghook/model/timestamp.hpp>
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
    /// The text in a body.
    std::string_view name;
    /// What the member becomes.
    Value value;
};

template <class Value>
option(std::string_view, Value) -> option<Value>;
template <class Value>
option(const char*, Value) -> option<Value>;

/// Rule of a field that holds one of a few texts, compared exactly.
template <class Value, std::size_t Count>
struct choice {
    /// The texts, in the documented order.
    std::array<option<Value>, Count> options;
};

/// The rule of a choice field: `one_of(option{"created", action::created}, ...)`.
template <class Value, class... More>
[[nodiscard]] consteval auto one_of(option<Value> first, More... more) noexcept {
    static_assert(std::is_enum_v<Value>,
                  "flaghook: the options of one_of(...) stand for values of an enumeration");
    static_assert(
        (std::is_same_v<option<Value>, More> && ...),
        "flaghook: every option of one_of(...) must be an option{name, value} with a value "
        "of the same type");
    return choice<Value, 1 + sizeof...(More)>{{first, more...}};
}

template <class Owner, class... Fields>
struct object_declaration;

template <class Item>
struct list;

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

namespace detail {

template <class Type>
concept holds_text =
    !std::is_same_v<Type, timestamp> && (std::is_constructible_v<Type, std::string_view> ||
                                         std::is_convertible_v<const Type&, std::string_view>);

template <class Type>
concept holds_items = requires {
    typename Type::value_type;
};

/// Whether the rule `Choice` has values that a member of type `Member` can hold.
template <class Choice, class Member>
inline constexpr bool choice_fills = false;
template <class Value, std::size_t Count, class Member>
inline constexpr bool choice_fills<choice<Value, Count>, Member> =
    std::is_assignable_v<Member&, const Value&>;

/// Refuses a rule that cannot fill a member of type `Member`, in words: what would be left are
/// members that nobody fills.
template <class Rule, class Member>
consteval bool check_rule() noexcept {
    static_assert(!std::is_function_v<Member>,
                  "flaghook: a field names a data member, not a function of the model");
    static_assert(is_rule<Rule>,
                  "flaghook: a field's rule must be text, any_text, boolean, integer, date_time, "
                  "free_object, one_of(...), list_of(...) or an object");
    using plain = typename plain_member<Member>::type;
    if constexpr (std::is_same_v<Rule, text> || std::is_same_v<Rule, any_text>) {
        static_assert(
            holds_text<plain>,
            "flaghook: the rules text and any_text fill a member that holds text, such as "
            "std::string, or std::optional of one");
    } else if constexpr (std::is_same_v<Rule, boolean>) {
        static_assert(std::is_same_v<plain, bool>,
                      "flaghook: the rule boolean fills a member of type bool, or std::optional of "
                      "it");
    } else if constexpr (std::is_same_v<Rule, integer>) {
        static_assert(std::is_same_v<plain, change_id> || std::is_same_v<plain, std::int64_t>,
                      "flaghook: the rule integer fills a member of type flaghook::change_id or "
                      "std::int64_t, or std::optional of one");
    } else if constexpr (std::is_same_v<Rule, date_time>) {
        static_assert(std::is_same_v<plain, timestamp>,
                      "flaghook: the rule date_time fills a member of type flaghook::timestamp, or "
                      "std::optional of it");
    } else if constexpr (std::is_same_v<Rule, free_object>) {
        static_assert(holds_items<plain>,
                      "flaghook: the rule free_object fills a member of type "
                      "std::vector<flaghook::json::free_member>, or std::optional of one");
    } else if constexpr (is_choice<Rule>) {
        static_assert(choice_fills<Rule, Member>,
                      "flaghook: the options of one_of(...) stand for values of another type than "
                      "the member's");
    } else if constexpr (is_object<Rule>) {
        static_assert(std::is_same_v<plain, typename Rule::owner_type>,
                      "flaghook: the fields of a nested object name members of another type than "
                      "the member that the object fills");
    } else if constexpr (is_list<Rule>) {
        static_assert(holds_items<plain>,
                      "flaghook: the rule list_of(...) fills a container, such as std::vector");
        if constexpr (holds_items<plain>) {
            return check_rule<typename Rule::item_type, typename plain::value_type>();
        }
    }
    return true;
}

} // namespace detail

/// Whether a body may leave the field out.
enum class presence : std::uint8_t { required, optional };

/// Whether a body may give `null` for the field.
enum class nullability : std::uint8_t { never, nullable };

/// One field: its JSON name, the member of the model that it fills, its rule, its presence and its
/// nullability.
template <class Owner, class Member, class Rule>
struct field_declaration {
    static_assert(detail::check_rule<Rule, Member>());

    /// The class of the model that has the member.
    using owner_type = Owner;
    /// The member's type, `std::optional` and all.
    using member_type = Member;
    /// The rule's type.
    using rule_type = Rule;

    /// The key in the JSON object.
    std::string_view name;
    /// The member that the field fills.
    Member Owner::*member;
    /// What the field's value has to be.
    Rule rule;
    /// Whether a body may leave the field out.
    blueprint::presence presence = blueprint::presence::required;
    /// Whether a body may give `null`.
    blueprint::nullability nullability = blueprint::nullability::never;
};

/// Declares a field that every body has.
template <class Owner, class Member, class Rule>
[[nodiscard]] consteval auto field(std::string_view name, Member Owner::*member,
                                   Rule rule) noexcept {
    return field_declaration<Owner, Member, Rule>{name, member, rule, presence::required};
}

/// Declares a field that a body may leave out: its member then keeps the model's default. A member
/// of type `std::optional` tells a missing field from a present one.
template <class Owner, class Member, class Rule>
[[nodiscard]] consteval auto optional_field(std::string_view name, Member Owner::*member,
                                            Rule rule) noexcept {
    return field_declaration<Owner, Member, Rule>{name, member, rule, presence::optional};
}

/// Declares a field that a body may leave out or set to `null`, which mean the same: its member, of
/// type `std::optional`, then holds nothing. It is written as `null`.
template <class Owner, class Member, class Rule>
[[nodiscard]] consteval auto
nullable_field(std::string_view name, std::optional<Member> Owner::*member, Rule rule) noexcept {
    return field_declaration<Owner, std::optional<Member>, Rule>{
        name, member, rule, presence::optional, nullability::nullable};
}

/// Refuses a member that has no value for `null`.
template <class Owner, class Member, class Rule>
consteval auto nullable_field(std::string_view name, Member Owner::*member, Rule rule) noexcept {
    static_assert(!std::is_same_v<Member, Member>,
                  "flaghook: nullable_field needs a member of type std::optional, which holds "
                  "nothing for null; declare the member so, or use field or optional_field");
    return optional_field(name, member, rule);
}

/// An object: its fields in the documented order, which is also the order in which the server
/// checks them. As a rule of a field: a nested object.
template <class Owner, class... Fields>
struct object_declaration {
    static_assert((std::is_same_v<Owner, typename Fields::owner_type> && ...),
                  "flaghook: every field of an object must name a member of the same model type");

    /// The class of the model whose members the fields name.
    using owner_type = Owner;

    /// The fields, in the documented order.
    std::tuple<Fields...> fields;
};

/// Declares an object of at least one field.
template <class First, class... More>
[[nodiscard]] consteval auto object(First first, More... more) noexcept {
    return object_declaration<typename First::owner_type, First, More...>{{first, more...}};
}

/// Refuses an object without fields.
template <class Nothing = void>
consteval auto object() noexcept {
    static_assert(!std::is_same_v<Nothing, Nothing>,
                  "flaghook: object() needs at least one field; for an object whose members nobody "
                  "declares use the rule free_object");
}

/// Rule of a field that holds a list of objects.
template <class Item>
struct list {
    /// The type of the items' rule.
    using item_type = Item;

    /// The rule of each item.
    Item item;
};

/// The rule of a list field: `list_of(change)`.
template <class Item>
[[nodiscard]] consteval auto list_of(Item item) noexcept {
    return list<Item>{item};
}

/// `Document::payload_type`: the model.
template <class Document>
concept names_its_model = requires {
    typename Document::payload_type;
};

/// `Document::payload`: an `object`.
template <class Document>
concept declares_its_fields = requires {
    Document::payload.fields;
};

namespace detail {

/// The type whose members the fields of a document name.
template <class Document>
using owner_of = typename std::remove_cvref_t<decltype(Document::payload)>::owner_type;

} // namespace detail

/// The fields name members of the model.
template <class Document>
concept fills_its_model = std::is_same_v < detail::owner_of<Document>,
typename Document::payload_type > ;

/// A type that declares a document: it names its model and its fields. It is split into named parts
/// so that a compiler's complaint about a type that is none says which part is missing.
template <class Document>
concept document =
    names_its_model<Document> && declares_its_fields<Document> && fills_its_model<Document>;

/// `Version::number`.
template <class Version>
concept has_a_version_number = requires {
    { Version::number } -> std::convertible_to<int>;
};

/// A type that declares a protocol version: a document with a number.
template <class Version>
concept version = document<Version> && has_a_version_number<Version>;

namespace detail {

/// Says what a type lacks that is no document, for functions: of those a compiler would only say
/// that none fits.
template <class Type>
consteval bool check_document() noexcept {
    static_assert(names_its_model<Type>,
                  "flaghook: this type declares no document, such as the protocol version "
                  "flaghook::blueprint::v1: it has no `payload_type`, which names the model");
    static_assert(declares_its_fields<Type>,
                  "flaghook: this type declares no document, such as the protocol version "
                  "flaghook::blueprint::v1: it has no `static constexpr auto payload`, an object "
                  "of fields");
    if constexpr (names_its_model<Type> && declares_its_fields<Type>) {
        static_assert(fills_its_model<Type>,
                      "flaghook: the fields of this document name members of another type than "
                      "its `payload_type`");
    }
    return true;
}

/// The same for a type that is no protocol version.
template <class Type>
consteval bool check_version() noexcept {
    static_assert(!document<Type> || has_a_version_number<Type>,
                  "flaghook: this document is no protocol version, such as "
                  "flaghook::blueprint::v1: it has no `static constexpr int number`");
    return check_document<Type>();
}

} // namespace detail

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
