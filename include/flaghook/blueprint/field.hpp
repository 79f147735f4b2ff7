/// @file
/// Declarations of fields, objects, lists and protocol versions.
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

/// A container, or another type with a `value_type`.
template <class Type>
concept holds_items = requires {
    typename Type::value_type;
};

/// Rejects a rule that cannot fill a member of type `Member`, with a message.
template <class Rule, class Member>
consteval bool check_rule() noexcept {
    static_assert(!std::is_function_v<Member>,
                  "flaghook: a field needs a data member of the model, not a function");
    static_assert(rule<Rule>,
                  "flaghook: a field's rule must be text, integer, date_time, one_of(...), "
                  "list_of(...), an object, or another type that is a flaghook::blueprint::rule");
    if constexpr (rule<Rule> && !std::is_function_v<Member>) {
        return Rule::template check<Member>();
    }
    return true;
}

} // namespace detail

/// Whether a body must contain a field.
enum class presence : std::uint8_t {
    /// A body without the field is refused.
    required,
    /// A body may omit the field.
    optional
};

/// A field: its name in JSON, the member of the model that it fills, its rule and its presence.
///
/// Use `field` or `optional_field` to make one.
/// @tparam Owner the class of the model that has the member
/// @tparam Member the type of the member
/// @tparam Rule the type of the rule
template <class Owner, class Member, class Rule>
struct field_declaration {
    static_assert(detail::check_rule<Rule, Member>());

    /// The class of the model that has the member.
    using owner_type = Owner;
    /// The type of the member, including `std::optional`.
    using member_type = Member;
    /// The type of the rule.
    using rule_type = Rule;

    /// The key in the JSON object.
    std::string_view name;
    /// The member that the field fills.
    Member Owner::*member;
    /// The rule of the field's value.
    Rule rule;
    /// Whether a body must contain the field.
    blueprint::presence presence = blueprint::presence::required;
};

/// Declares a field that every body must contain.
/// @param name the key in the JSON object: printable ASCII without quotation marks and backslashes
/// @param member the member of the model that the field fills
/// @param rule the rule of the field's value; it must be able to fill the member
/// @return the declaration
///
/// @par Example
/// @snippet declaration.cpp declaration
template <class Owner, class Member, class Rule>
[[nodiscard]] consteval auto field(std::string_view name, Member Owner::*member,
                                   Rule rule) noexcept {
    return field_declaration<Owner, Member, Rule>{name, member, rule, presence::required};
}

/// Declares a field that a body may omit.
///
/// If the field is missing, the member gets the default value that the model gives it. To
/// distinguish a missing field from one with this value, use a member of type `std::optional`.
/// @param name the key in the JSON object: printable ASCII without quotation marks and backslashes
/// @param member the member of the model that the field fills
/// @param rule the rule of the field's value; it must be able to fill the member
/// @return the declaration
///
/// @par Example
/// @snippet declaration.cpp declaration
template <class Owner, class Member, class Rule>
[[nodiscard]] consteval auto optional_field(std::string_view name, Member Owner::*member,
                                            Rule rule) noexcept {
    return field_declaration<Owner, Member, Rule>{name, member, rule, presence::optional};
}

/// The rule of a field that contains an object, and the declaration of a whole body.
///
/// Use `object` to make one. If a key is repeated, its last value counts.
///
/// | value | result |
/// |-------|--------|
/// | `null` | `issue_code::null` |
/// | another JSON type | `issue_code::invalid` |
/// | a required field is missing | `issue_code::required`, at the field |
/// | an unknown key | `deviation_code::unknown_key`; the key is ignored |
/// | a repeated key | `deviation_code::repeated_key` |
/// @tparam Owner the class of the model whose members the fields fill
/// @tparam Fields the types of the fields
/// @par Source
/// `Serializer` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/serializers.py
template <class Owner, class... Fields>
struct object_declaration {
    static_assert((std::is_same_v<Owner, typename Fields::owner_type> && ...),
                  "flaghook: every field of an object must name a member of the same model type");

    /// The class of the model whose members the fields fill.
    using owner_type = Owner;

    /// The fields, in the documented order. The server checks them in this order, too.
    std::tuple<Fields...> fields;

    /// The documented JSON type in words.
    static constexpr std::string_view documented_type = "object";
    /// Empty, because the server's message depends on the type of the value.
    static constexpr std::string_view invalid_message{};

