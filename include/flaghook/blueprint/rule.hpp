/// @file
/// What a rule is.
#ifndef FLAGHOOK_BLUEPRINT_RULE_HPP
#define FLAGHOOK_BLUEPRINT_RULE_HPP

#include <flaghook/version.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>

/// Which fields a protocol version has, and each field's rule.
///
/// A protocol version is one compile-time value, an `object` of `field`s. Parser, serializer, error
/// tree, deviations, JSON Schema and fuzz dictionary are derived from it; there is no second list
/// of fields. `blueprint/v1.hpp` shows how a declaration reads.
namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// A type that says what the value of a field has to be, and reads and writes it.
///
/// Besides the members that this concept asks for, a rule has the functions below. `Place` is the
/// place in the declaration (`blueprint/place.hpp`); `Place::rule` is the rule's value, known to
/// the compiler.
///
/// - `static consteval bool check<Member>()` asserts that the rule can fill a member of that type.
/// - `static const char* read<Place>(reader, at, member)` reads the JSON value at `at` into the
///   member and notes issues and deviations. It returns where the value ends, or `nullptr` where
///   the body is malformed; see `json::detail::reader`.
/// - `static char* write<Place>(writer, at, value)` writes the value and notes what the server
///   would refuse. It returns where to go on; see `json::detail::payload_writer`.
/// - `std::size_t estimate(value) const`: how many bytes the value takes at most, unless it has
///   text with escapes. An object and a list have none.
/// - `void describe(schema) const` calls `schema.keyword(name, value)` for each keyword of JSON
///   Schema that describes the documented values.
/// - `std::string documented_form() const`: the documented values in words, such as `a string of 1
///   to 256 characters`.
///
/// A new rule is one header with such a type; `tests/blueprint/boolean.hpp` is one that only the
/// tests have.
template <class Type>
concept rule = requires(const Type& value) {
    // The JSON type that is documented, in words: `string`.
    { Type::documented_type } -> std::convertible_to<std::string_view>;
    // The server's message for a value of another type or form.
    { Type::invalid_message } -> std::convertible_to<std::string_view>;
    { value.documented_form() } -> std::convertible_to<std::string>;
};

namespace detail {

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

/// The type of a member, or of what is in a `std::optional`.
template <class Member>
using plain_member_t = typename detail::plain_member<Member>::type;

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
