/// @file
/// The rule of choice fields.
#ifndef FLAGHOOK_BLUEPRINT_CHOICE_HPP
#define FLAGHOOK_BLUEPRINT_CHOICE_HPP

#include <flaghook/blueprint/constant_text.hpp>
#include <flaghook/blueprint/issue_code.hpp>
#include <flaghook/blueprint/rule.hpp>
#include <flaghook/enumeration.hpp>
#include <flaghook/server/message.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// An option of a choice field: its text and its value.
/// @tparam Value the enumeration of the values
/// @see one_of
template <class Value>
struct option {
    /// The text in a body.
    std::string_view name;
    /// The value that the member gets for this text.
    Value value;
};

/// Deduces the type of the value.
template <class Value>
option(std::string_view, Value) -> option<Value>;
/// Deduces the type of the value.
template <class Value>
option(const char*, Value) -> option<Value>;

/// The rule of a field that contains one of a fixed set of texts.
///
/// The server compares the text exactly: it neither trims white space nor ignores letter case. It
/// compares and echoes the text that Python's `str` gives for the value, so `true` is the text
/// `True`.
///
/// | value | result |
/// |-------|--------|
/// | `null` | `issue_code::null` |
/// | any value whose text is not the name of an option | `issue_code::invalid_choice` |
/// @tparam Value the enumeration of the values
/// @tparam Count the number of options
/// @par Complexity
/// Linear in the length of the value and the number of options.
/// @par Source
/// `ChoiceField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
///
/// @par Example
/// @snippet declaration.cpp declaration
/// @see one_of
template <class Value, std::size_t Count>
struct choice {
    /// The options, in the documented order.
    std::array<option<Value>, Count> options;

    /// The documented JSON type in words.
    static constexpr std::string_view documented_type = "string";
    /// The server's message for a value of another type or form.
    static constexpr std::string_view invalid_message = server::detail::message::not_a_string;

    /// Rejects, at compile time, a member that the rule cannot fill.
    template <class Member>
    static consteval bool check() noexcept {
        static_assert(std::is_assignable_v<Member&, const Value&>,
                      "flaghook: the options of one_of(...) need values of the member's type");
        return true;
    }

    /// Reads a JSON value into a member, and notes issues and deviations; see `rule`.
    template <class Place, class Reader, class Member>
    [[nodiscard]] static const char* read(Reader& reader, const char* at, Member& member) {
        const char* after = nullptr;
        for_each_position<Count>([&](auto position) {
            constexpr const auto& name = quoted_option<Place, position>;
            if (!reader.starts_with(at, name)) {
                return true;
            }
            member = Place::rule.options[position].value;
            after = at + name.size();
            return false;
        });
        return after != nullptr ? after : read_other<Place>(reader, at, member);
    }

    /// Writes a value as JSON, and notes issues; see `rule`.
    template <class Place, class Writer>
    [[nodiscard]] static char* write(Writer& writer, char* at, Value value) {
        const bool unknown = for_each_position<Count>([&](auto position) {
            if (Place::rule.options[position].value != value) {
                return true;
            }
            at = writer.put(at, quoted_option<Place, position>);
            return false;
        });
        if (unknown) {
            const auto number = static_cast<std::underlying_type_t<Value>>(value);
            if (value == unset<Value>) {
                writer.template report<Place>(issue_code::required);
            } else {
                writer.template report<Place>(issue_code::invalid_choice, std::to_string(number));
            }
        }
        return at;
    }

    /// Returns the maximum length of the written value, apart from escapes.
    [[nodiscard]] constexpr std::size_t estimate(Value) const noexcept {
        std::size_t longest = 0;
        for (const auto& each : options) {
            longest = std::max(longest, each.name.size() + 2);
        }
        return longest;
    }

    /// Describes the documented values with keywords of JSON Schema.
    template <class Schema>
    void describe(Schema& schema) const {
        schema.keyword("type", "string");
        schema.keyword("enum", names());
    }

    /// Returns the documented values in words.
    [[nodiscard]] std::string documented_form() const {
        std::string result;
        for (std::size_t index = 0; index < Count; ++index) {
            if (index != 0) {
                result += index + 1 == Count ? " or " : ", ";
            }
            result += '"';
            result += options[index].name;
            result += '"';
        }
        return result;
    }

private:
    [[nodiscard]] constexpr std::array<std::string_view, Count> names() const noexcept {
        std::array<std::string_view, Count> result{};
        std::transform(options.begin(), options.end(), result.begin(),
                       [](const auto& each) { return each.name; });
        return result;
    }

    /// Reads a value that is not the literal text of an option.
    template <class Place, class Reader, class Member>
    [[nodiscard, gnu::noinline]] static const char* read_other(Reader& reader, const char* at,
                                                               Member& member) {
        typename Reader::value_type value;
        std::string container_text;
        if (reader.starts_with(at, '"')) {
            value.is = Reader::value_type::type::string;
            at = reader.read_string(at, value.text);
        } else {
            at = reader.template read_value<Place>(at, value, &container_text);
        }
        if (at == nullptr) {
            return nullptr;
        }
        if (value.is_string() && reader.is_verbatim(value.text)) {
            // `read` has compared text without escapes. Such text has no surrogates.
            reader.template report<Place>(issue_code::invalid_choice, std::string(value.text));
            return at;
        }
        if (value.is_null()) {
            reader.template report<Place>(issue_code::null);
            return at;
        }
        if (value.is_container()) {
            reader.template report<Place>(issue_code::invalid_choice, std::move(container_text));
            return at;
        }
        const std::string_view text = reader.python_text(value);
        for (const auto& each : Place::rule.options) {
            if (each.name == text) {
                member = each.value;
                return at;
            }
        }
        reader.template report_echoed<Place>(issue_code::invalid_choice, text);
        return at;
    }
};

/// Makes the rule of a choice field: `one_of(option{"created", change_action::created}, ...)`.
///
/// It does not compile if the values are not enumerators of the same enumeration.
/// @param first the first option
/// @param more the other options, in the documented order
/// @return the rule
///
/// @par Example
/// @snippet declaration.cpp declaration
template <class Value, class... More>
[[nodiscard]] consteval auto one_of(option<Value> first, More... more) noexcept {
    static_assert(std::is_enum_v<Value>,
                  "flaghook: the options of one_of(...) need values of an enumeration");
    static_assert((std::is_same_v<option<Value>, More> && ...),
                  "flaghook: every option of one_of(...) must be an option{name, value}, all with "
                  "values of the same type");
    return choice<Value, 1 + sizeof...(More)>{{first, more...}};
}

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