    /// Rejects, at compile time, a member that the rule cannot fill.
    template <class Member>
    static consteval bool check() noexcept {
        static_assert(std::is_same_v<plain_member_t<Member>, Owner>,
                      "flaghook: the fields of a nested object must name members of the type that "
                      "the object fills");
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

/// Declares an object. It has at least one field.
/// @param first the first field
/// @param more the other fields, in the documented order
/// @return the declaration
///
/// @par Example
/// @snippet declaration.cpp declaration
template <class First, class... More>
[[nodiscard]] consteval auto object(First first, More... more) noexcept {
    return object_declaration<typename First::owner_type, First, More...>{{first, more...}};
}

/// Rejects an object without fields, with a message of the compiler.
template <class Nothing = void>
consteval auto object() noexcept {
    static_assert(!std::is_same_v<Nothing, Nothing>, "flaghook: object() needs at least one field");
}

/// The rule of a field that contains a list. Use `list_of` to make one.
///
/// | value | result |
/// |-------|--------|
/// | `null` | `issue_code::null` |
/// | another JSON type | `issue_code::not_a_list` |
/// | more items than `parse_limits::items` | `issue_code::too_many_items` |
/// | an empty list | accepted; nothing is recorded |
/// @tparam Item the type of the items' rule
/// @par Source
/// `ListSerializer` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/serializers.py
template <class Item>
struct list {
    /// The type of the items' rule.
    using item_type = Item;

    /// The rule of each item.
    Item item;

    /// The documented JSON type in words.
    static constexpr std::string_view documented_type = "array";
    /// Empty, because the server's message depends on the type of the value.
    static constexpr std::string_view invalid_message{};

    /// Rejects, at compile time, a member that the rule cannot fill.
    template <class Member>
    static consteval bool check() noexcept {
        using plain = plain_member_t<Member>;
        static_assert(detail::holds_items<plain>,
                      "flaghook: the rule list_of(...) needs a container, such as std::vector");
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
        // The server accepts an empty list, but records nothing.
        schema.keyword("type", "array");
        schema.keyword("minItems", 1);
    }

    /// Returns the documented values in words.
    [[nodiscard]] std::string documented_form() const { return "a list of objects"; }
};

/// Makes the rule of a list field: `list_of(change)`.
/// @param item the rule of each item. The member is a container, and the rule fills its items.
/// @return the rule
///
/// @par Example
/// @snippet declaration.cpp declaration
template <class Item>
[[nodiscard]] consteval auto list_of(Item item) noexcept {
    return list<Item>{item};
}

/// True if a rule is an object.
template <class Rule>
inline constexpr bool is_object = false;
template <class Owner, class... Fields>
inline constexpr bool is_object<object_declaration<Owner, Fields...>> = true;

/// True if a rule is a list.
template <class Rule>
inline constexpr bool is_list = false;
template <class Item>
inline constexpr bool is_list<list<Item>> = true;

/// A type with a member type `payload_type`, the model of a body.
template <class Document>
concept names_its_model = requires {
    typename Document::payload_type;
};

/// A type with a static member `payload`, which is an `object`.
template <class Document>
concept declares_its_fields = requires {
    Document::payload.fields;
};

namespace detail {

/// The class whose members the fields of a document fill.
template <class Document>
using owner_of = typename std::remove_cvref_t<decltype(Document::payload)>::owner_type;

} // namespace detail

/// A document whose fields fill members of its `payload_type`.
template <class Document>
concept fills_its_model = std::is_same_v < detail::owner_of<Document>,
typename Document::payload_type > ;

/// A type that declares the fields of a body.
///
/// It has the member type `payload_type` and `static constexpr auto payload`, an `object` that
/// fills it. The concept consists of named parts, so that a compiler's message names the missing
/// part.
///
/// @par Example
/// @snippet declaration.cpp declaration
template <class Document>
concept document =
    names_its_model<Document> && declares_its_fields<Document> && fills_its_model<Document>;

/// A type with a static member `number`, which converts to `int`.
template <class Version>
concept has_a_version_number = requires {
    { Version::number } -> std::convertible_to<int>;
};

/// A type that declares a protocol version: a `document` with `static constexpr int number`.
///
/// @par Example
/// @snippet declaration.cpp declaration
/// @see basic_v1
template <class Version>
concept version = document<Version> && has_a_version_number<Version>;

namespace detail {

/// Rejects a type that is not a document, with a message that names the missing part. Without it, a
/// compiler only reports that no overload matches.
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
        static_assert(
            fills_its_model<Type>,
            "flaghook: the fields of this document must name members of its `payload_type`");
    }
    return true;
}

/// Rejects a type that is not a protocol version, with a message that names the missing part.
template <class Type>
consteval bool check_version() noexcept {
    static_assert(!document<Type> || has_a_version_number<Type>,
                  "flaghook: this document is not a protocol version, such as "
                  "flaghook::blueprint::v1: it has no `static constexpr int number`");
    return check_document<Type>();
}

} // namespace detail

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
