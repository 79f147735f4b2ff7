/// @file
/// The concept of a field's rule.
#ifndef FLAGHOOK_BLUEPRINT_RULE_HPP
#define FLAGHOOK_BLUEPRINT_RULE_HPP

#include <flaghook/version.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

/// The fields of each protocol version, and the rule of each field.
///
/// A protocol version is declared as one compile-time value, an `object` of `field`s. The parser,
/// the writer, the error tree, the deviations, the JSON Schema and the dictionary for fuzzing are
/// derived from it. There is no second list of fields. For an example, see `basic_v1`.
namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// A type that defines the values of a field, and reads and writes them.
///
/// The concept checks only a part of what a rule needs. A rule has these members:
///
/// - `static constexpr std::string_view documented_type`: the documented JSON type in words,
///   such as `string`.
/// - `static constexpr std::string_view invalid_message`: the server's message for a value of
///   another type or form.
/// - `static consteval bool check<Member>()`: rejects, with a `static_assert`, a member that the
///   rule cannot fill.
/// - `static const char* read<Place>(reader, position, member)`: reads a JSON value into the
///   member.
/// - `static char* write<Place>(writer, position, value)`: writes a value as JSON.
/// - `std::size_t estimate(value) const`: returns the maximum length of the written value, apart
///   from escapes. Objects and lists have no such function.
/// - `void describe(schema) const`: calls `schema.keyword(name, value)` for each keyword of JSON
///   Schema that describes the documented values.
/// - `std::string documented_form() const`: returns the documented values in words, such as `a
///   string of 1 to 256 characters`.
///
/// `Place` is the place of the field in the declaration (`blueprint/place.hpp`). `Place::rule` is
/// the rule as a constant expression.
///
/// `read` notes issues and deviations with the functions of the reader, and leaves the member
/// unspecified after an issue. It returns the position after the value, or `nullptr` if the body is
/// malformed. `write` notes an issue if the server would refuse the value. It returns the position
/// after the text.
///
/// To add a rule, write a header with such a type.
/// @par Source
/// Rules correspond to fields of Django REST framework:
/// https://www.django-rest-framework.org/api-guide/fields/
///
/// @par Example
/// @snippet declaration.cpp declaration
/// @see text, integer, date_time, choice, object, list_of
template <class Type>
concept rule = requires(const Type& value) {
    // The documented JSON type in words: `string`.
    { Type::documented_type } -> std::convertible_to<std::string_view>;
    // The server's message for a value of another type or form.
    { Type::invalid_message } -> std::convertible_to<std::string_view>;
    { value.documented_form() } -> std::convertible_to<std::string>;
};

namespace detail {

/// Removes `std::optional` from the type of a member.
template <class Member>
struct plain_member {
    using type = Member;
};
template <class Member>
struct plain_member<std::optional<Member>> {
    using type = Member;
};

} // namespace detail

/// The type of a member without `std::optional`.
/// @tparam Member the type of a model's data member
template <class Member>
using plain_member_t = typename detail::plain_member<Member>::type;

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
