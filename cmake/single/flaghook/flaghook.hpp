// flaghook 0.1.0: Sentry's generic feature-flag webhook, all headers in one file.
//
// Made by cmake/amalgamate.py; change include/flaghook/ and make it anew. It needs C++20, Boost 1.78
// or newer with Boost.JSON, and Mbed TLS, or OpenSSL 3 where FLAGHOOK_CRYPTO_OPENSSL is defined.
//
// SPDX-License-Identifier: MIT
//
// MIT License
//
// Copyright (c) 2026 flaghook contributors
//
// Permission is hereby granted, free of charge, to any person obtaining a copy
// of this software and associated documentation files (the "Software"), to deal
// in the Software without restriction, including without limitation the rights
// to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
// copies of the Software, and to permit persons to whom the Software is
// furnished to do so, subject to the following conditions:
//
// The above copyright notice and this permission notice shall be included in all
// copies or substantial portions of the Software.
//
// THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
// IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
// FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
// AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
// LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
// OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
// SOFTWARE.

// ---- flaghook/version.hpp
/// @file
/// The version of the library.
///
/// CMake, the Conan recipe, the tool and the documentation read it from this file. The files of
/// Meson and vcpkg repeat it, and a test compares them.
#ifndef FLAGHOOK_VERSION_HPP
#define FLAGHOOK_VERSION_HPP

#if defined(_MSVC_LANG) ? _MSVC_LANG < 202002L : __cplusplus < 202002L
#error "flaghook needs C++20: compile with -std=c++20 (/std:c++20) or newer"
// Ends the compilation here. Otherwise, thousands of lines of other errors would follow.
#include <flaghook_needs_cxx20>
#endif

/// The semantic version of these headers (https://semver.org).
#define FLAGHOOK_VERSION_MAJOR 0
#define FLAGHOOK_VERSION_MINOR 1
#define FLAGHOOK_VERSION_PATCH 0

/// The version as text, for logs and `User-Agent` headers.
#define FLAGHOOK_VERSION "0.1.0"

/// The inline namespace that contains all names: `flaghook::payload` is
/// `flaghook::v0_1_0::payload`.
///
/// Parts of one program may be compiled with different versions, because their functions have
/// different symbols. If one part passes an object of this library to a part with another
/// version, the linker reports an undefined symbol that contains the version.
#define FLAGHOOK_ABI v0_1_0

// This file is included again, and must be the same one.
#elif FLAGHOOK_VERSION_MAJOR != 0 || FLAGHOOK_VERSION_MINOR != 1 || FLAGHOOK_VERSION_PATCH != 0
#error "flaghook: one source file includes the headers of two versions; check its include paths"
#endif

#include <boost/assert/source_location.hpp>
#include <boost/json/array.hpp>
#include <boost/json/error.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/parse_options.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <boost/system/error_category.hpp>
#include <boost/system/error_code.hpp>
#include <boost/system/result.hpp>
#include <boost/throw_exception.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <climits>
#include <cmath>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iterator>
#include <limits>
#include <memory>
#include <mutex>
#include <new>
#include <numeric>
#include <optional>
#include <ratio>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

// ---- flaghook/document/complaint.hpp
/// @file
/// The errors in a server's answer.
#ifndef FLAGHOOK_DOCUMENT_COMPLAINT_HPP
#define FLAGHOOK_DOCUMENT_COMPLAINT_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// One error in a server's answer: the path of a field, and the server's message.
/// @par Example
/// @snippet delivery.cpp delivery
/// @see `parse_delivery`
struct complaint {
    /// The path of the field, such as `data[3].flag`; empty for the payload as a whole.
    std::string path;
    /// The message, in valid UTF-8. Its wording depends on the release of the server.
    std::string message;

    /// Checks whether two complaints have the same path and message.
    friend bool operator==(const complaint&, const complaint&) = default;
};

namespace document::detail {

/// Maximum size of an answer, in bytes; enough for an error tree of 100,000 items.
inline constexpr std::size_t max_answer_size = std::size_t{16} << 20U;

/// Maximum nesting depth of an answer. An error tree has four levels; newer servers may have more.
inline constexpr std::size_t max_answer_depth = 32;

/// Maximum total size of all paths, as a multiple of the size of the error tree. In Sentry's
/// answers, messages are longer than their paths.
inline constexpr std::size_t max_path_factor = 16;

/// Parses an answer; returns nothing for malformed JSON, and if a limit is exceeded.
[[nodiscard]] inline std::optional<boost::json::value> parse_answer(std::string_view body) {
    if (body.size() > max_answer_size) {
        return std::nullopt;
    }
    boost::json::parse_options options;
    options.max_depth = max_answer_depth;
    boost::system::error_code error;
    boost::json::value value =
        boost::json::parse({body.data(), body.size()}, error, boost::json::storage_ptr(), options);
    return error ? std::nullopt : std::optional(std::move(value));
}

[[nodiscard]] inline std::string text_of(const boost::json::value& string) {
    const boost::json::string& text = string.get_string();
    return {text.data(), text.size()};
}

/// Collects the messages of an error tree.
class tree_walker {
public:
    /// @param max_path_bytes maximum total size of the paths of all complaints
    tree_walker(std::vector<complaint>& out, std::size_t max_path_bytes) noexcept
        : out_(out), path_bytes_left_(max_path_bytes) {}

    /// @return whether the value has the form of an error tree
    [[nodiscard]] bool walk(const boost::json::value& value) {
        if (value.is_object()) {
            return walk_object(value.get_object());
        }
        return value.is_array() && walk_list(value.get_array());
    }

private:
    // All functions use one path, which grows and shrinks. A copy of a long path for each member
    // would take quadratic time.

    [[nodiscard]] bool walk_object(const boost::json::object& object) {
        const std::size_t path_size = path_.size();
        return std::all_of(object.begin(), object.end(), [&](const auto& member) {
            append_key({member.key().data(), member.key().size()});
            const bool good = walk(member.value());
            path_.resize(path_size);
            return good;
        });
    }

    /// A list holds either messages or entries for items.
    [[nodiscard]] bool walk_list(const boost::json::array& list) {
        if (!list.empty() && list.front().is_string()) {
            return std::all_of(list.begin(), list.end(), [this](const boost::json::value& item) {
                return item.is_string() && add(text_of(item));
            });
        }
        const std::size_t path_size = path_.size();
        std::size_t index = 0;
        return std::all_of(list.begin(), list.end(), [&](const boost::json::value& item) {
            append_index(std::to_string(index++));
            const bool good = walk(item);
            path_.resize(path_size);
            return good;
        });
    }

    [[nodiscard]] bool add(std::string message) {
        if (path_.size() > path_bytes_left_) {
            return false;
        }
        path_bytes_left_ -= path_.size();
        out_.push_back({path_, std::move(message)});
        return true;
    }

    void append_key(std::string_view key) {
        if (key == "non_field_errors") {
            return;
        }
        if (!key.empty() && key.find_first_not_of("0123456789") == std::string_view::npos) {
            append_index(key);
        } else {
            path_ += path_.empty() ? "" : ".";
            path_ += key;
        }
    }

    void append_index(std::string_view digits) {
        path_ += '[';
        path_ += digits;
        path_ += ']';
    }

    std::vector<complaint>& out_;
    std::size_t path_bytes_left_;
    std::string path_;
};

/// Returns the complaints of an error tree.
/// @param size the size of its text, in bytes
[[nodiscard]] inline std::vector<complaint> collect_complaints(const boost::json::value& answer,
                                                               std::size_t size) {
    std::vector<complaint> result;
    tree_walker walker(result, max_path_factor * size);
    if (!answer.is_object() || !walker.walk(answer)) {
        result.clear();
    }
    return result;
}

/// Returns the text of an object's member `detail`.
[[nodiscard]] inline std::optional<std::string> member_detail(const boost::json::value& answer) {
    const boost::json::object* const object = answer.if_object();
    const boost::json::value* const text =
        object != nullptr ? object->if_contains("detail") : nullptr;
    return text != nullptr && text->is_string() ? std::optional(text_of(*text)) : std::nullopt;
}

/// Parses an error tree in any form of Django REST framework: objects by field, lists by item (from
/// 3.18, objects by index), and lists of messages. Returns nothing for other text, and if the paths
/// would take many times the memory of the answer.
[[nodiscard]] inline std::vector<complaint> parse_error_tree(std::string_view body) {
    const std::optional<boost::json::value> answer = parse_answer(body);
    return answer ? collect_complaints(*answer, body.size()) : std::vector<complaint>();
}

/// Parses the detail of an answer to malformed JSON.
[[nodiscard]] inline std::optional<std::string> parse_detail(std::string_view body) {
    const std::optional<boost::json::value> answer = parse_answer(body);
    return answer ? member_detail(*answer) : std::nullopt;
}

} // namespace document::detail

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/api/complaints.hpp
/// @file
/// Parses the reasons for which the Flags API refuses a request.
#ifndef FLAGHOOK_API_COMPLAINTS_HPP
#define FLAGHOOK_API_COMPLAINTS_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Parses the reasons from the body of an answer with a status other than 2xx.
///
/// | body | status |
/// |---|---|
/// | an error tree | 400 for bad fields |
/// | an object with a `detail` | 400 for malformed JSON or a bad time range; 401, 403, 404, 429 |
/// | a string | 403 if the secret belongs to another user |
///
/// @param body the body of the answer, any bytes
/// @return the complaints in the answer's order; none for any other body, such as a proxy's page,
/// or one of more than 16 MiB
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py and
/// https://www.django-rest-framework.org/api-guide/exceptions/
///
/// @par Example
/// @snippet flags_api.cpp complaints
[[nodiscard]] inline std::vector<complaint> parse_complaints(std::string_view body) {
    const std::optional<boost::json::value> answer = document::detail::parse_answer(body);
    if (!answer) {
        return {};
    }
    std::vector<complaint> result = document::detail::collect_complaints(*answer, body.size());
    if (result.empty()) {
        const std::optional<std::string> words = answer->is_string()
                                                     ? document::detail::text_of(*answer)
                                                     : document::detail::member_detail(*answer);
        if (words) {
            result.push_back({{}, *words});
        }
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/enumeration.hpp
/// @file
/// Names of enumerators, and conversions between both.
#ifndef FLAGHOOK_ENUMERATION_HPP
#define FLAGHOOK_ENUMERATION_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// An enumerator with its name.
template <class Enum>
struct enumerator {
    /// The enumerator.
    Enum value;
    /// The name, as written in JSON and in reports.
    std::string_view name;
};

/// The enumerators of an enumeration, with their names.
///
/// `to_string` and `from_string` are derived from it. There is a specialization beside each
/// enumeration of this library.
/// @tparam Enum the enumeration
template <class Enum>
inline constexpr int enumerators = 0;

/// An enumeration whose enumerators have names.
template <class Enum>
concept named_enumeration =
    std::is_enum_v<Enum> && !std::is_same_v<std::remove_const_t<decltype(enumerators<Enum>)>, int>;

/// Returns the name of an enumerator.
/// @param value the enumerator
/// @return the name; empty if `value` is not an enumerator
/// @par Complexity
/// Linear in the number of enumerators.
///
/// @par Example
/// @snippet flags_api.cpp names
template <named_enumeration Enum>
[[nodiscard]] constexpr std::string_view to_string(Enum value) noexcept {
    for (const enumerator<Enum>& one : enumerators<Enum>) {
        if (one.value == value) {
            return one.name;
        }
    }
    return {};
}

/// Returns the enumerator with a name.
/// @tparam Enum the enumeration
/// @param name the name, in this letter case
/// @return the enumerator; `std::nullopt` if there is none with this name
/// @par Complexity
/// Linear in the number of enumerators.
///
/// @par Example
/// @snippet flags_api.cpp names
template <named_enumeration Enum>
[[nodiscard]] constexpr std::optional<Enum> from_string(std::string_view name) noexcept {
    for (const enumerator<Enum>& one : enumerators<Enum>) {
        if (one.name == name) {
            return one.value;
        }
    }
    return std::nullopt;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/blueprint/issue_code.hpp
/// @file
/// The codes of issues.
#ifndef FLAGHOOK_BLUEPRINT_ISSUE_CODE_HPP
#define FLAGHOOK_BLUEPRINT_ISSUE_CODE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The reason why a payload is refused.
///
/// The codes from `required` to `overflow` are error codes of Django REST framework, which Sentry's
/// server uses. The other codes are those of this library.
///
/// @par Source
/// https://www.django-rest-framework.org/api-guide/fields/
/// @see issue
enum class issue_code : std::uint8_t {
    /// The field is missing.
    required,
    /// The value is `null`.
    null,
    /// The field does not accept a value of this type or form.
    invalid,
    /// The value is not a list.
    not_a_list,
    /// The text is not one of the field's options.
    invalid_choice,
    /// The text is empty after trimming.
    blank,
    /// The text has too many code points.
    max_length,
    /// The text has too few code points.
    min_length,
    /// The text contains U+0000.
    null_characters_not_allowed,
    /// The text contains a lone surrogate.
    surrogate_characters_not_allowed,
    /// A string with more than 1,000 code points is given for an integer.
    max_string_length,
    /// The date-time is outside the years 1 to 9999 in UTC.
    overflow,
    /// The server cannot decode the body, or cannot parse it as JSON.
    parse_error,
    /// The integer is outside -2^63 to 2^64-1, the range of `change_id`.
    out_of_range,
    /// The text to send is not valid UTF-8.
    invalid_utf8,
    /// The body is larger than `parse_limits::body_size`.
    too_large,
    /// The body is nested more deeply than `parse_limits::depth`.
    too_deep,
    /// The list has more items than `parse_limits::items`.
    too_many_items,
    /// The media type of the request is not JSON.
    unsupported_media_type,
    /// An earlier change of the payload to send has the same id. Sentry would drop this one.
    repeated_change_id,
    /// The crypto library failed to sign the request.
    not_signed,
    /// There are more issues than `parse_limits::issues`; the message has their number.
    more_issues
};

/// The codes' names, which `to_string` and `from_string` use. Those of Django REST framework have
/// its names.
template <>
inline constexpr auto enumerators<issue_code> = std::to_array<enumerator<issue_code>>({
    {issue_code::required, "required"},
    {issue_code::null, "null"},
    {issue_code::invalid, "invalid"},
    {issue_code::not_a_list, "not_a_list"},
    {issue_code::invalid_choice, "invalid_choice"},
    {issue_code::blank, "blank"},
    {issue_code::max_length, "max_length"},
    {issue_code::min_length, "min_length"},
    {issue_code::null_characters_not_allowed, "null_characters_not_allowed"},
    {issue_code::surrogate_characters_not_allowed, "surrogate_characters_not_allowed"},
    {issue_code::max_string_length, "max_string_length"},
    {issue_code::overflow, "overflow"},
    {issue_code::parse_error, "parse_error"},
    {issue_code::out_of_range, "out_of_range"},
    {issue_code::invalid_utf8, "invalid_utf8"},
    {issue_code::too_large, "too_large"},
    {issue_code::too_deep, "too_deep"},
    {issue_code::too_many_items, "too_many_items"},
    {issue_code::unsupported_media_type, "unsupported_media_type"},
    {issue_code::repeated_change_id, "repeated_change_id"},
    {issue_code::not_signed, "not_signed"},
    {issue_code::more_issues, "more_issues"},
});

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/blueprint/rule.hpp
/// @file
/// The concept of a field's rule.
#ifndef FLAGHOOK_BLUEPRINT_RULE_HPP
#define FLAGHOOK_BLUEPRINT_RULE_HPP

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

// ---- flaghook/blueprint/field.hpp
/// @file
/// Declarations of fields, objects, lists and protocol versions.
#ifndef FLAGHOOK_BLUEPRINT_FIELD_HPP
#define FLAGHOOK_BLUEPRINT_FIELD_HPP

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

// ---- flaghook/blueprint/nodes.hpp
/// @file
/// The places of a declaration as a flat table of nodes, for use at run time.
#ifndef FLAGHOOK_BLUEPRINT_NODES_HPP
#define FLAGHOOK_BLUEPRINT_NODES_HPP

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

// ---- flaghook/server/message.hpp
/// @file
/// The server's messages for invalid values.
#ifndef FLAGHOOK_SERVER_MESSAGE_HPP
#define FLAGHOOK_SERVER_MESSAGE_HPP

/// Messages of Django REST framework that depend on the field or on the value.
/// @par Source
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py and
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/serializers.py
namespace flaghook::inline FLAGHOOK_ABI::server::detail::message {

/// `invalid`, for text.
inline constexpr const char* not_a_string = "Not a valid string.";
/// `invalid`, for an integer.
inline constexpr const char* not_an_integer = "A valid integer is required.";
/// `invalid`, for a boolean.
inline constexpr const char* not_a_boolean = "Must be a valid boolean.";
/// `invalid`, for a date-time.
inline constexpr const char* not_a_date_time =
    "Datetime has wrong format. Use one of these formats instead: "
    "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";

/// `invalid`, for an object.
/// @param type the name of the value's type in Python
[[nodiscard]] inline std::string not_an_object(std::string_view type) {
    return "Invalid data. Expected a dictionary, but got " + std::string(type) + '.';
}

/// `not_a_list`.
/// @param type the name of the value's type in Python
[[nodiscard]] inline std::string not_a_list(std::string_view type) {
    return "Expected a list of items but got type \"" + std::string(type) + "\".";
}

/// `invalid_choice`.
/// @param text Python's `str` of the value
[[nodiscard]] inline std::string invalid_choice(std::string_view text) {
    return '"' + std::string(text) + "\" is not a valid choice.";
}

/// `max_length`.
[[nodiscard]] inline std::string max_length(std::size_t limit) {
    return "Ensure this field has no more than " + std::to_string(limit) + " characters.";
}

/// `min_length`.
[[nodiscard]] inline std::string min_length(std::size_t limit) {
    return "Ensure this field has at least " + std::to_string(limit) + " characters.";
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail::message

#endif

// ---- flaghook/json/issue.hpp
/// @file
/// Reasons for refusing a payload, and their locations.
#ifndef FLAGHOOK_JSON_ISSUE_HPP
#define FLAGHOOK_JSON_ISSUE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A location in a payload: a node of a protocol version and, for a node inside a list, the index
/// of the item.
///
/// The type is trivially copyable, and equal locations of one table compare equal.
/// @par Example
/// @snippet parsing.cpp location
struct field_location {
    /// The nodes of the document (`blueprint::nodes`), which have static storage duration. Null if
    /// the document declares no fields, as for `span_flags` and the audit log.
    const blueprint::node* table = nullptr;
    /// The index of the node in `table`; 0 for the payload as a whole.
    std::size_t node = 0;
    /// The index of the item, from 0, if the node is inside a list; otherwise 0.
    std::size_t item = 0;

    /// Returns the path in the payload.
    /// @return such as `data[3].created_by.id`; empty for the payload as a whole, and if `table` is
    /// null
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the length of the path.
    /// @par Grammar
    /// @code{.unparsed}
    /// path    = [ name *( "." name / "[" index "]" ) ]
    /// name    = <the name of a field>
    /// index   = 1*DIGIT                ; the item of a list, from 0
    /// @endcode
    [[nodiscard]] std::string to_string() const {
        std::string result;
        if (table != nullptr) {
            append_to(result, node);
        }
        return result;
    }

    /// Returns the declaration of the field: its name, documented type and limits.
    /// @return a node with the default of each member if `table` is null
    [[nodiscard]] constexpr blueprint::node declaration() const noexcept {
        return table != nullptr ? table[node] : blueprint::node{};
    }

    /// Checks whether an object is declared at the location.
    /// @return false if `table` is null
    [[nodiscard]] constexpr bool is_object() const noexcept {
        return table != nullptr && blueprint::is_object_node(table, node);
    }

    /// Checks whether `left` is before `right` in the order of the server's answer. The order is
    /// that of the documented fields; inside a list, the index of the item is compared first.
    /// @pre `left.table == right.table`
    [[nodiscard]] friend bool operator<(const field_location& left,
                                        const field_location& right) noexcept {
        const bool same_list = left.table != nullptr && left.table[left.node].item != 0 &&
                               left.table[left.node].item == right.table[right.node].item;
        if (same_list && left.item != right.item) {
            return left.item < right.item;
        }
        return left.node < right.node;
    }

    /// Checks whether two locations have the same table, node and item.
    friend bool operator==(const field_location&, const field_location&) = default;

private:
    void append_to(std::string& out, std::size_t index) const {
        if (index == 0) {
            return;
        }
        const blueprint::node& field = table[index];
        append_to(out, field.parent);
        if (field.is_item) {
            out += '[';
            out += std::to_string(item);
            out += ']';
            return;
        }
        if (!out.empty()) {
            out += '.';
        }
        out += field.name;
    }
};

/// One reason for refusing a document: a location, a code and the server's message.
/// @par Example
/// @snippet parsing.cpp refusal
/// @see `refusal`, `deviation`
class issue {
public:
    /// Creates an issue of a document whose version declares its fields. Does not throw.
    /// @param where the location of the value
    /// @param code the reason
    /// @param detail the part of the message that depends on the value:
    ///
    /// | code | detail |
    /// |---|---|
    /// | `invalid_choice` | the text of the value |
    /// | `not_a_list`, and `invalid` for an object | the Python type of the value, such as `str` |
    /// | `invalid` for another field | the whole message; empty for the declared message |
    /// | `surrogate_characters_not_allowed` | the code point in hexadecimal, such as `D800` |
    /// | `min_length`, `too_large`, `too_deep`, `too_many_items` | the limit |
    /// | `max_length` | the limit; empty for the limit of the field |
    /// | `more_issues` | the number of issues that were left out |
    /// | `parse_error`, `not_signed` | the cause, in words |
    /// | `unsupported_media_type` | the media type |
    /// | other codes | empty |
    issue(field_location where, issue_code code, std::string detail = {})
        : location_(where), code_(code), detail_(std::move(detail)) {}

    /// Creates an issue of a document that declares no fields. Does not throw.
    /// @param path such as `data[3].createdAt`; empty for the document as a whole
    /// @param code the reason
    /// @param message the whole message; may be empty for a code whose message is always the same
    issue(std::string path, issue_code code, std::string message = {})
        : code_(code), detail_(std::move(message)), path_(std::move(path)) {}

    /// Returns the location of the value. Its table is null if the document declares no fields;
    /// then only `path()` has the location.
    [[nodiscard]] const field_location& location() const noexcept { return location_; }

    /// Returns the path of the value.
    /// @return such as `data[3].created_by.id`; empty for the document as a whole
    /// @throws std::bad_alloc only
    /// @see `field_location::to_string`
    [[nodiscard]] std::string path() const { return path_ ? *path_ : location_.to_string(); }

    /// Returns the reason.
    [[nodiscard]] issue_code code() const noexcept { return code_; }

    /// Returns the part of the message that depends on the value, or the whole message of an issue
    /// that was created from a path. It may be empty.
    [[nodiscard]] const std::string& detail() const noexcept { return detail_; }

    /// Returns the message that the server answers, in English. Codes that only this library has
    /// get a message of the same style.
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `detail().size()`.
    /// @par Source
    /// `default_error_messages` in
    /// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
    [[nodiscard]] std::string message() const {
        if (path_ && !detail_.empty()) {
            return detail_;
        }
        switch (code_) {
        case issue_code::required:
            return "This field is required.";
        case issue_code::null:
            return path().empty() ? "No data provided" : "This field may not be null.";
        case issue_code::invalid:
            return invalid_message();
        case issue_code::not_a_list:
            return server::detail::message::not_a_list(detail_);
        case issue_code::invalid_choice:
            return server::detail::message::invalid_choice(detail_);
        case issue_code::blank:
            return "This field may not be blank.";
        case issue_code::max_length:
            return "Ensure this field has no more than " +
                   (detail_.empty() ? std::to_string(location_.declaration().max_length)
                                    : detail_) +
                   " characters.";
        case issue_code::min_length:
            return "Ensure this field has at least " + detail_ + " characters.";
        case issue_code::null_characters_not_allowed:
            return "Null characters are not allowed.";
        case issue_code::surrogate_characters_not_allowed:
            return "Surrogate characters are not allowed: U+" + detail_ + ".";
        case issue_code::max_string_length:
            return "String value too large.";
        case issue_code::overflow:
            return "Datetime value out of range.";
        case issue_code::parse_error:
            return "JSON parse error - " + detail_;
        case issue_code::out_of_range:
            return "Ensure this value is between -9223372036854775808 and 18446744073709551615.";
        case issue_code::invalid_utf8:
            return "Text must be valid UTF-8.";
        case issue_code::too_large:
            return "The body is larger than the limit of " + detail_ + " bytes.";
        case issue_code::too_deep:
            return "The body is nested deeper than the limit of " + detail_ + " levels.";
        case issue_code::too_many_items:
            return "The payload has more than the limit of " + detail_ + " items.";
        case issue_code::unsupported_media_type:
            return "Unsupported media type \"" + detail_ + "\" in request.";
        case issue_code::repeated_change_id:
            return "An earlier change of this payload has the same change_id.";
        case issue_code::not_signed:
            return "The request could not be signed: " + detail_;
        case issue_code::more_issues:
            return detail_ + " more issues are not shown.";
        }
        return {};
    }

    /// Compares the locations, the codes and the details.
    friend bool operator==(const issue&, const issue&) = default;

private:
    [[nodiscard]] std::string invalid_message() const {
        if (location_.is_object()) {
            return server::detail::message::not_an_object(detail_);
        }
        return detail_.empty() ? std::string(location_.declaration().invalid_message) : detail_;
    }

    field_location location_;
    issue_code code_;
    std::string detail_;
    std::optional<std::string> path_{};
};

/// Throws a `std::runtime_error` with the path and the message of the first issue.
///
/// Boost calls this function for `value()` of a `boost::system::result` that holds issues. To get
/// the issues themselves, call `error()` of the result.
/// @param issues the error that the result holds
/// @param where the place in the source code that called `value()`
/// @throws std::runtime_error always; a program without exceptions ends in Boost's handler
/// @par Source
/// https://www.boost.org/doc/libs/release/libs/system/
[[noreturn]] inline void throw_exception_from_error(const std::vector<issue>& issues,
                                                    const boost::source_location& where) {
    std::string words;
    if (!issues.empty()) {
        words = issues.front().path();
        words += words.empty() ? "" : ": ";
        words += issues.front().message();
    }
    boost::throw_exception(std::runtime_error(words), where);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/json/limits.hpp
/// @file
/// Resource limits for parsing.
#ifndef FLAGHOOK_JSON_LIMITS_HPP
#define FLAGHOOK_JSON_LIMITS_HPP

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {

/// Maximum number of open objects and lists in CPython 3.13 under Django and its REST framework,
/// the outermost included. CPython allows 10,000 nested calls in C; the server uses some of them
/// before it parses, and each middleware uses three more.
/// @par Source
/// `Py_C_RECURSION_LIMIT` in
/// https://github.com/python/cpython/blob/3.13/Include/cpython/pystate.h
inline constexpr std::size_t max_depth = 9984;

} // namespace json::detail

/// Resource limits for parsing.
///
/// A body that exceeds `body_size`, `depth` or `items` is refused with one issue, which names the
/// limit. Sentry's own limits are wider, or not known, except for `depth`.
/// @par Example
/// @snippet parsing.cpp limits
struct parse_limits {
    /// Maximum size of a body, in bytes. A larger body is refused as `issue_code::too_large`, with
    /// status 413.
    std::size_t body_size = std::size_t{16} << 20U;
    /// Maximum nesting depth: the number of objects and arrays that are open at the same time,
    /// the outermost included. A documented body has a depth of four. A deeper body is refused as
    /// `issue_code::too_deep`, with status 500. The default is the server's own limit; a larger
    /// value has no effect.
    std::size_t depth = json::detail::max_depth;
    /// Maximum number of items in the list of changes. A longer list is refused as
    /// `issue_code::too_many_items`, with status 413.
    std::size_t items = 100'000;
    /// Maximum number of issues that are kept. If there are more, an additional first issue,
    /// `issue_code::more_issues`, gives the number of those left out. The limit also applies to
    /// the deviations of single fields; further deviations are dropped without notice.
    std::size_t issues = 10'000;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/json/plain_text.hpp
/// @file
/// Search and copy of text that needs no escape in a JSON string, eight bytes at a time.
#ifndef FLAGHOOK_JSON_PLAIN_TEXT_HPP
#define FLAGHOOK_JSON_PLAIN_TEXT_HPP

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

/// Checks whether a byte is plain: ASCII, and no control character, quotation mark or backslash.
[[nodiscard]] constexpr bool is_plain_ascii(char byte) noexcept {
    const auto value = static_cast<unsigned char>(byte);
    return value >= 0x20 && value < 0x80 && byte != '"' && byte != '\\';
}

/// Returns zero if all eight bytes are plain. Otherwise, the lowest set bit is in the lowest byte
/// that is not plain, and higher bits are unspecified.
[[nodiscard]] constexpr std::uint64_t not_plain_ascii(std::uint64_t block) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    // The subtraction sets the high bit of a byte that is too small, and borrows from higher bytes.
    return (block | (block - ones * 0x20U) | ((block ^ ones * '"') - ones) |
            ((block ^ ones * '\\') - ones)) &
           ones * 0x80U;
}

/// Finds the first byte that is not plain, or the end.
[[nodiscard]] inline const char* skip_plain_ascii(const char* at, const char* end) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
        std::uint64_t block = 0;
        while (static_cast<std::size_t>(end - at) >= sizeof block) {
            std::memcpy(&block, at, sizeof block);
            const std::uint64_t ends = not_plain_ascii(block);
            if (ends != 0) {
                return at + std::countr_zero(ends) / 8;
            }
            at += sizeof block;
        }
    }
    while (at != end && is_plain_ascii(*at)) {
        ++at;
    }
    return at;
}

/// Copies a text and returns whether all of it is plain.
/// @param to has space for the text; its content is unspecified if the result is false
[[nodiscard]] inline bool copy_plain_ascii(char* to, std::string_view text) noexcept {
    std::uint64_t block = 0;
    if (text.size() < sizeof block) {
        bool plain = true;
        for (const char byte : text) {
            plain = plain && is_plain_ascii(byte);
            *to++ = byte;
        }
        return plain;
    }
    const auto copy_block = [&](std::size_t position) {
        std::memcpy(&block, text.data() + position, sizeof block);
        std::memcpy(to + position, &block, sizeof block);
        return not_plain_ascii(block);
    };
    std::uint64_t ends = 0;
    for (std::size_t position = 0; position + sizeof block < text.size();
         position += sizeof block) {
        ends |= copy_block(position);
    }
    // The last eight bytes; some of them are copied a second time.
    return (ends | copy_block(text.size() - sizeof block)) == 0;
}

} // namespace flaghook::inline FLAGHOOK_ABI::json::detail

#endif

// ---- flaghook/json/write_text.hpp
/// @file
/// Writing of JSON strings.
#ifndef FLAGHOOK_JSON_WRITE_TEXT_HPP
#define FLAGHOOK_JSON_WRITE_TEXT_HPP

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

/// Whether to escape the line separators U+2028 and U+2029. JSON does not require it, but older
/// JavaScript does, so the server's answers escape them.
enum class separators { plain, escaped };

namespace detail {

/// Checks whether a byte never needs an escape. E2 may be the first byte of U+2028 and U+2029.
[[nodiscard]] constexpr bool is_plain(char byte) noexcept {
    return static_cast<unsigned char>(byte) >= 0x20 && byte != '"' && byte != '\\' &&
           byte != '\xE2';
}

/// An escape sequence and the number of bytes that it replaces; zero if no escape is needed.
struct escape {
    std::array<char, 6> text{};
    std::uint8_t size = 0;
    std::uint8_t replaced = 0;

    [[nodiscard]] constexpr std::size_t growth() const noexcept {
        return std::size_t{size} - replaced;
    }
};

[[nodiscard]] constexpr escape escape_at(std::string_view text, std::size_t position,
                                         separators lines) noexcept {
    constexpr std::string_view digits = "0123456789abcdef";
    const char byte = text[position];
    switch (byte) {
    case '\xE2': {
        const std::string_view separator = text.substr(position, 3);
        if (lines == separators::plain || (separator != "\u2028" && separator != "\u2029")) {
            return {};
        }
        return {{'\\', 'u', '2', '0', '2', separator == "\u2028" ? '8' : '9'}, 6, 3};
    }
    case '"':
    case '\\':
        return {{'\\', byte}, 2, 1};
    case '\b':
        return {{'\\', 'b'}, 2, 1};
    case '\f':
        return {{'\\', 'f'}, 2, 1};
    case '\n':
        return {{'\\', 'n'}, 2, 1};
    case '\r':
        return {{'\\', 'r'}, 2, 1};
    case '\t':
        return {{'\\', 't'}, 2, 1};
    default:
        const auto value = static_cast<unsigned char>(byte);
        return {{'\\', 'u', '0', '0', digits[value >> 4U], digits[value & 0xFU]}, 6, 1};
    }
}

} // namespace detail

/// Returns the number of bytes that `write_string` writes for a text.
/// @param text valid UTF-8
[[nodiscard]] inline std::size_t escaped_size(std::string_view text,
                                              separators lines = separators::plain) noexcept {
    std::size_t size = text.size() + 2;
    for (std::size_t position = 0; position < text.size(); ++position) {
        if (!detail::is_plain(text[position])) {
            size += detail::escape_at(text, position, lines).growth();
        }
    }
    return size;
}

/// Writes a text as a JSON string, with its quotation marks.
/// @param out has space for `escaped_size(text, lines)` bytes
/// @param text valid UTF-8
/// @return one past the last byte
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc8259#section-7 and `JSONRenderer` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/renderers.py
[[nodiscard]] inline char* write_string(char* out, std::string_view text,
                                        separators lines = separators::plain) noexcept {
    *out++ = '"';
    std::size_t plain_from = 0;
    for (std::size_t position = 0; position < text.size(); ++position) {
        if (detail::is_plain(text[position])) {
            continue;
        }
        const detail::escape found = detail::escape_at(text, position, lines);
        if (found.replaced == 0) {
            continue;
        }
        const std::string_view plain = text.substr(plain_from, position - plain_from);
        out = std::copy(plain.begin(), plain.end(), out);
        out = std::copy_n(found.text.begin(), found.size, out);
        position += found.replaced - 1;
        plain_from = position + 1;
    }
    out = std::copy(text.begin() + static_cast<std::ptrdiff_t>(plain_from), text.end(), out);
    *out++ = '"';
    return out;
}

/// Appends a text as a JSON string.
/// @param text valid UTF-8
inline void append_string(std::string& out, std::string_view text,
                          separators lines = separators::plain) {
    const char* const end = text.data() + text.size();
    if (skip_plain_ascii(text.data(), end) == end) {
        out += '"';
        out += text;
        out += '"';
        return;
    }
    const std::size_t before = out.size();
    out.resize(before + escaped_size(text, lines));
    static_cast<void>(write_string(out.data() + before, text, lines));
}

} // namespace flaghook::inline FLAGHOOK_ABI::json::detail

#endif

// ---- flaghook/json/error_tree.hpp
/// @file
/// The error tree: the server's answer to a payload with invalid fields.
#ifndef FLAGHOOK_JSON_ERROR_TREE_HPP
#define FLAGHOOK_JSON_ERROR_TREE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The notation for the errors of a list's items, which depends on the server's release of Django
/// REST framework.
/// @par Grammar
/// @code{.unparsed}
/// list         = "[" [ entry *( "," entry ) ] "]"       ; one entry for each item
/// entry        = "{}" / errors                          ; "{}" for a valid item
/// index_keyed  = "{" member *( "," member ) "}"         ; one member for each invalid item
/// member       = DQUOTE 1*DIGIT DQUOTE ":" errors       ; the index of the item, from 0
/// errors       = <the error tree of the item, or a list of messages>
/// @endcode
enum class tree_form : std::uint8_t {
    list,       ///< an array with one entry per item: Django REST framework up to 3.17
    index_keyed ///< an object with the indexes of the invalid items as keys: 3.18 and later
};

/// The names of the enumerators.
template <>
inline constexpr auto enumerators<tree_form> = std::to_array<enumerator<tree_form>>({
    {tree_form::list, "list"},
    {tree_form::index_keyed, "index_keyed"},
});

namespace json::detail {

/// Writes the error tree of sorted issues, node by node.
class error_tree_writer {
public:
    error_tree_writer(std::string& out, const blueprint::node* table, std::size_t item_count,
                      tree_form form) noexcept
        : out_(out), table_(table), item_count_(item_count), form_(form) {}

    /// Writes the errors of a node.
    /// @param issues those of the node and of the nodes inside it, in order
    void write(std::size_t index, std::span<const issue> issues) {
        std::size_t own = 0;
        while (own < issues.size() && issues[own].location().node == index) {
            ++own;
        }
        const bool is_list = blueprint::is_list_node(table_, index);
        const bool is_nested = is_list || blueprint::is_object_node(table_, index);
        // A missing or null field has a list of messages, even if an object or a list is declared.
        const bool absent = own > 0 && index != 0 &&
                            (issues.front().code() == issue_code::null ||
                             issues.front().code() == issue_code::required);
        if (!is_nested || absent) {
            write_messages(issues.first(own));
        } else if (own == 0 && is_list) {
            write_items(index, issues);
        } else {
            write_object(index, issues.first(own), issues.subspan(own));
        }
    }

private:
    void write_messages(std::span<const issue> issues) {
        out_ += '[';
        const char* separator = "";
        for (const issue& one : issues) {
            out_ += separator;
            append_string(out_, one.message(), separators::escaped);
            separator = ",";
        }
        out_ += ']';
    }

    void write_object(std::size_t index, std::span<const issue> own, std::span<const issue> inner) {
        out_ += '{';
        const char* separator = "";
        if (!own.empty()) {
            out_ += "\"non_field_errors\":";
            write_messages(own);
            separator = ",";
        }
        for (std::size_t child = index + 1; child < table_[index].end; child = table_[child].end) {
            std::size_t count = 0;
            while (count < inner.size() && inner[count].location().node < table_[child].end) {
                ++count;
            }
            if (count == 0) {
                continue;
            }
            out_ += separator;
            append_string(out_, table_[child].name);
            out_ += ':';
            write(child, inner.first(count));
            inner = inner.subspan(count);
            separator = ",";
        }
        out_ += '}';
    }

    void write_items(std::size_t index, std::span<const issue> issues) {
        const bool keyed = form_ == tree_form::index_keyed;
        out_ += keyed ? '{' : '[';
        std::size_t written = 0;
        const auto write_good_ones = [&](std::size_t up_to) {
            for (; written < up_to; ++written) {
                out_ += written == 0 ? "{}" : ",{}";
            }
        };
        const char* separator = "";
        while (!issues.empty()) {
            const std::size_t item = issues.front().location().item;
            std::size_t count = 0;
            while (count < issues.size() && issues[count].location().item == item) {
                ++count;
            }
            if (keyed) {
                out_ += separator;
                append_string(out_, std::to_string(item));
                out_ += ':';
                separator = ",";
            } else {
                write_good_ones(item);
                out_ += written++ == 0 ? "" : ",";
            }
            write(index + 1, issues.first(count));
            issues = issues.subspan(count);
        }
        if (!keyed) {
            write_good_ones(item_count_);
        }
        out_ += keyed ? '}' : ']';
    }

    std::string& out_;
    const blueprint::node* table_;
    std::size_t item_count_;
    tree_form form_;
};

/// Writes the error tree of issues without a table, for an object whose fields are scalars.
/// @param issues grouped by field
inline void append_flat_tree(std::string& out, std::span<const issue> issues) {
    char separator = '{';
    while (!issues.empty()) {
        const std::string path = issues.front().path();
        out += std::exchange(separator, ',');
        append_string(out, path.empty() ? std::string_view("non_field_errors") : path);
        out += ':';
        char bracket = '[';
        for (; !issues.empty() && issues.front().path() == path; issues = issues.subspan(1)) {
            out += std::exchange(bracket, ',');
            append_string(out, issues.front().message(), separators::escaped);
        }
        out += ']';
    }
    out += '}';
}

} // namespace json::detail

/// Writes issues as the error tree that Django REST framework answers.
///
/// The tree has the shape of the payload. Each invalid field has a list of messages. Messages about
/// an object or a list as a whole are under the key `non_field_errors`.
/// @param issues the issues in the order of their locations
/// @param item_count the number of items in the payload's list; only used by `tree_form::list`
/// @param form the notation for the errors of a list's items
/// @return compact JSON in UTF-8, with U+2028 and U+2029 escaped; `{}` if there are no issues
/// @throws std::bad_alloc only
/// @pre The issues are sorted by `location()` and have the same table. If they have no table, those
/// with the same path are adjacent.
/// @par Complexity
/// Linear in the number of issues and the length of their messages; with `tree_form::list`, also in
/// `item_count`.
/// @par Source
/// https://www.django-rest-framework.org/api-guide/serializers/#validation
/// @par Example
/// @snippet parsing.cpp error_tree
/// @see `refusal::answer`, which also covers the other answers
[[nodiscard]] inline std::string serialize_error_tree(std::span<const issue> issues,
                                                      std::size_t item_count,
                                                      tree_form form = tree_form::list) {
    if (issues.empty()) {
        return "{}";
    }
    std::string result;
    // Enough for most items with an error; longer ones make the text grow.
    constexpr std::size_t usual_size = 64;
    result.reserve(issues.size() * usual_size);
    if (issues.front().location().table == nullptr) {
        json::detail::append_flat_tree(result, issues);
        return result;
    }
    json::detail::error_tree_writer(result, issues.front().location().table, item_count, form)
        .write(0, issues);
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/json/refusal.hpp
/// @file
/// Refusals of documents, and results that hold one.
#ifndef FLAGHOOK_JSON_REFUSAL_HPP
#define FLAGHOOK_JSON_REFUSAL_HPP

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {

/// A value that has its default again after a move, so that a moved-from result is not accepted.
template <class Value, Value Default = Value{}>
class taken_by_move {
public:
    taken_by_move() = default;
    explicit taken_by_move(Value value) noexcept : value_(value) {}
    taken_by_move(const taken_by_move&) = default;
    taken_by_move& operator=(const taken_by_move&) = default;
    taken_by_move(taken_by_move&& other) noexcept : value_(std::exchange(other.value_, Default)) {}
    taken_by_move& operator=(taken_by_move&& other) noexcept {
        value_ = std::exchange(other.value_, Default);
        return *this;
    }
    ~taken_by_move() = default;

    taken_by_move& operator=(Value value) noexcept {
        value_ = value;
        return *this;
    }
    [[nodiscard]] Value get() const noexcept { return value_; }

private:
    Value value_ = Default;
};

template <blueprint::document Document>
class reader;
} // namespace json::detail

/// The reasons for refusing a document, with the server's answer to them.
///
/// A refusal has a status and a list of issues. It is the error of every operation on a document
/// with fields. Operations on keys, secrets, signatures and URLs fail with a
/// `boost::system::error_code` instead.
/// @par Example
/// @snippet parsing.cpp refusal
/// @see `result`, `issue`
class refusal {
public:
    /// Creates a refusal with status 500 and no issues. Does not throw.
    refusal() = default;

    /// Creates a refusal.
    /// @param status the HTTP status of the server's answer; see `status()`
    /// @param issues the reasons, in the server's order
    /// @param item_count the number of items in the payload's list
    refusal(int status, std::vector<issue> issues, std::size_t item_count = 0) noexcept
        : status_(status), item_count_(item_count), issues_(std::move(issues)) {}

    /// Returns the HTTP status of the server's answer.
    ///
    /// | status | reason |
    /// |---|---|
    /// | 200 | invalid fields in a webhook's payload: Sentry answers **the status of success** |
    /// | 400 | malformed JSON, or invalid fields in another request to the Flags API |
    /// | 413 | `parse_limits::body_size` or `parse_limits::items` is exceeded |
    /// | 415 | a media type other than JSON |
    /// | 500 | the nesting is too deep, or the server cannot encode its answer |
    /// | 0 | no server answers: the document is an answer, or the request cannot be signed |
    [[nodiscard]] int status() const noexcept { return status_.get(); }

    /// Returns the reasons, in the server's order.
    [[nodiscard]] const std::vector<issue>& issues() const& noexcept { return issues_; }
    /// Moves the reasons out of a temporary refusal.
    [[nodiscard]] std::vector<issue> issues() && noexcept { return std::move(issues_); }

    /// Returns the number of items in the payload's list; 0 if the payload has no list or is
    /// malformed.
    [[nodiscard]] std::size_t item_count() const noexcept { return item_count_; }

    /// Returns the body of the server's answer.
    /// @param form the notation for the errors of a list's items
    /// @return JSON: the error tree for invalid fields, and `{"detail":"..."}` for malformed JSON,
    /// an exceeded limit and an unsupported media type; empty if the status is 0 or 500. The
    /// message after `JSON parse error - ` is CPython 3.13's.
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the number of issues and the length of their messages; with `tree_form::list`,
    /// also in `item_count()`.
    /// @par Source
    /// https://github.com/encode/django-rest-framework/blob/master/rest_framework/views.py
    /// @see `serialize_error_tree`
    [[nodiscard]] std::string answer(tree_form form = tree_form::list) const {
        if (status() == 0 || status() == 500) {
            return {};
        }
        if (issues_.empty() || !concerns_the_text(issues_.front().code())) {
            return serialize_error_tree(issues_, item_count_, form);
        }
        std::string result = "{\"detail\":";
        json::detail::append_string(result, issues_.front().message(),
                                    json::detail::separators::escaped);
        result += '}';
        return result;
    }

private:
    template <blueprint::document Document>
    friend class json::detail::reader;

    /// Checks whether an issue concerns the document as a whole instead of its fields.
    [[nodiscard]] static constexpr bool concerns_the_text(issue_code code) noexcept {
        return code == issue_code::parse_error || code == issue_code::too_large ||
               code == issue_code::too_deep || code == issue_code::too_many_items ||
               code == issue_code::unsupported_media_type;
    }

    json::detail::taken_by_move<int, 500> status_{};
    std::size_t item_count_ = 0;
    std::vector<issue> issues_{};
};

/// A value, or the refusal of the document.
///
/// `value()` throws a `std::runtime_error` if there is no value; `operator*` and `operator->` do
/// not check. See Boost.System for all members.
/// @tparam Value the type of the value; may be `void`
/// @par Source
/// https://www.boost.org/doc/libs/release/libs/system/
/// @par Example
/// @snippet parsing.cpp parse
template <class Value>
using result = boost::system::result<Value, refusal>;

/// Throws a `std::runtime_error` with the path and the message of the first issue.
///
/// Boost calls this function for `value()` of a `result` that holds a refusal.
/// @param refused the error that the result holds
/// @param where the place in the source code that called `value()`
/// @throws std::runtime_error always; a program without exceptions ends in Boost's handler
[[noreturn]] inline void throw_exception_from_error(const refusal& refused,
                                                    const boost::source_location& where) {
    throw_exception_from_error(refused.issues(), where);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/model/timestamp.hpp
/// @file
/// The time of a change, and its text.
#ifndef FLAGHOOK_MODEL_TIMESTAMP_HPP
#define FLAGHOOK_MODEL_TIMESTAMP_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// An instant in UTC with a resolution of one microsecond, which is also what Sentry stores.
///
/// It counts the microseconds since 1970-01-01T00:00:00Z, without leap seconds, in the proleptic
/// Gregorian calendar. It converts implicitly from time points of `std::chrono::system_clock`, such
/// as `std::chrono::system_clock::now()` or `std::chrono::sys_days`.
///
/// The class is a value type: 8 bytes, trivially copyable. Its functions do not throw. A timestamp
/// may be outside the years 1 to 9999, which the protocol allows; see `in_range`.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet values.cpp timestamp
/// @see to_string, parse_timestamp
class timestamp {
public:
    /// The resolution, one microsecond.
    using duration = std::chrono::microseconds;

    /// Constructs the instant 1970-01-01T00:00:00Z.
    constexpr timestamp() = default;

    /// Constructs an instant from its distance to the epoch.
    /// @param since_epoch the time since 1970-01-01T00:00:00Z; negative before it
    constexpr explicit timestamp(duration since_epoch) noexcept : since_epoch_(since_epoch) {}

    /// Converts a time point of the system clock.
    ///
    /// Digits beyond the microsecond are cut, towards the past, as the server does. A time point
    /// that 64 bits cannot represent becomes the earliest or the latest timestamp, and NaN becomes
    /// the latest. Neither is `in_range`.
    /// @param instant the time point, of any resolution
    template <class Duration>
    constexpr timestamp(std::chrono::sys_time<Duration> instant) noexcept
        : since_epoch_(convert(instant.time_since_epoch())) {}

    /// Returns the time since 1970-01-01T00:00:00Z; negative before it.
    [[nodiscard]] constexpr duration time_since_epoch() const noexcept { return since_epoch_; }

    /// Converts the instant to a time point of the system clock.
    [[nodiscard]] constexpr std::chrono::sys_time<duration> time_point() const noexcept {
        return std::chrono::sys_time<duration>(since_epoch_);
    }

    /// Moves the instant into the future.
    /// @pre The result fits into 64 bits. This holds for the other operators, too.
    constexpr timestamp& operator+=(duration distance) noexcept {
        since_epoch_ += distance;
        return *this;
    }
    /// Moves the instant into the past.
    constexpr timestamp& operator-=(duration distance) noexcept {
        since_epoch_ -= distance;
        return *this;
    }
    /// Returns a later instant.
    friend constexpr timestamp operator+(timestamp left, duration right) noexcept {
        return left += right;
    }
    /// Returns an earlier instant.
    friend constexpr timestamp operator-(timestamp left, duration right) noexcept {
        return left -= right;
    }
    /// Returns the time from `right` to `left`.
    friend constexpr duration operator-(const timestamp& left, const timestamp& right) noexcept {
        return left.since_epoch_ - right.since_epoch_;
    }

    /// Compares two instants.
    friend constexpr bool operator==(const timestamp&, const timestamp&) = default;
    /// Orders two instants, the earlier first.
    friend constexpr std::strong_ordering operator<=>(const timestamp& left,
                                                      const timestamp& right) noexcept {
        return left.since_epoch_.count() <=> right.since_epoch_.count();
    }

private:
    template <class Rep, class Period>
    [[nodiscard]] static constexpr duration
    convert(std::chrono::duration<Rep, Period> distance) noexcept {
        if constexpr (std::ratio_greater_v<Period, duration::period> ||
                      std::chrono::treat_as_floating_point_v<Rep>) {
            // A little less than 2^63.
            constexpr double limit = 9.2e18;
            const double count = std::chrono::duration<double, std::micro>(distance).count();
            if (count <= -limit) {
                return duration::min();
            }
            if (!(count < limit)) {
                return duration::max();
            }
        }
        return std::chrono::floor<duration>(distance);
    }

    duration since_epoch_{};
};

/// The earliest instant that the protocol allows: 0001-01-01T00:00:00Z.
inline constexpr timestamp min_timestamp =
    std::chrono::sys_days{std::chrono::year{1} / std::chrono::January / 1};

/// The latest instant that the protocol allows: 9999-12-31T23:59:59.999999Z.
inline constexpr timestamp max_timestamp =
    std::chrono::sys_days{std::chrono::year{10000} / std::chrono::January / 1} -
    std::chrono::microseconds{1};

/// Checks whether the protocol allows an instant, which means that its year is 1 to 9999 in UTC.
/// @param instant any instant
/// @return `min_timestamp <= instant && instant <= max_timestamp`
/// @par Source
/// Sentry uses Python's `datetime`, which has no other years:
/// https://docs.python.org/3/library/datetime.html#datetime.MINYEAR
[[nodiscard]] constexpr bool in_range(timestamp instant) noexcept {
    return min_timestamp <= instant && instant <= max_timestamp;
}

/// The form of a fraction of seconds in the text of an instant.
/// @see to_string
enum class fraction : std::uint8_t {
    /// Six digits, or no fraction if the microseconds are zero. Senders use this form.
    when_needed,
    /// Six digits, always. Rows of the audit log have this form.
    always
};

/// The names of the enumerators, which `to_string` and `from_string` use.
template <>
inline constexpr auto enumerators<fraction> = std::to_array<enumerator<fraction>>({
    {fraction::when_needed, "when_needed"},
    {fraction::always, "always"},
});

/// The maximum length of the text of an instant: `2024-12-12T00:02:00.000001+00:00`.
inline constexpr std::size_t max_timestamp_text = 32;

/// Writes the text of an instant; see `to_string` for its form.
/// @param out receives the characters, up to `max_timestamp_text`; no NUL is written
/// @param instant the instant
/// @param digits when to write a fraction
/// @pre `out` has space for `max_timestamp_text` characters.
/// @return one past the last character; `out` if the instant is not `in_range`, because other years
/// have no text in this form
/// @par Complexity
/// Constant.
[[nodiscard]] constexpr char* write_to(char* out, timestamp instant,
                                       fraction digits = fraction::when_needed) noexcept {
    namespace chrono = std::chrono;
    if (!in_range(instant)) {
        return out;
    }
    const auto days = chrono::floor<chrono::days>(instant.time_point());
    const chrono::year_month_day date{days};
    const auto microseconds = static_cast<std::uint64_t>((instant.time_point() - days).count());
    const auto seconds = static_cast<unsigned>(microseconds / 1'000'000);
    const auto fraction_part = static_cast<unsigned>(microseconds % 1'000'000);

    const auto put_two = [&out](unsigned number) {
        *out++ = static_cast<char>('0' + number / 10);
        *out++ = static_cast<char>('0' + number % 10);
    };
    const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
    put_two(year / 100);
    put_two(year % 100);
    *out++ = '-';
    put_two(static_cast<unsigned>(date.month()));
    *out++ = '-';
    put_two(static_cast<unsigned>(date.day()));
    *out++ = 'T';
    put_two(seconds / 3600);
    *out++ = ':';
    put_two(seconds / 60 % 60);
    *out++ = ':';
    put_two(seconds % 60);
    if (digits == fraction::always || fraction_part != 0) {
        *out++ = '.';
        put_two(fraction_part / 10'000);
        put_two(fraction_part / 100 % 100);
        put_two(fraction_part % 100);
    }
    for (const char character : {'+', '0', '0', ':', '0', '0'}) {
        *out++ = character;
    }
    return out;
}

/// Appends the text of an instant; see `to_string` for its form.
/// @param out the text to append to
/// @param instant the instant
/// @param digits when to write a fraction
/// @throws std::bad_alloc only
/// @par Complexity
/// Constant, apart from growing `out`.
inline void append_to(std::string& out, timestamp instant,
                      fraction digits = fraction::when_needed) {
    char text[max_timestamp_text] = {};
    out.append(text, write_to(text, instant, digits));
}

/// Returns the text of an instant, in the form of the documentation's example:
/// @code{.unparsed}
/// text = 4DIGIT "-" 2DIGIT "-" 2DIGIT "T" 2DIGIT ":" 2DIGIT ":" 2DIGIT [ "." 6DIGIT ] "+00:00"
/// @endcode
///
/// For example, `2024-12-12T00:02:00+00:00`. Sentry reads and stores the fraction, but its
/// documentation does not mention it. To write only the documented form, use whole seconds. The
/// offset is always written: Sentry assumes UTC without it, but other programs may not.
/// @param instant the instant
/// @param digits when to write a fraction
/// @return the text; empty if the instant is not `in_range`, because other years have no text in
/// this form
/// @throws std::bad_alloc only
/// @par Complexity
/// Constant.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet values.cpp timestamp
/// @see parse_timestamp
[[nodiscard]] inline std::string to_string(timestamp instant,
                                           fraction digits = fraction::when_needed) {
    std::string result;
    append_to(result, instant, digits);
    return result;
}

namespace detail {

/// A form of eight characters, some of them decimal digits. Compares and reads all eight at once,
/// which is several times as fast as one by one.
class digit_form {
public:
    static constexpr std::size_t width = 8;

    /// @param form the eight characters, with `0` for each digit
    consteval explicit digit_form(std::string_view form) noexcept {
        for (std::size_t index = 0; index < width; ++index) {
            const bool is_digit = form[index] == '0';
            compared_ |= byte(is_digit ? '\xF0' : '\xFF', index);
            expected_ |= byte(form[index], index);
            digits_ |= byte(is_digit ? '\x0F' : '\0', index);
        }
    }

    /// Reads the form at `position`. Byte i of the result, counted from the lowest, is the number
    /// of the characters i and i + 1. In it, a character that is not a digit counts as 0.
    /// @return `std::nullopt` if the text does not have the form
    /// @pre `text` has eight characters from `position` on.
    [[nodiscard]] constexpr std::optional<std::uint64_t> read(std::string_view text,
                                                              std::size_t position) const noexcept {
        std::uint64_t block = 0;
        if (std::endian::native == std::endian::little && !std::is_constant_evaluated()) {
            std::memcpy(&block, text.data() + position, sizeof block);
        } else {
            for (std::size_t index = 0; index < width; ++index) {
                block |= byte(text[position + index], index);
            }
        }
        // The upper half of a digit is 3, and its lower half plus 6 does not overflow.
        constexpr std::uint64_t six = 0x0606060606060606U;
        if ((block & compared_) != expected_ ||
            (((block & digits_) + (six & digits_)) & ~digits_) != 0) {
            return std::nullopt;
        }
        const std::uint64_t digits = block & digits_;
        return digits * 10 + (digits >> 8U);
    }

private:
    [[nodiscard]] static constexpr std::uint64_t byte(char value, std::size_t index) noexcept {
        return std::uint64_t{static_cast<unsigned char>(value)} << (8 * index);
    }

    std::uint64_t compared_ = 0;
    std::uint64_t expected_ = 0;
    std::uint64_t digits_ = 0;
};

/// Reads `YYYY-MM-DDTHH:MM:SS` at the start of a text.
/// @pre `text` has at least 19 characters.
[[nodiscard]] constexpr std::optional<std::chrono::sys_seconds>
read_date_and_time(std::string_view text) noexcept {
    namespace chrono = std::chrono;
    constexpr digit_form date_form("0000-00-");
    constexpr digit_form day_form("00T00:00");
    constexpr digit_form time_form("00:00:00");
    const std::optional<std::uint64_t> first = date_form.read(text, 0);
    const std::optional<std::uint64_t> middle = day_form.read(text, 8);
    const std::optional<std::uint64_t> last = time_form.read(text, 11);
    if (!first || !middle || !last) {
        return std::nullopt;
    }
    const auto pair = [](std::uint64_t pairs, unsigned place) {
        return static_cast<unsigned>(pairs >> (8 * place) & 0xFFU);
    };
    const unsigned year = pair(*first, 0) * 100 + pair(*first, 2);
    const unsigned hour = pair(*last, 0);
    const unsigned minute = pair(*last, 3);
    const unsigned second = pair(*last, 6);
    const chrono::year_month_day date{chrono::year{static_cast<int>(year)},
                                      chrono::month{pair(*first, 5)},
                                      chrono::day{pair(*middle, 0)}};
    if (year == 0 || !date.ok() || hour > 23 || minute > 59 || second > 59) {
        return std::nullopt;
    }
    return chrono::sys_days{date} + chrono::seconds{(hour * 60 + minute) * 60 + second};
}

} // namespace detail

/// Parses the text of an instant, in the form that `to_string` writes, or with `Z` as the offset:
/// @code{.unparsed}
/// text     = date "T" time [ "." 6DIGIT ] ( "+00:00" / "Z" )
/// date     = 4DIGIT "-" 2DIGIT "-" 2DIGIT   ; years 0001 to 9999
/// time     = 2DIGIT ":" 2DIGIT ":" 2DIGIT   ; up to 23:59:59
/// @endcode
///
/// Letters must be in upper case. In a body, Sentry accepts many other forms; see
/// `blueprint::date_time`.
/// @param text the text, without white space
/// @return the instant, or `std::nullopt` for other text, and for a date or a time that does not
/// exist
/// @par Complexity
/// Constant. Does not allocate.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc3339#section-5.6
///
/// @par Example
/// @snippet values.cpp timestamp
[[nodiscard]] constexpr std::optional<timestamp> parse_timestamp(std::string_view text) noexcept {
    namespace chrono = std::chrono;
    constexpr std::size_t seconds_end = 19;
    constexpr std::size_t microseconds_end = 26;
    const bool has_fraction = text.size() > microseconds_end;
    const std::size_t zone_at = has_fraction ? microseconds_end : seconds_end;
    if (text.size() == zone_at + 1 ? text[zone_at] != 'Z'
                                   : text.substr(std::min(text.size(), zone_at)) != "+00:00") {
        return std::nullopt;
    }
    const std::optional<chrono::sys_seconds> seconds = detail::read_date_and_time(text);
    if (!seconds) {
        return std::nullopt;
    }
    int microsecond = 0;
    if (has_fraction) {
        for (const char character : text.substr(seconds_end + 1, 6)) {
            if (character < '0' || character > '9') {
                return std::nullopt;
            }
            microsecond = microsecond * 10 + (character - '0');
        }
        if (text[seconds_end] != '.') {
            return std::nullopt;
        }
    }
    return *seconds + chrono::microseconds{microsecond};
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/server/unicode_tables.hpp
/// @file
/// Unicode properties as Python knows them (Unicode 15.1.0).
///
/// Written by conformance/reference/unicode_tables.py; do not edit.
#ifndef FLAGHOOK_SERVER_UNICODE_TABLES_HPP
#define FLAGHOOK_SERVER_UNICODE_TABLES_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// The version of the Unicode Character Database behind the tables.
inline constexpr char unicode_version[] = "15.1.0";

/// First code point of each run of ten decimal digits 0 to 9, ascending.
inline constexpr std::uint32_t decimal_digit_zeros[] = {
    0x00030, 0x00660, 0x006F0, 0x007C0, 0x00966, 0x009E6, 0x00A66, 0x00AE6, 0x00B66, 0x00BE6,
    0x00C66, 0x00CE6, 0x00D66, 0x00DE6, 0x00E50, 0x00ED0, 0x00F20, 0x01040, 0x01090, 0x017E0,
    0x01810, 0x01946, 0x019D0, 0x01A80, 0x01A90, 0x01B50, 0x01BB0, 0x01C40, 0x01C50, 0x0A620,
    0x0A8D0, 0x0A900, 0x0A9D0, 0x0A9F0, 0x0AA50, 0x0ABF0, 0x0FF10, 0x104A0, 0x10D30, 0x11066,
    0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0,
    0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8,
    0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E950, 0x1FBF0,
};

/// Where `str.isprintable` changes, ascending: code points from the first entry on are not
/// printable, from the second on printable again, and so on. Code points below are printable.
inline constexpr std::uint32_t printable_changes[] = {
    0x00000, 0x00020, 0x0007F, 0x000A1, 0x000AD, 0x000AE, 0x00378, 0x0037A, 0x00380, 0x00384,
    0x0038B, 0x0038C, 0x0038D, 0x0038E, 0x003A2, 0x003A3, 0x00530, 0x00531, 0x00557, 0x00559,
    0x0058B, 0x0058D, 0x00590, 0x00591, 0x005C8, 0x005D0, 0x005EB, 0x005EF, 0x005F5, 0x00606,
    0x0061C, 0x0061D, 0x006DD, 0x006DE, 0x0070E, 0x00710, 0x0074B, 0x0074D, 0x007B2, 0x007C0,
    0x007FB, 0x007FD, 0x0082E, 0x00830, 0x0083F, 0x00840, 0x0085C, 0x0085E, 0x0085F, 0x00860,
    0x0086B, 0x00870, 0x0088F, 0x00898, 0x008E2, 0x008E3, 0x00984, 0x00985, 0x0098D, 0x0098F,
    0x00991, 0x00993, 0x009A9, 0x009AA, 0x009B1, 0x009B2, 0x009B3, 0x009B6, 0x009BA, 0x009BC,
    0x009C5, 0x009C7, 0x009C9, 0x009CB, 0x009CF, 0x009D7, 0x009D8, 0x009DC, 0x009DE, 0x009DF,
    0x009E4, 0x009E6, 0x009FF, 0x00A01, 0x00A04, 0x00A05, 0x00A0B, 0x00A0F, 0x00A11, 0x00A13,
    0x00A29, 0x00A2A, 0x00A31, 0x00A32, 0x00A34, 0x00A35, 0x00A37, 0x00A38, 0x00A3A, 0x00A3C,
    0x00A3D, 0x00A3E, 0x00A43, 0x00A47, 0x00A49, 0x00A4B, 0x00A4E, 0x00A51, 0x00A52, 0x00A59,
    0x00A5D, 0x00A5E, 0x00A5F, 0x00A66, 0x00A77, 0x00A81, 0x00A84, 0x00A85, 0x00A8E, 0x00A8F,
    0x00A92, 0x00A93, 0x00AA9, 0x00AAA, 0x00AB1, 0x00AB2, 0x00AB4, 0x00AB5, 0x00ABA, 0x00ABC,
    0x00AC6, 0x00AC7, 0x00ACA, 0x00ACB, 0x00ACE, 0x00AD0, 0x00AD1, 0x00AE0, 0x00AE4, 0x00AE6,
    0x00AF2, 0x00AF9, 0x00B00, 0x00B01, 0x00B04, 0x00B05, 0x00B0D, 0x00B0F, 0x00B11, 0x00B13,
    0x00B29, 0x00B2A, 0x00B31, 0x00B32, 0x00B34, 0x00B35, 0x00B3A, 0x00B3C, 0x00B45, 0x00B47,
    0x00B49, 0x00B4B, 0x00B4E, 0x00B55, 0x00B58, 0x00B5C, 0x00B5E, 0x00B5F, 0x00B64, 0x00B66,
    0x00B78, 0x00B82, 0x00B84, 0x00B85, 0x00B8B, 0x00B8E, 0x00B91, 0x00B92, 0x00B96, 0x00B99,
    0x00B9B, 0x00B9C, 0x00B9D, 0x00B9E, 0x00BA0, 0x00BA3, 0x00BA5, 0x00BA8, 0x00BAB, 0x00BAE,
    0x00BBA, 0x00BBE, 0x00BC3, 0x00BC6, 0x00BC9, 0x00BCA, 0x00BCE, 0x00BD0, 0x00BD1, 0x00BD7,
    0x00BD8, 0x00BE6, 0x00BFB, 0x00C00, 0x00C0D, 0x00C0E, 0x00C11, 0x00C12, 0x00C29, 0x00C2A,
    0x00C3A, 0x00C3C, 0x00C45, 0x00C46, 0x00C49, 0x00C4A, 0x00C4E, 0x00C55, 0x00C57, 0x00C58,
    0x00C5B, 0x00C5D, 0x00C5E, 0x00C60, 0x00C64, 0x00C66, 0x00C70, 0x00C77, 0x00C8D, 0x00C8E,
    0x00C91, 0x00C92, 0x00CA9, 0x00CAA, 0x00CB4, 0x00CB5, 0x00CBA, 0x00CBC, 0x00CC5, 0x00CC6,
    0x00CC9, 0x00CCA, 0x00CCE, 0x00CD5, 0x00CD7, 0x00CDD, 0x00CDF, 0x00CE0, 0x00CE4, 0x00CE6,
    0x00CF0, 0x00CF1, 0x00CF4, 0x00D00, 0x00D0D, 0x00D0E, 0x00D11, 0x00D12, 0x00D45, 0x00D46,
    0x00D49, 0x00D4A, 0x00D50, 0x00D54, 0x00D64, 0x00D66, 0x00D80, 0x00D81, 0x00D84, 0x00D85,
    0x00D97, 0x00D9A, 0x00DB2, 0x00DB3, 0x00DBC, 0x00DBD, 0x00DBE, 0x00DC0, 0x00DC7, 0x00DCA,
    0x00DCB, 0x00DCF, 0x00DD5, 0x00DD6, 0x00DD7, 0x00DD8, 0x00DE0, 0x00DE6, 0x00DF0, 0x00DF2,
    0x00DF5, 0x00E01, 0x00E3B, 0x00E3F, 0x00E5C, 0x00E81, 0x00E83, 0x00E84, 0x00E85, 0x00E86,
    0x00E8B, 0x00E8C, 0x00EA4, 0x00EA5, 0x00EA6, 0x00EA7, 0x00EBE, 0x00EC0, 0x00EC5, 0x00EC6,
    0x00EC7, 0x00EC8, 0x00ECF, 0x00ED0, 0x00EDA, 0x00EDC, 0x00EE0, 0x00F00, 0x00F48, 0x00F49,
    0x00F6D, 0x00F71, 0x00F98, 0x00F99, 0x00FBD, 0x00FBE, 0x00FCD, 0x00FCE, 0x00FDB, 0x01000,
    0x010C6, 0x010C7, 0x010C8, 0x010CD, 0x010CE, 0x010D0, 0x01249, 0x0124A, 0x0124E, 0x01250,
    0x01257, 0x01258, 0x01259, 0x0125A, 0x0125E, 0x01260, 0x01289, 0x0128A, 0x0128E, 0x01290,
    0x012B1, 0x012B2, 0x012B6, 0x012B8, 0x012BF, 0x012C0, 0x012C1, 0x012C2, 0x012C6, 0x012C8,
    0x012D7, 0x012D8, 0x01311, 0x01312, 0x01316, 0x01318, 0x0135B, 0x0135D, 0x0137D, 0x01380,
    0x0139A, 0x013A0, 0x013F6, 0x013F8, 0x013FE, 0x01400, 0x01680, 0x01681, 0x0169D, 0x016A0,
    0x016F9, 0x01700, 0x01716, 0x0171F, 0x01737, 0x01740, 0x01754, 0x01760, 0x0176D, 0x0176E,
    0x01771, 0x01772, 0x01774, 0x01780, 0x017DE, 0x017E0, 0x017EA, 0x017F0, 0x017FA, 0x01800,
    0x0180E, 0x0180F, 0x0181A, 0x01820, 0x01879, 0x01880, 0x018AB, 0x018B0, 0x018F6, 0x01900,
    0x0191F, 0x01920, 0x0192C, 0x01930, 0x0193C, 0x01940, 0x01941, 0x01944, 0x0196E, 0x01970,
    0x01975, 0x01980, 0x019AC, 0x019B0, 0x019CA, 0x019D0, 0x019DB, 0x019DE, 0x01A1C, 0x01A1E,
    0x01A5F, 0x01A60, 0x01A7D, 0x01A7F, 0x01A8A, 0x01A90, 0x01A9A, 0x01AA0, 0x01AAE, 0x01AB0,
    0x01ACF, 0x01B00, 0x01B4D, 0x01B50, 0x01B7F, 0x01B80, 0x01BF4, 0x01BFC, 0x01C38, 0x01C3B,
    0x01C4A, 0x01C4D, 0x01C89, 0x01C90, 0x01CBB, 0x01CBD, 0x01CC8, 0x01CD0, 0x01CFB, 0x01D00,
    0x01F16, 0x01F18, 0x01F1E, 0x01F20, 0x01F46, 0x01F48, 0x01F4E, 0x01F50, 0x01F58, 0x01F59,
    0x01F5A, 0x01F5B, 0x01F5C, 0x01F5D, 0x01F5E, 0x01F5F, 0x01F7E, 0x01F80, 0x01FB5, 0x01FB6,
    0x01FC5, 0x01FC6, 0x01FD4, 0x01FD6, 0x01FDC, 0x01FDD, 0x01FF0, 0x01FF2, 0x01FF5, 0x01FF6,
    0x01FFF, 0x02010, 0x02028, 0x02030, 0x0205F, 0x02070, 0x02072, 0x02074, 0x0208F, 0x02090,
    0x0209D, 0x020A0, 0x020C1, 0x020D0, 0x020F1, 0x02100, 0x0218C, 0x02190, 0x02427, 0x02440,
    0x0244B, 0x02460, 0x02B74, 0x02B76, 0x02B96, 0x02B97, 0x02CF4, 0x02CF9, 0x02D26, 0x02D27,
    0x02D28, 0x02D2D, 0x02D2E, 0x02D30, 0x02D68, 0x02D6F, 0x02D71, 0x02D7F, 0x02D97, 0x02DA0,
    0x02DA7, 0x02DA8, 0x02DAF, 0x02DB0, 0x02DB7, 0x02DB8, 0x02DBF, 0x02DC0, 0x02DC7, 0x02DC8,
    0x02DCF, 0x02DD0, 0x02DD7, 0x02DD8, 0x02DDF, 0x02DE0, 0x02E5E, 0x02E80, 0x02E9A, 0x02E9B,
    0x02EF4, 0x02F00, 0x02FD6, 0x02FF0, 0x03000, 0x03001, 0x03040, 0x03041, 0x03097, 0x03099,
    0x03100, 0x03105, 0x03130, 0x03131, 0x0318F, 0x03190, 0x031E4, 0x031EF, 0x0321F, 0x03220,
    0x0A48D, 0x0A490, 0x0A4C7, 0x0A4D0, 0x0A62C, 0x0A640, 0x0A6F8, 0x0A700, 0x0A7CB, 0x0A7D0,
    0x0A7D2, 0x0A7D3, 0x0A7D4, 0x0A7D5, 0x0A7DA, 0x0A7F2, 0x0A82D, 0x0A830, 0x0A83A, 0x0A840,
    0x0A878, 0x0A880, 0x0A8C6, 0x0A8CE, 0x0A8DA, 0x0A8E0, 0x0A954, 0x0A95F, 0x0A97D, 0x0A980,
    0x0A9CE, 0x0A9CF, 0x0A9DA, 0x0A9DE, 0x0A9FF, 0x0AA00, 0x0AA37, 0x0AA40, 0x0AA4E, 0x0AA50,
    0x0AA5A, 0x0AA5C, 0x0AAC3, 0x0AADB, 0x0AAF7, 0x0AB01, 0x0AB07, 0x0AB09, 0x0AB0F, 0x0AB11,
    0x0AB17, 0x0AB20, 0x0AB27, 0x0AB28, 0x0AB2F, 0x0AB30, 0x0AB6C, 0x0AB70, 0x0ABEE, 0x0ABF0,
    0x0ABFA, 0x0AC00, 0x0D7A4, 0x0D7B0, 0x0D7C7, 0x0D7CB, 0x0D7FC, 0x0F900, 0x0FA6E, 0x0FA70,
    0x0FADA, 0x0FB00, 0x0FB07, 0x0FB13, 0x0FB18, 0x0FB1D, 0x0FB37, 0x0FB38, 0x0FB3D, 0x0FB3E,
    0x0FB3F, 0x0FB40, 0x0FB42, 0x0FB43, 0x0FB45, 0x0FB46, 0x0FBC3, 0x0FBD3, 0x0FD90, 0x0FD92,
    0x0FDC8, 0x0FDCF, 0x0FDD0, 0x0FDF0, 0x0FE1A, 0x0FE20, 0x0FE53, 0x0FE54, 0x0FE67, 0x0FE68,
    0x0FE6C, 0x0FE70, 0x0FE75, 0x0FE76, 0x0FEFD, 0x0FF01, 0x0FFBF, 0x0FFC2, 0x0FFC8, 0x0FFCA,
    0x0FFD0, 0x0FFD2, 0x0FFD8, 0x0FFDA, 0x0FFDD, 0x0FFE0, 0x0FFE7, 0x0FFE8, 0x0FFEF, 0x0FFFC,
    0x0FFFE, 0x10000, 0x1000C, 0x1000D, 0x10027, 0x10028, 0x1003B, 0x1003C, 0x1003E, 0x1003F,
    0x1004E, 0x10050, 0x1005E, 0x10080, 0x100FB, 0x10100, 0x10103, 0x10107, 0x10134, 0x10137,
    0x1018F, 0x10190, 0x1019D, 0x101A0, 0x101A1, 0x101D0, 0x101FE, 0x10280, 0x1029D, 0x102A0,
    0x102D1, 0x102E0, 0x102FC, 0x10300, 0x10324, 0x1032D, 0x1034B, 0x10350, 0x1037B, 0x10380,
    0x1039E, 0x1039F, 0x103C4, 0x103C8, 0x103D6, 0x10400, 0x1049E, 0x104A0, 0x104AA, 0x104B0,
    0x104D4, 0x104D8, 0x104FC, 0x10500, 0x10528, 0x10530, 0x10564, 0x1056F, 0x1057B, 0x1057C,
    0x1058B, 0x1058C, 0x10593, 0x10594, 0x10596, 0x10597, 0x105A2, 0x105A3, 0x105B2, 0x105B3,
    0x105BA, 0x105BB, 0x105BD, 0x10600, 0x10737, 0x10740, 0x10756, 0x10760, 0x10768, 0x10780,
    0x10786, 0x10787, 0x107B1, 0x107B2, 0x107BB, 0x10800, 0x10806, 0x10808, 0x10809, 0x1080A,
    0x10836, 0x10837, 0x10839, 0x1083C, 0x1083D, 0x1083F, 0x10856, 0x10857, 0x1089F, 0x108A7,
    0x108B0, 0x108E0, 0x108F3, 0x108F4, 0x108F6, 0x108FB, 0x1091C, 0x1091F, 0x1093A, 0x1093F,
    0x10940, 0x10980, 0x109B8, 0x109BC, 0x109D0, 0x109D2, 0x10A04, 0x10A05, 0x10A07, 0x10A0C,
    0x10A14, 0x10A15, 0x10A18, 0x10A19, 0x10A36, 0x10A38, 0x10A3B, 0x10A3F, 0x10A49, 0x10A50,
    0x10A59, 0x10A60, 0x10AA0, 0x10AC0, 0x10AE7, 0x10AEB, 0x10AF7, 0x10B00, 0x10B36, 0x10B39,
    0x10B56, 0x10B58, 0x10B73, 0x10B78, 0x10B92, 0x10B99, 0x10B9D, 0x10BA9, 0x10BB0, 0x10C00,
    0x10C49, 0x10C80, 0x10CB3, 0x10CC0, 0x10CF3, 0x10CFA, 0x10D28, 0x10D30, 0x10D3A, 0x10E60,
    0x10E7F, 0x10E80, 0x10EAA, 0x10EAB, 0x10EAE, 0x10EB0, 0x10EB2, 0x10EFD, 0x10F28, 0x10F30,
    0x10F5A, 0x10F70, 0x10F8A, 0x10FB0, 0x10FCC, 0x10FE0, 0x10FF7, 0x11000, 0x1104E, 0x11052,
    0x11076, 0x1107F, 0x110BD, 0x110BE, 0x110C3, 0x110D0, 0x110E9, 0x110F0, 0x110FA, 0x11100,
    0x11135, 0x11136, 0x11148, 0x11150, 0x11177, 0x11180, 0x111E0, 0x111E1, 0x111F5, 0x11200,
    0x11212, 0x11213, 0x11242, 0x11280, 0x11287, 0x11288, 0x11289, 0x1128A, 0x1128E, 0x1128F,
    0x1129E, 0x1129F, 0x112AA, 0x112B0, 0x112EB, 0x112F0, 0x112FA, 0x11300, 0x11304, 0x11305,
    0x1130D, 0x1130F, 0x11311, 0x11313, 0x11329, 0x1132A, 0x11331, 0x11332, 0x11334, 0x11335,
    0x1133A, 0x1133B, 0x11345, 0x11347, 0x11349, 0x1134B, 0x1134E, 0x11350, 0x11351, 0x11357,
    0x11358, 0x1135D, 0x11364, 0x11366, 0x1136D, 0x11370, 0x11375, 0x11400, 0x1145C, 0x1145D,
    0x11462, 0x11480, 0x114C8, 0x114D0, 0x114DA, 0x11580, 0x115B6, 0x115B8, 0x115DE, 0x11600,
    0x11645, 0x11650, 0x1165A, 0x11660, 0x1166D, 0x11680, 0x116BA, 0x116C0, 0x116CA, 0x11700,
    0x1171B, 0x1171D, 0x1172C, 0x11730, 0x11747, 0x11800, 0x1183C, 0x118A0, 0x118F3, 0x118FF,
    0x11907, 0x11909, 0x1190A, 0x1190C, 0x11914, 0x11915, 0x11917, 0x11918, 0x11936, 0x11937,
    0x11939, 0x1193B, 0x11947, 0x11950, 0x1195A, 0x119A0, 0x119A8, 0x119AA, 0x119D8, 0x119DA,
    0x119E5, 0x11A00, 0x11A48, 0x11A50, 0x11AA3, 0x11AB0, 0x11AF9, 0x11B00, 0x11B0A, 0x11C00,
    0x11C09, 0x11C0A, 0x11C37, 0x11C38, 0x11C46, 0x11C50, 0x11C6D, 0x11C70, 0x11C90, 0x11C92,
    0x11CA8, 0x11CA9, 0x11CB7, 0x11D00, 0x11D07, 0x11D08, 0x11D0A, 0x11D0B, 0x11D37, 0x11D3A,
    0x11D3B, 0x11D3C, 0x11D3E, 0x11D3F, 0x11D48, 0x11D50, 0x11D5A, 0x11D60, 0x11D66, 0x11D67,
    0x11D69, 0x11D6A, 0x11D8F, 0x11D90, 0x11D92, 0x11D93, 0x11D99, 0x11DA0, 0x11DAA, 0x11EE0,
    0x11EF9, 0x11F00, 0x11F11, 0x11F12, 0x11F3B, 0x11F3E, 0x11F5A, 0x11FB0, 0x11FB1, 0x11FC0,
    0x11FF2, 0x11FFF, 0x1239A, 0x12400, 0x1246F, 0x12470, 0x12475, 0x12480, 0x12544, 0x12F90,
    0x12FF3, 0x13000, 0x13430, 0x13440, 0x13456, 0x14400, 0x14647, 0x16800, 0x16A39, 0x16A40,
    0x16A5F, 0x16A60, 0x16A6A, 0x16A6E, 0x16ABF, 0x16AC0, 0x16ACA, 0x16AD0, 0x16AEE, 0x16AF0,
    0x16AF6, 0x16B00, 0x16B46, 0x16B50, 0x16B5A, 0x16B5B, 0x16B62, 0x16B63, 0x16B78, 0x16B7D,
    0x16B90, 0x16E40, 0x16E9B, 0x16F00, 0x16F4B, 0x16F4F, 0x16F88, 0x16F8F, 0x16FA0, 0x16FE0,
    0x16FE5, 0x16FF0, 0x16FF2, 0x17000, 0x187F8, 0x18800, 0x18CD6, 0x18D00, 0x18D09, 0x1AFF0,
    0x1AFF4, 0x1AFF5, 0x1AFFC, 0x1AFFD, 0x1AFFF, 0x1B000, 0x1B123, 0x1B132, 0x1B133, 0x1B150,
    0x1B153, 0x1B155, 0x1B156, 0x1B164, 0x1B168, 0x1B170, 0x1B2FC, 0x1BC00, 0x1BC6B, 0x1BC70,
    0x1BC7D, 0x1BC80, 0x1BC89, 0x1BC90, 0x1BC9A, 0x1BC9C, 0x1BCA0, 0x1CF00, 0x1CF2E, 0x1CF30,
    0x1CF47, 0x1CF50, 0x1CFC4, 0x1D000, 0x1D0F6, 0x1D100, 0x1D127, 0x1D129, 0x1D173, 0x1D17B,
    0x1D1EB, 0x1D200, 0x1D246, 0x1D2C0, 0x1D2D4, 0x1D2E0, 0x1D2F4, 0x1D300, 0x1D357, 0x1D360,
    0x1D379, 0x1D400, 0x1D455, 0x1D456, 0x1D49D, 0x1D49E, 0x1D4A0, 0x1D4A2, 0x1D4A3, 0x1D4A5,
    0x1D4A7, 0x1D4A9, 0x1D4AD, 0x1D4AE, 0x1D4BA, 0x1D4BB, 0x1D4BC, 0x1D4BD, 0x1D4C4, 0x1D4C5,
    0x1D506, 0x1D507, 0x1D50B, 0x1D50D, 0x1D515, 0x1D516, 0x1D51D, 0x1D51E, 0x1D53A, 0x1D53B,
    0x1D53F, 0x1D540, 0x1D545, 0x1D546, 0x1D547, 0x1D54A, 0x1D551, 0x1D552, 0x1D6A6, 0x1D6A8,
    0x1D7CC, 0x1D7CE, 0x1DA8C, 0x1DA9B, 0x1DAA0, 0x1DAA1, 0x1DAB0, 0x1DF00, 0x1DF1F, 0x1DF25,
    0x1DF2B, 0x1E000, 0x1E007, 0x1E008, 0x1E019, 0x1E01B, 0x1E022, 0x1E023, 0x1E025, 0x1E026,
    0x1E02B, 0x1E030, 0x1E06E, 0x1E08F, 0x1E090, 0x1E100, 0x1E12D, 0x1E130, 0x1E13E, 0x1E140,
    0x1E14A, 0x1E14E, 0x1E150, 0x1E290, 0x1E2AF, 0x1E2C0, 0x1E2FA, 0x1E2FF, 0x1E300, 0x1E4D0,
    0x1E4FA, 0x1E7E0, 0x1E7E7, 0x1E7E8, 0x1E7EC, 0x1E7ED, 0x1E7EF, 0x1E7F0, 0x1E7FF, 0x1E800,
    0x1E8C5, 0x1E8C7, 0x1E8D7, 0x1E900, 0x1E94C, 0x1E950, 0x1E95A, 0x1E95E, 0x1E960, 0x1EC71,
    0x1ECB5, 0x1ED01, 0x1ED3E, 0x1EE00, 0x1EE04, 0x1EE05, 0x1EE20, 0x1EE21, 0x1EE23, 0x1EE24,
    0x1EE25, 0x1EE27, 0x1EE28, 0x1EE29, 0x1EE33, 0x1EE34, 0x1EE38, 0x1EE39, 0x1EE3A, 0x1EE3B,
    0x1EE3C, 0x1EE42, 0x1EE43, 0x1EE47, 0x1EE48, 0x1EE49, 0x1EE4A, 0x1EE4B, 0x1EE4C, 0x1EE4D,
    0x1EE50, 0x1EE51, 0x1EE53, 0x1EE54, 0x1EE55, 0x1EE57, 0x1EE58, 0x1EE59, 0x1EE5A, 0x1EE5B,
    0x1EE5C, 0x1EE5D, 0x1EE5E, 0x1EE5F, 0x1EE60, 0x1EE61, 0x1EE63, 0x1EE64, 0x1EE65, 0x1EE67,
    0x1EE6B, 0x1EE6C, 0x1EE73, 0x1EE74, 0x1EE78, 0x1EE79, 0x1EE7D, 0x1EE7E, 0x1EE7F, 0x1EE80,
    0x1EE8A, 0x1EE8B, 0x1EE9C, 0x1EEA1, 0x1EEA4, 0x1EEA5, 0x1EEAA, 0x1EEAB, 0x1EEBC, 0x1EEF0,
    0x1EEF2, 0x1F000, 0x1F02C, 0x1F030, 0x1F094, 0x1F0A0, 0x1F0AF, 0x1F0B1, 0x1F0C0, 0x1F0C1,
    0x1F0D0, 0x1F0D1, 0x1F0F6, 0x1F100, 0x1F1AE, 0x1F1E6, 0x1F203, 0x1F210, 0x1F23C, 0x1F240,
    0x1F249, 0x1F250, 0x1F252, 0x1F260, 0x1F266, 0x1F300, 0x1F6D8, 0x1F6DC, 0x1F6ED, 0x1F6F0,
    0x1F6FD, 0x1F700, 0x1F777, 0x1F77B, 0x1F7DA, 0x1F7E0, 0x1F7EC, 0x1F7F0, 0x1F7F1, 0x1F800,
    0x1F80C, 0x1F810, 0x1F848, 0x1F850, 0x1F85A, 0x1F860, 0x1F888, 0x1F890, 0x1F8AE, 0x1F8B0,
    0x1F8B2, 0x1F900, 0x1FA54, 0x1FA60, 0x1FA6E, 0x1FA70, 0x1FA7D, 0x1FA80, 0x1FA89, 0x1FA90,
    0x1FABE, 0x1FABF, 0x1FAC6, 0x1FACE, 0x1FADC, 0x1FAE0, 0x1FAE9, 0x1FAF0, 0x1FAF9, 0x1FB00,
    0x1FB93, 0x1FB94, 0x1FBCB, 0x1FBF0, 0x1FBFA, 0x20000, 0x2A6E0, 0x2A700, 0x2B73A, 0x2B740,
    0x2B81E, 0x2B820, 0x2CEA2, 0x2CEB0, 0x2EBE1, 0x2EBF0, 0x2EE5E, 0x2F800, 0x2FA1E, 0x30000,
    0x3134B, 0x31350, 0x323B0, 0xE0100, 0xE01F0,
};

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/server/text.hpp
/// @file
/// The server's rules for text, which are those of Python's `str`.
#ifndef FLAGHOOK_SERVER_TEXT_HPP
#define FLAGHOOK_SERVER_TEXT_HPP

/// The server's rules for one JSON scalar: how Django REST framework on Python converts text and
/// numbers to the values of fields.
///
/// Text in this namespace is UTF-8 that may also have lone surrogates, encoded in three bytes each,
/// because Python's `str` may have them. JSON's `"\ud800"` is one.
namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A code point and its size in bytes.
struct decoded {
    char32_t point = 0;
    std::size_t width = 1;
};

/// Decodes the code point that begins at `text[position]`.
/// @pre `text` is text of this namespace, and `position` is the beginning of a code point
[[nodiscard]] constexpr decoded decode(std::string_view text, std::size_t position) noexcept {
    const auto byte = [&](std::size_t offset) {
        return static_cast<char32_t>(static_cast<unsigned char>(text[position + offset]));
    };
    const char32_t lead = byte(0);
    if (lead < 0x80) {
        return {lead, 1};
    }
    if (lead < 0xE0) {
        return {(lead & 0x1FU) << 6U | (byte(1) & 0x3FU), 2};
    }
    if (lead < 0xF0) {
        return {(lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3};
    }
    return {(lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
                (byte(3) & 0x3FU),
            4};
}

/// Checks whether a byte begins a code point.
[[nodiscard]] constexpr bool starts_code_point(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// Writes a code point, possibly a surrogate, as UTF-8.
/// @param out has space for four bytes
/// @return one past the last byte
constexpr char* write_code_point(char* out, char32_t point) noexcept {
    const auto put = [&out](char32_t byte) { *out++ = static_cast<char>(byte); };
    if (point < 0x80) {
        put(point);
    } else if (point < 0x800) {
        put(0xC0U | point >> 6U);
        put(0x80U | (point & 0x3FU));
    } else if (point < 0x10000) {
        put(0xE0U | point >> 12U);
        put(0x80U | (point >> 6U & 0x3FU));
        put(0x80U | (point & 0x3FU));
    } else {
        put(0xF0U | point >> 18U);
        put(0x80U | (point >> 12U & 0x3FU));
        put(0x80U | (point >> 6U & 0x3FU));
        put(0x80U | (point & 0x3FU));
    }
    return out;
}

/// Appends a code point, possibly a surrogate, as UTF-8.
inline void append_code_point(std::string& out, char32_t point) {
    char bytes[4] = {};
    out.append(bytes, write_code_point(bytes, point));
}

/// Counts the code points of a text, as the server's limits on lengths do.
[[nodiscard]] constexpr std::size_t count_code_points(std::string_view text) noexcept {
    std::size_t result = text.size();
    std::size_t position = 0;
    if (!std::is_constant_evaluated()) {
        std::uint64_t block = 0;
        for (; text.size() - position >= sizeof block; position += sizeof block) {
            std::memcpy(&block, text.data() + position, sizeof block);
            // In a continuation byte, the highest bit is set and the next one is not.
            const std::uint64_t continuations =
                block & ~((block & 0x4040404040404040U) << 1U) & 0x8080808080808080U;
            result -= static_cast<std::size_t>(std::popcount(continuations));
        }
    }
    for (; position < text.size(); ++position) {
        result -= starts_code_point(text[position]) ? 0U : 1U;
    }
    return result;
}

/// Checks whether a code point is white space by `str.isspace`, which `str.strip` and `\s` also
/// use.
/// @par Source
/// https://docs.python.org/3/library/stdtypes.html#str.isspace
[[nodiscard]] constexpr bool is_space(char32_t point) noexcept {
    if (point < 0x80) {
        return (point >= 0x09 && point <= 0x0D) || (point >= 0x1C && point <= 0x20);
    }
    return point == 0x85 || point == 0xA0 || point == 0x1680 ||
           (point >= 0x2000 && point <= 0x200A) || point == 0x2028 || point == 0x2029 ||
           point == 0x202F || point == 0x205F || point == 0x3000;
}

/// Returns the value of a decimal digit of any script, as `int()` and `\d` accept it; otherwise -1.
/// @par Source
/// https://docs.python.org/3/library/stdtypes.html#str.isdecimal
[[nodiscard]] constexpr int digit_value(char32_t point) noexcept {
    if (point < 0x80) {
        return point >= '0' && point <= '9' ? static_cast<int>(point - '0') : -1;
    }
    const auto* const next =
        std::upper_bound(std::begin(decimal_digit_zeros), std::end(decimal_digit_zeros), point);
    const auto distance = point - *std::prev(next);
    return distance < 10 ? static_cast<int>(distance) : -1;
}

/// Checks whether a code point is printable by `str.isprintable`, so that `repr` does not escape
/// it.
/// @par Source
/// https://docs.python.org/3/library/stdtypes.html#str.isprintable
[[nodiscard]] constexpr bool is_printable(char32_t point) noexcept {
    const auto* const next =
        std::upper_bound(std::begin(printable_changes), std::end(printable_changes), point);
    return (next - std::begin(printable_changes)) % 2 == 0;
}

/// Checks whether a code point is a surrogate.
[[nodiscard]] constexpr bool is_surrogate(char32_t point) noexcept {
    return point >= 0xD800 && point <= 0xDFFF;
}

/// Removes the white space at both ends, as `str.strip()` does.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
    while (!text.empty()) {
        const decoded first = decode(text, 0);
        if (!is_space(first.point)) {
            break;
        }
        text.remove_prefix(first.width);
    }
    while (!text.empty()) {
        std::size_t position = text.size() - 1;
        while (position > 0 && !starts_code_point(text[position])) {
            --position;
        }
        if (!is_space(decode(text, position).point)) {
            break;
        }
        text.remove_suffix(text.size() - position);
    }
    return text;
}

/// Checks in constant time whether a text has visible ASCII characters at both ends, so that `trim`
/// does not change it.
[[nodiscard]] constexpr bool has_no_outer_space(std::string_view text) noexcept {
    const auto is_visible = [](char byte) { return byte > ' ' && byte < '\x7F'; };
    return !text.empty() && is_visible(text.front()) && is_visible(text.back());
}

/// Finds the first surrogate in a text.
[[nodiscard]] constexpr std::optional<char32_t> first_surrogate(std::string_view text) noexcept {
    // The byte ED begins the code points from U+D000 to U+DFFF, and no others.
    for (std::size_t position = text.find('\xED'); position != std::string_view::npos;
         position = text.find('\xED', position + 1)) {
        const char32_t point = decode(text, position).point;
        if (is_surrogate(point)) {
            return point;
        }
    }
    return std::nullopt;
}

/// The valid part of a text, and the first error.
struct utf8_extent {
    /// The length of the longest prefix that is valid UTF-8.
    std::size_t valid = 0;
    /// Whether the prefix is the whole text, or is followed only by a code point that the end of
    /// the text cuts off.
    bool complete_or_cut = true;
    /// Otherwise, the number of bytes in Python's error: 1 to 3.
    std::size_t wrong = 0;
    /// Whether the error is an invalid start byte instead of an invalid continuation byte.
    bool wrong_start = false;
};

/// One code point or decoding error.
struct utf8_sequence {
    /// The number of bytes of the code point or the error.
    std::size_t width = 1;
    /// Whether the code point is valid, invalid, or cut off by the end of the text.
    enum class form : std::uint8_t { valid, wrong_start, wrong_continuation, cut } is = form::valid;
};

/// Examines the code point at `at`.
/// @pre `at` is not `end`
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc3629#section-4
[[nodiscard]] constexpr utf8_sequence read_utf8(const char* at, const char* end) noexcept {
    using form = utf8_sequence::form;
    const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(at[offset]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) {
        return {1, form::valid};
    }
    if (lead >= 0xC2 && lead <= 0xDF && end - at >= 2 && (byte(1) & 0xC0U) == 0x80U) {
        return {2, form::valid};
    }
    // The lead byte determines the width, and the range of the second byte.
    std::size_t width = 0;
    unsigned low = 0x80;
    unsigned high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        width = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        width = 3;
        low = lead == 0xE0 ? 0xA0 : low;
        high = lead == 0xED ? 0x9F : high;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        width = 4;
        low = lead == 0xF0 ? 0x90 : low;
        high = lead == 0xF4 ? 0x8F : high;
    } else {
        return {1, form::wrong_start};
    }
    const auto left = static_cast<std::size_t>(end - at);
    for (std::size_t offset = 1; offset < width; ++offset) {
        if (offset == left) {
            return {offset, form::cut};
        }
        const unsigned next = byte(offset);
        if (next < low || next > high) {
            // Python detects a surrogate only if the third byte is there.
            if (lead == 0xED && next >= 0xA0 && next <= 0xBF && left == 2) {
                return {2, form::cut};
            }
            return {offset, form::wrong_continuation};
        }
        low = 0x80;
        high = 0xBF;
    }
    return {width, form::valid};
}

/// Finds the first error in any bytes, by strict UTF-8: no overlong forms, no surrogates, nothing
/// beyond U+10FFFF.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc3629#section-4
[[nodiscard]] inline utf8_extent measure_utf8(std::string_view text) noexcept {
    const char* at = text.data();
    const char* const end = at + text.size();
    while (at != end) {
        if (static_cast<std::size_t>(end - at) >= 32) {
            std::array<std::uint64_t, 4> blocks{};
            std::memcpy(blocks.data(), at, sizeof blocks);
            if (((blocks[0] | blocks[1] | blocks[2] | blocks[3]) & 0x8080808080808080U) == 0) {
                at += sizeof blocks;
                continue;
            }
        }
        const utf8_sequence next = read_utf8(at, end);
        if (next.is != utf8_sequence::form::valid) {
            utf8_extent result{static_cast<std::size_t>(at - text.data())};
            if (next.is != utf8_sequence::form::cut) {
                result.complete_or_cut = false;
                result.wrong = next.width;
                result.wrong_start = next.is == utf8_sequence::form::wrong_start;
            }
            return result;
        }
        at += next.width;
    }
    return {text.size()};
}

/// Checks whether all bytes are valid UTF-8.
[[nodiscard]] inline bool is_utf8(std::string_view text) noexcept {
    return measure_utf8(text).valid == text.size();
}

/// Appends Python's `repr` of a `str`, with unprintable characters escaped. The quotes are double
/// if the text has single quotes but no double ones; otherwise they are single.
/// @par Source
/// https://docs.python.org/3/library/functions.html#repr
inline void append_repr(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto escape = [&](char kind, char32_t value, int width) {
        out += '\\';
        out += kind;
        for (int shift = 4 * (width - 1); shift >= 0; shift -= 4) {
            out += digits[value >> static_cast<unsigned>(shift) & 0xFU];
        }
    };
    const char quote =
        text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos
            ? '"'
            : '\'';
    out += quote;
    for (std::size_t position = 0; position < text.size();) {
        const auto [point, width] = decode(text, position);
        if (point == '\\' || point == static_cast<char32_t>(quote)) {
            out += '\\';
            out += static_cast<char>(point);
        } else if (point == '\t') {
            out += "\\t";
        } else if (point == '\n') {
            out += "\\n";
        } else if (point == '\r') {
            out += "\\r";
        } else if (is_printable(point)) {
            out.append(text, position, width);
        } else if (point < 0x100) {
            escape('x', point, 2);
        } else if (point < 0x10000) {
            escape('u', point, 4);
        } else {
            escape('U', point, 8);
        }
        position += width;
    }
    out += quote;
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/server/date_time.hpp
/// @file
/// The server's rule for date-time fields.
#ifndef FLAGHOOK_SERVER_DATE_TIME_HPP
#define FLAGHOOK_SERVER_DATE_TIME_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// The server's verdict on the text of a date-time field.
enum class date_time_outcome : std::uint8_t {
    valid,
    invalid, ///< not a form that the server reads, or a date that does not exist
    overflow ///< outside the years 1 to 9999 in UTC
};

/// The verdict and, if it is `valid`, the instant.
struct date_time {
    date_time_outcome outcome = date_time_outcome::invalid;
    timestamp instant{};
};

/// The unchecked parts of a date-time: calendar date, time of day and offset.
struct written_date_time {
    int year = 1;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int microsecond = 0;
    /// Positive east of Greenwich; zero if there is none, because the server then assumes UTC.
    std::chrono::microseconds offset{0};
};

/// Checks the parts as Python's `datetime` and `timezone` do, and converts to UTC.
[[nodiscard]] constexpr date_time to_instant(const written_date_time& written) noexcept {
    namespace chrono = std::chrono;
    if (written.year < 1 || written.year > 9999 || written.month < 1 || written.month > 12 ||
        written.day < 1 || written.hour > 23 || written.minute > 59 || written.second > 59 ||
        chrono::abs(written.offset) >= chrono::days{1}) {
        return {};
    }
    const chrono::year_month_day date{chrono::year{written.year},
                                      chrono::month{static_cast<unsigned>(written.month)},
                                      chrono::day{static_cast<unsigned>(written.day)}};
    if (!date.ok()) {
        return {};
    }
    // Days and minutes are never added without seconds. Their sum would be in minutes, which have
    // 32 bits in libc++ for 32-bit processors, and would overflow after the year 6053.
    const int second = (written.hour * 60 + written.minute) * 60 + written.second;
    const timestamp instant = chrono::sys_days{date} + chrono::seconds{second} +
                              chrono::microseconds{written.microsecond} - written.offset;
    if (!in_range(instant)) {
        return {date_time_outcome::overflow, {}};
    }
    return {date_time_outcome::valid, instant};
}

/// Reads ISO 8601 text from the beginning. Positions behind the end read as NUL.
class iso_reader {
public:
    explicit constexpr iso_reader(std::string_view text) noexcept : text_(text) {}

    [[nodiscard]] constexpr char at(std::size_t position) const noexcept {
        return position < text_.size() ? text_[position] : '\0';
    }

    [[nodiscard]] constexpr bool digit_at(std::size_t position) const noexcept {
        return at(position) >= '0' && at(position) <= '9';
    }

    [[nodiscard]] constexpr std::size_t position() const noexcept { return position_; }
    [[nodiscard]] constexpr char next() const noexcept { return at(position_); }
    constexpr void go_to(std::size_t position) noexcept { position_ = position; }
    constexpr void skip(std::size_t count) noexcept { position_ += count; }

    /// Skips a character if it is the next one.
    constexpr bool accept(char character) noexcept {
        if (next() != character) {
            return false;
        }
        ++position_;
        return true;
    }

    /// Reads exactly `width` ASCII digits.
    constexpr bool read_digits(std::size_t width, int& value) noexcept {
        int result = 0;
        for (std::size_t count = 0; count < width; ++count, ++position_) {
            if (!digit_at(position_)) {
                return false;
            }
            result = result * 10 + (next() - '0');
        }
        value = result;
        return true;
    }

private:
    std::string_view text_;
    std::size_t position_ = 0;
};

/// Returns the length of the date before the separator. The fifth and sixth characters determine
/// its form. For week dates, the text behind determines whether there is a day.
[[nodiscard]] constexpr std::size_t iso_date_length(std::string_view text) noexcept {
    const iso_reader reader(text);
    if (text.size() == 7) {
        return 7; // YYYYWww alone
    }
    if (reader.at(4) == '-') {
        if (reader.at(5) != 'W') {
            return 10; // YYYY-MM-DD
        }
        if (text.size() > 8 && reader.at(8) == '-') {
            // YYYY-Www-D. If two digits follow, the hyphen separates the time instead.
            return reader.digit_at(9) && reader.digit_at(10) ? 8 : 10;
        }
        return 8; // YYYY-Www
    }
    if (reader.at(4) != 'W') {
        return 8; // YYYYMMDD
    }
    std::size_t digits_end = 7;
    while (reader.digit_at(digits_end)) {
        ++digits_end;
    }
    if (digits_end < 9) {
        return digits_end; // YYYYWww or YYYYWwwd
    }
    // A time of day has an even number of digits, so an odd total includes the day.
    return digits_end % 2 == 0 ? 7 : 8;
}

/// Reads a calendar date or an ISO week date of `length` bytes.
constexpr bool read_iso_date(iso_reader& reader, std::size_t length,
                             written_date_time& out) noexcept {
    namespace chrono = std::chrono;
    if (!reader.read_digits(4, out.year)) {
        return false;
    }
    const bool hyphens = reader.accept('-');
    if (!reader.accept('W')) {
        return reader.read_digits(2, out.month) && (!hyphens || reader.accept('-')) &&
               reader.read_digits(2, out.day) && reader.position() == length;
    }
    int week = 0;
    int weekday = 1;
    if (!reader.read_digits(2, week)) {
        return false;
    }
    if (reader.position() < length &&
        ((hyphens && !reader.accept('-')) || !reader.read_digits(1, weekday))) {
        return false;
    }
    if (out.year < 1 || week < 1 || weekday < 1 || weekday > 7) {
        return false;
    }
    // Week 1 is the week of 4 January. A year has a week 53 only if its last Thursday is in it.
    const auto first_monday = [](int year) {
        const chrono::sys_days fourth{chrono::year{year} / chrono::January / 4};
        return fourth - (chrono::weekday{fourth} - chrono::Monday);
    };
    const chrono::sys_days monday = first_monday(out.year) + chrono::weeks{week - 1};
    if (monday >= first_monday(out.year + 1)) {
        return false;
    }
    const chrono::year_month_day date{monday + chrono::days{weekday - 1}};
    out.year = static_cast<int>(date.year());
    out.month = static_cast<int>(static_cast<unsigned>(date.month()));
    out.day = static_cast<int>(static_cast<unsigned>(date.day()));
    return true;
}

/// The hours, minutes, seconds and fraction of a time of day or an offset.
struct iso_time {
    std::array<int, 3> parts{};
    int microsecond = 0;
};

/// Reads a time of day or an offset up to `end`, and ignores digits of the fraction after the
/// sixth.
constexpr bool read_iso_time(iso_reader& reader, std::size_t end, iso_time& out) noexcept {
    const bool colons = reader.at(reader.position() + 2) == ':';
    for (std::size_t part = 0; part < out.parts.size(); ++part) {
        if (part != 0 && colons && !reader.accept(':')) {
            return false;
        }
        if (!reader.read_digits(2, out.parts[part])) {
            return false;
        }
        if (reader.position() >= end) {
            return reader.position() == end;
        }
    }
    if (!reader.accept('.') && !reader.accept(',')) {
        return false;
    }
    int scale = 100'000;
    const std::size_t first = reader.position();
    for (; reader.position() < end && reader.digit_at(reader.position()); reader.skip(1)) {
        out.microsecond += scale * (reader.next() - '0');
        scale /= 10;
    }
    return reader.position() == end && reader.position() != first;
}

/// Reads the time of day and the optional offset behind the separator.
constexpr bool read_iso_time_and_offset(iso_reader& reader, std::size_t end,
                                        written_date_time& out) noexcept {
    namespace chrono = std::chrono;
    std::size_t zone_at = reader.position();
    while (zone_at < end && reader.at(zone_at) != '+' && reader.at(zone_at) != '-' &&
           reader.at(zone_at) != 'Z') {
        ++zone_at;
    }
    iso_time time;
    if (!read_iso_time(reader, zone_at, time)) {
        return false;
    }
    out.hour = time.parts[0];
    out.minute = time.parts[1];
    out.second = time.parts[2];
    out.microsecond = time.microsecond;
    if (zone_at == end) {
        return true;
    }
    reader.skip(1);
    if (reader.at(zone_at) == 'Z') {
        return reader.position() == end;
    }
    iso_time offset;
    if (!read_iso_time(reader, end, offset)) {
        return false;
    }
    const auto seconds = chrono::hours{offset.parts[0]} + chrono::minutes{offset.parts[1]} +
                         chrono::seconds{offset.parts[2]};
    // For Python, an offset of less than a second is UTC.
    out.offset = seconds.count() == 0 ? chrono::microseconds{0}
                                      : seconds + chrono::microseconds{offset.microsecond};
    out.offset = reader.at(zone_at) == '-' ? -out.offset : out.offset;
    return true;
}

/// The first attempt: the documented forms of `datetime.fromisoformat` since Python 3.11. Some
/// releases of Python accept more by mistake; see docs/divergences.md.
[[nodiscard]] inline std::optional<date_time> read_iso_format(std::string_view text) {
    std::string without_surrogate;
    if (first_surrogate(text)) {
        // A lone surrogate is allowed as the separator, at any position where a date may end.
        std::size_t index = 0;
        bool replaced = false;
        for (std::size_t position = 0; position < text.size(); ++index) {
            const auto [point, width] = decode(text, position);
            if (!replaced && is_surrogate(point) && (index == 7 || index == 8 || index == 10)) {
                without_surrogate += 'T';
                replaced = true;
            } else {
                without_surrogate.append(text, position, width);
            }
            position += width;
        }
        if (first_surrogate(without_surrogate)) {
            return std::nullopt;
        }
        text = without_surrogate;
    }
    const std::size_t date_length = iso_date_length(text);
    written_date_time written;
    iso_reader reader(text);
    if (!read_iso_date(reader, date_length, written)) {
        return std::nullopt;
    }
    if (text.size() > date_length) {
        reader.go_to(date_length + decode(text, date_length).width);
        if (!read_iso_time_and_offset(reader, text.size(), written)) {
            return std::nullopt;
        }
    }
    const date_time result = to_instant(written);
    // If the date does not exist, the next attempt is made.
    return result.outcome == date_time_outcome::invalid ? std::nullopt : std::optional(result);
}

/// Reads text by code points, for the second attempt.
class pattern_reader {
public:
    explicit constexpr pattern_reader(std::string_view text) noexcept : text_(text) {}

    [[nodiscard]] constexpr bool at_end() const noexcept { return position_ == text_.size(); }

    /// Skips and returns the next character if it is one of the given ASCII characters; otherwise
    /// returns NUL.
    constexpr char accept(std::string_view characters) noexcept {
        if (at_end() || characters.find(text_[position_]) == std::string_view::npos) {
            return '\0';
        }
        return text_[position_++];
    }

    /// Reads up to `limit` digits of any script, and returns their number.
    constexpr int read_digits(int limit, int& value) noexcept {
        int count = 0;
        int result = 0;
        while (count < limit && !at_end()) {
            const decoded next = decode(text_, position_);
            const int digit = digit_value(next.point);
            if (digit < 0) {
                break;
            }
            result = result * 10 + digit;
            position_ += next.width;
            ++count;
        }
        value = result;
        return count;
    }

    constexpr void skip_space() noexcept {
        while (!at_end()) {
            const decoded next = decode(text_, position_);
            if (!is_space(next.point)) {
                break;
            }
            position_ += next.width;
        }
    }

private:
    std::string_view text_;
    std::size_t position_ = 0;
};

/// The second attempt: Django's pattern.
[[nodiscard]] constexpr std::optional<date_time> read_pattern(std::string_view text) noexcept {
    namespace chrono = std::chrono;
    pattern_reader reader(text);
    written_date_time written;
    if (reader.read_digits(4, written.year) != 4 || reader.accept("-") == '\0' ||
        reader.read_digits(2, written.month) == 0 || reader.accept("-") == '\0' ||
        reader.read_digits(2, written.day) == 0 || reader.accept("T ") == '\0' ||
        reader.read_digits(2, written.hour) == 0 || reader.accept(":") == '\0' ||
        reader.read_digits(2, written.minute) == 0) {
        return std::nullopt;
    }
    if (reader.accept(":") != '\0') {
        if (reader.read_digits(2, written.second) == 0) {
            return std::nullopt;
        }
        if (reader.accept(".,") != '\0') {
            const int count = reader.read_digits(6, written.microsecond);
            if (count == 0) {
                return std::nullopt;
            }
            for (int place = count; place < 6; ++place) {
                written.microsecond *= 10;
            }
            int cut = 0;
            reader.read_digits(6, cut);
        }
    }
    reader.skip_space();
    if (const char sign = reader.accept("Z+-"); sign != '\0' && sign != 'Z') {
        int hours = 0;
        int minutes = 0;
        if (reader.read_digits(2, hours) != 2) {
            return std::nullopt;
        }
        const bool colon = reader.accept(":") != '\0';
        const int minute_digits = reader.read_digits(2, minutes);
        if (minute_digits == 1 || (colon && minute_digits == 0)) {
            return std::nullopt;
        }
        written.offset = chrono::hours{hours} + chrono::minutes{minutes};
        written.offset = sign == '-' ? -written.offset : written.offset;
    }
    // The end of the pattern also matches before a line feed at the end of the text.
    reader.accept("\n");
    if (!reader.at_end()) {
        return std::nullopt;
    }
    return to_instant(written);
}

/// The third attempt: `strptime` with the format `iso-8601`, the framework's name for the other
/// forms. Only this name itself matches, in any letter case by Python's case folding. It means the
/// default of `strptime`, the start of 1900.
[[nodiscard]] constexpr bool is_format_name(std::string_view text) noexcept {
    std::size_t position = 0;
    for (const char expected : std::string_view("iso-8601")) {
        if (position == text.size()) {
            return false;
        }
        const auto [point, width] = decode(text, position);
        position += width;
        bool matches = point == static_cast<char32_t>(expected);
        switch (expected) {
        case 'i':
            matches = matches || point == 'I' || point == 0x130 || point == 0x131;
            break;
        case 's':
            matches = matches || point == 'S' || point == 0x17F;
            break;
        case 'o':
            matches = matches || point == 'O';
            break;
        default:
            break;
        }
        if (!matches) {
            return false;
        }
    }
    return position == text.size();
}

/// Reads the forms that most senders write: `YYYY-MM-DDTHH:MM:SS`, an optional fraction, and `Z`,
/// `+00:00` or nothing. This is a fast path; the first attempt gives the same result.
/// @param at the beginning of the text, which may continue behind the form
/// @return the end of the form, or `nullptr` for other forms
[[nodiscard]] constexpr const char* read_usual_form(const char* at, const char* end,
                                                    timestamp& out) noexcept {
    constexpr std::ptrdiff_t seconds_end = 19;
    if (end - at < seconds_end) {
        return nullptr;
    }
    const auto seconds = flaghook::detail::read_date_and_time({at, seconds_end});
    if (!seconds) {
        return nullptr;
    }
    at += seconds_end;
    int microseconds = 0;
    if (at != end && *at == '.') {
        const char* const first = ++at;
        int scale = 100'000;
        for (; at != end && *at >= '0' && *at <= '9'; ++at) {
            microseconds += scale * (*at - '0');
            scale /= 10;
        }
        if (at == first) {
            return nullptr;
        }
    }
    out = *seconds + std::chrono::microseconds{microseconds};
    if (at != end && *at == 'Z') {
        return at + 1;
    }
    constexpr std::string_view utc = "+00:00";
    const bool has_offset =
        std::string_view(at, static_cast<std::size_t>(end - at)).starts_with(utc);
    return at + (has_offset ? utc.size() : 0);
}

/// Checks whether the first four bytes show that all attempts fail: they are not the digits of a
/// year, and the first is not the i of the format's name.
[[nodiscard]] constexpr bool begins_as_no_date_time(std::string_view text) noexcept {
    constexpr std::size_t year_width = 4;
    for (const char byte : text.substr(0, year_width)) {
        if (static_cast<unsigned char>(byte) >= 0x80) {
            // It may be a digit of another script.
            return false;
        }
        if (byte < '0' || byte > '9') {
            return text.front() != 'i' && text.front() != 'I';
        }
    }
    return text.size() < year_width;
}

/// Reads a text as a date-time field of the server does.
///
/// The server makes three attempts: `datetime.fromisoformat`, Django's pattern and `strptime`. A
/// text without an offset is in UTC. A fraction is cut to microseconds.
/// @par Grammar
/// @code{.unparsed}
/// date-time  = iso / pattern / name
/// iso        = date [ separator time [ offset ] ]
/// date       = year "-" 2DIGIT "-" 2DIGIT             ; month and day
///            / year 2DIGIT 2DIGIT
///            / year "-W" 2DIGIT [ "-" DIGIT ]         ; week and day of the week
///            / year "W" 2DIGIT [ DIGIT ]
/// year       = 4DIGIT
/// separator  = <any character>
/// time       = hour [ ":" minute [ ":" second [ fraction ] ] ]
///            / hour [ minute [ second [ fraction ] ] ]
/// fraction   = ( "." / "," ) 1*DIGIT
/// offset     = "Z" / ( "+" / "-" ) time               ; less than 24 hours
/// hour       = 2DIGIT
/// minute     = 2DIGIT
/// second     = 2DIGIT
/// pattern    = 4udigit "-" 1*2udigit "-" 1*2udigit ( "T" / " " ) 1*2udigit ":" 1*2udigit
///              [ ":" 1*2udigit [ ( "." / "," ) 1*12udigit ] ] *white [ zone ] [ LF ]
/// zone       = "Z" / ( "+" / "-" ) 2udigit [ [ ":" ] 2udigit ]
/// udigit     = <a decimal digit of any script>
/// white      = <white space by str.isspace>
/// name       = "iso-8601"                             ; in any letter case
/// @endcode
/// @param text the JSON string; other JSON values are `invalid`
/// @return the verdict and the instant in UTC
/// @par Source
/// `DateTimeField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py,
/// `parse_datetime` in https://github.com/django/django/blob/main/django/utils/dateparse.py, and
/// https://docs.python.org/3/library/datetime.html#datetime.datetime.fromisoformat
[[nodiscard]] inline date_time read_date_time(std::string_view text) {
    timestamp usual;
    const char* const end = text.data() + text.size();
    if (read_usual_form(text.data(), end, usual) == end && !text.empty()) {
        return {date_time_outcome::valid, usual};
    }
    if (begins_as_no_date_time(text)) {
        return {};
    }
    if (const auto result = read_iso_format(text)) {
        return *result;
    }
    if (const auto result = read_pattern(text)) {
        return *result;
    }
    if (is_format_name(text)) {
        return to_instant({.year = 1900});
    }
    return {};
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/model/change_id.hpp
/// @file
/// The idempotency token of a change.
#ifndef FLAGHOOK_MODEL_CHANGE_ID_HPP
#define FLAGHOOK_MODEL_CHANGE_ID_HPP

namespace flaghook::inline FLAGHOOK_ABI {

namespace detail {

/// An integer that is a number: neither `bool` nor a character.
template <class Type>
concept id_integer = std::integral<Type> && sizeof(Type) <= sizeof(std::uint64_t) &&
                     !std::same_as<Type, bool> && !std::same_as<Type, char> &&
                     !std::same_as<Type, wchar_t> && !std::same_as<Type, char8_t> &&
                     !std::same_as<Type, char16_t> && !std::same_as<Type, char32_t>;

} // namespace detail

/// A 64-bit integer that identifies a group of changes.
///
/// If a request has several changes with the same id, Sentry records only the first.
///
/// The range is -2^63 to 2^64-1, which contains all values of `std::int64_t` and `std::uint64_t`.
/// The documentation asks for a 64-bit number, but does not say whether it is signed. Senders of
/// both kinds exist: a hash that is read as a signed integer may be negative, and a counter may
/// exceed 2^63. Sentry has no limit. When a body is parsed, an id outside the range is the issue
/// `issue_code::out_of_range`.
///
/// The class is a value type: 16 bytes, trivially copyable, and compared as an integer. Its
/// functions do not throw, unless they return or append to a `std::string`.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet values.cpp change_id
/// @see derive_change_id to derive an id from a text
class change_id {
public:
    /// Constructs the id 0.
    constexpr change_id() noexcept = default;

    /// Converts an integer of any type up to 64 bits, except `bool` and character types.
    /// @param value the id; every value is in range
    template <detail::id_integer Integer>
    constexpr change_id(Integer value) noexcept
        : bits_(static_cast<std::uint64_t>(value)), negative_(value < Integer{}) {}

    /// Makes an id from its sign and its absolute value.
    /// @param negative whether the id is below zero; ignored if `magnitude` is 0
    /// @param magnitude the absolute value
    /// @return the id, or `std::nullopt` if it is below -2^63
    [[nodiscard]] static constexpr std::optional<change_id>
    from_magnitude(bool negative, std::uint64_t magnitude) noexcept {
        if (!negative || magnitude == 0) {
            return change_id(magnitude);
        }
        if (magnitude > std::uint64_t{1} << 63U) {
            return std::nullopt;
        }
        change_id result;
        result.bits_ = ~magnitude + 1;
        result.negative_ = true;
        return result;
    }

    /// Parses a decimal number:
    /// @code{.unparsed}
    /// decimal = [ "-" ] 1*DIGIT
    /// @endcode
    ///
    /// Leading zeros are allowed. This is the form that `to_string` writes. In a body, Sentry
    /// accepts many other forms; see `blueprint::integer`.
    /// @param text the number, without white space
    /// @return the id, or `std::nullopt` for other text and for numbers out of range
    /// @par Complexity
    /// Linear in `text.size()`.
    ///
    /// @par Example
    /// @snippet values.cpp change_id
    [[nodiscard]] static constexpr std::optional<change_id>
    from_decimal(std::string_view text) noexcept {
        const bool negative = text.starts_with('-');
        text.remove_prefix(negative ? 1 : 0);
        if (text.empty()) {
            return std::nullopt;
        }
        std::uint64_t magnitude = 0;
        for (const char character : text) {
            if (character < '0' || character > '9') {
                return std::nullopt;
            }
            const auto digit = static_cast<std::uint64_t>(character - '0');
            constexpr std::uint64_t limit = std::numeric_limits<std::uint64_t>::max();
            if (magnitude > (limit - digit) / 10) {
                return std::nullopt;
            }
            magnitude = magnitude * 10 + digit;
        }
        return from_magnitude(negative, magnitude);
    }

    /// Checks whether the id is below zero.
    [[nodiscard]] constexpr bool is_negative() const noexcept { return negative_; }

    /// Returns the absolute value: at most 2^63 for a negative id, at most 2^64-1 otherwise.
    [[nodiscard]] constexpr std::uint64_t magnitude() const noexcept {
        return negative_ ? ~bits_ + 1 : bits_;
    }

    /// Returns the low 64 bits in two's complement, for use as a hash or a database key.
    ///
    /// A negative and a positive id may have the same bits, such as -1 and 2^64-1. `is_negative`
    /// distinguishes them.
    [[nodiscard]] constexpr std::uint64_t bits() const noexcept { return bits_; }

    /// The maximum length of the decimal text.
    static constexpr std::size_t max_text = 20;

    /// Writes the decimal text, which is also the JSON number.
    /// @param out receives 1 to `max_text` characters; no NUL is written
    /// @pre `out` has space for `max_text` characters.
    /// @return one past the last character
    [[nodiscard]] char* write_to(char* out) const noexcept {
        if (negative_) {
            *out++ = '-';
        }
        // A positive number has up to 20 digits, a negative number up to 19.
        return std::to_chars(out, out + (negative_ ? max_text - 1 : max_text), magnitude()).ptr;
    }

    /// Appends the decimal text, which is also the JSON number: 1 to `max_text` characters.
    /// @param out the text to append to
    /// @throws std::bad_alloc only
    void append_to(std::string& out) const {
        char text[max_text] = {};
        out.append(text, write_to(text));
    }

    /// Returns the decimal text, which is also the JSON number.
    /// @throws std::bad_alloc only
    [[nodiscard]] std::string to_string() const {
        std::string result;
        append_to(result);
        return result;
    }

    /// Returns the decimal text, as `id.to_string()` does.
    /// @param id the id
    /// @throws std::bad_alloc only
    [[nodiscard]] friend std::string to_string(const change_id& id) { return id.to_string(); }

    /// Compares two ids as integers, whatever types they were made from.
    friend constexpr bool operator==(const change_id&, const change_id&) noexcept = default;

    /// Orders two ids as integers.
    friend constexpr std::strong_ordering operator<=>(const change_id& left,
                                                      const change_id& right) noexcept {
        if (left.negative_ != right.negative_) {
            return left.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
        }
        // Two's complement preserves the order of numbers with the same sign.
        return left.bits_ <=> right.bits_;
    }

private:
    std::uint64_t bits_ = 0;
    bool negative_ = false;
};

} // namespace flaghook::inline FLAGHOOK_ABI

/// Hashes ids, so that they can be keys of the standard library's unordered containers.
template <>
struct std::hash<flaghook::change_id> {
    /// Returns the hash of `id.bits()`.
    [[nodiscard]] std::size_t operator()(const flaghook::change_id& id) const noexcept {
        return std::hash<std::uint64_t>{}(id.bits());
    }
};

#endif

// ---- flaghook/server/integer.hpp
/// @file
/// The server's rule for integer fields.
#ifndef FLAGHOOK_SERVER_INTEGER_HPP
#define FLAGHOOK_SERVER_INTEGER_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// Maximum number of code points of a JSON string in an integer field.
/// @par Source
/// `IntegerField.MAX_STRING_LENGTH` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
inline constexpr std::size_t max_integer_text = 1000;

/// An integer of any size; values of more than 64 bits are not distinguished.
struct integer {
    /// Whether it has a minus sign.
    bool negative = false;
    /// Whether the absolute value has more than 64 bits; `magnitude` is then the maximum.
    bool beyond = false;
    /// The absolute value.
    std::uint64_t magnitude = 0;

    /// The integer as an id; nothing if it is out of the range of ids.
    [[nodiscard]] constexpr std::optional<change_id> to_change_id() const noexcept {
        return beyond ? std::nullopt : change_id::from_magnitude(negative, magnitude);
    }

    /// The nearest value of a 64-bit integer.
    [[nodiscard]] constexpr std::int64_t nearest_int64() const noexcept {
        constexpr auto largest = std::numeric_limits<std::int64_t>::max();
        constexpr auto smallest = std::numeric_limits<std::int64_t>::min();
        if (magnitude > static_cast<std::uint64_t>(largest)) {
            return negative ? smallest : largest;
        }
        const auto value = static_cast<std::int64_t>(magnitude);
        return negative ? -value : value;
    }
};

/// Removes what the server's pattern `\.0*\s*$` matches: `1.00 ` becomes `1`. A match begins at the
/// last point, because the rest of the pattern matches no point.
[[nodiscard]] constexpr std::string_view without_zero_fraction(std::string_view text) noexcept {
    const std::size_t point_at = text.rfind('.');
    if (point_at == std::string_view::npos) {
        return text;
    }
    std::size_t position = point_at + 1;
    while (position < text.size() && text[position] == '0') {
        ++position;
    }
    while (position < text.size()) {
        const decoded next = decode(text, position);
        if (!is_space(next.point)) {
            return text;
        }
        position += next.width;
    }
    return text.substr(0, point_at);
}

/// Reads an integer that consists only of digits and cannot overflow, the most frequent form.
[[nodiscard]] constexpr std::optional<integer> read_plain_integer(std::string_view text) noexcept {
    constexpr std::size_t always_fits = std::numeric_limits<std::uint64_t>::digits10;
    if (text.empty() || text.size() > always_fits) {
        return std::nullopt;
    }
    integer result;
    for (const char character : text) {
        if (character < '0' || character > '9') {
            return std::nullopt;
        }
        result.magnitude = result.magnitude * 10 + static_cast<std::uint64_t>(character - '0');
    }
    return result;
}

/// Checks whether Python's `int()` skips a code point at the ends of a text: white space except the
/// four separators of ASCII.
[[nodiscard]] constexpr bool is_integer_space(char32_t point) noexcept {
    return is_space(point) && !(point >= 0x1C && point <= 0x1F);
}

/// Reads a text as an integer field of the server does.
///
/// For example, `" 42 "`, `"1_000"`, `"+1"`, `"007"`, `"1."` and `"1.00 "` are integers; `""`,
/// `".0"`, `"1.5"`, `"1e3"`, `"0x1"` and `"1__0"` are not.
/// @par Grammar
/// @code{.unparsed}
/// integer   = *space [ "+" / "-" ] digits *space [ fraction ]
/// digits    = udigit *( [ "_" ] udigit )
/// udigit    = <a decimal digit of any script>
/// fraction  = "." *"0" *white
/// white     = <white space of Unicode, or U+001C to U+001F>
/// space     = <white, except U+001C to U+001F>
/// @endcode
/// @param text Python's `str` of the JSON value
/// @return nothing if the server answers `invalid`
/// @par Source
/// `IntegerField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py,
/// and https://docs.python.org/3/library/functions.html#int
[[nodiscard]] constexpr std::optional<integer> read_integer(std::string_view text) noexcept {
    if (const auto plain = read_plain_integer(text)) {
        return plain;
    }
    text = without_zero_fraction(text);
    std::size_t position = 0;
    const auto skip_space = [&] {
        while (position < text.size()) {
            const decoded next = decode(text, position);
            if (!is_integer_space(next.point)) {
                break;
            }
            position += next.width;
        }
    };
    skip_space();
    integer result;
    if (position < text.size() && (text[position] == '+' || text[position] == '-')) {
        result.negative = text[position] == '-';
        ++position;
    }
    bool after_digit = false;
    while (position < text.size()) {
        const decoded next = decode(text, position);
        if (next.point == '_') {
            // One underscore is allowed between two digits.
            if (!after_digit) {
                return std::nullopt;
            }
            after_digit = false;
            position += next.width;
            continue;
        }
        const int digit = digit_value(next.point);
        if (digit < 0) {
            break;
        }
        constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
        const auto value = static_cast<std::uint64_t>(digit);
        if (result.beyond || result.magnitude > (largest - value) / 10) {
            result.beyond = true;
            result.magnitude = largest;
        } else {
            result.magnitude = result.magnitude * 10 + value;
        }
        after_digit = true;
        position += next.width;
    }
    if (!after_digit) {
        return std::nullopt;
    }
    skip_space();
    if (position != text.size()) {
        return std::nullopt;
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/server/nearest_double.hpp
/// @file
/// Conversion of a decimal number to the nearest `double`.
#ifndef FLAGHOOK_SERVER_NEAREST_DOUBLE_HPP
#define FLAGHOOK_SERVER_NEAREST_DOUBLE_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// Returns the `double` that is nearest to a decimal number: infinity for a number that is too
/// large, zero for one that is too small. Does not change `errno`.
///
/// Uses `std::from_chars` or, with libc++ before version 20, `strtod`. The `strtod` of MinGW-w64
/// rounds twice, so its last digit is sometimes wrong.
/// @param first an optional `-`, digits, and an optional exponent after `e`. A decimal point is not
/// allowed, because its meaning depends on the locale.
/// @param last the end of the text, which must be a zero byte
/// @tparam Float `double`; only a template can check whether a function exists
template <class Float = double>
[[nodiscard]] Float nearest_double(const char* first, const char* last) {
    if constexpr (requires(Float & value) { std::from_chars(first, last, value); }) {
        Float value = 0;
        if (std::from_chars(first, last, value).ec == std::errc()) {
            return value;
        }
        // If the number is out of range, `from_chars` does not tell too large from too small.
    }
    const int saved = errno;
    const double value = std::strtod(first, nullptr);
    errno = saved;
    return value;
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/server/shortest_decimal.hpp
/// @file
/// The shortest decimal number that converts back to a given floating-point number.
#ifndef FLAGHOOK_SERVER_SHORTEST_DECIMAL_HPP
#define FLAGHOOK_SERVER_SHORTEST_DECIMAL_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A decimal number that is not negative: digits with a point behind the first, and a power of ten.
class shortest_decimal {
public:
    /// Returns the shortest decimal that converts back to `value`; of several, the nearest one.
    /// @param value finite and not negative
    [[nodiscard]] static shortest_decimal of(double value) noexcept {
        if constexpr (library_writes<double>) {
            return by_library(value);
        } else {
            return by_search(value);
        }
    }

    /// Does the work of `of` with the standard library. libc++ before version 14, and some builds
    /// of later versions, cannot.
    template <class Float>
    [[nodiscard]] static shortest_decimal by_library(Float value) noexcept {
        // The longest text is 1.7976931348623157e+308.
        char scientific[32] = {};
        const auto written = std::to_chars(scientific, scientific + sizeof scientific, value,
                                           std::chars_format::scientific);
        const std::string_view text(scientific, static_cast<std::size_t>(written.ptr - scientific));
        const std::size_t exponent_at = text.find('e');
        shortest_decimal result;
        for (const char digit : text.substr(0, exponent_at)) {
            if (digit != '.') {
                result.digits_[result.size_++] = digit;
            }
        }
        std::string_view exponent = text.substr(exponent_at + 1);
        exponent.remove_prefix(exponent.starts_with('+') ? 1 : 0);
        std::from_chars(exponent.data(), exponent.data() + exponent.size(), result.exponent_);
        return result;
    }

    /// Does the work of `of` by a search: rounds the exact digits, and converts the result back.
    [[nodiscard]] static shortest_decimal by_search(double value) noexcept {
        if (value == 0) {
            return shortest_decimal(0, 0);
        }
        const expansion exact(value);
        // If some number of digits is enough, every larger number is, too.
        std::size_t too_few = 0;
        std::size_t enough = std::numeric_limits<double>::max_digits10;
        shortest_decimal result = exact.rounded(enough, value);
        while (enough - too_few > 1) {
            const std::size_t middle = (too_few + enough) / 2;
            const shortest_decimal shorter = exact.rounded(middle, value);
            if (shorter.size_ == 0) {
                too_few = middle;
            } else {
                enough = middle;
                result = shorter;
            }
        }
        return result;
    }

    /// The digits, without zeros at the end; `0` for zero.
    [[nodiscard]] std::string_view digits() const noexcept { return {digits_.data(), size_}; }

    /// The power of ten.
    [[nodiscard]] int exponent() const noexcept { return exponent_; }

private:
    // A template, because elsewhere a missing function is an error.
    template <class Float>
    static constexpr bool library_writes = requires(char* at, Float value) {
        std::to_chars(at, at, value, std::chars_format::scientific);
    };

    shortest_decimal() = default;

    /// `number` times ten to the power of `last_exponent`.
    shortest_decimal(std::uint64_t number, int last_exponent) noexcept {
        char* const end =
            std::to_chars(digits_.data(), digits_.data() + digits_.size(), number).ptr;
        size_ = static_cast<std::size_t>(end - digits_.data());
        exponent_ = last_exponent + static_cast<int>(size_) - 1;
        while (size_ > 1 && digits_[size_ - 1] == '0') {
            --size_;
        }
    }

    /// An integer with enough digits for every `double` without its point: 767.
    class whole_number {
    public:
        explicit whole_number(std::uint64_t value) noexcept {
            for (; value != 0; value /= base) {
                parts_[size_++] = static_cast<std::uint32_t>(value % base);
            }
        }

        void multiply(std::uint64_t factor, int times) noexcept {
            // 5^12 is less than `base`, so the carry is at most one part.
            for (int left = times; left > 0; left -= 12) {
                std::uint64_t power = 1;
                for (int count = std::min(left, 12); count > 0; --count) {
                    power *= factor;
                }
                std::uint64_t carried = 0;
                for (std::size_t at = 0; at < size_; ++at) {
                    carried += parts_[at] * power;
                    parts_[at] = static_cast<std::uint32_t>(carried % base);
                    carried /= base;
                }
                if (carried != 0) {
                    parts_[size_++] = static_cast<std::uint32_t>(carried);
                }
            }
        }

        static constexpr std::size_t digits_of_part = 9;
        static constexpr std::size_t max_parts = 86;
        static constexpr std::size_t max_digits = max_parts * digits_of_part;

        /// Writes the digits without leading zeros, and returns their number.
        [[nodiscard]] std::size_t write(std::array<char, max_digits>& out) const noexcept {
            char* at = out.data();
            at = std::to_chars(at, at + digits_of_part, parts_[size_ - 1]).ptr;
            for (std::size_t part = size_ - 1; part > 0; --part) {
                std::uint32_t left = parts_[part - 1];
                for (std::size_t digit = digits_of_part; digit > 0; --digit, left /= 10) {
                    at[digit - 1] = static_cast<char>('0' + left % 10);
                }
                at += digits_of_part;
            }
            return static_cast<std::size_t>(at - out.data());
        }

    private:
        static constexpr std::uint32_t base = 1'000'000'000;

        std::array<std::uint32_t, max_parts> parts_;
        std::size_t size_ = 0;
    };

    /// The exact decimal digits of a positive number, which are finitely many.
    class expansion {
    public:
        explicit expansion(double value) noexcept {
            constexpr int precision = std::numeric_limits<double>::digits;
            int exponent = 0;
            auto mantissa =
                static_cast<std::uint64_t>(std::ldexp(std::frexp(value, &exponent), precision));
            const int zeros = std::countr_zero(mantissa);
            mantissa >>= zeros;
            exponent += zeros - precision;
            whole_number whole(mantissa);
            // 2^-n = 5^n * 10^-n
            whole.multiply(exponent < 0 ? 5 : 2, std::abs(exponent));
            size_ = whole.write(digits_);
            exponent_ = static_cast<int>(size_) - 1 + std::min(exponent, 0);
        }

        /// Returns the nearest decimal of `count` digits that converts back; without digits if
        /// there is none. Below a power of two, numbers are closer together than above it, so
        /// sometimes only the second nearest decimal converts back.
        [[nodiscard]] shortest_decimal rounded(std::size_t count, double value) const noexcept {
            std::uint64_t below = 0;
            for (std::size_t at = 0; at < count; ++at) {
                below = below * 10 + (at < size_ ? static_cast<unsigned>(digits_[at] - '0') : 0);
            }
            const int last_exponent = exponent_ - static_cast<int>(count) + 1;
            const bool up = rounds_up(count, below % 2 != 0);
            for (const std::uint64_t tried : {up ? below + 1 : below, up ? below : below + 1}) {
                if (reads_as(value, tried, last_exponent)) {
                    return shortest_decimal(tried, last_exponent);
                }
            }
            return {};
        }

    private:
        /// Checks whether to round up after `count` digits: half to even.
        [[nodiscard]] bool rounds_up(std::size_t count, bool is_odd) const noexcept {
            if (count >= size_ || digits_[count] != '5') {
                return count < size_ && digits_[count] > '5';
            }
            const auto rest = std::string_view(digits_.data(), size_).substr(count + 1);
            return is_odd || rest.find_first_not_of('0') != std::string_view::npos;
        }

        /// Checks whether a decimal converts back to `value`. The text has no point, because the
        /// meaning of a point depends on the locale.
        [[nodiscard]] static bool reads_as(double value, std::uint64_t digits,
                                           int exponent) noexcept {
            // The longest text is 18446744073709551615e-2147483648, with a zero byte behind it.
            char text[40] = {};
            char* at = std::to_chars(text, text + 20, digits).ptr;
            *at++ = 'e';
            at = std::to_chars(at, text + sizeof text - 1, exponent).ptr;
            return nearest_double(text, at) == value;
        }

        std::array<char, whole_number::max_digits> digits_;
        std::size_t size_ = 0;
        int exponent_ = 0;
    };

    std::array<char, 20> digits_{};
    std::size_t size_ = 0;
    int exponent_ = 0;
};

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/server/number.hpp
/// @file
/// The server's text of a JSON number: Python's `str` of it.
#ifndef FLAGHOOK_SERVER_NUMBER_HPP
#define FLAGHOOK_SERVER_NUMBER_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// Maximum number of digits of an integer in Python. A longer one makes the JSON malformed.
/// @par Source
/// https://docs.python.org/3/library/stdtypes.html#integer-string-conversion-length-limitation
inline constexpr std::size_t max_integer_digits = 4300;

/// Checks whether a number is an `int` in Python; otherwise it is a `float`.
/// @param literal a number in JSON
[[nodiscard]] constexpr bool is_integer_literal(std::string_view literal) noexcept {
    return std::none_of(literal.begin(), literal.end(), [](char character) {
        return character == '.' || character == 'e' || character == 'E';
    });
}

/// Returns Python's `str` of a JSON integer: its own digits, or `0` for `-0`.
[[nodiscard]] constexpr std::string_view integer_text(std::string_view literal) noexcept {
    return literal == "-0" ? std::string_view{"0"} : literal;
}

/// Returns the nearest `double` of a JSON number; infinity if the number is too large.
/// @param literal a number in JSON
[[nodiscard]] inline double float_value(std::string_view literal) {
    std::string without_point;
    without_point.reserve(literal.size() + 12);
    const std::size_t exponent_at = literal.find_first_of("eE");
    const std::string_view mantissa = literal.substr(0, exponent_at);
    const std::size_t point_at = mantissa.find('.');
    long long exponent = 0;
    if (exponent_at != std::string_view::npos) {
        std::string_view digits = literal.substr(exponent_at + 1);
        digits.remove_prefix(digits.starts_with('+') ? 1 : 0);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
        if (read.ec == std::errc::result_out_of_range) {
            // So large that no number of digits in the mantissa compensates for it.
            exponent = digits.starts_with('-') ? LLONG_MIN / 2 : LLONG_MAX / 2;
        }
    }
    without_point += mantissa.substr(0, point_at);
    if (point_at != std::string_view::npos) {
        const std::string_view fraction = mantissa.substr(point_at + 1);
        without_point += fraction;
        exponent -= static_cast<long long>(fraction.size());
    }
    without_point += 'e';
    without_point += std::to_string(exponent);
    return nearest_double(without_point.c_str(), without_point.c_str() + without_point.size());
}

/// Appends Python's `str` of a `float`: the fewest digits that give the same value. Values below
/// 1e-4 and from 1e16 have an exponent; infinities are `inf` and `-inf`.
/// @par Source
/// https://docs.python.org/3/tutorial/floatingpoint.html
inline void append_float_text(std::string& out, double value) {
    if (std::isinf(value)) {
        out += value < 0 ? "-inf" : "inf";
        return;
    }
    if (std::signbit(value)) {
        out += '-';
    }
    const auto decimal = shortest_decimal::of(std::fabs(value));
    const std::string_view digits = decimal.digits();
    const int exponent = decimal.exponent();
    if (exponent < -4 || exponent >= 16) {
        out += digits.front();
        if (digits.size() > 1) {
            out += '.';
            out += digits.substr(1);
        }
        // The exponent always has a sign and at least two digits.
        out += exponent < 0 ? "e-" : "e+";
        const int magnitude = exponent < 0 ? -exponent : exponent;
        out.append(magnitude < 10 ? 1 : 0, '0');
        out += std::to_string(magnitude);
        return;
    }
    if (exponent < 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-exponent - 1), '0');
        out += digits;
        return;
    }
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    out += digits.substr(0, whole);
    out.append(digits.size() < whole ? whole - digits.size() : 0, '0');
    out += '.';
    out += digits.size() > whole ? digits.substr(whole) : std::string_view("0");
}

/// Appends Python's `str` of a JSON number.
inline void append_number_text(std::string& out, std::string_view literal) {
    if (is_integer_literal(literal)) {
        out += integer_text(literal);
    } else {
        append_float_text(out, float_value(literal));
    }
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/document/object_reader.hpp
/// @file
/// Typed access to the members of Boost.JSON documents.
#ifndef FLAGHOOK_DOCUMENT_OBJECT_READER_HPP
#define FLAGHOOK_DOCUMENT_OBJECT_READER_HPP

namespace flaghook::inline FLAGHOOK_ABI::document::detail {

/// Maximum nesting depth of a document, regardless of its limits, because its values are read,
/// copied and destroyed recursively.
inline constexpr std::size_t max_document_depth = 512;

/// Converts a text of Boost.JSON, whose views have another type in older releases.
template <class Text>
[[nodiscard]] std::string_view view_of(const Text& text) noexcept {
    return {text.data(), text.size()};
}

/// Converts a text to a view of Boost.JSON.
[[nodiscard]] inline boost::json::string_view boost_view_of(std::string_view text) noexcept {
    return {text.data(), text.size()};
}

/// Returns the name of a value's type in Python.
[[nodiscard]] inline std::string_view python_type(const boost::json::value& value) noexcept {
    switch (value.kind()) {
    case boost::json::kind::null:
        return "NoneType";
    case boost::json::kind::bool_:
        return "bool";
    case boost::json::kind::int64:
    case boost::json::kind::uint64:
        return "int";
    case boost::json::kind::double_:
        return "float";
    case boost::json::kind::string:
        return "str";
    case boost::json::kind::array:
        return "list";
    case boost::json::kind::object:
        return "dict";
    }
    return {};
}

/// Appends Python's `repr` of a value.
inline void append_repr(std::string& out, const boost::json::value& value) {
    const char* separator = "";
    switch (value.kind()) {
    case boost::json::kind::null:
        out += "None";
        break;
    case boost::json::kind::bool_:
        out += value.get_bool() ? "True" : "False";
        break;
    case boost::json::kind::int64:
        out += std::to_string(value.get_int64());
        break;
    case boost::json::kind::uint64:
        out += std::to_string(value.get_uint64());
        break;
    case boost::json::kind::double_:
        server::detail::append_float_text(out, value.get_double());
        break;
    case boost::json::kind::string:
        server::detail::append_repr(out, view_of(value.get_string()));
        break;
    case boost::json::kind::array:
        out += '[';
        for (const boost::json::value& item : value.get_array()) {
            out += std::exchange(separator, ", ");
            append_repr(out, item);
        }
        out += ']';
        break;
    case boost::json::kind::object:
        out += '{';
        for (const auto& member : value.get_object()) {
            out += std::exchange(separator, ", ");
            server::detail::append_repr(out, view_of(member.key()));
            out += ": ";
            append_repr(out, member.value());
        }
        out += '}';
        break;
    }
}

/// Returns Python's `str` of a value.
[[nodiscard]] inline std::string python_text(const boost::json::value& value) {
    std::string result;
    if (value.is_string()) {
        result = view_of(value.get_string());
    } else {
        append_repr(result, value);
    }
    return result;
}

/// Collects the issues of a document, up to a limit.
class issue_collector {
public:
    explicit issue_collector(std::size_t limit) noexcept : limit_(limit) {}

    /// Adds an issue.
    /// @param message the whole message; empty for a code whose message is always the same
    void report(std::string path, issue_code code, std::string message = {}) {
        if (issues_.size() < limit_) {
            issues_.emplace_back(std::move(path), code, std::move(message));
        } else {
            ++more_;
        }
    }

    /// Refuses the document as a whole, and drops all other issues.
    void refuse(issue_code code, std::string detail) {
        issues_.clear();
        more_ = 0;
        issues_.emplace_back(field_location{}, code, std::move(detail));
    }

    /// Checks whether there are no issues.
    [[nodiscard]] bool empty() const noexcept { return issues_.empty() && more_ == 0; }

    /// Moves out the issues, in the order of their discovery.
    [[nodiscard]] std::vector<issue> take() {
        if (more_ != 0) {
            issues_.emplace_back(field_location{}, issue_code::more_issues, std::to_string(more_));
        }
        return std::move(issues_);
    }

private:
    std::size_t limit_;
    std::size_t more_ = 0;
    std::vector<issue> issues_;
};

/// Reads the members of an object into a model, and reports invalid ones. Other members are
/// ignored.
class object_reader {
public:
    /// @param object must outlive the reader, like `found`
    /// @param path the path of the object; empty for the document as a whole
    /// @param max_items maximum number of items in a list
    object_reader(const boost::json::object& object, std::string path, std::size_t max_items,
                  issue_collector& found) noexcept
        : object_(object), path_(std::move(path)), max_items_(max_items), found_(found) {}

    /// Returns the reader of a value that must be an object; reports any other value.
    [[nodiscard]] static std::optional<object_reader> open(const boost::json::value& value,
                                                           std::string path, std::size_t max_items,
                                                           issue_collector& found) {
        if (value.is_null()) {
            found.report(std::move(path), issue_code::null);
            return std::nullopt;
        }
        if (!value.is_object()) {
            found.report(std::move(path), issue_code::invalid,
                         server::detail::message::not_an_object(python_type(value)));
            return std::nullopt;
        }
        return object_reader(value.get_object(), std::move(path), max_items, found);
    }

    /// Returns the value of a member that must be there and not null; reports a missing or null
    /// one.
    [[nodiscard]] const boost::json::value* require(std::string_view name) {
        const boost::json::value* const value = object_.if_contains(boost_view_of(name));
        if (value == nullptr) {
            report(name, issue_code::required);
            return nullptr;
        }
        if (value->is_null()) {
            report(name, issue_code::null);
            return nullptr;
        }
        return value;
    }

    /// Reads a required member.
    template <class Value>
    void read(std::string_view name, Value& into) {
        if (const boost::json::value* const value = require(name)) {
            assign(name, *value, into);
        }
    }

    /// Reads a member that may be null or missing.
    template <class Value>
    void read(std::string_view name, std::optional<Value>& into) {
        if (const boost::json::value* const value = find(name)) {
            assign(name, *value, into.emplace());
        }
    }

    /// Reads a member that may be missing and is an object with any members.
    void read(std::string_view name, boost::json::object& into) {
        if (!has(name)) {
            return;
        }
        const boost::json::value* const value = require(name);
        if (value != nullptr && value->is_object()) {
            into = value->get_object();
        } else if (value != nullptr) {
            report(name, issue_code::invalid,
                   server::detail::message::not_an_object(python_type(*value)));
        }
    }

    /// Reads a required member that is one of a few texts.
    /// @param from returns the value for a text, if there is one
    template <class Value>
    void read(std::string_view name, Value& into, std::optional<Value> (*from)(std::string_view)) {
        if (const boost::json::value* const value = require(name)) {
            assign(name, *value, into, from);
        }
    }

    /// Reads a member that is one of a few texts, null or missing.
    template <class Value>
    void read(std::string_view name, std::optional<Value>& into,
              std::optional<Value> (*from)(std::string_view)) {
        if (const boost::json::value* const value = find(name)) {
            assign(name, *value, into.emplace(), from);
        }
    }

    /// Checks whether the object has a member.
    [[nodiscard]] bool has(std::string_view name) const noexcept {
        return object_.contains(boost_view_of(name));
    }

    /// Returns the reader of a required member that is an object.
    [[nodiscard]] std::optional<object_reader> read_object(std::string_view name) {
        const boost::json::value* const value = require(name);
        return value != nullptr ? open(*value, path_of(name), max_items_, found_) : std::nullopt;
    }

    /// Reads a required member that is a list of objects.
    /// @param read_item called with the reader of each item that is an object
    template <class ReadItem>
    void read_list(std::string_view name, ReadItem read_item) {
        const boost::json::value* const value = require(name);
        if (value == nullptr) {
            return;
        }
        if (!value->is_array()) {
            report(name, issue_code::not_a_list,
                   server::detail::message::not_a_list(python_type(*value)));
            return;
        }
        const boost::json::array& items = value->get_array();
        if (items.size() > max_items_) {
            found_.refuse(issue_code::too_many_items, std::to_string(max_items_));
            return;
        }
        const std::string path = path_of(name);
        for (std::size_t index = 0; index < items.size(); ++index) {
            if (auto item = open(items[index], path + '[' + std::to_string(index) + ']', max_items_,
                                 found_)) {
                read_item(*item);
            }
        }
    }

    /// Reports an issue of a member.
    /// @param message the whole message; empty for a code whose message is always the same
    void report(std::string_view name, issue_code code, std::string message = {}) {
        found_.report(path_of(name), code, std::move(message));
    }

private:
    [[nodiscard]] std::string path_of(std::string_view name) const {
        std::string result = path_;
        result += result.empty() ? "" : ".";
        result += name;
        return result;
    }

    /// Returns the value of a member; `nullptr` if it is missing or null.
    [[nodiscard]] const boost::json::value* find(std::string_view name) const noexcept {
        const boost::json::value* const value = object_.if_contains(boost_view_of(name));
        return value != nullptr && !value->is_null() ? value : nullptr;
    }

    void assign(std::string_view name, const boost::json::value& value, std::string& into) {
        if (value.is_string() || value.is_number()) {
            into = python_text(value);
        } else {
            report(name, issue_code::invalid, server::detail::message::not_a_string);
        }
    }

    void assign(std::string_view name, const boost::json::value& value, bool& into) {
        if (value.is_bool()) {
            into = value.get_bool();
        } else {
            report(name, issue_code::invalid, server::detail::message::not_a_boolean);
        }
    }

    void assign(std::string_view name, const boost::json::value& value, std::int64_t& into) {
        std::optional<server::detail::integer> number;
        if (value.is_string() || value.is_number()) {
            const std::string text = python_text(value);
            number = text.size() <= server::detail::max_integer_text
                         ? server::detail::read_integer(text)
                         : std::nullopt;
        }
        if (number) {
            into = number->nearest_int64();
        } else {
            report(name, issue_code::invalid, server::detail::message::not_an_integer);
        }
    }

    void assign(std::string_view name, const boost::json::value& value, timestamp& into) {
        const server::detail::date_time time =
            value.is_string() ? server::detail::read_date_time(view_of(value.get_string()))
                              : server::detail::date_time{};
        switch (time.outcome) {
        case server::detail::date_time_outcome::valid:
            into = time.instant;
            break;
        case server::detail::date_time_outcome::overflow:
            report(name, issue_code::overflow);
            break;
        case server::detail::date_time_outcome::invalid:
            report(name, issue_code::invalid, server::detail::message::not_a_date_time);
            break;
        }
    }

    template <class Value>
    void assign(std::string_view name, const boost::json::value& value, Value& into,
                std::optional<Value> (*from)(std::string_view)) {
        const std::string text = python_text(value);
        if (const std::optional<Value> found = from(text)) {
            into = *found;
        } else {
            report(name, issue_code::invalid_choice, server::detail::message::invalid_choice(text));
        }
    }

    const boost::json::object& object_;
    std::string path_;
    std::size_t max_items_;
    issue_collector& found_;
};

/// A parsed document and its issues.
class parsed_document {
public:
    /// Parses strict JSON in UTF-8; an empty text counts as `{}`.
    /// @param storage the source of all memory for the parser and its values
    parsed_document(std::string_view text, const parse_limits& limits,
                    const boost::json::storage_ptr& storage = {})
        : max_items_(limits.items), found_(limits.issues) {
        if (text.size() > limits.body_size) {
            found_.refuse(issue_code::too_large, std::to_string(limits.body_size));
            return;
        }
        if (text.empty()) {
            text = "{}";
        }
        boost::json::parse_options options;
        options.max_depth = std::min(limits.depth, max_document_depth);
        boost::json::parser parser(storage, options);
        parser.reset(storage);
        boost::system::error_code error;
        const std::size_t read = parser.write(text.data(), text.size(), error);
        if (!error) {
            root_.emplace(parser.release());
        } else if (error == boost::json::error::too_deep) {
            found_.refuse(issue_code::too_deep, std::to_string(options.max_depth));
        } else {
            found_.refuse(issue_code::parse_error,
                          error.message() + " at byte " + std::to_string(read));
        }
    }

    parsed_document(const parsed_document&) = delete;
    parsed_document& operator=(const parsed_document&) = delete;
    ~parsed_document() = default;

    /// Returns the reader of the document, which must be an object.
    [[nodiscard]] std::optional<object_reader> root() {
        return root_ ? object_reader::open(*root_, {}, max_items_, found_) : std::nullopt;
    }

    /// The issues of the document.
    [[nodiscard]] issue_collector& found() noexcept { return found_; }

    /// Returns `read` if there are no issues; otherwise the refusal.
    template <class Value>
    [[nodiscard]] flaghook::result<Value> result(Value read) {
        if (!found_.empty()) {
            return refusal(0, found_.take());
        }
        return read;
    }

private:
    std::size_t max_items_;
    issue_collector found_;
    std::optional<boost::json::value> root_;
};

} // namespace flaghook::inline FLAGHOOK_ABI::document::detail

#endif

// ---- flaghook/api/object_writer.hpp
/// @file
/// Writes documents of the Flags API as Boost.JSON values.
#ifndef FLAGHOOK_API_OBJECT_WRITER_HPP
#define FLAGHOOK_API_OBJECT_WRITER_HPP

namespace flaghook::inline FLAGHOOK_ABI::detail {

[[nodiscard]] inline std::optional<issue_code> find_unwritable(const boost::json::object& object);

/// Finds what JSON cannot represent: text that is not UTF-8 (`invalid_utf8`), or NaN (`invalid`).
[[nodiscard]] inline std::optional<issue_code> find_unwritable(const boost::json::value& value) {
    if (value.is_string() &&
        !server::detail::is_utf8(document::detail::view_of(value.get_string()))) {
        return issue_code::invalid_utf8;
    }
    if (value.is_double() && std::isnan(value.get_double())) {
        return issue_code::invalid;
    }
    std::optional<issue_code> found;
    if (value.is_object()) {
        found = find_unwritable(value.get_object());
    } else if (value.is_array()) {
        for (const boost::json::value& item : value.get_array()) {
            found = found ? found : find_unwritable(item);
        }
    }
    return found;
}

[[nodiscard]] inline std::optional<issue_code> find_unwritable(const boost::json::object& object) {
    std::optional<issue_code> found;
    for (const auto& member : object) {
        if (!server::detail::is_utf8(document::detail::view_of(member.key()))) {
            return issue_code::invalid_utf8;
        }
        found = found ? found : find_unwritable(member.value());
    }
    return found;
}

/// Builds an object member by member, and reports values that an answer cannot contain.
class object_writer {
public:
    /// @param path the path of the object
    /// @param issues the list to which issues are added; must outlive the writer
    object_writer(std::string path, std::vector<issue>& issues) noexcept
        : path_(std::move(path)), issues_(issues) {}

    void write(std::string_view name, const std::string& text) {
        if (server::detail::is_utf8(text)) {
            put(name, document::detail::boost_view_of(text));
        } else {
            report(name, issue_code::invalid_utf8);
        }
    }

    void write(std::string_view name, timestamp instant) {
        if (in_range(instant)) {
            put(name, document::detail::boost_view_of(to_string(instant)));
        } else {
            report(name, issue_code::overflow);
        }
    }

    void write(std::string_view name, std::int64_t number) { put(name, number); }

    void write(std::string_view name, const boost::json::object& object) {
        const std::optional<issue_code> bad = find_unwritable(object);
        if (!bad) {
            put(name, object);
        } else {
            report(name, *bad, *bad == issue_code::invalid ? "JSON has no form for NaN." : "");
        }
    }

    /// Writes the name of an enumerator.
    template <class Value>
        requires std::is_enum_v<Value>
    void write(std::string_view name, Value value) {
        const std::string_view text = to_string(value);
        if (!text.empty()) {
            put(name, document::detail::boost_view_of(text));
        } else {
            const auto number = static_cast<std::underlying_type_t<Value>>(value);
            report(name, issue_code::invalid_choice,
                   server::detail::message::invalid_choice(std::to_string(number)));
        }
    }

    /// Writes a value, or null.
    template <class Value>
    void write(std::string_view name, const std::optional<Value>& value) {
        if (value) {
            write(name, *value);
        } else {
            put(name, nullptr);
        }
    }

    /// The finished object.
    [[nodiscard]] boost::json::object take() { return std::move(object_); }

private:
    template <class Value>
    void put(std::string_view name, Value&& value) {
        object_.emplace(document::detail::boost_view_of(name), std::forward<Value>(value));
    }

    void report(std::string_view name, issue_code code, std::string message = {}) {
        issues_.emplace_back(path_ + '.' + std::string(name), code, std::move(message));
    }

    std::string path_;
    std::vector<issue>& issues_;
    boost::json::object object_;
};

/// Writes an answer that has its content in the member `data`, unless something is wrong with it.
[[nodiscard]] inline result<std::string> write_data(boost::json::value data,
                                                    std::vector<issue> issues) {
    if (!issues.empty()) {
        return refusal(400, std::move(issues));
    }
    boost::json::object answer;
    answer.emplace("data", std::move(data));
    return boost::json::serialize(answer);
}

/// Writes a page.
/// @param write_item gives the object of an item with a path, and adds to issues
template <class Item, class WriteItem>
[[nodiscard]] result<std::string> write_list(const std::vector<Item>& items, WriteItem write_item) {
    std::vector<issue> issues;
    boost::json::array data;
    data.reserve(items.size());
    for (std::size_t index = 0; index < items.size(); ++index) {
        data.push_back(write_item(items[index], "data[" + std::to_string(index) + ']', issues));
    }
    return write_data(std::move(data), std::move(issues));
}

} // namespace flaghook::inline FLAGHOOK_ABI::detail

#endif

// ---- flaghook/model/change.hpp
/// @file
/// The model of one change of a flag's definition.
#ifndef FLAGHOOK_MODEL_CHANGE_HPP
#define FLAGHOOK_MODEL_CHANGE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The action that changed a flag. The numbers are those that Sentry stores.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/models.py
enum class change_action : std::uint8_t {
    /// The flag was created.
    created = 0,
    /// The flag was deleted.
    deleted = 1,
    /// The flag's definition was changed.
    updated = 2
};

/// The actions' names in JSON, in the documented order. `to_string` and `from_string` use them.
template <>
inline constexpr auto enumerators<change_action> = std::to_array<enumerator<change_action>>({
    {change_action::created, "created"},
    {change_action::updated, "updated"},
    {change_action::deleted, "deleted"},
});

/// The kind of text that identifies an author. The numbers are those that Sentry stores.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/models.py
enum class author_type : std::uint8_t {
    /// An e-mail address. It is not checked.
    email = 0,
    /// An identifier of the sender's system.
    id = 1,
    /// A name.
    name = 2
};

/// The types' names in JSON, in the documented order. `to_string` and `from_string` use them.
template <>
inline constexpr auto enumerators<author_type> = std::to_array<enumerator<author_type>>({
    {author_type::email, "email"},
    {author_type::id, "id"},
    {author_type::name, "name"},
});

/// The author of a change.
/// @tparam Text `std::string`, or `std::string_view` for views of text that is stored elsewhere
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet values.cpp change
template <class Text>
struct basic_author {
    /// The author: 1 to 100 code points after trimming, in UTF-8.
    Text id{};
    /// The kind of text that `id` is. No valid type until it is set.
    author_type type = author_type{0xFF};

    /// Compares all members.
    friend bool operator==(const basic_author&, const basic_author&) = default;
};

/// A change of a flag's definition.
///
/// It is an item of a payload, and also the row that Sentry writes to its audit log. The members do
/// not check their values; `serialize` and `make_request` do. They also refuse a change in which a
/// member other than `id` was not set.
/// @tparam Text `std::string`, or `std::string_view` for views of text that is stored elsewhere
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet values.cpp change
template <class Text>
struct basic_change {
    /// The action. No valid action until it is set.
    change_action action = change_action{0xFF};
    /// The idempotency token. Within a payload, only the first change with an id is recorded.
    change_id id{};
    /// The time of the change, in years 1 to 9999. Out of range until it is set.
    timestamp created_at{timestamp::duration::min()};
    /// The author.
    basic_author<Text> created_by{};
    /// The flag's name: 1 to 256 code points after trimming, in UTF-8.
    Text flag{};

    /// Compares all members.
    friend bool operator==(const basic_change&, const basic_change&) = default;
};

/// An author that owns its text.
using author = basic_author<std::string>;

/// A change that owns its text.
using change = basic_change<std::string>;

/// A change whose texts are views. The texts must outlive it.
using borrowed_change = basic_change<std::string_view>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/api/flag_log.hpp
/// @file
/// The audit log: the flag changes that Sentry recorded.
#ifndef FLAGHOOK_API_FLAG_LOG_HPP
#define FLAGHOOK_API_FLAG_LOG_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// One recorded change of a flag.
///
/// @par Example
/// @snippet flags_api.cpp page
struct flag_log_entry {
    /// The action: created, updated or deleted.
    change_action action = change_action::created;
    /// The time of the change, as the sender gave it.
    timestamp created_at{};
    /// The author; `std::nullopt` if the sender named none.
    std::optional<std::string> created_by{};
    /// The kind of text that identifies the author.
    std::optional<author_type> created_by_type{};
    /// The flag's name.
    std::string flag{};
    /// The number that Sentry gave the entry. The log does not contain the `change_id`.
    std::int64_t id = 0;
    /// The provider that sent the change: `generic`, `launchdarkly`, `statsig`, `unleash`,
    /// `flagpole`, or a newer one. Older servers do not send it.
    std::optional<std::string> provider{};
    /// Further data from the provider: names, with values of any type. The generic provider has
    /// none.
    boost::json::object tags{};

    /// Compares all members.
    friend bool operator==(const flag_log_entry&, const flag_log_entry&) = default;
};

/// Converts a change that the webhook recorded to the entry that the log shows.
/// @param row a row of a `receiver`'s reply, or a change that was sent and accepted
/// @param id the number of the entry in the log
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the texts.
[[nodiscard]] inline flag_log_entry to_log_entry(const change& row, std::int64_t id) {
    return {.action = row.action,
            .created_at = row.created_at,
            .created_by = row.created_by.id,
            .created_by_type = row.created_by.type,
            .flag = row.flag,
            .id = id,
            .provider = "generic",
            .tags = {}};
}

/// A page of the audit log. The header `Link` of the answer refers to other pages; see
/// `next_cursor`.
///
/// @par Example
/// @snippet flags_api.cpp page
struct flag_log_page {
    /// The entries, in the requested order.
    std::vector<flag_log_entry> data{};

    /// Compares the entries.
    friend bool operator==(const flag_log_page&, const flag_log_page&) = default;
};

namespace detail {

/// Reads an entry; `createdBy`, `createdByType` and `provider` may be null.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/logs.py
[[nodiscard]] inline flag_log_entry read_log_entry(document::detail::object_reader& from) {
    flag_log_entry result;
    from.read("action", result.action, from_string<change_action>);
    from.read("createdAt", result.created_at);
    from.read("createdBy", result.created_by);
    from.read("createdByType", result.created_by_type, from_string<author_type>);
    from.read("flag", result.flag);
    from.read("id", result.id);
    from.read("provider", result.provider);
    from.read("tags", result.tags);
    return result;
}

/// Writes an entry with its members in the server's order.
[[nodiscard]] inline boost::json::object
write_log_entry(const flag_log_entry& entry, std::string path, std::vector<issue>& issues) {
    object_writer to(std::move(path), issues);
    to.write("action", entry.action);
    to.write("createdAt", entry.created_at);
    to.write("createdBy", entry.created_by);
    to.write("createdByType", entry.created_by_type);
    to.write("flag", entry.flag);
    to.write("id", entry.id);
    to.write("provider", entry.provider);
    to.write("tags", entry.tags);
    return to.take();
}

} // namespace detail

/// Parses a page of the audit log.
///
/// Parsing is lenient: unknown members are ignored, `tags` and members that may be null may be
/// missing, and times may have any form that Sentry accepts. At most 512 objects and lists may be
/// nested, independent of `limits`.
/// @param body the body of the answer, any bytes
/// @param limits the limits on the body
/// @return the page, or all issues, such as `invalid` at `data[2].createdAt`
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`.
///
/// @par Example
/// @snippet flags_api.cpp page
[[nodiscard]] inline result<flag_log_page> parse_flag_log_page(std::string_view body,
                                                               const parse_limits& limits = {}) {
    document::detail::parsed_document document(body, limits);
    flag_log_page page;
    if (auto root = document.root()) {
        root->read_list("data", [&page](document::detail::object_reader& item) {
            page.data.push_back(detail::read_log_entry(item));
        });
    }
    return document.result(std::move(page));
}

/// Parses the answer that contains one entry of the audit log, as leniently as a page.
/// @param body the body of the answer, any bytes
/// @param limits the limits on the body
/// @return the entry, or all issues, such as `invalid` at `data.createdAt`
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`.
[[nodiscard]] inline result<flag_log_entry> parse_flag_log_entry(std::string_view body,
                                                                 const parse_limits& limits = {}) {
    document::detail::parsed_document document(body, limits);
    flag_log_entry entry;
    if (auto root = document.root()) {
        if (auto data = root->read_object("data")) {
            entry = detail::read_log_entry(*data);
        }
    }
    return document.result(std::move(entry));
}

/// Writes a page of the audit log as the server does, for simulations of Sentry.
/// @param page the page
/// @return the body; or all issues: text that is not UTF-8, NaN in a tag, a time outside the years
/// 1 to 9999
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the page.
[[nodiscard]] inline result<std::string> serialize_flag_log_page(const flag_log_page& page) {
    return detail::write_list(page.data, detail::write_log_entry);
}

/// Writes the answer that contains one entry as the server does, for simulations of Sentry.
/// @param entry the entry
/// @return the body; or all issues, as for a page
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the entry.
[[nodiscard]] inline result<std::string> serialize_flag_log_entry(const flag_log_entry& entry) {
    std::vector<issue> issues;
    boost::json::object data = detail::write_log_entry(entry, "data", issues);
    return detail::write_data(std::move(data), std::move(issues));
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/api/uri_text.hpp
/// @file
/// Percent-encoding of text in URIs.
#ifndef FLAGHOOK_API_URI_TEXT_HPP
#define FLAGHOOK_API_URI_TEXT_HPP

namespace flaghook::inline FLAGHOOK_ABI::detail {

/// Appends a text, percent-encoded, for a path segment or for a name or value in a query.
///
/// Only the unreserved characters are not encoded:
/// @code{.unparsed}
/// unreserved  = ALPHA / DIGIT / "-" / "." / "_" / "~"
/// pct-encoded = "%" HEXDIG HEXDIG    ; upper case
/// @endcode
/// @param out the text to which the result is appended
/// @param text the text, any bytes
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `text.size()`.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc3986#section-2
inline void append_percent_encoded(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char character : text) {
        const bool unreserved = (character >= 'A' && character <= 'Z') ||
                                (character >= 'a' && character <= 'z') ||
                                (character >= '0' && character <= '9') || character == '-' ||
                                character == '.' || character == '_' || character == '~';
        if (unreserved) {
            out += character;
        } else {
            const auto byte = static_cast<unsigned char>(character);
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 0xFU];
        }
    }
}

namespace detail {

[[nodiscard]] constexpr int hex_value(char digit) noexcept {
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    if (digit >= 'A' && digit <= 'F') {
        return digit - 'A' + 10;
    }
    if (digit >= 'a' && digit <= 'f') {
        return digit - 'a' + 10;
    }
    return -1;
}

} // namespace detail

/// Decodes a name or value in a query.
///
/// A `+` becomes a space, as in HTML forms. A percent sign that does not begin an escape is kept.
/// @param text the encoded text, any bytes
/// @return the decoded text, any bytes
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `text.size()`.
/// @par Source
/// https://url.spec.whatwg.org/#concept-urlencoded-parser
[[nodiscard]] inline std::string decode_form_text(std::string_view text) {
    std::string result;
    for (std::size_t position = 0; position < text.size(); ++position) {
        const char character = text[position];
        if (character == '%' && text.size() - position > 2) {
            const int high = detail::hex_value(text[position + 1]);
            const int low = detail::hex_value(text[position + 2]);
            if (high >= 0 && low >= 0) {
                result += static_cast<char>(high * 16 + low);
                position += 2;
                continue;
            }
        }
        result += character == '+' ? ' ' : character;
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI::detail

#endif

// ---- flaghook/api/flag_log_query.hpp
/// @file
/// Queries of the audit log.
#ifndef FLAGHOOK_API_FLAG_LOG_QUERY_HPP
#define FLAGHOOK_API_FLAG_LOG_QUERY_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The documented parameters of `GET .../flags/logs/`.
///
/// All are optional. Without any, Sentry returns the entries of the last 90 days, in pages of its
/// default size.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet flags_api.cpp query
struct flag_log_query {
    /// Restricts the answer to entries of these flags.
    std::vector<std::string> flags{};
    /// Restricts the answer to entries at or after this time. Requires `end`.
    std::optional<timestamp> start{};
    /// Restricts the answer to entries before this time. Requires `start`.
    std::optional<timestamp> end{};
    /// Restricts the answer to the latest entries, such as those of the last `24h`. It replaces
    /// `start` and `end`. A number without a unit is in seconds:
    /// @code{.unparsed}
    /// stats-period = 1*DIGIT [ "s" / "m" / "h" / "d" / "w" ]    ; the number is not zero
    /// @endcode
    std::optional<std::string> stats_period{};
    /// The page, as named by the answer with the page before it; see `next_cursor`.
    std::optional<std::string> cursor{};
    /// The maximum number of entries of a page: 1 to 100.
    std::optional<std::int64_t> per_page{};
    /// The number of entries to skip: 0 or more.
    std::optional<std::int64_t> offset{};

    /// Compares all parameters.
    friend bool operator==(const flag_log_query&, const flag_log_query&) = default;
};

namespace detail {

/// Checks the form of a `statsPeriod`.
/// @par Source
/// `parse_stats_period` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/utils/dates.py
[[nodiscard]] constexpr bool is_stats_period(std::string_view text) noexcept {
    constexpr std::string_view digits = "0123456789";
    constexpr std::string_view units = "smhdw";
    if (!text.empty() && units.find(text.back()) != std::string_view::npos) {
        text.remove_suffix(1);
    }
    return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos &&
           text.find_first_not_of('0') != std::string_view::npos;
}

/// Finds the violations of the server's rules.
/// @par Source
/// `get_date_range_from_params` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/api/utils.py
[[nodiscard]] inline std::vector<issue> check_query(const flag_log_query& query) {
    std::vector<issue> issues;
    for (std::size_t index = 0; index < query.flags.size(); ++index) {
        if (!server::detail::is_utf8(query.flags[index])) {
            issues.emplace_back("flag[" + std::to_string(index) + ']', issue_code::invalid_utf8);
        }
    }
    for (const auto& [name, time] : {std::pair("start", query.start), {"end", query.end}}) {
        if (time && !in_range(*time)) {
            issues.emplace_back(name, issue_code::overflow);
        }
    }
    // If there is a period, the server ignores the times.
    if (!query.stats_period && query.start.has_value() != query.end.has_value()) {
        issues.emplace_back(query.start ? "end" : "start", issue_code::required);
    }
    if (!query.stats_period && query.start && query.end && *query.start >= *query.end) {
        issues.emplace_back("end", issue_code::invalid, "start must be before end");
    }
    if (query.stats_period && !is_stats_period(*query.stats_period)) {
        issues.emplace_back("statsPeriod", issue_code::invalid,
                            "A positive integer with one of the units s, m, h, d and w is "
                            "required.");
    }
    if (query.cursor && !server::detail::is_utf8(*query.cursor)) {
        issues.emplace_back("cursor", issue_code::invalid_utf8);
    }
    if (query.per_page && (*query.per_page < 1 || *query.per_page > 100)) {
        issues.emplace_back("per_page", issue_code::invalid,
                            "Ensure this value is between 1 and 100.");
    }
    if (query.offset && *query.offset < 0) {
        issues.emplace_back("offset", issue_code::invalid,
                            "Ensure this value is greater than or equal to 0.");
    }
    return issues;
}

/// Appends a parameter to a query.
inline void append_parameter(std::string& out, std::string_view name, std::string_view value) {
    out += out.empty() ? "" : "&";
    append_percent_encoded(out, name);
    out += '=';
    append_percent_encoded(out, value);
}

/// Returns the decoded values of a parameter, in their order.
[[nodiscard]] inline std::vector<std::string> parameters(std::string_view query,
                                                         std::string_view name) {
    std::vector<std::string> result;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(pair.size() == query.size() ? pair.size() : pair.size() + 1);
        const std::size_t equals = pair.find('=');
        if (decode_form_text(pair.substr(0, equals)) == name) {
            result.push_back(decode_form_text(
                equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1)));
        }
    }
    return result;
}

/// Returns the decoded last value of a parameter. The server ignores the others.
[[nodiscard]] inline std::optional<std::string> last_parameter(std::string_view query,
                                                               std::string_view name) {
    std::vector<std::string> texts = parameters(query, name);
    return texts.empty() ? std::nullopt : std::optional(std::move(texts.back()));
}

/// Reads parameters by the server's rules, and reports invalid ones.
class query_reader {
public:
    query_reader(std::string_view query, std::vector<issue>& issues) noexcept
        : query_(query), issues_(issues) {}

    [[nodiscard]] std::optional<timestamp> read_time(const char* name) {
        const std::optional<std::string> text = last_parameter(query_, name);
        if (!text) {
            return std::nullopt;
        }
        const server::detail::date_time read = server::detail::is_utf8(*text)
                                                   ? server::detail::read_date_time(*text)
                                                   : server::detail::date_time{};
        if (read.outcome != server::detail::date_time_outcome::valid) {
            issues_.emplace_back(name, issue_code::invalid,
                                 server::detail::message::not_a_date_time);
            return std::nullopt;
        }
        return read.instant;
    }

    [[nodiscard]] std::optional<std::int64_t> read_number(const char* name) {
        const std::optional<std::string> text = last_parameter(query_, name);
        if (!text) {
            return std::nullopt;
        }
        const auto read =
            server::detail::is_utf8(*text) && text->size() <= server::detail::max_integer_text
                ? server::detail::read_integer(*text)
                : std::nullopt;
        if (!read) {
            issues_.emplace_back(name, issue_code::invalid,
                                 server::detail::message::not_an_integer);
            return std::nullopt;
        }
        return read->nearest_int64();
    }

private:
    std::string_view query_;
    std::vector<issue>& issues_;
};

} // namespace detail

/// Writes the query part of a URL, without the question mark.
///
/// The parameters are in the documented order. Names and values are percent-encoded.
/// @param query the query
/// @return the query part, empty for a query without parameters; or all issues: a parameter out of
/// range, `start` without `end` or the reverse, `stats_period` together with a time, text that is
/// not UTF-8
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the texts.
///
/// @par Example
/// @snippet flags_api.cpp query
[[nodiscard]] inline result<std::string> serialize_query(const flag_log_query& query) {
    std::vector<issue> issues = detail::check_query(query);
    if (query.stats_period && (query.start || query.end)) {
        issues.emplace_back("statsPeriod", issue_code::invalid,
                            "Give either a period or start and end.");
    }
    if (!issues.empty()) {
        return refusal(400, std::move(issues));
    }
    std::string result;
    for (const std::string& flag : query.flags) {
        detail::append_parameter(result, "flag", flag);
    }
    for (const auto& [name, time] : {std::pair("start", query.start), {"end", query.end}}) {
        if (time) {
            detail::append_parameter(result, name, to_string(*time));
        }
    }
    for (const auto& [name, text] :
         {std::pair("statsPeriod", query.stats_period), {"cursor", query.cursor}}) {
        if (text) {
            detail::append_parameter(result, name, *text);
        }
    }
    for (const auto& [name, number] :
         {std::pair("per_page", query.per_page), {"offset", query.offset}}) {
        if (number) {
            detail::append_parameter(result, name, std::to_string(*number));
        }
    }
    return result;
}

/// Parses the query part of a URL as the server does, for simulations of Sentry.
///
/// The parameters may be in any order, and unknown parameters are ignored. If a parameter is
/// repeated, the last value counts; of `flag`, all values count. If there is a `statsPeriod`,
/// `start` and `end` are ignored.
/// @code{.unparsed}
/// query     = [ parameter *( "&" parameter ) ]
/// parameter = name [ "=" value ]    ; both percent-encoded, a space also as "+"
/// @endcode
/// @param query the part of the URL after the question mark, any bytes
/// @return the query, or all issues
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `query.size()`.
[[nodiscard]] inline result<flag_log_query> parse_query(std::string_view query) {
    std::vector<issue> issues;
    detail::query_reader reader(query, issues);
    flag_log_query result;
    result.flags = detail::parameters(query, "flag");
    result.stats_period = detail::last_parameter(query, "statsPeriod");
    if (!result.stats_period) {
        result.start = reader.read_time("start");
        result.end = reader.read_time("end");
    }
    result.cursor = detail::last_parameter(query, "cursor");
    result.per_page = reader.read_number("per_page");
    result.offset = reader.read_number("offset");
    if (issues.empty()) {
        issues = detail::check_query(result);
    }
    if (!issues.empty()) {
        return refusal(400, std::move(issues));
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/server/ascii.hpp
/// @file
/// Letter case in ASCII.
#ifndef FLAGHOOK_SERVER_ASCII_HPP
#define FLAGHOOK_SERVER_ASCII_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// Converts an ASCII letter to lower case; returns any other character unchanged.
[[nodiscard]] constexpr char lower_case(char character) noexcept {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                : character;
}

/// Checks whether two texts are equal, ignoring the case of ASCII letters.
[[nodiscard]] constexpr bool equal_in_any_case(std::string_view left,
                                               std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char one, char other) { return lower_case(one) == lower_case(other); });
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/api/link.hpp
/// @file
/// Pagination: the header `Link` of an answer that has several pages.
#ifndef FLAGHOOK_API_LINK_HPP
#define FLAGHOOK_API_LINK_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A link to another page.
///
/// @par Source
/// https://docs.sentry.io/api/pagination/
struct page_link {
    /// The URL of the page, as written in the header.
    std::string target{};
    /// The relation of the page to this one: `next` or `previous`. In general, several words that
    /// are separated by spaces.
    std::string relation{};
    /// Whether the page has results; `std::nullopt` if the server does not tell. Sentry always
    /// sends both links, so that a client can ask for newer results later.
    std::optional<bool> results{};
    /// The value of the parameter `cursor` that requests the page.
    std::string cursor{};

    /// Checks whether the link has a relation. Relations are compared in any letter case.
    /// @param wanted the relation, such as `next`
    /// @par Complexity
    /// Linear in `relation.size()`.
    /// @par Source
    /// https://www.rfc-editor.org/rfc/rfc8288#section-2.1
    [[nodiscard]] bool is(std::string_view wanted) const noexcept {
        for (std::string_view rest = relation; !rest.empty();) {
            const std::string_view word = rest.substr(0, rest.find(' '));
            if (server::detail::equal_in_any_case(word, wanted)) {
                return true;
            }
            rest.remove_prefix(std::min(word.size() + 1, rest.size()));
        }
        return false;
    }

    /// Compares all members.
    friend bool operator==(const page_link&, const page_link&) = default;
};

namespace detail {

/// Reads the links of a `Link` header, by the algorithm of RFC 8288.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc8288#appendix-B.2
class link_reader {
public:
    explicit link_reader(std::string_view value) noexcept : rest_(value) {}

    /// Returns the next link; `std::nullopt` at the end or at a syntax error.
    [[nodiscard]] std::optional<page_link> next() {
        skip_space();
        while (accept(',')) {
            skip_space();
        }
        if (!accept('<')) {
            return std::nullopt;
        }
        const std::size_t end = rest_.find('>');
        if (end == std::string_view::npos) {
            return std::nullopt;
        }
        page_link result;
        result.target = rest_.substr(0, end);
        rest_.remove_prefix(end + 1);
        bool has_relation = false;
        for (skip_space(); accept(';'); skip_space()) {
            skip_space();
            read_parameter(result, has_relation);
        }
        // Anything else before the next comma is ignored.
        rest_.remove_prefix(std::min(rest_.find(','), rest_.size()));
        return result;
    }

private:
    void read_parameter(page_link& to, bool& has_relation) {
        const std::string_view name = take_until("=;, \t");
        skip_space();
        std::string value;
        if (accept('=')) {
            skip_space();
            value = accept('"') ? take_quoted() : std::string(take_until(";, \t"));
        }
        if (server::detail::equal_in_any_case(name, "rel")) {
            // If there are several relations, the first counts.
            if (!std::exchange(has_relation, true)) {
                to.relation = std::move(value);
            }
        } else if (server::detail::equal_in_any_case(name, "results")) {
            if (value == "true" || value == "false") {
                to.results = value == "true";
            }
        } else if (server::detail::equal_in_any_case(name, "cursor")) {
            to.cursor = std::move(value);
        }
    }

    [[nodiscard]] std::string take_quoted() {
        std::string result;
        while (!rest_.empty() && !accept('"')) {
            if (accept('\\') && rest_.empty()) {
                break;
            }
            result += rest_.front();
            rest_.remove_prefix(1);
        }
        return result;
    }

    [[nodiscard]] std::string_view take_until(std::string_view ends) noexcept {
        const std::string_view result = rest_.substr(0, rest_.find_first_of(ends));
        rest_.remove_prefix(result.size());
        return result;
    }

    bool accept(char wanted) noexcept {
        const bool found = rest_.starts_with(wanted);
        if (found) {
            rest_.remove_prefix(1);
        }
        return found;
    }

    void skip_space() noexcept {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t"), rest_.size()));
    }

    std::string_view rest_;
};

} // namespace detail

/// Parses the value of a header `Link`.
///
/// If there are several such headers, join their values with commas first. Unknown parameters are
/// ignored. At a syntax error, parsing ends with the links before it.
/// @code{.unparsed}
/// Link       = [ link-value *( OWS "," OWS link-value ) ]
/// link-value = "<" URI-Reference ">" *( OWS ";" OWS [ link-param ] )
/// link-param = token BWS [ "=" BWS ( token / quoted-string ) ]
/// @endcode
/// @param header the value of the header, any bytes
/// @return the links in their order
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `header.size()`.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc8288#section-3 and https://docs.sentry.io/api/pagination/
[[nodiscard]] inline std::vector<page_link> parse_links(std::string_view header) {
    std::vector<page_link> result;
    detail::link_reader reader(header);
    while (std::optional<page_link> one = reader.next()) {
        result.push_back(std::move(*one));
    }
    return result;
}

/// Returns the value of the parameter `cursor` that requests the next page.
/// @param header the value of the header `Link` of the answer
/// @return the cursor; `std::nullopt` if there is no next page with results
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `header.size()`.
///
/// @par Example
/// @snippet flags_api.cpp next_page
[[nodiscard]] inline std::optional<std::string> next_cursor(std::string_view header) {
    for (page_link& one : parse_links(header)) {
        if (one.is("next") && one.results.value_or(true) && !one.cursor.empty()) {
            return std::move(one.cursor);
        }
    }
    return std::nullopt;
}

/// Writes the value of a header `Link` as Sentry does, for simulations of Sentry.
///
/// Texts are written unchanged.
/// @param links the links
/// @pre Each target is a URL. Relations and cursors contain neither quotation marks nor
/// backslashes.
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the texts.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/api/base.py
[[nodiscard]] inline std::string serialize_links(std::span<const page_link> links) {
    std::string result;
    for (const page_link& one : links) {
        result += result.empty() ? "<" : ", <";
        result += one.target;
        result += ">; rel=\"" + one.relation + '"';
        if (one.results) {
            result += *one.results ? "; results=\"true\"" : "; results=\"false\"";
        }
        if (!one.cursor.empty()) {
            result += "; cursor=\"" + one.cursor + '"';
        }
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/api/resource_path.hpp
/// @file
/// The paths of the Flags API's resources.
///
/// Each function returns the path of a URL, which follows the scheme and the host. The organization
/// is percent-encoded. The path ends with a slash, because the server requires it:
/// @code{.unparsed}
/// path     = "/api/0/organizations/" organization "/flags/" resource "/"
/// resource = ( "logs" / "signing-secrets" ) [ "/" 1*DIGIT ]
/// @endcode
///
/// Send an API token in the header `Authorization: Bearer <token>`
/// (https://docs.sentry.io/api/auth/).
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
#ifndef FLAGHOOK_API_RESOURCE_PATH_HPP
#define FLAGHOOK_API_RESOURCE_PATH_HPP

namespace flaghook::inline FLAGHOOK_ABI {

namespace detail {

[[nodiscard]] inline std::string flags_path(std::string_view organization,
                                            std::string_view resource) {
    std::string result = "/api/0/organizations/";
    append_percent_encoded(result, organization);
    result += "/flags/";
    result += resource;
    result += '/';
    return result;
}

} // namespace detail

/// Returns the path of the audit log, for GET.
/// @param organization the slug or number of the organization
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `organization.size()`.
///
/// @par Example
/// @snippet flags_api.cpp query
[[nodiscard]] inline std::string flag_logs_path(std::string_view organization) {
    return detail::flags_path(organization, "logs");
}

/// Returns the path of one entry of the audit log, for GET.
/// @param organization the slug or number of the organization
/// @param id the number of the entry
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `organization.size()`.
[[nodiscard]] inline std::string flag_log_path(std::string_view organization, std::int64_t id) {
    return detail::flags_path(organization, "logs") + std::to_string(id) + '/';
}

/// Returns the path of the signing secrets: GET lists them, and POST registers one.
/// @param organization the slug or number of the organization
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `organization.size()`.
///
/// @par Example
/// @snippet flags_api.cpp register
[[nodiscard]] inline std::string signing_secrets_path(std::string_view organization) {
    return detail::flags_path(organization, "signing-secrets");
}

/// Returns the path of one signing secret, for DELETE.
/// @param organization the slug or number of the organization
/// @param id the number of the secret
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `organization.size()`.
[[nodiscard]] inline std::string signing_secret_path(std::string_view organization,
                                                     std::int64_t id) {
    return detail::flags_path(organization, "signing-secrets") + std::to_string(id) + '/';
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/signature/wipe.hpp
/// @file
/// Overwrites memory without a crypto library.
///
/// A back end has its crypto library's own function for this, and code that computes uses that one.
/// A `secret`, however, exists before a back end is chosen, because a program reads it from its
/// configuration. It is one type for all back ends, and needs no crypto library.
#ifndef FLAGHOOK_SIGNATURE_WIPE_HPP
#define FLAGHOOK_SIGNATURE_WIPE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Overwrites memory with zeros, even where the compiler can prove that it is not read again.
///
/// An access through a pointer to volatile is observable behaviour. Compilers keep it, even if the
/// object ends its lifetime right afterwards. The fence keeps them from moving the stores after the
/// code that follows, such as the call that releases the memory. Tests check this by looking at the
/// memory of destroyed objects.
///
/// Only this memory is overwritten. Not overwritten are:
///
/// * copies that the program made earlier, and pages that the system swapped out;
/// * registers, and memory to which a signal or the dynamic linker saved them. The dynamic linker
///   does so at the first call of a function, unless the program is linked with `-z now`.
///
/// @param memory the first byte; may be null if `size` is 0
/// @param size the number of bytes
/// @pre `memory` points to at least `size` bytes.
/// @par Complexity
/// Linear in `size`, byte by byte. It is meant for keys, not for bodies.
/// @par Source
/// https://eel.is/c++draft/intro.abstract#6
///
/// @par Example
/// @snippet signing.cpp wipe
inline void wipe(void* memory, std::size_t size) noexcept {
    auto* const bytes = static_cast<volatile unsigned char*>(memory);
    for (std::size_t position = 0; position < size; ++position) {
        bytes[position] = 0;
    }
    std::atomic_signal_fence(std::memory_order_seq_cst);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/api/wiping_memory.hpp
/// @file
/// Memory for JSON that contains a secret.
#ifndef FLAGHOOK_API_WIPING_MEMORY_HPP
#define FLAGHOOK_API_WIPING_MEMORY_HPP

namespace flaghook::inline FLAGHOOK_ABI::detail {

/// The base class of memory for Boost.JSON, which has another name in newer releases.
using memory_resource = std::remove_reference_t<decltype(*boost::json::storage_ptr())>;

/// Heap memory that is overwritten before it is released.
class wiping_memory final : public memory_resource {
private:
    void* do_allocate(std::size_t size, std::size_t) override {
        // Boost.JSON does not need a stricter alignment.
        return ::operator new(size);
    }

    void do_deallocate(void* block, std::size_t size, std::size_t) override {
        wipe(block, size);
        ::operator delete(block);
    }

    [[nodiscard]] bool do_is_equal(const memory_resource& other) const noexcept override {
        return this == &other;
    }
};

} // namespace flaghook::inline FLAGHOOK_ABI::detail

#endif

// ---- flaghook/signature/signature_error.hpp
/// @file
/// Errors of signing secrets and of signatures.
#ifndef FLAGHOOK_SIGNATURE_SIGNATURE_ERROR_HPP
#define FLAGHOOK_SIGNATURE_SIGNATURE_ERROR_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Errors of a secret, of a set of secrets, or of the signature of a request.
///
/// A failure of the computation itself is a `crypto::crypto_error`.
///
/// @par Example
/// @snippet signing.cpp verify
enum class signature_error {
    /// The text of a secret is not UTF-8. Sentry cannot have registered it.
    secret_not_utf8 = 1,

    /// The text begins or ends with white space, typically the line feed at the end of a file.
    /// Sentry trims a secret when it is registered, so a signature made with this text would never
    /// verify.
    secret_has_outer_white_space,

    /// The text contains U+0000. Sentry does not register it.
    secret_has_null_character,

    /// The text has fewer than 10 characters.
    secret_too_short,

    /// The text has more than 64 characters.
    secret_too_long,

    /// The secret has no bytes, or the `secret` was moved from. With an empty key, anyone could
    /// sign.
    secret_empty,

    /// A verifier was requested without a secret. It would refuse everything.
    no_secrets,

    /// A verifier was requested with more than 16 secrets.
    too_many_secrets,

    /// The request has no `X-Sentry-Signature` header.
    header_missing,

    /// The request has more than one `X-Sentry-Signature` header.
    header_repeated,

    /// The value of the header is not the signature of the body with any of the secrets.
    mismatch,
};

/// The names of the errors, for `to_string` and `from_string`.
template <>
inline constexpr auto enumerators<signature_error> = std::to_array<enumerator<signature_error>>({
    {signature_error::secret_not_utf8, "secret_not_utf8"},
    {signature_error::secret_has_outer_white_space, "secret_has_outer_white_space"},
    {signature_error::secret_has_null_character, "secret_has_null_character"},
    {signature_error::secret_too_short, "secret_too_short"},
    {signature_error::secret_too_long, "secret_too_long"},
    {signature_error::secret_empty, "secret_empty"},
    {signature_error::no_secrets, "no_secrets"},
    {signature_error::too_many_secrets, "too_many_secrets"},
    {signature_error::header_missing, "header_missing"},
    {signature_error::header_repeated, "header_repeated"},
    {signature_error::mismatch, "mismatch"},
});

/// The error category of `signature_error`.
class signature_error_category final : public boost::system::error_category {
public:
    /// Constructs the category with its identifier.
    ///
    /// Shared libraries may each have a copy of the category. Copies with the same identifier are
    /// equal.
    /// @par Source
    /// https://www.boost.org/doc/libs/release/libs/system/doc/html/system.html#ref_error_category
    constexpr signature_error_category() noexcept : error_category(0xd20b7f4c9a586e13) {}

    /// Returns `"flaghook.signature"`.
    const char* name() const noexcept override { return "flaghook.signature"; }

    /// Returns the message of an error: what is wrong, and what to do.
    ///
    /// Messages are constants. They contain no part of a secret, and not its length.
    /// @param value the number of a `signature_error`
    /// @throws std::bad_alloc only
    std::string message(int value) const override { return text(value); }

    /// Returns the message of an error without allocating.
    /// @param value the number of a `signature_error`
    const char* message(int value, char*, std::size_t) const noexcept override {
        return text(value);
    }

private:
    static const char* text(int value) noexcept {
        switch (static_cast<signature_error>(value)) {
        case signature_error::secret_not_utf8:
            return "the signing secret is not UTF-8 text; pass the text itself, as it was "
                   "registered with Sentry, without decoding it from hex or base64";
        case signature_error::secret_has_outer_white_space:
            return "the signing secret begins or ends with white space, perhaps a line feed at the "
                   "end of a file; remove it, as Sentry does when a secret is registered";
        case signature_error::secret_has_null_character:
            return "the signing secret contains a null character, which Sentry does not register; "
                   "check where the secret is read from";
        case signature_error::secret_too_short:
            return "the signing secret has fewer than 10 characters, which Sentry does not "
                   "register; choose a longer one, or use secret::from_registered if Sentry "
                   "accepted it earlier";
        case signature_error::secret_too_long:
            return "the signing secret has more than 64 characters, which Sentry does not "
                   "register; choose a shorter one, or use secret::from_registered if Sentry "
                   "accepted it earlier";
        case signature_error::secret_empty:
            return "the signing secret is empty or was moved from; pass the secret that was "
                   "registered with Sentry";
        case signature_error::no_secrets:
            return "a verifier needs at least one signing secret";
        case signature_error::too_many_secrets:
            return "a verifier accepts at most 16 signing secrets; remove those that were replaced "
                   "long ago";
        case signature_error::header_missing:
            return "the request has no X-Sentry-Signature header";
        case signature_error::header_repeated:
            return "the request has more than one X-Sentry-Signature header";
        case signature_error::mismatch:
            return "the X-Sentry-Signature header is not the signature of this body under any of "
                   "the secrets";
        }
        return "unknown flaghook.signature error";
    }
};

/// Returns the instance of the category.
inline const boost::system::error_category& signature_category() noexcept {
    static constinit const signature_error_category instance;
    return instance;
}

/// Makes an `error_code` of a `signature_error`.
///
/// `boost::system::error_code` calls it when a `signature_error` is assigned or converted.
/// @param error the error
inline boost::system::error_code make_error_code(signature_error error) noexcept {
    return {static_cast<int>(error), signature_category()};
}

} // namespace flaghook::inline FLAGHOOK_ABI

/// Enables the implicit conversion of a `signature_error` to a `boost::system::error_code`.
template <>
struct boost::system::is_error_code_enum<flaghook::signature_error> : std::true_type {};

#endif

// ---- flaghook/signature/registration.hpp
/// @file
/// Checks whether Sentry registers a text as signing secret of the generic provider.
///
/// A sender can thus report a wrong secret when it starts. Sentry itself answers every request with
/// such a secret with HTTP 401, without a reason.
///
/// @par Source
/// The field `secret` of `FlagWebhookSigningSecretValidator`, a `CharField(min_length=10,
/// max_length=64)` of Django REST framework:
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py and
/// https://www.django-rest-framework.org/api-guide/fields/#charfield
#ifndef FLAGHOOK_SIGNATURE_REGISTRATION_HPP
#define FLAGHOOK_SIGNATURE_REGISTRATION_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The minimum length of a secret of the generic provider, in Unicode code points.
inline constexpr std::size_t min_secret_length = 10;

/// The maximum length of a secret of the generic provider, in Unicode code points.
inline constexpr std::size_t max_secret_length = 64;

/// Checks whether Sentry registers a text, unchanged, as a secret of the generic provider.
///
/// @param text the secret as UTF-8, as typed into Sentry's form
/// @return no error, or the first of these `signature_error`s that applies: `secret_not_utf8`,
/// `secret_has_outer_white_space`, `secret_has_null_character`, `secret_too_short` (also for an
/// empty text), `secret_too_long`. The length is counted in code points, as Python's `len()` does:
/// ten characters of two bytes are long enough.
/// @par Complexity
/// Linear in `text.size()`. Allocates nothing and copies nothing. The running time depends on the
/// content of the text, so do not call it for every request.
/// @see secret::from_text
///
/// @par Example
/// @snippet signing.cpp registrable
[[nodiscard]] inline boost::system::error_code check_registrable(std::string_view text) noexcept {
    if (!server::detail::is_utf8(text)) {
        return signature_error::secret_not_utf8;
    }
    if (server::detail::trim(text).size() != text.size()) {
        return signature_error::secret_has_outer_white_space;
    }
    if (text.find('\0') != std::string_view::npos) {
        return signature_error::secret_has_null_character;
    }
    const std::size_t length = server::detail::count_code_points(text);
    if (length < min_secret_length) {
        return signature_error::secret_too_short;
    }
    if (length > max_secret_length) {
        return signature_error::secret_too_long;
    }
    return {};
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/signature/secret.hpp
/// @file
/// The signing secret.
#ifndef FLAGHOOK_SIGNATURE_SECRET_HPP
#define FLAGHOOK_SIGNATURE_SECRET_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A signing secret, which Sentry and the sender share.
///
/// The HMAC key is the UTF-8 text that was registered, byte for byte. It is *not* decoded from hex
/// or base64, even if it looks like that.
///
/// With the secret, an attacker can write any flag change into the audit log. This type makes it
/// hard to disclose it by mistake:
///
/// * A secret cannot be copied, only moved, and moving copies no bytes.
/// * Its bytes are overwritten before their memory is released.
/// * It has no comparison, hash, conversion to text, or output operator. No error of this library
///   contains any part of it.
/// * Only `expose()` reads it, a name that is easy to search for.
///
/// The bytes are in one heap block of exactly their size. A `std::string` would leave copies behind
/// when it moves a short text or grows. A buffer inside the object would be copied by every move,
/// for instance when a `std::vector<secret>` grows.
///
/// The text that a secret is made from belongs to the caller. If it is in a `std::string`,
/// overwrite it with `wipe`. The library does not prevent the system from swapping memory out or
/// writing it to a core dump.
///
/// Threads: several threads may call `expose` and `empty` at the same time.
///
/// @par Source
/// `secret.encode()` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py
///
/// @par Example
/// @snippet signing.cpp secret
class secret {
public:
    /// Makes a secret from a text that Sentry registers today: 10 to 64 characters of UTF-8, no
    /// null character, no white space at either end.
    ///
    /// @param text the text as registered. It is not trimmed: white space at an end is an error.
    /// @return the secret, or the error of `check_registrable`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `text.size()`.
    [[nodiscard]] static boost::system::result<secret> from_text(std::string_view text) {
        if (const boost::system::error_code failure = check_registrable(text)) {
            return failure;
        }
        return secret(text);
    }

    /// Makes a secret that Sentry registered earlier and would not register today.
    ///
    /// Sentry introduced the limits of length after the feature itself.
    /// @param bytes exactly what Sentry has stored: any bytes, of any length but zero
    /// @return the secret, or `signature_error::secret_empty`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `bytes.size()`.
    [[nodiscard]] static boost::system::result<secret> from_registered(std::string_view bytes) {
        if (bytes.empty()) {
            return signature_error::secret_empty;
        }
        return secret(bytes);
    }

    /// Moves the secret, and leaves `other` empty. No bytes are copied.
    secret(secret&& other) noexcept
        : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}

    /// Overwrites the former secret, moves `other` here, and leaves `other` empty. No bytes are
    /// copied.
    secret& operator=(secret&& other) noexcept {
        if (this != &other) {
            wipe(bytes_.get(), size_);
            bytes_ = std::move(other.bytes_);
            size_ = std::exchange(other.size_, 0);
        }
        return *this;
    }

    /// Deleted: a secret has no copies.
    secret(const secret&) = delete;
    /// Deleted: a secret has no copies.
    secret& operator=(const secret&) = delete;

    /// Overwrites the bytes, and releases them.
    ~secret() { wipe(bytes_.get(), size_); }

    /// Returns the bytes of the secret, for making a key.
    ///
    /// The library does not overwrite copies of these bytes.
    /// @return the bytes; empty if the secret was moved from. They are valid until the secret is
    /// moved from, assigned to, or destroyed.
    [[nodiscard]] std::span<const std::byte> expose() const noexcept {
        return {bytes_.get(), size_};
    }

    /// Checks whether the secret was moved from. No other secret is empty.
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

private:
    explicit secret(std::string_view bytes)
        : bytes_(std::make_unique<std::byte[]>(bytes.size())), size_(bytes.size()) {
        std::memcpy(bytes_.get(), bytes.data(), bytes.size());
    }

    std::unique_ptr<std::byte[]> bytes_;
    std::size_t size_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/api/signing_secret.hpp
/// @file
/// Registers and lists signing secrets.
#ifndef FLAGHOOK_API_SIGNING_SECRET_HPP
#define FLAGHOOK_API_SIGNING_SECRET_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A provider for which Sentry registers a secret.
enum class flag_provider : std::uint8_t {
    /// LaunchDarkly.
    launchdarkly,
    /// The generic provider, whose webhooks this library writes and reads.
    generic,
    /// Unleash.
    unleash,
    /// Statsig.
    statsig,
};

/// The names of the providers in JSON, for `to_string` and `from_string`.
template <>
inline constexpr auto enumerators<flag_provider> = std::to_array<enumerator<flag_provider>>({
    {flag_provider::launchdarkly, "launchdarkly"},
    {flag_provider::generic, "generic"},
    {flag_provider::unleash, "unleash"},
    {flag_provider::statsig, "statsig"},
});

/// The rule for a provider's secrets. Lengths are in code points, after trimming.
struct secret_rule {
    /// The minimum length.
    std::size_t min_length;
    /// The maximum length.
    std::size_t max_length;
    /// The text with which the secret begins.
    std::string_view prefix{};
};

/// Returns the rule for a provider's secrets.
/// @param provider the provider
/// @return the rule. If `provider` is not an enumerator, it is the strictest one, as on the server.
/// @par Complexity
/// Constant.
/// @par Source
/// `validate_secret` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
[[nodiscard]] constexpr secret_rule secret_rule_of(flag_provider provider) noexcept {
    switch (provider) {
    case flag_provider::generic:
        return {min_secret_length, max_secret_length};
    case flag_provider::statsig:
        return {32, 64, "webhook-"};
    case flag_provider::launchdarkly:
    case flag_provider::unleash:
        break;
    }
    return {32, 32};
}

/// A secret as Sentry lists it.
struct listed_secret {
    /// The time of the registration.
    timestamp created_at{};
    /// The number of the user who registered it; `std::nullopt` if that user was deleted.
    std::optional<std::int64_t> created_by{};
    /// The number of the entry, for `signing_secret_path`.
    std::int64_t id = 0;
    /// The provider: a name of a `flag_provider`, or a newer one.
    std::string provider{};
    /// The first six characters, and an asterisk for each other one; see `redact`.
    std::string redacted{};

    /// Compares all members.
    friend bool operator==(const listed_secret&, const listed_secret&) = default;
};

/// A page of the registered secrets. The header `Link` of the answer refers to other pages; see
/// `next_cursor`.
struct signing_secret_page {
    /// The secrets, newest first.
    std::vector<listed_secret> data{};

    /// Compares the secrets.
    friend bool operator==(const signing_secret_page&, const signing_secret_page&) = default;
};

namespace detail {

/// Reads a listed secret. The blueprint calls `createdBy` a string and shows a number: both are
/// read.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
[[nodiscard]] inline listed_secret read_listed_secret(document::detail::object_reader& from) {
    listed_secret result;
    from.read("createdAt", result.created_at);
    from.read("createdBy", result.created_by);
    from.read("id", result.id);
    from.read("provider", result.provider);
    from.read("secret", result.redacted);
    return result;
}

/// Writes a listed secret with its members in the server's order, and `createdBy` as a number.
[[nodiscard]] inline boost::json::object
write_listed_secret(const listed_secret& listed, std::string path, std::vector<issue>& issues) {
    object_writer to(std::move(path), issues);
    to.write("createdAt", listed.created_at);
    to.write("createdBy", listed.created_by);
    to.write("id", listed.id);
    to.write("provider", listed.provider);
    to.write("secret", listed.redacted);
    return to.take();
}

} // namespace detail

/// Parses a page of the registered secrets. Unknown members are ignored.
/// @param body the body of the answer, any bytes
/// @param limits the limits on the body
/// @return the page, or all issues
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`.
[[nodiscard]] inline result<signing_secret_page>
parse_signing_secret_page(std::string_view body, const parse_limits& limits = {}) {
    document::detail::parsed_document document(body, limits);
    signing_secret_page page;
    if (auto root = document.root()) {
        root->read_list("data", [&page](document::detail::object_reader& item) {
            page.data.push_back(detail::read_listed_secret(item));
        });
    }
    return document.result(std::move(page));
}

/// Writes a page of the registered secrets as the server does, for simulations of Sentry.
/// @param page the page
/// @return the body, or all issues
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the page.
[[nodiscard]] inline result<std::string>
serialize_signing_secret_page(const signing_secret_page& page) {
    return detail::write_list(page.data, detail::write_listed_secret);
}

namespace detail {

[[nodiscard]] inline std::string_view text_of(const secret& registered) noexcept {
    const auto bytes = registered.expose();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace detail

/// Returns a secret as Sentry shows it: its first six characters, and an asterisk for each other
/// one.
///
/// Six characters identify the secret, and are too few to sign with. A secret of six characters or
/// fewer, which only older servers registered, is shown whole. If the secret is not UTF-8, the
/// result has an asterisk for each byte.
/// @param registered the secret
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the length of the secret.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
///
/// @par Example
/// @snippet flags_api.cpp register
[[nodiscard]] inline std::string redact(const secret& registered) {
    constexpr std::size_t shown = 6;
    const std::string_view text = detail::text_of(registered);
    if (!server::detail::is_utf8(text)) {
        return std::string(text.size(), '*');
    }
    std::size_t end = 0;
    for (std::size_t count = 0; count < shown && end < text.size(); ++count) {
        end += server::detail::decode(text, end).width;
    }
    std::string result(text.substr(0, end));
    result.append(server::detail::count_code_points(text.substr(end)), '*');
    return result;
}

namespace detail {

/// Checks the text of a secret by the server's rules, except for white space at its ends.
/// @param text the trimmed text in UTF-8
[[nodiscard]] inline std::optional<issue> check_secret(const secret_rule& rule,
                                                       std::string_view text) {
    const auto refuse = [](issue_code code, std::string message = {}) {
        return issue("secret", code, std::move(message));
    };
    if (text.empty()) {
        return refuse(issue_code::blank);
    }
    if (text.find('\0') != std::string_view::npos) {
        return refuse(issue_code::null_characters_not_allowed);
    }
    if (!text.starts_with(rule.prefix)) {
        return refuse(issue_code::invalid, "Ensure this field is of the format webhook-<hash>");
    }
    const std::size_t length = server::detail::count_code_points(text);
    if (length > rule.max_length) {
        return refuse(issue_code::max_length, server::detail::message::max_length(rule.max_length));
    }
    if (length < rule.min_length) {
        return refuse(issue_code::min_length, server::detail::message::min_length(rule.min_length));
    }
    return std::nullopt;
}

/// The digits of an integer, overwritten by the destructor.
class wiped_digits {
public:
    wiped_digits() = default;
    wiped_digits(const wiped_digits&) = delete;
    wiped_digits& operator=(const wiped_digits&) = delete;
    ~wiped_digits() { wipe(digits_.data(), digits_.size()); }

    template <class Integer>
    [[nodiscard]] std::string_view write(Integer number) noexcept {
        const auto written = std::to_chars(digits_.data(), digits_.data() + digits_.size(), number);
        return {digits_.data(), static_cast<std::size_t>(written.ptr - digits_.data())};
    }

private:
    std::array<char, 20> digits_{};
};

/// Converts the value of a secret to text as the server does, if it is a string or an integer.
/// @param digits the memory in which an integer is written
[[nodiscard]] inline std::optional<std::string_view> secret_text(const boost::json::value& value,
                                                                 wiped_digits& digits) noexcept {
    switch (value.kind()) {
    case boost::json::kind::string:
        return server::detail::trim(document::detail::view_of(value.get_string()));
    case boost::json::kind::int64:
        return digits.write(value.get_int64());
    case boost::json::kind::uint64:
        return digits.write(value.get_uint64());
    default:
        return std::nullopt;
    }
}

/// Reads the member `secret` of a registration.
[[nodiscard]] inline std::optional<secret> read_secret(document::detail::object_reader& from,
                                                       flag_provider provider) {
    const boost::json::value* const value = from.require("secret");
    if (value == nullptr) {
        return std::nullopt;
    }
    wiped_digits digits;
    const std::optional<std::string_view> text = secret_text(*value, digits);
    if (!text) {
        from.report("secret", issue_code::invalid, server::detail::message::not_a_string);
        return std::nullopt;
    }
    if (const std::optional<issue> bad = check_secret(secret_rule_of(provider), *text)) {
        from.report("secret", bad->code(), bad->detail());
        return std::nullopt;
    }
    // Only an empty text makes no secret.
    return *secret::from_registered(*text);
}

} // namespace detail

/// The registration of a secret for a provider.
struct signing_secret_registration {
    /// The provider whose webhooks the secret is for.
    flag_provider provider;
    /// The trimmed secret.
    secret signing_secret;
};

/// Parses the body of `POST .../flags/signing-secrets/` as the server does.
///
/// The secret is trimmed, as on the server. Copies of it that parsing made on the heap are
/// overwritten. The body itself belongs to the caller.
///
/// Two differences concern bodies that no client writes: a text with the escape of a lone surrogate
/// is malformed here, and a secret that is a number must be an integer of 64 bits.
///
/// A registration replaces the former secret of the provider.
/// @param body the body of the request, any bytes
/// @param limits the limits on the body
/// @return the registration; or why the server refuses it: status 400, and the error tree as
/// `answer()` if fields are bad. The status is 413 if the body is larger than `limits.body_size`.
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
[[nodiscard]] inline result<signing_secret_registration>
parse_registration(std::string_view body, const parse_limits& limits = {}) {
    detail::wiping_memory memory;
    document::detail::parsed_document document(body, limits, &memory);
    // If the provider is unknown, the server checks the secret by the strictest rule.
    flag_provider provider = flag_provider::unleash;
    std::optional<secret> text;
    if (auto root = document.root()) {
        root->read("provider", provider, from_string<flag_provider>);
        text = detail::read_secret(*root, provider);
    }
    if (document.found().empty() && text) {
        return signing_secret_registration{provider, *std::move(text)};
    }
    std::vector<issue> issues = document.found().take();
    const int status = issues.front().code() == issue_code::too_large ? 413 : 400;
    return refusal(status, std::move(issues));
}

/// The body of `POST .../flags/signing-secrets/`, which registers a secret.
///
/// It contains the secret as plain text. It can therefore only be moved, and the destructor
/// overwrites it. The library does not overwrite copies of the text.
///
/// @par Example
/// @snippet flags_api.cpp register
class signing_secret_request {
public:
    /// Makes the body that registers a secret.
    ///
    /// It fails if the server would refuse the registration, or would store a different secret:
    ///
    /// | issue | reason |
    /// |---|---|
    /// | `invalid_choice` | `provider` is not an enumerator |
    /// | `invalid_utf8` | the secret is not UTF-8 |
    /// | `blank` | the secret is empty or only white space |
    /// | `null_characters_not_allowed` | the secret contains U+0000 |
    /// | `min_length`, `max_length` | the secret has the wrong length for the provider |
    /// | `invalid` | the secret lacks the provider's prefix, or has white space at an end |
    ///
    /// The server trims white space at the ends, so the sender would sign with a different secret.
    /// @param provider the provider whose webhooks the secret is for
    /// @param registered the secret
    /// @return the body; or the issue, with status 400
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the length of the secret.
    ///
    /// @par Example
    /// @snippet flags_api.cpp register
    [[nodiscard]] static result<signing_secret_request> make(flag_provider provider,
                                                             const secret& registered) {
        const std::string_view text = detail::text_of(registered);
        std::vector<issue> issues = check(provider, text);
        if (!issues.empty()) {
            return refusal(400, std::move(issues));
        }
        signing_secret_request result;
        std::string& body = result.body_;
        // An escape has at most six bytes: the text never grows, so it leaves no copy behind.
        body.reserve(64 + 6 * text.size());
        body += R"({"provider":)";
        json::detail::append_string(body, to_string(provider));
        body += R"(,"secret":)";
        json::detail::append_string(body, text);
        body += '}';
        return result;
    }

    /// Moves the body. `other` is empty afterwards.
    signing_secret_request(signing_secret_request&& other) noexcept
        : body_(std::move(other.body_)) {
        other.forget();
    }

    /// Overwrites the former body, and moves that of `other`, which is empty afterwards.
    signing_secret_request& operator=(signing_secret_request&& other) noexcept {
        if (this != &other) {
            forget();
            body_ = std::move(other.body_);
            other.forget();
        }
        return *this;
    }

    /// Deleted: the body has no copies.
    signing_secret_request(const signing_secret_request&) = delete;
    /// Deleted: the body has no copies.
    signing_secret_request& operator=(const signing_secret_request&) = delete;

    /// Overwrites the body.
    ~signing_secret_request() { forget(); }

    /// Returns the JSON text. Send it as `application/json`, with a token that may write to the
    /// organization.
    /// @return a view, valid until the request is moved from, assigned to, or destroyed
    [[nodiscard]] std::string_view body() const noexcept { return body_; }

private:
    signing_secret_request() = default;

    /// Finds the issues that the server would have with a registration.
    [[nodiscard]] static std::vector<issue> check(flag_provider provider, std::string_view text) {
        std::vector<issue> issues;
        if (to_string(provider).empty()) {
            const auto number = static_cast<std::underlying_type_t<flag_provider>>(provider);
            issues.emplace_back("provider", issue_code::invalid_choice,
                                server::detail::message::invalid_choice(std::to_string(number)));
        } else if (!server::detail::is_utf8(text)) {
            issues.emplace_back("secret", issue_code::invalid_utf8);
        } else if (auto bad =
                       detail::check_secret(secret_rule_of(provider), server::detail::trim(text))) {
            issues.push_back(*std::move(bad));
        } else if (server::detail::trim(text).size() != text.size()) {
            issues.emplace_back("secret", issue_code::invalid,
                                "The secret may not begin or end with white space.");
        }
        return issues;
    }

    void forget() noexcept {
        wipe(body_.data(), body_.size());
        body_.clear();
    }

    std::string body_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/blueprint/constant_text.hpp
/// @file
/// Constant texts that are built from a declaration at compile time.
#ifndef FLAGHOOK_BLUEPRINT_CONSTANT_TEXT_HPP
#define FLAGHOOK_BLUEPRINT_CONSTANT_TEXT_HPP

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// Calls `visit` for each position from 0 to `Count - 1`, until a call returns false.
/// @tparam Count the number of positions
/// @param visit called with a `std::integral_constant<std::size_t, Position>`; returns a `bool`
/// @return true if all calls returned true
template <std::size_t Count, class Visitor>
constexpr bool for_each_position(Visitor&& visit) {
    return [&]<std::size_t... Position>(std::index_sequence<Position...>) {
        return (visit(std::integral_constant<std::size_t, Position>{}) && ...);
    }
    (std::make_index_sequence<Count>{});
}

/// Concatenates texts.
/// @param parts the texts, without a NUL at the end
/// @return the concatenated text, without a NUL at the end
template <std::size_t... Sizes>
[[nodiscard]] consteval auto joined(const std::array<char, Sizes>&... parts) noexcept {
    std::array<char, (Sizes + ...)> result{};
    auto next = result.begin();
    ((next = std::copy(parts.begin(), parts.end(), next)), ...);
    return result;
}

/// A text of one character, for `joined`.
template <char Character>
inline constexpr std::array<char, 1> character{Character};

/// Returns a name in quotation marks, as it is written in JSON.
/// @tparam Size the length of the name
/// @param name the name of a field or an option
/// @pre `name` needs no escapes. `nodes` checks this for all names of a declaration.
template <std::size_t Size>
[[nodiscard]] consteval std::array<char, Size + 2> quoted_name(std::string_view name) noexcept {
    std::array<char, Size> bare{};
    std::copy(name.begin(), name.end(), bare.begin());
    return joined(character<'"'>, bare, character<'"'>);
}

/// The key of a field in quotation marks: `"flag"`.
/// @tparam Field the place of the field
template <class Field>
inline constexpr auto
    quoted_key = quoted_name<Field::declaration.name.size()>(Field::declaration.name);

/// The key of a field with a colon: `"flag":`.
/// @tparam Field the place of the field
template <class Field>
inline constexpr auto key = joined(quoted_key<Field>, character<':'>);

/// The text of an option in quotation marks: `"updated"`.
/// @tparam Place the place of the choice
/// @tparam Position the position of the option, from 0
template <class Place, std::size_t Position>
inline constexpr auto quoted_option =
    quoted_name<Place::rule.options[Position].name.size()>(Place::rule.options[Position].name);

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif

// ---- flaghook/blueprint/choice.hpp
/// @file
/// The rule of choice fields.
#ifndef FLAGHOOK_BLUEPRINT_CHOICE_HPP
#define FLAGHOOK_BLUEPRINT_CHOICE_HPP

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
            writer.template report<Place>(
                issue_code::invalid_choice,
                std::to_string(static_cast<std::underlying_type_t<Value>>(value)));
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

// ---- flaghook/blueprint/deviation_code.hpp
/// @file
/// The codes of deviations.
#ifndef FLAGHOOK_BLUEPRINT_DEVIATION_CODE_HPP
#define FLAGHOOK_BLUEPRINT_DEVIATION_CODE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The kind of a deviation from the documentation.
///
/// The server accepts a payload with deviations. Each comment says what it does with the value.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
/// @see deviation
enum class deviation_code : std::uint8_t {
    /// The protocol version does not have this key. The server ignores it.
    unknown_key,
    /// An object has this key more than once. The last value counts.
    repeated_key,
    /// The value has another JSON type than the documented one. The server converts it.
    coerced_type,
    /// The text has white space at its ends. The server removes it.
    trimmed_text,
    /// The date-time has an offset other than UTC. The server converts it to UTC.
    shifted_time,
    /// The date-time has another form than the documented ones. The server can read it.
    unusual_time,
    /// The protocol version is not a published one. The server ignores the number.
    unknown_version,
    /// An earlier change of the batch has the same id. The server does not record this change.
    repeated_change_id,
    /// The list of changes is empty. The server records nothing.
    no_changes,
    /// The last character of the body is cut off. The server ignores its bytes.
    cut_character
};

/// The codes' names, which `to_string` and `from_string` use.
template <>
inline constexpr auto enumerators<deviation_code> = std::to_array<enumerator<deviation_code>>({
    {deviation_code::unknown_key, "unknown_key"},
    {deviation_code::repeated_key, "repeated_key"},
    {deviation_code::coerced_type, "coerced_type"},
    {deviation_code::trimmed_text, "trimmed_text"},
    {deviation_code::shifted_time, "shifted_time"},
    {deviation_code::unusual_time, "unusual_time"},
    {deviation_code::unknown_version, "unknown_version"},
    {deviation_code::repeated_change_id, "repeated_change_id"},
    {deviation_code::no_changes, "no_changes"},
    {deviation_code::cut_character, "cut_character"},
});

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/blueprint/date_time.hpp
/// @file
/// The rule of date-time fields.
#ifndef FLAGHOOK_BLUEPRINT_DATE_TIME_HPP
#define FLAGHOOK_BLUEPRINT_DATE_TIME_HPP

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// The rule of a field that contains a date and a time.
///
/// The documented form is a JSON string with this text, in UTC:
/// @code{.unparsed}
/// documented  = year "-" 2DIGIT "-" 2DIGIT "T" 2DIGIT ":" 2DIGIT ":" 2DIGIT [ "+00:00" ]
/// year        = 4DIGIT                      ; 0001 to 9999
/// @endcode
///
/// The server also accepts these texts. It tries the three forms in this order. The letters `T`,
/// `W` and `Z` must be in upper case.
/// @code{.unparsed}
/// accepted    = iso-form / django-form / format-name
/// iso-form    = ( calendar / week ) [ character iso-time [ iso-offset ] ]
/// calendar    = year "-" 2DIGIT "-" 2DIGIT / year 2DIGIT 2DIGIT
/// week        = year "-W" 2DIGIT [ "-" DIGIT ] / year "W" 2DIGIT [ DIGIT ]
/// iso-time    = 2DIGIT [ ":" 2DIGIT [ ":" 2DIGIT [ fraction ] ] ]
///             / 2DIGIT [ 2DIGIT [ 2DIGIT [ fraction ] ] ]
/// iso-offset  = "Z" / ( "+" / "-" ) iso-time ; less than 24 hours
/// fraction    = ( "." / "," ) 1*DIGIT       ; digits after the sixth are cut
/// django-form = 4udigit "-" 1*2udigit "-" 1*2udigit ( "T" / SP ) django-time *space
///               [ "Z" / ( "+" / "-" ) 2udigit [ [ ":" ] 2udigit ] ] [ LF ]
/// django-time = 1*2udigit ":" 1*2udigit [ ":" 1*2udigit [ ( "." / "," ) 1*12udigit ] ]
/// format-name = "iso-8601"                  ; any letter case; means 1900-01-01T00:00:00Z
/// udigit      = <decimal digit of any script, general category Nd>
/// space       = <white space, as of Python's str.isspace>
/// character   = <any one character>
/// @endcode
///
/// This is the documented grammar of Python. Some releases of Python accept more by mistake.
///
/// A text without an offset means UTC. The date and the time of day must exist; hour 24 and second
/// 60 do not. The result is converted to UTC and cut to microseconds. For `shifted_time`, the
/// documented form may also have a fraction of six digits.
///
/// | value | result |
/// |-------|--------|
/// | `null` | `issue_code::null` |
/// | another text, another JSON type | `issue_code::invalid` |
/// | an instant outside the years 1 to 9999 in UTC | `issue_code::overflow` |
/// | the documented form with an offset other than UTC | `deviation_code::shifted_time` |
/// | another form that is accepted | `deviation_code::unusual_time` |
/// @par Complexity
/// Linear in the length of the value.
/// @par Source
/// `DateTimeField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py,
/// `parse_datetime` in https://github.com/django/django/blob/main/django/utils/dateparse.py, and
/// https://docs.python.org/3/library/datetime.html#datetime.datetime.fromisoformat
///
/// @par Example
/// @snippet declaration.cpp declaration
/// @see timestamp
struct date_time {
    /// The documented JSON type in words.
    static constexpr std::string_view documented_type = "string";
    /// The server's message for a value of another type or form.
    static constexpr std::string_view invalid_message = server::detail::message::not_a_date_time;

    /// Rejects, at compile time, a member that the rule cannot fill.
    template <class Member>
    static consteval bool check() noexcept {
        static_assert(std::is_same_v<plain_member_t<Member>, timestamp>,
                      "flaghook: the rule date_time needs a member of type flaghook::timestamp, or "
                      "std::optional of it");
        return true;
    }

    /// Reads a JSON value into a member, and notes issues and deviations; see `rule`.
    template <class Place, class Reader, class Member>
    [[nodiscard]] static const char* read(Reader& reader, const char* at, Member& member) {
        // The forms with `+00:00` and `Z` have a fixed length and no character that ends a string.
        // `Z` is a deviation, so it is read here only if deviations are not wanted.
        constexpr std::size_t seconds_end = 20;
        constexpr std::array<char, 7> utc{'+', '0', '0', ':', '0', '0', '"'};
        constexpr std::array<char, 2> zulu{'Z', '"'};
        if (reader.left(at) >= seconds_end + utc.size() && *at == '"') {
            const bool is_zulu =
                reader.starts_with(at + seconds_end, zulu) && !reader.wants_deviations();
            if (is_zulu || reader.starts_with(at + seconds_end, utc)) {
                if (const auto documented =
                        flaghook::detail::read_date_and_time({at + 1, seconds_end - 1})) {
                    member = *documented;
                    return at + seconds_end + (is_zulu ? zulu.size() : utc.size());
                }
            }
        }
        return read_other<Place>(reader, at, member);
    }

    /// Writes a value as JSON, and notes issues; see `rule`.
    template <class Place, class Writer>
    [[nodiscard]] static char* write(Writer& writer, char* at, timestamp value) {
        if (!in_range(value)) {
            writer.template report<Place>(issue_code::overflow);
            return at;
        }
        at = writer.room(at, max_timestamp_text + 2);
        *at = '"';
        at = write_to(at + 1, value);
        *at = '"';
        return at + 1;
    }

    /// Returns the maximum length of the written value, apart from escapes.
    [[nodiscard]] std::size_t estimate(timestamp) const noexcept { return max_timestamp_text + 2; }

    /// Describes the documented values with keywords of JSON Schema.
    template <class Schema>
    void describe(Schema& schema) const {
        schema.keyword("type", "string");
        schema.keyword("format", "date-time");
        schema.keyword("pattern", "^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
                                  "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([+]00:00)?"
                                  "$(?!\\n)");
    }

    /// Returns the documented values in words.
    [[nodiscard]] std::string documented_form() const {
        return "a string such as \"2024-12-12T00:02:00+00:00\"";
    }

private:
    template <class Place, class Reader, class Member>
    [[nodiscard, gnu::noinline]] static const char* read_other(Reader& reader, const char* at,
                                                               Member& member) {
        std::string_view text;
        if (!reader.starts_with(at, '"')) {
            typename Reader::value_type value;
            at = reader.template read_value<Place>(at, value);
            if (at != nullptr) {
                reader.template report<Place>(value.is_null() ? issue_code::null
                                                              : issue_code::invalid);
            }
            return at;
        }
        if (!reader.wants_deviations()) {
            timestamp usual;
            const char* const end =
                server::detail::read_usual_form(at + 1, at + reader.left(at), usual);
            if (end != nullptr && reader.starts_with(end, '"')) {
                member = usual;
                return end + 1;
            }
        }
        at = reader.read_string(at, text);
        if (at == nullptr) {
            return nullptr;
        }
        const server::detail::date_time read = server::detail::read_date_time(text);
        switch (read.outcome) {
        case server::detail::date_time_outcome::valid:
            member = read.instant;
            if (reader.wants_deviations()) {
                check_form<Place>(reader, text);
            }
            break;
        case server::detail::date_time_outcome::invalid:
            reader.template report<Place>(issue_code::invalid);
            break;
        case server::detail::date_time_outcome::overflow:
            reader.template report<Place>(issue_code::overflow);
            break;
        }
        return at;
    }

    /// Notes a deviation unless the text is `YYYY-MM-DDTHH:MM:SS`, alone or with `+00:00`.
    template <class Place, class Reader>
    static void check_form(Reader& reader, std::string_view text) {
        constexpr std::size_t offset_width = 6;
        const std::size_t offset_at = text.size() - std::min(text.size(), offset_width);
        const std::string_view offset = text.substr(offset_at);
        if (is_without_offset(text) ||
            (offset == "+00:00" && is_without_offset(text.substr(0, offset_at)))) {
            return;
        }
        const bool is_shifted = (offset.starts_with('+') || offset.starts_with('-')) &&
                                offset.substr(1) != "00:00" &&
                                parse_timestamp(std::string(text.substr(0, offset_at)) + 'Z');
        reader.template deviate<Place>(is_shifted ? deviation_code::shifted_time
                                                  : deviation_code::unusual_time);
    }

    [[nodiscard]] static bool is_without_offset(std::string_view text) noexcept {
        constexpr std::size_t width = 19;
        return text.size() == width && flaghook::detail::read_date_and_time(text).has_value();
    }
};

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif

// ---- flaghook/blueprint/integer.hpp
/// @file
/// The rule of integer fields.
#ifndef FLAGHOOK_BLUEPRINT_INTEGER_HPP
#define FLAGHOOK_BLUEPRINT_INTEGER_HPP

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

// ---- flaghook/blueprint/text.hpp
/// @file
/// The rule of text fields.
#ifndef FLAGHOOK_BLUEPRINT_TEXT_HPP
#define FLAGHOOK_BLUEPRINT_TEXT_HPP

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

namespace detail {

template <class Type>
concept holds_text =
    !std::is_same_v<Type, timestamp> && (std::is_constructible_v<Type, std::string_view> ||
                                         std::is_convertible_v<const Type&, std::string_view>);

/// Returns the four hexadecimal digits of a code point below U+10000.
[[nodiscard]] inline std::string hex_of(char32_t point, std::string_view digits) {
    std::string result;
    for (unsigned shift = 16; shift != 0; shift -= 4) {
        result += digits[point >> (shift - 4) & 0xFU];
    }
    return result;
}

/// Returns the white space that the server trims, for a character class of a regular expression.
/// Dialects differ in the meaning of `\s`, but not in the escapes that this text uses.
[[nodiscard]] inline std::string trimmed_characters() {
    constexpr char32_t end_of_plane = 0x10000;
    const auto escape = [](char32_t point) { return "\\u" + hex_of(point, "0123456789abcdef"); };
    std::string result;
    for (char32_t point = 0; point < end_of_plane; ++point) {
        if (!server::detail::is_space(point)) {
            continue;
        }
        char32_t last = point;
        while (last + 1 < end_of_plane && server::detail::is_space(last + 1)) {
            ++last;
        }
        result += escape(point) + (last == point ? "" : "-" + escape(last));
        point = last;
    }
    return result;
}

} // namespace detail

/// The rule of a field that contains text.
///
/// The documented form is a JSON string without white space at its ends. The server also accepts a
/// number, as the text that Python's `str` gives for it. It trims white space (Python's
/// `str.strip`) from both ends. Then it checks the text.
///
/// | value | result |
/// |-------|--------|
/// | `null` | `issue_code::null` |
/// | a boolean, an object or a list | `issue_code::invalid` |
/// | nothing remains after trimming | `issue_code::blank` |
/// | more than `max_length` code points after trimming | `issue_code::max_length` |
/// | the text contains U+0000 | `issue_code::null_characters_not_allowed` |
/// | the text contains a lone surrogate | `issue_code::surrogate_characters_not_allowed` |
/// | a number | `deviation_code::coerced_type` |
/// | white space was trimmed | `deviation_code::trimmed_text` |
///
/// A text may have several of the last issues. When a text is written that is not valid UTF-8, the
/// issue is `issue_code::invalid_utf8`.
/// @par Complexity
/// Linear in the length of the value.
/// @par Source
/// `CharField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py, and
/// https://docs.python.org/3/library/stdtypes.html#str.strip
///
/// @par Example
/// @snippet declaration.cpp declaration
struct text {
    /// The maximum number of code points after trimming. Must be at least 1.
    std::size_t max_length = 0;

    /// The documented JSON type in words.
    static constexpr std::string_view documented_type = "string";
    /// The server's message for a value of another type or form.
    static constexpr std::string_view invalid_message = server::detail::message::not_a_string;

    /// Rejects, at compile time, a member that the rule cannot fill.
    template <class Member>
    static consteval bool check() noexcept {
        static_assert(detail::holds_text<plain_member_t<Member>>,
                      "flaghook: the rule text needs a member for text, such as std::string, or "
                      "std::optional of one");
        return true;
    }

    /// Reads a JSON value into a member, and notes issues and deviations; see `rule`.
    template <class Place, class Reader, class Member>
    [[nodiscard]] static const char* read(Reader& reader, const char* at, Member& member) {
        if (!reader.starts_with(at, '"')) {
            return read_other<Place>(reader, at, member);
        }
        const char* const end = reader.skip_plain(at);
        const std::string_view value(at + 1, static_cast<std::size_t>(end - at - 1));
        // A text has at most as many code points as bytes.
        if (reader.starts_with(end, '"') && server::detail::has_no_outer_space(value) &&
            value.size() <= Place::rule.max_length) [[likely]] {
            reader.assign(member, value);
            return end + 1;
        }
        return read_unusual<Place>(reader, at, end, member);
    }

    /// Writes a value as JSON, and notes issues; see `rule`.
    template <class Place, class Writer>
    [[nodiscard]] static char* write(Writer& writer, char* at, std::string_view value) {
        const bool is_written = server::detail::has_no_outer_space(value) &&
                                value.size() <= Place::rule.max_length &&
                                writer.put_plain_string(at, value);
        return is_written ? at : write_unusual<Place>(writer, at, value);
    }

    /// Returns the maximum length of the written value, apart from escapes.
    [[nodiscard]] std::size_t estimate(std::string_view value) const noexcept {
        return value.size() + 2;
    }

    /// Describes the documented values with keywords of JSON Schema.
    template <class Schema>
    void describe(Schema& schema) const {
        schema.keyword("type", "string");
        schema.keyword("minLength", 1);
        schema.keyword("maxLength", max_length);
        // The text begins and ends with a character that is not trimmed, and has no U+0000. In some
        // dialects, `$` also matches before a final line feed, which the rest excludes.
        const std::string space = detail::trimmed_characters();
        schema.keyword("pattern",
                       "^[^\\u0000" + space + "]([^\\u0000]*[^\\u0000" + space + "])?$(?!\\n)");
    }

    /// Returns the documented values in words.
    [[nodiscard]] std::string documented_form() const {
        return "a string of 1 to " + std::to_string(max_length) + " characters";
    }

private:
    /// Reads text that is not ASCII, has escapes, needs trimming, or may be too long.
    template <class Place, class Reader, class Member>
    [[nodiscard, gnu::noinline]] static const char* read_unusual(Reader& reader, const char* at,
                                                                 const char* from, Member& member) {
        std::string_view value;
        at = reader.read_string(at, from, value);
        if (at != nullptr) {
            check_and_assign<Place>(reader, value, member);
        }
        return at;
    }

    template <class Place, class Reader, class Member>
    [[nodiscard, gnu::noinline]] static const char* read_other(Reader& reader, const char* at,
                                                               Member& member) {
        typename Reader::value_type value;
        at = reader.template read_value<Place>(at, value);
        if (at == nullptr) {
            return nullptr;
        }
        if (value.is_null()) {
            reader.template report<Place>(issue_code::null);
        } else if (value.is_number()) {
            reader.template deviate<Place>(deviation_code::coerced_type,
                                           std::string(value.json_type()));
            check_and_assign<Place>(reader, reader.python_text(value), member);
        } else {
            reader.template report<Place>(issue_code::invalid);
        }
        return at;
    }

    template <class Place, class Reader, class Member>
    static void check_and_assign(Reader& reader, std::string_view whole, Member& member) {
        const std::string_view value =
            server::detail::has_no_outer_space(whole) ? whole : server::detail::trim(whole);
        if (value.empty()) {
            reader.template report<Place>(issue_code::blank);
            return;
        }
        if (value.size() != whole.size()) {
            reader.template deviate<Place>(deviation_code::trimmed_text);
        }
        const bool too_long = is_too_long(value, Place::rule.max_length);
        if (too_long) {
            reader.template report<Place>(issue_code::max_length);
        }
        // JSON can write U+0000 and surrogates only as escapes.
        if (!reader.is_verbatim(value) && reader.may_have_odd_characters()) {
            if (value.find('\0') != std::string_view::npos) {
                reader.template report<Place>(issue_code::null_characters_not_allowed);
            }
            if (const std::optional<char32_t> found = server::detail::first_surrogate(value)) {
                reader.template report<Place>(issue_code::surrogate_characters_not_allowed,
                                              detail::hex_of(*found, "0123456789ABCDEF"));
            }
        }
        // A reused payload keeps the memory of its texts, so it must not get text over the limit.
        if (!too_long) {
            reader.assign(member, value);
        }
    }

    template <class Place, class Writer>
    [[nodiscard, gnu::noinline]] static char* write_unusual(Writer& writer, char* at,
                                                            std::string_view value) {
        if (!server::detail::is_utf8(value)) {
            writer.template report<Place>(issue_code::invalid_utf8);
            return at;
        }
        const std::string_view trimmed = server::detail::trim(value);
        if (trimmed.empty()) {
            writer.template report<Place>(issue_code::blank);
        }
        if (is_too_long(trimmed, Place::rule.max_length)) {
            writer.template report<Place>(issue_code::max_length);
        }
        if (trimmed.find('\0') != std::string_view::npos) {
            writer.template report<Place>(issue_code::null_characters_not_allowed);
        }
        return writer.put_string(at, value);
    }

    [[nodiscard]] static bool is_too_long(std::string_view value, std::size_t limit) noexcept {
        return value.size() > limit && server::detail::count_code_points(value) > limit;
    }
};

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif

// ---- flaghook/model/payload.hpp
/// @file
/// The model of a webhook request's body.
#ifndef FLAGHOOK_MODEL_PAYLOAD_HPP
#define FLAGHOOK_MODEL_PAYLOAD_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The metadata of a payload.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
struct payload_meta {
    /// The protocol version of the payload. Version 1 is the only published one.
    ///
    /// The server requires an integer of any size and ignores its value. When a body is parsed, an
    /// integer beyond 64 bits becomes the nearest value of this type.
    std::int64_t version = 1;

    /// Compares all members.
    friend bool operator==(const payload_meta&, const payload_meta&) = default;
};

/// The body of a webhook request: a batch of changes.
///
/// Sentry accepts or refuses a batch as a whole.
/// @tparam Text `std::string`, or `std::string_view` for views of text that is stored elsewhere
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet sender.cpp sender
/// @see parse, serialize, make_request
template <class Text>
struct basic_payload {
    /// The changes, in the sender's order. May be empty; Sentry then records nothing.
    std::vector<basic_change<Text>> data{};
    /// The metadata.
    payload_meta meta{};

    /// Compares all members.
    friend bool operator==(const basic_payload&, const basic_payload&) = default;
};

/// A payload that owns its text.
using payload = basic_payload<std::string>;

/// A payload whose texts are views. The texts must outlive it.
using borrowed_payload = basic_payload<std::string_view>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/blueprint/v1.hpp
/// @file
/// Protocol version 1.
#ifndef FLAGHOOK_BLUEPRINT_V1_HPP
#define FLAGHOOK_BLUEPRINT_V1_HPP

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// Makes the option of a choice for an enumerator, with the name that `to_string` returns.
/// @param value the enumerator
/// @return the option
template <class Value>
[[nodiscard]] consteval option<Value> option_of(Value value) noexcept {
    return {to_string(value), value};
}

/// The declaration of protocol version 1, the only published version.
///
/// A body of this version looks like this:
/// @code{.json}
/// {"data": [{"action": "created", "change_id": 93899375123,
///            "created_at": "2024-12-12T00:02:00+00:00",
///            "created_by": {"id": "first.last@company.com", "type": "email"},
///            "flag": "hello.world"}],
///  "meta": {"version": 1}}
/// @endcode
///
/// The names, types and order of the fields are those of Sentry's documentation. The limits and the
/// choices are those of its server. Before 2025, the limit of `flag` was 100 code points, not 256.
/// @tparam Text the type of texts in the model: `std::string` or `std::string_view`
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py
template <class Text>
struct basic_v1 {
    /// The number of the version, which `meta.version` contains.
    static constexpr int number = 1;

    /// The model of `created_by`.
    using author_type = basic_author<Text>;
    /// The model of an item of `data`.
    using change_type = basic_change<Text>;
    /// The model of a body.
    using payload_type = basic_payload<Text>;

    /// The fields of `created_by`.
    static constexpr auto author = object(
        field("id", &author_type::id, text{.max_length = 100}),
        field("type", &author_type::type,
              one_of(option_of(flaghook::author_type::email), option_of(flaghook::author_type::id),
                     option_of(flaghook::author_type::name))));

    /// The fields of an item of `data`.
    static constexpr auto change =
        object(field("action", &change_type::action,
                     one_of(option_of(flaghook::change_action::created),
                            option_of(flaghook::change_action::updated),
                            option_of(flaghook::change_action::deleted))),
               field("change_id", &change_type::id, integer{}),
               field("created_at", &change_type::created_at, date_time{}),
               field("created_by", &change_type::created_by, author),
               field("flag", &change_type::flag, text{.max_length = 256}));

    /// The fields of `meta`.
    static constexpr auto meta =
        object(field("version", &flaghook::payload_meta::version, integer{}));

    /// The fields of a body.
    static constexpr auto payload = object(field("data", &payload_type::data, list_of(change)),
                                           field("meta", &payload_type::meta, meta));
};

/// Protocol version 1 with texts that the payload owns.
using v1 = basic_v1<std::string>;

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif

// ---- flaghook/blueprint/latest.hpp
/// @file
/// The latest protocol version, which functions use by default.
#ifndef FLAGHOOK_BLUEPRINT_LATEST_HPP
#define FLAGHOOK_BLUEPRINT_LATEST_HPP

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// The latest published protocol version. Sentry promises to keep accepting older versions.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
using latest = v1;

/// The latest published protocol version with texts that are views.
///
/// The views refer to the body, or to the memory of the parser. See `flaghook::parser`.
///
/// @par Example
/// @snippet views.cpp views
using latest_borrowed = basic_v1<std::string_view>;

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif

// ---- flaghook/evaluation/flag_evaluation.hpp
/// @file
/// One evaluation of a flag.
#ifndef FLAGHOOK_EVALUATION_FLAG_EVALUATION_HPP
#define FLAGHOOK_EVALUATION_FLAG_EVALUATION_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The evaluation of a flag: its name and its result.
/// @tparam Text `std::string`, or `std::string_view` for a name that is stored elsewhere
///
/// @par Example
/// @snippet evaluation.cpp span
template <class Text>
struct basic_flag_evaluation {
    /// The flag's name: UTF-8 of any length. It is neither trimmed nor case-folded: `a`, `A` and `a
    /// ` are three flags.
    Text flag{};
    /// The result. Sentry shows only booleans; for flags with other results, see `record_variant`.
    bool result = false;

    /// Compares name and result.
    friend bool operator==(const basic_flag_evaluation&, const basic_flag_evaluation&) = default;
};

/// An evaluation that owns the flag's name.
using flag_evaluation = basic_flag_evaluation<std::string>;

namespace detail {

/// Returns an issue if the name is not UTF-8. An event cannot contain such a name.
/// @param position the index that the evaluation would have in the context's list
[[nodiscard]] inline std::optional<issue> check_flag_name(std::string_view flag,
                                                          std::size_t position) {
    if (server::detail::is_utf8(flag)) {
        return std::nullopt;
    }
    return issue("flags.values[" + std::to_string(position) + "].flag", issue_code::invalid_utf8);
}

} // namespace detail

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/evaluation/flag_buffer.hpp
/// @file
/// The most recent flag evaluations, for error events.
#ifndef FLAGHOOK_EVALUATION_FLAG_BUFFER_HPP
#define FLAGHOOK_EVALUATION_FLAG_BUFFER_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The maximum number of flag evaluations in an error event.
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/
inline constexpr std::size_t max_flags_per_event = 100;

/// The most recent flag evaluations: each flag once, oldest first.
///
/// If a flag is evaluated again, it moves to the newest end, with its new result. A full buffer
/// evicts its oldest evaluation. Sentry's SDKs do the same, and suspect-flag detection reads this
/// list in an error event.
///
/// The buffer is a value. Copy it to fork a scope: the copy has the evaluations so far, and later
/// evaluations of one are not in the other.
///
/// All memory is inside the object, about 5 KiB for 100 evaluations. Only names that are too long
/// for a `std::string` without heap memory use the heap, and that memory is reused.
///
/// Threads: only one thread at a time may use a buffer. `concurrent_flag_buffer` has a lock.
/// @tparam Capacity the maximum number of evaluations, 1 to 32767
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/ and
/// https://github.com/getsentry/sentry-javascript/blob/develop/packages/core/src/utils/featureFlags.ts
///
/// @par Example
/// @snippet evaluation.cpp scope
template <std::size_t Capacity>
class basic_flag_buffer {
    static_assert(Capacity >= 1 && Capacity <= 32767,
                  "flaghook: a flag buffer must keep 1 to 32767 evaluations");

    using index_type = std::uint16_t;
    static constexpr index_type none = 0xFFFF;

public:
    /// A forward iterator over the evaluations, oldest first. `record` and `clear` invalidate it.
    ///
    /// Its values are not stored in the buffer: `*iterator` returns an evaluation by value, whose
    /// name is a view into the buffer.
    class const_iterator {
    public:
        /// The type of an evaluation.
        using value_type = basic_flag_evaluation<std::string_view>;
        /// The type of `*iterator`, a value.
        using reference = value_type;
        /// The iterator has no `operator->`.
        using pointer = void;
        /// The type of distances between iterators.
        using difference_type = std::ptrdiff_t;
        /// The category for algorithms before C++20, which demand a true reference for more.
        using iterator_category = std::input_iterator_tag;
        /// The category for ranges.
        using iterator_concept = std::forward_iterator_tag;

        /// Constructs an iterator that does not belong to a buffer.
        const_iterator() noexcept = default;

        /// Returns the evaluation.
        /// @pre The iterator is not past the end.
        [[nodiscard]] value_type operator*() const noexcept {
            const entry& here = buffer_->entries_[index_];
            return {here.flag, here.result};
        }
        /// Advances to the next newer evaluation.
        /// @pre The iterator is not past the end.
        const_iterator& operator++() noexcept {
            index_ = buffer_->entries_[index_].newer;
            return *this;
        }
        /// Advances to the next newer evaluation.
        /// @pre The iterator is not past the end.
        /// @return the former iterator
        const_iterator operator++(int) noexcept {
            const const_iterator before = *this;
            ++*this;
            return before;
        }
        /// Checks whether two iterators of one buffer refer to the same evaluation.
        friend bool operator==(const const_iterator& left, const const_iterator& right) noexcept {
            return left.index_ == right.index_;
        }

    private:
        friend basic_flag_buffer;
        const_iterator(const basic_flag_buffer& buffer, index_type index) noexcept
            : buffer_(&buffer), index_(index) {}

        const basic_flag_buffer* buffer_ = nullptr;
        index_type index_ = none;
    };

    /// The type of an evaluation; its name is a view into the buffer.
    using value_type = typename const_iterator::value_type;
    /// The type of iterators, which cannot change evaluations.
    using iterator = const_iterator;

    /// Constructs an empty buffer.
    basic_flag_buffer() noexcept { table_.fill(none); }

    /// Copies the evaluations, for the fork of a scope. The copy is independent.
    /// @throws std::bad_alloc only
    basic_flag_buffer(const basic_flag_buffer&) = default;

    /// Moves the evaluations. `other` is empty afterwards.
    basic_flag_buffer(basic_flag_buffer&& other) noexcept
        : entries_(std::move(other.entries_)),
          table_(other.table_),
          size_(other.size_),
          oldest_(other.oldest_),
          newest_(other.newest_) {
        other.clear();
    }

    /// Replaces the evaluations by a copy of those of `other`.
    /// @throws std::bad_alloc only; the buffer is then unchanged
    basic_flag_buffer& operator=(const basic_flag_buffer& other) {
        if (this != &other) {
            *this = basic_flag_buffer(other);
        }
        return *this;
    }

    /// Replaces the evaluations by those of `other`, which is empty afterwards.
    basic_flag_buffer& operator=(basic_flag_buffer&& other) noexcept {
        if (this != &other) {
            entries_ = std::move(other.entries_);
            table_ = other.table_;
            size_ = other.size_;
            oldest_ = other.oldest_;
            newest_ = other.newest_;
            other.clear();
        }
        return *this;
    }

    ~basic_flag_buffer() = default;

    /// Records the evaluation of a flag, as the newest one.
    /// @param flag the flag's name
    /// @param result the result. Only a `bool`, and no type that converts to one: Sentry's SDKs
    /// record no other results. For flags with other results, see `record_variant`.
    /// @return `std::nullopt`; or the issue `invalid_utf8`, and nothing is recorded, if the name is
    /// not UTF-8
    /// @throws std::bad_alloc only; the buffer is then unchanged
    /// @par Complexity
    /// Linear in `flag.size()`, and on average constant in the number of evaluations.
    ///
    /// @par Example
    /// @snippet evaluation.cpp record
    std::optional<issue> record(std::string_view flag, std::same_as<bool> auto result) {
        const std::size_t hash = hash_of(flag);
        index_type index = table_[find_slot(flag, hash)];
        if (index == none) {
            if (auto refused = detail::check_flag_name(flag, std::min(size(), Capacity - 1))) {
                return refused;
            }
            index = insert(flag, hash);
        } else {
            unlink(index);
        }
        entries_[index].result = result;
        link_as_newest(index);
        return std::nullopt;
    }

    /// Returns the latest result of a flag.
    /// @param flag the flag's name
    /// @return the result, or `std::nullopt` if the buffer does not have the flag
    /// @par Complexity
    /// Linear in `flag.size()`, and on average constant in the number of evaluations.
    [[nodiscard]] std::optional<bool> find(std::string_view flag) const noexcept {
        const index_type index = table_[find_slot(flag, hash_of(flag))];
        if (index == none) {
            return std::nullopt;
        }
        return entries_[index].result;
    }

    /// Removes all evaluations.
    /// @par Complexity
    /// Linear in `capacity()`.
    void clear() noexcept {
        for (entry& one : entries_) {
            one.flag.clear();
        }
        table_.fill(none);
        size_ = 0;
        oldest_ = none;
        newest_ = none;
    }

    /// Returns the number of evaluations.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Checks whether there are no evaluations. An event then has no context `flags`.
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    /// Returns the maximum number of evaluations.
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

    /// Returns an iterator to the oldest evaluation.
    [[nodiscard]] const_iterator begin() const noexcept { return {*this, oldest_}; }
    /// Returns the iterator past the newest evaluation.
    [[nodiscard]] const_iterator end() const noexcept { return {*this, none}; }

    /// Checks whether two buffers have the same evaluations in the same order.
    /// @par Complexity
    /// Linear in the names.
    friend bool operator==(const basic_flag_buffer& left, const basic_flag_buffer& right) noexcept {
        return std::equal(left.begin(), left.end(), right.begin(), right.end());
    }

private:
    /// An evaluation, linked into the list from the oldest to the newest.
    struct entry {
        std::string flag{};
        std::size_t hash = 0;
        index_type older = none;
        index_type newer = none;
        bool result = false;
    };

    /// At most half of the hash table is in use, so that a search soon reaches an empty slot.
    static constexpr std::size_t table_size = std::bit_ceil(2 * Capacity);

    [[nodiscard]] static std::size_t hash_of(std::string_view flag) noexcept {
        return std::hash<std::string_view>{}(flag);
    }
    [[nodiscard]] static constexpr std::size_t home(std::size_t hash) noexcept {
        return hash % table_size;
    }
    [[nodiscard]] static constexpr std::size_t next(std::size_t slot) noexcept {
        return (slot + 1) % table_size;
    }

    /// The number of steps from one slot to another.
    [[nodiscard]] static constexpr std::size_t distance(std::size_t from, std::size_t to) noexcept {
        return (to + table_size - from) % table_size;
    }

    /// The slot of the flag, or the empty slot where it would be inserted.
    [[nodiscard]] std::size_t find_slot(std::string_view flag, std::size_t hash) const noexcept {
        std::size_t slot = home(hash);
        while (table_[slot] != none && (entries_[table_[slot]].hash != hash ||
                                        std::string_view(entries_[table_[slot]].flag) != flag)) {
            slot = next(slot);
        }
        return slot;
    }

    /// Assigns an entry to a new flag: an unused one, or that of the oldest evaluation.
    /// @pre The buffer does not have the flag.
    index_type insert(std::string_view flag, std::size_t hash) {
        const bool full = size_ == Capacity;
        const index_type index = full ? oldest_ : size_;
        // This may throw, so it comes first, before anything has changed.
        entries_[index].flag.assign(flag);
        if (full) {
            remove_from_table(index);
            unlink(index);
        } else {
            ++size_;
        }
        entries_[index].hash = hash;
        std::size_t slot = home(hash);
        while (table_[slot] != none) {
            slot = next(slot);
        }
        table_[slot] = index;
        return index;
    }

    /// Empties the entry's slot, and moves up later entries that a search would no longer find.
    void remove_from_table(index_type index) noexcept {
        std::size_t empty = home(entries_[index].hash);
        while (table_[empty] != index) {
            empty = next(empty);
        }
        for (std::size_t slot = next(empty); table_[slot] != none; slot = next(slot)) {
            const std::size_t wanted = home(entries_[table_[slot]].hash);
            if (distance(wanted, slot) >= distance(empty, slot)) {
                table_[empty] = table_[slot];
                empty = slot;
            }
        }
        table_[empty] = none;
    }

    void unlink(index_type index) noexcept {
        const entry& gone = entries_[index];
        (gone.older == none ? oldest_ : entries_[gone.older].newer) = gone.newer;
        (gone.newer == none ? newest_ : entries_[gone.newer].older) = gone.older;
    }

    void link_as_newest(index_type index) noexcept {
        entries_[index].older = newest_;
        entries_[index].newer = none;
        (newest_ == none ? oldest_ : entries_[newest_].newer) = index;
        newest_ = index;
    }

    std::array<entry, Capacity> entries_{};
    /// Indexes of entries by the hash of their names: open addressing with linear probing.
    std::array<index_type, table_size> table_;
    index_type size_ = 0;
    index_type oldest_ = none;
    index_type newest_ = none;
};

/// The flag evaluations for error events.
using flag_buffer = basic_flag_buffer<max_flags_per_event>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/evaluation/concurrent_flag_buffer.hpp
/// @file
/// The most recent flag evaluations, recorded by several threads.
#ifndef FLAGHOOK_EVALUATION_CONCURRENT_FLAG_BUFFER_HPP
#define FLAGHOOK_EVALUATION_CONCURRENT_FLAG_BUFFER_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A flag buffer that several threads may use at the same time.
///
/// It has one lock, which is held for tens of nanoseconds to record an evaluation.
///
/// To write an event, take a `snapshot()`. Nothing is rendered while the lock is held. A copy is
/// independent of the original.
///
/// Threads: several threads may call all members at the same time, except the destructor.
/// @tparam Capacity the maximum number of evaluations, 1 to 32767
///
/// @par Example
/// @snippet evaluation.cpp record
template <std::size_t Capacity>
class basic_concurrent_flag_buffer {
public:
    /// The buffer for one thread.
    using buffer_type = basic_flag_buffer<Capacity>;

    /// Constructs an empty buffer.
    basic_concurrent_flag_buffer() = default;

    /// Constructs a buffer with these evaluations.
    /// @param evaluations the evaluations to begin with
    explicit basic_concurrent_flag_buffer(buffer_type evaluations) noexcept
        : buffer_(std::move(evaluations)) {}

    /// Copies the evaluations of `other`, for the fork of a scope. The copy is independent.
    /// @throws std::bad_alloc only
    basic_concurrent_flag_buffer(const basic_concurrent_flag_buffer& other)
        : buffer_(other.snapshot()) {}

    /// Replaces the evaluations by a copy of those of `other`.
    ///
    /// The two locks are never held at the same time, so two threads may assign in opposite
    /// directions.
    /// @throws std::bad_alloc only; the buffer is then unchanged
    basic_concurrent_flag_buffer& operator=(const basic_concurrent_flag_buffer& other) {
        if (this != &other) {
            buffer_type copy = other.snapshot();
            const std::lock_guard lock(mutex_);
            buffer_ = std::move(copy);
        }
        return *this;
    }

    ~basic_concurrent_flag_buffer() = default;

    /// Records the evaluation of a flag.
    /// @param flag the flag's name
    /// @param result the result; only a `bool`, as in `basic_flag_buffer::record`
    /// @return `std::nullopt`; or the issue `invalid_utf8`, and nothing is recorded, if the name is
    /// not UTF-8
    /// @throws std::bad_alloc only; nothing is then recorded
    /// @par Complexity
    /// That of `basic_flag_buffer::record`.
    std::optional<issue> record(std::string_view flag, std::same_as<bool> auto result) {
        const std::lock_guard lock(mutex_);
        return buffer_.record(flag, result);
    }

    /// Returns the latest result of a flag.
    /// @param flag the flag's name
    /// @return the result, or `std::nullopt` if the buffer does not have the flag
    /// @par Complexity
    /// That of `basic_flag_buffer::find`.
    [[nodiscard]] std::optional<bool> find(std::string_view flag) const {
        const std::lock_guard lock(mutex_);
        return buffer_.find(flag);
    }

    /// Removes all evaluations.
    /// @par Complexity
    /// Linear in `capacity()`.
    void clear() {
        const std::lock_guard lock(mutex_);
        buffer_.clear();
    }

    /// Returns a copy of the evaluations at this moment.
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `capacity()`.
    ///
    /// @par Example
    /// @snippet evaluation.cpp evaluation
    [[nodiscard]] buffer_type snapshot() const {
        const std::lock_guard lock(mutex_);
        return buffer_;
    }

    /// Returns the maximum number of evaluations.
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

private:
    mutable std::mutex mutex_;
    buffer_type buffer_;
};

/// The flag evaluations for error events, recorded by several threads.
using concurrent_flag_buffer = basic_concurrent_flag_buffer<max_flags_per_event>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/evaluation/flag_context.hpp
/// @file
/// Writes and parses flag evaluations as the context `flags` of an event.
#ifndef FLAGHOOK_EVALUATION_FLAG_CONTEXT_HPP
#define FLAGHOOK_EVALUATION_FLAG_CONTEXT_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Writes the member `contexts` of an event.
///
/// The evaluations are in its context `flags`, oldest first:
/// `{"flags":{"values":[{"flag":"checkout","result":true}]}}`. An empty buffer adds no context, as
/// in Sentry's SDKs: the result is `{}`.
/// @tparam Capacity the capacity of the buffer
/// @param buffer the evaluations
/// @return a JSON object in UTF-8
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the names.
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/transport/event-payloads/contexts/#feature-flag-context
///
/// @par Example
/// @snippet evaluation.cpp evaluation
template <std::size_t Capacity>
[[nodiscard]] std::string serialize_flag_context(const basic_flag_buffer<Capacity>& buffer) {
    if (buffer.empty()) {
        return "{}";
    }
    std::string result = R"({"flags":{"values":[)";
    const char* separator = "";
    for (const auto& evaluation : buffer) {
        result += std::exchange(separator, ",");
        result += R"({"flag":)";
        json::detail::append_string(result, evaluation.flag);
        result += evaluation.result ? R"(,"result":true})" : R"(,"result":false})";
    }
    result += "]}}";
    return result;
}

/// Parses the member `contexts` of an event, as `serialize_flag_context` writes it, into a buffer.
///
/// Ignores unknown contexts and members. Without a context `flags` the buffer is empty. Evaluations
/// are recorded in the order of the list: a later evaluation replaces an earlier one of the same
/// flag, and a full buffer evicts the oldest.
/// @tparam Capacity the maximum number of evaluations in the buffer
/// @param contexts the JSON text, any bytes
/// @param limits the limits on the text
/// @return the buffer, or all issues: malformed JSON, a missing member, a member of the wrong type
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `contexts.size()`.
template <std::size_t Capacity = max_flags_per_event>
[[nodiscard]] result<basic_flag_buffer<Capacity>>
parse_flag_context(std::string_view contexts, const parse_limits& limits = {}) {
    document::detail::parsed_document document(contexts, limits);
    basic_flag_buffer<Capacity> result;
    if (auto root = document.root()) {
        if (auto flags = root->has("flags") ? root->read_object("flags") : std::nullopt) {
            flags->read_list("values", [&result](document::detail::object_reader& item) {
                flag_evaluation evaluation;
                item.read("flag", evaluation.flag);
                item.read("result", evaluation.result);
                result.record(evaluation.flag, evaluation.result);
            });
        }
    }
    return document.result(std::move(result));
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/evaluation/span_flags.hpp
/// @file
/// The flags that were evaluated within a span.
#ifndef FLAGHOOK_EVALUATION_SPAN_FLAGS_HPP
#define FLAGHOOK_EVALUATION_SPAN_FLAGS_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The maximum number of flags on a span.
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/
inline constexpr std::size_t max_flags_per_span = 10;

/// The prefix of the attributes' names.
/// @par Source
/// https://getsentry.github.io/sentry-conventions/generated/attributes/flag.html
inline constexpr std::string_view span_flag_prefix = "flag.evaluation.";

/// Returns the name of a flag's attribute on a span, such as `flag.evaluation.checkout`.
/// @param flag the flag's name
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `flag.size()`.
[[nodiscard]] inline std::string span_attribute_name(std::string_view flag) {
    std::string result(span_flag_prefix);
    result += flag;
    return result;
}

/// The first flags that were evaluated within a span: each flag once, in the order of the first
/// evaluations.
///
/// It differs from `basic_flag_buffer`: if a flag is evaluated again, it keeps its position and
/// gets the new result. A full span drops other flags. A span begins without flags, and does not
/// inherit those of its parent.
///
/// Threads: only one thread at a time may use it.
/// @tparam Capacity the maximum number of flags, at least 1
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/ and
/// https://github.com/getsentry/sentry-javascript/blob/develop/packages/core/src/utils/featureFlags.ts
///
/// @par Example
/// @snippet evaluation.cpp span
template <std::size_t Capacity>
class basic_span_flags {
    static_assert(Capacity >= 1, "flaghook: a span must keep at least one flag");

public:
    /// Records the evaluation of a flag within the span.
    /// @param flag the flag's name
    /// @param result the result; only a `bool`, as in `basic_flag_buffer::record`
    /// @return `std::nullopt`, also if the evaluation was dropped; or the issue `invalid_utf8`, and
    /// nothing is recorded or counted, if the name is not UTF-8
    /// @throws std::bad_alloc only; nothing is then recorded
    /// @par Complexity
    /// At most `Capacity` comparisons of names.
    ///
    /// @par Example
    /// @snippet evaluation.cpp record
    std::optional<issue> record(std::string_view flag, std::same_as<bool> auto result) {
        for (flag_evaluation& known : std::span(evaluations_).first(size_)) {
            if (known.flag == flag) {
                known.result = result;
                return std::nullopt;
            }
        }
        if (!server::detail::is_utf8(flag)) {
            return issue("flag", issue_code::invalid_utf8);
        }
        if (size_ == Capacity) {
            ++dropped_;
            return std::nullopt;
        }
        evaluations_[size_].flag.assign(flag);
        evaluations_[size_].result = result;
        ++size_;
        return std::nullopt;
    }

    /// Returns the evaluations, in the order of each flag's first one.
    /// @return a view, valid until the next `record`
    [[nodiscard]] std::span<const flag_evaluation> evaluations() const noexcept {
        return std::span(evaluations_).first(size_);
    }

    /// Returns how many evaluations were dropped because the span was full. Several evaluations of
    /// one flag count several times.
    [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

    /// Returns the maximum number of flags.
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

private:
    std::array<flag_evaluation, Capacity> evaluations_{};
    std::size_t size_ = 0;
    std::uint64_t dropped_ = 0;
};

/// The flags of a span.
using span_flags = basic_span_flags<max_flags_per_span>;

/// Writes the flags as a JSON object of attributes: `{"flag.evaluation.checkout":true}`.
/// @tparam Capacity the capacity of `flags`
/// @param flags the flags of the span
/// @return a JSON object in UTF-8; `{}` if there are no flags
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the names.
template <std::size_t Capacity>
[[nodiscard]] std::string serialize_span_attributes(const basic_span_flags<Capacity>& flags) {
    std::string result;
    for (const flag_evaluation& one : flags.evaluations()) {
        result += result.empty() ? '{' : ',';
        json::detail::append_string(result, span_attribute_name(one.flag));
        result += one.result ? ":true" : ":false";
    }
    result += result.empty() ? "{}" : "}";
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/evaluation/variant.hpp
/// @file
/// Records flags with results other than true and false.
#ifndef FLAGHOOK_EVALUATION_VARIANT_HPP
#define FLAGHOOK_EVALUATION_VARIANT_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Returns the name under which a variant of a multi-variate flag is recorded: `flag:variant`.
///
/// Sentry shows boolean results and ignores others. By this convention of the library, each variant
/// is a boolean flag: if `button-color` evaluates to `red`, `button-color:red = true` is recorded.
/// The flag's name comes first, so that a sorted list groups the variants, and a search for the
/// flag finds them.
///
/// Only the served variant is recorded, as true. The other variants are not recorded as false. If
/// the served variant changes, the former one remains in a buffer as an older evaluation until it
/// is evicted: both were in effect within the scope.
///
/// In webhooks, announce changes under the flag's own name, for the audit log.
/// @param flag the flag's name
/// @param variant the variant's name
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the names.
/// @par Source
/// https://docs.sentry.io/platforms/python/feature-flags/
[[nodiscard]] inline std::string variant_name(std::string_view flag, std::string_view variant) {
    std::string result;
    result.reserve(flag.size() + 1 + variant.size());
    result += flag;
    result += ':';
    result += variant;
    return result;
}

/// Records that a multi-variate flag evaluated to a variant, under the name that `variant_name`
/// returns.
/// @tparam Recorder a flag buffer, a concurrent flag buffer, or the flags of a span
/// @param to the recorder
/// @param flag the flag's name
/// @param variant the variant's name
/// @return the result of `record`: the issue `invalid_utf8` if one of the names is not UTF-8
/// @throws std::bad_alloc only
/// @par Complexity
/// That of `record`.
///
/// @par Example
/// @snippet evaluation.cpp variant
template <class Recorder>
std::optional<issue> record_variant(Recorder& to, std::string_view flag, std::string_view variant) {
    return to.record(variant_name(flag, variant), true);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/json/deviation.hpp
/// @file
/// Differences between an accepted payload and Sentry's documentation.
#ifndef FLAGHOOK_JSON_DEVIATION_HPP
#define FLAGHOOK_JSON_DEVIATION_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// One difference between an accepted payload and Sentry's documentation.
///
/// A deviation has a location, a code and a message. It never causes a refusal; reasons for a
/// refusal are of the type `issue`.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
/// @par Example
/// @snippet parsing.cpp parser
/// @see `parse_options::deviations`
class deviation {
public:
    /// Creates a deviation. Does not throw.
    /// @param where the field that differs; for `deviation_code::unknown_key`, the object that has
    /// the key
    /// @param code the kind of difference
    /// @param detail the part of the message that depends on the value: the key, the JSON type, the
    /// protocol version, or the number of bytes; empty for a code whose message is always the same
    deviation(field_location where, deviation_code code, std::string detail = {})
        : location_(where), code_(code), detail_(std::move(detail)) {}

    /// Returns the location of the field that differs. For `deviation_code::unknown_key`, it is the
    /// location of the object that has the key.
    [[nodiscard]] const field_location& location() const noexcept { return location_; }

    /// Returns the path of `location()`.
    /// @return such as `data[3].change_id`; empty for the payload as a whole
    /// @throws std::bad_alloc only
    [[nodiscard]] std::string path() const { return location_.to_string(); }

    /// Returns the kind of difference.
    [[nodiscard]] deviation_code code() const noexcept { return code_; }

    /// Returns the part of the message that depends on the value; empty if no part does.
    [[nodiscard]] const std::string& detail() const noexcept { return detail_; }

    /// Returns a message in English: how the payload differs, and how the server treats it.
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `detail().size()`.
    [[nodiscard]] std::string message() const {
        switch (code_) {
        case deviation_code::unknown_key:
            return "The key \"" + detail_ + "\" is not documented; Sentry ignores it.";
        case deviation_code::repeated_key:
            return "The key \"" + detail_ + "\" is repeated; Sentry uses the last one.";
        case deviation_code::coerced_type:
            return "A " + std::string(location_.declaration().documented_type) +
                   " is documented; Sentry converts this " + detail_ + ".";
        case deviation_code::trimmed_text:
            return "Sentry trims the white space around this text.";
        case deviation_code::shifted_time:
            return "The time is not in UTC; Sentry converts it.";
        case deviation_code::unusual_time:
            return "The documented forms are YYYY-MM-DDTHH:MM:SS and the same with +00:00; Sentry "
                   "accepts this one, too.";
        case deviation_code::unknown_version:
            return "Protocol version " + detail_ + " is not published; Sentry ignores the version.";
        case deviation_code::repeated_change_id:
            return "An earlier change of this payload has the same change_id; Sentry drops this "
                   "one.";
        case deviation_code::no_changes:
            return "The list has no changes; Sentry records nothing.";
        case deviation_code::cut_character:
            return "The body ends inside a character; Sentry drops the " + detail_ +
                   " bytes of it.";
        }
        return {};
    }

    /// Compares the locations, the codes and the details.
    friend bool operator==(const deviation&, const deviation&) = default;

private:
    field_location location_;
    deviation_code code_;
    std::string detail_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/blueprint/place.hpp
/// @file
/// The places of a declaration as types, from which the compiler generates code for each field.
#ifndef FLAGHOOK_BLUEPRINT_PLACE_HPP
#define FLAGHOOK_BLUEPRINT_PLACE_HPP

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// The place of a whole document.
///
/// All places have the same members: the type of the document, the type of the member, the rule,
/// the index of the node, and the level of nesting.
/// @tparam Document the declaration
template <document Document>
struct whole_document {
    /// The declaration that contains the place.
    using document_type = Document;
    /// The type of the model's member that the place fills.
    using member_type = typename Document::payload_type;
    /// The rule of the value.
    static constexpr const auto& rule = Document::payload;
    /// The index in `nodes<Document>`.
    static constexpr std::size_t node = 0;
    /// The number of objects and lists that enclose the value.
    static constexpr std::size_t level = 0;
};

/// The place of a field.
/// @tparam Object the place of the object that contains the field
/// @tparam Position the position of the field in the object, from 0
template <class Object, std::size_t Position>
struct field_of {
    /// The declaration that contains the place.
    using document_type = typename Object::document_type;
    /// The field's declaration.
    static constexpr const auto& declaration = std::get<Position>(Object::rule.fields);
    /// The type of the model's member that the place fills, without `std::optional`.
    using member_type =
        plain_member_t<typename std::remove_cvref_t<decltype(declaration)>::member_type>;
    /// The rule of the value.
    static constexpr const auto& rule = declaration.rule;
    /// The index in `nodes<document_type>`.
    static constexpr std::size_t node = [] {
        std::size_t child = Object::node + 1;
        for (std::size_t before = 0; before < Position; ++before) {
            child = nodes<document_type>[child].end;
        }
        return child;
    }();
    /// The number of objects and lists that enclose the value.
    static constexpr std::size_t level = Object::level + 1;
};

/// The place of a list's items.
/// @tparam List the place of the list
template <class List>
struct item_of {
    /// The declaration that contains the place.
    using document_type = typename List::document_type;
    /// The type of an item in the model.
    using member_type = typename List::member_type::value_type;
    /// The rule of the value.
    static constexpr const auto& rule = List::rule.item;
    /// The index in `nodes<document_type>`.
    static constexpr std::size_t node = List::node + 1;
    /// The number of objects and lists that enclose the value.
    static constexpr std::size_t level = List::level + 1;
};

/// The type of the rule at a place.
/// @tparam Place a `whole_document`, a `field_of` or an `item_of`
template <class Place>
using rule_of = std::remove_cvref_t<decltype(Place::rule)>;

/// The number of fields of an object.
/// @tparam Object the place of the object
template <class Object>
inline constexpr std::size_t field_count =
    std::tuple_size_v<std::remove_cvref_t<decltype(Object::rule.fields)>>;

/// Calls `visit.template operator()<Place>()` for a place and for each place inside it.
///
/// The order is that of `nodes`.
/// @tparam Place the outermost place, such as `whole_document<v1>`
/// @param visit a function object whose call operator has a type parameter
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

// ---- flaghook/json/findings.hpp
/// @file
/// Collection of issues and deviations while a body is read.
#ifndef FLAGHOOK_JSON_FINDINGS_HPP
#define FLAGHOOK_JSON_FINDINGS_HPP

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

/// Collects issues and deviations up to a limit, and rolls back those of a value that a repeated
/// key replaces.
///
/// Each node counts its findings. A rollback without findings does not search the lists, so all
/// rollbacks of a body take linear time together.
template <blueprint::document Document>
class findings {
public:
    /// Prepares for a new body.
    /// @param deviations may be null
    /// @param limit maximum number of entries of each list
    void begin(std::vector<issue>& issues, std::vector<deviation>* deviations, std::size_t limit) {
        issues_ = &issues;
        deviations_ = deviations;
        limit_ = limit;
        item_ = 0;
        issues.clear();
        if (deviations != nullptr) {
            deviations->clear();
        }
        issues_of_items_ = 0;
        for (; touched_size_ != 0; --touched_size_) {
            counts_[touched_[touched_size_ - 1]] = {};
        }
    }

    /// Sets the index of the item that is read next.
    void begin_item(std::size_t item) noexcept { item_ = item; }

    /// Adds an issue.
    [[gnu::noinline]] void report(std::size_t node, issue_code code, std::string&& detail = {}) {
        count& counted = touch(node);
        ++counted.issues;
        issues_of_items_ += table[node].item != 0 ? 1U : 0U;
        if (issues_->size() < limit_) {
            ++counted.kept_issues;
            issues_->emplace_back(at(node), code, std::move(detail));
        }
    }

    /// Adds an issue whose message echoes a text. The server cannot encode a message with a lone
    /// surrogate.
    [[gnu::cold, gnu::noinline]] void report_echoed(std::size_t node, issue_code code,
                                                    std::string_view echoed) {
        if (server::detail::first_surrogate(echoed)) {
            ++touch(node).unprintable;
        }
        report(node, code, std::string(echoed));
    }

    /// Checks whether the caller wants deviations.
    [[nodiscard]] bool wants_deviations() const noexcept { return deviations_ != nullptr; }

    /// Adds a deviation if the caller wants deviations.
    [[gnu::cold, gnu::noinline]] void deviate(std::size_t node, deviation_code code,
                                              std::string&& detail = {}) {
        if (deviations_ != nullptr && deviations_->size() < limit_) {
            ++touch(node).kept_deviations;
            deviations_->emplace_back(at(node), code, std::move(detail));
        }
    }

    /// Checks whether an item has an issue, so that the list is refused.
    [[nodiscard]] bool has_refused_items() const noexcept { return issues_of_items_ != 0; }

    /// Removes the findings of a value that a repeated key replaces.
    [[gnu::cold, gnu::noinline]] void roll_back(std::size_t node) {
        const count gone = sum(node);
        for (std::size_t index = 0; index < touched_size_; ++index) {
            if (counts_in(touched_[index], node)) {
                counts_[touched_[index]] = {.is_touched = true, .item = item_};
            }
        }
        // A node outside the items contains all items or none.
        issues_of_items_ -= table[node].item != 0 ? gone.issues
                            : has_items(node)     ? issues_of_items_
                                                  : 0;
        remove(*issues_, node, gone.kept_issues);
        if (deviations_ != nullptr) {
            remove(*deviations_, node, gone.kept_deviations);
        }
    }

    /// Sorts the lists into the server's order, and adds `more_issues` if issues were left out.
    /// @return whether there are no issues
    [[nodiscard]] bool finish() {
        if (touched_size_ == 0) [[likely]] {
            return true;
        }
        const count all = sum(0);
        sort(*issues_);
        if (all.issues != all.kept_issues) {
            issues_->insert(issues_->begin(),
                            issue(field_location{table.data()}, issue_code::more_issues,
                                  std::to_string(all.issues - all.kept_issues)));
        }
        if (deviations_ != nullptr) {
            sort(*deviations_);
        }
        return all.issues == 0;
    }

    /// Checks whether the server cannot encode its answer, because an issue echoes a lone
    /// surrogate.
    [[nodiscard]] bool is_unprintable() const noexcept { return sum(0).unprintable != 0; }

private:
    static constexpr const auto& table = blueprint::nodes<Document>;

    /// The numbers of findings of a node.
    struct count {
        std::size_t issues = 0;
        /// The issues within the limit.
        std::size_t kept_issues = 0;
        std::size_t unprintable = 0;
        std::size_t kept_deviations = 0;
        /// Whether the node is in `touched_`.
        bool is_touched = false;
        /// The index of the item to which the numbers belong, for a node in an item.
        std::size_t item = 0;

        count& operator+=(const count& more) noexcept {
            issues += more.issues;
            kept_issues += more.kept_issues;
            unprintable += more.unprintable;
            kept_deviations += more.kept_deviations;
            return *this;
        }
    };

    [[nodiscard]] field_location at(std::size_t node) const noexcept {
        return {table.data(), node, table[node].item != 0 ? item_ : 0};
    }

    /// Returns the counts of a node for the current item. The counts of an earlier item are added
    /// to those of the list.
    [[nodiscard]] count& touch(std::size_t node) noexcept {
        count& counted = counts_[node];
        if (!counted.is_touched) {
            counted.is_touched = true;
            counted.item = item_;
            touched_[touched_size_++] = static_cast<std::uint8_t>(node);
        } else if (counted.item != item_ && table[node].item != 0) {
            touch(table[table[node].item].parent) += counted;
            counted = {.is_touched = true, .item = item_};
        }
        return counted;
    }

    /// Checks whether the counts of `counted` are included in those of `node`. For a node in an
    /// item, only counts of the current item are.
    [[nodiscard]] bool counts_in(std::size_t counted, std::size_t node) const noexcept {
        return counted >= node && counted < table[node].end &&
               (table[node].item == 0 || counts_[counted].item == item_);
    }

    /// Checks whether a node is the list or contains it.
    [[nodiscard]] static bool has_items(std::size_t node) noexcept {
        return std::any_of(table.begin() + static_cast<std::ptrdiff_t>(node),
                           table.begin() + table[node].end,
                           [](const blueprint::node& each) { return each.is_item; });
    }

    /// Adds the counts of a node and of the nodes inside it.
    [[nodiscard]] count sum(std::size_t node) const noexcept {
        count result;
        for (std::size_t index = 0; index < touched_size_; ++index) {
            if (counts_in(touched_[index], node)) {
                result += counts_[touched_[index]];
            }
        }
        return result;
    }

    /// Removes the last `number` entries of a node and of the nodes inside it.
    template <class Entry>
    static void remove(std::vector<Entry>& entries, std::size_t node, std::size_t number) {
        if (number == 0) {
            return;
        }
        auto first = entries.end();
        while (number != 0) {
            --first;
            number -= is_inside(*first, node) ? 1U : 0U;
        }
        entries.erase(std::remove_if(first, entries.end(),
                                     [node](const Entry& each) { return is_inside(each, node); }),
                      entries.end());
    }

    template <class Entry>
    [[nodiscard]] static bool is_inside(const Entry& entry, std::size_t node) noexcept {
        return entry.location().node >= node && entry.location().node < table[node].end;
    }

    template <class Entry>
    static void sort(std::vector<Entry>& entries) {
        const auto before = [](const Entry& left, const Entry& right) {
            return left.location() < right.location();
        };
        if (!std::is_sorted(entries.begin(), entries.end(), before)) {
            std::stable_sort(entries.begin(), entries.end(), before);
        }
    }

    std::vector<issue>* issues_ = nullptr;
    std::vector<deviation>* deviations_ = nullptr;
    std::size_t limit_ = 0;
    std::size_t item_ = 0;
    std::array<count, table.size()> counts_{};
    std::array<std::uint8_t, table.size()> touched_{};
    std::size_t touched_size_ = 0;
    std::size_t issues_of_items_ = 0;
};

} // namespace flaghook::inline FLAGHOOK_ABI::json::detail

#endif

// ---- flaghook/server/syntax_error.hpp
/// @file
/// The server's messages for malformed JSON.
#ifndef FLAGHOOK_SERVER_SYNTAX_ERROR_HPP
#define FLAGHOOK_SERVER_SYNTAX_ERROR_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// The errors of Python's `json`.
enum class syntax_error : std::uint8_t {
    none,
    expecting_value,
    expecting_name,
    expecting_colon,
    expecting_comma,
    trailing_comma_in_object,
    trailing_comma_in_array,
    unterminated_string,
    control_character,
    invalid_escape,
    invalid_unicode_escape,
    extra_data,
    not_a_number,      ///< `NaN`
    infinity,          ///< `Infinity`
    negative_infinity, ///< `-Infinity`
    too_many_digits,   ///< an integer of more than 4,300 digits
    invalid_utf8,      ///< an error of the decoder, which runs before Python's `json`
    too_deep           ///< deeper nesting than the server can read; not a syntax error
};

[[nodiscard]] constexpr std::string_view words_of(syntax_error error) noexcept {
    switch (error) {
    case syntax_error::expecting_value:
        return "Expecting value";
    case syntax_error::expecting_name:
        return "Expecting property name enclosed in double quotes";
    case syntax_error::expecting_colon:
        return "Expecting ':' delimiter";
    case syntax_error::expecting_comma:
        return "Expecting ',' delimiter";
    case syntax_error::trailing_comma_in_object:
        return "Illegal trailing comma before end of object";
    case syntax_error::trailing_comma_in_array:
        return "Illegal trailing comma before end of array";
    case syntax_error::unterminated_string:
        return "Unterminated string starting at";
    case syntax_error::control_character:
        return "Invalid control character at";
    case syntax_error::invalid_escape:
        return "Invalid \\escape";
    case syntax_error::invalid_unicode_escape:
        return "Invalid \\uXXXX escape";
    case syntax_error::extra_data:
        return "Extra data";
    case syntax_error::not_a_number:
        return "Out of range float values are not JSON compliant: 'NaN'";
    case syntax_error::infinity:
        return "Out of range float values are not JSON compliant: 'Infinity'";
    case syntax_error::negative_infinity:
        return "Out of range float values are not JSON compliant: '-Infinity'";
    case syntax_error::too_many_digits:
        return "Exceeds the limit (4300 digits) for integer string conversion: value has ";
    case syntax_error::none:
    case syntax_error::invalid_utf8:
    case syntax_error::too_deep:
        break;
    }
    return {};
}

/// Returns the message of a Python decoder for invalid bytes.
/// @param codec the decoder's name in Python
/// @param body the decoded bytes
/// @param position the position of the invalid bytes
/// @param width the number of invalid bytes
/// @param reason the reason in Python's words
/// @par Source
/// https://docs.python.org/3.13/library/exceptions.html#UnicodeDecodeError
[[nodiscard]] inline std::string describe_decoder_error(std::string_view codec,
                                                        std::string_view body, std::size_t position,
                                                        std::size_t width,
                                                        std::string_view reason) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string words = "'" + std::string(codec) + "' codec can't decode byte";
    if (width == 1) {
        const auto byte = static_cast<unsigned char>(body[position]);
        words += " 0x";
        words += digits[byte >> 4U];
        words += digits[byte & 0xFU];
        words += " in position " + std::to_string(position);
    } else {
        words += "s in position " + std::to_string(position) + '-' +
                 std::to_string(position + width - 1);
    }
    return words.append(": ").append(reason);
}

/// Returns the message of Python's decoder for bytes that are not UTF-8.
[[nodiscard]] inline std::string describe_utf8_error(std::string_view body,
                                                     const server::detail::utf8_extent& extent) {
    return describe_decoder_error("utf-8", body, extent.valid, extent.wrong,
                                  extent.wrong_start ? "invalid start byte"
                                                     : "invalid continuation byte");
}

/// Returns CPython 3.13's message for a syntax error, which the server puts behind
/// `JSON parse error - `. Line, column and character are counted in code points.
/// @param text the body without a character that its end cuts off; valid UTF-8 up to `position`
/// @param position the position of the error, in bytes
/// @par Source
/// https://github.com/python/cpython/blob/3.13/Modules/_json.c,
/// https://github.com/python/cpython/blob/3.13/Lib/json/decoder.py and `strict_constant` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/utils/json.py
[[nodiscard]] inline std::string describe(syntax_error error, std::string_view text,
                                          std::size_t position) {
    std::string words(words_of(error));
    switch (error) {
    case syntax_error::not_a_number:
    case syntax_error::infinity:
    case syntax_error::negative_infinity:
        return words;
    case syntax_error::too_many_digits: {
        const std::string_view digits = text.substr(position);
        const std::size_t end = digits.find_first_not_of("0123456789");
        words += std::to_string(std::min(end, digits.size()));
        words += " digits; use sys.set_int_max_str_digits() to increase the limit";
        return words;
    }
    default:
        break;
    }
    if (position == 0 && text.starts_with("\xEF\xBB\xBF")) {
        words = "Unexpected UTF-8 BOM (decode using utf-8-sig)";
    }
    const std::string_view before = text.substr(0, position);
    // Searches forwards, because standard libraries then compare many bytes at a time.
    std::size_t lines = 0;
    std::size_t line_begin = 0;
    for (std::size_t at = before.find('\n'); at != std::string_view::npos;
         at = before.find('\n', line_begin)) {
        line_begin = at + 1;
        ++lines;
    }
    const std::size_t column = server::detail::count_code_points(before.substr(line_begin));
    const std::size_t character =
        column + server::detail::count_code_points(before.substr(0, line_begin));
    constexpr std::size_t longest_number = 20;
    constexpr std::string_view parts = ": line  column  (char )";
    words.reserve(words.size() + parts.size() + 3 * longest_number);
    const auto append = [&words](std::string_view part, std::size_t number) {
        char digits[longest_number];
        char* const end = std::to_chars(digits, digits + longest_number, number).ptr;
        words += part;
        words.append(digits, static_cast<std::size_t>(end - digits));
    };
    append(": line ", lines + 1);
    append(" column ", column + 1);
    append(" (char ", character);
    words += ')';
    return words;
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/server/value.hpp
/// @file
/// A JSON value of any type.
#ifndef FLAGHOOK_SERVER_VALUE_HPP
#define FLAGHOOK_SERVER_VALUE_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A JSON value: its type and, for a scalar, its content.
struct value {
    /// The types that Python's `json` distinguishes.
    enum class type : std::uint8_t {
        null,
        boolean,
        integer,  ///< a number without a fraction and an exponent
        floating, ///< any other number
        string,
        array,
        object
    };

    /// The value's type.
    value::type is = value::type::null;
    /// The value of a boolean.
    bool truth = false;
    /// The characters of a string, or the literal of a number.
    std::string_view text{};

    [[nodiscard]] constexpr bool is_null() const noexcept { return is == type::null; }
    [[nodiscard]] constexpr bool is_string() const noexcept { return is == type::string; }
    [[nodiscard]] constexpr bool is_floating() const noexcept { return is == type::floating; }
    [[nodiscard]] constexpr bool is_number() const noexcept {
        return is == type::integer || is == type::floating;
    }
    [[nodiscard]] constexpr bool is_container() const noexcept {
        return is == type::array || is == type::object;
    }

    /// The name of the type in Python.
    [[nodiscard]] constexpr std::string_view python_type() const noexcept {
        constexpr std::string_view names[] = {"NoneType", "bool", "int", "float",
                                              "str",      "list", "dict"};
        return names[static_cast<std::size_t>(is)];
    }

    /// The name of the type in JSON.
    [[nodiscard]] constexpr std::string_view json_type() const noexcept {
        constexpr std::string_view names[] = {"null",   "boolean", "number", "number",
                                              "string", "array",   "object"};
        return names[static_cast<std::size_t>(is)];
    }
};

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/json/tokenizer.hpp
/// @file
/// The tokenizer of JSON texts, which accepts the same texts as the server.
#ifndef FLAGHOOK_JSON_TOKENIZER_HPP
#define FLAGHOOK_JSON_TOKENIZER_HPP

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

namespace detail {

/// The value of each hexadecimal digit; -1 for other bytes.
inline constexpr auto hex_values = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t value = 0; value < 16; ++value) {
        values[static_cast<unsigned char>("0123456789abcdef"[value])] =
            static_cast<std::int8_t>(value);
        values[static_cast<unsigned char>("0123456789ABCDEF"[value])] =
            static_cast<std::int8_t>(value);
    }
    return values;
}();

/// The character for each one-letter escape; 0 for other bytes.
inline constexpr auto escaped_characters = [] {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view characters = "\"\\/\b\f\n\r\t";
    std::array<char, 256> values{};
    for (std::size_t index = 0; index < letters.size(); ++index) {
        values[static_cast<unsigned char>(letters[index])] = characters[index];
    }
    return values;
}();

/// A sink that ignores all tokens.
struct no_sink {
    static constexpr bool wants_text = false;
};

} // namespace detail

/// Reads the tokens of JSON texts, and keeps its memory from text to text.
///
/// Most functions take and return the position in the text, which keeps it in a register. They
/// return `nullptr` if the text is malformed; `error` then gives the reason. The caller skips white
/// space.
///
/// As in Python's `json`, a lone surrogate escape is accepted, and takes three bytes here. Integers
/// have at most 4,300 digits.
/// @par Source
/// https://docs.python.org/3/library/json.html
class tokenizer {
public:
    /// Prepares for a new text. Drops a character that the end of the text cuts off, like Python's
    /// decoder.
    /// @param depth maximum nesting depth; values over `max_depth` have no effect
    void begin(std::string_view text, std::size_t depth) noexcept {
        begin_ = text.data();
        end_ = begin_ + text.size();
        depth_ = std::min(depth, max_depth);
        error_ = server::detail::syntax_error::none;
        error_at_ = begin_;
        used_ = 0;
        cut_ = 0;
        if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0x80) {
            cut_ = count_cut_bytes(text);
            end_ -= cut_;
        }
    }

    /// The text without a character that its end cuts off.
    [[nodiscard]] std::string_view text() const noexcept {
        return {begin_, static_cast<std::size_t>(end_ - begin_)};
    }
    /// The number of bytes that were dropped.
    [[nodiscard]] std::size_t cut() const noexcept { return cut_; }
    /// The error in the text; `none` until a function returns `nullptr`.
    [[nodiscard]] server::detail::syntax_error error() const noexcept { return error_; }
    /// The position of the error, in bytes.
    [[nodiscard]] std::size_t error_position() const noexcept {
        return static_cast<std::size_t>(error_at_ - begin_);
    }

    /// Records an error.
    [[gnu::cold, gnu::noinline]] const char* fail(server::detail::syntax_error error,
                                                  const char* at) noexcept {
        error_ = error;
        error_at_ = at;
        return nullptr;
    }

    /// The number of bytes from a position to the end.
    [[nodiscard]] std::size_t left(const char* at) const noexcept {
        return static_cast<std::size_t>(end_ - at);
    }
    /// Checks whether a byte is next.
    [[nodiscard]] bool starts_with(const char* at, char expected) const noexcept {
        return at != end_ && *at == expected;
    }
    /// Checks whether a text of a constant length is next, which takes a few instructions.
    template <std::size_t Size>
    [[nodiscard]] bool starts_with(const char* at,
                                   const std::array<char, Size>& expected) const noexcept {
        return left(at) >= Size && std::memcmp(at, expected.data(), Size) == 0;
    }

    /// Skips white space.
    [[nodiscard]] const char* skip_space(const char* at) const noexcept {
        // Usually there is no white space, or one space.
        while (at != end_ && *at <= ' ') {
            if (*at != ' ' && *at != '\n' && *at != '\r' && *at != '\t') {
                return at;
            }
            ++at;
        }
        return at;
    }

    /// Skips the plain ASCII characters at the beginning of a string.
    /// @param at the opening quotation mark
    /// @return the position of the first other character: the closing quotation mark if the whole
    /// string is plain
    [[nodiscard]] const char* skip_plain(const char* at) const noexcept {
        return skip_plain_ascii(at + 1, end_);
    }

    /// Reads a string.
    /// @param at the opening quotation mark
    /// @param text receives the characters: a part of the text or, if there are escapes, memory
    /// that the next string with escapes reuses unless `keep` is called
    [[nodiscard]] const char* read_string(const char* at, std::string_view& text) {
        return read_string(at, skip_plain(at), text);
    }

    /// Reads a string after `skip_plain`.
    /// @param from the result of `skip_plain`
    [[nodiscard]] const char* read_string(const char* at, const char* from,
                                          std::string_view& text) {
        if (starts_with(from, '"')) [[likely]] {
            text = {at + 1, static_cast<std::size_t>(from - at - 1)};
            return from + 1;
        }
        return read_unusual_string(at + 1, from, text);
    }

    /// Checks whether the last string with escapes may have U+0000 or a lone surrogate.
    [[nodiscard]] bool may_have_odd_characters() const noexcept { return has_odd_characters_; }

    /// Checks whether a string refers to the text itself, not to memory of the tokenizer.
    [[nodiscard]] bool is_verbatim(std::string_view text) const noexcept {
        const std::less_equal<const char*> not_behind;
        return not_behind(begin_, text.data()) && not_behind(text.data(), end_);
    }

    /// Keeps a string valid until the next `begin`, instead of the next string with escapes.
    [[nodiscard]] std::string_view keep(std::string_view text) noexcept {
        const std::less_equal<const char*> not_behind;
        const char* const end = text.data() + text.size();
        // Other texts are parts of the body or constants, and stay valid.
        if (not_behind(memory_.data(), text.data()) &&
            not_behind(end, memory_.data() + memory_.size())) {
            used_ = static_cast<std::size_t>(end - memory_.data());
        }
        return text;
    }

    /// Reads an integer of at most 19 digits without a sign.
    /// @return its end, or `nullptr` for anything else, which is not an error
    [[nodiscard]] const char* read_natural(const char* at, std::uint64_t& value) const noexcept {
        constexpr std::ptrdiff_t always_fits = std::numeric_limits<std::uint64_t>::digits10;
        const char* const first = at;
        std::uint64_t block = 0;
        std::uint64_t result = 0;
        while (at - first <= always_fits - 8 && are_eight_digits(at, block)) {
            result = result * 100'000'000 + block;
            at += 8;
        }
        while (at - first < always_fits && at != end_ && is_digit(*at)) {
            result = result * 10 + static_cast<std::uint64_t>(*at - '0');
            ++at;
        }
        if (at == first || (at - first > 1 && *first == '0') ||
            (at != end_ && (is_digit(*at) || *at == '.' || *at == 'e' || *at == 'E'))) {
            return nullptr;
        }
        value = result;
        return at;
    }

    /// Reads any value.
    /// @param level the number of objects and lists that are open around it
    [[nodiscard]] const char* read_any(const char* at, std::size_t level,
                                       server::detail::value& out) {
        if (at == end_) {
            return fail(server::detail::syntax_error::expecting_value, at);
        }
        switch (*at) {
        case '"':
            out.is = server::detail::value::type::string;
            return read_string(at, out.text);
        case '{':
            out.is = server::detail::value::type::object;
            return skip_value(at, level);
        case '[':
            out.is = server::detail::value::type::array;
            return skip_value(at, level);
        default:
            return read_word_or_number(at, out);
        }
    }

    /// Skips any value, without recursion.
    [[nodiscard]] const char* skip_value(const char* at, std::size_t level) {
        if (starts_with(at, '"')) {
            return skip_string(at);
        }
        detail::no_sink nothing;
        return walk(at, level, nothing);
    }

    /// Reads any value and passes its tokens to a sink, without recursion: one bit for each level.
    ///
    /// A sink has the constant `wants_text`. If it is true, the sink also has
    /// `on_begin(is_object)`, `on_end(is_object)`, `on_key(text)` and `on_value(value)`.
    template <class Sink>
    [[nodiscard, gnu::noinline]] const char* walk(const char* at, std::size_t level, Sink& sink) {
        // The bit of a level is set for an object.
        std::array<std::uint64_t, max_depth / 64> kinds;
        std::size_t open = 0;
        const auto is_object = [&] {
            return (kinds[(open - 1) / 64] >> ((open - 1) % 64) & 1U) != 0;
        };
        for (;;) {
            if (at != end_ && (*at == '{' || *at == '[')) {
                if (level + open >= depth_) {
                    return fail(server::detail::syntax_error::too_deep, at);
                }
                const std::uint64_t bit = std::uint64_t{1} << open % 64;
                std::uint64_t& word = kinds[open / 64];
                word = (open % 64 == 0 ? 0 : word & ~bit) | (*at == '{' ? bit : 0);
                ++open;
                if constexpr (Sink::wants_text) {
                    sink.on_begin(*at == '{');
                }
                at = skip_space(at + 1);
                if (!starts_with(at, is_object() ? '}' : ']')) {
                    if (is_object() && (at = walk_key(at, sink)) == nullptr) {
                        return nullptr;
                    }
                    continue;
                }
            } else {
                at = walk_scalar(at, sink);
                if (at == nullptr || open == 0) {
                    return at;
                }
                at = skip_space(at);
            }
            while (starts_with(at, is_object() ? '}' : ']')) {
                if constexpr (Sink::wants_text) {
                    sink.on_end(is_object());
                }
                ++at;
                if (--open == 0) {
                    return at;
                }
                at = skip_space(at);
            }
            at = is_object() ? skip_comma<'}'>(at) : skip_comma<']'>(at);
            if (at == nullptr || (is_object() && (at = walk_key(at, sink)) == nullptr)) {
                return nullptr;
            }
        }
    }

    /// Skips the comma between two members or items and the white space behind it.
    /// @tparam Closing the bracket that must not follow
    template <char Closing>
    [[nodiscard]] const char* skip_comma(const char* at) noexcept {
        if (!starts_with(at, ',')) {
            return fail(server::detail::syntax_error::expecting_comma, at);
        }
        const char* const comma = at;
        at = skip_space(at + 1);
        if (starts_with(at, Closing)) {
            return fail(Closing == '}' ? server::detail::syntax_error::trailing_comma_in_object
                                       : server::detail::syntax_error::trailing_comma_in_array,
                        comma);
        }
        return at;
    }

    /// Reads a key, and skips the colon behind it and the white space around the colon.
    [[nodiscard]] const char* read_key(const char* at, std::string_view& key) {
        if (!starts_with(at, '"')) {
            return fail(server::detail::syntax_error::expecting_name, at);
        }
        at = read_string(at, key);
        return at == nullptr ? nullptr : skip_colon(at);
    }

    /// Skips the colon behind a key and the white space around the colon.
    [[nodiscard]] const char* skip_colon(const char* at) noexcept {
        at = skip_space(at);
        if (!starts_with(at, ':')) {
            return fail(server::detail::syntax_error::expecting_colon, at);
        }
        return skip_space(at + 1);
    }

    /// Returns Python's `str` of a value other than an object or a list; valid until the next
    /// string with escapes unless `keep` is called.
    [[nodiscard]] std::string_view python_text(const server::detail::value& scalar) {
        switch (scalar.is) {
        case server::detail::value::type::null:
            return "None";
        case server::detail::value::type::boolean:
            return scalar.truth ? "True" : "False";
        case server::detail::value::type::integer:
            return server::detail::integer_text(scalar.text);
        case server::detail::value::type::floating: {
            std::string text;
            server::detail::append_number_text(text, scalar.text);
            char* const kept = room();
            std::copy(text.begin(), text.end(), kept);
            return {kept, text.size()};
        }
        default:
            return scalar.text;
        }
    }

private:
    [[nodiscard]] static constexpr bool is_digit(char byte) noexcept {
        return byte >= '0' && byte <= '9';
    }

    /// Checks whether the next eight bytes are digits.
    /// @param value receives their number
    [[nodiscard]] bool are_eight_digits(const char* at, std::uint64_t& value) const noexcept {
        if constexpr (std::endian::native == std::endian::little) {
            constexpr std::uint64_t zeros = 0x3030303030303030U;
            std::uint64_t block = 0;
            if (left(at) < sizeof block) {
                return false;
            }
            std::memcpy(&block, at, sizeof block);
            // The upper half of a digit's byte is 3, and stays 3 if 6 is added.
            constexpr std::uint64_t upper = 0xF0F0F0F0F0F0F0F0U;
            if ((block & upper) != zeros || ((block + 0x0606060606060606U) & upper) != zeros) {
                return false;
            }
            // Neighbours are combined into numbers of two, four and eight digits.
            block -= zeros;
            block = (block * 10 + (block >> 8U)) & 0x00FF00FF00FF00FFU;
            block = (block * 100 + (block >> 16U)) & 0x0000FFFF0000FFFFU;
            value = (block * 10'000 + (block >> 32U)) & 0xFFFFFFFFU;
            return true;
        } else {
            return false;
        }
    }

    /// The number of bytes of a character that the end of a text cuts off.
    [[gnu::cold, gnu::noinline]] static std::size_t
    count_cut_bytes(std::string_view text) noexcept {
        const char* const end = text.data() + text.size();
        for (std::size_t count = 1; count <= std::min<std::size_t>(text.size(), 3); ++count) {
            const char* const at = end - count;
            if (server::detail::starts_code_point(*at)) {
                return server::detail::read_utf8(at, end).is ==
                               server::detail::utf8_sequence::form::cut
                           ? count
                           : 0;
            }
        }
        return 0;
    }

    /// The position for the next string that is not a part of the body.
    ///
    /// The memory is large enough for all such strings of a body. A string is shorter than its
    /// escaped form, and the text of a number is at most twice as long as its member `"id":9e15,`.
    [[nodiscard]] char* room() {
        constexpr std::size_t longest_number = 32;
        const std::size_t needed = 2 * text().size() + longest_number;
        if (memory_.size() < needed) {
            memory_ = std::vector<char>(needed);
        }
        return memory_.data() + used_;
    }

    /// Reads the rest of a string from its first character that is not plain ASCII.
    /// @param first its first character
    [[nodiscard, gnu::noinline]] const char*
    read_unusual_string(const char* const first, const char* at, std::string_view& text) {
        // Nothing is copied before the first escape.
        while (at != end_ && *at != '\\') {
            if (*at == '"') {
                text = {first, static_cast<std::size_t>(at - first)};
                return at + 1;
            }
            at = skip_other(at);
            if (at == nullptr) {
                return nullptr;
            }
            at = skip_plain_ascii(at, end_);
        }
        char* const memory = room();
        char* out = memory;
        const char* run = first;
        has_odd_characters_ = false;
        while (at != end_) {
            if (*at == '"') {
                out = copy(run, at, out);
                text = {memory, static_cast<std::size_t>(out - memory)};
                return at + 1;
            }
            if (*at == '\\') {
                out = copy(run, at, out);
                char32_t point = 0;
                at = read_escape(first, at, point);
                if (at == nullptr) {
                    return nullptr;
                }
                has_odd_characters_ =
                    has_odd_characters_ || point == 0 || server::detail::is_surrogate(point);
                out = server::detail::write_code_point(out, point);
                run = at;
            } else {
                at = skip_other(at);
                if (at == nullptr) {
                    return nullptr;
                }
            }
            at = skip_plain_ascii(at, end_);
        }
        return fail(server::detail::syntax_error::unterminated_string, first - 1);
    }

    /// Copies a part of the text into the memory for strings, eight bytes at a time. The memory has
    /// space for the bytes that this writes behind the end.
    [[nodiscard]] char* copy(const char* from, const char* to, char* out) const noexcept {
        constexpr std::size_t width = 8;
        const auto size = static_cast<std::size_t>(to - from);
        if (size > 4 * width || left(from) < size + width) {
            std::memcpy(out, from, size);
        } else {
            for (std::size_t done = 0; done < size; done += width) {
                std::memcpy(out + done, from + done, width);
            }
        }
        return out + size;
    }

    /// Skips a string.
    [[nodiscard]] const char* skip_string(const char* at) noexcept {
        const char* const first = at + 1;
        at = skip_plain_ascii(first, end_);
        while (!starts_with(at, '"')) {
            if (at == end_) {
                return fail(server::detail::syntax_error::unterminated_string, first - 1);
            }
            char32_t point = 0;
            at = *at == '\\' ? read_escape(first, at, point) : skip_other(at);
            if (at == nullptr) {
                return nullptr;
            }
            at = skip_plain_ascii(at, end_);
        }
        return at + 1;
    }

    /// Skips characters that are not ASCII.
    /// @param at such a character, or a control character, which is an error
    [[nodiscard]] const char* skip_other(const char* at) noexcept {
        if (static_cast<unsigned char>(*at) < 0x20) {
            return fail(server::detail::syntax_error::control_character, at);
        }
        do {
            const server::detail::utf8_sequence next = server::detail::read_utf8(at, end_);
            if (next.is != server::detail::utf8_sequence::form::valid) {
                return fail(server::detail::syntax_error::invalid_utf8, at);
            }
            at += next.width;
        } while (at != end_ && static_cast<unsigned char>(*at) >= 0x80);
        return at;
    }

    /// Reads an escape, or the two escapes of a pair of surrogates.
    /// @param first the string's first character
    /// @param at the backslash
    /// @param point receives the character
    [[nodiscard]] const char* read_escape(const char* first, const char* at,
                                          char32_t& point) noexcept {
        if (left(at) < 2) {
            return fail(server::detail::syntax_error::unterminated_string, first - 1);
        }
        if (at[1] != 'u') {
            point = static_cast<unsigned char>(
                detail::escaped_characters[static_cast<unsigned char>(at[1])]);
            return point != 0 ? at + 2 : fail(server::detail::syntax_error::invalid_escape, at);
        }
        const std::int32_t high = read_four_digits(at + 2);
        if (high < 0) {
            return fail(server::detail::syntax_error::invalid_unicode_escape, at + 1);
        }
        point = static_cast<char32_t>(high);
        at += escape_width;
        if (high >= 0xD800 && high < 0xDC00 && left(at) >= 2 && at[0] == '\\' && at[1] == 'u') {
            const std::int32_t low = read_four_digits(at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                point = static_cast<char32_t>(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
                at += escape_width;
            }
        }
        return at;
    }

    static constexpr std::ptrdiff_t escape_width = 6;

    /// The value of four hexadecimal digits; negative for anything else, and at the end of the
    /// text.
    [[nodiscard]] std::int32_t read_four_digits(const char* at) const noexcept {
        if (left(at) <= 4) {
            return -1;
        }
        const auto digit = [at](std::size_t index) {
            return std::int32_t{detail::hex_values[static_cast<unsigned char>(at[index])]};
        };
        const std::int32_t digits[] = {digit(0), digit(1), digit(2), digit(3)};
        if ((digits[0] | digits[1] | digits[2] | digits[3]) < 0) {
            return -1;
        }
        return digits[0] << 12 | digits[1] << 8 | digits[2] << 4 | digits[3];
    }

    /// Reads `null`, `true`, `false` or a number.
    /// @pre `at` is not the end
    [[nodiscard]] const char* read_word_or_number(const char* at, server::detail::value& out) {
        const auto word = [&](std::string_view expected) {
            return std::string_view(at, left(at)).starts_with(expected);
        };
        switch (*at) {
        case 'n':
            if (word("null")) {
                out.is = server::detail::value::type::null;
                return at + 4;
            }
            break;
        case 't':
        case 'f':
            out.truth = *at == 't';
            if (word(out.truth ? "true" : "false")) {
                out.is = server::detail::value::type::boolean;
                return at + (out.truth ? 4 : 5);
            }
            break;
        case 'N':
            if (word("NaN")) {
                return fail(server::detail::syntax_error::not_a_number, at);
            }
            break;
        case 'I':
            if (word("Infinity")) {
                return fail(server::detail::syntax_error::infinity, at);
            }
            break;
        case '-':
            if (word("-Infinity")) {
                return fail(server::detail::syntax_error::negative_infinity, at);
            }
            break;
        default:
            break;
        }
        return read_number(at, out);
    }

    [[nodiscard]] const char* read_number(const char* const first, server::detail::value& out) {
        const auto skip_digits = [this](const char* at) {
            while (at != end_ && is_digit(*at)) {
                ++at;
            }
            return at;
        };
        const char* const digits = first + (*first == '-' ? 1 : 0);
        if (digits == end_ || !is_digit(*digits)) {
            return fail(server::detail::syntax_error::expecting_value, first);
        }
        // An integer part that begins with zero has one digit.
        const char* at = *digits == '0' ? digits + 1 : skip_digits(digits + 1);
        const char* const integer_end = at;
        if (left(at) >= 2 && *at == '.' && is_digit(at[1])) {
            at = skip_digits(at + 2);
        }
        if (left(at) >= 2 && (*at == 'e' || *at == 'E')) {
            const char* exponent = at + 1;
            exponent += *exponent == '+' || *exponent == '-' ? 1 : 0;
            if (exponent != end_ && is_digit(*exponent)) {
                at = skip_digits(exponent + 1);
            }
        }
        out.is = at == integer_end ? server::detail::value::type::integer
                                   : server::detail::value::type::floating;
        if (at == integer_end &&
            static_cast<std::size_t>(at - digits) > server::detail::max_integer_digits) {
            return fail(server::detail::syntax_error::too_many_digits, digits);
        }
        out.text = {first, static_cast<std::size_t>(at - first)};
        return at;
    }

    template <class Sink>
    [[nodiscard]] const char* walk_key(const char* at, Sink& sink) {
        if constexpr (Sink::wants_text) {
            std::string_view key;
            at = read_key(at, key);
            if (at != nullptr) {
                sink.on_key(key);
            }
            return at;
        } else {
            if (!starts_with(at, '"')) {
                return fail(server::detail::syntax_error::expecting_name, at);
            }
            at = skip_string(at);
            return at == nullptr ? nullptr : skip_colon(at);
        }
    }

    template <class Sink>
    [[nodiscard]] const char* walk_scalar(const char* at, Sink& sink) {
        if constexpr (!Sink::wants_text) {
            if (starts_with(at, '"')) {
                return skip_string(at);
            }
        }
        if (at == end_) {
            return fail(server::detail::syntax_error::expecting_value, at);
        }
        server::detail::value found;
        if (*at == '"') {
            found.is = server::detail::value::type::string;
            at = read_string(at, found.text);
        } else {
            at = read_word_or_number(at, found);
        }
        if constexpr (Sink::wants_text) {
            if (at != nullptr) {
                sink.on_value(found);
            }
        }
        return at;
    }

    const char* begin_ = nullptr;
    const char* end_ = nullptr;
    std::size_t depth_ = max_depth;
    std::size_t used_ = 0;
    std::size_t cut_ = 0;
    bool has_odd_characters_ = false;
    server::detail::syntax_error error_ = server::detail::syntax_error::none;
    const char* error_at_ = nullptr;
    std::vector<char> memory_;
};

} // namespace flaghook::inline FLAGHOOK_ABI::json::detail

#endif

// ---- flaghook/server/repr.hpp
/// @file
/// Python's `repr` of a JSON object or array.
#ifndef FLAGHOOK_SERVER_REPR_HPP
#define FLAGHOOK_SERVER_REPR_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// Builds Python's `repr` of a JSON object or array, such as ``{'a': [1, True, None]}``, which a
/// choice field echoes in its message. A sink of `tokenizer::walk`, for one value.
///
/// If a key is repeated, a `dict` keeps the position of the first value and the content of the last
/// one. The text is written token by token. For each object with repeated keys, the parts to keep
/// are recorded, and `take` combines them without recursion.
/// @par Complexity
/// Linear in the size of the value. An object with n keys takes O(n log n) comparisons and 32 bytes
/// per key.
class repr_builder {
public:
    static constexpr bool wants_text = true;

    void on_begin(bool is_object) {
        begin_value();
        text_ += is_object ? '{' : '[';
        containers_.push_back({is_object, true, text_.size(), entries_.size()});
    }

    void on_key(std::string_view key) {
        separate();
        entries_.push_back({entries_.size(), text_.size(), 0, 0});
        server::detail::append_repr(text_, key);
        entries_.back().key_end = text_.size();
        text_ += ": ";
    }

    void on_value(const value& scalar) {
        begin_value();
        switch (scalar.is) {
        case value::type::null:
            text_ += "None";
            break;
        case value::type::boolean:
            text_ += scalar.truth ? "True" : "False";
            break;
        case value::type::string:
            server::detail::append_repr(text_, scalar.text);
            break;
        default:
            server::detail::append_number_text(text_, scalar.text);
            break;
        }
        end_value();
    }

    void on_end(bool is_object) {
        if (is_object) {
            keep_last_values();
            entries_.resize(containers_.back().first_entry);
        }
        text_ += is_object ? '}' : ']';
        containers_.pop_back();
        end_value();
    }

    /// The finished text.
    [[nodiscard]] std::string take() {
        if (rewritten_.empty()) {
            return std::move(text_);
        }
        std::sort(rewritten_.begin(), rewritten_.end(),
                  [](const object_text& left, const object_text& right) {
                      return left.place.begin < right.place.begin;
                  });
        return rewritten();
    }

private:
    /// The ranges of a key and its value in the text.
    struct entry {
        std::size_t order;
        std::size_t begin;
        std::size_t key_end;
        std::size_t end;
    };

    /// A part of the text.
    struct range {
        std::size_t begin;
        std::size_t end;
    };

    /// An object with repeated keys: its range between the braces, and the kept ranges that replace
    /// it.
    struct object_text {
        range place;
        std::size_t first_kept;
        std::size_t last_kept;
    };

    struct container {
        bool is_object;
        bool empty;
        std::size_t begin;
        std::size_t first_entry;
    };

    void separate() {
        if (!std::exchange(containers_.back().empty, false)) {
            text_ += ", ";
        }
    }

    void begin_value() {
        if (!containers_.empty() && !containers_.back().is_object) {
            separate();
        }
    }

    void end_value() {
        if (!containers_.empty() && containers_.back().is_object) {
            entries_.back().end = text_.size();
        }
    }

    [[nodiscard]] std::string_view key(const entry& one) const noexcept {
        return std::string_view(text_).substr(one.begin, one.key_end - one.begin);
    }

    void keep_last_values() {
        const container& object = containers_.back();
        const auto first = entries_.begin() + static_cast<std::ptrdiff_t>(object.first_entry);
        // Different keys have different texts in `repr`, so the texts can be compared.
        std::stable_sort(first, entries_.end(), [this](const entry& left, const entry& right) {
            return key(left) < key(right);
        });
        auto kept = first;
        for (auto group = first; group != entries_.end();) {
            const auto next = std::find_if(group, entries_.end(), [&](const entry& other) {
                return key(other) != key(*group);
            });
            entry last = *(next - 1);
            last.order = group->order;
            *kept++ = last;
            group = next;
        }
        if (kept == entries_.end()) {
            return;
        }
        std::sort(first, kept,
                  [](const entry& left, const entry& right) { return left.order < right.order; });
        const std::size_t first_kept = kept_.size();
        std::transform(first, kept, std::back_inserter(kept_), [](const entry& one) {
            return range{one.begin, one.end};
        });
        rewritten_.push_back({{object.begin, text_.size()}, first_kept, kept_.size()});
    }

    /// Returns the text without the repeated keys.
    [[nodiscard]] std::string rewritten() const {
        // A part of the text that is still to be written.
        struct piece {
            range part;
            bool has_separator;
        };
        std::string out;
        // The next piece is the last one.
        std::vector<piece> pieces{{{0, text_.size()}, false}};
        while (!pieces.empty()) {
            const auto [part, has_separator] = pieces.back();
            pieces.pop_back();
            out += has_separator ? ", " : "";
            // An object at the beginning of the part is the one that contains the part.
            const auto next = std::upper_bound(rewritten_.begin(), rewritten_.end(), part.begin,
                                               [](std::size_t begin, const object_text& each) {
                                                   return begin < each.place.begin;
                                               });
            if (next == rewritten_.end() || next->place.begin >= part.end) {
                out.append(text_, part.begin, part.end - part.begin);
                continue;
            }
            out.append(text_, part.begin, next->place.begin - part.begin);
            pieces.push_back({{next->place.end, part.end}, false});
            for (std::size_t index = next->last_kept; index != next->first_kept; --index) {
                pieces.push_back({kept_[index - 1], index - 1 != next->first_kept});
            }
        }
        return out;
    }

    std::string text_;
    std::vector<container> containers_;
    std::vector<entry> entries_;
    std::vector<object_text> rewritten_;
    std::vector<range> kept_;
};

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/json/reader.hpp
/// @file
/// The reader of bodies, generated from the declaration of a protocol version.
#ifndef FLAGHOOK_JSON_READER_HPP
#define FLAGHOOK_JSON_READER_HPP

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

/// Reads bodies in one pass by a declaration, and keeps its memory from body to body.
///
/// Each function first compares with the documented form: the next field in the documented order,
/// and the documented type. Out-of-line functions read all other accepted forms, starting at the
/// same position. If a value is invalid, its rule reports an issue and reading continues behind it,
/// so a refused body takes one pass, too.
///
/// Rules (`blueprint::rule`) use the public functions of this class and of `tokenizer`.
/// @tparam Document the type that declares the fields; see `blueprint/v1.hpp`
template <blueprint::document Document>
class reader : public tokenizer {
public:
    using payload_type = typename Document::payload_type;
    /// A value of any type, for rules that find an undocumented one.
    using value_type = server::detail::value;

    explicit reader(const parse_limits& limits = {}) noexcept : limits_(limits) {}

    /// Reads a body.
    /// @param body any bytes; an empty body counts as `{}`
    /// @param out receives the payload; unspecified if the body is refused
    /// @param why receives the refusal
    /// @param deviations receives the deviations of single fields; may be null
    /// @return whether the body is accepted
    [[nodiscard]] bool read(std::string_view body, payload_type& out, refusal& why,
                            std::vector<deviation>* deviations) {
        refusal_ = &why;
        // What an exception leaves behind is not a success.
        why.status_ = 500;
        why.item_count_ = 0;
        findings_.begin(why.issues_, deviations, limits_.issues);
        if (body.size() > limits_.body_size) {
            return refuse(413, issue_code::too_large, std::to_string(limits_.body_size));
        }
        too_many_items_ = false;
        begin(body.empty() ? std::string_view("{}") : body, limits_.depth);
        const char* at = skip_space(text().data());
        if (limits_.depth < levels) [[unlikely]] {
            // The functions below do not count the levels of declared objects and lists.
            at = skip_value(at, 0) != nullptr ? at : nullptr;
        }
        if (at != nullptr) {
            at = read_place<blueprint::whole_document<Document>>(at, out);
        }
        if (at != nullptr) {
            at = skip_space(at);
            if (left(at) != 0) [[unlikely]] {
                at = fail(server::detail::syntax_error::extra_data, at);
            }
        }
        if (at == nullptr) [[unlikely]] {
            return refuse_text(body);
        }
        if (!findings_.finish()) [[unlikely]] {
            why.status_ = findings_.is_unprintable() ? 500 : 200;
            return false;
        }
        return true;
    }

    /// @name For rules
    /// @{

    /// Reports an issue at a place.
    template <class Place>
    void report(issue_code code, std::string&& detail = {}) {
        findings_.report(Place::node, code, std::move(detail));
    }
    /// Reports an issue at a place, with a message that echoes a text.
    template <class Place>
    void report_echoed(issue_code code, std::string_view echoed) {
        findings_.report_echoed(Place::node, code, echoed);
    }
    /// Checks whether the caller wants deviations.
    [[nodiscard]] bool wants_deviations() const noexcept { return findings_.wants_deviations(); }
    /// Reports a deviation at a place, if the caller wants deviations.
    template <class Place>
    void deviate(deviation_code code, std::string detail = {}) {
        findings_.deviate(Place::node, code, std::move(detail));
    }

    /// Reads any value at a place.
    /// @param container_text receives Python's `repr` of an object or a list; may be null
    template <class Place>
    [[nodiscard]] const char* read_value(const char* at, value_type& out,
                                         std::string* container_text = nullptr) {
        if (container_text == nullptr || !(starts_with(at, '{') || starts_with(at, '['))) {
            return read_any(at, Place::level, out);
        }
        out.is =
            *at == '{' ? server::detail::value::type::object : server::detail::value::type::array;
        server::detail::repr_builder python_text;
        at = walk(at, Place::level, python_text);
        *container_text = python_text.take();
        return at;
    }

    /// Assigns a text to a member.
    template <class Member>
    void assign(Member& member, std::string_view text) {
        using plain = blueprint::plain_member_t<Member>;
        if constexpr (std::is_same_v<Member, std::string>) {
            member.assign(text);
        } else if constexpr (std::is_same_v<plain, std::string_view>) {
            member = keep(text);
        } else {
            member = plain(text);
        }
    }

    /// Reads an object by its fields.
    template <class Place, class Owner>
    [[nodiscard]] const char* read_object(const char* at, Owner& out) {
        static_assert(blueprint::field_count<Place> < 32,
                      "flaghook: an object must have at most 31 fields");
        if (!starts_with(at, '{')) [[unlikely]] {
            return read_no_container<Place>(at, issue_code::invalid);
        }
        std::uint32_t seen = 0;
        const bool is_complete =
            blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
                using field = blueprint::field_of<Place, position>;
                const char* const value = skip_likely_key<field, position == 0>(at);
                if (value == nullptr) {
                    return false;
                }
                at = read_place<field>(value, out.*field::declaration.member);
                seen |= std::uint32_t{1} << position;
                return at != nullptr;
            });
        if (is_complete) [[likely]] {
            const char* const end = skip_space(at);
            if (starts_with(end, '}')) [[likely]] {
                return end + 1;
            }
        }
        return at == nullptr ? nullptr : read_in_any_order<Place>(at, out, seen);
    }

    /// Reads a list of objects.
    template <class Place, class Container>
    [[nodiscard]] const char* read_list(const char* at, Container& items) {
        using item = blueprint::item_of<Place>;
        static_assert(blueprint::is_object<blueprint::rule_of<item>>,
                      "flaghook: lists in a document may contain only objects");
        refusal_->item_count_ = 0;
        if (!starts_with(at, '[')) [[unlikely]] {
            return read_no_container<Place>(at, issue_code::not_a_list);
        }
        std::size_t count = 0;
        // After an item with an issue, the list is refused, and all further items overwrite one
        // element of the payload.
        std::size_t filled = 0;
        std::size_t item_size = 1;
        at = skip_space(at + 1);
        while (!starts_with(at, ']')) {
            if (count == limits_.items) [[unlikely]] {
                too_many_items_ = true;
                return nullptr;
            }
            if (filled == items.size()) {
                if (filled == items.capacity() && filled != 0) {
                    make_room(items, left(at) / item_size);
                }
                items.emplace_back();
            }
            const char* const first = at;
            findings_.begin_item(count);
            at = read_place<item>(at, items[filled]);
            if (at == nullptr) {
                return nullptr;
            }
            ++count;
            filled += findings_.has_refused_items() ? 0U : 1U;
            item_size = static_cast<std::size_t>(at - first);
            at = skip_space(at);
            if (starts_with(at, ']')) {
                break;
            }
            at = skip_comma<']'>(at);
            if (at == nullptr) {
                return nullptr;
            }
        }
        if (!findings_.has_refused_items()) {
            items.resize(filled);
        }
        refusal_->item_count_ = count;
        return at + 1;
    }
    /// @}

private:
    static constexpr const auto& table = blueprint::nodes<Document>;

    /// The nesting depth of a documented body.
    static constexpr std::size_t levels = [] {
        std::size_t deepest = 0;
        blueprint::for_each_place<blueprint::whole_document<Document>>(
            [&]<class Place>() { deepest = std::max(deepest, Place::level); });
        return deepest;
    }();

    template <class Place, class Member>
    [[nodiscard]] const char* read_place(const char* at, Member& out) {
        return blueprint::rule_of<Place>::template read<Place>(*this, at, out);
    }

    /// Skips the key of a field, with the separator before it and the colon behind it: `,"flag":`.
    /// @return `nullptr` if the text is different, which is not an error
    template <class Field, bool IsFirst>
    [[nodiscard]] const char* skip_likely_key(const char* at) const noexcept {
        using blueprint::character;
        constexpr char separator = IsFirst ? '{' : ',';
        constexpr const auto& key = blueprint::key<Field>;
        // Nearly all bodies have one of these two forms. Each takes one comparison.
        static constexpr auto compact = blueprint::joined(character<separator>, key);
        static constexpr auto spaced = blueprint::joined(character<separator>, character<' '>, key);
        if (starts_with(at, compact)) {
            return skip_space(at + compact.size());
        }
        if (starts_with(at, spaced)) {
            return skip_space(at + spaced.size());
        }
        at = skip_space(at);
        if (!starts_with(at, separator)) {
            return nullptr;
        }
        at = skip_space(at + 1);
        return starts_with(at, key) ? skip_space(at + key.size()) : nullptr;
    }

    /// Reads the rest of an object whose next key is not the expected one.
    /// @param at the opening brace, or the position behind a value
    /// @param seen one bit for each field that was read
    template <class Place, class Owner>
    [[nodiscard, gnu::noinline]] const char* read_in_any_order(const char* at, Owner& out,
                                                               std::uint32_t seen) {
        constexpr std::size_t count = blueprint::field_count<Place>;
        constexpr std::uint32_t all = (std::uint32_t{1} << count) - 1;
        const bool is_first = seen == 0;
        at = skip_space(is_first ? at + 1 : at);
        // A sender uses the same order in each object, so the field that followed each field last
        // time is tried first.
        std::uint8_t* likely = is_first ? &first_[Place::node] : nullptr;
        std::size_t position = count;
        if (starts_with(at, '}')) {
            complete<Place>(out, seen);
            return at + 1;
        }
        if (!is_first && (at = skip_comma<'}'>(at)) == nullptr) {
            return nullptr;
        }
        for (;;) {
            const char* value = nullptr;
            if (likely != nullptr) {
                position = *likely;
                value = skip_key<Place>(at, position);
            }
            if (value == nullptr) {
                value = find_key<Place>(at, position);
                if (value == nullptr) {
                    return nullptr;
                }
                if (position == count) {
                    at = skip_value(value, Place::level + 1);
                } else if (likely != nullptr) {
                    *likely = static_cast<std::uint8_t>(position);
                }
            }
            if (position != count) {
                const std::uint32_t bit = std::uint32_t{1} << position;
                if ((seen & bit) != 0) [[unlikely]] {
                    begin_again<Place>(position);
                }
                seen |= bit;
                at = read_field<Place>(value, out, position);
                likely = &next_[field_nodes<Place>[position]];
            }
            if (at == nullptr) {
                return nullptr;
            }
            at = skip_space(at);
            if (starts_with(at, '}')) {
                if (seen != all) {
                    complete<Place>(out, seen);
                }
                return at + 1;
            }
            if ((at = skip_comma<'}'>(at)) == nullptr) {
                return nullptr;
            }
        }
    }

    /// Reads the value of the field with a given position in the declaration.
    template <class Place, class Owner>
    [[nodiscard]] const char* read_field(const char* at, Owner& out, std::size_t position) {
        blueprint::for_each_position<blueprint::field_count<Place>>([&](auto each) {
            if (position != each) {
                return true;
            }
            using field = blueprint::field_of<Place, each>;
            at = read_place<field>(at, out.*field::declaration.member);
            return false;
        });
        return at;
    }

    /// Skips the key of a field with its colon, if it is next and has no escapes.
    /// @return the position of the value, or `nullptr`, which is not an error
    template <class Place>
    [[nodiscard]] const char* skip_key(const char* at, std::size_t position) const noexcept {
        const char* value = nullptr;
        blueprint::for_each_position<blueprint::field_count<Place>>([&](auto each) {
            constexpr const auto& key = blueprint::key<blueprint::field_of<Place, each>>;
            if (position != each) {
                return true;
            }
            if (starts_with(at, key)) {
                value = skip_space(at + key.size());
            }
            return false;
        });
        return value;
    }

    /// Reads any key.
    /// @param position receives the position of its field; the number of fields for an unknown key
    /// @return the position of the value; `nullptr` if the text is malformed
    template <class Place>
    [[nodiscard]] const char* find_key(const char* at, std::size_t& position) {
        constexpr std::size_t count = blueprint::field_count<Place>;
        position = count;
        blueprint::for_each_position<count>([&](auto each) {
            if (!starts_with(at, blueprint::quoted_key<blueprint::field_of<Place, each>>)) {
                return true;
            }
            position = each;
            return false;
        });
        if (position != count) {
            return skip_colon(at + 2 + table[field_nodes<Place>[position]].name.size());
        }
        std::string_view key;
        at = read_key(at, key);
        if (at == nullptr) {
            return nullptr;
        }
        if (!is_verbatim(key)) {
            for (std::size_t each = 0; each < count; ++each) {
                position = table[field_nodes<Place>[each]].name == key ? each : position;
            }
        }
        if (position == count && wants_deviations()) {
            deviate<Place>(deviation_code::unknown_key, std::string(key));
        }
        return at;
    }

    /// The nodes of the fields of an object.
    template <class Place>
    static constexpr auto field_nodes = [] {
        std::array<std::size_t, blueprint::field_count<Place>> nodes{};
        blueprint::for_each_position<nodes.size()>([&](auto position) {
            nodes[position] = blueprint::field_of<Place, position>::node;
            return true;
        });
        return nodes;
    }();

    /// Rolls back the findings of the earlier value of a repeated key.
    template <class Place>
    [[gnu::cold, gnu::noinline]] void begin_again(std::size_t position) {
        const std::size_t node = field_nodes<Place>[position];
        if (wants_deviations()) {
            deviate<Place>(deviation_code::repeated_key, std::string(table[node].name));
        }
        findings_.roll_back(node);
    }

    /// Reports the required fields that an object does not have. A missing optional field gets the
    /// model's default, because the payload may have a value of an earlier body.
    template <class Place, class Owner>
    [[gnu::cold, gnu::noinline]] void complete(Owner& out, std::uint32_t seen) {
        blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
            using field = blueprint::field_of<Place, position>;
            if ((seen >> position & 1U) == 0) {
                if constexpr (field::declaration.presence == blueprint::presence::required) {
                    report<field>(issue_code::required);
                } else {
                    out.*field::declaration.member = Owner{}.*field::declaration.member;
                }
            }
            return true;
        });
    }

    /// Reports a value that is not of the declared type, object or list.
    template <class Place>
    [[nodiscard, gnu::cold, gnu::noinline]] const char* read_no_container(const char* at,
                                                                          issue_code code) {
        server::detail::value other;
        at = read_any(at, Place::level, other);
        if (at == nullptr) {
            return nullptr;
        }
        if (other.is_null()) {
            report<Place>(issue_code::null);
        } else {
            report<Place>(code, std::string(other.python_type()));
        }
        return at;
    }

    /// Reserves memory for all items of the body if they have the size of the last one, which
    /// avoids repeated moves.
    template <class Container>
    [[gnu::noinline]] void make_room(Container& items, std::size_t more) {
        items.reserve(std::min(items.size() + more, std::max(limits_.items, items.size())));
    }

    /// Refuses a body that was not read to its end. As in Python, errors of decoding come first.
    [[gnu::noinline]] bool refuse_text(std::string_view body) {
        if (too_many_items_) {
            return refuse(413, issue_code::too_many_items, std::to_string(limits_.items));
        }
        const server::detail::utf8_extent extent = server::detail::measure_utf8(body);
        if (!extent.complete_or_cut) {
            return refuse(400, issue_code::parse_error,
                          server::detail::describe_utf8_error(body, extent));
        }
        if (error() == server::detail::syntax_error::too_deep) {
            return refuse(500, issue_code::too_deep,
                          std::to_string(std::min(limits_.depth, max_depth)));
        }
        return refuse(400, issue_code::parse_error,
                      server::detail::describe(error(), text(), error_position()));
    }

    bool refuse(int status, issue_code code, std::string detail) {
        refusal_->status_ = status;
        refusal_->item_count_ = 0;
        refusal_->issues_.clear();
        refusal_->issues_.emplace_back(field_location{table.data()}, code, std::move(detail));
        return false;
    }

    parse_limits limits_;
    refusal* refusal_ = nullptr;
    findings<Document> findings_;
    bool too_many_items_ = false;
    /// For each object's node: the position of the field that was first in the last such object.
    std::array<std::uint8_t, table.size()> first_{};
    /// For each field's node: the position of the field that followed it last time.
    std::array<std::uint8_t, table.size()> next_{};
};

} // namespace flaghook::inline FLAGHOOK_ABI::json::detail

#endif

// ---- flaghook/model/deduplicate.hpp
/// @file
/// Removal of changes with repeated ids from a batch.
#ifndef FLAGHOOK_MODEL_DEDUPLICATE_HPP
#define FLAGHOOK_MODEL_DEDUPLICATE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A change of any protocol version. Its member `id` is a `change_id`.
template <class Change>
concept identified = requires(const Change& change) {
    { change.id } -> std::convertible_to<const change_id&>;
    { change.id.bits() } -> std::same_as<std::uint64_t>;
};

/// Finds the changes of a batch that have the same id as an earlier change.
///
/// Within a request, Sentry records only the first of several changes with the same id. A sender
/// can remove the others beforehand, with `remove_changes`. An object reuses its memory between
/// calls.
///
/// Threads: use an object in one thread at a time.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet batch.cpp batch
/// @see replay_guard for ids that are repeated in later requests
class repeated_ids {
public:
    /// Finds the changes whose id an earlier change of the batch has.
    /// @param changes the batch
    /// @return the indexes of these changes, ascending; valid until the next call
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `changes.size()`. If the ids were chosen to collide in the hash table,
    /// O(n log n) comparisons for n changes. No memory is allocated if the ids ascend.
    ///
    /// @par Example
    /// @snippet batch.cpp batch
    template <identified Change>
    [[nodiscard]] std::span<std::size_t const> find(std::span<const Change> changes) & {
        repeated_.clear();
        if (!ascend(changes) && !find_by_table(changes)) {
            find_by_order(changes);
        }
        return repeated_;
    }

private:
    /// Checks whether each id is larger than the previous one, as ids from a counter are.
    template <class Change>
    [[nodiscard]] static bool ascend(std::span<const Change> changes) noexcept {
        return std::adjacent_find(changes.begin(), changes.end(),
                                  [](const auto& left, const auto& right) {
                                      return left.id >= right.id;
                                  }) == changes.end();
    }

    /// Hashes an id, so that ids which differ in few bits get different slots.
    [[nodiscard]] static std::uint64_t mix(std::uint64_t bits) noexcept {
        bits ^= bits >> 32U;
        bits *= 0x9E3779B97F4A7C15U;
        return bits ^ bits >> 29U;
    }

    /// Uses a hash table of indexes plus one, with open addressing. If many ids collide, it clears
    /// the result and returns false.
    template <class Change>
    [[nodiscard]] bool find_by_table(std::span<const Change> changes) {
        const std::size_t size = std::bit_ceil(changes.size() * 2);
        slots_.assign(size, 0);
        std::size_t steps = changes.size() * 8;
        for (std::size_t index = 0; index < changes.size(); ++index) {
            auto slot = static_cast<std::size_t>(mix(changes[index].id.bits())) & (size - 1);
            while (slots_[slot] != 0 && changes[slots_[slot] - 1].id != changes[index].id) {
                slot = (slot + 1) & (size - 1);
                if (--steps == 0) {
                    repeated_.clear();
                    return false;
                }
            }
            if (slots_[slot] == 0) {
                slots_[slot] = index + 1;
            } else {
                repeated_.push_back(index);
            }
        }
        return true;
    }

    /// Sorts the indexes by id and finds equal neighbours.
    template <class Change>
    void find_by_order(std::span<const Change> changes) {
        slots_.resize(changes.size());
        std::iota(slots_.begin(), slots_.end(), std::size_t{0});
        std::sort(slots_.begin(), slots_.end(), [&](std::size_t left, std::size_t right) {
            return std::pair(changes[left].id, left) < std::pair(changes[right].id, right);
        });
        for (std::size_t rank = 1; rank < slots_.size(); ++rank) {
            if (changes[slots_[rank]].id == changes[slots_[rank - 1]].id) {
                repeated_.push_back(slots_[rank]);
            }
        }
        std::sort(repeated_.begin(), repeated_.end());
    }

    std::vector<std::size_t> repeated_;
    std::vector<std::size_t> slots_;
};

/// Removes the changes at some indexes, and keeps the order of the others.
/// @param changes the batch
/// @param indexes the indexes to remove, such as those that `repeated_ids::find` returns
/// @pre `indexes` are ascending, without repetition, and less than `changes.size()`.
/// @throws only what moving a `Change` throws
/// @par Complexity
/// Linear in `changes.size()`. Does not allocate.
///
/// @par Example
/// @snippet batch.cpp batch
template <identified Change>
void remove_changes(std::vector<Change>& changes, std::span<std::size_t const> indexes) {
    if (indexes.empty()) {
        return;
    }
    std::size_t kept = indexes.front();
    auto next = indexes.begin();
    for (std::size_t index = kept; index < changes.size(); ++index) {
        if (next != indexes.end() && *next == index) {
            ++next;
        } else {
            changes[kept++] = std::move(changes[index]);
        }
    }
    changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(kept), changes.end());
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/json/parse.hpp
/// @file
/// Parsing of payloads, with the server's verdict.
#ifndef FLAGHOOK_JSON_PARSE_HPP
#define FLAGHOOK_JSON_PARSE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {

/// Whether a member, or a member inside it, is a `std::string_view`.
template <class Rule, class Member>
inline constexpr bool rule_borrows =
    std::is_same_v<blueprint::plain_member_t<Member>, std::string_view>;
template <class Owner, class... Fields, class Member>
inline constexpr bool rule_borrows<blueprint::object_declaration<Owner, Fields...>, Member> =
    (rule_borrows<typename Fields::rule_type, typename Fields::member_type> || ...);
template <class Item, class Member>
inline constexpr bool rule_borrows<blueprint::list<Item>, Member> =
    rule_borrows<Item, typename blueprint::plain_member_t<Member>::value_type>;

/// A base class that can be copied and moved.
template <bool HasViews>
struct copied_unless_views {};
/// A base class for results with views into memory of their parser: neither copied nor moved.
template <>
struct copied_unless_views<true> {
    copied_unless_views() = default;
    copied_unless_views(const copied_unless_views&) = delete;
    copied_unless_views& operator=(const copied_unless_views&) = delete;
    ~copied_unless_views() = default;
};

} // namespace json::detail

/// Whether the texts of a version's payload are views (`std::string_view`).
///
/// A view refers to the body. If the text has escapes or is converted from a number, the view
/// refers to memory of the parser.
/// @tparam Document a protocol version, or another type that declares fields
/// @see `blueprint::latest_borrowed`
template <blueprint::document Document>
inline constexpr bool borrows_text =
    json::detail::rule_borrows<std::remove_cvref_t<decltype(Document::payload)>,
                               typename Document::payload_type>;

/// A type of body from which payloads of a version can be parsed.
///
/// The body must be convertible to `std::string_view`. If the payload's texts are views, the body
/// must outlive the result, so a temporary that owns its text, such as a `std::string`, is
/// rejected.
/// @tparam Body the type of the argument, with its reference
/// @tparam Version the protocol version
template <class Body, class Version>
concept body_for = std::is_convertible_v<Body, std::string_view> &&
    (!borrows_text<Version> || std::is_lvalue_reference_v<Body> ||
     std::is_trivially_destructible_v<std::remove_cvref_t<Body>>);

/// Options of a `parser`.
/// @par Example
/// @snippet parsing.cpp parser
struct parse_options {
    /// Resource limits for each body.
    parse_limits limits{};
    /// Whether to report the differences between a body and Sentry's documentation.
    bool deviations = false;
};

/// The result of a `parser`: a payload, or a refusal, and the deviations.
///
/// It is used like a `result`, but dereferencing it is always safe. A moved-from object has no
/// value, and its refusal is unspecified. With views (`borrows_text`), it can be neither copied nor
/// moved.
/// @tparam Version the protocol version of the payload
/// @par Example
/// @snippet parsing.cpp parser
template <blueprint::version Version>
class parsed : json::detail::copied_unless_views<borrows_text<Version>> {
public:
    /// The type of the payload.
    using payload_type = typename Version::payload_type;

    /// Checks whether the server accepts the body.
    [[nodiscard]] bool has_value() const noexcept { return is_accepted_.get(); }
    /// Checks whether the server accepts the body.
    [[nodiscard]] explicit operator bool() const noexcept { return is_accepted_.get(); }

    /// Returns the payload; a payload without changes if the body is refused.
    [[nodiscard]] const payload_type& operator*() const noexcept {
        return has_value() ? payload_ : nothing_;
    }
    /// Accesses a member of the payload; of a payload without changes if the body is refused.
    [[nodiscard]] const payload_type* operator->() const noexcept { return &**this; }

    /// Returns the refusal; without issues if the body is accepted.
    [[nodiscard]] const refusal& error() const noexcept { return refusal_; }

    /// Returns the differences between the body and Sentry's documentation, in the order of the
    /// documented fields.
    /// @return empty unless `parse_options::deviations` is set. A refused body may have deviations,
    /// too, but the list is then incomplete.
    [[nodiscard]] const std::vector<deviation>& deviations() const noexcept { return deviations_; }

private:
    template <blueprint::version>
    friend class parser;
    template <blueprint::version>
    friend class basic_reply;
    template <blueprint::version>
    friend class basic_answerer;

    parsed() = default;

    json::detail::taken_by_move<bool> is_accepted_{};
    // Of a refused body it holds parts, and memory for the next body.
    payload_type payload_{};
    payload_type nothing_{};
    refusal refusal_{};
    std::vector<deviation> deviations_{};
};

/// A parser that keeps its memory from body to body.
///
/// A body similar to earlier ones needs no allocation. The parser can also report deviations. For a
/// single body, the function `parse` is simpler.
///
/// With `blueprint::latest_borrowed`, the payload's texts are views. They refer to the body, which
/// the caller must keep alive. Texts with escapes, and texts converted from numbers, refer to
/// memory of the parser.
///
/// A parser can be neither copied nor moved, because its results refer to it. Only one thread at a
/// time may use it.
/// @tparam Version the protocol version to parse
///
/// @par Example
/// @snippet parsing.cpp parser
/// @see `parse`, `borrows_text`
template <blueprint::version Version = blueprint::latest>
class parser {
public:
    /// The type of the payload.
    using payload_type = typename Version::payload_type;

    /// Creates a parser.
    /// @param options resource limits for each body, and whether to report deviations
    explicit parser(const parse_options& options = {}) noexcept
        : reader_(options.limits), wants_deviations_(options.deviations) {}

    parser(const parser&) = delete;
    parser& operator=(const parser&) = delete;
    ~parser() = default;

    /// Parses a body, with the server's verdict.
    ///
    /// The accepted bodies are described at the function `parse`.
    /// @param body any bytes. With views, the body must outlive the result.
    /// @return the payload or the refusal, and the deviations; valid until the next call
    /// @throws std::bad_alloc only; the parser can be used again afterwards
    /// @par Complexity
    /// Linear in the size of the body, in time and memory. Sorting n issues or n deviations, or the
    /// n keys of an object that an issue echoes, takes O(n log n) comparisons.
    template <body_for<Version> Body>
    [[nodiscard]] const parsed<Version>& parse(Body&& body) {
        parse_into(parsed_, std::string_view(body));
        return parsed_;
    }

private:
    template <blueprint::version>
    friend class basic_answerer;

    void parse_into(parsed<Version>& out, std::string_view body) {
        out.is_accepted_ = false;
        const bool good = reader_.read(body, out.payload_, out.refusal_,
                                       wants_deviations_ ? &out.deviations_ : nullptr);
        if (good && wants_deviations_) {
            add_deviations_of_the_whole(out.payload_, out.deviations_);
        }
        out.is_accepted_ = good;
    }

    /// Adds the deviations that depend on the payload as a whole.
    void add_deviations_of_the_whole(const payload_type& whole,
                                     std::vector<deviation>& deviations) {
        constexpr const auto& table = blueprint::nodes<Version>;
        const auto add = [&](std::size_t node, std::size_t item, deviation_code code,
                             std::string detail = {}) {
            deviations.emplace_back(field_location{table.data(), node, item}, code,
                                    std::move(detail));
        };
        if (reader_.cut() != 0) {
            add(0, 0, deviation_code::cut_character, std::to_string(reader_.cut()));
        }
        constexpr std::size_t version_node = blueprint::find_node<Version>("meta.version");
        if (whole.meta.version < 1 || whole.meta.version > Version::number) {
            add(version_node, 0, deviation_code::unknown_version,
                std::to_string(whole.meta.version));
        }
        constexpr std::size_t data_node = blueprint::find_node<Version>("data");
        if (whole.data.empty()) {
            add(data_node, 0, deviation_code::no_changes);
        }
        constexpr std::size_t id_node = blueprint::find_node<Version>("data..change_id");
        for (const std::size_t index : repeated_ids_.find(std::span(whole.data))) {
            add(id_node, index, deviation_code::repeated_change_id);
        }
        std::stable_sort(deviations.begin(), deviations.end(),
                         [](const deviation& left, const deviation& right) {
                             return left.location() < right.location();
                         });
    }

    json::detail::reader<Version> reader_;
    bool wants_deviations_;
    repeated_ids repeated_ids_;
    parsed<Version> parsed_;
};

/// A payload, or the refusal of the body. A refused body never gives a part of a payload.
/// @tparam Version the protocol version of the payload
template <blueprint::version Version = blueprint::latest>
using parse_result = result<typename Version::payload_type>;

/// Parses a body, with the server's verdict.
///
/// The body is accepted if and only if Sentry accepts it, with two exceptions: ids outside the
/// range of `change_id` are refused, and so are bodies that exceed a limit. All invalid fields are
/// reported, not only the first one.
///
/// @par Grammar
/// The body is JSON in UTF-8. The rules that are not listed here are those of RFC 8259.
/// @code{.unparsed}
/// body     = "" / JSON-text                      ; an empty body counts as {}
/// object   = "{" [ member *( "," member ) ] "}"  ; repeated names: the last member counts
/// member   = string ":" value                    ; unknown names are ignored
/// number   = [ "-" ] int [ frac ] [ exp ]        ; without frac and exp, at most 4300 digits
/// escape   = "\" ( %x22 / "\" / "/" / "b" / "f" / "n" / "r" / "t" / "u" 4HEXDIG )
///                                                ; D800 to DFFF may be unpaired
/// @endcode
/// A byte-order mark is refused. A character that the end of the body cuts off is ignored. The
/// values that a field accepts are described at its rule, for instance `blueprint::integer`.
/// @tparam Version the protocol version to parse
/// @param body any bytes
/// @param limits resource limits
/// @return the payload or the refusal
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`, in time and memory. Sorting n issues, or the n keys of an object that
/// an issue echoes, takes O(n log n) comparisons.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc8259, `JSONParser` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/parsers.py and
/// https://docs.python.org/3.13/library/json.html
/// @par Example
/// @snippet parsing.cpp parse
/// @see `parser`, which keeps its memory and reports deviations
template <blueprint::version Version = blueprint::latest>
    requires(!borrows_text<Version>)
[[nodiscard]] parse_result<Version> parse(std::string_view body, const parse_limits& limits = {}) {
    json::detail::reader<Version> reader(limits);
    typename Version::payload_type whole;
    refusal why;
    if (reader.read(body, whole, why, nullptr)) {
        return whole;
    }
    return why;
}

/// Rejects a type that is not a protocol version, with a compile-time error that states the reason.
template <class Version>
    requires(!blueprint::version<Version>)
auto parse(std::string_view body, const parse_limits& limits = {}) {
    static_assert(blueprint::detail::check_version<Version>());
    return parse<blueprint::latest>(body, limits);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/json/serialize.hpp
/// @file
/// Writing of payloads as JSON that the server accepts.
#ifndef FLAGHOOK_JSON_SERIALIZE_HPP
#define FLAGHOOK_JSON_SERIALIZE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {

/// Writes a document by its declaration in one pass, and reports values that the server would
/// refuse.
///
/// Most functions take and return the position in the output, which keeps it in a register.
template <blueprint::document Document>
class payload_writer {
public:
    /// @param out receives the body
    /// @param issues receives the reasons why the server would refuse the body
    payload_writer(std::string& out, std::vector<issue>& issues) noexcept
        : out_(out), issues_(issues) {}

    /// Writes the whole document.
    void write(const typename Document::payload_type& value) {
        using whole = blueprint::whole_document<Document>;
        // Too small only if a text has escapes.
        out_.resize(estimate<whole>(value));
        end_ = out_.data() + out_.size();
        char* const at = write_value<whole>(out_.data(), value);
        out_.resize(static_cast<std::size_t>(at - out_.data()));
    }

    /// The number of items in the list that was written.
    [[nodiscard]] std::size_t item_count() const noexcept { return item_; }

    /// @name For rules
    /// @{

    /// Reports a value that the server would refuse.
    template <class Place>
    void report(issue_code code, std::string detail = {}) {
        issues_.emplace_back(
            field_location{table.data(), Place::node, table[Place::node].item != 0 ? item_ : 0},
            code, std::move(detail));
    }

    /// Returns a position equivalent to `at` with at least `size` bytes behind it.
    [[nodiscard]] char* room(char* at, std::size_t size) {
        if (static_cast<std::size_t>(end_ - at) >= size) {
            return at;
        }
        const auto used = static_cast<std::size_t>(at - out_.data());
        out_.resize(std::max(used + size, out_.size() + out_.size() / 2));
        end_ = out_.data() + out_.size();
        return out_.data() + used;
    }

    /// Writes a text of a constant length, which takes a few instructions.
    template <std::size_t Size>
    [[nodiscard]] char* put(char* at, const std::array<char, Size>& text) {
        at = room(at, Size);
        std::memcpy(at, text.data(), Size);
        return at + Size;
    }
    /// Writes a text.
    [[nodiscard]] char* put(char* at, std::string_view text) {
        at = room(at, text.size());
        return std::copy(text.begin(), text.end(), at);
    }

    /// Writes a text as a JSON string if it is ASCII without characters that need an escape.
    /// @param at the position; changed even if the text is not written, because the output may move
    /// @return whether the text was written
    [[nodiscard]] bool put_plain_string(char*& at, std::string_view text) {
        at = room(at, text.size() + 2);
        if (!copy_plain_ascii(at + 1, text)) {
            return false;
        }
        *at = '"';
        at += text.size() + 1;
        *at = '"';
        ++at;
        return true;
    }

    /// Writes a text as a JSON string.
    /// @param text valid UTF-8
    [[nodiscard]] char* put_string(char* at, std::string_view text) {
        at = room(at, escaped_size(text));
        return write_string(at, text);
    }

    /// Writes an object by its fields.
    template <class Place, class Owner>
    [[nodiscard]] char* write_object(char* at, const Owner& value) {
        using blueprint::character;
        if constexpr (all_are_always_there<Place>()) {
            blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
                using field = blueprint::field_of<Place, position>;
                static constexpr auto lead = blueprint::joined(
                    character < position == 0 ? '{' : ',' >, blueprint::key<field>);
                at = write_value<field>(put(at, lead), value.*field::declaration.member);
                return true;
            });
            return put(at, character<'}'>);
        } else {
            bool is_first = true;
            blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
                at = write_if_present<blueprint::field_of<Place, position>>(at, value, is_first);
                return true;
            });
            return put(at, is_first ? std::string_view("{}") : std::string_view("}"));
        }
    }

    /// Writes a list.
    template <class Place, class Container>
    [[nodiscard]] char* write_list(char* at, const Container& items) {
        using blueprint::character;
        item_ = 0;
        for (const auto& item : items) {
            at = item_ == 0 ? put(at, character<'['>) : put(at, character<','>);
            at = write_value<blueprint::item_of<Place>>(at, item);
            ++item_;
        }
        return put(at, item_ == 0 ? std::string_view("[]") : std::string_view("]"));
    }
    /// @}

private:
    static constexpr const auto& table = blueprint::nodes<Document>;

    /// The maximum size of a value without escapes.
    template <class Place, class Value>
    [[nodiscard]] static std::size_t estimate(const Value& value) {
        using rule = blueprint::rule_of<Place>;
        if constexpr (blueprint::is_object<rule>) {
            std::size_t size = 2;
            blueprint::for_each_position<blueprint::field_count<Place>>([&](auto position) {
                using field = blueprint::field_of<Place, position>;
                const auto& member = value.*field::declaration.member;
                size += blueprint::key<field>.size() + 1;
                size += is_present(member) ? estimate<field>(plain(member)) : 0;
                return true;
            });
            return size;
        } else if constexpr (blueprint::is_list<rule>) {
            std::size_t size = 2;
            for (const auto& item : value) {
                size += estimate<blueprint::item_of<Place>>(item) + 1;
            }
            return size;
        } else {
            return Place::rule.estimate(value);
        }
    }

    template <class Place, class Value>
    [[nodiscard]] char* write_value(char* at, const Value& value) {
        return blueprint::rule_of<Place>::template write<Place>(*this, at, value);
    }

    /// Checks whether no member of the object is optional.
    template <class Place>
    [[nodiscard]] static consteval bool all_are_always_there() noexcept {
        return blueprint::for_each_position<blueprint::field_count<Place>>([](auto position) {
            using member = typename std::remove_cvref_t<
                decltype(blueprint::field_of<Place, position>::declaration)>::member_type;
            return std::is_same_v<blueprint::plain_member_t<member>, member>;
        });
    }

    template <class Field, class Owner>
    [[nodiscard]] char* write_if_present(char* at, const Owner& value, bool& is_first) {
        using blueprint::character;
        const auto& member = value.*Field::declaration.member;
        if (is_present(member)) {
            at = std::exchange(is_first, false) ? put(at, character<'{'>) : put(at, character<','>);
            return write_value<Field>(put(at, blueprint::key<Field>), plain(member));
        }
        if (Field::declaration.presence == blueprint::presence::required) {
            report<Field>(issue_code::required);
        }
        return at;
    }

    template <class Member>
    static constexpr bool is_present(const Member&) noexcept {
        return true;
    }
    template <class Member>
    static bool is_present(const std::optional<Member>& member) noexcept {
        return member.has_value();
    }

    template <class Member>
    static const Member& plain(const Member& member) noexcept {
        return member;
    }
    template <class Member>
    static const Member& plain(const std::optional<Member>& member) noexcept {
        return *member;
    }

    std::string& out_;
    std::vector<issue>& issues_;
    char* end_ = nullptr;
    std::size_t item_ = 0;
};

} // namespace json::detail

/// Writes a payload as JSON into a string, and reuses the string's memory.
///
/// The JSON is compact UTF-8, with the fields in the documented order. A body that the server would
/// refuse is never written. Texts must be valid UTF-8, not blank, within the limit of their field,
/// and without U+0000. Times must be in the years 1 to 9999. Enumerations must have one of their
/// named values.
/// @tparam Document a protocol version, or another type that declares fields
/// @param out receives the body; empty if the payload is refused
/// @param value the payload
/// @return nothing, or a refusal of status 200 with an issue for each invalid value
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the size of the body.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
/// @par Example
/// @snippet parsing.cpp serialize_to
template <blueprint::document Document = blueprint::latest>
[[nodiscard]] result<void> serialize_to(std::string& out,
                                        const typename Document::payload_type& value) {
    std::vector<issue> issues;
    out.clear();
    json::detail::payload_writer<Document> writer(out, issues);
    writer.write(value);
    if (!issues.empty()) {
        out.clear();
        return refusal(200, std::move(issues), writer.item_count());
    }
    return {};
}

/// Writes a payload as JSON.
///
/// The output and the conditions on the payload are those of `serialize_to`.
/// @tparam Document a protocol version, or another type that declares fields
/// @param value the payload
/// @return the body, or a refusal of status 200 with an issue for each invalid value
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the size of the body.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
/// @par Example
/// @snippet parsing.cpp serialize
/// @see `serialize_to`, which reuses the memory of a string
template <blueprint::document Document = blueprint::latest>
[[nodiscard]] result<std::string> serialize(const typename Document::payload_type& value) {
    std::string out;
    result<void> written = serialize_to<Document>(out, value);
    if (!written) {
        return std::move(written).error();
    }
    return out;
}

/// Rejects a type that declares no document, with a compile-time error that states the reason.
template <class Document, class Value>
    requires(!blueprint::document<Document>)
auto serialize(const Value&) {
    static_assert(blueprint::detail::check_document<Document>());
    return serialize<blueprint::latest>({});
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/crypto/crypto_error.hpp
/// @file
/// Errors of a computation by a crypto library.
///
/// The library's own error numbers are not passed on. They differ between libraries and their
/// versions, and a caller can only refuse, as for every error here.
#ifndef FLAGHOOK_CRYPTO_CRYPTO_ERROR_HPP
#define FLAGHOOK_CRYPTO_CRYPTO_ERROR_HPP

namespace flaghook::inline FLAGHOOK_ABI::crypto {

/// Failures of a back end. After each of them there is no digest, so nothing is signed or verified.
enum class crypto_error {
    /// A computation was started with a key that was never prepared, whose preparation failed, or
    /// that was moved from. This is a bug in the calling code.
    key_not_prepared = 1,

    /// A computation was continued that was not started, has failed, has already returned its
    /// result, or was moved from. This is a bug in the calling code.
    not_started,

    /// The crypto library could not be initialized, for example because it found no source of
    /// randomness. A later attempt may succeed.
    library_unavailable,

    /// The crypto library failed to compute the hash. Software implementations do not fail, but
    /// accelerators and libraries that allocate may.
    library_failed,
};

/// The error category of `crypto_error`.
class crypto_error_category final : public boost::system::error_category {
public:
    /// Constructs the category with its identifier.
    ///
    /// Shared libraries may each have a copy of the category. Copies with the same identifier are
    /// equal.
    /// @par Source
    /// https://www.boost.org/doc/libs/release/libs/system/doc/html/system.html#ref_error_category
    constexpr crypto_error_category() noexcept : error_category(0x6a1d5c0e93f24b87) {}

    /// Returns `"flaghook.crypto"`.
    const char* name() const noexcept override { return "flaghook.crypto"; }

    /// Returns the message of an error. It contains none of the data.
    /// @param value the number of a `crypto_error`
    /// @throws std::bad_alloc only
    std::string message(int value) const override { return text(value); }

    /// Returns the message of an error without allocating.
    /// @param value the number of a `crypto_error`
    const char* message(int value, char*, std::size_t) const noexcept override {
        return text(value);
    }

private:
    static const char* text(int value) noexcept {
        switch (static_cast<crypto_error>(value)) {
        case crypto_error::key_not_prepared:
            return "the key was not prepared, its preparation failed, or it was moved from";
        case crypto_error::not_started:
            return "the computation was not started, has failed, or has already given its result";
        case crypto_error::library_unavailable:
            return "the crypto library could not be initialized";
        case crypto_error::library_failed:
            return "the crypto library reported a failure";
        }
        return "unknown flaghook.crypto error";
    }
};

/// Returns the instance of the category.
inline const boost::system::error_category& crypto_category() noexcept {
    static constinit const crypto_error_category instance;
    return instance;
}

/// Makes an `error_code` of a `crypto_error`.
///
/// `boost::system::error_code` calls it when a `crypto_error` is assigned or converted.
/// @param error the error
inline boost::system::error_code make_error_code(crypto_error error) noexcept {
    return {static_cast<int>(error), crypto_category()};
}

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

namespace flaghook::inline FLAGHOOK_ABI {

/// The names of the errors, for `to_string` and `from_string`.
template <>
inline constexpr auto
    enumerators<crypto::crypto_error> = std::to_array<enumerator<crypto::crypto_error>>({
        {crypto::crypto_error::key_not_prepared, "key_not_prepared"},
        {crypto::crypto_error::not_started, "not_started"},
        {crypto::crypto_error::library_unavailable, "library_unavailable"},
        {crypto::crypto_error::library_failed, "library_failed"},
    });

} // namespace flaghook::inline FLAGHOOK_ABI

/// Enables the implicit conversion of a `crypto_error` to a `boost::system::error_code`.
template <>
struct boost::system::is_error_code_enum<flaghook::crypto::crypto_error> : std::true_type {};

#endif

// ---- flaghook/crypto/hmac_sha256.hpp
/// @file
/// The concept `hmac_sha256`: the requirements on a crypto library.
///
/// Sentry's signature is the HMAC-SHA-256 (RFC 2104, FIPS 180-4) of the raw request body, with the
/// signing secret as key. flaghook does not implement a hash. A *back end* is a type that gives
/// access to one crypto library, and the template argument of `basic_signer` and `basic_verifier`.
/// There are no virtual functions, and a program with its own back end links no other crypto
/// library.
///
/// A back end `B` has these members:
///
/// | member | meaning |
/// |---|---|
/// | `B::key` | a prepared secret: both halves of the key schedule are already hashed |
/// | `B::mac` | one computation with a key; it can be reused |
/// | `B::sha256(bytes, out)` | the plain digest of some bytes, in one call |
/// | `B::equal(a, b, size)` | a comparison whose time does not depend on the contents |
/// | `B::wipe(memory, size)` | overwriting that the optimizer does not remove |
///
/// It also makes these promises, which a compiler cannot check:
///
/// * **All or nothing.** A call that returns an error has no effect that could be mistaken for
///   success. `finish` leaves its output unchanged. A key whose preparation failed is not prepared.
///   After a step has failed, a computation refuses all further steps until it is started again.
/// * **No undefined states.** Use of an unprepared key fails with `crypto_error::key_not_prepared`.
///   Continuing a computation that is not running fails with `crypto_error::not_started`.
///   Moved-from objects are in these states.
/// * **Nothing remains in memory.** Keys, computations and all intermediate values are overwritten
///   when they are destroyed, finished, or moved from. Only `mac::compute` may leave its result in
///   memory that the computation keeps, until it is used again, destroyed, or moved from.
/// * **Threads.** `mac::start` only reads a prepared key. Several threads may start computations
///   with one key at the same time. Only one thread at a time may use a computation.
/// * **Independence.** A computation may outlive its key.
///
/// `composed_hmac` (crypto/composed_hmac.hpp) provides most of a back end for any library whose
/// SHA-256 state can be copied.
#ifndef FLAGHOOK_CRYPTO_HMAC_SHA256_HPP
#define FLAGHOOK_CRYPTO_HMAC_SHA256_HPP

namespace flaghook::inline FLAGHOOK_ABI::crypto {

/// A SHA-256 or HMAC-SHA-256 value: 32 octets, most significant first, as printed in FIPS 180-4.
using digest = std::array<std::uint8_t, 32>;

/// A type that is moved without failing, and cannot be copied by accident, as objects that contain
/// a secret or a key require.
template <class Type>
concept move_only =
    std::is_nothrow_move_constructible_v<Type> && std::is_nothrow_move_assignable_v<Type> &&
    std::is_nothrow_destructible_v<Type> && !std::is_copy_constructible_v<Type> &&
    !std::is_copy_assignable_v<Type>;

// clang-format 14 breaks the line before `noexcept ->`.
// clang-format off

/// Requires a `Backend::key`: move-only, and not prepared when default-constructed.
///
/// `prepare(secret)` takes raw bytes of any length, and does not keep them. A key longer than the
/// hash's block of 64 octets is hashed first (RFC 2104, section 2).
template <class Backend>
concept prepares_keys =
    move_only<typename Backend::key> &&
    std::is_nothrow_default_constructible_v<typename Backend::key> &&
    requires(typename Backend::key& key, std::span<const std::byte> secret) {
        { key.prepare(secret) } noexcept -> std::same_as<boost::system::error_code>;
    };

/// Requires a `Backend::mac`: move-only, and not running when default-constructed.
///
/// `start(key)` discards any former state, and starts a computation. `update(bytes)` adds the next
/// part of the message, which may be empty. `finish(out)` returns the result and ends the
/// computation.
template <class Backend>
concept computes_macs =
    move_only<typename Backend::mac> &&
    std::is_nothrow_default_constructible_v<typename Backend::mac> &&
    requires(typename Backend::mac& mac, const typename Backend::key& key,
             std::span<const std::byte> bytes, digest& out) {
        { mac.start(key) } noexcept -> std::same_as<boost::system::error_code>;
        { mac.update(bytes) } noexcept -> std::same_as<boost::system::error_code>;
        { mac.finish(out) } noexcept -> std::same_as<boost::system::error_code>;
    };

/// Requires a `Backend::sha256(bytes, out)`, which computes the SHA-256 of `bytes`. It leaves `out`
/// unchanged if it fails.
template <class Backend>
concept hashes_bytes = requires(std::span<const std::byte> bytes, digest& out) {
    { Backend::sha256(bytes, out) } noexcept -> std::same_as<boost::system::error_code>;
};

/// An optional requirement: `mac.compute(key, bytes, out)` processes a whole message in one call.
///
/// Its result is that of `start`, `update` and `finish`. It can be cheaper, because the key
/// outlives the call. It may keep memory in the computation for the next call.
template <class Backend>
concept computes_whole_macs =
    requires(typename Backend::mac& mac, const typename Backend::key& key,
             std::span<const std::byte> bytes, digest& out) {
        { mac.compute(key, bytes, out) } noexcept -> std::same_as<boost::system::error_code>;
    };

/// Requires a `Backend::equal(a, b, size)`, which checks whether two blocks of `size` bytes are
/// equal.
///
/// It uses the crypto library's own function, and takes a time that depends only on `size`.
template <class Backend>
concept compares_in_constant_time = requires(const void* a, const void* b, std::size_t size) {
    { Backend::equal(a, b, size) } noexcept -> std::same_as<bool>;
};

/// Requires a `Backend::wipe(memory, size)`, which overwrites `size` bytes.
///
/// It uses the crypto library's own function, and overwrites them even where the compiler can prove
/// that they are not read again.
template <class Backend>
concept wipes_memory = requires(void* memory, std::size_t size) {
    { Backend::wipe(memory, size) } noexcept -> std::same_as<void>;
};

// clang-format on

/// A back end; the head of crypto/hmac_sha256.hpp lists its members and promises.
///
/// The concept consists of named parts, so that a compiler's error names the missing part, for
/// example "'mine' does not satisfy 'wipes_memory' because 'Backend::wipe(memory, size)' would be
/// invalid".
/// @see check_backend, composed_hmac
template <class Backend>
concept hmac_sha256 = prepares_keys<Backend> && computes_macs<Backend> && hashes_bytes<Backend> &&
    compares_in_constant_time<Backend> && wipes_memory<Backend>;

/// Computes the HMAC of a whole message, with `mac::compute` if the back end has it.
/// @tparam Backend the back end
/// @param mac a computation; it may be reused for other messages and keys
/// @param key the key
/// @param bytes the message
/// @param out the HMAC-SHA-256; unchanged on an error
/// @return no error; `crypto_error::key_not_prepared`; or an error of the back end
/// @par Complexity
/// Linear in `bytes.size()`.
template <class Backend>
[[nodiscard]] boost::system::error_code
compute_mac(typename Backend::mac& mac, const typename Backend::key& key,
            std::span<const std::byte> bytes, digest& out) noexcept {
    if constexpr (computes_whole_macs<Backend>) {
        return mac.compute(key, bytes, out);
    } else {
        boost::system::error_code failure = mac.start(key);
        if (!failure) {
            failure = mac.update(bytes);
        }
        if (!failure) {
            failure = mac.finish(out);
        }
        return failure;
    }
}

/// Rejects a type that is not a back end, with a message that names the missing or wrong part.
///
/// `basic_signer` and `basic_verifier` call it. The author of a back end can, too:
/// @code
/// static_assert(flaghook::crypto::check_backend<my_backend>());
/// @endcode
/// @tparam Backend the type to check
/// @return `true`; otherwise the program does not compile
template <class Backend>
consteval bool check_backend() noexcept {
    static_assert(
        prepares_keys<Backend>,
        "flaghook: the back end needs a class `key`, move-only, with "
        "`boost::system::error_code prepare(std::span<const std::byte> secret) noexcept`");
    static_assert(
        computes_macs<Backend>,
        "flaghook: the back end needs a class `mac`, move-only, with `start(const key&)`, "
        "`update(std::span<const std::byte>)` and `finish(digest&)`, each noexcept and "
        "returning boost::system::error_code");
    static_assert(hashes_bytes<Backend>,
                  "flaghook: the back end needs `static boost::system::error_code "
                  "sha256(std::span<const std::byte> bytes, digest& out) noexcept`");
    static_assert(compares_in_constant_time<Backend>,
                  "flaghook: the back end needs `static bool equal(const void* a, const void* b, "
                  "std::size_t size) noexcept`, in a time that does not depend on the contents");
    static_assert(wipes_memory<Backend>,
                  "flaghook: the back end needs `static void wipe(void* memory, std::size_t size) "
                  "noexcept`, which overwrites memory");
    return hmac_sha256<Backend>;
}

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

#endif

// ---- flaghook/crypto/composed_hmac.hpp
/// @file
/// HMAC (RFC 2104) composed from a crypto library's SHA-256 states.
///
/// The HMAC of most libraries runs the key schedule for every message, which is two of the four
/// blocks of a short message, or keeps the key on the heap. RFC 2104, section 4, describes an
/// alternative: hash the two padded key blocks once, keep both intermediate states, and start every
/// message from copies of them. The library only has to have a SHA-256 state that can be copied. It
/// still computes the hash.
#ifndef FLAGHOOK_CRYPTO_COMPOSED_HMAC_HPP
#define FLAGHOOK_CRYPTO_COMPOSED_HMAC_HPP

namespace flaghook::inline FLAGHOOK_ABI::crypto {

// clang-format off
/// A SHA-256 computation of a crypto library that can continue from a copy.
///
/// * A default-constructed state is not running. `start()` makes it a running state without bytes,
///   and `resume(other)` makes it a copy of `other`. Both discard the former state.
/// * `update(bytes)` and `finish(out)` on a state that is not running, and `resume` from one, fail
///   with `crypto_error::not_started`.
/// * After `finish`, after any failure, and after a move, a state is not running, and the bytes
///   that it processed are overwritten. Only a successful `finish` may leave its result in memory
///   that the state keeps for the next `resume`. A failing `finish` leaves `out` unchanged.
/// * Several threads may `resume` from one state at the same time.
/// * `wipe` is the library's own function for overwriting memory.
template <class Hash>
concept resumable_sha256 =
    move_only<Hash> && std::is_nothrow_default_constructible_v<Hash> && wipes_memory<Hash> &&
    requires(Hash& hash, const Hash& other, std::span<const std::byte> bytes, digest& out) {
        { hash.start() } noexcept -> std::same_as<boost::system::error_code>;
        { hash.resume(other) } noexcept -> std::same_as<boost::system::error_code>;
        { hash.update(bytes) } noexcept -> std::same_as<boost::system::error_code>;
        { hash.finish(out) } noexcept -> std::same_as<boost::system::error_code>;
        { other.running() } noexcept -> std::same_as<bool>;
    };
// clang-format on

/// Provides a whole back end except `equal`. Derive from it, and add `equal`.
///
/// @tparam Hash the SHA-256 of the crypto library
///
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc2104#section-4
///
/// @par Example
/// @code
/// class my_sha256;  // a resumable_sha256
///
/// struct my_backend : flaghook::crypto::composed_hmac<my_sha256> {
///     static bool equal(const void* a, const void* b, std::size_t size) noexcept;
/// };
///
/// using my_signer = flaghook::basic_signer<my_backend>;
/// @endcode
template <resumable_sha256 Hash>
struct composed_hmac {
    class mac;

    /// A prepared secret: the two states of RFC 2104, section 4.
    ///
    /// They are the SHA-256 states after the key block XOR ipad, and after the key block XOR opad.
    /// An attacker who has them can sign, as with the secret.
    class key {
    public:
        /// Prepares the key. The former key is discarded, even if this fails.
        /// @param secret the raw key, of any length. It is not kept.
        /// @return no error; or an error of `Hash`, and the key is not prepared
        /// @par Complexity
        /// Two blocks of SHA-256, and those of the secret if it has more than 64 octets.
        [[nodiscard]] boost::system::error_code
        prepare(std::span<const std::byte> secret) noexcept {
            std::array<std::byte, block_size> block{};
            boost::system::error_code failure = fill(block, secret);
            if (!failure) {
                failure = absorb(inner_, block, inner_pad);
            }
            if (!failure) {
                failure = absorb(outer_, block, outer_pad);
            }
            wipe(block.data(), block.size());
            if (failure) {
                inner_ = Hash{};
                outer_ = Hash{};
            }
            return failure;
        }

        /// Checks whether computations can be started with this key.
        [[nodiscard]] bool prepared() const noexcept {
            return inner_.running() && outer_.running();
        }

    private:
        friend class mac;

        /// B of RFC 2104: the number of octets that SHA-256 processes at a time (FIPS 180-4,
        /// section 1).
        static constexpr std::size_t block_size = 64;
        /// The octets of ipad and opad (RFC 2104, section 2).
        static constexpr std::byte inner_pad{0x36};
        static constexpr std::byte outer_pad{0x5C};

        using key_block = std::array<std::byte, block_size>;

        /// Performs step (1) of RFC 2104, section 2: the secret, or its hash if it is longer than a
        /// block, followed by zeros.
        [[nodiscard]] static boost::system::error_code
        fill(key_block& block, std::span<const std::byte> secret) noexcept {
            if (secret.size() <= block.size()) {
                std::copy(secret.begin(), secret.end(), block.begin());
                return {};
            }
            digest hashed{};
            const boost::system::error_code failure = sha256(secret, hashed);
            const std::span<const std::byte> octets = std::as_bytes(std::span(hashed));
            std::copy(octets.begin(), octets.end(), block.begin());
            wipe(hashed.data(), hashed.size());
            return failure;
        }

        [[nodiscard]] static boost::system::error_code absorb(Hash& state, const key_block& block,
                                                              std::byte pad) noexcept {
            key_block padded;
            std::transform(block.begin(), block.end(), padded.begin(),
                           [pad](std::byte octet) { return octet ^ pad; });
            boost::system::error_code failure = state.start();
            if (!failure) {
                failure = state.update(padded);
            }
            wipe(padded.data(), padded.size());
            return failure;
        }

        Hash inner_;
        Hash outer_;
    };

    /// The computation of the HMAC of one message.
    class mac {
    public:
        /// Starts a computation. Any former one is discarded.
        /// @param from the key. It is only read, and may be destroyed before the computation ends.
        /// @return no error; `crypto_error::key_not_prepared`; or an error of `Hash`
        /// @par Complexity
        /// Constant.
        [[nodiscard]] boost::system::error_code start(const key& from) noexcept {
            boost::system::error_code failure;
            if (!from.prepared()) {
                failure = crypto_error::key_not_prepared;
            }
            if (!failure) {
                failure = inner_.resume(from.inner_);
            }
            if (!failure) {
                failure = outer_.resume(from.outer_);
            }
            return stop_on(failure);
        }

        /// Adds the next part of the message.
        /// @param bytes the part; may be empty
        /// @return no error; `crypto_error::not_started`; or an error of `Hash`
        /// @par Complexity
        /// Linear in `bytes.size()`.
        [[nodiscard]] boost::system::error_code update(std::span<const std::byte> bytes) noexcept {
            return stop_on(inner_.update(bytes));
        }

        /// Ends the computation.
        /// @param out the HMAC-SHA-256 of all bytes since `start`; unchanged on an error
        /// @return no error; `crypto_error::not_started`; or an error of `Hash`
        /// @par Complexity
        /// Constant.
        [[nodiscard]] boost::system::error_code finish(digest& out) noexcept {
            digest inner{};
            boost::system::error_code failure = inner_.finish(inner);
            if (!failure) {
                failure = outer_.update(std::as_bytes(std::span(inner)));
            }
            if (!failure) {
                failure = outer_.finish(out);
            }
            wipe(inner.data(), inner.size());
            stop();
            return failure;
        }

        /// Computes the HMAC of a whole message in one call.
        ///
        /// It uses one state instead of two, because the key exists until the end. Memory that
        /// `Hash` keeps is reused by the next call. That memory contains nothing but the result.
        /// @param with the key. It is only read.
        /// @param bytes the message
        /// @param out the HMAC-SHA-256 of `bytes`; unchanged on an error
        /// @return no error; `crypto_error::key_not_prepared`; or an error of `Hash`
        /// @par Complexity
        /// Linear in `bytes.size()`.
        [[nodiscard]] boost::system::error_code
        compute(const key& with, std::span<const std::byte> bytes, digest& out) noexcept {
            if (outer_.running()) {
                stop();
            }
            digest inner{};
            boost::system::error_code failure;
            if (!with.prepared()) {
                failure = crypto_error::key_not_prepared;
            }
            if (!failure) {
                failure = hash_from(with.inner_, bytes, inner);
            }
            if (!failure) {
                failure = hash_from(with.outer_, std::as_bytes(std::span(inner)), out);
            }
            wipe(inner.data(), inner.size());
            return stop_on(failure);
        }

    private:
        /// Discards both states. The outer state is as sensitive as the key, so it must not remain
        /// in a computation that no longer needs it.
        void stop() noexcept {
            inner_ = Hash{};
            outer_ = Hash{};
        }

        boost::system::error_code stop_on(boost::system::error_code failure) noexcept {
            if (failure) {
                stop();
            }
            return failure;
        }

        [[nodiscard]] boost::system::error_code
        hash_from(const Hash& state, std::span<const std::byte> bytes, digest& out) noexcept {
            boost::system::error_code failure = inner_.resume(state);
            if (!failure) {
                failure = inner_.update(bytes);
            }
            if (!failure) {
                failure = inner_.finish(out);
            }
            return failure;
        }

        Hash inner_;
        Hash outer_;
    };

    /// Computes the plain hash of FIPS 180-4.
    /// @param bytes the bytes to hash
    /// @param out the SHA-256 of `bytes`; unchanged on an error
    /// @return no error, or an error of `Hash`
    /// @par Complexity
    /// Linear in `bytes.size()`.
    [[nodiscard]] static boost::system::error_code sha256(std::span<const std::byte> bytes,
                                                          digest& out) noexcept {
        Hash hash;
        boost::system::error_code failure = hash.start();
        if (!failure) {
            failure = hash.update(bytes);
        }
        if (!failure) {
            failure = hash.finish(out);
        }
        return failure;
    }

    /// Overwrites memory with the library's own function.
    /// @param memory the first byte
    /// @param size the number of bytes
    static void wipe(void* memory, std::size_t size) noexcept { Hash::wipe(memory, size); }
};

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

#endif

// ---- flaghook/signature/signature.hpp
/// @file
/// The signature of a body, as the value of an HTTP header.
#ifndef FLAGHOOK_SIGNATURE_SIGNATURE_HPP
#define FLAGHOOK_SIGNATURE_SIGNATURE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The name of the header that contains the signature of the generic provider.
///
/// HTTP compares header names in any letter case (RFC 9110, section 5.1).
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
inline constexpr std::string_view signature_header = "X-Sentry-Signature";

/// The HMAC-SHA-256 of a body as 64 lower-case hex digits.
///
/// This is what Python's `hmac.hexdigest()` returns. Sentry compares it with the header's value as
/// text, so there is nothing around the digits:
/// @code{.unparsed}
/// signature = 64lower-hex
/// lower-hex = %x30-39 / %x61-66    ; 0-9 a-f
/// @endcode
///
/// A signature is not secret once it is sent. A signature that was computed to verify a request
/// must not become known, because it is the right one for that sender's body. There is therefore no
/// `operator==`, which would stop at the first difference. Use `basic_verifier` to compare.
///
/// The text is inside the object. Copying allocates nothing.
///
/// @par Example
/// @snippet signing.cpp sign
class signature {
public:
    /// The number of characters of a signature.
    static constexpr std::size_t size = 64;

    /// Writes a digest as hex, most significant digit first.
    ///
    /// The digits are computed, without table lookups and branches, so that neither the branch
    /// predictor nor the cache depends on them.
    /// @param digest the HMAC-SHA-256 of a body
    /// @par Complexity
    /// Constant.
    constexpr explicit signature(const crypto::digest& digest) noexcept {
        std::size_t position = 0;
        for (const std::uint8_t octet : digest) {
            text_[position++] = digit(octet >> 4u);
            text_[position++] = digit(octet & 0x0Fu);
        }
    }

    /// Returns the 64 digits.
    /// @return a view, valid as long as this object
    [[nodiscard]] constexpr std::string_view hex() const noexcept {
        return {text_.data(), text_.size()};
    }

private:
    /// Returns a hex digit: above 9 the subtraction wraps around, and its high bits select the gap
    /// between '9' and 'a'.
    static constexpr char digit(std::uint32_t value) noexcept {
        constexpr std::uint32_t gap = 'a' - ('9' + 1);
        return static_cast<char>('0' + value + (((9u - value) >> 8u) & gap));
    }

    std::array<char, size> text_{};
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/signature/signer.hpp
/// @file
/// Signing a body.
///
/// `flaghook::signer` is `basic_signer` with the default back end (signature/default_backend.hpp).
/// This header names no crypto library.
#ifndef FLAGHOOK_SIGNATURE_SIGNER_HPP
#define FLAGHOOK_SIGNATURE_SIGNER_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Signs bodies with one secret, for the generic provider.
///
/// The signature is the value of this Python expression:
/// @code{.py}
/// hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
/// @endcode
///
/// `make` hashes the secret into a key. The secret is not needed afterwards. The destructor
/// overwrites the key.
///
/// A signer is move-only. After a move, `sign` of the moved-from signer fails with
/// `crypto::crypto_error::key_not_prepared`.
///
/// Threads: several threads may call `sign` and `start` of one signer at the same time. Only one
/// thread at a time may use a `context`.
///
/// @tparam Backend the crypto library: a `crypto::hmac_sha256`
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py
///
/// @par Example
/// @snippet signing.cpp secret
template <class Backend>
class basic_signer {
    static_assert(crypto::check_backend<Backend>());

public:
    /// The signing of one body that is produced in parts.
    ///
    /// The first failure is kept, and `finish` returns it, so `update` needs no check.
    ///
    /// A context may outlive its signer. It is move-only. After a move, `finish` of the moved-from
    /// context fails.
    ///
    /// @par Example
    /// @snippet signing.cpp sign
    class context {
    public:
        /// Adds the next part of the body.
        /// @param part the bytes; may be empty
        /// @par Complexity
        /// Linear in `part.size()`.
        void update(std::string_view part) noexcept {
            if (!failure_) {
                failure_ = mac_.update(std::as_bytes(std::span(part.data(), part.size())));
            }
        }

        /// Ends the computation.
        /// @return the signature of all parts together, or the first failure. A second call fails
        /// with `crypto::crypto_error::not_started`.
        /// @par Complexity
        /// Constant.
        [[nodiscard]] boost::system::result<signature> finish() noexcept {
            crypto::digest digest{};
            if (!failure_) {
                failure_ = mac_.finish(digest);
            }
            if (failure_) {
                return failure_;
            }
            return signature(digest);
        }

    private:
        friend basic_signer;

        explicit context(const typename Backend::key& key) noexcept : failure_(mac_.start(key)) {}

        typename Backend::mac mac_;
        boost::system::error_code failure_;
    };

    /// Makes a signer.
    /// @param from the secret. It is only read, and may be destroyed afterwards.
    /// @return the signer; `signature_error::secret_empty` if `from` was moved from; or a
    /// `crypto::crypto_error`
    /// @par Complexity
    /// Linear in the length of the secret.
    [[nodiscard]] static boost::system::result<basic_signer> make(const secret& from) noexcept {
        if (from.empty()) {
            return signature_error::secret_empty;
        }
        basic_signer made;
        if (const boost::system::error_code failure = made.key_.prepare(from.expose())) {
            return failure;
        }
        return made;
    }

    /// Signs a whole body.
    /// @param body the exact bytes that will be sent. If the body is parsed and written again, or
    /// its line ends change, the signature does not match.
    /// @return the signature, or a `crypto::crypto_error`
    /// @par Complexity
    /// Linear in `body.size()`.
    [[nodiscard]] boost::system::result<signature> sign(std::string_view body) const noexcept {
        typename Backend::mac once;
        crypto::digest digest{};
        if (const boost::system::error_code failure = crypto::compute_mac<Backend>(
                once, key_, std::as_bytes(std::span(body.data(), body.size())), digest)) {
            return failure;
        }
        return signature(digest);
    }

    /// Starts to sign a body that is produced in parts.
    /// @return the context. If the computation cannot start, its `finish` returns the failure.
    /// @par Complexity
    /// Constant.
    [[nodiscard]] context start() const noexcept { return context(key_); }

private:
    basic_signer() = default;

    typename Backend::key key_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/signature/received_headers.hpp
/// @file
/// The headers of a request that a receiver reads.
#ifndef FLAGHOOK_SIGNATURE_RECEIVED_HEADERS_HPP
#define FLAGHOOK_SIGNATURE_RECEIVED_HEADERS_HPP

namespace flaghook::inline FLAGHOOK_ABI {

namespace detail {

/// Returns the name of a header: `first`, `name` or `name_string()`.
template <class Header>
    requires requires(const Header& header) {
        std::string_view(header.first);
    }
[[nodiscard]] constexpr std::string_view name_of(const Header& header) {
    return std::string_view(header.first);
}
template <class Header>
    requires requires(const Header& header) {
        std::string_view(header.name);
    }
[[nodiscard]] constexpr std::string_view name_of(const Header& header) {
    return std::string_view(header.name);
}
template <class Header>
    requires requires(const Header& header) {
        header.name_string().data();
    }
[[nodiscard]] constexpr std::string_view name_of(const Header& header) {
    return {header.name_string().data(), header.name_string().size()};
}

/// Returns the value of a header: `second`, `value` or `value()`.
template <class Header>
    requires requires(const Header& header) {
        std::string_view(header.second);
    }
[[nodiscard]] constexpr std::string_view value_of(const Header& header) {
    return std::string_view(header.second);
}
template <class Header>
    requires requires(const Header& header) {
        std::string_view(header.value);
    }
[[nodiscard]] constexpr std::string_view value_of(const Header& header) {
    return std::string_view(header.value);
}
template <class Header>
    requires requires(const Header& header) {
        header.value().data();
    }
[[nodiscard]] constexpr std::string_view value_of(const Header& header) {
    return {header.value().data(), header.value().size()};
}

} // namespace detail

/// A range of HTTP headers.
///
/// An element is one of:
/// * a pair of name and value, as in a `std::map` or a `std::vector<std::pair<...>>`;
/// * an object with members `name` and `value`;
/// * an element of Boost.Beast's `fields`.
///
/// Names and values convert to `std::string_view`.
template <class Headers>
concept header_range = requires(const Headers& headers) {
    detail::name_of(*std::begin(headers));
    detail::value_of(*std::begin(headers));
    std::end(headers);
};

/// The headers of a request that a receiver reads.
///
/// The texts are views, and must outlive the object.
/// @par Example
/// @snippet views.cpp views
struct received_headers {
    /// The value of `X-Sentry-Signature`; `std::nullopt` if the request has no such header.
    std::optional<std::string_view> signature{};
    /// The value of `Content-Type`; `std::nullopt` if the request has no such header.
    std::optional<std::string_view> content_type{};

    /// Finds the headers by their names, in any letter case.
    /// @param headers all headers of the request; must outlive the result
    /// @return the headers, or `signature_error::header_repeated` if there is more than one
    /// `X-Sentry-Signature`. If there is more than one `Content-Type`, which no client sends,
    /// `content_type` is `std::nullopt`.
    /// @note It throws only if iterating over `headers` throws.
    /// @par Complexity
    /// Linear in the number of headers.
    template <header_range Headers>
    [[nodiscard]] static boost::system::result<received_headers> from(const Headers& headers) {
        received_headers result;
        bool has_two_types = false;
        for (const auto& header : headers) {
            const std::string_view name = detail::name_of(header);
            if (server::detail::equal_in_any_case(name, signature_header)) {
                if (result.signature) {
                    return signature_error::header_repeated;
                }
                result.signature = detail::value_of(header);
            } else if (server::detail::equal_in_any_case(name, "Content-Type")) {
                has_two_types = has_two_types || result.content_type.has_value();
                result.content_type = detail::value_of(header);
            }
        }
        if (has_two_types) {
            result.content_type.reset();
        }
        return result;
    }
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/signature/verifier.hpp
/// @file
/// Verifying the signature of a body.
///
/// `flaghook::verifier` is `basic_verifier` with the default back end
/// (signature/default_backend.hpp). This header names no crypto library.
#ifndef FLAGHOOK_SIGNATURE_VERIFIER_HPP
#define FLAGHOOK_SIGNATURE_VERIFIER_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The maximum number of secrets of a verifier. Each costs one HMAC per body.
inline constexpr std::size_t max_secrets = 16;

/// Verifies signatures with one or more secrets, exactly as Sentry does.
///
/// A request is authorized if the header's value is *equal, as text*, to the lower-case hex digest
/// of the body with one of the secrets. Upper-case hex, a prefix `sha256=` and white space are
/// refused.
///
/// For a rotation, pass the old and the new secret until every sender uses the new one.
///
/// **Timing:** the time taken reveals the lengths of body and header, and the number of secrets. It
/// does not reveal the expected digest, how much of a guess was right, or which secret matched: the
/// back end compares in constant time, all secrets are always tried, and their results are combined
/// without a branch.
///
/// **Failures:** if the back end fails for any of the secrets, the request is not verified.
///
/// **Memory:** nothing is allocated after `make`, unless the back end allocates. For such a back
/// end, a `workspace` keeps its memory.
///
/// A verifier is move-only, and moving is cheap. A moved-from verifier verifies nothing.
///
/// Threads: several threads may call `verify` and `start` of one verifier at the same time. Only
/// one thread at a time may use a `context` or a `workspace`.
///
/// @tparam Backend the crypto library: a `crypto::hmac_sha256`
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py
///
/// @par Example
/// @snippet signing.cpp verify
template <class Backend>
class basic_verifier {
    static_assert(crypto::check_backend<Backend>());

public:
    /// Memory of the back end that a thread keeps from one `verify` to the next.
    ///
    /// It contains no key, and works with any verifier that has this back end.
    ///
    /// After a `verify`, it may contain the digest of that body with the last secret. With that
    /// digest, a body that was refused could be signed. Assign `workspace{}` to overwrite it.
    ///
    /// Move-only.
    class workspace {
        friend basic_verifier;
        typename Backend::mac mac_;
    };

    /// The verification of one body that arrives in parts. The body is read once, for all secrets.
    ///
    /// A context may outlive its verifier. It is move-only. A moved-from context verifies nothing.
    class context {
    public:
        /// Adds the next part of the body.
        /// @param part the bytes; may be empty
        /// @par Complexity
        /// Linear in `part.size()` times the number of secrets.
        void update(std::string_view part) noexcept {
            for (std::optional<mac>& running : macs_) {
                if (running) {
                    failed_ |= static_cast<bool>(
                        running->update(std::as_bytes(std::span(part.data(), part.size()))));
                }
            }
        }

        /// Ends the computation, and checks the signature.
        /// @param header the value of `signature_header`, or `std::nullopt` if the request has no
        /// such header
        /// @return whether `header` is the signature of all parts together; `false` on a second
        /// call
        /// @par Complexity
        /// Linear in the number of secrets.
        [[nodiscard]] bool verify(std::optional<std::string_view> header) noexcept {
            if (!has_length_of_signature(header)) {
                failed_ = true;
                return false;
            }
            bool matched = false;
            for (std::optional<mac>& running : macs_) {
                if (running) {
                    crypto::digest digest{};
                    failed_ |= static_cast<bool>(running->finish(digest));
                    matched |= matches(digest, *header);
                }
            }
            // `&&` is avoided, because compilers turn it into a branch on the verdict.
            matched &= !failed_;
            return matched;
        }

    private:
        friend basic_verifier;

        explicit context(std::span<const typename Backend::key> keys) noexcept {
            for (std::size_t position = 0; position < keys.size(); ++position) {
                failed_ |= static_cast<bool>(macs_[position].emplace().start(keys[position]));
            }
        }

        using mac = typename Backend::mac;

        std::array<std::optional<mac>, max_secrets> macs_;
        bool failed_ = false;
    };

    /// Makes a verifier with several secrets.
    /// @param secrets 1 to `max_secrets` secrets, in any order. They are only read, and may be
    /// destroyed afterwards.
    /// @return the verifier; `signature_error::no_secrets`; `signature_error::too_many_secrets`;
    /// `signature_error::secret_empty` if one of them was moved from; or a `crypto::crypto_error`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the lengths of all secrets.
    ///
    /// @par Example
    /// @snippet rotation.cpp rotation
    [[nodiscard]] static boost::system::result<basic_verifier>
    make(std::span<const secret> secrets) {
        if (secrets.empty()) {
            return signature_error::no_secrets;
        }
        if (secrets.size() > max_secrets) {
            return signature_error::too_many_secrets;
        }
        basic_verifier made(secrets.size());
        for (std::size_t position = 0; position < secrets.size(); ++position) {
            if (secrets[position].empty()) {
                return signature_error::secret_empty;
            }
            if (const boost::system::error_code failure =
                    made.keys_[position].prepare(secrets[position].expose())) {
                return failure;
            }
        }
        return made;
    }

    /// Makes a verifier with one secret.
    /// @param only the secret. It is only read, and may be destroyed afterwards.
    /// @return the verifier; `signature_error::secret_empty` if `only` was moved from; or a
    /// `crypto::crypto_error`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the length of the secret.
    [[nodiscard]] static boost::system::result<basic_verifier> make(const secret& only) {
        return make(std::span(&only, 1));
    }

    /// Verifies the signature of a whole body.
    /// @param body the exact bytes that were received, before any decoding
    /// @param header the value of `signature_header`, or `std::nullopt` if the request has no such
    /// header
    /// @return whether `header` is the signature of `body`. If there is no header, or it has the
    /// wrong length, the body is not hashed.
    /// @par Complexity
    /// Linear in `body.size()` times the number of secrets.
    [[nodiscard]] bool verify(std::string_view body,
                              std::optional<std::string_view> header) const noexcept {
        workspace once;
        return verify(body, header, once);
    }

    /// Verifies the signature of a whole body, given all headers of the request.
    /// @param body the exact bytes that were received, before any decoding
    /// @param headers all headers of the request, with names in any letter case
    /// @return nothing if the request is authorized; otherwise `signature_error::header_missing`,
    /// `signature_error::header_repeated` or `signature_error::mismatch`
    /// @note It throws only if iterating over `headers` throws.
    /// @par Complexity
    /// Linear in the number of headers, and in `body.size()` times the number of secrets.
    ///
    /// @par Example
    /// @snippet signing.cpp verify
    template <header_range Headers>
    [[nodiscard]] boost::system::result<void> verify(std::string_view body,
                                                     const Headers& headers) const {
        const boost::system::result<received_headers> found = received_headers::from(headers);
        if (!found) {
            return found.error();
        }
        if (!found->signature) {
            return signature_error::header_missing;
        }
        if (!verify(body, found->signature)) {
            return signature_error::mismatch;
        }
        return {};
    }

    /// Verifies the signature of a whole body, with memory that is kept from one body to the next.
    ///
    /// This saves what the back end allocates for each computation. `crypto::mbedtls` allocates
    /// nothing unless it uses PSA.
    /// @param body the exact bytes that were received, before any decoding
    /// @param header the value of `signature_header`, or `std::nullopt` if the request has no such
    /// header
    /// @param kept the workspace of this thread
    /// @return whether `header` is the signature of `body`
    /// @par Complexity
    /// Linear in `body.size()` times the number of secrets.
    [[nodiscard]] bool verify(std::string_view body, std::optional<std::string_view> header,
                              workspace& kept) const noexcept {
        if (!has_length_of_signature(header)) {
            return false;
        }
        bool failed = false;
        bool matched = false;
        for (const typename Backend::key& key : keys_) {
            crypto::digest digest{};
            failed |= static_cast<bool>(crypto::compute_mac<Backend>(
                kept.mac_, key, std::as_bytes(std::span(body.data(), body.size())), digest));
            matched |= matches(digest, *header);
        }
        // `&&` is avoided, as above.
        matched &= !failed;
        return matched;
    }

    /// Starts to verify a body that arrives in parts.
    /// @return the context. If the computation cannot start, its `verify` returns `false`.
    /// @par Complexity
    /// Linear in the number of secrets.
    [[nodiscard]] context start() const noexcept { return context(keys_); }

    /// Moves the keys. `other` has none afterwards, and verifies nothing.
    basic_verifier(basic_verifier&& other) noexcept = default;
    /// Overwrites the keys that were here, and moves those of `other`, which verifies nothing
    /// afterwards.
    basic_verifier& operator=(basic_verifier&& other) noexcept = default;
    // Explicit, because a std::vector reports that it is copyable whatever its elements are.
    basic_verifier(const basic_verifier&) = delete;
    basic_verifier& operator=(const basic_verifier&) = delete;
    /// Overwrites the keys.
    ~basic_verifier() = default;

private:
    explicit basic_verifier(std::size_t count) : keys_(count) {}

    /// The length of the header is not secret: the sender chose it.
    static bool has_length_of_signature(const std::optional<std::string_view>& header) noexcept {
        return header && header->size() == signature::size;
    }

    /// Compares, and overwrites `digest` and its hex form, because they are the right signature of
    /// the body.
    [[nodiscard]] static bool matches(crypto::digest& digest, std::string_view header) noexcept {
        signature expected = hex_of(digest);
        const bool equal = Backend::equal(expected.hex().data(), header.data(), signature::size);
        Backend::wipe(&digest, sizeof digest);
        Backend::wipe(&expected, sizeof expected);
        return equal;
    }

    /// Not inlined, so that no digits remain in a register that the next call saves on its stack.
    [[nodiscard, gnu::noinline]] static signature hex_of(const crypto::digest& digest) noexcept {
        return signature(digest);
    }

    /// Never grows after construction, so that no key is ever moved.
    std::vector<typename Backend::key> keys_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/signature/default_backend.hpp
/// @file
/// `flaghook::signer` and `flaghook::verifier`: the class templates with a crypto library as
/// argument.
///
/// The library is OpenSSL if `FLAGHOOK_CRYPTO_OPENSSL` is defined, and Mbed TLS otherwise. The
/// CMake package and the pkg-config file define the macro according to `FLAGHOOK_CRYPTO`. Without
/// them, define it yourself and link `crypto`.
///
/// A program with its own back end includes signature/signer.hpp and signature/verifier.hpp
/// instead, and uses `basic_signer<my_backend>`. It then needs no other crypto library, not even
/// its headers.
///
/// Parts of one program may choose different libraries. The aliases are declared in an inline
/// namespace named after the library, and the types that they name contain the back end. Functions
/// that use `flaghook::signer` therefore have different symbols in the two parts, and a call from
/// one part to the other does not link.
///
/// Such a program must not have an inline function or a class that names `flaghook::signer`,
/// `verifier` or `receiver` in a header that both parts include. That would violate the
/// one-definition rule.
#ifndef FLAGHOOK_SIGNATURE_DEFAULT_BACKEND_HPP
#define FLAGHOOK_SIGNATURE_DEFAULT_BACKEND_HPP

#ifdef FLAGHOOK_CRYPTO_OPENSSL
// ---- flaghook/crypto/openssl.hpp
/// @file
/// The OpenSSL 3 back end. No other file names OpenSSL.
///
/// OpenSSL uses the processor's SHA instructions where they exist. Mbed TLS does so only on Arm. On
/// an x86-64 processor with these instructions, OpenSSL hashes five to six times as fast.
///
/// The costs are a far larger library, and heap memory, because OpenSSL's states are only available
/// by pointer. A message needs one context and two copied states, and `EVP_MD_CTX_copy_ex` of
/// OpenSSL 3.0 allocates a new block for each copy. All blocks are overwritten before they are
/// released. A computation that is reused keeps its context.
///
/// Only functions of the `EVP` interface are called, and no deprecated ones
/// (https://docs.openssl.org/3.0/man7/migration_guide/). SHA-256 is fetched from the default
/// library context with the default properties, so a configured FIPS provider is used
/// (https://docs.openssl.org/3.0/man7/crypto/#algorithm-fetching).
///
/// Link `crypto`. LibreSSL and BoringSSL do not work: they have neither algorithm fetching nor this
/// version number.
#ifndef FLAGHOOK_CRYPTO_OPENSSL_HPP
#define FLAGHOOK_CRYPTO_OPENSSL_HPP

#include <boost/system/error_code.hpp>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/opensslv.h>

#if !defined(OPENSSL_VERSION_MAJOR) || OPENSSL_VERSION_MAJOR < 3
#error "flaghook needs OpenSSL 3.0 or later."
#endif

#include <cstddef>
#include <memory>
#include <span>

namespace flaghook::inline FLAGHOOK_ABI::crypto {

namespace detail {

/// A `resumable_sha256` with an `EVP_MD_CTX`. A finished state keeps it for the next `resume`,
/// which then neither allocates a context nor counts references.
class evp_sha256 {
public:
    [[nodiscard]] boost::system::error_code start() noexcept {
        context_.reset();
        const quiet_errors quiet;
        const algorithm sha256(EVP_MD_fetch(nullptr, "SHA2-256", nullptr));
        if (sha256 == nullptr) {
            return crypto_error::library_unavailable;
        }
        context_.reset(EVP_MD_CTX_new());
        running_ = true;
        return stop_unless(context_ != nullptr &&
                           EVP_DigestInit_ex2(context_.get(), sha256.get(), nullptr) == 1);
    }

    [[nodiscard]] boost::system::error_code resume(const evp_sha256& other) noexcept {
        running_ = false;
        if (!other.running()) {
            context_.reset();
            return crypto_error::not_started;
        }
        if (context_ == nullptr) {
            context_.reset(EVP_MD_CTX_new());
        }
        running_ = true;
        return stop_unless(context_ != nullptr &&
                           EVP_MD_CTX_copy_ex(context_.get(), other.context_.get()) == 1);
    }

    [[nodiscard]] boost::system::error_code update(std::span<const std::byte> bytes) noexcept {
        if (!running()) {
            return crypto_error::not_started;
        }
        return stop_unless(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
    }

    [[nodiscard]] boost::system::error_code finish(digest& out) noexcept {
        if (!running()) {
            return crypto_error::not_started;
        }
        digest result{};
        const boost::system::error_code failure =
            stop_unless(EVP_DigestFinal_ex(context_.get(), result.data(), nullptr) == 1);
        if (!failure) {
            out = result;
        }
        wipe(result.data(), result.size());
        running_ = false;
        return failure;
    }

    /// A moved-from state has no context.
    [[nodiscard]] bool running() const noexcept { return running_ && context_ != nullptr; }

    static void wipe(void* memory, std::size_t size) noexcept { OPENSSL_cleanse(memory, size); }

private:
    /// Releases with functions that overwrite the state.
    struct release {
        void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
        void operator()(EVP_MD* algorithm) const noexcept { EVP_MD_free(algorithm); }
    };

    using context = std::unique_ptr<EVP_MD_CTX, release>;
    using algorithm = std::unique_ptr<EVP_MD, release>;

    /// Removes the errors that a failure adds to the thread's error queue. The caller gets an error
    /// code instead, and would take an unexpected entry for a failure of its next call that reads
    /// the queue, such as `SSL_get_error`.
    class quiet_errors {
    public:
        quiet_errors() noexcept { ERR_set_mark(); }
        ~quiet_errors() { ERR_pop_to_mark(); }
        quiet_errors(const quiet_errors&) = delete;
        quiet_errors& operator=(const quiet_errors&) = delete;
    };

    boost::system::error_code stop_unless(bool succeeded) noexcept {
        if (succeeded) {
            return {};
        }
        context_.reset();
        return crypto_error::library_failed;
    }

    context context_;
    bool running_ = false;
};

} // namespace detail

/// The back end with `EVP_Digest*`.
///
/// Threads: a computation takes no locks. Preparing a key takes the locks with which OpenSSL guards
/// its list of algorithms.
///
/// Memory: a key needs two contexts, each with a state. So does a message that arrives in parts. A
/// whole message needs one. If memory runs out, the error is `crypto_error::library_failed`, and
/// OpenSSL's own entry remains in the thread's error queue.
/// @see hmac_sha256
struct openssl : composed_hmac<detail::evp_sha256> {
    /// Compares memory in a time that depends only on `size`, with the library's `CRYPTO_memcmp`.
    ///
    /// It compares pieces of 16 bytes, which OpenSSL's assembly for x86-64 compares without a loop
    /// over bytes. For a signature, this takes a third of the time.
    /// @param a the first block
    /// @param b the second block
    /// @param size the number of bytes in each block
    /// @return whether the blocks are equal
    /// @par Complexity
    /// Linear in `size`, independent of the contents.
    [[nodiscard]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        constexpr std::size_t piece = 16;
        const auto* left = static_cast<const std::byte*>(a);
        const auto* right = static_cast<const std::byte*>(b);
        int difference = 0;
        for (; size > piece; size -= piece, left += piece, right += piece) {
            difference |= CRYPTO_memcmp(left, right, piece);
        }
        return (difference | CRYPTO_memcmp(left, right, size)) == 0;
    }
};

static_assert(hmac_sha256<openssl>);

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

#endif
#else
// ---- flaghook/crypto/mbedtls.hpp
/// @file
/// The Mbed TLS back end, which is the default. No other file names Mbed TLS.
///
/// | Mbed TLS | functions |
/// |---|---|
/// | 2.28 | `mbedtls_sha256_*_ret` |
/// | 3.1 and later 3.x | `mbedtls_sha256_*` |
/// | 4.x (TF-PSA-Crypto) | `psa_hash_*`: the functions above are no longer public |
///
/// Define `FLAGHOOK_MBEDTLS_PSA` to use `psa_hash_*` with older versions too, for example if only
/// the PSA drivers use an accelerator. The two variants are different types, `mbedtls_legacy` and
/// `mbedtls_psa`, and `mbedtls` is an alias of the chosen one. Parts of a program with different
/// choices therefore cannot exchange signers by mistake, and no name has two layouts.
///
/// Link `mbedcrypto` (4.x: `tfpsacrypto`).
///
/// Memory: with `mbedtls_sha256_*`, nothing is allocated. With `psa_hash_*`, the library may
/// allocate, and may copy its input, including the padded key, to memory that flaghook cannot
/// overwrite. Versions since 3.6 do both, unless they were built with
/// `MBEDTLS_PSA_ASSUME_EXCLUSIVE_BUFFERS`.
#ifndef FLAGHOOK_CRYPTO_MBEDTLS_HPP
#define FLAGHOOK_CRYPTO_MBEDTLS_HPP

#include <boost/system/error_code.hpp>
#include <mbedtls/platform_util.h>
#include <mbedtls/version.h>

// mbedtls/constant_time.h is the only public header that does not declare C linkage itself:
// https://github.com/Mbed-TLS/mbedtls/pull/9127
#include <stddef.h>
extern "C" {
#include <mbedtls/constant_time.h>
}

#if MBEDTLS_VERSION_NUMBER < 0x021C0000
#error "flaghook needs Mbed TLS 2.28 or later."
#endif

#if MBEDTLS_VERSION_MAJOR >= 4 && !defined(FLAGHOOK_MBEDTLS_PSA)
#define FLAGHOOK_MBEDTLS_PSA
#endif

#ifdef FLAGHOOK_MBEDTLS_PSA
#include <psa/crypto.h>
#ifndef PSA_WANT_ALG_SHA_256
#error "flaghook needs Mbed TLS built with PSA_WANT_ALG_SHA_256."
#endif
#include <cstdint>
#include <mutex>
#else
#include <mbedtls/sha256.h>
#ifndef MBEDTLS_SHA256_C
#error "flaghook needs Mbed TLS built with MBEDTLS_SHA256_C; see also FLAGHOOK_MBEDTLS_PSA."
#endif
#endif

#include <cstddef>
#include <span>

namespace flaghook::inline FLAGHOOK_ABI::crypto {

namespace detail {

/// Overwrites and compares memory, in the same way with all versions.
struct mbedtls_memory {
    static void wipe(void* memory, std::size_t size) noexcept {
        mbedtls_platform_zeroize(memory, size);
    }

    [[nodiscard]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        return mbedtls_ct_memcmp(a, b, size) == 0;
    }
};

#ifdef FLAGHOOK_MBEDTLS_PSA

/// A `resumable_sha256` with a PSA hash operation.
class psa_sha256 : public mbedtls_memory {
public:
    psa_sha256() noexcept : operation_(psa_hash_operation_init()) {}

    ~psa_sha256() { clear(); }

    /// Clones the operation, because PSA does not allow copying its bytes. If that fails, this
    /// state is not running, and the next call reports it.
    psa_sha256(psa_sha256&& other) noexcept : psa_sha256() {
        static_cast<void>(resume(other));
        other.clear();
    }

    psa_sha256& operator=(psa_sha256&& other) noexcept {
        if (this != &other) {
            static_cast<void>(resume(other));
            other.clear();
        }
        return *this;
    }

    [[nodiscard]] boost::system::error_code start() noexcept {
        clear();
        if (!initialize()) {
            return crypto_error::library_unavailable;
        }
        running_ = true;
        return stop_unless(psa_hash_setup(&operation_, PSA_ALG_SHA_256));
    }

    [[nodiscard]] boost::system::error_code resume(const psa_sha256& other) noexcept {
        clear();
        if (!other.running_) {
            return crypto_error::not_started;
        }
        // "Concurrent calls must not use the same operation object", not even to read it: PSA
        // Crypto API 1.2, Concurrent calls; and docs/architecture/psa-thread-safety of Mbed TLS.
        const std::lock_guard exclusive(guard());
        running_ = true;
        return stop_unless(psa_hash_clone(&other.operation_, &operation_));
    }

    [[nodiscard]] boost::system::error_code update(std::span<const std::byte> bytes) noexcept {
        if (!running_) {
            return crypto_error::not_started;
        }
        return stop_unless(psa_hash_update(
            &operation_, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
    }

    [[nodiscard]] boost::system::error_code finish(digest& out) noexcept {
        if (!running_) {
            return crypto_error::not_started;
        }
        digest result{};
        std::size_t size = 0;
        const boost::system::error_code failure =
            stop_unless(psa_hash_finish(&operation_, result.data(), result.size(), &size));
        if (!failure) {
            out = result;
        }
        wipe(result.data(), result.size());
        clear();
        return failure;
    }

    [[nodiscard]] bool running() const noexcept { return running_; }

private:
    static std::mutex& guard() noexcept {
        static std::mutex instance;
        return instance;
    }

    /// Initializes the library before its first use. It is not the initializer of a static
    /// variable, because a failure, such as missing entropy, must not be final.
    static bool initialize() noexcept {
        static bool done = false;
        const std::lock_guard exclusive(guard());
        done = done || psa_crypto_init() == PSA_SUCCESS;
        return done;
    }

    boost::system::error_code stop_unless(psa_status_t status) noexcept {
        if (status == PSA_SUCCESS) {
            return {};
        }
        clear();
        return crypto_error::library_failed;
    }

    void clear() noexcept {
        psa_hash_abort(&operation_);
        wipe(&operation_, sizeof operation_);
        operation_ = psa_hash_operation_init();
        running_ = false;
    }

    psa_hash_operation_t operation_;
    bool running_ = false;
};

#else

// In Mbed TLS 2, these names belong to functions that cannot report a failure.
#if MBEDTLS_VERSION_MAJOR >= 3
inline constexpr auto sha256_starts = ::mbedtls_sha256_starts;
inline constexpr auto sha256_update = ::mbedtls_sha256_update;
inline constexpr auto sha256_finish = ::mbedtls_sha256_finish;
#else
inline constexpr auto sha256_starts = ::mbedtls_sha256_starts_ret;
inline constexpr auto sha256_update = ::mbedtls_sha256_update_ret;
inline constexpr auto sha256_finish = ::mbedtls_sha256_finish_ret;
#endif

/// A `resumable_sha256` with the library's SHA-256 context.
class legacy_sha256 : public mbedtls_memory {
public:
    legacy_sha256() noexcept { mbedtls_sha256_init(&context_); }

    /// `mbedtls_sha256_free` overwrites the context.
    ~legacy_sha256() { mbedtls_sha256_free(&context_); }

    legacy_sha256(legacy_sha256&& other) noexcept : legacy_sha256() { take(other); }

    legacy_sha256& operator=(legacy_sha256&& other) noexcept {
        if (this != &other) {
            take(other);
        }
        return *this;
    }

    [[nodiscard]] boost::system::error_code start() noexcept {
        clear();
        running_ = true;
        return stop_unless(sha256_starts(&context_, not_sha224));
    }

    [[nodiscard]] boost::system::error_code resume(const legacy_sha256& other) noexcept {
        clear();
        if (!other.running_) {
            return crypto_error::not_started;
        }
        mbedtls_sha256_clone(&context_, &other.context_);
        running_ = true;
        return {};
    }

    [[nodiscard]] boost::system::error_code update(std::span<const std::byte> bytes) noexcept {
        if (!running_) {
            return crypto_error::not_started;
        }
        return stop_unless(sha256_update(
            &context_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
    }

    [[nodiscard]] boost::system::error_code finish(digest& out) noexcept {
        if (!running_) {
            return crypto_error::not_started;
        }
        digest result{};
        const boost::system::error_code failure =
            stop_unless(sha256_finish(&context_, result.data()));
        if (!failure) {
            out = result;
        }
        wipe(result.data(), result.size());
        clear();
        return failure;
    }

    [[nodiscard]] bool running() const noexcept { return running_; }

private:
    static constexpr int not_sha224 = 0;

    void take(legacy_sha256& other) noexcept {
        clear();
        mbedtls_sha256_clone(&context_, &other.context_);
        running_ = other.running_;
        other.clear();
    }

    boost::system::error_code stop_unless(int status) noexcept {
        if (status == 0) {
            return {};
        }
        clear();
        return crypto_error::library_failed;
    }

    void clear() noexcept {
        mbedtls_sha256_free(&context_);
        mbedtls_sha256_init(&context_);
        running_ = false;
    }

    mbedtls_sha256_context context_;
    bool running_ = false;
};

#endif

} // namespace detail

#ifdef FLAGHOOK_MBEDTLS_PSA

/// The back end with `psa_hash_*`. It calls `psa_crypto_init` before its first use, and again only
/// if that failed.
///
/// Threads: it keeps the promise of the concept. If other parts of the program call Mbed TLS at the
/// same time, Mbed TLS must be built with `MBEDTLS_THREADING_C`. The start of a computation holds a
/// lock while two hash states are copied.
/// @see hmac_sha256
struct mbedtls_psa : composed_hmac<detail::psa_sha256> {
    /// Compares memory in a time that depends only on `size`, with the library's
    /// `mbedtls_ct_memcmp`.
    /// @param a the first block
    /// @param b the second block
    /// @param size the number of bytes in each block
    /// @return whether the blocks are equal
    /// @par Complexity
    /// Linear in `size`, independent of the contents.
    [[nodiscard]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        return detail::psa_sha256::equal(a, b, size);
    }
};

/// The Mbed TLS back end that was chosen at compile time; see the head of crypto/mbedtls.hpp.
using mbedtls = mbedtls_psa;

#else

/// The back end with `mbedtls_sha256_*`. It does not allocate, and takes no locks.
/// @see hmac_sha256
struct mbedtls_legacy : composed_hmac<detail::legacy_sha256> {
    /// Compares memory in a time that depends only on `size`, with the library's
    /// `mbedtls_ct_memcmp`.
    /// @param a the first block
    /// @param b the second block
    /// @param size the number of bytes in each block
    /// @return whether the blocks are equal
    /// @par Complexity
    /// Linear in `size`, independent of the contents.
    [[nodiscard]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        return detail::legacy_sha256::equal(a, b, size);
    }
};

/// The Mbed TLS back end that was chosen at compile time; see the head of crypto/mbedtls.hpp.
using mbedtls = mbedtls_legacy;

#endif

static_assert(hmac_sha256<mbedtls>);

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

#endif
#endif

namespace flaghook::inline FLAGHOOK_ABI {

// The namespace puts the choice into symbols and into the messages of compilers and debuggers.
#ifdef FLAGHOOK_CRYPTO_OPENSSL
inline namespace by_openssl {
/// The crypto library of `signer`, `verifier` and `receiver`: OpenSSL.
using default_backend = crypto::openssl;
#else
inline namespace by_mbedtls {
/// The crypto library of `signer`, `verifier` and `receiver`: Mbed TLS.
using default_backend = crypto::mbedtls;
#endif

/// Signs bodies with one secret, using the default back end.
/// @see basic_signer
///
/// @par Example
/// @snippet signing.cpp secret
using signer = basic_signer<default_backend>;

/// Verifies signatures with one or more secrets, using the default back end.
/// @see basic_verifier
///
/// @par Example
/// @snippet signing.cpp verify
using verifier = basic_verifier<default_backend>;

} // namespace by_openssl or by_mbedtls

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/signature/header_form.hpp
/// @file
/// Describes the form of a signature header, to explain why Sentry refused it.
///
/// Sentry answers every wrong signature with HTTP 401 `"Not authorized."`. The most frequent
/// mistakes are visible in the header alone, without the secret.
///
/// Use this only for diagnostics: a form does not show whether a signature is right, and
/// `basic_verifier` does not use it. Never send the form to an unauthorized client.
#ifndef FLAGHOOK_SIGNATURE_HEADER_FORM_HPP
#define FLAGHOOK_SIGNATURE_HEADER_FORM_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The form of a signature header: the documented one, or how it differs from that.
///
/// The documented form is:
/// @code{.unparsed}
/// signature = 64lower-hex
/// lower-hex = %x30-39 / %x61-66    ; 0-9 a-f
/// @endcode
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
enum class header_form : std::uint8_t {
    /// The request has no `X-Sentry-Signature` header.
    missing,
    /// The value is empty.
    empty,
    /// The value begins with `sha256=` in any letter case, as in some other services.
    prefixed,
    /// The value contains a character other than a hex digit: base64, quotes, white space, a list.
    not_hex,
    /// The value is hex, but does not have 64 digits.
    wrong_length,
    /// The value has 64 hex digits, some of them in upper case. Sentry compares text, and refuses
    /// it.
    upper_case,
    /// The value has the documented form. Sentry refuses it if the secret or the signed bytes
    /// differ.
    well_formed,
};

/// Determines the form of a header's value.
///
/// If several forms apply, the result is the first of them in the order of the enumerators.
/// @param value the value of `X-Sentry-Signature`, or `std::nullopt` if the request has no such
/// header
/// @return the form
/// @par Complexity
/// Linear in `value->size()`.
///
/// @par Example
/// @snippet signing.cpp header_form
[[nodiscard]] constexpr header_form
classify_header(std::optional<std::string_view> value) noexcept {
    constexpr auto is_capital = [](char c) { return c >= 'A' && c <= 'F'; };
    const auto is_hex = [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || is_capital(c);
    };
    constexpr auto equal_in_any_case = [](char c, char small) {
        return c == small || (small >= 'a' && small <= 'z' && c == small - 'a' + 'A');
    };
    constexpr std::string_view prefix = "sha256=";

    if (!value) {
        return header_form::missing;
    }
    if (value->empty()) {
        return header_form::empty;
    }
    const std::string_view start = value->substr(0, prefix.size());
    if (std::equal(start.begin(), start.end(), prefix.begin(), prefix.end(), equal_in_any_case)) {
        return header_form::prefixed;
    }
    if (!std::all_of(value->begin(), value->end(), is_hex)) {
        return header_form::not_hex;
    }
    if (value->size() != signature::size) {
        return header_form::wrong_length;
    }
    if (std::any_of(value->begin(), value->end(), is_capital)) {
        return header_form::upper_case;
    }
    return header_form::well_formed;
}

/// The names of the forms, for `to_string` and `from_string`.
template <>
inline constexpr auto enumerators<header_form> = std::to_array<enumerator<header_form>>({
    {header_form::missing, "missing"},
    {header_form::empty, "empty"},
    {header_form::prefixed, "prefixed"},
    {header_form::not_hex, "not_hex"},
    {header_form::wrong_length, "wrong_length"},
    {header_form::upper_case, "upper_case"},
    {header_form::well_formed, "well_formed"},
});

/// Returns an explanation of a form, for the developers of the sender.
/// @param form a form
/// @return one sentence: what the header looks like, and what to change. It is `"unknown"` if
/// `form` is not an enumerator.
/// @par Complexity
/// Constant.
[[nodiscard]] constexpr std::string_view explain(header_form form) noexcept {
    switch (form) {
    case header_form::missing:
        return "there is no X-Sentry-Signature header";
    case header_form::empty:
        return "the X-Sentry-Signature header is empty";
    case header_form::prefixed:
        return "the signature begins with 'sha256='; send the 64 hex digits without a prefix";
    case header_form::not_hex:
        return "the signature has characters that are not hex digits; send the digest as hex, not "
               "as base64, without quotes or white space";
    case header_form::wrong_length:
        return "the signature does not have 64 hex digits; send the whole HMAC-SHA-256 digest";
    case header_form::upper_case:
        return "the signature has upper-case letters, but Sentry compares text; send lower-case "
               "hex digits";
    case header_form::well_formed:
        return "the signature has the documented form; if it is refused, the secret or the signed "
               "bytes differ";
    }
    return "unknown";
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/server/charset.hpp
/// @file
/// The charsets of bodies and their decoders.
#ifndef FLAGHOOK_SERVER_CHARSET_HPP
#define FLAGHOOK_SERVER_CHARSET_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A charset of a body. Python has about a hundred more, which are treated as UTF-8 here.
enum class charset : std::uint8_t {
    utf_8,
    utf_8_sig, ///< UTF-8 whose byte-order mark is dropped
    us_ascii,
    iso_8859_1,
    windows_1252,
    utf_16, ///< with a byte-order mark
    utf_16_le,
    utf_16_be
};

/// Finds a charset by any name that Python's `codecs.lookup` accepts. As in Django, an unknown name
/// means UTF-8.
/// @par Source
/// https://github.com/python/cpython/blob/3.13/Lib/encodings/aliases.py and
/// `_set_content_type_params` in
/// https://github.com/django/django/blob/main/django/http/request.py
[[nodiscard]] constexpr charset find_charset(std::string_view name) noexcept {
    struct alias {
        std::string_view name;
        charset is;
    };
    constexpr auto aliases = std::to_array<alias>({
        {"utf_8_sig", charset::utf_8_sig},
        {"ascii", charset::us_ascii},
        {"us_ascii", charset::us_ascii},
        {"646", charset::us_ascii},
        {"ansi_x3.4_1968", charset::us_ascii},
        {"ansi_x3_4_1968", charset::us_ascii},
        {"ansi_x3.4_1986", charset::us_ascii},
        {"cp367", charset::us_ascii},
        {"csascii", charset::us_ascii},
        {"ibm367", charset::us_ascii},
        {"iso646_us", charset::us_ascii},
        {"iso_646.irv_1991", charset::us_ascii},
        {"iso_ir_6", charset::us_ascii},
        {"us", charset::us_ascii},
        {"latin_1", charset::iso_8859_1},
        {"iso_8859_1", charset::iso_8859_1},
        {"8859", charset::iso_8859_1},
        {"cp819", charset::iso_8859_1},
        {"csisolatin1", charset::iso_8859_1},
        {"ibm819", charset::iso_8859_1},
        {"iso8859", charset::iso_8859_1},
        {"iso8859_1", charset::iso_8859_1},
        {"iso_8859_1_1987", charset::iso_8859_1},
        {"iso_ir_100", charset::iso_8859_1},
        {"l1", charset::iso_8859_1},
        {"latin", charset::iso_8859_1},
        {"latin1", charset::iso_8859_1},
        {"cp1252", charset::windows_1252},
        {"1252", charset::windows_1252},
        {"windows_1252", charset::windows_1252},
        {"utf_16", charset::utf_16},
        {"utf16", charset::utf_16},
        {"u16", charset::utf_16},
        {"utf_16_le", charset::utf_16_le},
        {"utf_16le", charset::utf_16_le},
        {"unicodelittleunmarked", charset::utf_16_le},
        {"utf_16_be", charset::utf_16_be},
        {"utf_16be", charset::utf_16_be},
        {"unicodebigunmarked", charset::utf_16_be},
    });
    // Python compares names in lower case. It replaces each run of characters other than letters,
    // digits and points with one underscore, and drops a run at the beginning.
    constexpr std::size_t longest = 24;
    std::array<char, longest + 1> normalized{};
    std::size_t size = 0;
    bool is_separated = false;
    for (const char each : name) {
        const char lower = lower_case(each);
        if (!((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || lower == '.')) {
            is_separated = true;
            continue;
        }
        if (size + 2 > longest) {
            return charset::utf_8;
        }
        if (is_separated && size != 0) {
            normalized[size++] = '_';
        }
        is_separated = false;
        normalized[size++] = lower;
    }
    const std::string_view wanted(normalized.data(), size);
    for (const alias& one : aliases) {
        if (one.name == wanted) {
            return one.is;
        }
    }
    return charset::utf_8;
}

/// A body in UTF-8, or the decoder's error.
struct decoded_text {
    /// The text, without a character that the end of the body cuts off; unspecified after an error.
    /// A view of the body or of the memory given to the decoder.
    std::string_view text{};
    /// The message of Python 3.13's decoder; empty if there is no error.
    std::string error{};
};

/// The code points of the bytes 80 to 9F in windows-1252; 0 for undefined bytes.
inline constexpr std::array<char16_t, 32> windows_1252_points{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

[[nodiscard]] inline decoded_text decode_single_bytes(std::string_view body, bool is_windows,
                                                      std::string& memory) {
    memory.clear();
    memory.reserve(body.size());
    for (std::size_t position = 0; position < body.size(); ++position) {
        const auto byte = static_cast<unsigned char>(body[position]);
        char32_t point = byte;
        if (is_windows && byte >= 0x80 && byte <= 0x9F) {
            point = windows_1252_points[byte - 0x80U];
            if (point == 0) {
                return {{},
                        describe_decoder_error("charmap", body, position, 1,
                                               "character maps to <undefined>")};
            }
        }
        append_code_point(memory, point);
    }
    return {memory, {}};
}

/// Decodes UTF-16, starting at `begin`.
/// @param end receives the end of the decoded bytes, which is before a character that is cut off
[[nodiscard]] inline decoded_text decode_utf_16(std::string_view body, std::size_t begin,
                                                bool is_big_endian, std::string& memory,
                                                std::size_t& end) {
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(body[at]);
        const auto second = static_cast<unsigned char>(body[at + 1]);
        return static_cast<char32_t>(is_big_endian ? first << 8U | second : second << 8U | first);
    };
    const std::string_view codec = is_big_endian ? "utf-16-be" : "utf-16-le";
    memory.clear();
    memory.reserve(body.size());
    std::size_t at = begin;
    while (body.size() - at >= 2) {
        char32_t point = unit(at);
        std::size_t width = 2;
        if (point >= 0xDC00 && point <= 0xDFFF) {
            return {{}, describe_decoder_error(codec, body, at, 2, "illegal encoding")};
        }
        if (point >= 0xD800 && point <= 0xDBFF) {
            if (body.size() - at < 4) {
                break;
            }
            const char32_t low = unit(at + 2);
            if (low < 0xDC00 || low > 0xDFFF) {
                return {{}, describe_decoder_error(codec, body, at, 2, "illegal UTF-16 surrogate")};
            }
            point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
            width = 4;
        }
        append_code_point(memory, point);
        at += width;
    }
    end = at;
    return {memory, {}};
}

[[nodiscard]] inline decoded_text decode_marked_utf_16(std::string_view body, std::string& memory) {
    std::size_t end = 0;
    if (body.starts_with("\xFF\xFE") || body.starts_with("\xFE\xFF")) {
        return decode_utf_16(body, 2, body.starts_with('\xFE'), memory, end);
    }
    // Without a byte-order mark, Python first decodes in the native byte order.
    decoded_text read = decode_utf_16(body, 0, false, memory, end);
    if (read.error.empty() && end >= 2) {
        read.error = describe_decoder_error("utf-16", body, 0, 2, "Stream does not start with BOM");
    }
    return read;
}

/// Decodes a whole body as the server does. UTF-8 is returned unchecked, because the parser checks
/// it.
/// @param memory holds converted text
/// @par Source
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/parsers.py and
/// https://github.com/python/cpython/blob/3.13/Lib/encodings
[[nodiscard]] inline decoded_text decode_body(charset from, std::string_view body,
                                              std::string& memory) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    std::size_t end = 0;
    switch (from) {
    case charset::utf_8:
        break;
    case charset::utf_8_sig:
        if (mark.starts_with(body)) {
            return {};
        }
        return {body.substr(body.starts_with(mark) ? mark.size() : 0), {}};
    case charset::us_ascii: {
        const auto wrong = std::find_if(body.begin(), body.end(), [](char each) {
            return static_cast<unsigned char>(each) >= 0x80;
        });
        if (wrong != body.end()) {
            return {{},
                    describe_decoder_error("ascii", body,
                                           static_cast<std::size_t>(wrong - body.begin()), 1,
                                           "ordinal not in range(128)")};
        }
        break;
    }
    case charset::iso_8859_1:
        return decode_single_bytes(body, false, memory);
    case charset::windows_1252:
        return decode_single_bytes(body, true, memory);
    case charset::utf_16:
        return decode_marked_utf_16(body, memory);
    case charset::utf_16_le:
        return decode_utf_16(body, 0, false, memory, end);
    case charset::utf_16_be:
        return decode_utf_16(body, 0, true, memory, end);
    }
    return {body, {}};
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/webhook/content_type.hpp
/// @file
/// Parsing of the header `Content-Type`, and decoding of a body by its charset.
#ifndef FLAGHOOK_WEBHOOK_CONTENT_TYPE_HPP
#define FLAGHOOK_WEBHOOK_CONTENT_TYPE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

namespace detail {

/// The parts of a `Content-Type` that affect how the server reads a body.
struct content_type {
    /// Whether the server parses the body as JSON. True for the media type `application/json`, in
    /// any letter case and with any parameters. Also true for `application/*`, `*/json` and `*/*`,
    /// which Django REST framework accepts.
    bool is_json = false;
    /// The charset that the server decodes the body with. UTF-8 unless the header names another
    /// charset that is supported.
    server::detail::charset charset = server::detail::charset::utf_8;

    /// Compares all members. Does not throw.
    friend bool operator==(const content_type&, const content_type&) = default;
};

/// Removes ASCII white space from both ends, as Python's `bytes.strip` does.
[[nodiscard]] constexpr std::string_view strip(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\n\r\f\v";
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos
               ? std::string_view()
               : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Removes the next part from a header and returns it. A semicolon outside quotes ends a part.
[[nodiscard]] constexpr std::string_view take_part(std::string_view& rest) noexcept {
    bool is_quoted = false;
    std::size_t end = 0;
    for (; end < rest.size(); ++end) {
        const char each = rest[end];
        if (each == '"' && (end == 0 || rest[end - 1] != '\\')) {
            is_quoted = !is_quoted;
        }
        if (each == ';' && !is_quoted) {
            break;
        }
    }
    // After a quotation mark that is never closed, the rest of the header belongs to the part.
    const std::string_view part = rest.substr(0, end);
    rest = end < rest.size() ? rest.substr(end + 1) : std::string_view();
    return strip(part);
}

/// Returns the charset that the value of a parameter names, with or without quotes.
[[nodiscard]] constexpr server::detail::charset charset_of(std::string_view value) noexcept {
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        value = value.substr(1, value.size() - 2);
    }
    return server::detail::find_charset(value);
}

/// Parses the value of a `Content-Type` header as Django REST framework does.
///
/// The grammar is that of RFC 9110, with the extended parameters of RFC 8187:
/// @code{.unparsed}
/// content-type  = type "/" subtype *( OWS ";" OWS [ parameter ] )
/// parameter     = charset-param / ext-param / other-param
/// charset-param = "charset" "=" ( token / quoted-string )
/// ext-param     = "charset*" "=" charset "'" [ language ] "'" value-chars
/// OWS           = *( SP / HTAB )
/// @endcode
///
/// Like the framework, the function also accepts other text. Parts that do not match are ignored.
/// If `charset` is repeated, the last value counts. An unknown charset counts as UTF-8.
/// @param header the value of the header, any bytes; may be empty
/// @return the media type's kind and the charset. There is no error: a header that names no
/// media type has `is_json == false`.
/// @par Complexity
/// Linear in `header.size()`. Does not allocate.
/// @par Source
/// `parse_header_parameters` in https://github.com/django/django/blob/main/django/utils/http.py and
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/utils/mediatypes.py;
/// the grammar is in https://www.rfc-editor.org/rfc/rfc9110#section-8.3 and
/// https://www.rfc-editor.org/rfc/rfc8187#section-3.2
[[nodiscard]] constexpr content_type parse_content_type(std::string_view header) noexcept {
    content_type result;
    std::string_view rest = header;
    const std::string_view type = take_part(rest);
    const std::size_t slash = type.find('/');
    const std::string_view main = type.substr(0, slash);
    const std::string_view sub =
        slash == std::string_view::npos ? std::string_view() : type.substr(slash + 1);
    result.is_json = (main == "*" || server::detail::equal_in_any_case(main, "application")) &&
                     (sub == "*" || server::detail::equal_in_any_case(sub, "json"));
    while (!rest.empty()) {
        const std::string_view part = take_part(rest);
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) {
            continue;
        }
        const std::string_view name = strip(part.substr(0, equals));
        const std::string_view value = strip(part.substr(equals + 1));
        if (server::detail::equal_in_any_case(name, "charset")) {
            result.charset = charset_of(value);
        } else if (server::detail::equal_in_any_case(name, "charset*") &&
                   std::count(part.begin(), part.end(), '\'') == 2) {
            // RFC 8187: charset, language and text, separated by apostrophes. Django decodes the
            // text, which here is the name of the body's charset.
            result.charset = charset_of(value.substr(value.rfind('\'') + 1));
        }
    }
    return result;
}

} // namespace detail

/// Decodes the body of a request to UTF-8, with the charset of its `Content-Type`.
///
/// Call this after the signature was verified, because the signature covers the raw bytes. A
/// `basic_receiver` does both. A body in UTF-8 is returned unchanged, and is not validated; the
/// parser does that.
/// @param body the raw bytes of the request. An empty body stays empty, whatever its type.
/// @param header the value of `Content-Type`, or `std::nullopt` if the request has no such header
/// @param memory receives the text if the body has to be converted. The result may refer to it, so
/// keep it unchanged while you use the result.
/// @return the text, a view of `body` or of `memory`; or one of these refusals:
/// - status 415, `issue_code::unsupported_media_type`: the media type is not JSON, or is missing
/// - status 400, `issue_code::parse_error`: the charset cannot decode the bytes, or the decoded
///   text is empty, such as a byte-order mark alone
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()` and the header's length, in time and memory. A body in UTF-8 is not
/// copied.
/// @par Source
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/parsers.py and
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/request.py
///
/// @par Example
/// @snippet values.cpp content_type
/// @see basic_answerer::refuse
[[nodiscard]] inline result<std::string_view>
decode_body(std::string_view body, std::optional<std::string_view> header, std::string& memory) {
    if (body.empty()) {
        return body;
    }
    const detail::content_type type = detail::parse_content_type(header.value_or(""));
    if (!type.is_json) {
        std::string words;
        for (const char byte : header.value_or("")) {
            // WSGI servers decode the bytes of a header as Latin-1 (PEP 3333).
            server::detail::append_code_point(words, static_cast<unsigned char>(byte));
        }
        return refusal(
            415, {issue(field_location{}, issue_code::unsupported_media_type, std::move(words))});
    }
    if (type.charset == server::detail::charset::utf_8) {
        return body;
    }
    server::detail::decoded_text decoded = server::detail::decode_body(type.charset, body, memory);
    if (decoded.error.empty() && decoded.text.empty()) {
        // An empty body counts as `{}`, but a body that decodes to an empty text is malformed.
        decoded.error = "Expecting value: line 1 column 1 (char 0)";
    }
    if (!decoded.error.empty()) {
        return refusal(
            400, {issue(field_location{}, issue_code::parse_error, std::move(decoded.error))});
    }
    return decoded.text;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/webhook/delivery_outcome.hpp
/// @file
/// The possible outcomes of a webhook request.
#ifndef FLAGHOOK_WEBHOOK_DELIVERY_OUTCOME_HPP
#define FLAGHOOK_WEBHOOK_DELIVERY_OUTCOME_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The outcome of a webhook request.
///
/// A receiver decides the outcome (`basic_reply::outcome`). A sender derives it from the answer
/// (`parse_delivery`). Each comment gives the HTTP status. Only `accepted` means that Sentry
/// recorded the changes.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
/// @see delivery::advice for what a sender should do after each outcome
enum class delivery_outcome : std::uint8_t {
    /// No decision was made, or no answer was read yet. Never counts as accepted.
    undecided,
    /// Status 200 or 201 with an empty body: the changes are recorded.
    accepted,
    /// Status **200** with an error tree: fields are invalid, and nothing is recorded.
    refused,
    /// Status 400: the body is not JSON, and nothing is recorded.
    malformed,
    /// Status 401: the signature, the secret or the organization is wrong.
    unauthorized,
    /// Status 404: the URL is wrong.
    not_found,
    /// Status 413: the body is larger than the server or a proxy allows.
    too_large,
    /// Status 415: the request's `Content-Type` is not `application/json`.
    unsupported_media_type,
    /// Status 429: too many requests.
    throttled,
    /// Status 500 to 599: the server or a proxy failed.
    server_error,
    /// The answer is not one of Sentry's webhook: for example a web page, a redirect, or an answer
    /// that was cut off.
    unexpected
};

/// The names of the outcomes, which `to_string` and `from_string` use.
template <>
inline constexpr auto enumerators<delivery_outcome> = std::to_array<enumerator<delivery_outcome>>({
    {delivery_outcome::undecided, "undecided"},
    {delivery_outcome::accepted, "accepted"},
    {delivery_outcome::refused, "refused"},
    {delivery_outcome::malformed, "malformed"},
    {delivery_outcome::unauthorized, "unauthorized"},
    {delivery_outcome::not_found, "not_found"},
    {delivery_outcome::too_large, "too_large"},
    {delivery_outcome::unsupported_media_type, "unsupported_media_type"},
    {delivery_outcome::throttled, "throttled"},
    {delivery_outcome::server_error, "server_error"},
    {delivery_outcome::unexpected, "unexpected"},
});

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/webhook/retry_after.hpp
/// @file
/// Parsing of the header `Retry-After`.
#ifndef FLAGHOOK_WEBHOOK_RETRY_AFTER_HPP
#define FLAGHOOK_WEBHOOK_RETRY_AFTER_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The headers of an answer that determine when to send the next request.
///
/// @par Example
/// @snippet values.cpp retry_after
/// @see parse_delivery
struct answer_headers {
    /// The value of `Retry-After`, or `std::nullopt` if the answer has no such header.
    std::optional<std::string_view> retry_after{};
    /// The time when the answer arrived, such as `std::chrono::system_clock::now()`. Without it, a
    /// `Retry-After` with a date is ignored.
    std::optional<timestamp> now{};
};

namespace detail {

/// Reads the parts of an HTTP date from left to right. After a mismatch, everything fails.
class http_date_reader {
public:
    constexpr explicit http_date_reader(std::string_view text) noexcept : rest_(text) {}

    constexpr void skip(std::string_view expected) noexcept {
        good_ = good_ && rest_.starts_with(expected);
        rest_.remove_prefix(good_ ? expected.size() : 0);
    }

    /// Reads a number of exactly `digits` digits. If `is_padded`, the first may be a space.
    [[nodiscard]] constexpr unsigned number(std::size_t digits, bool is_padded = false) noexcept {
        good_ = good_ && rest_.size() >= digits;
        unsigned value = 0;
        for (std::size_t index = 0; good_ && index < digits; ++index) {
            const char character = rest_[index];
            if (is_padded && index == 0 && character == ' ') {
                continue;
            }
            good_ = character >= '0' && character <= '9';
            value = good_ ? value * 10 + static_cast<unsigned>(character - '0') : 0;
        }
        rest_.remove_prefix(good_ ? digits : 0);
        return value;
    }

    /// Reads one of the names and returns its index.
    template <std::size_t Count>
    [[nodiscard]] constexpr std::size_t
    name(const std::array<std::string_view, Count>& names) noexcept {
        const auto found = std::find_if(names.begin(), names.end(), [this](std::string_view each) {
            return rest_.starts_with(each);
        });
        good_ = good_ && found != names.end();
        rest_.remove_prefix(good_ ? found->size() : 0);
        return static_cast<std::size_t>(found - names.begin());
    }

    [[nodiscard]] constexpr bool is_at_end() const noexcept { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

/// Parses an HTTP date in any of its three forms; see `parse_retry_after`.
/// @param now determines the century of `rfc850-date`: the latest date up to 50 years ahead
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
[[nodiscard]] constexpr std::optional<std::chrono::sys_seconds>
read_http_date(std::string_view text, std::chrono::sys_seconds now) noexcept {
    namespace chrono = std::chrono;
    constexpr std::array<std::string_view, 7> short_days{"Sun", "Mon", "Tue", "Wed",
                                                         "Thu", "Fri", "Sat"};
    constexpr std::array<std::string_view, 7> long_days{
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    http_date_reader reader(text);
    const std::size_t comma = text.find(',');
    unsigned year = 0;
    std::size_t month = 0;
    unsigned day = 0;
    std::size_t weekday = 0;
    std::array<unsigned, 3> time{};
    const auto read_time = [&] {
        time[0] = reader.number(2);
        reader.skip(":");
        time[1] = reader.number(2);
        reader.skip(":");
        time[2] = reader.number(2);
    };
    if (comma == 3) {
        weekday = reader.name(short_days);
        reader.skip(", ");
        day = reader.number(2);
        reader.skip(" ");
        month = reader.name(months);
        reader.skip(" ");
        year = reader.number(4);
        reader.skip(" ");
        read_time();
        reader.skip(" GMT");
    } else if (comma != std::string_view::npos) {
        weekday = reader.name(long_days);
        reader.skip(", ");
        day = reader.number(2);
        reader.skip("-");
        month = reader.name(months);
        reader.skip("-");
        const chrono::year_month_day limit =
            chrono::year_month_day{chrono::floor<chrono::days>(now)} + chrono::years{50};
        const int next_century = (static_cast<int>(limit.year()) / 100 + 1) * 100;
        chrono::year read{next_century + static_cast<int>(reader.number(2))};
        while (read / chrono::month{static_cast<unsigned>(month + 1)} / chrono::day{day} > limit) {
            read -= chrono::years{100};
        }
        year = static_cast<unsigned>(static_cast<int>(read));
        reader.skip(" ");
        read_time();
        reader.skip(" GMT");
    } else {
        weekday = reader.name(short_days);
        reader.skip(" ");
        month = reader.name(months);
        reader.skip(" ");
        day = reader.number(2, true);
        reader.skip(" ");
        read_time();
        reader.skip(" ");
        year = reader.number(4);
    }
    const chrono::year_month_day date{chrono::year{static_cast<int>(year)},
                                      chrono::month{static_cast<unsigned>(month + 1)},
                                      chrono::day{day}};
    // Second 60 is a leap second.
    if (!reader.is_at_end() || !date.ok() || time[0] > 23 || time[1] > 59 || time[2] > 60 ||
        chrono::weekday{chrono::sys_days{date}}.c_encoding() != weekday) {
        return std::nullopt;
    }
    return chrono::sys_days{date} + chrono::seconds{(time[0] * 60 + time[1]) * 60 + time[2]};
}

} // namespace detail

/// Parses the pause that `Retry-After` asks for.
///
/// The value is a number of seconds or a date, by the grammar of RFC 9110:
/// @code{.unparsed}
/// Retry-After  = delay / HTTP-date
/// delay        = 1*9DIGIT                   ; RFC 9110 sets no limit
/// HTTP-date    = IMF-fixdate / rfc850-date / asctime-date
/// IMF-fixdate  = day-name "," SP 2DIGIT SP month SP 4DIGIT SP time SP "GMT"
/// rfc850-date  = day-name-l "," SP 2DIGIT "-" month "-" 2DIGIT SP time SP "GMT"
/// asctime-date = day-name SP month SP ( 2DIGIT / SP DIGIT ) SP time SP 4DIGIT
/// time         = 2DIGIT ":" 2DIGIT ":" 2DIGIT ; second 60 is a leap second
/// day-name     = "Mon" / "Tue" / "Wed" / "Thu" / "Fri" / "Sat" / "Sun"
/// day-name-l   = "Monday" / "Tuesday" / "Wednesday" / "Thursday" / "Friday"
///              / "Saturday" / "Sunday"
/// month        = "Jan" / "Feb" / "Mar" / "Apr" / "May" / "Jun"
///              / "Jul" / "Aug" / "Sep" / "Oct" / "Nov" / "Dec"
/// @endcode
///
/// Names of days and months are compared with their letter case. The date must exist, and the name
/// of the day must be right.
/// @param headers the value of `Retry-After`, and the time when the answer arrived
/// @return the pause in seconds, rounded up; zero for a date in the past. `std::nullopt` if the
/// header is missing or does not match the grammar, or if it is a date and `headers.now` is not
/// set or not `in_range`. The server may ask for a pause of years: limit it before you wait.
/// @par Complexity
/// Linear in the length of the value. Does not allocate.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 and
/// https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7
///
/// @par Example
/// @code
/// static_assert(flaghook::parse_retry_after({.retry_after = "120"}) == std::chrono::minutes{2});
/// @endcode
/// @see delivery::retry_after
[[nodiscard]] constexpr std::optional<std::chrono::seconds>
parse_retry_after(const answer_headers& headers) noexcept {
    constexpr std::size_t max_digits = 9;
    if (!headers.retry_after || headers.retry_after->empty()) {
        return std::nullopt;
    }
    const std::string_view text = *headers.retry_after;
    if (text.find_first_not_of("0123456789") != std::string_view::npos) {
        if (!headers.now || !in_range(*headers.now)) {
            return std::nullopt;
        }
        const auto now = std::chrono::floor<std::chrono::seconds>(headers.now->time_point());
        const std::optional<std::chrono::sys_seconds> date = detail::read_http_date(text, now);
        return date ? std::optional(std::max(*date - now, std::chrono::seconds{0})) : std::nullopt;
    }
    if (text.size() > max_digits) {
        return std::nullopt;
    }
    std::chrono::seconds::rep result = 0;
    for (const char digit : text) {
        result = result * 10 + (digit - '0');
    }
    return std::chrono::seconds{result};
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/webhook/delivery.hpp
/// @file
/// Interpretation of Sentry's answer to a delivery.
#ifndef FLAGHOOK_WEBHOOK_DELIVERY_HPP
#define FLAGHOOK_WEBHOOK_DELIVERY_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Whether a sender should send the same request again.
///
/// The server removes duplicates only within one request. If it accepts the same request twice, it
/// records the changes twice.
/// @see delivery::retry
enum class retry_advice : std::uint8_t {
    /// The changes are recorded. Another attempt would record them twice.
    unneeded,
    /// Nothing is recorded, and the same request would get the same answer.
    futile,
    /// Nothing is recorded, and a later attempt may be accepted.
    safe,
    /// A later attempt may be accepted, but the changes may be recorded already.
    unsafe
};

/// The names of the enumerators, which `to_string` and `from_string` use.
template <>
inline constexpr auto enumerators<retry_advice> = std::to_array<enumerator<retry_advice>>({
    {retry_advice::unneeded, "unneeded"},
    {retry_advice::futile, "futile"},
    {retry_advice::safe, "safe"},
    {retry_advice::unsafe, "unsafe"},
});

/// The result of a delivery, and advice on what to do next.
///
/// A default-constructed delivery means that no answer was read: it is not accepted, and another
/// attempt is unsafe.
///
/// @par Example
/// @snippet delivery.cpp delivery
/// @see parse_delivery
struct delivery {
    /// The outcome; `undecided` until an answer is read.
    delivery_outcome outcome = delivery_outcome::undecided;
    /// The server's error messages with their paths, in the answer's order. A refused payload has
    /// at least one. A malformed one has exactly one, with an empty path. Otherwise empty.
    std::vector<complaint> complaints{};
    /// Whether to send the same request again.
    retry_advice retry = retry_advice::unsafe;
    /// The pause before the next attempt that the server asks for with `Retry-After`. Set only for
    /// status 429 and 503.
    std::optional<std::chrono::seconds> retry_after{};

    /// Checks whether the changes are recorded.
    /// @return `outcome == delivery_outcome::accepted`
    [[nodiscard]] bool accepted() const noexcept { return outcome == delivery_outcome::accepted; }

    /// Returns one or two English sentences that say whether the changes are recorded and what to
    /// do next. They agree with `retry`.
    /// @return a text in static memory; never empty
    /// @par Complexity
    /// Constant.
    [[nodiscard]] std::string_view advice() const noexcept {
        switch (outcome) {
        case delivery_outcome::accepted:
            return "The changes are recorded; do not send them again.";
        case delivery_outcome::refused:
            return "Nothing is recorded although the status is 200: correct the fields named in "
                   "the answer and send the whole payload again.";
        case delivery_outcome::malformed:
            return "Nothing is recorded: the body is not valid JSON. Correct it, sign it again and "
                   "send it again.";
        case delivery_outcome::unauthorized:
            return "Nothing is recorded: check that the secret is registered for the provider "
                   "`generic`, that exactly the bytes sent were signed, and that the organization "
                   "in the URL exists.";
        case delivery_outcome::not_found:
            return "Nothing is recorded: check the URL: the organization, the provider `generic` "
                   "and the final slash.";
        case delivery_outcome::too_large:
            return "Nothing is recorded: send the changes in several smaller payloads.";
        case delivery_outcome::unsupported_media_type:
            return "Nothing is recorded: send the same body with the header Content-Type: "
                   "application/json.";
        case delivery_outcome::throttled:
            return "Nothing is recorded: send the same request again after the pause in "
                   "Retry-After, or after a growing pause if there is none.";
        case delivery_outcome::server_error:
            return retry == retry_advice::safe
                       ? "Nothing is recorded: send the same request again later, after a growing "
                         "pause."
                       : "The changes may be recorded already: check Sentry's audit log, or send "
                         "the same request again if it is acceptable to record them twice.";
        case delivery_outcome::unexpected:
            return "This is not an answer of Sentry's webhook: check the URL and any proxy. The "
                   "changes may be recorded already.";
        case delivery_outcome::undecided:
            break;
        }
        return "No answer was read. The changes may be recorded already.";
    }
};

/// Parses the answer to a delivery, from Sentry or from a proxy.
///
/// **Status 200 alone does not mean success.** With a body, it means that Sentry refused the
/// payload and recorded nothing.
///
/// | status | body | outcome | retry |
/// |--------|------|---------|-------|
/// | 200, 201 | empty | `accepted` | `unneeded` |
/// | 200 | an error tree | `refused` | `futile` |
/// | 400 | an object with `detail` | `malformed` | `futile` |
/// | 401 | any | `unauthorized` | `futile` |
/// | 404 | any | `not_found` | `futile` |
/// | 413 | any | `too_large` | `futile` |
/// | 415 | any | `unsupported_media_type` | `futile` |
/// | 429 | any | `throttled` | `safe` |
/// | 503 | any | `server_error` | `safe` |
/// | other 5xx | any | `server_error` | `unsafe` |
/// | anything else | any | `unexpected` | `unsafe` |
///
/// A body of more than 16 MiB is not an error tree. Neither is a tree whose paths are together more
/// than 16 times as long as the body.
/// @param status the HTTP status, any number
/// @param body the complete body of the answer, any bytes
/// @param headers the headers that determine `delivery::retry_after`
/// @pre The answer is complete. If a refusal was cut off before its body, it looks like an
/// acceptance. Do not call this if your HTTP client cannot tell whether the answer is complete:
/// libcurl does not report an answer that ends within its headers.
/// @return the outcome with its complaints and advice; never `undecided`
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`, in time and memory.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py and
/// https://www.rfc-editor.org/rfc/rfc9110#section-15
///
/// @par Example
/// @snippet delivery.cpp delivery
[[nodiscard]] inline delivery parse_delivery(int status, std::string_view body,
                                             const answer_headers& headers = {}) {
    delivery result;
    result.outcome = delivery_outcome::unexpected;
    const auto conclude = [&result](delivery_outcome outcome, retry_advice retry) {
        result.outcome = outcome;
        result.retry = retry;
    };
    if ((status == 200 || status == 201) && body.empty()) {
        conclude(delivery_outcome::accepted, retry_advice::unneeded);
    } else if (status == 200) {
        result.complaints = document::detail::parse_error_tree(body);
        if (!result.complaints.empty()) {
            conclude(delivery_outcome::refused, retry_advice::futile);
        }
    } else if (status == 400) {
        if (std::optional<std::string> reason = document::detail::parse_detail(body)) {
            result.complaints.push_back({{}, *std::move(reason)});
            conclude(delivery_outcome::malformed, retry_advice::futile);
        }
    } else if (status == 401) {
        conclude(delivery_outcome::unauthorized, retry_advice::futile);
    } else if (status == 404) {
        conclude(delivery_outcome::not_found, retry_advice::futile);
    } else if (status == 413) {
        conclude(delivery_outcome::too_large, retry_advice::futile);
    } else if (status == 415) {
        conclude(delivery_outcome::unsupported_media_type, retry_advice::futile);
    } else if (status == 429) {
        conclude(delivery_outcome::throttled, retry_advice::safe);
    } else if (status >= 500 && status <= 599) {
        // Only 503, Service Unavailable, means that the request was not processed.
        conclude(delivery_outcome::server_error,
                 status == 503 ? retry_advice::safe : retry_advice::unsafe);
    }
    if (status == 429 || status == 503) {
        result.retry_after = parse_retry_after(headers);
    }
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/webhook/derive_change_id.hpp
/// @file
/// Derivation of a change id from a text.
#ifndef FLAGHOOK_WEBHOOK_DERIVE_CHANGE_ID_HPP
#define FLAGHOOK_WEBHOOK_DERIVE_CHANGE_ID_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Derives a stable, positive id from a text that identifies a change.
///
/// Use it if your flag system has no 64-bit sequence number. The key can be a UUID, the key of a
/// row in your log, or `flag:revision`. Environments that share a change should share its key.
///
/// The id is the first eight octets of the key's SHA-256 as a big-endian number, without the
/// highest bit. If that is 0, the id is 1. So ids are between 1 and 2^63-1, and fit into a signed
/// 64-bit integer of any language. In Python:
///
/// @code{.py}
/// int.from_bytes(hashlib.sha256(key).digest()[:8], "big") & 0x7FFFFFFFFFFFFFFF or 1
/// @endcode
///
/// Two different keys have the same id with a probability of 1 in 2^63. Sentry compares ids only
/// within a request. Among a million keys in one request, the probability of any collision is 1 in
/// 18 million.
/// @tparam Backend the crypto library that computes SHA-256
/// @param key any bytes. Encode texts as UTF-8, so that other languages derive the same id.
/// @return the id, or the back end's error
/// @throws std::bad_alloc only, and only if the back end allocates
/// @par Complexity
/// Linear in `key.size()`. Does not allocate, unless the back end does.
/// @par Source
/// The protocol leaves the choice of ids to the sender:
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet batch.cpp batch
/// @see change_id
template <crypto::hmac_sha256 Backend>
[[nodiscard]] boost::system::result<change_id> derive_change_id(std::string_view key) {
    crypto::digest digest{};
    if (const boost::system::error_code failure =
            Backend::sha256(std::as_bytes(std::span(key.data(), key.size())), digest)) {
        return failure;
    }
    std::uint64_t bits = 0;
    for (std::size_t octet = 0; octet < sizeof bits; ++octet) {
        bits = bits << 8U | digest[octet];
    }
    bits &= ~std::uint64_t{0} >> 1U;
    return change_id(bits == 0 ? 1 : bits);
}

// The function differs with the choice of a back end, so its namespace names the choice.
#ifdef FLAGHOOK_CRYPTO_OPENSSL
inline namespace by_openssl {
#else
inline namespace by_mbedtls {
#endif

/// Derives an id with the default back end, `default_backend`.
///
/// For example, `"checkout:17"` has the id 6580980600697193345 with every back end.
/// @param key any bytes; texts as UTF-8
/// @return the id, or the back end's error
/// @throws std::bad_alloc only, and only if the back end allocates
/// @par Complexity
/// Linear in `key.size()`.
///
/// @par Example
/// @snippet batch.cpp batch
[[nodiscard]] inline boost::system::result<change_id> derive_change_id(std::string_view key) {
    return flaghook::derive_change_id<default_backend>(key);
}

} // namespace by_openssl or by_mbedtls

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/webhook/endpoint_error.hpp
/// @file
/// Errors in the URL of a webhook.
#ifndef FLAGHOOK_WEBHOOK_ENDPOINT_ERROR_HPP
#define FLAGHOOK_WEBHOOK_ENDPOINT_ERROR_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The reason why a text is not the URL of a generic provider's webhook.
///
/// Converts implicitly to `boost::system::error_code`, with the category `endpoint_category()`.
/// The message says what is wrong and how to correct it.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet values.cpp endpoint
/// @see endpoint
enum class endpoint_error {
    /// The URL has more than `endpoint::max_size` characters.
    too_long = 1,
    /// The URL has a character that is not allowed: a space, a control character, a character
    /// outside ASCII, `%`, or another one that RFC 3986 excludes.
    invalid_character,
    /// The scheme is neither `https` nor `http`.
    not_http,
    /// The scheme is `http`, and the host is not a loopback host. Without TLS, others could read
    /// the request and send it again.
    insecure,
    /// A user name or password precedes the host. Sentry authorizes requests by their signature.
    has_credentials,
    /// The URL has a query (`?`).
    has_query,
    /// The URL has a fragment (`#`), which HTTP clients do not send.
    has_fragment,
    /// The host is empty, or is neither a name nor an address.
    invalid_host,
    /// The port is not a number from 1 to 65535.
    invalid_port,
    /// The host is that of a DSN. It receives events, not webhooks.
    ingestion_host,
    /// The path is not that of a feature-flag webhook.
    wrong_path,
    /// The organization is empty, or is neither a slug nor a number.
    invalid_organization,
    /// The path is that of another provider, which uses other payloads and signatures.
    other_provider,
    /// The final slash is missing. Sentry answers 404 without it.
    no_final_slash,
};

/// The names of the errors, which `to_string` and `from_string` use.
template <>
inline constexpr auto enumerators<endpoint_error> = std::to_array<enumerator<endpoint_error>>({
    {endpoint_error::too_long, "too_long"},
    {endpoint_error::invalid_character, "invalid_character"},
    {endpoint_error::not_http, "not_http"},
    {endpoint_error::insecure, "insecure"},
    {endpoint_error::has_credentials, "has_credentials"},
    {endpoint_error::has_query, "has_query"},
    {endpoint_error::has_fragment, "has_fragment"},
    {endpoint_error::invalid_host, "invalid_host"},
    {endpoint_error::invalid_port, "invalid_port"},
    {endpoint_error::ingestion_host, "ingestion_host"},
    {endpoint_error::wrong_path, "wrong_path"},
    {endpoint_error::invalid_organization, "invalid_organization"},
    {endpoint_error::other_provider, "other_provider"},
    {endpoint_error::no_final_slash, "no_final_slash"},
});

/// The error category of `endpoint_error`.
///
/// Use `endpoint_category()` for its instance.
class endpoint_error_category final : public boost::system::error_category {
public:
    /// Constructs the category. All instances are equal, because they have the same id. A program
    /// may have several, one in each shared library.
    constexpr endpoint_error_category() noexcept : error_category(0x9a4c1e7735d20b68) {}

    /// Returns the category's name, `flaghook.endpoint`.
    const char* name() const noexcept override { return "flaghook.endpoint"; }

    /// Returns a text that says what is wrong and how to correct it.
    /// @param value an `endpoint_error` as an integer; other values have a general text
    /// @throws std::bad_alloc only
    std::string message(int value) const override { return text(value); }

    /// Returns the same text without allocating.
    /// @param value an `endpoint_error` as an integer; other values have a general text
    /// @return a text in static memory
    const char* message(int value, char*, std::size_t) const noexcept override {
        return text(value);
    }

private:
    static const char* text(int value) noexcept {
        switch (static_cast<endpoint_error>(value)) {
        case endpoint_error::too_long:
            return "the URL has more than 2048 characters; copy it from Sentry's settings, Feature "
                   "Flags";
        case endpoint_error::invalid_character:
            return "the URL has a character that is not allowed; write a host that is not ASCII in "
                   "its xn-- form, and use no percent-encoding";
        case endpoint_error::not_http:
            return "the URL must begin with https://";
        case endpoint_error::insecure:
            return "the URL must begin with https://; over http, others on the network can read "
                   "the changes and send them again. Only the host of this machine may have "
                   "http://";
        case endpoint_error::has_credentials:
            return "the URL must not have a user name or a password; only the signature authorizes "
                   "a webhook";
        case endpoint_error::has_query:
            return "the URL must not have a query (?); Sentry's webhook has none";
        case endpoint_error::has_fragment:
            return "the URL must not have a fragment (#); HTTP clients do not send it";
        case endpoint_error::invalid_host:
            return "the URL has no valid host; expected a name such as sentry.io, an IPv4 address, "
                   "or an IPv6 address in brackets";
        case endpoint_error::invalid_port:
            return "the URL's port is not a number from 1 to 65535";
        case endpoint_error::ingestion_host:
            return "the host is that of a DSN, which receives events but no webhooks; use "
                   "sentry.io, "
                   "a region such as us.sentry.io, or your organization's host";
        case endpoint_error::wrong_path:
            return "the path is not that of the webhook; expected "
                   "/api/0/organizations/ORGANIZATION/flags/hooks/provider/generic/";
        case endpoint_error::invalid_organization:
            return "the organization in the URL is not valid; expected its slug (lower-case "
                   "letters, digits, hyphens, underscores) or its number";
        case endpoint_error::other_provider:
            return "the path is that of another provider, which expects other payloads and "
                   "signatures; expected .../flags/hooks/provider/generic/";
        case endpoint_error::no_final_slash:
            return "the URL must end with a slash; without it, Sentry answers 404";
        }
        return "unknown flaghook.endpoint error";
    }
};

/// Returns the category of `endpoint_error`.
/// @return a reference that is valid until the program ends
inline const boost::system::error_category& endpoint_category() noexcept {
    static constinit const endpoint_error_category instance;
    return instance;
}

/// Makes an `error_code` from an `endpoint_error`. Boost.System calls it for implicit conversions.
/// @param error the error
/// @return an error code of `endpoint_category()`
inline boost::system::error_code make_error_code(endpoint_error error) noexcept {
    return {static_cast<int>(error), endpoint_category()};
}

} // namespace flaghook::inline FLAGHOOK_ABI

/// Makes `endpoint_error` convert implicitly to `boost::system::error_code`.
template <>
struct boost::system::is_error_code_enum<flaghook::endpoint_error> : std::true_type {};

#endif

// ---- flaghook/webhook/endpoint.hpp
/// @file
/// The checked URL of a webhook.
#ifndef FLAGHOOK_WEBHOOK_ENDPOINT_HPP
#define FLAGHOOK_WEBHOOK_ENDPOINT_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A URL that was checked to be that of a generic provider's webhook.
///
/// Every endpoint has a URL of this form:
/// @code{.unparsed}
/// url          = scheme "://" host [ ":" port ] prefix path
/// scheme       = "https" / "http"           ; any letter case; "http" for loopback hosts only
/// host         = name / "[" 2*( HEXDIG / ":" / "." ) "]"
/// name         = label *( "." label )       ; at most 253 characters; also IPv4 addresses
/// label        = alnum [ *61( alnum / "-" ) alnum ]
/// port         = 1*5DIGIT                   ; 1 to 65535
/// prefix       = *( "/" segment )           ; for a self-hosted Sentry
/// segment      = 1*( unreserved / sub-delims / ":" / "@" ) ; not "." or ".."
/// path         = "/api/0/organizations/" organization "/flags/hooks/provider/generic/"
/// organization = 1*( %x61-7A / DIGIT / "-" / "_" )
/// alnum        = ALPHA / DIGIT
/// @endcode
///
/// The path must have the letter case shown. The host can be `sentry.io`, that of a region
/// (`us.sentry.io`, `de.sentry.io`), that of an organization (`acme.sentry.io`), or your own.
/// Loopback hosts are `localhost` and names below it, 127.0.0.0/8 and `[::1]`. The URL is used
/// unchanged: the class does not decode, resolve or normalize it.
///
/// An endpoint can be copied and moved. The accessors of a moved-from endpoint return empty texts.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://www.rfc-editor.org/rfc/rfc3986
///
/// @par Example
/// @snippet values.cpp endpoint
/// @see endpoint_error, make_request
class endpoint {
public:
    /// The maximum length of a URL, in characters.
    static constexpr std::size_t max_size = 2048;

    /// Checks a URL and makes an endpoint from it.
    /// @param url the URL, as Sentry's settings show it
    /// @return the endpoint, or the first `endpoint_error`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `url.size()`. A URL longer than `max_size` is rejected in constant time.
    ///
    /// @par Example
    /// @snippet values.cpp endpoint
    [[nodiscard]] static boost::system::result<endpoint> from_url(std::string_view url) {
        if (url.size() > max_size) {
            return endpoint_error::too_long;
        }
        endpoint result;
        if (const boost::system::error_code failure = result.read(url)) {
            return failure;
        }
        result.url_ = url;
        return result;
    }

    /// Builds and checks the URL of an organization's webhook.
    ///
    /// `make("acme", "https://us.sentry.io")` gives
    /// `https://us.sentry.io/api/0/organizations/acme/flags/hooks/provider/generic/`.
    /// @param organization the organization's slug or number
    /// @param server scheme and host of the server. May include a port, and the path prefix of a
    /// self-hosted Sentry. A slash at the end is ignored.
    /// @return the endpoint, or the first `endpoint_error`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the lengths of both texts, up to `max_size`.
    [[nodiscard]] static boost::system::result<endpoint>
    make(std::string_view organization, std::string_view server = "https://sentry.io") {
        std::string url(server.substr(0, max_size + 1));
        if (url.ends_with('/')) {
            url.pop_back();
        }
        url += before_organization;
        url += organization.substr(0, max_size + 1);
        url += after_organization;
        return from_url(url);
    }

    /// Returns the whole URL.
    [[nodiscard]] const std::string& url() const noexcept { return url_; }

    /// Returns the host without the port; an IPv6 address is in brackets.
    /// @return a view of `url()`, valid until the endpoint is changed, moved or destroyed
    [[nodiscard]] std::string_view host() const noexcept { return part(host_); }

    /// Returns the organization's slug or number.
    /// @return a view of `url()`, valid until the endpoint is changed, moved or destroyed
    [[nodiscard]] std::string_view organization() const noexcept { return part(organization_); }

    /// Checks whether the host is a loopback host: `localhost` or a name below it, 127.0.0.0/8 or
    /// `[::1]`. `http` is allowed only for these.
    /// @par Complexity
    /// Linear in the host's length.
    [[nodiscard]] bool is_loopback() const noexcept { return is_loopback(host()); }

    /// Compares the URLs byte by byte. `https://SENTRY.IO/...` and `https://sentry.io/...` differ.
    friend bool operator==(const endpoint& left, const endpoint& right) noexcept {
        return left.url_ == right.url_;
    }

private:
    /// A part of the URL. Unlike views, positions stay valid when an endpoint is copied or moved.
    struct range {
        std::size_t begin = 0;
        std::size_t size = 0;
    };

    static constexpr std::string_view before_organization = "/api/0/organizations/";
    static constexpr std::string_view before_provider = "/flags/hooks/provider/";
    static constexpr std::string_view after_organization = "/flags/hooks/provider/generic/";

    endpoint() = default;

    [[nodiscard]] std::string_view part(range location) const noexcept {
        const std::string_view whole = url_;
        // The URL of a moved-from endpoint may be empty.
        return location.begin <= whole.size() ? whole.substr(location.begin, location.size)
                                              : std::string_view();
    }

    [[nodiscard]] boost::system::error_code read(std::string_view url) {
        // A URL may not contain '\', but some clients treat it as '/', which would end the host.
        if (url.find_first_not_of(url_characters) != std::string_view::npos) {
            return endpoint_error::invalid_character;
        }
        if (url.find('#') != std::string_view::npos) {
            return endpoint_error::has_fragment;
        }
        if (url.find('?') != std::string_view::npos) {
            return endpoint_error::has_query;
        }
        const bool secure = starts_with_scheme(url, "https://");
        if (!secure && !starts_with_scheme(url, "http://")) {
            return endpoint_error::not_http;
        }
        const std::size_t begin = secure ? 8 : 7;
        const std::size_t end = std::min(url.find('/', begin), url.size());
        if (const boost::system::error_code failure =
                read_authority(url.substr(begin, end - begin), begin, secure)) {
            return failure;
        }
        return read_path(url.substr(end), end);
    }

    [[nodiscard]] boost::system::error_code read_authority(std::string_view authority,
                                                           std::size_t begin, bool secure) {
        if (authority.find('@') != std::string_view::npos) {
            return endpoint_error::has_credentials;
        }
        const std::size_t bracket = authority.find(']');
        const std::size_t colon =
            authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
        const std::string_view host = authority.substr(0, colon);
        if (!is_host(host)) {
            return endpoint_error::invalid_host;
        }
        if (colon != std::string_view::npos && !is_port(authority.substr(colon + 1))) {
            return endpoint_error::invalid_port;
        }
        if (!secure && !is_loopback(host)) {
            return endpoint_error::insecure;
        }
        if (is_ingestion_host(host)) {
            return endpoint_error::ingestion_host;
        }
        host_ = {begin, host.size()};
        return {};
    }

    [[nodiscard]] boost::system::error_code read_path(std::string_view path, std::size_t begin) {
        if (path.find_first_of("[]") != std::string_view::npos) {
            return endpoint_error::invalid_character;
        }
        const std::size_t api = path.rfind(before_organization);
        if (api == std::string_view::npos || !is_prefix(path.substr(0, api))) {
            return endpoint_error::wrong_path;
        }
        const std::size_t first = api + before_organization.size();
        const std::string_view rest = path.substr(first);
        const std::string_view organization = rest.substr(0, rest.find('/'));
        const std::string_view hook = rest.substr(organization.size());
        if (!hook.starts_with(before_provider)) {
            return endpoint_error::wrong_path;
        }
        if (!is_organization(organization)) {
            return endpoint_error::invalid_organization;
        }
        const std::string_view provider = hook.substr(before_provider.size());
        if (provider == "generic") {
            return endpoint_error::no_final_slash;
        }
        if (provider != "generic/") {
            return is_provider(provider) ? endpoint_error::other_provider
                                         : endpoint_error::wrong_path;
        }
        organization_ = {begin + first, organization.size()};
        return {};
    }

    [[nodiscard]] static constexpr bool is_digit(char character) noexcept {
        return character >= '0' && character <= '9';
    }
    [[nodiscard]] static constexpr bool is_letter(char character) noexcept {
        return server::detail::lower_case(character) >= 'a' &&
               server::detail::lower_case(character) <= 'z';
    }

    [[nodiscard]] static constexpr bool ends_with(std::string_view text,
                                                  std::string_view lower_case) noexcept {
        return text.size() >= lower_case.size() &&
               server::detail::equal_in_any_case(text.substr(text.size() - lower_case.size()),
                                                 lower_case);
    }

    [[nodiscard]] static constexpr bool starts_with_scheme(std::string_view url,
                                                           std::string_view scheme) noexcept {
        return server::detail::equal_in_any_case(url.substr(0, scheme.size()), scheme);
    }

    [[nodiscard]] static constexpr bool is_host(std::string_view host) noexcept {
        if (host.starts_with('[')) {
            return host.size() > 3 && host.ends_with(']') &&
                   host.find_first_not_of("0123456789abcdefABCDEF:.", 1) == host.size() - 1;
        }
        if (host.empty() || host.size() > 253) {
            return false;
        }
        for (std::size_t begin = 0; begin <= host.size();) {
            const std::size_t end = std::min(host.find('.', begin), host.size());
            const std::string_view label = host.substr(begin, end - begin);
            // A final point makes the last label empty. TLS certificates have no such names.
            if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
                !std::all_of(label.begin(), label.end(), [](char character) {
                    return is_letter(character) || is_digit(character) || character == '-';
                })) {
                return false;
            }
            begin = end + 1;
        }
        return true;
    }

    [[nodiscard]] static constexpr bool is_port(std::string_view digits) noexcept {
        if (digits.empty() || digits.size() > 5 ||
            !std::all_of(digits.begin(), digits.end(), is_digit)) {
            return false;
        }
        int value = 0;
        for (const char digit : digits) {
            value = value * 10 + (digit - '0');
        }
        return value >= 1 && value <= 65535;
    }

    [[nodiscard]] static constexpr bool is_loopback(std::string_view host) noexcept {
        if (server::detail::equal_in_any_case(host, "localhost") || ends_with(host, ".localhost") ||
            host == "[::1]") {
            return true;
        }
        // 127.0.0.0/8 as four decimal numbers. Short forms such as 127.1 are not accepted.
        int numbers = 1;
        int value = -1;
        for (const char character : host) {
            if (character == '.') {
                ++numbers;
                value = -1;
            } else if (is_digit(character)) {
                value = (value < 0 ? 0 : value * 10) + (character - '0');
            } else {
                return false;
            }
            if (value > 255) {
                return false;
            }
        }
        return host.starts_with("127.") && numbers == 4 && value >= 0;
    }

    /// Checks for a host that receives events, as in a DSN: `o1.ingest.us.sentry.io`.
    [[nodiscard]] static constexpr bool is_ingestion_host(std::string_view host) noexcept {
        if (!ends_with(host, ".sentry.io")) {
            return false;
        }
        for (std::size_t begin = 0; begin < host.size();) {
            const std::size_t end = std::min(host.find('.', begin), host.size());
            if (server::detail::equal_in_any_case(host.substr(begin, end - begin), "ingest")) {
                return true;
            }
            begin = end + 1;
        }
        return false;
    }

    /// Checks the path prefix of a self-hosted Sentry. A client would resolve `.` and `..`, and so
    /// request another path.
    [[nodiscard]] static constexpr bool is_prefix(std::string_view path) noexcept {
        while (!path.empty()) {
            path.remove_prefix(1);
            const std::string_view segment = path.substr(0, path.find('/'));
            if (segment.empty() || segment == "." || segment == "..") {
                return false;
            }
            path.remove_prefix(segment.size());
        }
        return true;
    }

    [[nodiscard]] static constexpr bool is_organization(std::string_view text) noexcept {
        return !text.empty() && std::all_of(text.begin(), text.end(), [](char character) {
            return (character >= 'a' && character <= 'z') || is_digit(character) ||
                   character == '-' || character == '_';
        });
    }

    /// Checks for a single segment, with or without a final slash.
    [[nodiscard]] static constexpr bool is_provider(std::string_view text) noexcept {
        if (text.ends_with('/')) {
            text.remove_suffix(1);
        }
        return !text.empty() && text.find('/') == std::string_view::npos;
    }

    static constexpr std::string_view url_characters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=";

    std::string url_;
    range host_;
    range organization_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/webhook/reply.hpp
/// @file
/// The answer to a request, and the rows that it records.
#ifndef FLAGHOOK_WEBHOOK_REPLY_HPP
#define FLAGHOOK_WEBHOOK_REPLY_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Options for parsing and answering bodies.
struct receiver_options {
    /// Resource limits for parsing a body.
    parse_limits limits{};
    /// The form in which an error tree names the items of a list.
    tree_form form = tree_form::list;
    /// Whether replies report the deviations of accepted bodies from the documentation.
    bool deviations = false;
};

/// The answer to one request, and the rows that it records.
///
/// A default-constructed or moved-from reply is undecided. An undecided reply is never accepted: it
/// has status 500 and no rows.
///
/// A reply whose rows own their text can be copied and moved. One whose rows are views cannot,
/// because the views are valid only in its session.
/// @tparam Version the protocol version of the rows
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
///
/// @par Example
/// @snippet receiver.cpp receiver
/// @see basic_receiver, answer
template <blueprint::version Version>
class basic_reply {
public:
    /// The type of a recorded change.
    using row_type = typename decltype(Version::payload_type::data)::value_type;

    /// Constructs an undecided reply.
    basic_reply() = default;

    /// Returns the outcome of the request.
    [[nodiscard]] delivery_outcome outcome() const noexcept { return outcome_.get(); }

    /// Checks whether Sentry would record the changes. **Status 200 alone does not mean that.**
    /// @return `outcome() == delivery_outcome::accepted`
    [[nodiscard]] bool accepted() const noexcept { return outcome() == delivery_outcome::accepted; }

    /// Returns the HTTP status of the answer.
    /// @return one of these:
    /// - 200: the payload was parsed; it is accepted, or refused with an error tree
    /// - 400: the JSON is malformed
    /// - 401: the signature is wrong or missing
    /// - 413: the body exceeds a limit of `receiver_options::limits`
    /// - 415: the media type is not JSON
    /// - 500: Sentry would fail to answer, or the reply is undecided
    [[nodiscard]] int status() const noexcept {
        switch (outcome()) {
        case delivery_outcome::accepted:
        case delivery_outcome::refused:
            return 200;
        case delivery_outcome::malformed:
            return 400;
        case delivery_outcome::unauthorized:
            return 401;
        case delivery_outcome::too_large:
            return 413;
        case delivery_outcome::unsupported_media_type:
            return 415;
        default:
            return 500;
        }
    }

    /// Returns the body of the answer.
    /// @return JSON, to be sent as `application/json`. Empty if the changes are accepted, and for
    /// status 500.
    [[nodiscard]] const std::string& answer() const& noexcept { return answer_; }
    /// Moves the body of the answer out of the reply.
    /// @return JSON, or an empty text; see the other overload
    [[nodiscard]] std::string answer() && noexcept { return std::move(answer_); }

    /// Returns the changes to record, in the sender's order.
    ///
    /// Of several changes with the same id, only the first is a row.
    /// @return the rows; empty unless the reply is accepted. They are valid as long as the reply.
    /// If they are views, they are valid until the next call of the session, while the body exists.
    [[nodiscard]] std::span<const row_type> rows() const& noexcept {
        return accepted() ? std::span<const row_type>(parsed_->data) : std::span<const row_type>();
    }
    /// Moves the rows out of the reply.
    /// @return the rows; empty unless the reply is accepted
    [[nodiscard]] std::vector<row_type> rows() && noexcept {
        return accepted() ? std::move(parsed_.payload_.data) : std::vector<row_type>();
    }

    /// Returns the reasons why the body is refused, in the server's order.
    /// @return the issues; empty if the body is accepted, and if the request is unauthorized
    [[nodiscard]] const std::vector<issue>& issues() const& noexcept {
        return parsed_.error().issues();
    }
    /// Moves the issues out of the reply.
    /// @return the issues; see the other overload
    [[nodiscard]] std::vector<issue> issues() && noexcept {
        return std::move(parsed_.refusal_).issues();
    }

    /// Returns the deviations of the body from the documentation.
    /// @return the deviations; empty unless `receiver_options::deviations` is set
    [[nodiscard]] const std::vector<deviation>& deviations() const& noexcept {
        return parsed_.deviations();
    }
    /// Moves the deviations out of the reply.
    /// @return the deviations; see the other overload
    [[nodiscard]] std::vector<deviation> deviations() && noexcept {
        return std::move(parsed_.deviations_);
    }

    /// Returns the reason why a request is unauthorized, for the receiver's log.
    ///
    /// The answer to the sender does not contain it.
    /// @return a `signature_error`, or no error for other outcomes
    [[nodiscard]] const boost::system::error_code& reason() const noexcept { return reason_; }

private:
    template <blueprint::version>
    friend class basic_answerer;

    json::detail::taken_by_move<delivery_outcome> outcome_{};
    std::string answer_{};
    parsed<Version> parsed_{};
    boost::system::error_code reason_{};
};

/// Answers a series of bodies as Sentry does, without verifying signatures, and reuses its memory.
///
/// A body similar to earlier ones needs no allocation. Use it for bodies whose signature has been
/// verified or need not be. For a single body, `flaghook::answer` is simpler. For complete
/// requests, use `basic_receiver::session`.
///
/// Threads: use an answerer in one thread at a time. It can be neither copied nor moved, because
/// replies refer to it.
/// @tparam Version the protocol version to read. With `blueprint::latest_borrowed`, the rows' texts
/// are views; see `parser`.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
///
/// @par Example
/// @snippet values.cpp answerer
/// @see basic_receiver, decode_body
template <blueprint::version Version>
class basic_answerer {
public:
    /// The type of the replies.
    using reply = basic_reply<Version>;

    /// Constructs an answerer.
    /// @param options limits on bodies, and the form of answers
    explicit basic_answerer(const receiver_options& options = {}) noexcept
        : parser_({.limits = options.limits, .deviations = options.deviations}),
          form_(options.form) {}

    basic_answerer(const basic_answerer&) = delete;
    basic_answerer& operator=(const basic_answerer&) = delete;
    ~basic_answerer() = default;

    /// Answers a body whose signature is correct.
    /// @param body the body in UTF-8, any bytes. If rows are views, keep the body while you use the
    /// reply.
    /// @return a reply that is valid until the next call
    /// @throws std::bad_alloc only; the reply is undecided then
    /// @par Complexity
    /// Linear in `body.size()`, in time and memory.
    template <body_for<Version> Body>
    [[nodiscard]] const reply& answer(Body&& body) {
        decide(std::string_view(body));
        return reply_;
    }

    /// Answers a request whose signature is wrong or missing.
    ///
    /// Sentry gives the same answer if the organization does not exist.
    /// @param reason the error that `basic_reply::reason` returns
    /// @return a reply with status 401, valid until the next call
    /// @throws std::bad_alloc only; the reply is undecided then
    /// @par Complexity
    /// Constant, apart from clearing the previous reply.
    [[nodiscard]] const reply& unauthorized(const boost::system::error_code& reason = {}) {
        begin();
        reply_.parsed_.is_accepted_ = false;
        reply_.parsed_.refusal_ = {};
        reply_.parsed_.deviations_.clear();
        reply_.answer_ = "\"Not authorized.\"";
        reply_.reason_ = reason;
        reply_.outcome_ = delivery_outcome::unauthorized;
        return reply_;
    }

    /// Answers a request whose body was refused before parsing.
    /// @param refused the refusal, such as that of `decode_body`
    /// @return a reply with the refusal's status and issues, valid until the next call. If
    /// `refused.status()` is not 200, 400, 413 or 415, the reply's status is 500.
    /// @throws std::bad_alloc only; the reply is undecided then
    /// @par Complexity
    /// Linear in the number and length of the issues.
    [[nodiscard]] const reply& refuse(const refusal& refused) {
        begin();
        reply_.parsed_.is_accepted_ = false;
        reply_.parsed_.deviations_.clear();
        reply_.parsed_.refusal_ = {};
        reply_.parsed_.refusal_ = refused;
        reply_.answer_ = refused.answer(form_);
        reply_.outcome_ = outcome_of(refused.status());
        return reply_;
    }

    /// Moves the last reply out of the answerer.
    /// @return the reply, which owns its contents; undecided if nothing was answered yet
    [[nodiscard]] reply take() && noexcept requires(!borrows_text<Version>) {
        return std::move(reply_);
    }

private:
    void begin() noexcept {
        reply_.outcome_ = delivery_outcome::undecided;
        reply_.answer_.clear();
        reply_.reason_ = {};
    }

    void decide(std::string_view body) {
        begin();
        parsed<Version>& parsed = reply_.parsed_;
        parser_.parse_into(parsed, body);
        if (parsed) {
            remove_changes(parsed.payload_.data,
                           repeated_.find(std::span(std::as_const(parsed.payload_.data))));
            reply_.outcome_ = delivery_outcome::accepted;
        } else {
            reply_.answer_ = parsed.error().answer(form_);
            reply_.outcome_ = outcome_of(parsed.error().status());
        }
    }

    [[nodiscard]] static delivery_outcome outcome_of(int status) noexcept {
        switch (status) {
        case 200:
            return delivery_outcome::refused;
        case 400:
            return delivery_outcome::malformed;
        case 413:
            return delivery_outcome::too_large;
        case 415:
            return delivery_outcome::unsupported_media_type;
        default:
            return delivery_outcome::server_error;
        }
    }

    parser<Version> parser_;
    tree_form form_;
    repeated_ids repeated_;
    reply reply_;
};

/// Answers one body as Sentry does, without verifying a signature.
/// @tparam Version the protocol version to read; its texts may not be views
/// @param body the body in UTF-8, any bytes
/// @param options limits on bodies, and the form of answers
/// @return a reply that owns its contents
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()`, in time and memory.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
///
/// @par Example
/// @snippet values.cpp answer
/// @see basic_answerer for a series of bodies, basic_receiver for requests with a signature
template <blueprint::version Version = blueprint::latest>
    requires(!borrows_text<Version>)
[[nodiscard]] basic_reply<Version> answer(std::string_view body,
                                          const receiver_options& options = {}) {
    basic_answerer<Version> answerer(options);
    static_cast<void>(answerer.answer(body));
    return std::move(answerer).take();
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/webhook/receiver.hpp
/// @file
/// A receiver of webhook requests that answers as Sentry does.
#ifndef FLAGHOOK_WEBHOOK_RECEIVER_HPP
#define FLAGHOOK_WEBHOOK_RECEIVER_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Answers webhook requests as Sentry does.
///
/// The steps are those of Sentry, in its order:
/// 1. Verify the signature. If it is wrong, the answer is 401.
/// 2. Check the media type. If it is not JSON, the answer is 415.
/// 3. Parse the JSON. If it is malformed, the answer is 400.
/// 4. Check the fields. If some are invalid, the answer is 200 with an error tree.
/// 5. Remove duplicates. The remaining changes are the rows, and the answer is an empty 200.
///
/// A body larger than `parse_limits::body_size` is answered with 413 before step 1.
///
/// `flaghook::receiver` and `flaghook::borrowing_receiver` are this class with the latest protocol
/// version and the default back end.
///
/// Threads: a receiver does not change, so several threads may use it at the same time. A receiver
/// that was moved from verifies nothing, and answers 401.
/// @tparam Version the protocol version to read
/// @tparam Backend the crypto library that verifies signatures
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
///
/// @par Example
/// @snippet receiver.cpp receiver
/// @see basic_answerer for bodies without a signature
template <blueprint::version Version, crypto::hmac_sha256 Backend>
class basic_receiver {
public:
    /// The type of the replies.
    using reply = basic_reply<Version>;

    /// Answers a series of requests and reuses its memory between them.
    ///
    /// A request similar to earlier ones needs no allocation. The rows of a `borrowing_receiver`'s
    /// session are views into the body or into the session.
    ///
    /// Threads: use a session in one thread at a time. It can be neither copied nor moved, because
    /// replies refer to it.
    ///
    /// @par Example
    /// @snippet views.cpp views
    class session {
    public:
        /// Starts a session.
        /// @param receiver has the secrets and the options
        /// @pre `receiver` outlives the session.
        explicit session(const basic_receiver& receiver) noexcept
            : receiver_(receiver), answerer_(receiver.options_) {}
        /// Deleted, because a temporary receiver would not outlive the session.
        explicit session(const basic_receiver&&) = delete;

        session(const session&) = delete;
        session& operator=(const session&) = delete;
        ~session() = default;

        /// Answers a request with the headers that matter.
        /// @param body the raw bytes of the request, neither decoded nor changed. If rows are
        /// views, keep the body while you use the reply.
        /// @param headers the signature and the content type of the request
        /// @return a reply that is valid until the next call of the session
        /// @throws std::bad_alloc only; the session can be used again afterwards
        /// @par Complexity
        /// Linear in `body.size()`, in time and memory.
        template <body_for<Version> Body>
        [[nodiscard]] const reply& receive(Body&& body, const received_headers& headers) {
            return decide(std::string_view(body), headers);
        }
        /// Answers a request, and finds the headers that matter among all headers.
        ///
        /// If the request has several `X-Sentry-Signature` headers, the answer is 401.
        /// @param body the raw bytes of the request; see the other overload
        /// @param headers a range of pairs of name and value, such as a `std::map`
        /// @return a reply that is valid until the next call of the session
        /// @throws std::bad_alloc only; the session can be used again afterwards
        /// @par Complexity
        /// Linear in `body.size()` and the number of headers.
        template <body_for<Version> Body, header_range Headers>
        [[nodiscard]] const reply& receive(Body&& body, const Headers& headers) {
            const boost::system::result<received_headers> found = received_headers::from(headers);
            return found ? decide(std::string_view(body), *found)
                         : answerer_.unauthorized(found.error());
        }

    private:
        friend basic_receiver;

        [[nodiscard]] const reply& decide(std::string_view body, const received_headers& headers) {
            // An attacker without the secret must not make the server hash a body over the limit.
            if (body.size() > receiver_.options_.limits.body_size) {
                return answerer_.answer(body);
            }
            if (!receiver_.verifier_.verify(body, headers.signature, memory_)) {
                // The memory may contain the correct signature of this body.
                memory_ = {};
                return answerer_.unauthorized(headers.signature ? signature_error::mismatch
                                                                : signature_error::header_missing);
            }
            const result<std::string_view> text = decode_body(body, headers.content_type, text_);
            return text ? answerer_.answer(*text) : answerer_.refuse(text.error());
        }

        const basic_receiver& receiver_;
        typename basic_verifier<Backend>::workspace memory_;
        /// The text of a body whose charset is not UTF-8.
        std::string text_;
        basic_answerer<Version> answerer_;
    };

    /// Constructs a receiver from a verifier.
    /// @param verifier verifies the signatures
    /// @param options limits on bodies, and the form of answers
    explicit basic_receiver(basic_verifier<Backend> verifier, const receiver_options& options = {})
        : verifier_(std::move(verifier)), options_(options) {}

    /// Makes a receiver that accepts signatures of any of several secrets.
    ///
    /// During the rotation of a secret, pass the old secret and the new one.
    /// @param secrets 1 to 16 secrets; they may be destroyed afterwards
    /// @param options limits on bodies, and the form of answers
    /// @return the receiver, or the error of `basic_verifier::make`
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `secrets.size()`.
    ///
    /// @par Example
    /// @snippet rotation.cpp rotation
    [[nodiscard]] static boost::system::result<basic_receiver>
    make(std::span<const secret> secrets, const receiver_options& options = {}) {
        boost::system::result<basic_verifier<Backend>> made =
            basic_verifier<Backend>::make(secrets);
        if (!made) {
            return made.error();
        }
        return basic_receiver(*std::move(made), options);
    }
    /// Makes a receiver that accepts signatures of one secret.
    /// @param single the secret; it may be destroyed afterwards
    /// @param options limits on bodies, and the form of answers
    /// @return the receiver, or the error of `basic_verifier::make`
    /// @throws std::bad_alloc only
    ///
    /// @par Example
    /// @snippet receiver.cpp receiver_start
    [[nodiscard]] static boost::system::result<basic_receiver>
    make(const secret& single, const receiver_options& options = {}) {
        return make(std::span(&single, 1), options);
    }

    /// Answers one request with the headers that matter.
    ///
    /// Not available if rows are views; use a `session` for these.
    /// @param body the raw bytes of the request, neither decoded nor changed
    /// @param headers the signature and the content type of the request
    /// @return a reply that owns its contents
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `body.size()`, in time and memory.
    [[nodiscard]] reply receive(std::string_view body, const received_headers& headers) const
        requires(!borrows_text<Version>) {
        session once(*this);
        static_cast<void>(once.receive(body, headers));
        return std::move(once.answerer_).take();
    }
    /// Answers one request, and finds the headers that matter among all headers.
    ///
    /// If the request has several `X-Sentry-Signature` headers, the answer is 401.
    /// @param body the raw bytes of the request, neither decoded nor changed
    /// @param headers a range of pairs of name and value, such as a `std::map`
    /// @return a reply that owns its contents
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `body.size()` and the number of headers.
    ///
    /// @par Example
    /// @snippet receiver.cpp receiver
    template <header_range Headers>
        requires(!borrows_text<Version>)
    [[nodiscard]] reply receive(std::string_view body, const Headers& headers) const {
        session once(*this);
        static_cast<void>(once.receive(body, headers));
        return std::move(once.answerer_).take();
    }

private:
    basic_verifier<Backend> verifier_;
    receiver_options options_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/webhook/replay_guard.hpp
/// @file
/// A bounded memory of recent change ids, for receivers that store each change only once.
#ifndef FLAGHOOK_WEBHOOK_REPLAY_GUARD_HPP
#define FLAGHOOK_WEBHOOK_REPLAY_GUARD_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The limits of a `replay_guard`.
struct replay_guard_options {
    /// The maximum number of ids, from 1 to 2^30. When the guard is full, a new id evicts the
    /// oldest. The memory, 40 to 48 bytes per id, is allocated at construction.
    std::size_t capacity = 65'536;
    /// The time after which an id expires, counted from when it was admitted.
    std::chrono::nanoseconds window = std::chrono::hours{1};
};

/// Remembers recent change ids, and removes changes that were seen before.
///
/// The protocol does not prevent replay. The signature covers only the body, which contains no
/// nonce and no time of the request. So anyone who saw a request can send it again. Sentry records
/// the changes of each such request again, because it compares ids only within a request. With a
/// guard, a receiver can detect repeated changes.
///
/// An id is known until one of these happens:
/// - `window` has passed since it was admitted
/// - `capacity` newer ids were admitted
/// - it was removed by `forget`
///
/// After that, the change can be replayed. To prevent this, also refuse a change if its
/// `created_at` differs from the current time by `window / 2` or more. This works while at most
/// `capacity` changes arrive within a window. It also refuses genuine changes that arrive late.
///
/// Each sender chooses its ids. Use one guard for each organization and provider, as Sentry keeps
/// their changes separate.
///
/// Threads: all functions may be called by several threads at the same time. If several threads
/// pass the same new id at once, exactly one of them admits it.
///
/// A guard can be neither copied nor moved. After construction it does not allocate, and nothing
/// fails.
///
/// @par Complexity
/// Constant per id, amortized: a call after a pause also removes the ids that have expired. To make
/// ids collide in the hash table, an attacker needs the secret and an address in the receiver's
/// memory.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @snippet rotation.cpp once
class replay_guard {
public:
    /// The clock that measures the window. It is monotonic; the time of day could be set back.
    using clock = std::chrono::steady_clock;

    /// Constructs a guard without ids, and allocates its memory.
    /// @param options the limits. A capacity outside 1 to 2^30 is clamped.
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `options.capacity`.
    explicit replay_guard(const replay_guard_options& options = {})
        : window_(options.window),
          sightings_(std::clamp(options.capacity, std::size_t{1}, largest_capacity)),
          table_(std::bit_ceil(sightings_.size() * 2), no_sighting) {}

    replay_guard(const replay_guard&) = delete;
    replay_guard& operator=(const replay_guard&) = delete;

    /// Admits an id if it is not known.
    /// @param id the id of a change
    /// @param now the current time. It never goes back: a time before that of an earlier call
    /// counts as the earlier call's time.
    /// @return true if the id was not known; it is known from now on. False if it was known.
    /// @par Complexity
    /// Constant, amortized.
    [[nodiscard]] bool admit(const change_id& id, clock::time_point now = clock::now()) noexcept {
        const std::lock_guard exclusive(guard_);
        forget_expired(now);
        return remember(id);
    }

    /// Removes the changes whose ids are known, and admits the ids of the others.
    ///
    /// Of several changes with the same id in the list, only the first is kept. The order of the
    /// changes does not change. If you cannot store the changes, call `forget` with them. Otherwise
    /// the sender's next attempt would be ignored.
    /// @param changes the list to reduce
    /// @param now the current time; see `admit`
    /// @return the number of changes that were removed
    /// @throws only what moving a `Change` throws
    /// @par Complexity
    /// Linear in `changes.size()`, amortized.
    ///
    /// @par Example
    /// @snippet rotation.cpp once
    template <identified Change>
    std::size_t keep_new(std::vector<Change>& changes, clock::time_point now = clock::now()) {
        const std::lock_guard exclusive(guard_);
        forget_expired(now);
        return std::erase_if(changes, [this](const Change& each) { return !remember(each.id); });
    }

    /// Removes the ids of changes from the guard, for a receiver that could not store the changes.
    /// @param changes the changes, as `keep_new` left them. Unknown ids are ignored.
    /// @par Complexity
    /// Linear in `changes.size()`, on average.
    template <identified Change>
    void forget(const std::vector<Change>& changes) noexcept {
        const std::lock_guard exclusive(guard_);
        for (const Change& each : changes) {
            forget_one(each.id);
        }
    }

    /// Removes an id from the guard.
    /// @param id the id; ignored if it is not known
    /// @par Complexity
    /// Constant on average.
    void forget(const change_id& id) noexcept {
        const std::lock_guard exclusive(guard_);
        forget_one(id);
    }

private:
    static constexpr std::size_t largest_capacity = std::size_t{1} << 30U;
    static constexpr std::uint32_t no_sighting = ~std::uint32_t{0};

    struct sighting {
        change_id id{};
        clock::time_point time{};
        /// False once `forget` has removed the id.
        bool known = false;
    };

    /// Returns the slot of the table where the search for an id begins.
    [[nodiscard]] std::size_t home(const change_id& id) const noexcept {
        std::uint64_t bits = id.bits() ^ reinterpret_cast<std::uintptr_t>(table_.data());
        for (int round = 0; round < 2; ++round) {
            bits = (bits ^ bits >> 32U) * 0x9E3779B97F4A7C15U;
        }
        return static_cast<std::size_t>(bits >> 32U) & (table_.size() - 1);
    }

    /// Returns the slot of an id, or the free slot where it belongs.
    [[nodiscard]] std::size_t find(const change_id& id) const noexcept {
        std::size_t slot = home(id);
        while (table_[slot] != no_sighting && sightings_[table_[slot]].id != id) {
            slot = next(slot);
        }
        return slot;
    }

    [[nodiscard]] std::size_t next(std::size_t slot) const noexcept {
        return (slot + 1) & (table_.size() - 1);
    }

    /// Returns the number of steps from one slot to another.
    [[nodiscard]] std::size_t distance(std::size_t from, std::size_t to) const noexcept {
        return (to + table_.size() - from) & (table_.size() - 1);
    }

    bool remember(const change_id& id) noexcept {
        if (table_[find(id)] != no_sighting) {
            return false;
        }
        if (count_ == sightings_.size()) {
            forget_oldest();
        }
        const std::size_t newest = (oldest_ + count_) % sightings_.size();
        sightings_[newest] = {id, now_, true};
        ++count_;
        table_[find(id)] = static_cast<std::uint32_t>(newest);
        return true;
    }

    void forget_expired(clock::time_point now) noexcept {
        now_ = std::max(now_, now);
        while (count_ != 0 && now_ - sightings_[oldest_].time >= window_) {
            forget_oldest();
        }
    }

    void forget_oldest() noexcept {
        if (sightings_[oldest_].known) {
            forget_one(sightings_[oldest_].id);
        }
        oldest_ = (oldest_ + 1) % sightings_.size();
        --count_;
    }

    void forget_one(const change_id& id) noexcept {
        const std::size_t slot = find(id);
        if (table_[slot] == no_sighting) {
            return;
        }
        sightings_[table_[slot]].known = false;
        close_gap(slot);
    }

    /// Frees a slot, and moves later entries forward that a search would not reach past the gap.
    void close_gap(std::size_t gap) noexcept {
        for (std::size_t slot = next(gap); table_[slot] != no_sighting; slot = next(slot)) {
            if (distance(home(sightings_[table_[slot]].id), slot) >= distance(gap, slot)) {
                table_[gap] = table_[slot];
                gap = slot;
            }
        }
        table_[gap] = no_sighting;
    }

    std::mutex guard_;
    const std::chrono::nanoseconds window_;
    /// A ring buffer of the admitted ids, oldest first, which begins at `oldest_`.
    std::vector<sighting> sightings_;
    /// A hash table of the ring's indexes with open addressing. At least half of it is free.
    std::vector<std::uint32_t> table_;
    std::size_t oldest_ = 0;
    std::size_t count_ = 0;
    /// The latest time that any call has passed.
    clock::time_point now_ = clock::time_point::min();
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/webhook/request.hpp
/// @file
/// The signed request that sends a payload to Sentry.
#ifndef FLAGHOOK_WEBHOOK_REQUEST_HPP
#define FLAGHOOK_WEBHOOK_REQUEST_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The name and the value of a request's header.
struct header {
    /// The name, in the letter case of Sentry's documentation.
    std::string name;
    /// The value, without white space at its ends.
    std::string value;

    /// Compares both texts byte by byte.
    friend bool operator==(const header&, const header&) = default;
};

/// The parts of a webhook request, for any HTTP client. Send them with the method `POST`.
///
/// The signature covers the exact bytes of `body()`. Send these bytes unchanged. If a client parses
/// the JSON and writes it again, the signature is wrong.
///
/// @par Example
/// @snippet sender.cpp sender
/// @see make_request
class request {
public:
    /// Constructs a request from its parts. Use `make_request` to build the parts, too.
    /// @param target the URL of the webhook
    /// @param body the bytes to send
    /// @param signed_with the signature of `body`; it is not checked
    /// @throws std::bad_alloc only
    request(const endpoint& target, std::string body, const signature& signed_with)
        : url_(target.url()), body_(std::move(body)), signed_with_(signed_with) {}

    /// Returns the URL to send the request to.
    [[nodiscard]] const std::string& url() const noexcept { return url_; }

    /// Returns the bytes to send.
    [[nodiscard]] const std::string& body() const noexcept { return body_; }

    /// Returns the signature of `body()`.
    [[nodiscard]] const signature& signed_with() const noexcept { return signed_with_; }

    /// Returns the headers that Sentry requires: `Content-Type` and `X-Sentry-Signature`.
    /// @throws std::bad_alloc only
    [[nodiscard]] std::array<header, 2> headers() const {
        return {header{"Content-Type", "application/json"},
                header{std::string(signature_header), std::string(signed_with_.hex())}};
    }

private:
    std::string url_;
    std::string body_;
    signature signed_with_;
};

/// Builds the signed request for a payload.
///
/// The function writes the payload as JSON, checks it by Sentry's rules, and signs the written
/// bytes. A payload that Sentry would refuse is not signed. Neither is a payload in which two
/// changes have the same id, because Sentry would silently drop the second one.
/// @tparam Version the protocol version to write
/// @tparam Backend the crypto library of the signer
/// @param target the URL of the webhook, from Sentry's settings
/// @param content the payload
/// @param signing the signer with the registered secret
/// @return the request, or one of these refusals:
/// - status 200: Sentry would refuse the payload, for the reasons in the issues
/// - status 0 with `issue_code::repeated_change_id`: Sentry would drop these changes
/// - status 0 with `issue_code::not_signed`: the back end failed to sign
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the size of the body that is written, apart from `repeated_ids::find`.
/// @par Source
/// https://docs.sentry.io/product/issues/issue-details/feature-flags/#generic
///
/// @par Example
/// @snippet sender.cpp sender
/// @see parse_delivery for the answer
template <blueprint::version Version = blueprint::latest, crypto::hmac_sha256 Backend>
[[nodiscard]] result<request> make_request(const endpoint& target,
                                           const typename Version::payload_type& content,
                                           const basic_signer<Backend>& signing) {
    result<std::string> body = serialize<Version>(content);
    if (!body) {
        return std::move(body).error();
    }
    std::vector<issue> repeated;
    constexpr std::size_t id_node = blueprint::find_node<Version>("data..change_id");
    repeated_ids finder;
    for (const std::size_t index : finder.find(std::span(content.data))) {
        repeated.emplace_back(field_location{blueprint::nodes<Version>.data(), id_node, index},
                              issue_code::repeated_change_id);
    }
    if (!repeated.empty()) {
        return refusal(0, std::move(repeated));
    }
    const boost::system::result<signature> signed_with = signing.sign(*body);
    if (!signed_with) {
        return refusal(
            0, {issue(field_location{}, issue_code::not_signed, signed_with.error().message())});
    }
    return request(target, *std::move(body), *signed_with);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/flaghook.hpp
/// @file
/// Includes all of flaghook, with the default crypto back end.
///
/// Include less if your program needs less. `json/parse.hpp` and `json/serialize.hpp` need only the
/// headers of Boost, and no library. `webhook/receiver.hpp`, `webhook/request.hpp` and
/// `signature/default_backend.hpp` also need a crypto library. None of these needs Boost.JSON.
#ifndef FLAGHOOK_FLAGHOOK_HPP
#define FLAGHOOK_FLAGHOOK_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Answers webhooks in the latest protocol version, with the default crypto back end.
/// @see basic_receiver
///
/// @par Example
/// @snippet receiver.cpp receiver
using receiver = basic_receiver<blueprint::latest, default_backend>;

/// The result of a `receiver`: the answer to a request, and the changes to record.
/// @see basic_reply
using reply = receiver::reply;

/// Answers payloads in the latest protocol version without checking signatures, and reuses its
/// memory.
/// @see basic_answerer
using answerer = basic_answerer<blueprint::latest>;

/// A receiver whose rows contain views into the body.
/// @see basic_receiver::session
///
/// @par Example
/// @snippet views.cpp views
using borrowing_receiver = basic_receiver<blueprint::latest_borrowed, default_backend>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
