/// @file
/// The rule of integer fields.
#ifndef FLAGHOOK_BLUEPRINT_INTEGER_HPP
#define FLAGHOOK_BLUEPRINT_INTEGER_HPP

#include <flaghook/blueprint/deviation_code.hpp>
#include <flaghook/blueprint/issue_code.hpp>
#include <flaghook/blueprint/rule.hpp>
#include <flaghook/model/change_id.hpp>
#include <flaghook/server/integer.hpp>
#include <flaghook/server/message.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// The rule of a field that contains an integer.
///
/// The documented form is a JSON number:
/// @code{.unparsed}
/// documented = [ "-" ] ( "0" / %x31-39 *DIGIT )
/// @endcode
///
/// The server also accepts any JSON number or string whose text has this form:
/// @code{.unparsed}
/// accepted  = *int-space [ "+" / "-" ] digits *int-space [ "." *"0" *space ]
/// digits    = 1*udigit *( "_" 1*udigit )
/// udigit    = <decimal digit of any script, general category Nd>
/// space     = <white space, as of Python's str.isspace>
/// int-space = <space, except U+001C to U+001F>
/// @endcode
///
/// The text of a string is its contents, with at most 1,000 code points. The text of a number is
/// that of Python's `str`: `1.0` and `1e15` are integers, but `1e16` is not, because its text is
/// `1e+16`. Other forms than the documented one are the deviation `coerced_type`.
///
/// | value | result |
/// |-------|--------|
/// | `null` | `issue_code::null` |
/// | a string of more than 1,000 code points | `issue_code::max_string_length` |
/// | another text, another JSON type | `issue_code::invalid` |
/// | an integer that a `change_id` cannot represent | `issue_code::out_of_range` |
///
/// The last line is a limit of this library. A member of type `std::int64_t` has no such issue: it
/// gets the nearest value.
/// @par Complexity
/// Linear in the length of the value.
/// @par Source
/// `IntegerField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py, and
/// https://docs.python.org/3/library/functions.html#int
///
/// @par Example
/// @snippet declaration.cpp declaration
/// @see change_id
struct integer {
    /// The documented JSON type in words.
    static constexpr std::string_view documented_type = "number";
    /// The server's message for a value of another type or form.
    static constexpr std::string_view invalid_message = server::detail::message::not_an_integer;

    /// Rejects, at compile time, a member that the rule cannot fill.
    template <class Member>
    static consteval bool check() noexcept {
        using plain = plain_member_t<Member>;
        static_assert(std::is_same_v<plain, change_id> || std::is_same_v<plain, std::int64_t>,
                      "flaghook: the rule integer needs a member of type flaghook::change_id or "
                      "std::int64_t, or std::optional of one");
        return true;
    }

    /// Reads a JSON value into a member, and notes issues and deviations; see `rule`.
    template <class Place, class Reader, class Member>
    [[nodiscard]] static const char* read(Reader& reader, const char* at, Member& member) {
        server::detail::integer number;
        const char* after = at;
        if (reader.starts_with(at, '-')) {
            number.negative = true;
            ++after;
        }
        after = reader.read_natural(after, number.magnitude);
        if (after != nullptr && assign(member, number)) [[likely]] {
            return after;
        }
        return read_other<Place>(reader, at, member);
    }

    /// Writes a value as JSON, and notes issues; see `rule`.
    template <class Place, class Writer, class Value>
    [[nodiscard]] static char* write(Writer& writer, char* at, Value value) {
        return change_id(value).write_to(writer.room(at, change_id::max_text));
    }

    /// Returns the maximum length of the written value, apart from escapes.
    template <class Value>
    [[nodiscard]] std::size_t estimate(const Value&) const noexcept {
        return change_id::max_text;
    }

    /// Describes the documented values with keywords of JSON Schema.
    template <class Schema>
    void describe(Schema& schema) const {
        schema.keyword("type", "integer");
        if constexpr (std::is_same_v<typename Schema::member_type, change_id>) {
            schema.keyword("minimum", std::numeric_limits<std::int64_t>::min());
            schema.keyword("maximum", std::numeric_limits<std::uint64_t>::max());
        }
    }

    /// Returns the documented values in words.
    [[nodiscard]] std::string documented_form() const { return "a number without fraction"; }

private:
    template <class Member>
    [[nodiscard]] static bool assign(Member& member,
                                     const server::detail::integer& number) noexcept {
        if constexpr (std::is_same_v<plain_member_t<Member>, change_id>) {
            if (!number.negative && !number.beyond) {
                member = change_id(number.magnitude);
                return true;
            }
            const std::optional<change_id> id = number.to_change_id();
            if (id) {
                member = *id;
            }
            return id.has_value();
        } else {
            member = number.nearest_int64();
            return true;
        }
    }

    template <class Place, class Reader, class Member>
    [[nodiscard, gnu::noinline]] static const char* read_other(Reader& reader, const char* at,
                                                               Member& member) {
        if (reader.starts_with(at, '"')) {
            // Some senders write ids as strings.
            server::detail::integer plain;
            const char* const end = reader.read_natural(at + 1, plain.magnitude);
            if (end != nullptr && reader.starts_with(end, '"')) {
                static_cast<void>(assign(member, plain));
                if (reader.wants_deviations()) {
                    reader.template deviate<Place>(deviation_code::coerced_type, "string");
                }
                return end + 1;
            }
        }
        typename Reader::value_type value;
        at = reader.template read_value<Place>(at, value);
        if (at == nullptr) {
            return nullptr;
        }
        if (value.is_null()) {
            reader.template report<Place>(issue_code::null);
            return at;
        }
        if (value.is_string() && value.text.size() > server::detail::max_integer_text &&
            server::detail::count_code_points(value.text) > server::detail::max_integer_text) {
            reader.template report<Place>(issue_code::max_string_length);
            return at;
        }
        const bool may_be_one = value.is_string() || value.is_number();
        const std::optional<server::detail::integer> number =
            may_be_one ? server::detail::read_integer(reader.python_text(value)) : std::nullopt;
        if (!number) {
            reader.template report<Place>(issue_code::invalid);
            return at;
        }
        if (value.is_string()) {
            reader.template deviate<Place>(deviation_code::coerced_type, "string");
        } else if (value.is_floating()) {
            reader.template deviate<Place>(deviation_code::coerced_type, "floating-point number");
        }
        if (!assign(member, *number)) {
            reader.template report<Place>(issue_code::out_of_range);
        }
        return at;
    }
};

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
