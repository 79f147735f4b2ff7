/// @file
/// The vocabulary in which a protocol version is declared.
#ifndef FLAGHOOK_BLUEPRINT_FIELD_HPP
#define FLAGHOOK_BLUEPRINT_FIELD_HPP

#include <flaghook/blueprint/rule.hpp>
#include <flaghook/version.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

namespace detail {

template <class Type>
concept holds_items = requires {
    typename Type::value_type;
};

/// Refuses a rule that cannot fill a member of type `Member`, in words.
template <class Rule, class Member>
consteval bool check_rule() noexcept {
    static_assert(!std::is_function_v<Member>,
                  "flaghook: a field names a data member, not a function of the model");
    static_assert(rule<Rule>,
                  "flaghook: a field's rule must be text, integer, date_time, one_of(...), "
                  "list_of(...), an object, or another type that is a flaghook::blueprint::rule");
    if constexpr (rule<Rule> && !std::is_function_v<Member>) {
        return Rule::template check<Member>();
    }
    return true;
}

} // namespace detail

/// Whether a body may leave the field out.
enum class presence : std::uint8_t { required, optional };

/// One field: its JSON name, the member of the model that it fills, its rule and its presence.
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

/// Rule of a field that holds an object, and the declaration of a whole body: its fields in the
/// documented order, which is also the order in which the server checks them.
template <class Owner, class... Fields>
struct object_declaration {
    static_assert((std::is_same_v<Owner, typename Fields::owner_type> && ...),
                  "flaghook: every field of an object must name a member of the same model type");

    /// The class of the model whose members the fields name.
    using owner_type = Owner;

    /// The fields, in the documented order.
    std::tuple<Fields...> fields;

    /// The documented JSON type in words.
    static constexpr std::string_view documented_type = "object";
    /// Depends on the value's type; see `server::detail::message::not_an_object`.
    static constexpr std::string_view invalid_message{};

    /// Rejects, at compile time, a member that the rule cannot fill.
    template <class Member>
    static consteval bool check() noexcept {
        static_assert(std::is_same_v<plain_member_t<Member>, Owner>,
                      "flaghook: the fields of a nested object name members of another type than "
                      "the member that the object fills");
        return true;
    }

    /// Reads a JSON value into a member, and notes issues and deviations; see `rule`.
    template <class Place, class Reader, class Member>
    [[nodiscard]] static const char* read(Reader& reader, const char* at, Member& member) {
        return reader.template read_object<Place>(at, member);
    }

    /// Writes a value as JSON, and notes issues; see `rule`.
    template <class Place, class Writer, class Value>
    [[nodiscard]] static char* write(Writer& writer, char* at, const Value& value) {
        return writer.template write_object<Place>(at, value);
    }

    /// Describes the documented values with keywords of JSON Schema.
    template <class Schema>
    void describe(Schema& schema) const {
        schema.keyword("type", "object");
        schema.keyword("additionalProperties", false);
    }

    /// Returns the documented values in words.
    [[nodiscard]] std::string documented_form() const {
        std::string result = "an object with ";
        std::size_t left = sizeof...(Fields);
        const auto add = [&](std::string_view name) {
            result += '"';
            result += name;
            result += '"';
            --left;
            result += left > 1 ? ", " : left == 1 ? " and " : "";
        };
        std::apply([&](const auto&... each) { (add(each.name), ...); }, fields);
        return result;
    }
};

/// Declares an object of at least one field.
template <class First, class... More>
[[nodiscard]] consteval auto object(First first, More... more) noexcept {
    return object_declaration<typename First::owner_type, First, More...>{{first, more...}};
}

/// Refuses an object without fields.
template <class Nothing = void>
consteval auto object() noexcept {
    static_assert(!std::is_same_v<Nothing, Nothing>, "flaghook: object() needs at least one field");
}

/// Rule of a field that holds a list.
template <class Item>
struct list {
    /// The type of the items' rule.
    using item_type = Item;

    /// The rule of each item.
    Item item;

    /// The documented JSON type in words.
    static constexpr std::string_view documented_type = "array";
    /// Depends on the value's type; see `server::detail::message::not_a_list`.
    static constexpr std::string_view invalid_message{};

    /// Rejects, at compile time, a member that the rule cannot fill.
    template <class Member>
    static consteval bool check() noexcept {
        using plain = plain_member_t<Member>;
        static_assert(detail::holds_items<plain>,
                      "flaghook: the rule list_of(...) fills a container, such as std::vector");
        if constexpr (detail::holds_items<plain>) {
            return detail::check_rule<Item, typename plain::value_type>();
        }
        return true;
    }

    /// Reads a JSON value into a member, and notes issues and deviations; see `rule`.
    template <class Place, class Reader, class Member>
    [[nodiscard]] static const char* read(Reader& reader, const char* at, Member& member) {
        return reader.template read_list<Place>(at, member);
    }

    /// Writes a value as JSON, and notes issues; see `rule`.
    template <class Place, class Writer, class Value>
    [[nodiscard]] static char* write(Writer& writer, char* at, const Value& value) {
        return writer.template write_list<Place>(at, value);
    }

    /// Describes the documented values with keywords of JSON Schema.
    template <class Schema>
    void describe(Schema& schema) const {
        // Of an empty list nothing is recorded.
        schema.keyword("type", "array");
        schema.keyword("minItems", 1);
    }

    /// Returns the documented values in words.
    [[nodiscard]] std::string documented_form() const { return "a list of objects"; }
};

/// The rule of a list field: `list_of(change)`.
template <class Item>
[[nodiscard]] consteval auto list_of(Item item) noexcept {
    return list<Item>{item};
}

/// Whether a rule is an object.
template <class Rule>
inline constexpr bool is_object = false;
template <class Owner, class... Fields>
inline constexpr bool is_object<object_declaration<Owner, Fields...>> = true;

/// Whether a rule is a list.
template <class Rule>
inline constexpr bool is_list = false;
template <class Item>
inline constexpr bool is_list<list<Item>> = true;

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

/// A type that declares the fields of a body. It is split into named parts so that a compiler's
/// diagnostic about a type that is none says which part is missing.
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
