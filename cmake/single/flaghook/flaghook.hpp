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
/// The library's version. CMake, the Conan recipe, the tool and the documentation read it from
/// here; the files of Meson and vcpkg repeat it, and a test compares them.
#ifndef FLAGHOOK_VERSION_HPP
#define FLAGHOOK_VERSION_HPP

#if defined(_MSVC_LANG) ? _MSVC_LANG < 202002L : __cplusplus < 202002L
#error "flaghook needs C++20: compile with -std=c++20 (/std:c++20) or newer"
// Ends the compilation here: what follows would be some thousand lines of other errors.
#include <flaghook_needs_cxx20>
#endif

/// Semantic version (https://semver.org) of these headers.
#define FLAGHOOK_VERSION_MAJOR 0
#define FLAGHOOK_VERSION_MINOR 1
#define FLAGHOOK_VERSION_PATCH 0

/// The same as text, for logs and `User-Agent` headers.
#define FLAGHOOK_VERSION "0.1.0"

/// The inline namespace in which everything stands, `flaghook::v0_1_0::payload` for
/// `flaghook::payload`: parts of one program that were compiled with different versions do not take
/// each other's functions for their own. Where one hands the other a type of this library, the
/// linker misses a symbol whose name says the version.
#define FLAGHOOK_ABI v0_1_0

// The file comes again: it has to be the same one.
#elif FLAGHOOK_VERSION_MAJOR != 0 || FLAGHOOK_VERSION_MINOR != 1 || FLAGHOOK_VERSION_PATCH != 0
#error "flaghook: headers of two versions meet in one source file; look at its include paths"
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
/// What a server's answer complains of.
#ifndef FLAGHOOK_DOCUMENT_COMPLAINT_HPP
#define FLAGHOOK_DOCUMENT_COMPLAINT_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Something that the server complained of.
struct complaint {
    /// Where: `data[3].flag`; empty for the payload as a whole.
    std::string path;
    /// The server's message, in valid UTF-8.
    std::string message;

    friend bool operator==(const complaint&, const complaint&) = default;
};

namespace document::detail {

/// The most bytes of an answer that is read: room for an error tree of 100,000 items.
inline constexpr std::size_t max_answer_size = std::size_t{16} << 20U;

/// An error tree has four levels, the deepest of newer servers perhaps a few more.
inline constexpr std::size_t max_answer_depth = 32;

/// How much longer than an error tree the paths of its messages may be, all together. Sentry's
/// messages are longer than their paths.
inline constexpr std::size_t most_path_bytes_a_byte = 16;

/// The value of an answer; nothing for what is no JSON, or larger or deeper than any answer.
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
    /// @param most_path_bytes how many bytes the paths of all complaints may have together
    tree_walker(std::vector<complaint>& out, std::size_t most_path_bytes) noexcept
        : out_(out), path_bytes_left_(most_path_bytes) {}

    /// @return whether the value has the form of an error tree
    [[nodiscard]] bool walk(const boost::json::value& value) {
        if (value.is_object()) {
            return walk_object(value.get_object());
        }
        return value.is_array() && walk_list(value.get_array());
    }

private:
    // The path is one text that grows and shrinks: copied for each member, a long one would make
    // reading take quadratic time.

    [[nodiscard]] bool walk_object(const boost::json::object& object) {
        const std::size_t here = path_.size();
        return std::all_of(object.begin(), object.end(), [&](const auto& member) {
            append_key({member.key().data(), member.key().size()});
            const bool good = walk(member.value());
            path_.resize(here);
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
        const std::size_t here = path_.size();
        std::size_t index = 0;
        return std::all_of(list.begin(), list.end(), [&](const boost::json::value& item) {
            append_index(std::to_string(index++));
            const bool good = walk(item);
            path_.resize(here);
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

/// The complaints of an error tree that was parsed from so many bytes.
[[nodiscard]] inline std::vector<complaint> collect_complaints(const boost::json::value& answer,
                                                               std::size_t size) {
    std::vector<complaint> result;
    tree_walker walker(result, most_path_bytes_a_byte * size);
    if (!answer.is_object() || !walker.walk(answer)) {
        result.clear();
    }
    return result;
}

/// The text of the member `detail` of an object.
[[nodiscard]] inline std::optional<std::string> member_detail(const boost::json::value& answer) {
    const boost::json::object* const object = answer.if_object();
    const boost::json::value* const text =
        object != nullptr ? object->if_contains("detail") : nullptr;
    return text != nullptr && text->is_string() ? std::optional(text_of(*text)) : std::nullopt;
}

/// The complaints of an error tree of any shape that Django REST framework renders: objects by
/// field, lists by item or, from 3.18 on, objects by index, lists of messages at the leaves. None
/// for anything else, and none for one in which a long path has so many messages that the
/// complaints would take many times the answer's memory.
[[nodiscard]] inline std::vector<complaint> parse_error_tree(std::string_view body) {
    const std::optional<boost::json::value> answer = parse_answer(body);
    return answer ? collect_complaints(*answer, body.size()) : std::vector<complaint>();
}

/// The detail of an answer to malformed JSON.
[[nodiscard]] inline std::optional<std::string> parse_detail(std::string_view body) {
    const std::optional<boost::json::value> answer = parse_answer(body);
    return answer ? member_detail(*answer) : std::nullopt;
}

} // namespace document::detail

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/api/complaints.hpp
/// @file
/// Why the Flags API refuses a request.
#ifndef FLAGHOOK_API_COMPLAINTS_HPP
#define FLAGHOOK_API_COMPLAINTS_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Reads what the body of an answer other than 2xx complains of: an error tree (400 for bad
/// fields), an object with a `detail` (400 for what is no JSON or a bad range of time, 401, 403,
/// 404, 429), or a sentence (403 for somebody else's secret).
/// @return the complaints in the answer's order; none for anything else, such as a proxy's page or
/// more than 16 MiB
/// @par Complexity
/// Linear.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py and
/// https://www.django-rest-framework.org/api-guide/exceptions/
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
/// The names of enumerators.
#ifndef FLAGHOOK_ENUMERATION_HPP
#define FLAGHOOK_ENUMERATION_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// An enumerator and its name.
template <class Enum>
struct enumerator {
    /// The enumerator.
    Enum value;
    /// Its name, as it is written in JSON and in reports.
    std::string_view name;
};

/// The enumerators of an enumeration with their names: the one list from which `to_string` and
/// `from_string` are made. Specialized beside each enumeration of this library.
template <class Enum>
inline constexpr int enumerators = 0;

/// An enumeration whose enumerators have names.
template <class Enum>
concept named_enumeration =
    std::is_enum_v<Enum> && !std::is_same_v<std::remove_const_t<decltype(enumerators<Enum>)>, int>;

/// The name of an enumerator; empty for a value that is none.
/// @par Complexity
/// Linear in the number of enumerators.
template <named_enumeration Enum>
[[nodiscard]] constexpr std::string_view to_string(Enum value) noexcept {
    for (const enumerator<Enum>& one : enumerators<Enum>) {
        if (one.value == value) {
            return one.name;
        }
    }
    return {};
}

/// The enumerator that has this name, in this letter case.
///
/// @code
/// static_assert(flaghook::from_string<flaghook::change_action>("updated") ==
/// flaghook::change_action::updated);
/// @endcode
/// @par Complexity
/// Linear in the number of enumerators.
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

/// Why a payload is refused. The names, up to `overflow`, are the error codes of Django REST
/// framework, which Sentry's server uses; those behind are this library's own.
///
/// @par Source
/// https://www.django-rest-framework.org/api-guide/fields/
enum class issue_code : std::uint8_t {
    required,                         ///< the field is missing
    null,                             ///< the field is null
    invalid,                          ///< a value of a type or form that the field does not take
    not_a_list,                       ///< something else where a list belongs
    invalid_choice,                   ///< none of the field's texts
    blank,                            ///< text that is empty after trimming
    max_length,                       ///< text that is too long
    min_length,                       ///< text that is too short
    null_characters_not_allowed,      ///< text with U+0000
    surrogate_characters_not_allowed, ///< text with a lone surrogate
    max_string_length,                ///< a string of more than 1000 characters for an integer
    overflow,                         ///< a date-time outside years 1 to 9999
    parse_error,                      ///< the body is no JSON that the server reads
    out_of_range,                     ///< an integer outside -2^63 ... 2^64-1
    invalid_utf8,                     ///< text to be sent that is not UTF-8
    too_large,                        ///< a body over the limit on its size
    too_deep,                         ///< more nesting than the limit allows
    too_many_items,                   ///< more items than the limit allows
    unsupported_media_type,           ///< a body that was not sent as JSON
    not_signed,                       ///< a request that the crypto library failed to sign
    more_issues                       ///< says how many issues over the limit are left out
};

/// The codes' names: for Django REST framework's codes, their own text.
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
    {issue_code::not_signed, "not_signed"},
    {issue_code::more_issues, "more_issues"},
});

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/blueprint/rule.hpp
/// @file
/// What a rule is.
#ifndef FLAGHOOK_BLUEPRINT_RULE_HPP
#define FLAGHOOK_BLUEPRINT_RULE_HPP

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

// ---- flaghook/blueprint/field.hpp
/// @file
/// The vocabulary in which a protocol version is declared.
#ifndef FLAGHOOK_BLUEPRINT_FIELD_HPP
#define FLAGHOOK_BLUEPRINT_FIELD_HPP

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

    static constexpr std::string_view documented_type = "object";
    /// Depends on the value's type; see `server::detail::message::not_an_object`.
    static constexpr std::string_view invalid_message{};

    template <class Member>
    static consteval bool check() noexcept {
        static_assert(std::is_same_v<plain_member_t<Member>, Owner>,
                      "flaghook: the fields of a nested object name members of another type than "
                      "the member that the object fills");
        return true;
    }

    template <class Place, class Reader, class Member>
    [[nodiscard]] static const char* read(Reader& reader, const char* at, Member& member) {
        return reader.template read_object<Place>(at, member);
    }

    template <class Place, class Writer, class Value>
    [[nodiscard]] static char* write(Writer& writer, char* at, const Value& value) {
        return writer.template write_object<Place>(at, value);
    }

    template <class Schema>
    void describe(Schema& schema) const {
        schema.keyword("type", "object");
        schema.keyword("additionalProperties", false);
    }

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

    static constexpr std::string_view documented_type = "array";
    /// Depends on the value's type; see `server::detail::message::not_a_list`.
    static constexpr std::string_view invalid_message{};

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

    template <class Place, class Reader, class Member>
    [[nodiscard]] static const char* read(Reader& reader, const char* at, Member& member) {
        return reader.template read_list<Place>(at, member);
    }

    template <class Place, class Writer, class Value>
    [[nodiscard]] static char* write(Writer& writer, char* at, const Value& value) {
        return writer.template write_list<Place>(at, value);
    }

    template <class Schema>
    void describe(Schema& schema) const {
        // Of an empty list nothing is recorded.
        schema.keyword("type", "array");
        schema.keyword("minItems", 1);
    }

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

// ---- flaghook/blueprint/nodes.hpp
/// @file
/// A declaration as a flat table of nodes, which names places and says what a document documents.
#ifndef FLAGHOOK_BLUEPRINT_NODES_HPP
#define FLAGHOOK_BLUEPRINT_NODES_HPP

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// One place of a payload: the payload itself, a field, or "any item" of a list.
///
/// The nodes of a document are one array, parents before children, in the documented order. Index 0
/// is the payload, the document as a whole.
struct node {
    /// The field's name; empty for the payload and for items.
    std::string_view name{};
    /// The JSON type that is documented, in words: `string`.
    std::string_view documented_type{};
    /// The server's message for a value of another type or form; empty for an object and a list, of
    /// which it depends on the value.
    std::string_view invalid_message{};
    /// Whether a body may leave the field out.
    blueprint::presence presence = blueprint::presence::required;
    /// Whether the node is the item of a list.
    bool is_item = false;
    /// The index of the node around it; 0 for the payload.
    std::uint8_t parent = 0;
    /// The index one past the last node inside of it.
    std::uint8_t end = 0;
    /// The index of the item node that it is or lies in; 0 where there is none.
    std::uint8_t item = 0;
    /// Text: the most code points.
    std::size_t max_length = std::numeric_limits<std::size_t>::max();
};

/// Whether the node at an index is an object.
[[nodiscard]] constexpr bool is_object_node(const node* table, std::size_t index) noexcept {
    return table[index].end > index + 1 && !table[index + 1].is_item;
}

/// Whether the node at an index is a list.
[[nodiscard]] constexpr bool is_list_node(const node* table, std::size_t index) noexcept {
    return table[index].end > index + 1 && table[index + 1].is_item;
}

namespace detail {

/// How many nodes a rule has: itself and those inside of it.
template <class Rule>
inline constexpr std::size_t node_count = 1;
template <class Owner, class... Fields>
inline constexpr std::size_t node_count<object_declaration<Owner, Fields...>> =
    (std::size_t{1} + ... + node_count<typename Fields::rule_type>);
template <class Item>
inline constexpr std::size_t node_count<list<Item>> = 1 + node_count<Item>;

/// Enters a rule and what is inside of it; `self` is its node, as far as its surroundings know it.
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

/// How many lists the table has.
template <std::size_t Count>
consteval std::size_t count_lists(const std::array<node, Count>& nodes) noexcept {
    std::size_t result = 0;
    for (const node& each : nodes) {
        result += each.is_item ? 1 : 0;
    }
    return result;
}

/// The index of the first field whose name is empty, or that another field of its object has; the
/// number of nodes where there is none.
template <std::size_t Count>
consteval std::size_t find_misnamed(const std::array<node, Count>& nodes, bool twice) noexcept {
    for (std::size_t index = 1; index < Count; ++index) {
        if (!twice && !nodes[index].is_item && nodes[index].name.empty()) {
            return index;
        }
        for (std::size_t other = index + 1; twice && other < Count; ++other) {
            if (nodes[other].parent == nodes[index].parent &&
                nodes[other].name == nodes[index].name) {
                return other;
            }
        }
    }
    return Count;
}

/// The index of the first text that may have no character at all; the number of nodes where there
/// is none.
template <std::size_t Count>
consteval std::size_t find_text_without_length(const std::array<node, Count>& nodes) noexcept {
    std::size_t index = 0;
    while (index < Count && nodes[index].max_length != 0) {
        ++index;
    }
    return index;
}

/// Whether a name needs no escape in JSON.
constexpr bool is_plain_name(std::string_view name) noexcept {
    for (const char byte : name) {
        if (byte < ' ' || byte > '~' || byte == '"' || byte == '\\') {
            return false;
        }
    }
    return true;
}

/// Whether no name of a field needs an escape.
template <std::size_t Count>
consteval bool have_plain_names(const std::array<node, Count>& nodes) noexcept {
    for (const node& each : nodes) {
        if (!is_plain_name(each.name)) {
            return false;
        }
    }
    return true;
}

/// The property of the options of a choice that no name needs an escape.
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

/// The property of the options of a choice that no two have one name.
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

/// Whether the options of every choice have a property.
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
    static_assert(count < 256, "flaghook: a document has at most 255 nodes");
    static_assert(count_lists(result) <= 1, "flaghook: a document has at most one list");
    static_assert(find_misnamed(result, false) == count,
                  "flaghook: a field needs a name, which is the key in the JSON object");
    static_assert(find_misnamed(result, true) == count,
                  "flaghook: two fields of one object have the same name");
    static_assert(find_text_without_length(result) == count,
                  "flaghook: text{} takes no character at all; give it a max_length");
    static_assert(holds_of_options<distinctly_named>(Document::payload),
                  "flaghook: two options of one choice have the same name");
    static_assert(
        have_plain_names(result) && holds_of_options<plainly_named>(Document::payload),
        "flaghook: names of fields and options are printable ASCII without quotation marks "
        "and backslashes");
    return result;
}

} // namespace detail

/// The table of a document.
template <document Document>
inline constexpr auto nodes = detail::make_nodes<Document>();

/// The index of the node with the given path, names joined by points and an empty name for an item,
/// or the number of nodes where there is none.
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
/// The words in which the server refuses a value.
#ifndef FLAGHOOK_SERVER_MESSAGE_HPP
#define FLAGHOOK_SERVER_MESSAGE_HPP

/// Messages of Django REST framework that depend on the field or on the value.
///
/// @par Source
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py and
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/serializers.py
namespace flaghook::inline FLAGHOOK_ABI::server::detail::message {

/// `invalid`, of text.
inline constexpr const char* not_a_string = "Not a valid string.";
/// `invalid`, of an integer.
inline constexpr const char* not_an_integer = "A valid integer is required.";
/// `invalid`, of a boolean.
inline constexpr const char* not_a_boolean = "Must be a valid boolean.";
/// `invalid`, of a date-time.
inline constexpr const char* not_a_date_time =
    "Datetime has wrong format. Use one of these formats instead: "
    "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].";

/// `invalid`, of an object.
/// @param type what Python calls the value's type
[[nodiscard]] inline std::string not_an_object(std::string_view type) {
    return "Invalid data. Expected a dictionary, but got " + std::string(type) + '.';
}

/// `not_a_list`.
/// @param type what Python calls the value's type
[[nodiscard]] inline std::string not_a_list(std::string_view type) {
    return "Expected a list of items but got type \"" + std::string(type) + "\".";
}

/// `invalid_choice`.
/// @param text what Python's `str` gives for the value
[[nodiscard]] inline std::string invalid_choice(std::string_view text) {
    return '"' + std::string(text) + "\" is not a valid choice.";
}

/// `max_length`.
[[nodiscard]] inline std::string max_length(std::size_t most) {
    return "Ensure this field has no more than " + std::to_string(most) + " characters.";
}

/// `min_length`.
[[nodiscard]] inline std::string min_length(std::size_t least) {
    return "Ensure this field has at least " + std::to_string(least) + " characters.";
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail::message

#endif

// ---- flaghook/json/issue.hpp
/// @file
/// What can be wrong with a payload, and where.
#ifndef FLAGHOOK_JSON_ISSUE_HPP
#define FLAGHOOK_JSON_ISSUE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A place in a payload: a node of a protocol version and, inside of a list, the item.
///
/// Twenty-four bytes, trivially copyable; the text is made on demand.
struct field_location {
    /// The document's table (`blueprint::nodes`), which lives forever; none where what is wrong is
    /// no field of a document, as of `span_flags`.
    const blueprint::node* table = nullptr;
    /// Index in the table; 0 is the payload as a whole.
    std::size_t node = 0;
    /// Which item, from 0, where the node lies in a list.
    std::size_t item = 0;

    /// The path in the payload, such as `data[3].created_by.id`; empty for the payload as a whole.
    [[nodiscard]] std::string to_string() const {
        std::string result;
        if (table != nullptr) {
            append_to(result, node);
        }
        return result;
    }

    /// The field at the place, as it is declared; an object without a name where there is no table.
    [[nodiscard]] constexpr blueprint::node declaration() const noexcept {
        return table != nullptr ? table[node] : blueprint::node{};
    }

    /// Whether the place is an object.
    [[nodiscard]] constexpr bool is_object() const noexcept {
        return table != nullptr && blueprint::is_object_node(table, node);
    }

    /// Whether the place is before the other in the server's order: by field in documented order,
    /// and inside of a list by item first.
    /// @pre both are of the same table
    [[nodiscard]] friend bool operator<(const field_location& left,
                                        const field_location& right) noexcept {
        const bool same_list = left.table != nullptr && left.table[left.node].item != 0 &&
                               left.table[left.node].item == right.table[right.node].item;
        if (same_list && left.item != right.item) {
            return left.item < right.item;
        }
        return left.node < right.node;
    }

    friend bool operator==(const field_location&, const field_location&) = default;

private:
    void append_to(std::string& out, std::size_t index) const {
        if (index == 0) {
            return;
        }
        const blueprint::node& here = table[index];
        append_to(out, here.parent);
        if (here.is_item) {
            out += '[';
            out += std::to_string(item);
            out += ']';
            return;
        }
        if (!out.empty()) {
            out += '.';
        }
        out += here.name;
    }
};

/// One reason why a payload is refused: a place, a code, and the message that the server would
/// print.
class issue {
public:
    /// @param detail the part of the message that depends on the value: the text that is no choice,
    /// the Python type of the value, the surrogate in hex, the number of a limit (of `max_length`
    /// only where it is not the field's own), or a whole sentence for malformed JSON and for text
    /// or an integer that its field does not take
    issue(field_location where, issue_code code, std::string detail = {})
        : location_(where), code_(code), detail_(std::move(detail)) {}

    /// For a document without a table.
    /// @param path such as `data[3].createdAt`; empty for the document as a whole
    /// @param message the whole message; may be empty for a code that always has the same one
    issue(std::string path, issue_code code, std::string message = {})
        : code_(code), detail_(std::move(message)), path_(std::move(path)) {}

    /// Where; a place without a table where `path()` is all that there is.
    [[nodiscard]] const field_location& location() const noexcept { return location_; }

    /// Where, as text: `data[3].created_by.id`; empty for the payload as a whole.
    [[nodiscard]] std::string path() const { return path_ ? *path_ : location_.to_string(); }

    /// Why.
    [[nodiscard]] issue_code code() const noexcept { return code_; }

    /// The part of the message that depends on the value.
    [[nodiscard]] const std::string& detail() const noexcept { return detail_; }

    /// The server's message; for this library's own codes, one in the same manner.
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
        case issue_code::not_signed:
            return "The request could not be signed: " + detail_;
        case issue_code::more_issues:
            return detail_ + " more issues are not shown.";
        }
        return {};
    }

private:
    /// For a value of another type or form. Of an object the detail is the value's type.
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

/// What `value()` of a `boost::system::result` throws that has issues in place of a value: a
/// `std::runtime_error` with the place and the message of the first one. For Boost to find; a
/// caller who wants the issues asks for `error()`.
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

/// How many objects and lists CPython 3.13 has open at most below Django and its REST framework,
/// the outermost included. It counts calls in C, 10,000 of them, and a server has some open before
/// it reads; each middleware takes three more.
/// @par Source
/// `Py_C_RECURSION_LIMIT` in
/// https://github.com/python/cpython/blob/3.13/Include/cpython/pystate.h
inline constexpr std::size_t max_depth = 9984;

} // namespace json::detail

/// Limits on what a body may cost. Sentry's own limits are wider or not known; a body over one of
/// these is refused with an issue that names the limit.
struct parse_limits {
    /// The most bytes of a body.
    std::size_t body_size = std::size_t{16} << 20U;
    /// The most objects and arrays that may be open at a time. A valid body has four. The default
    /// is the server's own limit; a larger value has no effect.
    std::size_t depth = json::detail::max_depth;
    /// The most items of the list of changes.
    std::size_t items = 100'000;
    /// The most issues that are kept; one more says how many are missing. Of deviations that a
    /// field brings as many are kept, and nothing says how many are missing.
    std::size_t issues = 10'000;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/json/plain_text.hpp
/// @file
/// Text that needs no escape in a JSON string, eight bytes at a time.
#ifndef FLAGHOOK_JSON_PLAIN_TEXT_HPP
#define FLAGHOOK_JSON_PLAIN_TEXT_HPP

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

/// Whether a byte is ASCII and needs no escape in a JSON string: no control character, quotation
/// mark or backslash.
[[nodiscard]] constexpr bool is_plain_ascii(char byte) noexcept {
    const auto value = static_cast<unsigned char>(byte);
    return value >= 0x20 && value < 0x80 && byte != '"' && byte != '\\';
}

/// Not zero if one of eight bytes is not plain. The lowest bit that is set belongs to the lowest
/// such byte; bits above it mean nothing.
[[nodiscard]] constexpr std::uint64_t not_plain_ascii(std::uint64_t block) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    // Subtracting sets the high bit of a byte that was too small, and borrows from those above.
    return (block | (block - ones * 0x20U) | ((block ^ ones * '"') - ones) |
            ((block ^ ones * '\\') - ones)) &
           ones * 0x80U;
}

/// The place of the first byte that is not plain, or the end. Linear.
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

/// Copies a text if all of it is plain. Linear.
/// @param to has room for the text; what is there afterwards means nothing if the result is false
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
    // The last eight bytes, some of them for the second time.
    return (ends | copy_block(text.size() - sizeof block)) == 0;
}

} // namespace flaghook::inline FLAGHOOK_ABI::json::detail

#endif

// ---- flaghook/json/write_text.hpp
/// @file
/// Text as a JSON string.
#ifndef FLAGHOOK_JSON_WRITE_TEXT_HPP
#define FLAGHOOK_JSON_WRITE_TEXT_HPP

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

/// How the line separators U+2028 and U+2029 are written. JSON allows them as they are; JavaScript
/// source once did not, and the server's answers escape them for its sake.
enum class separators { plain, escaped };

namespace detail {

/// Whether a byte needs no escape in a JSON string. E2 leads U+2028 and U+2029.
[[nodiscard]] constexpr bool is_plain(char byte) noexcept {
    return static_cast<unsigned char>(byte) >= 0x20 && byte != '"' && byte != '\\' &&
           byte != '\xE2';
}

/// What is written for a byte that is not plain, and how many bytes of the text it replaces: none
/// where the byte needs no escape after all.
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

/// How many bytes `write_string` writes for the text. Linear.
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

/// Writes the text as a JSON string, with its quotation marks.
///
/// Escaped are the quotation mark, the backslash, the control characters below U+0020 and, if asked
/// for, the line separators; the rest is copied.
/// @param out has room for `escaped_size(text, lines)` bytes
/// @param text valid UTF-8
/// @return one past the last byte
/// @par Complexity
/// Linear; runs without escapes are copied as a whole.
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

/// Appends what `write_string` writes.
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
/// The server's answer to a payload that it refuses.
#ifndef FLAGHOOK_JSON_ERROR_TREE_HPP
#define FLAGHOOK_JSON_ERROR_TREE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// How the server writes the errors of a list's items.
enum class tree_form : std::uint8_t {
    list,       ///< one entry per item, `{}` for good ones: Django REST framework up to 3.17
    index_keyed ///< an object with the bad items' indexes as keys: from 3.18 on
};

/// The forms' names.
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

    /// @param issues those of the node and of the nodes inside of it, in order
    void write(std::size_t index, std::span<const issue> issues) {
        std::size_t own = 0;
        while (own < issues.size() && issues[own].location().node == index) {
            ++own;
        }
        const bool is_list = blueprint::is_list_node(table_, index);
        const bool is_nested = is_list || blueprint::is_object_node(table_, index);
        // A field that is missing or null has messages of its own, whatever belongs there.
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

/// Writes the error tree of issues without a table: of an object whose fields are scalars.
/// @param issues those of one field one behind the other
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

/// The JSON text with which Django REST framework answers these issues: objects as the payload's,
/// with a list of messages for each bad field and `non_field_errors` for an object or a list as a
/// whole.
/// @param issues sorted by `location`, all of one table or all without one; of none the tree is
/// `{}`
/// @param item_count how many items the payload's list has
/// @par Complexity
/// Linear in the issues and, in list form, the items.
/// @par Source
/// https://www.django-rest-framework.org/api-guide/serializers/#validation
[[nodiscard]] inline std::string serialize_error_tree(std::span<const issue> issues,
                                                      std::size_t item_count,
                                                      tree_form form = tree_form::list) {
    if (issues.empty()) {
        return "{}";
    }
    std::string result;
    // What an item with one of the longer messages takes; more makes the text grow.
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
/// Why a document is refused.
#ifndef FLAGHOOK_JSON_REFUSAL_HPP
#define FLAGHOOK_JSON_REFUSAL_HPP

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {
template <blueprint::document Document>
class reader;
} // namespace json::detail

/// Why a document is refused: the issues, and how the server answers them.
///
/// Every operation that can name a place in a document fails with a refusal. What has no place to
/// name (keys, secrets, signatures, URLs) fails with a `boost::system::error_code`.
///
/// @par Example
/// @snippet parsing.cpp refusal
class refusal {
public:
    /// No issues, and status 500: a refusal of which nothing is known.
    refusal() = default;

    /// @param status the HTTP status with which the server answers
    /// @param issues the reasons, in the server's order
    /// @param item_count how many items the payload's list has
    refusal(int status, std::vector<issue> issues, std::size_t item_count = 0) noexcept
        : status_(status), item_count_(item_count), issues_(std::move(issues)) {}

    /// The HTTP status with which the server answers.
    ///
    /// | status | reason |
    /// |---|---|
    /// | 200 | a webhook's payload with bad fields: **the status of success** |
    /// | 400 | malformed JSON; bad fields in a request to another endpoint of the Flags API |
    /// | 415 | another media type than JSON |
    /// | 413 | a limit of this library (`parse_limits`) |
    /// | 500 | the server fails: it cannot write its answer, or the document is nested too deep |
    /// | 0 | there is no server to ask: an answer of Sentry, or a request that cannot be signed |
    [[nodiscard]] int status() const noexcept { return status_; }

    /// The reasons, in the server's order.
    [[nodiscard]] const std::vector<issue>& issues() const& noexcept { return issues_; }
    /// The reasons, moved out of a refusal that is not needed any more.
    [[nodiscard]] std::vector<issue> issues() && noexcept { return std::move(issues_); }

    /// How many items the refused payload's list has.
    [[nodiscard]] std::size_t item_count() const noexcept { return item_count_; }

    /// The body of the server's answer: the error tree for bad fields, `{"detail": ...}` for
    /// malformed JSON and for a document over a limit, nothing where the status is 0 or 500. The
    /// words after `JSON parse error - ` are those of CPython 3.13.
    /// @param form how errors of a list's items are written
    /// @par Complexity
    /// Linear in the issues and, in list form, in `item_count()`.
    [[nodiscard]] std::string answer(tree_form form = tree_form::list) const {
        if (status_ == 0 || status_ == 500) {
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

    /// Whether the document's fields were not reached.
    [[nodiscard]] static constexpr bool concerns_the_text(issue_code code) noexcept {
        return code == issue_code::parse_error || code == issue_code::too_large ||
               code == issue_code::too_deep || code == issue_code::too_many_items ||
               code == issue_code::unsupported_media_type;
    }

    int status_ = 500;
    std::size_t item_count_ = 0;
    std::vector<issue> issues_{};
};

/// A value, or why the document that has it is refused.
template <class Value>
using result = boost::system::result<Value, refusal>;

/// Makes `value()` of a `result` that holds a refusal throw a `std::runtime_error` with the place
/// and the message of the first issue.
[[noreturn]] inline void throw_exception_from_error(const refusal& refused,
                                                    const boost::source_location& where) {
    throw_exception_from_error(refused.issues(), where);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/model/timestamp.hpp
/// @file
/// The instant of a change, and its text.
#ifndef FLAGHOOK_MODEL_TIMESTAMP_HPP
#define FLAGHOOK_MODEL_TIMESTAMP_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// An instant in UTC with the microsecond resolution that the server stores: microseconds since
/// 1970-01-01T00:00:00Z, without leap seconds, in the proleptic Gregorian calendar.
///
/// Made from any time point of the system clock, such as `std::chrono::system_clock::now()`.
///
/// @code
/// change.created_at = std::chrono::system_clock::now();
/// change.created_at = std::chrono::sys_days{std::chrono::year{2024} / 12 / 12};
/// @endcode
class timestamp {
public:
    /// The resolution.
    using duration = std::chrono::microseconds;

    /// 1970-01-01T00:00:00Z.
    constexpr timestamp() = default;

    /// @param since_epoch the distance from 1970-01-01T00:00:00Z
    constexpr explicit timestamp(duration since_epoch) noexcept : since_epoch_(since_epoch) {}

    /// Converts a time point of the system clock. What is finer than a microsecond is cut off
    /// towards the past, as the server does; what is too far away for 64 bits becomes the nearest
    /// value that is not `in_range`.
    template <class Duration>
    constexpr timestamp(std::chrono::sys_time<Duration> instant) noexcept
        : since_epoch_(convert(instant.time_since_epoch())) {}

    /// The distance from 1970-01-01T00:00:00Z.
    [[nodiscard]] constexpr duration time_since_epoch() const noexcept { return since_epoch_; }

    /// The instant as the standard library has it.
    [[nodiscard]] constexpr std::chrono::sys_time<duration> time_point() const noexcept {
        return std::chrono::sys_time<duration>(since_epoch_);
    }

    constexpr timestamp& operator+=(duration distance) noexcept {
        since_epoch_ += distance;
        return *this;
    }
    constexpr timestamp& operator-=(duration distance) noexcept {
        since_epoch_ -= distance;
        return *this;
    }
    friend constexpr timestamp operator+(timestamp left, duration right) noexcept {
        return left += right;
    }
    friend constexpr timestamp operator-(timestamp left, duration right) noexcept {
        return left -= right;
    }
    friend constexpr duration operator-(const timestamp& left, const timestamp& right) noexcept {
        return left.since_epoch_ - right.since_epoch_;
    }

    friend constexpr bool operator==(const timestamp&, const timestamp&) = default;
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
            constexpr double most = 9.2e18;
            const double count = std::chrono::duration<double, std::micro>(distance).count();
            if (count >= most) {
                return duration::max();
            }
            if (count <= -most) {
                return duration::min();
            }
        }
        return std::chrono::floor<duration>(distance);
    }

    duration since_epoch_{};
};

/// The first instant that the protocol can carry: 0001-01-01T00:00:00Z.
inline constexpr timestamp min_timestamp =
    std::chrono::sys_days{std::chrono::year{1} / std::chrono::January / 1};

/// The last instant that the protocol can carry: 9999-12-31T23:59:59.999999Z.
inline constexpr timestamp max_timestamp =
    std::chrono::sys_days{std::chrono::year{10000} / std::chrono::January / 1} -
    std::chrono::microseconds{1};

/// Whether the protocol can carry the instant: years 1 to 9999 (Python's `datetime` on the other
/// side has no others).
[[nodiscard]] constexpr bool in_range(timestamp instant) noexcept {
    return min_timestamp <= instant && instant <= max_timestamp;
}

/// How many digits follow the seconds.
enum class fraction : std::uint8_t {
    when_needed, ///< `.ffffff` unless the microseconds are zero: what a sender writes
    always       ///< always `.ffffff`: what an audit row shows
};

/// The names of the enumerators.
template <>
inline constexpr auto enumerators<fraction> = std::to_array<enumerator<fraction>>({
    {fraction::when_needed, "when_needed"},
    {fraction::always, "always"},
});

/// The length of the longest text of an instant: `2024-12-12T00:02:00.000001+00:00`.
inline constexpr std::size_t max_timestamp_text = 32;

/// Writes `YYYY-MM-DDTHH:MM:SS[.ffffff]+00:00` to `out`, which has room for `max_timestamp_text`
/// characters.
/// @return one past the last character
/// @pre `in_range(instant)`: other years have no text in this form.
[[nodiscard]] constexpr char* write_to(char* out, timestamp instant,
                                       fraction digits = fraction::when_needed) noexcept {
    namespace chrono = std::chrono;
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

/// Appends what `write_to` writes.
/// @pre `in_range(instant)`
inline void append_to(std::string& out, timestamp instant,
                      fraction digits = fraction::when_needed) {
    char text[max_timestamp_text] = {};
    out.append(text, write_to(text, instant, digits));
}

/// The text of an instant in the form of the blueprint's example, `2024-12-12T00:02:00+00:00`, with
/// six more digits when the microseconds are not zero. Sentry reads and stores these; the blueprint
/// does not show them, so a sender that wants the documented form to the letter gives whole
/// seconds.
///
/// The offset is always written: without it the server assumes UTC, but other readers may not.
/// @pre `in_range(instant)`
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
[[nodiscard]] inline std::string to_string(timestamp instant,
                                           fraction digits = fraction::when_needed) {
    std::string result;
    append_to(result, instant, digits);
    return result;
}

namespace detail {

/// Eight characters of which some are decimal digits, compared and read together: a branch for each
/// would take several times as long.
class digit_form {
public:
    static constexpr std::size_t width = 8;

    /// @param form a zero for each digit; everything else stands for itself
    consteval explicit digit_form(std::string_view form) noexcept {
        for (std::size_t index = 0; index < width; ++index) {
            const bool is_digit = form[index] == '0';
            looked_at_ |= byte(is_digit ? '\xF0' : '\xFF', index);
            expected_ |= byte(form[index], index);
            digits_ |= byte(is_digit ? '\x0F' : '\0', index);
        }
    }

    /// For each place the number that its digit and the next one write, a byte each, the first
    /// lowest; zeros count for what is no digit.
    /// @return nothing where the text from `position` on does not have the form
    /// @pre eight characters from there
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
        // A digit has 3 in its upper half, and still has it when 6 is added.
        constexpr std::uint64_t six = 0x0606060606060606U;
        if ((block & looked_at_) != expected_ ||
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

    std::uint64_t looked_at_ = 0;
    std::uint64_t expected_ = 0;
    std::uint64_t digits_ = 0;
};

/// Reads `YYYY-MM-DDTHH:MM:SS`.
/// @param text begins with it; at least 19 characters
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

/// Reads what `to_string` writes, `YYYY-MM-DDTHH:MM:SS[.ffffff]+00:00`, and the same with `Z`. What
/// Sentry takes for a date-time is far wider; `parse` reads that.
/// @return nothing for other text and for dates and times that do not exist.
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
/// The server's rules for text: what Python's `str` does to it.
#ifndef FLAGHOOK_SERVER_TEXT_HPP
#define FLAGHOOK_SERVER_TEXT_HPP

/// The server's ruler, one JSON scalar at a time: how Django REST framework on Python turns text
/// and numbers into the values of fields. Only plain functions on text and values; JSON itself is
/// read in the room `json`.
///
/// Text in this room is UTF-8 that may also hold surrogate code points, each as the three bytes
/// that the UTF-8 scheme would give it: Python's `str` can hold lone surrogates (JSON's "\ud800"
/// makes one), and the rules say what becomes of them.
namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A code point and the number of bytes it takes.
struct decoded {
    /// The code point.
    char32_t point = 0;
    /// How many bytes it takes.
    std::size_t width = 1;
};

/// The code point that starts at `text[position]`.
/// @pre `text` is UTF-8 as described for this namespace, and `position` is on a boundary in it
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

/// Whether a byte starts a code point (it is no continuation byte).
[[nodiscard]] constexpr bool starts_code_point(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

/// Writes a code point (a surrogate, too) as UTF-8.
/// @param out has room for four bytes
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

/// Appends a code point (a surrogate, too) as UTF-8.
inline void append_code_point(std::string& out, char32_t point) {
    char bytes[4] = {};
    out.append(bytes, write_code_point(bytes, point));
}

/// The number of code points, which is what the server's length limits count. Linear; eight bytes a
/// step.
[[nodiscard]] constexpr std::size_t count_code_points(std::string_view text) noexcept {
    std::size_t result = text.size();
    std::size_t position = 0;
    if (!std::is_constant_evaluated()) {
        std::uint64_t block = 0;
        for (; text.size() - position >= sizeof block; position += sizeof block) {
            std::memcpy(&block, text.data() + position, sizeof block);
            // A continuation byte has its upper bit set and not the one below.
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

/// Whether `str.isspace` holds: also what `str.strip` trims and what `\s` matches.
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

/// The value of a decimal digit of any script, or -1: what `int()` and `\d` take for a digit.
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

/// Whether `str.isprintable` holds for the code point, which decides how `repr` writes it.
/// @par Source
/// https://docs.python.org/3/library/stdtypes.html#str.isprintable
[[nodiscard]] constexpr bool is_printable(char32_t point) noexcept {
    const auto* const next =
        std::upper_bound(std::begin(printable_changes), std::end(printable_changes), point);
    return (next - std::begin(printable_changes)) % 2 == 0;
}

/// Whether the code point is a surrogate, which valid Unicode text has none of.
[[nodiscard]] constexpr bool is_surrogate(char32_t point) noexcept {
    return point >= 0xD800 && point <= 0xDFFF;
}

/// The text without white space at its ends, as `str.strip()` gives it. Linear in what is trimmed.
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

/// Whether the text has a character, and neither end of it can be white space of any script: then
/// there is nothing to trim. Constant time.
[[nodiscard]] constexpr bool has_no_outer_space(std::string_view text) noexcept {
    const auto is_black = [](char byte) { return byte > ' ' && byte < '\x7F'; };
    return !text.empty() && is_black(text.front()) && is_black(text.back());
}

/// The first surrogate in the text, if it has any. Linear.
[[nodiscard]] constexpr std::optional<char32_t> first_surrogate(std::string_view text) noexcept {
    // Only the lead byte ED starts code points from U+D000 to U+DFFF.
    for (std::size_t position = text.find('\xED'); position != std::string_view::npos;
         position = text.find('\xED', position + 1)) {
        const char32_t point = decode(text, position).point;
        if (is_surrogate(point)) {
            return point;
        }
    }
    return std::nullopt;
}

/// How much of a text is UTF-8.
struct utf8_extent {
    /// The length of the longest prefix that is valid UTF-8.
    std::size_t valid = 0;
    /// Whether what follows the prefix is nothing, or the beginning of one code point that the end
    /// of the text cut off.
    bool complete_or_cut = true;
    /// Otherwise how many bytes behind the prefix the decoder of Python finds wrong: 1 to 3.
    std::size_t wrong = 0;
    /// Whether the first of them begins no code point; otherwise one that is not continued.
    bool wrong_start = false;
};

/// One code point, or what is there in its place.
struct utf8_sequence {
    /// The bytes of the code point; of a wrong one those that belong together.
    std::size_t width = 1;
    /// Whether it is valid, wrong, or cut off by the end of the text.
    enum class form : std::uint8_t { valid, wrong_start, wrong_continuation, cut } is = form::valid;
};

/// Looks at the code point that begins at `at`, which is not `end`.
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
    // What may follow the lead byte; only the second byte's range depends on it.
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
            // Python waits for the third byte before it tells a surrogate from a character.
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

/// Measures how much of any bytes is valid UTF-8 (no overlong forms, no surrogates, nothing beyond
/// U+10FFFF). Linear; text in ASCII takes 32 bytes a step.
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

/// Whether all of the bytes are valid UTF-8.
[[nodiscard]] inline bool is_utf8(std::string_view text) noexcept {
    return measure_utf8(text).valid == text.size();
}

/// Appends what Python's `repr` writes for a `str`: in single quotes unless only double quotes save
/// escaping, with what is not printable escaped.
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

/// What a date-time field makes of a text.
enum class date_time_outcome : std::uint8_t {
    valid,   ///< an instant
    invalid, ///< no form that the server reads, or a date that does not exist
    overflow ///< a form that it reads, outside years 1 to 9999 in UTC
};

/// The outcome and, where it is `valid`, the instant.
struct date_time {
    /// Whether the text is an instant.
    date_time_outcome outcome = date_time_outcome::invalid;
    /// The instant, where it is one.
    timestamp instant{};
};

/// Calendar date, time of day and offset as they were written, not yet checked.
struct written_date_time {
    int year = 1;
    int month = 1;
    int day = 1;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int microsecond = 0;
    /// East of Greenwich; zero where none was written, since the server takes that for UTC.
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
    // In seconds at once: a sum of days and minutes is counted in minutes, and with 32 bits for
    // those, as in libc++ for 32-bit processors, it overflows after the year 6053.
    const int second = (written.hour * 60 + written.minute) * 60 + written.second;
    const timestamp instant = chrono::sys_days{date} + chrono::seconds{second} +
                              chrono::microseconds{written.microsecond} - written.offset;
    if (!in_range(instant)) {
        return {date_time_outcome::overflow, {}};
    }
    return {date_time_outcome::valid, instant};
}

/// Reads ISO 8601 text front to back; behind the end there are NUL characters.
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
    [[nodiscard]] constexpr char here() const noexcept { return at(position_); }
    constexpr void go_to(std::size_t position) noexcept { position_ = position; }
    constexpr void skip(std::size_t count) noexcept { position_ += count; }

    /// Moves over the character if it is the next one.
    constexpr bool accept(char character) noexcept {
        if (here() != character) {
            return false;
        }
        ++position_;
        return true;
    }

    /// Moves over exactly `width` ASCII digits.
    constexpr bool read_digits(std::size_t width, int& value) noexcept {
        int result = 0;
        for (std::size_t count = 0; count < width; ++count, ++position_) {
            if (!digit_at(position_)) {
                return false;
            }
            result = result * 10 + (here() - '0');
        }
        value = result;
        return true;
    }

private:
    std::string_view text_;
    std::size_t position_ = 0;
};

/// How far the date reaches before the one separating character. Which forms are tried depends on
/// the fifth and sixth characters; with week dates the text behind decides between week and day.
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
            // YYYY-Www-D, unless two digits follow: then the hyphen separates the time.
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
    // Times of day have an even number of digits, so the count tells whether a day is before it.
    return digits_end % 2 == 0 ? 7 : 8;
}

/// Reads the date that takes `length` bytes from the start: a calendar date or an ISO week date.
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
    // Week 1 is the week of 4 January; a year has a week 53 only if its last Thursday is in it.
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

/// Hours, minutes, seconds and fraction, of a time of day or of an offset.
struct iso_time {
    std::array<int, 3> parts{};
    int microsecond = 0;
};

/// Reads `HH[:MM[:SS[.f+]]]` or `HH[MM[SS[.f+]]]`, with a point or a comma, from where the reader
/// is to exactly `end`; digits of the fraction past the sixth are cut.
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
        out.microsecond += scale * (reader.here() - '0');
        scale /= 10;
    }
    return reader.position() == end && reader.position() != first;
}

/// Reads what follows the separating character: a time of day and perhaps an offset.
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
    // An offset of no whole second is UTC to Python, whatever its fraction.
    out.offset = seconds.count() == 0 ? chrono::microseconds{0}
                                      : seconds + chrono::microseconds{offset.microsecond};
    out.offset = reader.at(zone_at) == '-' ? -out.offset : out.offset;
    return true;
}

/// The first attempt: the forms that are documented for Python's `datetime.fromisoformat` from 3.11
/// on. What else single releases of Python take, by mistake, docs/divergences.md lists.
[[nodiscard]] inline std::optional<date_time> read_iso_format(std::string_view text) {
    std::string without_surrogate;
    if (first_surrogate(text)) {
        // A lone surrogate is taken for a separator where a date may end; anywhere else it makes
        // the text unreadable.
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
    // A date that does not exist leaves the text to the next attempt.
    return result.outcome == date_time_outcome::invalid ? std::nullopt : std::optional(result);
}

/// Reads text by code points for the pattern of the second attempt.
class pattern_reader {
public:
    explicit constexpr pattern_reader(std::string_view text) noexcept : text_(text) {}

    [[nodiscard]] constexpr bool at_end() const noexcept { return position_ == text_.size(); }

    /// Moves over one of the given ASCII characters, or returns NUL.
    constexpr char accept(std::string_view characters) noexcept {
        if (at_end() || characters.find(text_[position_]) == std::string_view::npos) {
            return '\0';
        }
        return text_[position_++];
    }

    /// Moves over up to `most` digits of any script and returns how many there were.
    constexpr int read_digits(int most, int& value) noexcept {
        int count = 0;
        int result = 0;
        while (count < most && !at_end()) {
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

/// The second attempt: Django's pattern, `YYYY-M[M]-D[D]`, `T` or a space,
/// `h[h]:m[m][:s[s][.f{1,12}]]`, white space, `Z` or an offset of whole minutes.
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
    // The pattern's end also matches before a line feed that ends the text.
    reader.accept("\n");
    if (!reader.at_end()) {
        return std::nullopt;
    }
    return to_instant(written);
}

/// The third attempt: `strptime` with the literal format `iso-8601`, which is the framework's name
/// for the first two. It reads that name, in any letter case that Python's patterns fold, as the
/// default of `strptime`: the start of 1900.
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

/// Reads the forms that most senders write: `YYYY-MM-DDTHH:MM:SS`, a fraction of any length, cut
/// to microseconds, and `Z`, `+00:00` or nothing. The first attempt reads them to the same, but
/// looks at each character by itself.
/// @param at where the form begins; it may end before `end`
/// @return where the form ends, or `nullptr` for another one
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

/// Whether no attempt can read a text, by its first four bytes: a year is four digits, and the name
/// of a format begins with an i.
[[nodiscard]] constexpr bool begins_as_no_date_time(std::string_view text) noexcept {
    constexpr std::size_t year_width = 4;
    for (const char byte : text.substr(0, year_width)) {
        if (static_cast<unsigned char>(byte) >= 0x80) {
            // Digits of other scripts, for instance.
            return false;
        }
        if (byte < '0' || byte > '9') {
            return text.front() != 'i' && text.front() != 'I';
        }
    }
    return text.size() < year_width;
}

/// Reads a text as a date-time field does. Three attempts are made, each only where the one before
/// did not read the text: Python's `datetime.fromisoformat`, Django's own pattern, and `strptime`.
/// Text without an offset is UTC.
/// @param text the JSON string; other JSON values are `invalid`
/// @return the instant in UTC, cut to microseconds. Linear.
///
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

/// A 64-bit integer that names one group of changes: among changes of a request with equal ids only
/// the first becomes an audit record.
///
/// The blueprint calls it "a 64-bit number" without saying whether it is signed, and senders exist
/// for both readings (a hash unpacked as a signed integer is negative half of the time, a sequence
/// may pass 2^63). So both are covered: the range is -2^63 ... 2^64-1, every value of
/// `std::int64_t` and of `std::uint64_t`. Sentry itself sets no limit; an id outside this range is
/// the issue `out_of_range`.
///
/// A value type: 16 bytes, trivially copyable, ordered and equal as the integer it is.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
///
/// @par Example
/// @code
/// const flaghook::change_id id = 93899375123;
/// assert(id.to_string() == "93899375123");
/// @endcode
class change_id {
public:
    /// The id 0.
    constexpr change_id() noexcept = default;

    /// From any integer type; every value of the built-in ones fits.
    template <std::integral Integer>
        requires(!std::same_as<Integer, bool> && sizeof(Integer) <= sizeof(std::uint64_t))
    constexpr change_id(Integer value) noexcept
        : bits_(static_cast<std::uint64_t>(value)), negative_(value < Integer{}) {}

    /// The id of the given sign and absolute value, or nothing when it is out of range.
    /// Minus zero is zero.
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

    /// Reads `[-]digits` with no other character, as `to_string` writes it (leading zeros allowed).
    ///
    /// This is the plain form that files and command lines use; what Sentry takes for an integer
    /// is far wider and stands in `server/integer.hpp`.
    /// @return nothing for other text and for numbers out of range. Linear in the length.
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
            constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
            if (magnitude > (most - digit) / 10) {
                return std::nullopt;
            }
            magnitude = magnitude * 10 + digit;
        }
        return from_magnitude(negative, magnitude);
    }

    /// Whether the id is below zero.
    [[nodiscard]] constexpr bool is_negative() const noexcept { return negative_; }

    /// The absolute value: at most 2^63 for a negative id, at most 2^64-1 otherwise.
    [[nodiscard]] constexpr std::uint64_t magnitude() const noexcept {
        return negative_ ? ~bits_ + 1 : bits_;
    }

    /// The low 64 bits in two's complement, for use as a hash or a database key. Two ids may share
    /// them (-1 and 2^64-1); `is_negative` tells those apart.
    [[nodiscard]] constexpr std::uint64_t bits() const noexcept { return bits_; }

    /// The length of the longest decimal text.
    static constexpr std::size_t max_text = 20;

    /// Writes the decimal text, as JSON writes the number, to `out`, which has room for `max_text`
    /// characters.
    /// @return one past the last character
    [[nodiscard]] char* write_to(char* out) const noexcept {
        if (negative_) {
            *out++ = '-';
        }
        // The longest number has 20 digits, the longest below zero has 19.
        return std::to_chars(out, out + (negative_ ? max_text - 1 : max_text), magnitude()).ptr;
    }

    /// Appends the decimal text, as JSON writes the number: 1 to 20 characters.
    void append_to(std::string& out) const {
        char text[max_text] = {};
        out.append(text, write_to(text));
    }

    /// The decimal text, as JSON writes the number.
    [[nodiscard]] std::string to_string() const {
        std::string result;
        append_to(result);
        return result;
    }

    friend constexpr bool operator==(const change_id&, const change_id&) noexcept = default;

    friend constexpr std::strong_ordering operator<=>(const change_id& left,
                                                      const change_id& right) noexcept {
        if (left.negative_ != right.negative_) {
            return left.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
        }
        // Two's complement keeps the order of numbers of one sign.
        return left.bits_ <=> right.bits_;
    }

private:
    std::uint64_t bits_ = 0;
    bool negative_ = false;
};

} // namespace flaghook::inline FLAGHOOK_ABI

/// Lets ids be keys of the standard's unordered containers.
template <>
struct std::hash<flaghook::change_id> {
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

/// The most code points of a JSON string that an integer field looks at.
/// @par Source
/// `IntegerField.MAX_STRING_LENGTH` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
inline constexpr std::size_t max_integer_text = 1000;

/// An integer of any size, as far as this library tells sizes apart.
struct integer {
    /// Whether it has a minus sign.
    bool negative = false;
    /// Whether the absolute value has more than 64 bits; `magnitude` is then the largest number.
    bool beyond = false;
    /// The absolute value.
    std::uint64_t magnitude = 0;

    /// The integer as an id, or nothing when ids do not reach so far.
    [[nodiscard]] constexpr std::optional<change_id> to_change_id() const noexcept {
        return beyond ? std::nullopt : change_id::from_magnitude(negative, magnitude);
    }

    /// The nearest value of a 64-bit integer.
    [[nodiscard]] constexpr std::int64_t nearest_int64() const noexcept {
        constexpr auto most = std::numeric_limits<std::int64_t>::max();
        constexpr auto least = std::numeric_limits<std::int64_t>::min();
        if (magnitude > static_cast<std::uint64_t>(most)) {
            return negative ? least : most;
        }
        const auto value = static_cast<std::int64_t>(magnitude);
        return negative ? -value : value;
    }
};

namespace detail {

/// The text without what the server's pattern `\.0*\s*$` takes away: `1.00 ` is `1`. Only the last
/// point of a text can begin a match, since nothing in the rest of the pattern matches a point.
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

/// Reads digits alone, and so few that they fit: nearly all integers are written so.
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

/// Whether `int()` skips the code point at the ends of a text: white space without the four
/// separators of ASCII.
[[nodiscard]] constexpr bool is_integer_space(char32_t point) noexcept {
    return is_space(point) && !(point >= 0x1C && point <= 0x1F);
}

} // namespace detail

/// Reads text as an integer field does: Python's `int()` after a fraction of nothing but zeros,
/// with white space behind it, is taken away.
///
/// So `" 42 "`, `"1_000"`, `"+1"`, `"007"`, `"1."`, `"1.00 "` and digits of any script are
/// integers, while the empty text, `".0"`, `"1.5"`, `"1e3"`, `"0x1"` and `"1__0"` are none.
/// @param text what Python's `str` gives for the JSON value; a string is its own text
/// @return nothing where the server says `invalid`. Linear.
///
/// @par Source
/// `IntegerField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py,
/// and https://docs.python.org/3/library/functions.html#int
[[nodiscard]] constexpr std::optional<integer> read_integer(std::string_view text) noexcept {
    if (const auto plain = detail::read_plain_integer(text)) {
        return plain;
    }
    text = detail::without_zero_fraction(text);
    std::size_t position = 0;
    const auto skip_space = [&] {
        while (position < text.size()) {
            const decoded next = decode(text, position);
            if (!detail::is_integer_space(next.point)) {
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
        constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
        const auto value = static_cast<std::uint64_t>(digit);
        if (result.beyond || result.magnitude > (most - value) / 10) {
            result.beyond = true;
            result.magnitude = most;
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
/// Reads a decimal number as the nearest `double`, with what the standard library offers.
#ifndef FLAGHOOK_SERVER_NEAREST_DOUBLE_HPP
#define FLAGHOOK_SERVER_NEAREST_DOUBLE_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// The `double` that is nearest to a decimal number: infinite beyond the largest, zero below the
/// smallest. Leaves `errno` alone.
///
/// Reads with `std::from_chars`, which libc++ has for `double` since version 20, or else with
/// `strtod`; that of MinGW-w64 rounds twice, and is wrong in the last digit now and then.
/// @param first an optional `-`, digits, and an optional exponent after `e`; no point, whose
/// meaning depends on the locale
/// @param last the end of the text, where a zero byte follows
/// @tparam Float `double`; a parameter, since only a template may ask for a function that is
/// missing
template <class Float = double>
[[nodiscard]] Float nearest_double(const char* first, const char* last) {
    if constexpr (requires(Float & value) { std::from_chars(first, last, value); }) {
        Float value = 0;
        if (std::from_chars(first, last, value).ec == std::errc()) {
            return value;
        }
        // Out of range, `from_chars` does not say on which side.
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
/// The fewest decimal digits that read back as the same floating-point number.
#ifndef FLAGHOOK_SERVER_SHORTEST_DECIMAL_HPP
#define FLAGHOOK_SERVER_SHORTEST_DECIMAL_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A positive decimal number: its digits with the point behind the first, times a power of ten.
class shortest_decimal {
public:
    /// Of all decimals that read back as `value`, the shortest, and of these the nearest to it.
    /// @param value finite and not negative
    [[nodiscard]] static shortest_decimal of(double value) noexcept {
        if constexpr (library_writes<double>) {
            return by_library(value);
        } else {
            return by_search(value);
        }
    }

    /// The same by the standard library, which not every one offers: libc++ before version 14 and
    /// some builds of later ones do not.
    template <class Float>
    [[nodiscard]] static shortest_decimal by_library(Float value) noexcept {
        // The longest: 1.7976931348623157e+308
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

    /// The same by trying: the exact digits rounded to fewer, and read back.
    [[nodiscard]] static shortest_decimal by_search(double value) noexcept {
        if (value == 0) {
            return shortest_decimal(0, 0);
        }
        const expansion exact(value);
        // What reads back with some number of digits does so with more.
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

    /// Without zeros at the end; `0` for zero.
    [[nodiscard]] std::string_view digits() const noexcept { return {digits_.data(), size_}; }

    /// The power of ten.
    [[nodiscard]] int exponent() const noexcept { return exponent_; }

private:
    // Asked with a template's parameter: only there a missing function is an answer, not an error.
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

    /// An integer as large as a `double` needs without a fraction: 767 digits.
    class whole_number {
    public:
        explicit whole_number(std::uint64_t value) noexcept {
            for (; value != 0; value /= base) {
                parts_[size_++] = static_cast<std::uint32_t>(value % base);
            }
        }

        void multiply(std::uint64_t factor, int times) noexcept {
            // 5^12 is below `base`: what is carried is one part at most.
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

        /// Writes the digits, the first of which is not zero, and returns how many there are.
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

    /// All decimal digits of a positive number; a fraction of a power of two has finitely many.
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
            // 2^-n is 5^n times 10^-n.
            whole.multiply(exponent < 0 ? 5 : 2, std::abs(exponent));
            size_ = whole.write(digits_);
            exponent_ = static_cast<int>(size_) - 1 + std::min(exponent, 0);
        }

        /// The nearest decimal of so many digits that reads back, or one without any digits. Below
        /// a power of two numbers are closer together than above it, so that only the second
        /// nearest may read back.
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
        /// Whether the digits behind the first `count` are more than half of one there, or half and
        /// that one is odd.
        [[nodiscard]] bool rounds_up(std::size_t count, bool is_odd) const noexcept {
            if (count >= size_ || digits_[count] != '5') {
                return count < size_ && digits_[count] > '5';
            }
            const auto rest = std::string_view(digits_.data(), size_).substr(count + 1);
            return is_odd || rest.find_first_not_of('0') != std::string_view::npos;
        }

        /// Written without a point, the only part of the text whose meaning depends on the locale.
        [[nodiscard]] static bool reads_as(double value, std::uint64_t digits,
                                           int exponent) noexcept {
            // The longest: 18446744073709551615e-2147483648, and the zero at its end.
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
/// The server's text of a JSON number: what Python's `str` prints for it.
#ifndef FLAGHOOK_SERVER_NUMBER_HPP
#define FLAGHOOK_SERVER_NUMBER_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// The most digits of an integer that Python reads; a longer one is malformed JSON to the server.
/// @par Source
/// https://docs.python.org/3/library/stdtypes.html#integer-string-conversion-length-limitation
inline constexpr std::size_t max_integer_digits = 4300;

/// Whether Python makes an `int` of the literal; otherwise it makes a `float`.
/// @param literal a number by the grammar of JSON
[[nodiscard]] constexpr bool is_integer_literal(std::string_view literal) noexcept {
    return std::none_of(literal.begin(), literal.end(), [](char character) {
        return character == '.' || character == 'e' || character == 'E';
    });
}

/// What `str` prints for the `int` of a JSON integer: its own digits, and `0` for `-0`.
[[nodiscard]] constexpr std::string_view integer_text(std::string_view literal) noexcept {
    return literal == "-0" ? std::string_view{"0"} : literal;
}

/// The `float` that Python makes of a JSON number: the nearest one, infinite past the largest.
///
/// Read from a copy without the decimal point (`nearest_double`). Linear.
/// @param literal a number by the grammar of JSON
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
            // Further from zero than any fraction or whole part brings back.
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

/// Appends what `str` prints for a `float`: the fewest digits that read back as the same value,
/// with an exponent below 1e-4 and from 1e16 on; `inf` and `-inf` past the ends.
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
        // Always a sign, and at least two digits.
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

/// Appends what `str` prints for the number that Python makes of a JSON literal.
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
/// Documents of open shape, read from values of Boost.JSON.
#ifndef FLAGHOOK_DOCUMENT_OBJECT_READER_HPP
#define FLAGHOOK_DOCUMENT_OBJECT_READER_HPP

namespace flaghook::inline FLAGHOOK_ABI::document::detail {

/// How deep a document may be nested at most, whatever its limits say: its parts are read, copied
/// and destroyed by recursion.
inline constexpr std::size_t max_document_depth = 512;

/// A text or a key of Boost.JSON's, whose own views are of another type in older releases.
template <class Text>
[[nodiscard]] std::string_view view_of(const Text& text) noexcept {
    return {text.data(), text.size()};
}

/// The same text as Boost.JSON's view.
[[nodiscard]] inline boost::json::string_view boost_view_of(std::string_view text) noexcept {
    return {text.data(), text.size()};
}

/// What Python calls the type of a value.
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

/// Appends what Python's `repr` gives for a value.
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

/// What Python's `str` gives for a value.
[[nodiscard]] inline std::string python_text(const boost::json::value& value) {
    std::string result;
    if (value.is_string()) {
        result = view_of(value.get_string());
    } else {
        append_repr(result, value);
    }
    return result;
}

/// Collects what is wrong with a document, up to a limit on the number of issues.
class issue_collector {
public:
    explicit issue_collector(std::size_t most) noexcept : most_(most) {}

    /// Notes what is wrong at a place.
    /// @param message the whole message; empty for a code that always has the same one
    void report(std::string path, issue_code code, std::string message = {}) {
        if (issues_.size() < most_) {
            issues_.emplace_back(std::move(path), code, std::move(message));
        } else {
            ++more_;
        }
    }

    /// Refuses the document as a whole: nothing else counts.
    void refuse(issue_code code, std::string detail) {
        issues_.clear();
        more_ = 0;
        issues_.emplace_back(field_location{}, code, std::move(detail));
    }

    /// Whether nothing is wrong.
    [[nodiscard]] bool empty() const noexcept { return issues_.empty() && more_ == 0; }

    /// The issues in the order in which they were found.
    [[nodiscard]] std::vector<issue> take() {
        if (more_ != 0) {
            issues_.emplace_back(field_location{}, issue_code::more_issues, std::to_string(more_));
        }
        return std::move(issues_);
    }

private:
    std::size_t most_;
    std::size_t more_ = 0;
    std::vector<issue> issues_;
};

/// Reads the members of an object into a model and reports those that do not fit. Members that are
/// not asked for are ignored.
class object_reader {
public:
    /// @param object outlives the reader, as does `found`
    /// @param path of the object; empty for the document as a whole
    /// @param most_items the most items of a list
    object_reader(const boost::json::object& object, std::string path, std::size_t most_items,
                  issue_collector& found) noexcept
        : object_(object), path_(std::move(path)), most_items_(most_items), found_(found) {}

    /// The reader of a value that has to be an object.
    [[nodiscard]] static std::optional<object_reader> open(const boost::json::value& value,
                                                           std::string path, std::size_t most_items,
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
        return object_reader(value.get_object(), std::move(path), most_items, found);
    }

    /// The value of a member that has to be there and not null; nothing after a report.
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

    /// Reads a member that has to be there.
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

    /// Reads a member of any object that may be missing.
    void read(std::string_view name, boost::json::object& into) {
        if (!object_.contains(boost_view_of(name))) {
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

    /// Reads a member that has to be one of a few texts.
    /// @param from gives the value of a text, if it has one
    template <class Value>
    void read(std::string_view name, Value& into, std::optional<Value> (*from)(std::string_view)) {
        if (const boost::json::value* const value = require(name)) {
            assign(name, *value, into, from);
        }
    }

    /// Reads a member that may be one of a few texts, null or missing.
    template <class Value>
    void read(std::string_view name, std::optional<Value>& into,
              std::optional<Value> (*from)(std::string_view)) {
        if (const boost::json::value* const value = find(name)) {
            assign(name, *value, into.emplace(), from);
        }
    }

    /// The reader of a member that has to be an object.
    [[nodiscard]] std::optional<object_reader> read_object(std::string_view name) {
        const boost::json::value* const value = require(name);
        return value != nullptr ? open(*value, path_of(name), most_items_, found_) : std::nullopt;
    }

    /// Reads a member that has to be a list of objects.
    /// @param read_item is called with the reader of each item that is an object
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
        if (items.size() > most_items_) {
            found_.refuse(issue_code::too_many_items, std::to_string(most_items_));
            return;
        }
        const std::string path = path_of(name);
        for (std::size_t index = 0; index < items.size(); ++index) {
            if (auto item = open(items[index], path + '[' + std::to_string(index) + ']',
                                 most_items_, found_)) {
                read_item(*item);
            }
        }
    }

    /// Notes what is wrong with a member.
    /// @param message the whole message; empty for a code that always has the same one
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

    /// The value of a member, if there is one that is not null.
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
    std::size_t most_items_;
    issue_collector& found_;
};

/// A parsed text, and what is wrong with it.
class parsed_document {
public:
    /// Parses a text: strict JSON in UTF-8, or nothing at all, which counts as `{}`.
    /// @param storage where all memory of the parser and its values is from
    parsed_document(std::string_view text, const parse_limits& limits,
                    const boost::json::storage_ptr& storage = {})
        : most_items_(limits.items), found_(limits.issues) {
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

    /// The reader of the whole, which has to be an object.
    [[nodiscard]] std::optional<object_reader> root() {
        return root_ ? object_reader::open(*root_, {}, most_items_, found_) : std::nullopt;
    }

    /// What is wrong with it.
    [[nodiscard]] issue_collector& found() noexcept { return found_; }

    /// What was read of the document, or why it is refused.
    template <class Value>
    [[nodiscard]] flaghook::result<Value> result(Value read) {
        if (!found_.empty()) {
            return refusal(0, found_.take());
        }
        return read;
    }

private:
    std::size_t most_items_;
    issue_collector found_;
    std::optional<boost::json::value> root_;
};

} // namespace flaghook::inline FLAGHOOK_ABI::document::detail

#endif

// ---- flaghook/api/object_writer.hpp
/// @file
/// The Flags API's documents, written as values of Boost.JSON.
#ifndef FLAGHOOK_API_OBJECT_WRITER_HPP
#define FLAGHOOK_API_OBJECT_WRITER_HPP

namespace flaghook::inline FLAGHOOK_ABI::detail {

[[nodiscard]] inline std::optional<issue_code> find_unwritable(const boost::json::object& object);

/// What keeps a value from being written, if anything does: text that is not UTF-8
/// (`invalid_utf8`), or NaN (`invalid`).
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

/// Builds an object member by member and reports what no answer can carry.
class object_writer {
public:
    /// @param path of the object
    /// @param issues receives what is wrong; outlives the writer
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
/// One change of a flag's definition.
#ifndef FLAGHOOK_MODEL_CHANGE_HPP
#define FLAGHOOK_MODEL_CHANGE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// What happened to the flag. The values are those that Sentry stores.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/models.py
enum class change_action : std::uint8_t { created = 0, deleted = 1, updated = 2 };

/// The actions' names in JSON, in the documented order.
template <>
inline constexpr auto enumerators<change_action> = std::to_array<enumerator<change_action>>({
    {change_action::created, "created"},
    {change_action::updated, "updated"},
    {change_action::deleted, "deleted"},
});

/// What kind of text names the author. The values are those that Sentry stores.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/models.py
enum class author_type : std::uint8_t { email = 0, id = 1, name = 2 };

/// The types' names in JSON, in the documented order.
template <>
inline constexpr auto enumerators<author_type> = std::to_array<enumerator<author_type>>({
    {author_type::email, "email"},
    {author_type::id, "id"},
    {author_type::name, "name"},
});

/// Who made the change.
/// @tparam Text `std::string`, or `std::string_view` for text that lives elsewhere
template <class Text>
struct basic_author {
    /// An e-mail address, an identifier or a name: 1 to 100 code points after trimming.
    Text id{};
    /// Which of the three `id` is.
    author_type type = author_type::email;

    friend bool operator==(const basic_author&, const basic_author&) = default;
};

/// One change of a flag's definition: an item of a payload, and also the audit row that Sentry
/// makes of it.
/// @tparam Text `std::string`, or `std::string_view` for text that lives elsewhere
template <class Text>
struct basic_change {
    /// What happened.
    change_action action = change_action::created;
    /// The idempotency token; see `change_id`.
    change_id id{};
    /// When it happened.
    timestamp created_at{};
    /// Who did it.
    basic_author<Text> created_by{};
    /// The flag's name: 1 to 256 code points after trimming.
    Text flag{};

    friend bool operator==(const basic_change&, const basic_change&) = default;
};

/// An author that owns its text.
using author = basic_author<std::string>;

/// A change that owns its text.
using change = basic_change<std::string>;

/// A change whose text lives elsewhere.
using borrowed_change = basic_change<std::string_view>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/api/flag_log.hpp
/// @file
/// The audit log: what Sentry recorded of the changes that were sent.
#ifndef FLAGHOOK_API_FLAG_LOG_HPP
#define FLAGHOOK_API_FLAG_LOG_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// One recorded change.
struct flag_log_entry {
    /// What happened.
    change_action action = change_action::created;
    /// When it happened, by the sender's word.
    timestamp created_at{};
    /// Who did it, where anybody was named.
    std::optional<std::string> created_by{};
    /// What kind of text names the author.
    std::optional<author_type> created_by_type{};
    /// The flag's name.
    std::string flag{};
    /// The entry's own number, which Sentry gave it. The change's `change_id` is not in the log.
    std::int64_t id = 0;
    /// The provider that sent the change: `generic`, `launchdarkly`, `statsig`, `unleash`,
    /// `flagpole`, or one that this library does not know yet. Older servers do not say.
    std::optional<std::string> provider{};
    /// Metadata that the provider gave along with the change: names and values of any type. The
    /// generic provider gives none.
    boost::json::object tags{};

    friend bool operator==(const flag_log_entry&, const flag_log_entry&) = default;
};

/// What the log shows of a change that the webhook recorded.
/// @param row a row of a `receiver`'s reply, or a change that was sent and accepted
/// @param id the number that the log gave it
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

/// A page of the audit log; the header `Link` leads to others, see `link.hpp`.
struct flag_log_page {
    /// The entries, in the order asked for.
    std::vector<flag_log_entry> data{};

    friend bool operator==(const flag_log_page&, const flag_log_page&) = default;
};

namespace detail {

/// Reads an entry. Names and types are the server's; `createdBy`, `createdByType` and `provider`
/// may be null.
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

/// Writes an entry, its members in the server's order.
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

/// Reads a page of the audit log.
///
/// Answers are read leniently: members that are not known are ignored, tags and what may be null
/// may be missing, times may have any form that Sentry itself takes. Beyond `limits`, no more than
/// 512 objects and lists may be open at a time.
/// @return the page, or all issues: `data[2].createdAt`, `invalid`
/// @par Complexity
/// Linear in the body.
///
/// @par Example
/// @code
/// if (const auto page = flaghook::parse_flag_log_page(answer.body)) {
///     for (const flaghook::flag_log_entry& entry : page->data) { ... }
/// }
/// @endcode
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

/// Reads the answer that has one entry of the audit log, as leniently as a page.
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

/// Writes a page of the audit log as the server does, for those who stand in for it.
/// @return the body, or all issues: text that is not UTF-8, a tag that JSON has no form for, a time
/// outside of years 1 to 9999
[[nodiscard]] inline result<std::string> serialize_flag_log_page(const flag_log_page& page) {
    return detail::write_list(page.data, detail::write_log_entry);
}

/// Writes the answer that has one entry as the server does.
[[nodiscard]] inline result<std::string> serialize_flag_log_entry(const flag_log_entry& entry) {
    std::vector<issue> issues;
    boost::json::object data = detail::write_log_entry(entry, "data", issues);
    return detail::write_data(std::move(data), std::move(issues));
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/api/uri_text.hpp
/// @file
/// Text in URIs: percent-encoding.
#ifndef FLAGHOOK_API_URI_TEXT_HPP
#define FLAGHOOK_API_URI_TEXT_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Appends text to a segment of a path, or to a name or value of a query, with everything
/// percent-encoded but the unreserved characters: letters and digits of ASCII, hyphen, point,
/// underscore and tilde. Linear.
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

/// The text of a name or value of a query: `+` is a space, as in forms, and a percent sign that
/// begins no escape stands for itself. Linear.
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

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/api/flag_log_query.hpp
/// @file
/// What to ask the audit log for.
#ifndef FLAGHOOK_API_FLAG_LOG_QUERY_HPP
#define FLAGHOOK_API_FLAG_LOG_QUERY_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The documented parameters of `GET .../flags/logs/`. All may be left out: Sentry then gives the
/// entries of the last 90 days, in pages of its default size.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
struct flag_log_query {
    /// Only entries of these flags.
    std::vector<std::string> flags{};
    /// Only entries from this time on; `end` belongs to it.
    std::optional<timestamp> start{};
    /// Only entries before this time; `start` belongs to it.
    std::optional<timestamp> end{};
    /// Only entries of the last while, in place of `start` and `end`: a number with one of the
    /// units `s`, `m`, `h`, `d`, `w`, such as `24h`. Without a unit, seconds.
    std::optional<std::string> stats_period{};
    /// The page, as the one before it named it; see `next_cursor`.
    std::optional<std::string> cursor{};
    /// The most entries of a page: 1 to 100.
    std::optional<std::int64_t> per_page{};
    /// How many entries to pass over: 0 or more.
    std::optional<std::int64_t> offset{};

    friend bool operator==(const flag_log_query&, const flag_log_query&) = default;
};

namespace detail {

/// Whether a text is a number with a unit, as `statsPeriod` has it.
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

/// What a query breaks of the server's rules.
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
    // Where there is a period, the server does not look at the times.
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

/// The texts that a query gives for a parameter, decoded, in their order. Linear in the query.
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

/// The text of a parameter that counts, the last one, if the query has it.
[[nodiscard]] inline std::optional<std::string> last_parameter(std::string_view query,
                                                               std::string_view name) {
    std::vector<std::string> texts = parameters(query, name);
    return texts.empty() ? std::nullopt : std::optional(std::move(texts.back()));
}

/// Reads parameters by the server's rules and reports those that have another form.
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

/// Writes a query for behind the question mark of a URL: parameters in the documented order, names
/// and values percent-encoded; nothing for a query without parameters.
/// @return the query, or all issues: `end` is missing, `per_page` is not 1 to 100
/// @par Complexity
/// Linear.
///
/// @par Example
/// @code
/// flaghook::flag_log_query query;
/// query.flags = {"checkout"};
/// query.stats_period = "24h";
/// url += '?' + *flaghook::serialize_query(query);  // flag=checkout&statsPeriod=24h
/// @endcode
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

/// Reads a query as the server does, for those who stand in for it: parameters in any order, those
/// that are not known ignored, of those that come again the last one (of `flag` all). Where there
/// is a period, it counts, and not `start` and `end`.
/// @param query what stands behind the question mark of a URL, any bytes
/// @return the query, or all issues
/// @par Complexity
/// Linear.
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
/// Letters of ASCII.
#ifndef FLAGHOOK_SERVER_ASCII_HPP
#define FLAGHOOK_SERVER_ASCII_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A capital letter of ASCII as a small one; any other character as it is.
[[nodiscard]] constexpr char lower_case(char character) noexcept {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                : character;
}

/// Whether two texts are equal but for the letter case of ASCII. Linear.
[[nodiscard]] constexpr bool equal_in_any_case(std::string_view left,
                                               std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char one, char other) { return lower_case(one) == lower_case(other); });
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/api/link.hpp
/// @file
/// Pages: the header `Link` of an answer that is one of several.
#ifndef FLAGHOOK_API_LINK_HPP
#define FLAGHOOK_API_LINK_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A link to another page.
struct page_link {
    /// The URL, as it stands in the header.
    std::string target{};
    /// What the page is to this one: `next` or `previous`. In general, several words separated by
    /// spaces.
    std::string relation{};
    /// Whether the page has anything on it, where the server says so. Sentry always gives both
    /// links, so that one can ask again later.
    std::optional<bool> results{};
    /// What to give for the parameter `cursor` to get the page.
    std::string cursor{};

    /// Whether the page is this to the present one. Relations are compared in any letter case.
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

    friend bool operator==(const page_link&, const page_link&) = default;
};

namespace detail {

/// Walks over the value of a header `Link`, by the algorithm that the standard gives.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc8288#appendix-B.2
class link_reader {
public:
    explicit link_reader(std::string_view value) noexcept : rest_(value) {}

    /// The next link; nothing at the end, and where something else stands.
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
        // What stands before the next comma is no part of a link.
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
            // Of several relations the first counts.
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

/// Reads the value of a header `Link`; several headers of that name are joined by commas first.
///
/// Parameters that nobody asks for here are passed over. Reading ends quietly where the value is
/// none, with the links before that.
/// @par Complexity
/// Linear.
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

/// What to give for the parameter `cursor` to get the next page; nothing after the last one.
///
/// @par Example
/// @code
/// query.cursor = flaghook::next_cursor(answer.headers["Link"]);
/// if (!query.cursor) {
///     break;
/// }
/// @endcode
[[nodiscard]] inline std::optional<std::string> next_cursor(std::string_view header) {
    for (page_link& one : parse_links(header)) {
        if (one.is("next") && one.results.value_or(true) && !one.cursor.empty()) {
            return std::move(one.cursor);
        }
    }
    return std::nullopt;
}

/// The value of a header `Link` as Sentry writes it. Targets, relations and cursors are written as
/// they are: a target is a URL, the others have neither quotation marks nor backslashes. Linear.
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
/// Where the Flags API's resources are.
#ifndef FLAGHOOK_API_RESOURCE_PATH_HPP
#define FLAGHOOK_API_RESOURCE_PATH_HPP

/// Each of these is the path of a URL behind scheme and host, with the slash at the end that the
/// server insists on, and with the organization percent-encoded. An API token goes along in the
/// header `Authorization: Bearer <token>` (https://docs.sentry.io/api/auth/).
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
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

/// The audit log: GET.
/// @param organization its slug or number
[[nodiscard]] inline std::string flag_logs_path(std::string_view organization) {
    return detail::flags_path(organization, "logs");
}

/// One entry of the audit log: GET.
[[nodiscard]] inline std::string flag_log_path(std::string_view organization, std::int64_t id) {
    return detail::flags_path(organization, "logs") + std::to_string(id) + '/';
}

/// The signing secrets: GET lists, POST registers.
[[nodiscard]] inline std::string signing_secrets_path(std::string_view organization) {
    return detail::flags_path(organization, "signing-secrets");
}

/// One signing secret: DELETE.
[[nodiscard]] inline std::string signing_secret_path(std::string_view organization,
                                                     std::int64_t id) {
    return detail::flags_path(organization, "signing-secrets") + std::to_string(id) + '/';
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/signature/wipe.hpp
/// @file
/// Overwriting memory without a crypto library.
///
/// A back end brings its library's own primitive for this, and everything that computes uses that
/// one. A `secret` however exists before a back end is chosen (a program reads it from its
/// configuration) and is the same type for all of them; making it a template, or making it link a
/// crypto library, would cost every user more than these few lines.
#ifndef FLAGHOOK_SIGNATURE_WIPE_HPP
#define FLAGHOOK_SIGNATURE_WIPE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Overwrites `size` bytes with zeros, even where the compiler can see that nobody reads them
/// again.
///
/// An access through a pointer to volatile is observable behaviour
/// (https://eel.is/c++draft/intro.abstract#6), which compilers keep also where the object behind it
/// is about to die; the fence keeps them from moving the stores past the code that follows, such as
/// the call that frees the memory. The tests look at the memory of objects that are gone to see
/// that this is so.
///
/// Only this memory is overwritten: not copies that the program made before, not pages that the
/// system swapped out, and not registers, nor what saves them to memory, such as a signal or the
/// dynamic linker at the first call of a function (a program linked with `-z now` has none of the
/// latter).
///
/// @param memory may be null if `size` is 0.
/// @par Complexity
/// Linear, a byte at a time; meant for keys, not for bodies.
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
/// Memory for JSON with a secret in it.
#ifndef FLAGHOOK_API_WIPING_MEMORY_HPP
#define FLAGHOOK_API_WIPING_MEMORY_HPP

namespace flaghook::inline FLAGHOOK_ABI::detail {

/// What Boost.JSON takes memory from. It has another name in newer releases.
using memory_resource = std::remove_reference_t<decltype(*boost::json::storage_ptr())>;

/// Heap memory that is overwritten before it is given back.
class wiping_memory final : public memory_resource {
private:
    void* do_allocate(std::size_t size, std::size_t) override {
        // Boost.JSON needs no stricter alignment than this has.
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
/// What can be wrong with signing secrets and with signatures.
#ifndef FLAGHOOK_SIGNATURE_SIGNATURE_ERROR_HPP
#define FLAGHOOK_SIGNATURE_SIGNATURE_ERROR_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// What is wrong with a secret, with a set of secrets, or with the signature of a request. A
/// failure of the computation itself is a `crypto::crypto_error`.
enum class signature_error {
    /// The text of a secret is not UTF-8, so nobody can have registered it.
    secret_not_utf8 = 1,

    /// The text begins or ends with white space, which Sentry trims off when a secret is registered
    /// but not when it signs: such a secret would never verify. Typically the line feed at the end
    /// of a file.
    secret_has_outer_white_space,

    /// The text holds U+0000, which Sentry refuses to register.
    secret_has_null_character,

    /// The text has fewer than 10 characters.
    secret_too_short,

    /// The text has more than 64 characters.
    secret_too_long,

    /// There are no bytes at all, or the `secret` was moved from. An empty key would let anybody
    /// sign.
    secret_empty,

    /// A verifier was asked for without any secret. It would refuse everything.
    no_secrets,

    /// A verifier was asked for with more than 16 secrets.
    too_many_secrets,

    /// The request has no `X-Sentry-Signature` header.
    header_missing,

    /// The request has more than one `X-Sentry-Signature` header.
    header_repeated,

    /// The header's value is not the signature of the body under any of the secrets.
    mismatch,
};

/// The names of the errors.
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

/// The category of `signature_error`.
class signature_error_category final : public boost::system::error_category {
public:
    /// The number makes two copies of the category equal where two shared libraries each have one:
    /// https://www.boost.org/doc/libs/release/libs/system/doc/html/system.html#ref_error_category
    constexpr signature_error_category() noexcept : error_category(0xd20b7f4c9a586e13) {}

    /// @return "flaghook.signature"
    const char* name() const noexcept override { return "flaghook.signature"; }

    /// @return what is wrong and what to do about it. The text is fixed: no part of a secret, not
    /// even its length, gets into it.
    std::string message(int value) const override { return text(value); }

    /// The same text without allocating.
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
            return "the signing secret begins or ends with white space; remove it (a line feed at "
                   "the end of a file, perhaps), as Sentry does when a secret is registered";
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
            return "a verifier takes at most 16 signing secrets; drop those that were replaced "
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

/// @return the only instance of the category.
inline const boost::system::error_category& signature_category() noexcept {
    static constinit const signature_error_category instance;
    return instance;
}

/// Found by `boost::system::error_code` when a `signature_error` is assigned to it.
inline boost::system::error_code make_error_code(signature_error error) noexcept {
    return {static_cast<int>(error), signature_category()};
}

} // namespace flaghook::inline FLAGHOOK_ABI

/// Lets a `signature_error` become a `boost::system::error_code` by itself.
template <>
struct boost::system::is_error_code_enum<flaghook::signature_error> : std::true_type {};

#endif

// ---- flaghook/signature/registration.hpp
/// @file
/// Which texts Sentry registers as signing secret of the generic provider.
///
/// A sender whose secret could never have been registered finds out here, at start-up and with a
/// reason, instead of by an HTTP 401 that gives none.
///
/// @code
/// check_registrable("0123456789");    // fine
/// check_registrable("0123456789\n");  // secret_has_outer_white_space
/// check_registrable("012345678");     // secret_too_short
/// @endcode
///
/// The rule is the `secret` field of Sentry's `FlagWebhookSigningSecretValidator`, a Django REST
/// framework `CharField(min_length=10, max_length=64)`:
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py,
/// https://www.django-rest-framework.org/api-guide/fields/#charfield
#ifndef FLAGHOOK_SIGNATURE_REGISTRATION_HPP
#define FLAGHOOK_SIGNATURE_REGISTRATION_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The fewest characters (Unicode code points) of a secret that Sentry registers.
inline constexpr std::size_t min_secret_length = 10;

/// The most characters (Unicode code points) of a secret that Sentry registers.
inline constexpr std::size_t max_secret_length = 64;

/// Says whether Sentry would register `text`, exactly as it is, as a secret of the generic
/// provider.
///
/// @param text the secret as UTF-8, the way it is typed into Sentry's form.
/// @return nothing wrong, or the first that applies of `secret_not_utf8`,
/// `secret_has_outer_white_space`, `secret_has_null_character`, `secret_too_short` (also
/// for an empty text), `secret_too_long`. Length counts code points, as Python's `len()`
/// does: ten two-byte characters are long enough.
/// @par Complexity
/// Linear; nothing is allocated or copied. The time taken depends on the text, so do
/// not call it for every request.
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
///
/// Sentry and the sender share one text per organization and provider. Whoever has it can write any
/// flag change into the audit log, so this type makes it hard to leave it lying about:
///
/// * it cannot be copied, only moved, and moving copies no bytes;
/// * its bytes are overwritten before their memory is given back;
/// * it has no comparison, no hash, no conversion to text and no stream or format output, and no
///   error of this library repeats any of it;
/// * the one way to read it is called `expose()`, which is easy to search for.
///
/// @code
/// boost::system::result<flaghook::secret> secret = flaghook::secret::from_text(configured);
/// if (!secret) {
///     log(secret.error().message());  // says what is wrong without a word of the secret
/// }
/// @endcode
///
/// The text that a secret is made from stays the caller's: if it is in a `std::string`, overwrite
/// it (`wipe`, signature/wipe.hpp). Nothing here keeps memory from being swapped out or written to
/// a core dump.
#ifndef FLAGHOOK_SIGNATURE_SECRET_HPP
#define FLAGHOOK_SIGNATURE_SECRET_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A signing secret: the UTF-8 bytes of the text that was registered, used as HMAC key as they are.
/// They are *not* decoded from hex or base64, however much they look like it
/// (`secret.encode()` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py).
///
/// The bytes are kept in one heap block of exactly their size. A `std::string` would leave copies
/// behind when it moves a short text or grows; a buffer inside the object would be copied by every
/// move, for instance by each growth of a `std::vector<secret>`.
///
/// Threads: reading (`expose`, `empty`) is safe from several threads at once.
class secret {
public:
    /// Takes a secret that follows the rule of today's Sentry: 10 to 64 characters of UTF-8, none
    /// of them null, no white space at either end.
    ///
    /// @param text as registered; not trimmed, so that what is wrong is said and not guessed.
    /// @return the secret, or the `signature_error` of `check_registrable`.
    [[nodiscard]] static boost::system::result<secret> from_text(std::string_view text) {
        if (const boost::system::error_code failure = check_registrable(text)) {
            return failure;
        }
        return secret(text);
    }

    /// The way round that rule, for a secret that Sentry does have but would not register today:
    /// the limits of length are younger than the feature.
    ///
    /// @param bytes exactly what Sentry has stored; any bytes, any length but zero.
    /// @return the secret, or `signature_error::secret_empty`.
    [[nodiscard]] static boost::system::result<secret> from_registered(std::string_view bytes) {
        if (bytes.empty()) {
            return signature_error::secret_empty;
        }
        return secret(bytes);
    }

    /// Leaves `other` empty. No bytes are copied.
    secret(secret&& other) noexcept
        : bytes_(std::move(other.bytes_)), size_(std::exchange(other.size_, 0)) {}

    /// Overwrites the secret that was here, and leaves `other` empty.
    secret& operator=(secret&& other) noexcept {
        if (this != &other) {
            wipe(bytes_.get(), size_);
            bytes_ = std::move(other.bytes_);
            size_ = std::exchange(other.size_, 0);
        }
        return *this;
    }

    secret(const secret&) = delete;
    secret& operator=(const secret&) = delete;

    /// Overwrites the bytes.
    ~secret() { wipe(bytes_.get(), size_); }

    /// @return the bytes themselves, for making a key from them; none if the secret was moved from.
    /// Valid until the secret is moved from, assigned to, or destroyed. Every copy that is
    /// made of them is one that nobody overwrites.
    [[nodiscard]] std::span<const std::byte> expose() const noexcept {
        return {bytes_.get(), size_};
    }

    /// @return whether the secret was moved from. There are no other empty ones.
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
/// Signing secrets: what Sentry registers, lists and deletes.
#ifndef FLAGHOOK_API_SIGNING_SECRET_HPP
#define FLAGHOOK_API_SIGNING_SECRET_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A provider that a secret can be registered for.
enum class flag_provider : std::uint8_t { launchdarkly, generic, unleash, statsig };

/// The providers' names in JSON.
template <>
inline constexpr auto enumerators<flag_provider> = std::to_array<enumerator<flag_provider>>({
    {flag_provider::launchdarkly, "launchdarkly"},
    {flag_provider::generic, "generic"},
    {flag_provider::unleash, "unleash"},
    {flag_provider::statsig, "statsig"},
});

/// Which secrets Sentry registers for a provider. Lengths are in code points, after trimming.
struct secret_rule {
    /// The fewest code points.
    std::size_t min_length;
    /// The most code points.
    std::size_t max_length;
    /// What the secret has to begin with.
    std::string_view prefix{};
};

/// The rule of a provider.
/// @par Source
/// `validate_secret` in
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
[[nodiscard]] constexpr secret_rule secret_rule_of(flag_provider of) noexcept {
    switch (of) {
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
    /// When it was registered.
    timestamp created_at{};
    /// The number of the user who registered it; nothing where the user is gone.
    std::optional<std::int64_t> created_by{};
    /// The entry's number, for deleting it.
    std::int64_t id = 0;
    /// The provider: one of `provider`'s names, or one that this library does not know yet.
    std::string provider{};
    /// The first six characters, and an asterisk for each of the others; see `redact`.
    std::string redacted{};

    friend bool operator==(const listed_secret&, const listed_secret&) = default;
};

/// A page of the registered secrets; the header `Link` leads to others.
struct signing_secret_page {
    /// The secrets, the newest first.
    std::vector<listed_secret> data{};

    friend bool operator==(const signing_secret_page&, const signing_secret_page&) = default;
};

namespace detail {

/// Reads a listed secret. The blueprint calls `createdBy` a string and shows a number; both are
/// read, and a number is written, as the server does.
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

/// Writes a listed secret, its members in the server's order.
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

/// Reads a page of the registered secrets, leniently: members that are not known are ignored.
/// @return the page, or all issues
/// @par Complexity
/// Linear in the body.
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

/// Writes a page of the registered secrets as the server does, for those who stand in for it.
/// @return the body, or all issues
[[nodiscard]] inline result<std::string>
serialize_signing_secret_page(const signing_secret_page& page) {
    return detail::write_list(page.data, detail::write_listed_secret);
}

namespace detail {

[[nodiscard]] inline std::string_view text_of(const secret& of) noexcept {
    const auto bytes = of.expose();
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace detail

/// What Sentry shows of a secret: its first six characters, and an asterisk for each of the others.
/// The six are enough to tell which secret it is, and too few to sign with; a secret of six
/// characters or fewer, which only older servers registered, is shown whole. Bytes that are not
/// UTF-8 are all shown as asterisks. Linear.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
[[nodiscard]] inline std::string redact(const secret& of) {
    constexpr std::size_t shown = 6;
    const std::string_view text = detail::text_of(of);
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

/// Says what the server has against the text of a secret, apart from white space at its ends.
/// @param text trimmed, UTF-8
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

/// The digits of an integer, overwritten at the end.
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

/// The text that the server makes of a secret's value, if it makes one.
/// @param digits where an integer is written
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

/// Reads the member `secret` of a registration. How long it may be depends on the provider.
[[nodiscard]] inline std::optional<secret> read_secret(document::detail::object_reader& from,
                                                       flag_provider of) {
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
    if (const std::optional<issue> bad = check_secret(secret_rule_of(of), *text)) {
        from.report("secret", bad->code(), bad->detail());
        return std::nullopt;
    }
    // A text that is not empty makes a secret.
    return *secret::from_registered(*text);
}

} // namespace detail

/// A secret to be registered for a provider.
struct signing_secret_registration {
    /// Whose webhooks the secret is for.
    flag_provider provider;
    /// The secret, trimmed.
    secret signing_secret;
};

/// Reads the body of `POST .../flags/signing-secrets/` as the server does.
///
/// The secret is trimmed, as the server trims it. What parsing copied of it to the heap is
/// overwritten. The body itself is the caller's.
///
/// Bodies that no client writes differ: text with the escape of a lone surrogate is malformed here,
/// and a secret that is a number has to be an integer of 64 bits.
/// @return the registration, or why the server refuses it: status 400 and, for bad fields, the
/// error tree as `answer()`. A registration replaces the one that the provider had.
/// @par Complexity
/// Linear in the body.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/secrets.py
[[nodiscard]] inline result<signing_secret_registration>
parse_registration(std::string_view body, const parse_limits& limits = {}) {
    detail::wiping_memory memory;
    document::detail::parsed_document document(body, limits, &memory);
    // The server asks the provider's rule also where there is no such provider, and takes the
    // strictest.
    flag_provider of = flag_provider::unleash;
    std::optional<secret> text;
    if (auto root = document.root()) {
        root->read("provider", of, from_string<flag_provider>);
        text = detail::read_secret(*root, of);
    }
    if (document.found().empty() && text) {
        return signing_secret_registration{of, *std::move(text)};
    }
    std::vector<issue> issues = document.found().take();
    const int status = issues.front().code() == issue_code::too_large ? 413 : 400;
    return refusal(status, std::move(issues));
}

/// The body of `POST .../flags/signing-secrets/`: it holds a secret in the open, so it can only be
/// moved, and is overwritten when it goes. Whoever copies the text has a copy that nobody
/// overwrites.
class signing_secret_request {
public:
    /// Builds the body for registering a secret.
    /// @return the body, or all issues that the server would have with the secret: its text is not
    /// UTF-8 (`invalid_utf8`), too short or too long for the provider (`min_length`, `max_length`),
    /// of another form (`invalid`). A secret with white space at its ends is refused as `invalid`:
    /// the server would trim it, and the sender would sign with another.
    /// @par Complexity
    /// Linear in the secret.
    ///
    /// @par Example
    /// @code
    /// auto key = flaghook::secret::from_text(generated);
    /// auto request = flaghook::signing_secret_request::make(flaghook::flag_provider::generic,
    /// *key); post(flaghook::signing_secrets_path("acme"), request->body());
    /// @endcode
    [[nodiscard]] static result<signing_secret_request> make(flag_provider of,
                                                             const secret& registered) {
        const std::string_view text = detail::text_of(registered);
        std::vector<issue> issues = check(of, text);
        if (!issues.empty()) {
            return refusal(400, std::move(issues));
        }
        signing_secret_request result;
        std::string& body = result.body_;
        // Six bytes are the longest escape: the text never grows, which would leave a copy behind.
        body.reserve(64 + 6 * text.size());
        body += R"({"provider":)";
        json::detail::append_string(body, to_string(of));
        body += R"(,"secret":)";
        json::detail::append_string(body, text);
        body += '}';
        return result;
    }

    /// Leaves `other` empty.
    signing_secret_request(signing_secret_request&& other) noexcept
        : body_(std::move(other.body_)) {
        other.forget();
    }

    /// Overwrites the body that was here, and leaves `other` empty.
    signing_secret_request& operator=(signing_secret_request&& other) noexcept {
        if (this != &other) {
            forget();
            body_ = std::move(other.body_);
            other.forget();
        }
        return *this;
    }

    signing_secret_request(const signing_secret_request&) = delete;
    signing_secret_request& operator=(const signing_secret_request&) = delete;

    /// Overwrites the body.
    ~signing_secret_request() { forget(); }

    /// The body, JSON; send it as `application/json`, with a token that may write to the
    /// organization.
    [[nodiscard]] std::string_view body() const noexcept { return body_; }

private:
    signing_secret_request() = default;

    /// What the server would have against a registration.
    [[nodiscard]] static std::vector<issue> check(flag_provider of, std::string_view text) {
        std::vector<issue> issues;
        if (to_string(of).empty()) {
            const auto number = static_cast<std::underlying_type_t<flag_provider>>(of);
            issues.emplace_back("provider", issue_code::invalid_choice,
                                server::detail::message::invalid_choice(std::to_string(number)));
        } else if (!server::detail::is_utf8(text)) {
            issues.emplace_back("secret", issue_code::invalid_utf8);
        } else if (auto bad =
                       detail::check_secret(secret_rule_of(of), server::detail::trim(text))) {
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
/// Texts that the compiler puts together from a declaration.
#ifndef FLAGHOOK_BLUEPRINT_CONSTANT_TEXT_HPP
#define FLAGHOOK_BLUEPRINT_CONSTANT_TEXT_HPP

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// Calls `visit` with `std::integral_constant<std::size_t, Position>` for the positions below
/// `Count` until a call returns false.
/// @return whether all calls returned true
template <std::size_t Count, class Visitor>
constexpr bool for_each_position(Visitor&& visit) {
    return [&]<std::size_t... Position>(std::index_sequence<Position...>) {
        return (visit(std::integral_constant<std::size_t, Position>{}) && ...);
    }
    (std::make_index_sequence<Count>{});
}

/// The texts one behind the other.
template <std::size_t... Sizes>
[[nodiscard]] consteval auto joined(const std::array<char, Sizes>&... parts) noexcept {
    std::array<char, (Sizes + ...)> result{};
    auto next = result.begin();
    ((next = std::copy(parts.begin(), parts.end(), next)), ...);
    return result;
}

/// One character as a part of a `joined` text.
template <char Character>
inline constexpr std::array<char, 1> character{Character};

/// A name in quotation marks, as a body has it. Names of fields and options need no escapes.
/// @tparam Size the length of the name
template <std::size_t Size>
[[nodiscard]] consteval std::array<char, Size + 2> quoted_name(std::string_view name) noexcept {
    std::array<char, Size> bare{};
    std::copy(name.begin(), name.end(), bare.begin());
    return joined(character<'"'>, bare, character<'"'>);
}

/// The key of a field in quotation marks, `"flag"`.
template <class Field>
inline constexpr auto
    quoted_key = quoted_name<Field::declaration.name.size()>(Field::declaration.name);

/// The key of a field with the colon behind it, `"flag":`.
template <class Field>
inline constexpr auto key = joined(quoted_key<Field>, character<':'>);

/// An option of the choice at a place, `"updated"`, by its position.
template <class Place, std::size_t Position>
inline constexpr auto quoted_option =
    quoted_name<Place::rule.options[Position].name.size()>(Place::rule.options[Position].name);

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif

// ---- flaghook/blueprint/choice.hpp
/// @file
/// The rule of fields that hold one of a few texts.
#ifndef FLAGHOOK_BLUEPRINT_CHOICE_HPP
#define FLAGHOOK_BLUEPRINT_CHOICE_HPP

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// One of the texts that a choice field takes, and what it means.
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
/// @par Source
/// `ChoiceField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
template <class Value, std::size_t Count>
struct choice {
    /// The texts, in the documented order.
    std::array<option<Value>, Count> options;

    static constexpr std::string_view documented_type = "string";
    static constexpr std::string_view invalid_message = server::detail::message::not_a_string;

    template <class Member>
    static consteval bool check() noexcept {
        static_assert(std::is_assignable_v<Member&, const Value&>,
                      "flaghook: the options of one_of(...) have values of another type than "
                      "the member's");
        return true;
    }

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

    [[nodiscard]] constexpr std::size_t estimate(Value) const noexcept {
        std::size_t longest = 0;
        for (const auto& each : options) {
            longest = std::max(longest, each.name.size() + 2);
        }
        return longest;
    }

    template <class Schema>
    void describe(Schema& schema) const {
        schema.keyword("type", "string");
        schema.keyword("enum", names());
    }

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

    /// The server compares and echoes what Python's `str` makes of the value.
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
            // Compared before; and a surrogate needs an escape.
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

/// The rule of a choice field: `one_of(option{"created", change_action::created}, ...)`.
template <class Value, class... More>
[[nodiscard]] consteval auto one_of(option<Value> first, More... more) noexcept {
    static_assert(std::is_enum_v<Value>,
                  "flaghook: the options of one_of(...) have values of an enumeration");
    static_assert(
        (std::is_same_v<option<Value>, More> && ...),
        "flaghook: every option of one_of(...) must be an option{name, value} with a value "
        "of the same type");
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

/// What kind of departure. None of them makes the server refuse a payload.
enum class deviation_code : std::uint8_t {
    unknown_key,        ///< a key that the version does not have; ignored
    repeated_key,       ///< a key that an object has twice; the last one counts
    coerced_type,       ///< a JSON type other than the documented one; converted
    trimmed_text,       ///< white space at the ends of text; trimmed
    shifted_time,       ///< a date-time with an offset other than UTC; converted
    unusual_time,       ///< a date-time in another form than the documented ones; read all the same
    unknown_version,    ///< a protocol version that is not published; ignored
    repeated_change_id, ///< a change with the id of an earlier one of the batch; dropped
    no_changes,         ///< an empty list of changes; nothing is recorded
    cut_character       ///< a character cut off at the end of the body; dropped
};

/// The codes' names.
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

/// Rule of a field that holds a date and a time. The server reads many forms; without an offset it
/// takes UTC.
/// @par Source
/// `DateTimeField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
struct date_time {
    static constexpr std::string_view documented_type = "string";
    static constexpr std::string_view invalid_message = server::detail::message::not_a_date_time;

    template <class Member>
    static consteval bool check() noexcept {
        static_assert(std::is_same_v<plain_member_t<Member>, timestamp>,
                      "flaghook: the rule date_time fills a member of type flaghook::timestamp, or "
                      "std::optional of it");
        return true;
    }

    template <class Place, class Reader, class Member>
    [[nodiscard]] static const char* read(Reader& reader, const char* at, Member& member) {
        // The forms with `+00:00` and `Z` show where they end, and have nothing in them that ends a
        // string. `Z` is a deviation.
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

    [[nodiscard]] std::size_t estimate(timestamp) const noexcept { return max_timestamp_text + 2; }

    template <class Schema>
    void describe(Schema& schema) const {
        schema.keyword("type", "string");
        schema.keyword("format", "date-time");
        schema.keyword("pattern", "^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
                                  "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([+]00:00)?"
                                  "$(?!\\n)");
    }

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

    /// Notes a form that is none of the two documented ones: `YYYY-MM-DDTHH:MM:SS`, by itself or
    /// with `+00:00`.
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

/// Rule of a field that holds an integer. Of a `change_id` the range is that type's; a member of
/// type `std::int64_t` takes the nearest value that it can hold. The server takes the integer's
/// text and floating-point numbers without a fraction, too.
/// @par Source
/// `IntegerField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
struct integer {
    static constexpr std::string_view documented_type = "number";
    static constexpr std::string_view invalid_message = server::detail::message::not_an_integer;

    template <class Member>
    static consteval bool check() noexcept {
        using plain = plain_member_t<Member>;
        static_assert(std::is_same_v<plain, change_id> || std::is_same_v<plain, std::int64_t>,
                      "flaghook: the rule integer fills a member of type flaghook::change_id or "
                      "std::int64_t, or std::optional of one");
        return true;
    }

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

    template <class Place, class Writer, class Value>
    [[nodiscard]] static char* write(Writer& writer, char* at, Value value) {
        return change_id(value).write_to(writer.room(at, change_id::max_text));
    }

    template <class Value>
    [[nodiscard]] std::size_t estimate(const Value&) const noexcept {
        return change_id::max_text;
    }

    template <class Schema>
    void describe(Schema& schema) const {
        schema.keyword("type", "integer");
        if constexpr (std::is_same_v<typename Schema::member_type, change_id>) {
            schema.keyword("minimum", std::numeric_limits<std::int64_t>::min());
            schema.keyword("maximum", std::numeric_limits<std::uint64_t>::max());
        }
    }

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
            // Some senders write ids as text.
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

/// The four hexadecimal digits of a code point below U+10000.
[[nodiscard]] inline std::string hex_of(char32_t point, std::string_view digits) {
    std::string result;
    for (unsigned shift = 16; shift != 0; shift -= 4) {
        result += digits[point >> (shift - 4) & 0xFU];
    }
    return result;
}

/// The white space that the server trims, as a character class of a regular expression that
/// ECMA-262 and other dialects read alike: `\s` is another set in each of them.
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

/// Rule of a field that holds text. The server takes numbers as their text, too, and trims white
/// space at both ends.
/// @par Source
/// `CharField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
struct text {
    /// The most code points, counted after trimming.
    std::size_t max_length = 0;

    static constexpr std::string_view documented_type = "string";
    static constexpr std::string_view invalid_message = server::detail::message::not_a_string;

    template <class Member>
    static consteval bool check() noexcept {
        static_assert(detail::holds_text<plain_member_t<Member>>,
                      "flaghook: the rule text fills a member that holds text, such as "
                      "std::string, or std::optional of one");
        return true;
    }

    template <class Place, class Reader, class Member>
    [[nodiscard]] static const char* read(Reader& reader, const char* at, Member& member) {
        if (!reader.starts_with(at, '"')) {
            return read_other<Place>(reader, at, member);
        }
        const char* const end = reader.skip_plain(at);
        const std::string_view value(at + 1, static_cast<std::size_t>(end - at - 1));
        // No text has more code points than bytes.
        if (reader.starts_with(end, '"') && server::detail::has_no_outer_space(value) &&
            value.size() <= Place::rule.max_length) [[likely]] {
            reader.assign(member, value);
            return end + 1;
        }
        return read_unusual<Place>(reader, at, end, member);
    }

    template <class Place, class Writer>
    [[nodiscard]] static char* write(Writer& writer, char* at, std::string_view value) {
        const bool is_written = server::detail::has_no_outer_space(value) &&
                                value.size() <= Place::rule.max_length &&
                                writer.put_plain_string(at, value);
        return is_written ? at : write_unusual<Place>(writer, at, value);
    }

    [[nodiscard]] std::size_t estimate(std::string_view value) const noexcept {
        return value.size() + 2;
    }

    template <class Schema>
    void describe(Schema& schema) const {
        schema.keyword("type", "string");
        schema.keyword("minLength", 1);
        schema.keyword("maxLength", max_length);
        // Begins and ends with a character that is not trimmed, and has no U+0000. `$` alone also
        // matches before a line feed at the end of the text in some dialects.
        const std::string space = detail::trimmed_characters();
        schema.keyword("pattern",
                       "^[^\\u0000" + space + "]([^\\u0000]*[^\\u0000" + space + "])?$(?!\\n)");
    }

    [[nodiscard]] std::string documented_form() const {
        return "a string of 1 to " + std::to_string(max_length) + " characters";
    }

private:
    /// Reads text that is not ASCII, has escapes, or has to be trimmed.
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
        // U+0000 and surrogates need an escape.
        if (!reader.is_verbatim(value) && reader.may_have_odd_characters()) {
            if (value.find('\0') != std::string_view::npos) {
                reader.template report<Place>(issue_code::null_characters_not_allowed);
            }
            if (const std::optional<char32_t> found = server::detail::first_surrogate(value)) {
                reader.template report<Place>(issue_code::surrogate_characters_not_allowed,
                                              detail::hex_of(*found, "0123456789ABCDEF"));
            }
        }
        // A payload that is used again keeps the memory of its texts: only what may be this long.
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

    [[nodiscard]] static bool is_too_long(std::string_view value, std::size_t most) noexcept {
        return value.size() > most && server::detail::count_code_points(value) > most;
    }
};

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif

// ---- flaghook/model/payload.hpp
/// @file
/// The body of one webhook request.
#ifndef FLAGHOOK_MODEL_PAYLOAD_HPP
#define FLAGHOOK_MODEL_PAYLOAD_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// What a payload says about itself.
struct payload_meta {
    /// The protocol version that the sender wrote. Version 1 is the only one published. The server
    /// asks for an integer of any size and does not look at it; a number outside 64 bits is kept
    /// as the nearest value of this type.
    std::int64_t version = 1;

    friend bool operator==(const payload_meta&, const payload_meta&) = default;
};

/// The body of one webhook request: a batch of changes. Sentry takes a batch as a whole or not at
/// all.
/// @tparam Text `std::string`, or `std::string_view` for text that lives elsewhere
template <class Text>
struct basic_payload {
    /// The changes, in the sender's order.
    std::vector<basic_change<Text>> data{};
    /// What the payload says about itself.
    payload_meta meta{};

    friend bool operator==(const basic_payload&, const basic_payload&) = default;
};

/// A payload that owns its text.
using payload = basic_payload<std::string>;

/// A payload whose text lives elsewhere.
using borrowed_payload = basic_payload<std::string_view>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/blueprint/v1.hpp
/// @file
/// Protocol version 1.
#ifndef FLAGHOOK_BLUEPRINT_V1_HPP
#define FLAGHOOK_BLUEPRINT_V1_HPP

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// The option that has the name which the model gives a value.
template <class Value>
[[nodiscard]] consteval option<Value> option_of(Value value) noexcept {
    return {to_string(value), value};
}

/// Protocol version 1, the only one published so far.
///
/// Names, types and order are the blueprint's; limits and choices are the server's. Servers before
/// 2025 took 100 code points of `flag` instead of 256.
/// @tparam Text how the model holds text
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py
template <class Text>
struct basic_v1 {
    /// The version, as `meta.version` has it.
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

/// Protocol version 1 with text that the payload owns.
using v1 = basic_v1<std::string>;

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif

// ---- flaghook/blueprint/latest.hpp
/// @file
/// The newest protocol version, the default of all functions.
#ifndef FLAGHOOK_BLUEPRINT_LATEST_HPP
#define FLAGHOOK_BLUEPRINT_LATEST_HPP

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// The newest published protocol version. Sentry promises to go on taking older ones.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
using latest = v1;

/// The same with text that the payload does not own: views into the body or into the memory of the
/// parser. See `flaghook::parser`.
using latest_borrowed = basic_v1<std::string_view>;

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif

// ---- flaghook/evaluation/flag_evaluation.hpp
/// @file
/// One evaluation of a flag.
#ifndef FLAGHOOK_EVALUATION_FLAG_EVALUATION_HPP
#define FLAGHOOK_EVALUATION_FLAG_EVALUATION_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// What a flag was evaluated to.
/// @tparam Text `std::string`, or `std::string_view` for a name that lives elsewhere
template <class Text>
struct basic_flag_evaluation {
    /// The flag's name: valid UTF-8 of any length, taken as it is; `A` and `a ` are other flags
    /// than `a`.
    Text flag{};
    /// The result. Sentry shows booleans only; see `variant.hpp` for flags with more results.
    bool result = false;

    friend bool operator==(const basic_flag_evaluation&, const basic_flag_evaluation&) = default;
};

/// An evaluation that owns its flag's name.
using flag_evaluation = basic_flag_evaluation<std::string>;

namespace detail {

/// The issue of a name that is not UTF-8, which no event can carry; none for other names. Linear.
/// @param position where in the context's list the evaluation would stand
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
/// The most recent evaluations of flags, for error events.
#ifndef FLAGHOOK_EVALUATION_FLAG_BUFFER_HPP
#define FLAGHOOK_EVALUATION_FLAG_BUFFER_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// How many evaluations an error event carries.
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/
inline constexpr std::size_t max_flags_per_event = 100;

/// The most recent evaluations of flags, each flag once, oldest first.
///
/// A flag that is evaluated again moves to the newest end with its new result; where there is no
/// more room, the oldest evaluation makes place. That is what Sentry's own SDKs do, and what
/// suspect-flag detection reads out of an error event.
///
/// The buffer is a value. A copy is what a forked scope takes along: it knows the evaluations so
/// far, and what is recorded in one of the two is not seen in the other.
///
/// Everything is kept inside of the object (about 5 KiB for 100 evaluations), but for names that
/// are too long for a `std::string` without memory of its own; such memory is used again. Not to be
/// shared between threads: see `concurrent_flag_buffer`.
/// @tparam Capacity the most evaluations that are kept
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/ and
/// https://github.com/getsentry/sentry-javascript/blob/develop/packages/core/src/utils/featureFlags.ts
///
/// @par Example
/// @code
/// flaghook::flag_buffer flags;
/// flags.record("checkout", true);
/// flags.record("dark-mode", false);
/// attach(flaghook::serialize_flag_context(flags));  //
/// {"flags":{"values":[{"flag":"checkout","result":true},...
/// @endcode
template <std::size_t Capacity>
class basic_flag_buffer {
    static_assert(Capacity >= 1 && Capacity <= 32767,
                  "flaghook: a flag buffer keeps 1 to 32767 evaluations");

    using index_type = std::uint16_t;
    static constexpr index_type none = 0xFFFF;

public:
    /// Goes through the evaluations, oldest first. Recording or clearing makes it invalid.
    class const_iterator {
    public:
        using value_type = basic_flag_evaluation<std::string_view>;
        using reference = value_type;
        using pointer = void;
        using difference_type = std::ptrdiff_t;
        using iterator_category = std::input_iterator_tag;
        using iterator_concept = std::forward_iterator_tag;

        const_iterator() noexcept = default;

        [[nodiscard]] value_type operator*() const noexcept {
            const entry& here = buffer_->entries_[index_];
            return {here.flag, here.result};
        }
        const_iterator& operator++() noexcept {
            index_ = buffer_->entries_[index_].newer;
            return *this;
        }
        const_iterator operator++(int) noexcept {
            const const_iterator before = *this;
            ++*this;
            return before;
        }
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

    using value_type = typename const_iterator::value_type;
    using iterator = const_iterator;

    /// No evaluations.
    basic_flag_buffer() noexcept { table_.fill(none); }

    /// An independent copy: the fork of a scope.
    basic_flag_buffer(const basic_flag_buffer&) = default;

    /// Takes the evaluations; `other` is empty afterwards.
    basic_flag_buffer(basic_flag_buffer&& other) noexcept
        : entries_(std::move(other.entries_)),
          table_(other.table_),
          size_(other.size_),
          oldest_(other.oldest_),
          newest_(other.newest_) {
        other.clear();
    }

    /// Becomes an independent copy, or stays as it was if memory runs out.
    basic_flag_buffer& operator=(const basic_flag_buffer& other) {
        if (this != &other) {
            *this = basic_flag_buffer(other);
        }
        return *this;
    }

    /// Takes the evaluations; `other` is empty afterwards.
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

    /// Records that a flag was evaluated: it is the newest evaluation now.
    /// @param flag the flag's name
    /// @param result a `bool` and nothing that converts to one: Sentry's SDKs do not record other
    /// results. See `variant.hpp` for flags that have them.
    /// @return nothing; for a name that is not UTF-8 the issue `invalid_utf8`, and nothing is
    /// recorded
    /// @par Complexity
    /// Constant in the number of evaluations (on average, as with every hash table), linear in the
    /// name.
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

    /// The result of the flag's last evaluation, if the buffer still has it. Constant time.
    [[nodiscard]] std::optional<bool> find(std::string_view flag) const noexcept {
        const index_type index = table_[find_slot(flag, hash_of(flag))];
        if (index == none) {
            return std::nullopt;
        }
        return entries_[index].result;
    }

    /// Forgets all evaluations. Linear in the capacity.
    void clear() noexcept {
        for (entry& one : entries_) {
            one.flag.clear();
        }
        table_.fill(none);
        size_ = 0;
        oldest_ = none;
        newest_ = none;
    }

    /// How many evaluations there are.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// Whether there are none; an event then carries no context `flags` at all.
    [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
    /// How many evaluations there may be.
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

    /// The oldest evaluation.
    [[nodiscard]] const_iterator begin() const noexcept { return {*this, oldest_}; }
    /// Past the newest evaluation.
    [[nodiscard]] const_iterator end() const noexcept { return {*this, none}; }

    /// Whether both have the same evaluations in the same order. Linear.
    friend bool operator==(const basic_flag_buffer& left, const basic_flag_buffer& right) noexcept {
        return std::equal(left.begin(), left.end(), right.begin(), right.end());
    }

private:
    /// An evaluation, a link of the list from the oldest to the newest.
    struct entry {
        std::string flag{};
        std::size_t hash = 0;
        index_type older = none;
        index_type newer = none;
        bool result = false;
    };

    /// At most half of the hash table is ever taken, so that a search meets an empty slot soon.
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

    /// How many steps it is from one slot to another.
    [[nodiscard]] static constexpr std::size_t way(std::size_t from, std::size_t to) noexcept {
        return (to + table_size - from) % table_size;
    }

    /// The slot that holds the flag, or the empty one where it belongs.
    [[nodiscard]] std::size_t find_slot(std::string_view flag, std::size_t hash) const noexcept {
        std::size_t slot = home(hash);
        while (table_[slot] != none && (entries_[table_[slot]].hash != hash ||
                                        std::string_view(entries_[table_[slot]].flag) != flag)) {
            slot = next(slot);
        }
        return slot;
    }

    /// Gives a new flag an entry, the oldest one's if there is no other.
    /// @pre the buffer does not have the flag
    index_type insert(std::string_view flag, std::size_t hash) {
        const bool full = size_ == Capacity;
        const index_type index = full ? oldest_ : size_;
        // What may fail comes first, and changes nothing when it does.
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

    /// Empties the entry's slot, and moves up those behind it that would not be found any more.
    void remove_from_table(index_type index) noexcept {
        std::size_t empty = home(entries_[index].hash);
        while (table_[empty] != index) {
            empty = next(empty);
        }
        for (std::size_t slot = next(empty); table_[slot] != none; slot = next(slot)) {
            const std::size_t wanted = home(entries_[table_[slot]].hash);
            if (way(wanted, slot) >= way(empty, slot)) {
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
    /// Open addressing with linear probing: indexes of entries by the hash of their names.
    std::array<index_type, table_size> table_;
    index_type size_ = 0;
    index_type oldest_ = none;
    index_type newest_ = none;
};

/// The evaluations that an error event carries.
using flag_buffer = basic_flag_buffer<max_flags_per_event>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/evaluation/concurrent_flag_buffer.hpp
/// @file
/// The most recent evaluations of flags, recorded by many threads.
#ifndef FLAGHOOK_EVALUATION_CONCURRENT_FLAG_BUFFER_HPP
#define FLAGHOOK_EVALUATION_CONCURRENT_FLAG_BUFFER_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A flag buffer that any number of threads may use at a time: one lock, held for the tens of
/// nanoseconds that recording takes.
///
/// What an event needs is a `snapshot()`, which is a buffer of its own, so that nothing is rendered
/// while the lock is held. A copy is independent, too.
/// @tparam Capacity the most evaluations that are kept
template <std::size_t Capacity>
class basic_concurrent_flag_buffer {
public:
    /// The buffer for one thread.
    using buffer_type = basic_flag_buffer<Capacity>;

    /// No evaluations.
    basic_concurrent_flag_buffer() = default;

    /// Begins with these evaluations.
    explicit basic_concurrent_flag_buffer(buffer_type evaluations) noexcept
        : buffer_(std::move(evaluations)) {}

    /// An independent copy: the fork of a scope.
    basic_concurrent_flag_buffer(const basic_concurrent_flag_buffer& other)
        : buffer_(other.snapshot()) {}

    /// Becomes an independent copy. The two locks are never held at the same time.
    basic_concurrent_flag_buffer& operator=(const basic_concurrent_flag_buffer& other) {
        if (this != &other) {
            buffer_type copy = other.snapshot();
            const std::lock_guard lock(mutex_);
            buffer_ = std::move(copy);
        }
        return *this;
    }

    ~basic_concurrent_flag_buffer() = default;

    /// Records that a flag was evaluated; see `basic_flag_buffer::record`.
    std::optional<issue> record(std::string_view flag, std::same_as<bool> auto result) {
        const std::lock_guard lock(mutex_);
        return buffer_.record(flag, result);
    }

    /// The result of the flag's last evaluation, if the buffer still has it.
    [[nodiscard]] std::optional<bool> find(std::string_view flag) const {
        const std::lock_guard lock(mutex_);
        return buffer_.find(flag);
    }

    /// Forgets all evaluations.
    void clear() {
        const std::lock_guard lock(mutex_);
        buffer_.clear();
    }

    /// The evaluations at this moment, as a buffer of one's own. Linear in the capacity.
    [[nodiscard]] buffer_type snapshot() const {
        const std::lock_guard lock(mutex_);
        return buffer_;
    }

    /// How many evaluations there may be.
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

private:
    mutable std::mutex mutex_;
    buffer_type buffer_;
};

/// The evaluations that an error event carries, recorded by many threads.
using concurrent_flag_buffer = basic_concurrent_flag_buffer<max_flags_per_event>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/evaluation/flag_context.hpp
/// @file
/// Evaluations as the context `flags` of an event, and back.
#ifndef FLAGHOOK_EVALUATION_FLAG_CONTEXT_HPP
#define FLAGHOOK_EVALUATION_FLAG_CONTEXT_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The evaluations as JSON: `{"flags":{"values":[{"flag":"checkout","result":true}]}}`, oldest
/// first, the member `flags` of an event's `contexts`.
///
/// Of an empty buffer the list is empty; Sentry's SDKs then leave the context out.
/// @par Complexity
/// Linear in the names.
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/transport/event-payloads/contexts/#feature-flag-context
template <std::size_t Capacity>
[[nodiscard]] std::string serialize_flag_context(const basic_flag_buffer<Capacity>& buffer) {
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

/// Reads what `render` writes, or all `contexts` of an event, into a buffer.
///
/// Contexts and members that are not known are ignored. A list that breaks the buffer's rules is
/// read as if each of its evaluations were recorded: of a flag that stands twice the later one
/// counts, of more evaluations than there is room for the last ones.
/// @tparam Capacity the most evaluations that the buffer keeps
/// @return the buffer, or all issues: a text that is no JSON, a member that is missing or of
/// another type, a result that is no boolean
/// @par Complexity
/// Linear in the text.
template <std::size_t Capacity = max_flags_per_event>
[[nodiscard]] result<basic_flag_buffer<Capacity>>
parse_flag_context(std::string_view contexts, const parse_limits& limits = {}) {
    document::detail::parsed_document document(contexts, limits);
    basic_flag_buffer<Capacity> result;
    if (auto root = document.root()) {
        if (auto flags = root->read_object("flags")) {
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

/// How many flags a span carries.
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/
inline constexpr std::size_t max_flags_per_span = 10;

/// What the attributes' names begin with.
///
/// @par Source
/// https://getsentry.github.io/sentry-conventions/generated/attributes/flag.html
inline constexpr std::string_view span_flag_prefix = "flag.evaluation.";

/// The name of the attribute that carries a flag: `flag.evaluation.checkout`.
[[nodiscard]] inline std::string span_attribute_name(std::string_view flag) {
    std::string result(span_flag_prefix);
    result += flag;
    return result;
}

/// The first flags that were evaluated within a span, each once, in the order of their first
/// evaluation.
///
/// Other than in the buffer for error events, a flag that is known is updated in its place, and
/// once the span is full, flags that are not known are dropped. A span begins with none: it does
/// not inherit its parent's.
/// @tparam Capacity the most flags that are kept
///
/// @par Source
/// https://develop.sentry.dev/sdk/foundations/client/integrations/feature-flags/ and
/// https://github.com/getsentry/sentry-javascript/blob/develop/packages/core/src/utils/featureFlags.ts
///
/// @par Example
/// @code
/// flaghook::span_flags flags;
/// flags.record("checkout", true);
/// for (const flaghook::flag_evaluation& one : flags.evaluations()) {
///     span.set_attribute(flaghook::span_attribute_name(one.flag), one.result);
/// }
/// @endcode
template <std::size_t Capacity>
class basic_span_flags {
    static_assert(Capacity >= 1, "flaghook: a span keeps at least one flag");

public:
    /// Records that a flag was evaluated within the span.
    /// @param result a `bool` and nothing that converts to one; see `basic_flag_buffer::record`
    /// @return nothing; for a name that is not UTF-8 the issue `invalid_utf8`, and nothing is
    /// recorded or counted
    /// @par Complexity
    /// At most `Capacity` comparisons of names.
    std::optional<issue> record(std::string_view flag, std::same_as<bool> auto result) {
        for (flag_evaluation& known : std::span(evaluations_).first(size_)) {
            if (known.flag == flag) {
                known.result = result;
                return std::nullopt;
            }
        }
        if (!server::detail::is_utf8(flag)) {
            return issue(field_location{}, issue_code::invalid_utf8);
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

    /// The evaluations, in the order of each flag's first one. Valid until the next is recorded.
    [[nodiscard]] std::span<const flag_evaluation> evaluations() const noexcept {
        return std::span(evaluations_).first(size_);
    }

    /// How many evaluations were dropped because the span was full, those of one flag each time.
    [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_; }

    /// How many flags there may be.
    [[nodiscard]] static constexpr std::size_t capacity() noexcept { return Capacity; }

private:
    std::array<flag_evaluation, Capacity> evaluations_{};
    std::size_t size_ = 0;
    std::uint64_t dropped_ = 0;
};

/// The flags that a span carries.
using span_flags = basic_span_flags<max_flags_per_span>;

/// The flags as a JSON object of attributes: `{"flag.evaluation.checkout":true}`. Linear.
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
/// Flags with more results than true and false.
#ifndef FLAGHOOK_EVALUATION_VARIANT_HPP
#define FLAGHOOK_EVALUATION_VARIANT_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The name under which one variant of a multi-variate flag is recorded: `flag:variant`.
///
/// Sentry shows results that are booleans and ignores others
/// (https://docs.sentry.io/platforms/python/feature-flags/). The convention here makes
/// a boolean flag of each variant: that `button-color` came out as `red` is recorded as
/// `button-color:red = true`. The flag's own name stays in front, so that the variants stand
/// together in a sorted list, and a search for the flag finds them.
///
/// Only what came out is recorded, as true; the other variants are not recorded as false. When the
/// outcome changes, the former variant stays in a buffer as an older evaluation until it makes
/// place: both were in force since the scope began. For the sake of the audit log, announce changes
/// under the flag's own name.
[[nodiscard]] inline std::string variant_name(std::string_view flag, std::string_view variant) {
    std::string result;
    result.reserve(flag.size() + 1 + variant.size());
    result += flag;
    result += ':';
    result += variant;
    return result;
}

/// Records that a multi-variate flag came out as a variant; see `variant_name`.
/// @param to a flag buffer of either kind, or the flags of a span
/// @return what `record` returns: an issue if flag or variant are not UTF-8
///
/// @par Example
/// @code
/// flaghook::record_variant(flags, "button-color", "red");  // button-color:red = true
/// @endcode
template <class Recorder>
std::optional<issue> record_variant(Recorder& to, std::string_view flag, std::string_view variant) {
    return to.record(variant_name(flag, variant), true);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/json/deviation.hpp
/// @file
/// Where a payload departs from the documentation although the server takes it.
#ifndef FLAGHOOK_JSON_DEVIATION_HPP
#define FLAGHOOK_JSON_DEVIATION_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// One departure from the documentation: a place, a code, and a sentence for people.
class deviation {
public:
    /// @param detail the key, or the JSON type of the value
    deviation(field_location where, deviation_code code, std::string detail = {})
        : location_(where), code_(code), detail_(std::move(detail)) {}

    /// Where.
    [[nodiscard]] const field_location& location() const noexcept { return location_; }

    /// Where, as text: `data[3].change_id`. Of a key that the version does not have, the object.
    [[nodiscard]] std::string path() const { return location_.to_string(); }

    /// What kind.
    [[nodiscard]] deviation_code code() const noexcept { return code_; }

    /// The part of the message that depends on the value.
    [[nodiscard]] const std::string& detail() const noexcept { return detail_; }

    /// What departs, and what the server makes of it.
    [[nodiscard]] std::string message() const {
        switch (code_) {
        case deviation_code::unknown_key:
            return "The key \"" + detail_ + "\" is not documented; Sentry ignores it.";
        case deviation_code::repeated_key:
            return "The key \"" + detail_ + "\" is repeated; Sentry takes the last one.";
        case deviation_code::coerced_type:
            return "A " + std::string(location_.declaration().documented_type) +
                   " is documented; Sentry converts this " + detail_ + ".";
        case deviation_code::trimmed_text:
            return "Sentry trims the white space around this text.";
        case deviation_code::shifted_time:
            return "The time is not in UTC; Sentry converts it.";
        case deviation_code::unusual_time:
            return "The documented forms are YYYY-MM-DDTHH:MM:SS and the same with +00:00; Sentry "
                   "reads this one, too.";
        case deviation_code::unknown_version:
            return "Protocol version " + detail_ + " is not published; Sentry does not look at it.";
        case deviation_code::repeated_change_id:
            return "An earlier change of this payload has the same change_id; Sentry drops this "
                   "one.";
        case deviation_code::no_changes:
            return "The list has no changes; Sentry records nothing.";
        case deviation_code::cut_character:
            return "The body ends inside of a character; Sentry drops the " + detail_ +
                   " bytes of it.";
        }
        return {};
    }

private:
    field_location location_;
    deviation_code code_;
    std::string detail_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/blueprint/place.hpp
/// @file
/// Places of a declaration as types, for code that is generated field by field.
#ifndef FLAGHOOK_BLUEPRINT_PLACE_HPP
#define FLAGHOOK_BLUEPRINT_PLACE_HPP

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// A document as a whole. Like the other places it has the `rule` that holds there, the index
/// `node` in the document's table, and `level`: how many objects and lists are open around it.
template <document Document>
struct whole_document {
    /// The document that the place is in.
    using document_type = Document;
    /// The member that the place fills.
    using member_type = typename Document::payload_type;
    /// The rule that holds there.
    static constexpr const auto& rule = Document::payload;
    /// The index in the document's table.
    static constexpr std::size_t node = 0;
    /// How many objects and lists are open around the value.
    static constexpr std::size_t level = 0;
};

/// A field of the object at the place `Object`, by its position.
template <class Object, std::size_t Position>
struct field_of {
    /// The document that the place is in.
    using document_type = typename Object::document_type;
    /// The field's declaration.
    static constexpr const auto& declaration = std::get<Position>(Object::rule.fields);
    /// The member that the place fills, without `std::optional`.
    using member_type =
        plain_member_t<typename std::remove_cvref_t<decltype(declaration)>::member_type>;
    /// The rule that holds there.
    static constexpr const auto& rule = declaration.rule;
    /// The index in the document's table.
    static constexpr std::size_t node = [] {
        std::size_t child = Object::node + 1;
        for (std::size_t before = 0; before < Position; ++before) {
            child = nodes<document_type>[child].end;
        }
        return child;
    }();
    /// How many objects and lists are open around the value.
    static constexpr std::size_t level = Object::level + 1;
};

/// An item of the list at the place `List`.
template <class List>
struct item_of {
    /// The document that the place is in.
    using document_type = typename List::document_type;
    /// The member that the place fills.
    using member_type = typename List::member_type::value_type;
    /// The rule that holds there.
    static constexpr const auto& rule = List::rule.item;
    /// The index in the document's table.
    static constexpr std::size_t node = List::node + 1;
    /// How many objects and lists are open around the value.
    static constexpr std::size_t level = List::level + 1;
};

/// The type of the rule at a place.
template <class Place>
using rule_of = std::remove_cvref_t<decltype(Place::rule)>;

/// How many fields the object at a place has.
template <class Object>
inline constexpr std::size_t field_count =
    std::tuple_size_v<std::remove_cvref_t<decltype(Object::rule.fields)>>;

/// Calls `visit.template operator()<Place>()` for each place of a document, in the order of its
/// table.
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
/// Issues and deviations, while a body is read.
#ifndef FLAGHOOK_JSON_FINDINGS_HPP
#define FLAGHOOK_JSON_FINDINGS_HPP

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

/// Collects issues and deviations within the limit on their number, and rolls back those of a
/// value that a repeated key replaces.
///
/// What a value left behind is counted for its node: so a rollback that has nothing to remove looks
/// at no list, and all rollbacks of a body together take time in proportion to the body.
template <blueprint::document Document>
class findings {
public:
    /// Begins a body.
    /// @param deviations receives departures from the documentation; may be none
    /// @param limit how many entries each of the lists may have
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

    /// Says which item of the list is read.
    void begin_item(std::size_t item) noexcept { item_ = item; }

    /// Notes an issue.
    [[gnu::noinline]] void report(std::size_t node, issue_code code, std::string&& detail = {}) {
        count& here = touch(node);
        ++here.issues;
        issues_of_items_ += table[node].item != 0 ? 1U : 0U;
        if (issues_->size() < limit_) {
            ++here.kept_issues;
            issues_->emplace_back(at(node), code, std::move(detail));
        }
    }

    /// Notes an issue that echoes a text. The server fails to write an answer with a lone
    /// surrogate.
    [[gnu::cold, gnu::noinline]] void report_echoed(std::size_t node, issue_code code,
                                                    std::string_view echoed) {
        if (server::detail::first_surrogate(echoed)) {
            ++touch(node).unprintable;
        }
        report(node, code, std::string(echoed));
    }

    /// Whether the caller asked for deviations.
    [[nodiscard]] bool wants_deviations() const noexcept { return deviations_ != nullptr; }

    /// Notes a deviation if the caller asked for them.
    [[gnu::cold, gnu::noinline]] void deviate(std::size_t node, deviation_code code,
                                              std::string&& detail = {}) {
        if (deviations_ != nullptr && deviations_->size() < limit_) {
            ++touch(node).kept_deviations;
            deviations_->emplace_back(at(node), code, std::move(detail));
        }
    }

    /// Whether an item of the list has an issue: then the list is refused, whatever follows.
    [[nodiscard]] bool has_refused_items() const noexcept { return issues_of_items_ != 0; }

    /// Removes what a value left behind that a repeated key replaces.
    [[gnu::cold, gnu::noinline]] void roll_back(std::size_t node) {
        const count gone = sum(node);
        for (std::size_t index = 0; index < touched_size_; ++index) {
            if (counts_in(touched_[index], node)) {
                counts_[touched_[index]] = {.is_touched = true, .item = item_};
            }
        }
        // What is not in an item has all of them inside, or none.
        issues_of_items_ -= table[node].item != 0 ? gone.issues
                            : has_items(node)     ? issues_of_items_
                                                  : 0;
        remove(*issues_, node, gone.kept_issues);
        if (deviations_ != nullptr) {
            remove(*deviations_, node, gone.kept_deviations);
        }
    }

    /// Brings the lists into the server's order. Issues that were left out become one that says how
    /// many they were.
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

    /// Whether the server fails to write its answer, since an issue echoes a lone surrogate.
    [[nodiscard]] bool is_unprintable() const noexcept { return sum(0).unprintable != 0; }

private:
    static constexpr const auto& table = blueprint::nodes<Document>;

    /// What the values of a node left behind.
    struct count {
        std::size_t issues = 0;
        /// Those of them that the limit did not leave out.
        std::size_t kept_issues = 0;
        std::size_t unprintable = 0;
        std::size_t kept_deviations = 0;
        /// Whether the node is in the list of those that have counts.
        bool is_touched = false;
        /// Of a node in the list: the item that was read.
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

    /// The counts of a node that has something to count. Those of a former item become the list's.
    [[nodiscard]] count& touch(std::size_t node) noexcept {
        count& here = counts_[node];
        if (!here.is_touched) {
            here.is_touched = true;
            here.item = item_;
            touched_[touched_size_++] = static_cast<std::uint8_t>(node);
        } else if (here.item != item_ && table[node].item != 0) {
            touch(table[table[node].item].parent) += here;
            here = {.is_touched = true, .item = item_};
        }
        return here;
    }

    /// Whether counts of a node belong to another node or to one inside of it: to a node in the
    /// list only as far as the item is the one that is read.
    [[nodiscard]] bool counts_in(std::size_t counted, std::size_t node) const noexcept {
        return counted >= node && counted < table[node].end &&
               (table[node].item == 0 || counts_[counted].item == item_);
    }

    /// Whether the list is inside of a node, or the node itself.
    [[nodiscard]] static bool has_items(std::size_t node) noexcept {
        return std::any_of(table.begin() + static_cast<std::ptrdiff_t>(node),
                           table.begin() + table[node].end,
                           [](const blueprint::node& each) { return each.is_item; });
    }

    /// What a node and those inside of it left behind.
    [[nodiscard]] count sum(std::size_t node) const noexcept {
        count result;
        for (std::size_t index = 0; index < touched_size_; ++index) {
            if (counts_in(touched_[index], node)) {
                result += counts_[touched_[index]];
            }
        }
        return result;
    }

    /// Removes the last `number` entries of a node and of those inside of it.
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
/// What is wrong with a body that is no JSON, in the words of the server.
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
    invalid_utf8,      ///< found by the decoder, before Python's `json` sees the text
    too_deep           ///< no error of syntax: more nesting than Python follows
};

namespace detail {

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

} // namespace detail

/// The words of one of Python's decoders for bytes that its charset does not have.
/// @param codec its name in Python
/// @param body the bytes that were decoded
/// @param position of the wrong bytes
/// @param width how many they are
/// @param reason what is wrong with them
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

/// The decoder's words for bytes that are not UTF-8.
[[nodiscard]] inline std::string describe_utf8_error(std::string_view body,
                                                     const server::detail::utf8_extent& extent) {
    return describe_decoder_error("utf-8", body, extent.valid, extent.wrong,
                                  extent.wrong_start ? "invalid start byte"
                                                     : "invalid continuation byte");
}

/// The sentence that the server puts behind `JSON parse error - `: that of CPython 3.13, with line,
/// column and character, all counted in code points.
/// @param text the body without a character that its end cuts off; valid UTF-8 up to `position`
/// @param position of what is wrong, in bytes
/// @par Complexity
/// Linear in the text before the position.
/// @par Source
/// https://github.com/python/cpython/blob/3.13/Modules/_json.c,
/// https://github.com/python/cpython/blob/3.13/Lib/json/decoder.py and `strict_constant` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/utils/json.py
[[nodiscard]] inline std::string describe(syntax_error error, std::string_view text,
                                          std::size_t position) {
    std::string words(detail::words_of(error));
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
    // Searched forwards, which standard libraries do many bytes at a time.
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

/// A JSON value: of strings and numbers the text, of objects and arrays only what they are.
struct value {
    /// The types that Python's `json` makes.
    enum class type : std::uint8_t {
        null,
        boolean,
        integer,  ///< a number without fraction and exponent
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

    /// What Python calls the type.
    [[nodiscard]] constexpr std::string_view python_type() const noexcept {
        constexpr std::string_view names[] = {"NoneType", "bool", "int", "float",
                                              "str",      "list", "dict"};
        return names[static_cast<std::size_t>(is)];
    }

    /// What JSON calls the type.
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
/// The tokens of a JSON text, exactly as the server reads JSON.
#ifndef FLAGHOOK_JSON_TOKENIZER_HPP
#define FLAGHOOK_JSON_TOKENIZER_HPP

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

namespace detail {

/// The value of each hexadecimal digit, and -1 for other bytes.
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

/// The character that an escape of one letter means, and 0 for other bytes.
inline constexpr auto escaped_characters = [] {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view characters = "\"\\/\b\f\n\r\t";
    std::array<char, 256> values{};
    for (std::size_t index = 0; index < letters.size(); ++index) {
        values[static_cast<unsigned char>(letters[index])] = characters[index];
    }
    return values;
}();

/// Takes the tokens of a value that is skipped.
struct no_sink {
    static constexpr bool wants_text = false;
};

} // namespace detail

/// Reads the tokens of one text after the other and keeps its memory between them.
///
/// Where reading goes on is passed from function to function and returned, so that it stays in a
/// register; `nullptr` says that the text is malformed, and `error` how. White space is the
/// caller's to skip.
///
/// On top of RFC 8259 Python's `json` reads lone surrogate escapes, kept as three bytes each, and
/// numbers of any size, but integers of at most 4,300 digits.
/// @par Source
/// https://docs.python.org/3/library/json.html
class tokenizer {
public:
    /// Begins a text. A character that its end cuts off is dropped, as Python's decoder drops it.
    /// @param depth how many objects and lists may be open at a time, at most `max_depth`
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

    /// The text without the character that its end cuts off.
    [[nodiscard]] std::string_view text() const noexcept {
        return {begin_, static_cast<std::size_t>(end_ - begin_)};
    }
    /// How many bytes of that character were dropped.
    [[nodiscard]] std::size_t cut() const noexcept { return cut_; }
    /// What is wrong with the text; `none` as long as no function has returned `nullptr`.
    [[nodiscard]] server::detail::syntax_error error() const noexcept { return error_; }
    /// Where that is, in bytes.
    [[nodiscard]] std::size_t error_position() const noexcept {
        return static_cast<std::size_t>(error_at_ - begin_);
    }

    /// Notes what is wrong.
    [[gnu::cold, gnu::noinline]] const char* fail(server::detail::syntax_error error,
                                                  const char* at) noexcept {
        error_ = error;
        error_at_ = at;
        return nullptr;
    }

    /// How many bytes are left.
    [[nodiscard]] std::size_t left(const char* at) const noexcept {
        return static_cast<std::size_t>(end_ - at);
    }
    /// Whether a byte is next.
    [[nodiscard]] bool starts_with(const char* at, char expected) const noexcept {
        return at != end_ && *at == expected;
    }
    /// Whether a text is next whose length the compiler knows, which takes a few instructions.
    template <std::size_t Size>
    [[nodiscard]] bool starts_with(const char* at,
                                   const std::array<char, Size>& expected) const noexcept {
        return left(at) >= Size && std::memcmp(at, expected.data(), Size) == 0;
    }

    /// Skips white space.
    [[nodiscard]] const char* skip_space(const char* at) const noexcept {
        // Most of the time there is none, or one space.
        while (at != end_ && *at <= ' ') {
            if (*at != ' ' && *at != '\n' && *at != '\r' && *at != '\t') {
                return at;
            }
            ++at;
        }
        return at;
    }

    /// Reads a string as far as it is plain ASCII without escapes.
    /// @param at its quotation mark
    /// @return the first character that is something else; the string is complete if that is a
    /// quotation mark
    [[nodiscard]] const char* skip_plain(const char* at) const noexcept {
        return skip_plain_ascii(at + 1, end_);
    }

    /// Reads a string.
    /// @param at its quotation mark
    /// @param text receives the characters: a part of the text, or, where there were escapes,
    /// memory that the next string with escapes uses again unless `keep` is called
    [[nodiscard]] const char* read_string(const char* at, std::string_view& text) {
        return read_string(at, skip_plain(at), text);
    }

    /// Reads a string whose beginning was skipped.
    /// @param from where `skip_plain` stopped
    [[nodiscard]] const char* read_string(const char* at, const char* from,
                                          std::string_view& text) {
        if (starts_with(from, '"')) [[likely]] {
            text = {at + 1, static_cast<std::size_t>(from - at - 1)};
            return from + 1;
        }
        return read_unusual_string(at + 1, from, text);
    }

    /// Whether the last string with escapes may have U+0000 or a lone surrogate.
    [[nodiscard]] bool may_have_odd_characters() const noexcept { return has_odd_characters_; }

    /// Whether a text that was read is a part of the text as it is.
    [[nodiscard]] bool is_verbatim(std::string_view text) const noexcept {
        const std::less_equal<const char*> not_behind;
        return not_behind(begin_, text.data()) && not_behind(text.data(), end_);
    }

    /// Makes a text that was read last until the next `begin`, or as long as the text it is from.
    [[nodiscard]] std::string_view keep(std::string_view text) noexcept {
        const std::less_equal<const char*> not_behind;
        const char* const end = text.data() + text.size();
        // What Python calls a value, such as the `0` of `-0`, lasts anyway.
        if (not_behind(memory_.data(), text.data()) &&
            not_behind(end, memory_.data() + memory_.size())) {
            used_ = static_cast<std::size_t>(end - memory_.data());
        }
        return text;
    }

    /// Reads an integer of at most 19 digits without a sign.
    /// @return where it ends, or `nullptr` where there is another number or none; that is no error
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
    /// @param level how many objects and lists are open around it
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
    /// A sink has `wants_text`; if that is true, also `on_begin(is_object)`, `on_end(is_object)`,
    /// `on_key(text)` and `on_value(value)`.
    template <class Sink>
    [[nodiscard, gnu::noinline]] const char* walk(const char* at, std::size_t level, Sink& sink) {
        // A set bit says that the level is an object.
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
    /// @tparam Closing the bracket that may not follow
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

    /// Reads a key, the colon behind it and the white space around that.
    [[nodiscard]] const char* read_key(const char* at, std::string_view& key) {
        if (!starts_with(at, '"')) {
            return fail(server::detail::syntax_error::expecting_name, at);
        }
        at = read_string(at, key);
        return at == nullptr ? nullptr : skip_colon(at);
    }

    /// Skips the colon behind a key and the white space around it.
    [[nodiscard]] const char* skip_colon(const char* at) noexcept {
        at = skip_space(at);
        if (!starts_with(at, ':')) {
            return fail(server::detail::syntax_error::expecting_colon, at);
        }
        return skip_space(at + 1);
    }

    /// What Python's `str` gives for a value that is no object and no list; lasts as a text with
    /// escapes does.
    [[nodiscard]] std::string_view python_text(const server::detail::value& of) {
        switch (of.is) {
        case server::detail::value::type::null:
            return "None";
        case server::detail::value::type::boolean:
            return of.truth ? "True" : "False";
        case server::detail::value::type::integer:
            return server::detail::integer_text(of.text);
        case server::detail::value::type::floating: {
            std::string text;
            server::detail::append_number_text(text, of.text);
            char* const kept = room();
            std::copy(text.begin(), text.end(), kept);
            return {kept, text.size()};
        }
        default:
            return of.text;
        }
    }

private:
    [[nodiscard]] static constexpr bool is_digit(char byte) noexcept {
        return byte >= '0' && byte <= '9';
    }

    /// Whether the next eight bytes are digits; `value` is then the number that they write.
    [[nodiscard]] bool are_eight_digits(const char* at, std::uint64_t& value) const noexcept {
        if constexpr (std::endian::native == std::endian::little) {
            constexpr std::uint64_t zeros = 0x3030303030303030U;
            std::uint64_t block = 0;
            if (left(at) < sizeof block) {
                return false;
            }
            std::memcpy(&block, at, sizeof block);
            // A digit has 3 in its upper half, and still has it with 6 added.
            constexpr std::uint64_t upper = 0xF0F0F0F0F0F0F0F0U;
            if ((block & upper) != zeros || ((block + 0x0606060606060606U) & upper) != zeros) {
                return false;
            }
            // Neighbours are joined to numbers of two, four and eight digits.
            block -= zeros;
            block = (block * 10 + (block >> 8U)) & 0x00FF00FF00FF00FFU;
            block = (block * 100 + (block >> 16U)) & 0x0000FFFF0000FFFFU;
            value = (block * 10'000 + (block >> 32U)) & 0xFFFFFFFFU;
            return true;
        } else {
            return false;
        }
    }

    /// How many bytes at the end of a text are a character that the end cuts off.
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

    /// Where the next text that is not a part of the body is written.
    ///
    /// All such texts of a body fit: one with escapes is shorter than what it was written as, and a
    /// number's is at most twice as long as the member `"id":9e15,` that it is from.
    [[nodiscard]] char* room() {
        constexpr std::size_t longest_number = 32;
        const std::size_t needed = 2 * text().size() + longest_number;
        if (memory_.size() < needed) {
            memory_ = std::vector<char>(needed);
        }
        return memory_.data() + used_;
    }

    /// Reads the rest of a string, from where it is no longer plain ASCII.
    /// @param first its first character
    [[nodiscard, gnu::noinline]] const char*
    read_unusual_string(const char* const first, const char* at, std::string_view& text) {
        // Without an escape nothing is copied.
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

    /// Copies a part of the text into the memory for strings, eight bytes at a time: behind the
    /// end of what is written there is room for that.
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

    /// Skips characters beyond ASCII in a string.
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

    /// Reads an escape, a pair of surrogates at once.
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

    /// The value of four hexadecimal digits, behind which the text goes on; less than zero for
    /// anything else.
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
    /// @param at before the end
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
        // A number that begins with zero has one digit.
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
/// Python's text of a JSON object or array.
#ifndef FLAGHOOK_SERVER_REPR_HPP
#define FLAGHOOK_SERVER_REPR_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// Builds what Python's `repr` writes for the `dict` or `list` that a JSON value becomes:
/// ``{'a': [1, True, None]}``. A choice field echoes such a value in its message. A sink of
/// `tokenizer::walk`, used once.
///
/// Of a repeated key a `dict` keeps the first place and the last value. The text is written token
/// by token; where an object has repeated keys, the parts that stay are noted, and `take` puts them
/// together once, without recursion.
/// @par Complexity
/// Linear in the value; an object with n keys takes n log n comparisons, and 32 bytes a key.
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

    void on_value(const value& of) {
        begin_value();
        switch (of.is) {
        case value::type::null:
            text_ += "None";
            break;
        case value::type::boolean:
            text_ += of.truth ? "True" : "False";
            break;
        case value::type::string:
            server::detail::append_repr(text_, of.text);
            break;
        default:
            server::detail::append_number_text(text_, of.text);
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
    /// A key and its value, as ranges of the text.
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

    /// An object with repeated keys: where it is between its braces, and which of the kept ranges
    /// belong there.
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
        // `repr` gives different keys different texts, so the texts can be compared instead.
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

    /// The text with the objects in it rewritten that have repeated keys.
    [[nodiscard]] std::string rewritten() const {
        /// A part of the text that is still to be written.
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
            // An object that begins where the part begins is the one that the part is from.
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
/// Bytes to the payload of a protocol version, in one pass.
#ifndef FLAGHOOK_JSON_READER_HPP
#define FLAGHOOK_JSON_READER_HPP

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

/// Reads bodies of one declaration, one after the other, and keeps its memory between them.
///
/// The functions are generated from the declaration, field by field. Each first compares what
/// bodies have most of the time: the next field in the documented order, a value of the documented
/// type. Whatever else the server reads is read from the same place on by functions out of line: no
/// body is begun anew. At a value that is wrong the rule notes an issue, the value is skipped and
/// reading goes on, so that a refused body takes one pass, too.
///
/// Rules (`blueprint::rule`) use the public functions of this class and of `tokenizer`.
///
/// Not to be shared between threads.
/// @tparam Document what declares the fields; see `blueprint/v1.hpp`
template <blueprint::document Document>
class reader : public tokenizer {
public:
    using payload_type = typename Document::payload_type;
    /// Any value, for rules that do not get what they expect.
    using value_type = server::detail::value;

    explicit reader(const parse_limits& limits = {}) noexcept : limits_(limits) {}

    /// Reads a body into `out`. Keys that are not declared are ignored; of a repeated key the last
    /// value counts.
    /// @param body any bytes; an empty body counts as `{}`
    /// @param out receives the payload when the body is accepted; otherwise it is left valid,
    /// without meaning
    /// @param why receives why the body is refused
    /// @param deviations if given, receives the deviations of single fields
    /// @return whether the body is accepted
    /// @par Complexity
    /// Linear in the body, in time and memory.
    [[nodiscard]] bool read(std::string_view body, payload_type& out, refusal& why,
                            std::vector<deviation>* deviations) {
        refusal_ = &why;
        why.status_ = 200;
        why.item_count_ = 0;
        findings_.begin(why.issues_, deviations, limits_.issues);
        if (body.size() > limits_.body_size) {
            return refuse(413, issue_code::too_large, std::to_string(limits_.body_size));
        }
        too_many_items_ = false;
        begin(body.empty() ? std::string_view("{}") : body, limits_.depth);
        const char* at = skip_space(text().data());
        if (limits_.depth < levels) [[unlikely]] {
            // The functions below do not count the levels that are declared.
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

    /// Notes an issue at a place.
    template <class Place>
    void report(issue_code code, std::string&& detail = {}) {
        findings_.report(Place::node, code, std::move(detail));
    }
    /// Notes an issue at a place whose message echoes a text.
    template <class Place>
    void report_echoed(issue_code code, std::string_view echoed) {
        findings_.report_echoed(Place::node, code, echoed);
    }
    /// Whether the caller asked for deviations.
    [[nodiscard]] bool wants_deviations() const noexcept { return findings_.wants_deviations(); }
    /// Notes a deviation at a place, if the caller asked for them.
    template <class Place>
    void deviate(deviation_code code, std::string detail = {}) {
        findings_.deviate(Place::node, code, std::move(detail));
    }

    /// Reads any value at a place.
    /// @param container_text if given, receives what Python's `repr` writes for an object or a list
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

    /// Fills a member that holds text.
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
                      "flaghook: an object has at most 31 fields");
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
                      "flaghook: what is read from JSON has lists of objects only");
        refusal_->item_count_ = 0;
        if (!starts_with(at, '[')) [[unlikely]] {
            return read_no_container<Place>(at, issue_code::not_a_list);
        }
        std::size_t count = 0;
        // Behind an item with an issue the list is refused, and one place of the payload serves
        // all further items.
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

    /// How many objects and lists a documented body has open at most.
    static constexpr std::size_t levels = [] {
        std::size_t most = 0;
        blueprint::for_each_place<blueprint::whole_document<Document>>(
            [&]<class Place>() { most = std::max(most, Place::level); });
        return most;
    }();

    template <class Place, class Member>
    [[nodiscard]] const char* read_place(const char* at, Member& out) {
        return blueprint::rule_of<Place>::template read<Place>(*this, at, out);
    }

    /// Skips the key of a field and what is between it and the values on both sides, `,"flag":`.
    /// @return `nullptr` where there is something else, which is no error
    template <class Field, bool IsFirst>
    [[nodiscard]] const char* skip_likely_key(const char* at) const noexcept {
        using blueprint::character;
        constexpr char separator = IsFirst ? '{' : ',';
        constexpr const auto& key = blueprint::key<Field>;
        // The two forms that nearly all bodies have, each in one comparison.
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

    /// Reads the rest of an object whose next key is not the one that is documented there.
    /// @param at the brace, or behind a value
    /// @param seen a bit for each field that was there
    template <class Place, class Owner>
    [[nodiscard, gnu::noinline]] const char* read_in_any_order(const char* at, Owner& out,
                                                               std::uint32_t seen) {
        constexpr std::size_t count = blueprint::field_count<Place>;
        constexpr std::uint32_t all = (std::uint32_t{1} << count) - 1;
        const bool is_first = seen == 0;
        at = skip_space(is_first ? at + 1 : at);
        // Senders have one order: which field was behind which is kept from object to object.
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

    /// Reads the value of a field by its position.
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

    /// Skips the key of a field with its colon, if that is next and has no escapes.
    /// @return the value, or `nullptr`, which is no error
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
    /// @param position receives which field it names; the number of fields for none
    /// @return the value; `nullptr` where the text is malformed
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

    /// Forgets what the former value of a repeated key left behind.
    template <class Place>
    [[gnu::cold, gnu::noinline]] void begin_again(std::size_t position) {
        const std::size_t node = field_nodes<Place>[position];
        if (wants_deviations()) {
            deviate<Place>(deviation_code::repeated_key, std::string(table[node].name));
        }
        findings_.roll_back(node);
    }

    /// Notes the required fields that an object does not have. A field that may be missing gets
    /// the model's default: the caller's payload may still have what an earlier body left there.
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

    /// Reads what is no object or list although one is declared.
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

    /// Makes room for as many items as the rest of the body can have if they are like the last one,
    /// rather than moving all of them again and again.
    template <class Container>
    [[gnu::noinline]] void make_room(Container& items, std::size_t more) {
        items.reserve(std::min(items.size() + more, std::max(limits_.items, items.size())));
    }

    /// Says why a body is refused that was not read to its end. Its bytes are decoded first.
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
    /// By the node of an object: the position of the field that was the first one the last time.
    std::array<std::uint8_t, table.size()> first_{};
    /// By the node of a field: the position of the field that was behind it the last time.
    std::array<std::uint8_t, table.size()> next_{};
};

} // namespace flaghook::inline FLAGHOOK_ABI::json::detail

#endif

// ---- flaghook/model/deduplicate.hpp
/// @file
/// Which changes of a batch count.
#ifndef FLAGHOOK_MODEL_DEDUPLICATE_HPP
#define FLAGHOOK_MODEL_DEDUPLICATE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A change of any protocol version: it has an id.
template <class Change>
concept identified = requires(const Change& change) {
    { change.id } -> std::convertible_to<const change_id&>;
    { change.id.bits() } -> std::same_as<std::uint64_t>;
};

/// Finds the changes whose id stood before in the same batch; keeps its memory between calls.
///
/// The server de-duplicates inside one request by `change_id`, and the first change wins.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
class repeated_ids {
public:
    /// The indexes, ascending, of the changes whose id an earlier change has; valid until the next
    /// call.
    /// @par Complexity
    /// Linear. Ids made to collide in the table cost n log n comparisons, not more.
    template <identified Change>
    [[nodiscard]] std::span<std::size_t const> find(std::span<const Change> changes) {
        repeated_.clear();
        if (!ascend(changes) && !find_by_table(changes)) {
            find_by_order(changes);
        }
        return repeated_;
    }

private:
    /// Whether each id is larger than the one before, as ids from a sequence or a clock are.
    template <class Change>
    [[nodiscard]] static bool ascend(std::span<const Change> changes) noexcept {
        return std::adjacent_find(changes.begin(), changes.end(),
                                  [](const auto& left, const auto& right) {
                                      return left.id >= right.id;
                                  }) == changes.end();
    }

    /// Spreads ids that differ in few bits over the table.
    [[nodiscard]] static std::uint64_t mix(std::uint64_t bits) noexcept {
        bits ^= bits >> 32U;
        bits *= 0x9E3779B97F4A7C15U;
        return bits ^ bits >> 29U;
    }

    /// Open addressing over indexes plus one; gives up, with nothing found, when the steps taken
    /// show that the ids collide.
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

    template <class Change>
    void find_by_order(std::span<const Change> changes) {
        slots_.resize(changes.size());
        std::iota(slots_.begin(), slots_.end(), std::size_t{0});
        std::sort(slots_.begin(), slots_.end(), [&](std::size_t left, std::size_t right) {
            return std::pair(changes[left].id, left) < std::pair(changes[right].id, right);
        });
        for (std::size_t place = 1; place < slots_.size(); ++place) {
            if (changes[slots_[place]].id == changes[slots_[place - 1]].id) {
                repeated_.push_back(slots_[place]);
            }
        }
        std::sort(repeated_.begin(), repeated_.end());
    }

    std::vector<std::size_t> repeated_;
    std::vector<std::size_t> slots_;
};

/// Removes the changes at the given indexes and keeps the others in their order. Linear.
/// @param indexes ascending
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
/// Bytes to a payload, as the server decides.
#ifndef FLAGHOOK_JSON_PARSE_HPP
#define FLAGHOOK_JSON_PARSE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {

/// Whether what a rule fills, or what is inside of it, is a view for text.
template <class Rule, class Member>
inline constexpr bool rule_borrows =
    std::is_same_v<blueprint::plain_member_t<Member>, std::string_view>;
template <class Owner, class... Fields, class Member>
inline constexpr bool rule_borrows<blueprint::object_declaration<Owner, Fields...>, Member> =
    (rule_borrows<typename Fields::rule_type, typename Fields::member_type> || ...);
template <class Item, class Member>
inline constexpr bool rule_borrows<blueprint::list<Item>, Member> =
    rule_borrows<Item, typename blueprint::plain_member_t<Member>::value_type>;

/// A value that a move takes away: what was moved from has the default again, which grants nothing.
template <class Value>
class taken_by_move {
public:
    taken_by_move() = default;
    explicit taken_by_move(Value value) noexcept : value_(value) {}
    taken_by_move(const taken_by_move&) = default;
    taken_by_move& operator=(const taken_by_move&) = default;
    taken_by_move(taken_by_move&& other) noexcept : value_(std::exchange(other.value_, Value{})) {}
    taken_by_move& operator=(taken_by_move&& other) noexcept {
        value_ = std::exchange(other.value_, Value{});
        return *this;
    }
    ~taken_by_move() = default;

    taken_by_move& operator=(Value value) noexcept {
        value_ = value;
        return *this;
    }
    [[nodiscard]] Value get() const noexcept { return value_; }

private:
    Value value_{};
};

/// A base of what can be copied and moved.
template <bool HasViews>
struct copied_unless_views {};
/// A base of what has views into memory of its maker, and so stays where it is.
template <>
struct copied_unless_views<true> {
    copied_unless_views() = default;
    copied_unless_views(const copied_unless_views&) = delete;
    copied_unless_views& operator=(const copied_unless_views&) = delete;
    ~copied_unless_views() = default;
};

} // namespace json::detail

/// Whether the payload of a version has views for text: into the body, which the caller keeps, or,
/// for a text with escapes, into memory of what parsed it.
template <blueprint::document Document>
inline constexpr bool borrows_text =
    json::detail::rule_borrows<std::remove_cvref_t<decltype(Document::payload)>,
                               typename Document::payload_type>;

/// A body that payloads of a version can be read from: any text for payloads that own theirs. For
/// payloads of views the body has to outlive the call, so a temporary that owns its text, such as a
/// `std::string`, is none.
template <class Body, class Version>
concept body_for = std::is_convertible_v<Body, std::string_view> &&
    (!borrows_text<Version> || std::is_lvalue_reference_v<Body> ||
     std::is_trivially_destructible_v<std::remove_cvref_t<Body>>);

/// What to parse, and what to report.
struct parse_options {
    /// What a body may cost.
    parse_limits limits{};
    /// Whether to report where an accepted body departs from the documentation.
    bool deviations = false;
};

/// What a `parser` made of a body: a payload, or why the server would refuse it.
///
/// Used like a `result`. Begins as refused, with status 500 and no issues, as does one that was
/// moved from. One with views is neither copied nor moved.
/// @tparam Version the protocol version of the payload
template <blueprint::version Version>
class parsed : json::detail::copied_unless_views<borrows_text<Version>> {
public:
    /// The payload's type.
    using payload_type = typename Version::payload_type;

    /// Whether the server accepts the body.
    [[nodiscard]] bool has_value() const noexcept { return is_accepted_.get(); }
    /// Whether the server accepts the body.
    [[nodiscard]] explicit operator bool() const noexcept { return is_accepted_.get(); }

    /// The payload; one without changes if the body is refused.
    [[nodiscard]] const payload_type& operator*() const noexcept {
        return has_value() ? payload_ : nothing_;
    }
    /// The payload; one without changes if the body is refused.
    [[nodiscard]] const payload_type* operator->() const noexcept { return &**this; }

    /// Why the body is refused; without issues if it is accepted.
    [[nodiscard]] const refusal& error() const noexcept { return refusal_; }

    /// Where an accepted body departs from the documentation, if `parse_options::deviations` asks
    /// for it. A refused body may have some, too.
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
    /// Of a refused body it has parts, and memory for the next one.
    payload_type payload_{};
    payload_type nothing_{};
    refusal refusal_{};
    std::vector<deviation> deviations_{};
};

/// Parses one body after the other and keeps its memory: a body like the ones before costs no
/// allocation. `parse` is simpler for a single body.
///
/// With `blueprint::latest_borrowed` the payload's texts are views: into the body, which the caller
/// has to keep, or, for a text that had escapes or was a number, into memory of the parser.
///
/// Threads: one at a time. Neither copied nor moved, since results refer to it.
/// @tparam Version the protocol version to read
///
/// @par Example
/// @snippet parsing.cpp parser
template <blueprint::version Version = blueprint::latest>
class parser {
public:
    /// The payload's type.
    using payload_type = typename Version::payload_type;

    /// @param options limits on bodies, and whether deviations are reported
    explicit parser(const parse_options& options = {}) noexcept
        : reader_(options.limits), wants_deviations_(options.deviations) {}

    parser(const parser&) = delete;
    parser& operator=(const parser&) = delete;
    ~parser() = default;

    /// Parses a body, deciding exactly as the server does.
    /// @param body any bytes; an empty body counts as `{}`. With views it has to outlive the
    /// result.
    /// @return the payload, or why the server refuses the body; valid until the next call
    /// @throws std::bad_alloc only; the next call starts afresh
    /// @par Complexity
    /// Linear in the body, in time and memory.
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

    /// Adds the deviations that concern the payload as a whole.
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

/// A payload, or why the server would refuse the body: never a part of a payload.
template <blueprint::version Version = blueprint::latest>
using parse_result = result<typename Version::payload_type>;

/// Parses one body, deciding exactly as the server does.
///
/// A `parser` keeps its memory from body to body, and reports deviations.
/// @tparam Version the protocol version to read
/// @param body any bytes; an empty body counts as `{}`
/// @param limits what a body may cost
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the body, in time and memory.
///
/// @par Example
/// @snippet parsing.cpp parse
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

/// Refuses a type that is no protocol version, and says why it is none.
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
/// A payload to bytes that the server accepts.
#ifndef FLAGHOOK_JSON_SERIALIZE_HPP
#define FLAGHOOK_JSON_SERIALIZE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

namespace json::detail {

/// Writes a document by its declaration, and notes what the server would refuse.
///
/// One pass: the compiler joins names and punctuation, and plain text is checked while it is
/// copied.
template <blueprint::document Document>
class payload_writer {
public:
    /// @param out receives the body
    /// @param issues receives what the server would refuse
    payload_writer(std::string& out, std::vector<issue>& issues) noexcept
        : out_(out), issues_(issues) {}

    /// Writes the whole document.
    void write(const typename Document::payload_type& value) {
        using whole = blueprint::whole_document<Document>;
        // Text with escapes makes this too small.
        out_.resize(estimate<whole>(value));
        end_ = out_.data() + out_.size();
        char* const at = write_value<whole>(out_.data(), value);
        out_.resize(static_cast<std::size_t>(at - out_.data()));
    }

    /// How many items the list has that was written.
    [[nodiscard]] std::size_t item_count() const noexcept { return item_; }

    /// @name For rules
    /// Where writing goes on is passed from function to function and returned, so that it stays in
    /// a register.
    /// @{

    /// Notes what the server would refuse at a place.
    template <class Place>
    void report(issue_code code, std::string detail = {}) {
        issues_.emplace_back(
            field_location{table.data(), Place::node, table[Place::node].item != 0 ? item_ : 0},
            code, std::move(detail));
    }

    /// Where to go on writing, with room for `size` bytes.
    [[nodiscard]] char* room(char* at, std::size_t size) {
        if (static_cast<std::size_t>(end_ - at) >= size) {
            return at;
        }
        const auto used = static_cast<std::size_t>(at - out_.data());
        out_.resize(std::max(used + size, out_.size() + out_.size() / 2));
        end_ = out_.data() + out_.size();
        return out_.data() + used;
    }

    /// Writes a text whose length the compiler knows, which takes a few instructions.
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

    /// Writes a text as a JSON string if it is ASCII and has no character that needs an escape.
    /// @param at where to write; receives where to go on, also if the text is not written, since
    /// making room may move what was written before
    /// @return whether the text is written
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

    /// How many bytes the value takes at most, unless it has text with escapes.
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

    /// Whether no member of the object can be absent.
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

/// Writes a payload, or another document, into `out`, whose memory is kept: compact, in the
/// documented order, UTF-8.
///
/// What is written is never refused by the server: text has to be UTF-8, not blank, within its
/// limit and without U+0000, times have to lie in years 1 to 9999, and enumerations have to have
/// one of their named values.
/// @tparam Document a protocol version, or what else declares fields
/// @param out receives the body; empty when the document is refused
/// @param value the payload
/// @return nothing, or why the server would refuse the body
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
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

/// The body for a payload, or why the server would refuse it; see `serialize_to`.
///
/// @par Example
/// @snippet parsing.cpp serialize
template <blueprint::document Document = blueprint::latest>
[[nodiscard]] result<std::string> serialize(const typename Document::payload_type& value) {
    std::string out;
    result<void> written = serialize_to<Document>(out, value);
    if (!written) {
        return std::move(written).error();
    }
    return out;
}

/// Refuses a type that declares no document, and says why it is none.
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
/// What can go wrong in a computation that a crypto library does for us.
///
/// The library's own error numbers are not passed on: they differ between libraries and between
/// versions of one library, and a caller can do nothing with them except refuse, which is what
/// every one of these codes asks for.
#ifndef FLAGHOOK_CRYPTO_CRYPTO_ERROR_HPP
#define FLAGHOOK_CRYPTO_CRYPTO_ERROR_HPP

namespace flaghook::inline FLAGHOOK_ABI::crypto {

/// Failures of a back end. All of them mean: there is no digest, so there is no signature and
/// nothing is verified.
enum class crypto_error {
    /// A computation was started from a key that was never prepared, whose preparation failed, or
    /// that was moved from. A mistake in the calling code.
    key_not_prepared = 1,

    /// A computation was continued that was not started, has failed, has already given its result,
    /// or was moved from. A mistake in the calling code.
    not_started,

    /// The crypto library could not be initialized, for example because it found no source of
    /// randomness. Trying again later can succeed.
    library_unavailable,

    /// The crypto library reported a failure of the hash itself. Software implementations do not
    /// do that; accelerators do, and libraries that allocate.
    library_failed,
};

/// The category of `crypto_error`.
class crypto_error_category final : public boost::system::error_category {
public:
    /// The number makes two copies of the category equal where two shared libraries each have one:
    /// https://www.boost.org/doc/libs/release/libs/system/doc/html/system.html#ref_error_category
    constexpr crypto_error_category() noexcept : error_category(0x6a1d5c0e93f24b87) {}

    /// @return "flaghook.crypto"
    const char* name() const noexcept override { return "flaghook.crypto"; }

    /// @return a sentence about the failure; it never holds any of the data that was worked on.
    std::string message(int value) const override { return text(value); }

    /// The same sentence without allocating.
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

/// @return the only instance of the category.
inline const boost::system::error_category& crypto_category() noexcept {
    static constinit const crypto_error_category instance;
    return instance;
}

/// Found by `boost::system::error_code` when a `crypto_error` is assigned to it.
inline boost::system::error_code make_error_code(crypto_error error) noexcept {
    return {static_cast<int>(error), crypto_category()};
}

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

namespace flaghook::inline FLAGHOOK_ABI {

/// The names of the errors.
template <>
inline constexpr auto
    enumerators<crypto::crypto_error> = std::to_array<enumerator<crypto::crypto_error>>({
        {crypto::crypto_error::key_not_prepared, "key_not_prepared"},
        {crypto::crypto_error::not_started, "not_started"},
        {crypto::crypto_error::library_unavailable, "library_unavailable"},
        {crypto::crypto_error::library_failed, "library_failed"},
    });

} // namespace flaghook::inline FLAGHOOK_ABI

/// Lets a `crypto_error` become a `boost::system::error_code` by itself.
template <>
struct boost::system::is_error_code_enum<flaghook::crypto::crypto_error> : std::true_type {};

#endif

// ---- flaghook/crypto/hmac_sha256.hpp
/// @file
/// What this library asks of a crypto library: the concept `hmac_sha256`.
///
/// Sentry's signature is HMAC-SHA-256 (RFC 2104 over FIPS 180-4) of the raw request body under the
/// signing secret. No hash is written here: a *back end* is a type that gives access to one crypto
/// library, and `basic_signer` and `basic_verifier` take it as their template parameter. Nothing is
/// called through a virtual function, and a program that brings its own back end links no other
/// library.
///
/// A back end `B` has
///
/// | member | meaning |
/// |---|---|
/// | `B::key` | a secret, prepared once: both halves of the key schedule are already hashed |
/// | `B::mac` | one running computation under a key; it may be used again |
/// | `B::sha256(bytes, out)` | the plain digest of a text, in one call |
/// | `B::equal(a, b, size)` | comparison in a time that does not depend on the contents |
/// | `B::wipe(memory, size)` | overwriting that the optimizer does not drop |
///
/// and promises what no compiler can check:
///
/// * **All or nothing.** A call that returns an error has no effect that could be mistaken for
///   success: `finish` leaves its output as it was, a key whose preparation failed is not prepared,
///   and a computation in which one step failed refuses all further steps until it is started anew.
/// * **No stray state.** Using an unprepared key gives `crypto_error::key_not_prepared`; continuing
///   a computation that is not running gives `crypto_error::not_started`. Objects that were moved
///   from are in these states.
/// * **Nothing left behind.** Keys, computations and everything between them are overwritten when
///   they are destroyed, finished, or moved from. Only `mac::compute` may leave its result in
///   memory that the computation keeps, until it is used again, destroyed, or moved from.
/// * **Threads.** A prepared key is only read by `mac::start`; any number of threads may start
///   computations from one key at the same time. A computation belongs to one thread at a time.
/// * **Independence.** A computation may outlive the key from which it was started.
///
/// `composed_hmac` (crypto/composed_hmac.hpp) makes most of a back end from any library whose
/// SHA-256 state can be copied.
#ifndef FLAGHOOK_CRYPTO_HMAC_SHA256_HPP
#define FLAGHOOK_CRYPTO_HMAC_SHA256_HPP

namespace flaghook::inline FLAGHOOK_ABI::crypto {

/// The 32 octets of a SHA-256 or HMAC-SHA-256, most significant first as FIPS 180-4 prints them.
using digest = std::array<std::uint8_t, 32>;

/// Can be moved without failing, and cannot be copied by accident: what every object that holds a
/// secret, or is derived from one, has to be.
template <class Type>
concept move_only =
    std::is_nothrow_move_constructible_v<Type> && std::is_nothrow_move_assignable_v<Type> &&
    std::is_nothrow_destructible_v<Type> && !std::is_copy_constructible_v<Type> &&
    !std::is_copy_assignable_v<Type>;

// clang-format 14 breaks the line before `noexcept ->`.
// clang-format off

/// `Backend::key`: move-only, default-constructed unprepared, and `prepare(secret)` takes raw bytes
/// of any length (RFC 2104, section 2: a key longer than the hash's block of 64 octets is hashed
/// first). The bytes need not outlive the call.
template <class Backend>
concept prepares_keys =
    move_only<typename Backend::key> &&
    std::is_nothrow_default_constructible_v<typename Backend::key> &&
    requires(typename Backend::key& key, std::span<const std::byte> secret) {
        { key.prepare(secret) } noexcept -> std::same_as<boost::system::error_code>;
    };

/// `Backend::mac`: move-only, default-constructed not running; `start(key)` begins anew whatever
/// came before, `update(bytes)` takes the next part of the body (an empty one is fine), and
/// `finish(out)` gives the result and ends the computation.
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

/// `Backend::sha256(bytes, out)`: SHA-256 of `bytes`; `out` is left as it was on an error.
template <class Backend>
concept hashes_bytes = requires(std::span<const std::byte> bytes, digest& out) {
    { Backend::sha256(bytes, out) } noexcept -> std::same_as<boost::system::error_code>;
};

/// `mac.compute(key, bytes, out)`, which a back end may have: a whole message in one call, with the
/// outcome of `start`, `update` and `finish`. It can do with less than these, since the key outlives
/// the call, and may keep memory in the computation for the next one.
template <class Backend>
concept computes_whole_macs =
    requires(typename Backend::mac& mac, const typename Backend::key& key,
             std::span<const std::byte> bytes, digest& out) {
        { mac.compute(key, bytes, out) } noexcept -> std::same_as<boost::system::error_code>;
    };

/// `Backend::equal(a, b, size)`: whether two blocks of `size` bytes are equal, in a time that
/// depends on `size` alone, by the crypto library's own primitive.
template <class Backend>
concept compares_in_constant_time = requires(const void* a, const void* b, std::size_t size) {
    { Backend::equal(a, b, size) } noexcept -> std::same_as<bool>;
};

/// `Backend::wipe(memory, size)`: overwrites `size` bytes, by the crypto library's own primitive,
/// even where the compiler can see that nobody reads them again.
template <class Backend>
concept wipes_memory = requires(void* memory, std::size_t size) {
    { Backend::wipe(memory, size) } noexcept -> std::same_as<void>;
};

// clang-format on

/// A back end, as described at the head of this file. It is split into named parts so that a
/// compiler's complaint about a type that is not one says which part is missing, for example
/// "'mine' does not satisfy 'wipes_memory' because 'Backend::wipe(memory, size)' would be invalid".
template <class Backend>
concept hmac_sha256 = prepares_keys<Backend> && computes_macs<Backend> && hashes_bytes<Backend> &&
    compares_in_constant_time<Backend> && wipes_memory<Backend>;

/// The HMAC of a whole message, by `compute` where the back end has it.
/// @param mac may be used for one message after the other, whatever their keys
/// @param out left as it was on an error
/// @return `crypto_error::key_not_prepared`, or an error of the back end
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

/// Refuses a type that is no back end and says, in words, which part is missing or has another
/// form. `basic_signer` and `basic_verifier` ask it; so may whoever writes a back end:
/// @code
/// static_assert(flaghook::crypto::check_backend<my_backend>());
/// @endcode
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
/// HMAC put together from a crypto library's SHA-256 states (RFC 2104).
///
/// Most libraries have an HMAC of their own, but run the key schedule (two of the four blocks that
/// a short message costs) for every message, or keep the key on the heap. RFC 2104, section 4,
/// describes the remedy: hash the two padded key blocks once, keep both intermediate states, and
/// start every message from copies of them. That needs nothing of the library but a SHA-256 state
/// that can be copied; the hash itself stays the library's.
#ifndef FLAGHOOK_CRYPTO_COMPOSED_HMAC_HPP
#define FLAGHOOK_CRYPTO_COMPOSED_HMAC_HPP

namespace flaghook::inline FLAGHOOK_ABI::crypto {

/// One SHA-256 computation of a crypto library, which can be continued from a copy.
///
/// * A default-constructed state is not running; `start()` makes it one that has seen no bytes,
///   `resume(other)` makes it a copy of `other`. Both discard what was there before.
/// * `update(bytes)` and `finish(out)` on a state that is not running, and `resume` from one, fail
///   with `crypto_error::not_started`.
/// * After `finish`, after any failure, and after being moved from, a state is not running, and
///   what it had seen is wiped. Only a successful `finish` may leave its result in memory that the
///   state keeps for the next `resume`. A failing `finish` leaves `out` as it was.
/// * Several threads may `resume` from one state at the same time.
/// * `wipe` is the library's own way to overwrite memory.
// clang-format off
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

/// Everything of a back end except `equal`: derive from it and add that.
/// @code
/// class my_sha256;  // a resumable_sha256
///
/// struct my_backend : flaghook::crypto::composed_hmac<my_sha256> {
///     static bool equal(const void* a, const void* b, std::size_t size) noexcept;
/// };
///
/// using my_signer = flaghook::basic_signer<my_backend>;
/// @endcode
/// @tparam Hash the library's SHA-256.
template <resumable_sha256 Hash>
struct composed_hmac {
    class mac;

    /// The two states of RFC 2104, section 4: SHA-256 after the key block XOR ipad, and after the
    /// key block XOR opad. They are worth as much as the secret.
    class key {
    public:
        /// Replaces whatever key was here before, also when it fails.
        /// @param secret the raw key, of any length; not kept.
        /// @return an error of `Hash`; the key is then not prepared.
        /// @par Complexity
        /// Two blocks of SHA-256, and the secret's own if it is over 64 octets.
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

        /// @return whether computations can be started from this key.
        [[nodiscard]] bool prepared() const noexcept {
            return inner_.running() && outer_.running();
        }

    private:
        friend class mac;

        /// B of RFC 2104: the octets that SHA-256 takes in at a time (FIPS 180-4, section 1).
        static constexpr std::size_t block_size = 64;
        /// The octet of ipad and of opad, RFC 2104, section 2.
        static constexpr std::byte inner_pad{0x36};
        static constexpr std::byte outer_pad{0x5C};

        using key_block = std::array<std::byte, block_size>;

        /// Step (1) of RFC 2104, section 2: the secret, or its hash if it is longer than a block,
        /// followed by zeros.
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

    /// One message under a key.
    class mac {
    public:
        /// @param from stays untouched and may be destroyed before the computation ends.
        /// @return `crypto_error::key_not_prepared`, or an error of `Hash`.
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

        /// @param bytes the next part of the message, possibly empty.
        /// @return `crypto_error::not_started`, or an error of `Hash`.
        [[nodiscard]] boost::system::error_code update(std::span<const std::byte> bytes) noexcept {
            return stop_on(inner_.update(bytes));
        }

        /// @param out the HMAC-SHA-256 of everything since `start`; left as it was on an error.
        /// @return `crypto_error::not_started`, or an error of `Hash`.
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

        /// A whole message in one call. It takes one state instead of two, since the key is there
        /// until the end, and what memory `Hash` keeps serves the next call. That memory holds
        /// nothing but the result.
        /// @param with stays untouched.
        /// @param out the HMAC-SHA-256 of `bytes`; left as it was on an error.
        /// @return `crypto_error::key_not_prepared`, or an error of `Hash`.
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
        /// The outer state is as good as the key: it must not stay behind in a computation that
        /// has no further use for it.
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

    /// The plain hash of FIPS 180-4.
    /// @param out left as it was on an error.
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

    /// The library's own overwriting.
    static void wipe(void* memory, std::size_t size) noexcept { Hash::wipe(memory, size); }
};

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

#endif

// ---- flaghook/signature/signature.hpp
/// @file
/// The signature as it travels: the value of one HTTP header.
#ifndef FLAGHOOK_SIGNATURE_SIGNATURE_HPP
#define FLAGHOOK_SIGNATURE_SIGNATURE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The header that carries the signature of the generic provider. HTTP compares header names
/// without regard to case (RFC 9110, section 5.1). Source:
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
inline constexpr std::string_view signature_header = "X-Sentry-Signature";

/// HMAC-SHA-256 of a body, as 64 lower-case hex digits and nothing around them: what Python's
/// `hmac.hexdigest()` prints and what Sentry compares, as text, with the header's value.
///
/// A signature is no secret once it is sent, but one that was computed in order to check somebody
/// else's must not become known: it is the right answer for their body. There is therefore no
/// `operator==`, which would stop at the first difference; `basic_verifier` compares.
///
/// Holds its text inside; copying it allocates nothing.
class signature {
public:
    /// The number of characters of every signature.
    static constexpr std::size_t size = 64;

    /// Writes a digest in hex, most significant digit first. The digits are computed, not looked up
    /// or branched on, so that neither the branch predictor nor the cache learns them.
    constexpr explicit signature(const crypto::digest& digest) noexcept {
        std::size_t position = 0;
        for (const std::uint8_t octet : digest) {
            text_[position++] = digit(octet >> 4u);
            text_[position++] = digit(octet & 0x0Fu);
        }
    }

    /// @return the 64 digits; valid as long as this object.
    [[nodiscard]] constexpr std::string_view hex() const noexcept {
        return {text_.data(), text_.size()};
    }

private:
    /// For values above 9 the subtraction wraps round, and its high bits select the distance from
    /// the character after '9' to 'a'.
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
/// @code
/// boost::system::result<flaghook::secret> secret = flaghook::secret::from_text(configured);
/// boost::system::result<flaghook::signer> signer = flaghook::signer::make(*secret);
/// boost::system::result<flaghook::signature> signature = signer->sign(body);
/// // ... send `body`, byte for byte, with X-Sentry-Signature: signature->hex()
/// @endcode
/// with each result checked before it is used. `flaghook::signer` is `basic_signer` with the
/// default back end (signature/default_backend.hpp); this file names no crypto library.
#ifndef FLAGHOOK_SIGNATURE_SIGNER_HPP
#define FLAGHOOK_SIGNATURE_SIGNER_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Signs bodies with one secret, as Sentry's generic provider checks them:
/// `hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()`
/// (https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py).
///
/// The secret is hashed into a key when the signer is made and is not needed afterwards. The key is
/// overwritten with the signer.
///
/// Move-only. One that was moved from signs nothing: `sign` gives
/// `crypto::crypto_error::key_not_prepared`.
///
/// Threads: any number of them may call `sign` and `start` of one signer at the same time. A `run`
/// belongs to one thread at a time.
///
/// @tparam Backend the crypto library: a `crypto::hmac_sha256`.
template <class Backend>
class basic_signer {
    static_assert(crypto::check_backend<Backend>());

public:
    /// One body that arrives in parts.
    ///
    /// The first failure is kept and given by `finish`, so the steps need no checks of their own.
    /// A context may outlive its signer. Move-only; one that was moved from fails.
    class context {
    public:
        /// Adds the next part of the body, possibly an empty one.
        void update(std::string_view part) noexcept {
            if (!failure_) {
                failure_ = mac_.update(std::as_bytes(std::span(part.data(), part.size())));
            }
        }

        /// Ends the computation.
        /// @return the signature of all parts together, or the first failure; on a second call
        /// `crypto::crypto_error::not_started`.
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

    /// @param from only read; it may be destroyed afterwards.
    /// @return a signer, `signature_error::secret_empty` for a secret that was moved from, or a
    /// `crypto::crypto_error`.
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
    /// @param body the exact bytes that will be sent. A body that is parsed and written again, or
    /// whose line ends are changed on the way, has another signature.
    /// @return the signature or a `crypto::crypto_error`; there is no third outcome.
    [[nodiscard]] boost::system::result<signature> sign(std::string_view body) const noexcept {
        typename Backend::mac once;
        crypto::digest digest{};
        if (const boost::system::error_code failure = crypto::compute_mac<Backend>(
                once, key_, std::as_bytes(std::span(body.data(), body.size())), digest)) {
            return failure;
        }
        return signature(digest);
    }

    /// Begins to sign a body that arrives in parts.
    [[nodiscard]] context start() const noexcept { return context(key_); }

private:
    basic_signer() = default;

    typename Backend::key key_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/signature/received_headers.hpp
/// @file
/// The headers of a request that a receiver looks at.
#ifndef FLAGHOOK_SIGNATURE_RECEIVED_HEADERS_HPP
#define FLAGHOOK_SIGNATURE_RECEIVED_HEADERS_HPP

namespace flaghook::inline FLAGHOOK_ABI {

namespace detail {

/// The name of a header.
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

/// The value of a header.
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

/// A range of headers: pairs of name and value (`std::map`, `std::vector<std::pair<...>>`), objects
/// with members `name` and `value`, or Boost.Beast's `fields`.
template <class Headers>
concept header_range = requires(const Headers& headers) {
    detail::name_of(*std::begin(headers));
    detail::value_of(*std::begin(headers));
    std::end(headers);
};

/// The headers of a request that a receiver looks at. The texts are the caller's.
struct received_headers {
    /// The value of `X-Sentry-Signature`; none where the header is missing.
    std::optional<std::string_view> signature{};
    /// The value of `Content-Type`; none where the header is missing.
    std::optional<std::string_view> content_type{};

    /// Finds the headers by their names, in any letter case.
    /// @return the headers, or `signature_error::header_repeated`: a request with two signatures
    /// has none that could be trusted. Of two content types, which no client sends, none counts.
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
/// Checking the signature of a body.
///
/// @code
/// boost::system::result<flaghook::verifier> verifier = flaghook::verifier::make(secrets);
/// if (!verifier->verify(body, header)) {
///     // ... answer 401, and do not look into the body
/// }
/// @endcode
/// with the result checked before it is used. `flaghook::verifier` is `basic_verifier` with the
/// default back end (signature/default_backend.hpp); this file names no crypto library.
#ifndef FLAGHOOK_SIGNATURE_VERIFIER_HPP
#define FLAGHOOK_SIGNATURE_VERIFIER_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The most secrets that one verifier takes. Each costs one HMAC per body.
inline constexpr std::size_t max_secrets = 16;

/// Checks signatures against one or several secrets, with Sentry's verdict: the header's value has
/// to be *equal, as text*, to the hex digest under one of the secrets
/// (https://github.com/getsentry/sentry/blob/master/src/sentry/flags/providers.py). Upper-case hex,
/// a `sha256=` prefix and white space are refused.
///
/// Several secrets serve rotation: while the registered secret is replaced, give the old and the
/// new one.
///
/// **What an attacker can learn from the time taken:** the lengths of body and header, and the
/// number of secrets. Not the expected digest, nor how much of a guess was right (the comparison is
/// the back end's), nor which secret matched: all of them are always tried, and their outcomes are
/// combined without a branch.
///
/// **Failures:** any failure of the back end, for any of the secrets, means not verified.
///
/// Nothing is allocated after `make`, unless the back end does; for such a back end there is
/// `memory`.
///
/// Move-only and cheap to move. One that was moved from verifies nothing.
///
/// Threads: any number of them may call `verify` and `start` of one verifier at the same time. A
/// `context` and a `workspace` belong to one thread at a time.
///
/// @tparam Backend the crypto library: a `crypto::hmac_sha256`.
template <class Backend>
class basic_verifier {
    static_assert(crypto::check_backend<Backend>());

public:
    /// What a thread may keep from one `verify` to the next: memory of the back end. It has no key
    /// in it, and serves any verifier with this back end.
    ///
    /// After a `verify` it may hold the digest of that body under the last secret, which would sign
    /// a body that was refused. Assign `workspace{}` to overwrite it.
    ///
    /// Move-only.
    class workspace {
        friend basic_verifier;
        typename Backend::mac mac_;
    };

    /// One body that arrives in parts: the body is read once, whatever the number of secrets.
    ///
    /// A context may outlive its verifier. Move-only; one that was moved from verifies nothing.
    class context {
    public:
        /// Adds the next part of the body, possibly an empty one.
        void update(std::string_view part) noexcept {
            for (std::optional<mac>& running : macs_) {
                if (running) {
                    failed_ |= static_cast<bool>(
                        running->update(std::as_bytes(std::span(part.data(), part.size()))));
                }
            }
        }

        /// Ends the computation.
        /// @param header the value of `signature_header`, or nothing if the request has none.
        /// @return whether `header` signs all parts together; `false` on a second call.
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
            // Not `&&`, which compilers turn into a branch on the verdict.
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

    /// @param secrets 1 to 16 of them, in any order; only read, they may be destroyed afterwards.
    /// @return a verifier, `signature_error::no_secrets`, `signature_error::too_many_secrets`,
    /// `signature_error::secret_empty` if one of them was moved from, or a
    /// `crypto::crypto_error`.
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

    /// The same for a single secret.
    [[nodiscard]] static boost::system::result<basic_verifier> make(const secret& only) {
        return make(std::span(&only, 1));
    }

    /// Checks a whole body.
    /// @param body the exact bytes that were received, before any decoding.
    /// @param header the value of `signature_header`, or nothing if the request has none.
    /// @return whether `header` signs `body`. Without a header of the right length the body is not
    /// even hashed.
    [[nodiscard]] bool verify(std::string_view body,
                              std::optional<std::string_view> header) const noexcept {
        workspace once;
        return verify(body, header, once);
    }

    /// Checks a whole body by the headers of its request.
    /// @param body the exact bytes that were received, before any decoding.
    /// @param headers all of them; names in any letter case
    /// @return nothing, or why the request is not authorized: `signature_error::header_missing`,
    /// `header_repeated` or `mismatch`
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

    /// The same with memory that is kept from one body to the next. It saves what the back end
    /// takes from the heap for a computation; `crypto::mbedtls` takes nothing.
    /// @param kept this thread's
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
        // Not `&&`, as above.
        matched &= !failed;
        return matched;
    }

    /// Begins to check a body that arrives in parts.
    [[nodiscard]] context start() const noexcept { return context(keys_); }

    /// Leaves `other` without keys: it verifies nothing any more.
    basic_verifier(basic_verifier&& other) noexcept = default;
    /// Leaves `other` without keys, and overwrites the keys that were here.
    basic_verifier& operator=(basic_verifier&& other) noexcept = default;
    // Said here because a std::vector claims to be copyable whatever is in it.
    basic_verifier(const basic_verifier&) = delete;
    basic_verifier& operator=(const basic_verifier&) = delete;
    /// Overwrites the keys.
    ~basic_verifier() = default;

private:
    explicit basic_verifier(std::size_t count) : keys_(count) {}

    /// The header is the sender's own, so its length is no secret.
    static bool has_length_of_signature(const std::optional<std::string_view>& header) noexcept {
        return header && header->size() == signature::size;
    }

    /// Overwrites `digest`, which signs the body whatever the header says.
    [[nodiscard]] static bool matches(crypto::digest& digest, std::string_view header) noexcept {
        signature expected = hex_of(digest);
        const bool equal = Backend::equal(expected.hex().data(), header.data(), signature::size);
        Backend::wipe(&digest, sizeof digest);
        Backend::wipe(&expected, sizeof expected);
        return equal;
    }

    /// Not inlined, so that no digits stay in a register that the next call saves on its stack.
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
/// `flaghook::signer` and `flaghook::verifier`: the templates with a crypto library filled in.
///
/// This is the one place where the choice is made: OpenSSL where `FLAGHOOK_CRYPTO_OPENSSL` is
/// defined, Mbed TLS otherwise. The CMake package and the pkg-config file define it as they were
/// told to (`FLAGHOOK_CRYPTO`); by hand, define it and link `crypto`. A program with a back end of
/// its own includes signature/signer.hpp and signature/verifier.hpp instead, uses
/// `basic_signer<my_backend>`, and needs no other crypto library, not even its headers.
///
/// Parts of one program may choose differently. What is named here are other names of types that
/// carry their back end in them, so nothing in this library has one name and two meanings, and what
/// one part exports about a `flaghook::signer` the other does not find when it is linked. A program
/// that does this must not itself have an inline function or a class that names
/// `flaghook::signer`, `verifier` or `receiver` in a header that both parts include: that would be
/// two definitions of one thing.
#ifndef FLAGHOOK_SIGNATURE_DEFAULT_BACKEND_HPP
#define FLAGHOOK_SIGNATURE_DEFAULT_BACKEND_HPP

#ifdef FLAGHOOK_CRYPTO_OPENSSL
// ---- flaghook/crypto/openssl.hpp
/// @file
/// The back end over OpenSSL 3. The only file that names it.
///
/// OpenSSL uses a processor's SHA instructions where there are any, which Mbed TLS does on Arm
/// alone: on such an x86-64 machine it hashes five to six times as fast. In exchange it costs a far
/// larger library, and memory from the heap: its states can only be had by pointer. A message takes
/// one context and two copied states, which `EVP_MD_CTX_copy_ex` of OpenSSL 3.0 puts into a new
/// block each. All of them are overwritten before they are returned. A computation that is used
/// again keeps the context.
///
/// Only functions of the `EVP` interface are called, none of them deprecated
/// (https://docs.openssl.org/3.0/man7/migration_guide/). SHA-256 is fetched from the default
/// library context with the default properties, so that a configured FIPS provider is used
/// (https://docs.openssl.org/3.0/man7/crypto/#algorithm-fetching).
///
/// Link `crypto`. LibreSSL and BoringSSL have neither fetching nor this version number.
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

/// A `resumable_sha256` over an `EVP_MD_CTX`. A finished state keeps it for the next `resume`,
/// which then costs no context and no counting of references.
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

    /// A state that was moved from has no context.
    [[nodiscard]] bool running() const noexcept { return running_ && context_ != nullptr; }

    static void wipe(void* memory, std::size_t size) noexcept { OPENSSL_cleanse(memory, size); }

private:
    /// The library overwrites the state that it frees.
    struct release {
        void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
        void operator()(EVP_MD* algorithm) const noexcept { EVP_MD_free(algorithm); }
    };

    using context = std::unique_ptr<EVP_MD_CTX, release>;
    using algorithm = std::unique_ptr<EVP_MD, release>;

    /// Takes back what a failure leaves in the thread's error queue. Our caller learns of the
    /// failure from us, and an entry that nobody expects there is taken for the failure of the next
    /// call that asks the queue, such as `SSL_get_error`.
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

/// The back end over `EVP_Digest*`. Takes no locks while it computes; preparing a key takes those
/// with which OpenSSL guards its list of algorithms.
///
/// Memory: two contexts with a state each for a key, and for a message that arrives in parts; one
/// of them for a whole message. Out of memory is `crypto_error::library_failed`; OpenSSL's own note
/// of that stays in the thread's error queue.
struct openssl : composed_hmac<detail::evp_sha256> {
    /// The library's comparison: `CRYPTO_memcmp`, for pieces of 16 bytes. These are what its
    /// assembly for x86-64 compares without a loop over bytes, in a third of the time for a
    /// signature.
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
/// The default back end: Mbed TLS. The only file that names it.
///
/// | Mbed TLS | what is used |
/// |---|---|
/// | 2.28 | `mbedtls_sha256_*_ret` |
/// | 3.1 and later 3.x | `mbedtls_sha256_*` |
/// | 4.x (TF-PSA-Crypto) | `psa_hash_*`: the functions above are no longer public |
///
/// Define `FLAGHOOK_MBEDTLS_PSA` to use `psa_hash_*` with the older versions too, for example where
/// only PSA's drivers reach an accelerator. The two ways are types of different names,
/// `mbedtls_legacy` and `mbedtls_psa`, and `mbedtls` is the chosen one: parts of a program that
/// were compiled with different choices cannot exchange signers by mistake, nor share one name for
/// two layouts.
///
/// Link `mbedcrypto` (4.x: `tfpsacrypto`).
///
/// Memory: with `mbedtls_sha256_*` nothing is allocated. Behind `psa_hash_*` the library may
/// allocate, and copy its input (the padded key too) to memory that we cannot wipe; versions from
/// 3.6 on do both unless they were built with `MBEDTLS_PSA_ASSUME_EXCLUSIVE_BUFFERS`.
#ifndef FLAGHOOK_CRYPTO_MBEDTLS_HPP
#define FLAGHOOK_CRYPTO_MBEDTLS_HPP

#include <boost/system/error_code.hpp>
#include <mbedtls/platform_util.h>
#include <mbedtls/version.h>

// mbedtls/constant_time.h is the one public header that has no C linkage of its own:
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

/// Overwriting and comparing, which are the same in all versions.
struct mbedtls_memory {
    static void wipe(void* memory, std::size_t size) noexcept {
        mbedtls_platform_zeroize(memory, size);
    }

    [[nodiscard]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        return mbedtls_ct_memcmp(a, b, size) == 0;
    }
};

#ifdef FLAGHOOK_MBEDTLS_PSA

/// A `resumable_sha256` over a PSA hash operation.
class psa_sha256 : public mbedtls_memory {
public:
    psa_sha256() noexcept : operation_(psa_hash_operation_init()) {}

    ~psa_sha256() { clear(); }

    /// PSA gives no leave to copy an operation's bytes, so it is cloned. Should that fail, this
    /// state is not running, and whatever is asked of it next says so.
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

    /// Initializes the library before its first use. Not a static variable's initializer, because
    /// a failure (no entropy yet, say) must not be final.
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

// Mbed TLS 2 kept these names for functions that cannot report a failure, and 3 gave them back.
#if MBEDTLS_VERSION_MAJOR >= 3
inline constexpr auto sha256_starts = ::mbedtls_sha256_starts;
inline constexpr auto sha256_update = ::mbedtls_sha256_update;
inline constexpr auto sha256_finish = ::mbedtls_sha256_finish;
#else
inline constexpr auto sha256_starts = ::mbedtls_sha256_starts_ret;
inline constexpr auto sha256_update = ::mbedtls_sha256_update_ret;
inline constexpr auto sha256_finish = ::mbedtls_sha256_finish_ret;
#endif

/// A `resumable_sha256` over the library's SHA-256 context.
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

/// The back end over `psa_hash_*`. `psa_crypto_init` is called before the first use, once.
///
/// Threads: as the concept asks, provided that Mbed TLS itself was built with
/// `MBEDTLS_THREADING_C` if other parts of the program call it at the same time. Starting a
/// computation takes a lock for as long as it takes to copy two hash states.
struct mbedtls_psa : composed_hmac<detail::psa_sha256> {
    /// The library's comparison: `mbedtls_ct_memcmp`.
    [[nodiscard]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        return detail::psa_sha256::equal(a, b, size);
    }
};

/// Mbed TLS, in the way chosen at compile time; see the head of this file.
using mbedtls = mbedtls_psa;

#else

/// The back end over `mbedtls_sha256_*`. Allocates nothing, takes no locks.
struct mbedtls_legacy : composed_hmac<detail::legacy_sha256> {
    /// The library's comparison: `mbedtls_ct_memcmp`.
    [[nodiscard]] static bool equal(const void* a, const void* b, std::size_t size) noexcept {
        return detail::legacy_sha256::equal(a, b, size);
    }
};

/// Mbed TLS, in the way chosen at compile time; see the head of this file.
using mbedtls = mbedtls_legacy;

#endif

static_assert(hmac_sha256<mbedtls>);

} // namespace flaghook::inline FLAGHOOK_ABI::crypto

#endif
#endif

namespace flaghook::inline FLAGHOOK_ABI {

// The names that depend on the choice say it, where a compiler or a debugger spells them out.
#ifdef FLAGHOOK_CRYPTO_OPENSSL
inline namespace by_openssl {
/// The crypto library that is used where none is named.
using default_backend = crypto::openssl;
#else
inline namespace by_mbedtls {
/// The crypto library that is used where none is named.
using default_backend = crypto::mbedtls;
#endif

/// Signs bodies with one secret; see `basic_signer`.
using signer = basic_signer<default_backend>;

/// Checks signatures against one or several secrets; see `basic_verifier`.
using verifier = basic_verifier<default_backend>;

} // namespace by_openssl or by_mbedtls

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/signature/header_form.hpp
/// @file
/// What a signature header looks like, for people who wonder why it was refused.
///
/// Sentry says the same thing, HTTP 401 `"Not authorized."`, whatever is wrong with a signature.
/// The most frequent mistakes can be seen in the header alone, without the secret. This is for
/// diagnostics **only**: `basic_verifier` neither includes nor asks this file, a form says nothing
/// about whether a signature is right, and to a caller that is not authorized it must not be told.
#ifndef FLAGHOOK_SIGNATURE_HEADER_FORM_HPP
#define FLAGHOOK_SIGNATURE_HEADER_FORM_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// How a header's value departs from the documented 64 lower-case hex digits
/// (https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md).
enum class header_form : std::uint8_t {
    /// There is no `X-Sentry-Signature` header.
    missing,
    /// Its value is the empty text.
    empty,
    /// It begins with `sha256=` (in any letter case), as the headers of some other services do.
    prefixed,
    /// It holds something that is no hex digit: base64, quotes, white space, a list of values.
    not_hex,
    /// Hex digits, but not 64 of them.
    wrong_length,
    /// 64 hex digits, some of them capital letters. Sentry compares text and refuses that.
    upper_case,
    /// As documented.
    well_formed,
};

/// Says which form a value has: the first that applies, in the order of the enumerators.
/// @par Complexity
/// Linear in the length of the value.
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

/// The forms' names.
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

/// @return one sentence for people: what the form is, and what to change in the sender.
[[nodiscard]] constexpr std::string_view explain(header_form form) noexcept {
    switch (form) {
    case header_form::missing:
        return "there is no X-Sentry-Signature header";
    case header_form::empty:
        return "the X-Sentry-Signature header is empty";
    case header_form::prefixed:
        return "the signature begins with 'sha256='; send the 64 hex digits without a prefix";
    case header_form::not_hex:
        return "the signature holds characters that are no hex digits; send the digest as hex, not "
               "as base64, and without quotes or white space";
    case header_form::wrong_length:
        return "the signature is not 64 hex digits long; send a whole HMAC-SHA-256 digest";
    case header_form::upper_case:
        return "the signature has capital letters, and Sentry compares it as text; send lower-case "
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
/// The charsets in which a body may be sent, and their decoders.
#ifndef FLAGHOOK_SERVER_CHARSET_HPP
#define FLAGHOOK_SERVER_CHARSET_HPP

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A charset that the server decodes. Python has about a hundred more; they count as UTF-8 here.
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

/// The charset that Python's `codecs.lookup` finds by a name. A name that Python does not know
/// counts as UTF-8, as it does for Django.
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
    // Python compares names in lower case, with one underscore for each run of other characters
    // than letters, digits and points, and none at the beginning.
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

/// A body in UTF-8, or why the server cannot decode it.
struct decoded_text {
    /// The text, without a character that the body's end cuts off; meaningless beside an error. It
    /// is in the body or in the memory that was given.
    std::string_view text{};
    /// The decoder's error in Python 3.13's words; empty if there is none.
    std::string error{};
};

namespace detail {

/// The code points of the bytes 80 to 9F in windows-1252; 0 where it has none.
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

/// Decodes UTF-16 from `begin` on.
/// @param end receives where decoding ended: before a character that is cut off
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
    // Without a mark Python decodes in its own byte order before it complains.
    decoded_text read = decode_utf_16(body, 0, false, memory, end);
    if (read.error.empty() && end >= 2) {
        read.error = describe_decoder_error("utf-16", body, 0, 2, "Stream does not start with BOM");
    }
    return read;
}

} // namespace detail

/// Decodes a body as the server does, in one read to its end.
///
/// UTF-8 is not looked at here: the parser does that, and drops a character that is cut off.
/// @param memory holds text that had to be converted
/// @par Complexity
/// Linear in the body, in time and memory.
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
        return detail::decode_single_bytes(body, false, memory);
    case charset::windows_1252:
        return detail::decode_single_bytes(body, true, memory);
    case charset::utf_16:
        return detail::decode_marked_utf_16(body, memory);
    case charset::utf_16_le:
        return detail::decode_utf_16(body, 0, false, memory, end);
    case charset::utf_16_be:
        return detail::decode_utf_16(body, 0, true, memory, end);
    }
    return {body, {}};
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif

// ---- flaghook/webhook/content_type.hpp
/// @file
/// What the `Content-Type` of a request makes of its body.
#ifndef FLAGHOOK_WEBHOOK_CONTENT_TYPE_HPP
#define FLAGHOOK_WEBHOOK_CONTENT_TYPE_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The parts of a `Content-Type` that the server looks at.
struct content_type {
    /// Whether the server takes the body for JSON: `application/json`, in any letter case, with any
    /// parameters; also `application/*`, `*/json` and `*/*`, as its framework does.
    bool is_json = false;
    /// In which charset the server decodes the body.
    server::detail::charset charset = server::detail::charset::utf_8;

    friend bool operator==(const content_type&, const content_type&) = default;
};

namespace detail {

[[nodiscard]] constexpr std::string_view strip(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\n\r\f\v";
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos
               ? std::string_view()
               : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Takes the next part of a header off its text: up to a semicolon that is not in quotes.
[[nodiscard]] constexpr std::string_view take_part(std::string_view& rest) noexcept {
    bool is_quoted = false;
    std::size_t end = 0;
    for (; end < rest.size(); ++end) {
        const char each = rest[end];
        if (each == '"' && (end == 0 || rest[end - 1] != '\\')) {
            is_quoted = !is_quoted;
        }
        // A part that begins with the semicolon ends there, whatever is in quotes.
        if (each == ';' && (!is_quoted || end == 0)) {
            break;
        }
    }
    // What follows a quotation mark that is never closed belongs to the part.
    const std::string_view part = rest.substr(0, end);
    rest = end < rest.size() ? rest.substr(end + 1) : std::string_view();
    return strip(part);
}

/// The charset that the value of a parameter names.
[[nodiscard]] constexpr server::detail::charset charset_of(std::string_view value) noexcept {
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        value = value.substr(1, value.size() - 2);
    }
    return server::detail::find_charset(value);
}

} // namespace detail

/// Reads a `Content-Type` as Django and its REST framework do. Of a repeated `charset` the last one
/// counts.
/// @par Complexity
/// Linear.
/// @par Source
/// `parse_header_parameters` in https://github.com/django/django/blob/main/django/utils/http.py and
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/utils/mediatypes.py
///
/// @code
/// static_assert(flaghook::parse_content_type("application/json; charset=utf-8").is_json);
/// static_assert(!flaghook::parse_content_type("text/plain").is_json);
/// @endcode
[[nodiscard]] constexpr content_type parse_content_type(std::string_view header) noexcept {
    content_type result;
    std::string_view rest = header;
    const std::string_view type = detail::take_part(rest);
    const std::size_t slash = type.find('/');
    const std::string_view main = type.substr(0, slash);
    const std::string_view sub =
        slash == std::string_view::npos ? std::string_view() : type.substr(slash + 1);
    result.is_json = (main == "*" || server::detail::equal_in_any_case(main, "application")) &&
                     (sub == "*" || server::detail::equal_in_any_case(sub, "json"));
    while (!rest.empty()) {
        const std::string_view part = detail::take_part(rest);
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) {
            continue;
        }
        const std::string_view name = detail::strip(part.substr(0, equals));
        const std::string_view value = detail::strip(part.substr(equals + 1));
        if (server::detail::equal_in_any_case(name, "charset")) {
            result.charset = detail::charset_of(value);
        } else if (server::detail::equal_in_any_case(name, "charset*") &&
                   std::count(part.begin(), part.end(), '\'') == 2) {
            // RFC 8187: charset, language and text.
            result.charset = detail::charset_of(value.substr(value.rfind('\'') + 1));
        }
    }
    return result;
}

/// The text of a request's body in UTF-8, by its `Content-Type`.
/// @param body the raw bytes; an empty body has no type, and stays empty
/// @param header the value of `Content-Type`; none where the header is missing
/// @param memory holds text that had to be converted, as long as the result is used
/// @return the text; or a refusal with status 415 for another media type than JSON, or 400 for
/// bytes that the charset does not have
/// @par Complexity
/// Linear in the body, in time and memory; a body in UTF-8 is neither copied nor looked at.
[[nodiscard]] inline result<std::string_view>
decode_body(std::string_view body, std::optional<std::string_view> header, std::string& memory) {
    if (body.empty()) {
        return body;
    }
    const content_type type = parse_content_type(header.value_or(""));
    if (!type.is_json) {
        std::string words;
        for (const char byte : header.value_or("")) {
            // Servers take the bytes of a header for Latin-1 (PEP 3333).
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
        // Unlike an empty body, an empty text is no JSON.
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
/// What becomes of a webhook request.
#ifndef FLAGHOOK_WEBHOOK_DELIVERY_OUTCOME_HPP
#define FLAGHOOK_WEBHOOK_DELIVERY_OUTCOME_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// What became of a webhook request: as a receiver decides it, and as a sender reads it from the
/// answer.
enum class delivery_outcome : std::uint8_t {
    undecided,              ///< nothing has been decided or read yet; grants nothing
    accepted,               ///< the changes are recorded: 200 or 201 with an empty body
    refused,                ///< bad fields, nothing is recorded: **200** with an error tree
    malformed,              ///< not JSON, nothing is recorded: 400
    unauthorized,           ///< the signature, the secret or the organization is wrong: 401
    not_found,              ///< the URL is wrong: 404
    too_large,              ///< the body is larger than the server or a proxy takes: 413
    unsupported_media_type, ///< the body was not sent as `application/json`: 415
    throttled,              ///< too many requests: 429
    server_error,           ///< the server or a proxy failed: 500 to 599
    unexpected ///< not an answer of Sentry's endpoint: a page, a redirect, a cut answer
};

/// The names of the outcomes, for `to_string` and `from_string`.
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
/// How long a server asks to wait.
#ifndef FLAGHOOK_WEBHOOK_RETRY_AFTER_HPP
#define FLAGHOOK_WEBHOOK_RETRY_AFTER_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The headers of an answer that matter for the next attempt.
struct answer_headers {
    /// The value of `Retry-After`; none where the header is missing.
    std::optional<std::string_view> retry_after{};
    /// The time at which the answer came. Without it, a `Retry-After` that is a date counts as
    /// missing.
    std::optional<std::chrono::sys_seconds> now{};
};

namespace detail {

/// Reads the parts of an HTTP date from left to right; what does not fit fails for good.
class http_date_reader {
public:
    constexpr explicit http_date_reader(std::string_view text) noexcept : rest_(text) {}

    constexpr void skip(std::string_view expected) noexcept {
        good_ = good_ && rest_.starts_with(expected);
        rest_.remove_prefix(good_ ? expected.size() : 0);
    }

    /// Reads as many digits; for `asctime`, the first may be a space.
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

    /// Reads one of the names.
    /// @return its position
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

/// The instant of an HTTP date in one of its three forms; nothing for other text and for dates that
/// do not exist.
///
/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`
/// @param now decides the century of the second form: a year more than 50 years ahead is past
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
        const chrono::year_month_day today{chrono::floor<chrono::days>(now)};
        const int this_year = static_cast<int>(today.year());
        const int read = static_cast<int>(reader.number(2)) + this_year / 100 * 100;
        year = static_cast<unsigned>(read > this_year + 50 ? read - 100 : read);
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

/// The pause that `Retry-After` asks for, in seconds or as a date; nothing where the header is
/// missing or is neither. Of a date that is past, the pause is zero.
/// @par Source
/// https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
///
/// @code
/// static_assert(flaghook::parse_retry_after({.retry_after = "120"}) == std::chrono::minutes{2});
/// @endcode
[[nodiscard]] constexpr std::optional<std::chrono::seconds>
parse_retry_after(const answer_headers& headers) noexcept {
    constexpr std::size_t most_digits = 9;
    if (!headers.retry_after || headers.retry_after->empty()) {
        return std::nullopt;
    }
    const std::string_view text = *headers.retry_after;
    if (text.find_first_not_of("0123456789") != std::string_view::npos) {
        if (!headers.now) {
            return std::nullopt;
        }
        const std::optional<std::chrono::sys_seconds> date =
            detail::read_http_date(text, *headers.now);
        return date ? std::optional(std::max(*date - *headers.now, std::chrono::seconds{0}))
                    : std::nullopt;
    }
    if (text.size() > most_digits) {
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
/// What Sentry's answer to a delivery means.
#ifndef FLAGHOOK_WEBHOOK_DELIVERY_HPP
#define FLAGHOOK_WEBHOOK_DELIVERY_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Whether to send the same request again.
///
/// The server de-duplicates changes only inside one request: what is delivered twice is recorded
/// twice.
enum class retry_advice : std::uint8_t {
    unneeded, ///< the changes are recorded; sending them again would record them twice
    futile,   ///< nothing is recorded, and the same request gets the same answer
    safe,     ///< nothing is recorded, and a later attempt may be accepted
    unsafe    ///< a later attempt may be accepted, but the changes may be recorded already
};

/// The names of the enumerators.
template <>
inline constexpr auto enumerators<retry_advice> = std::to_array<enumerator<retry_advice>>({
    {retry_advice::unneeded, "unneeded"},
    {retry_advice::futile, "futile"},
    {retry_advice::safe, "safe"},
    {retry_advice::unsafe, "unsafe"},
});

/// What became of a delivery, and what to do now.
struct delivery {
    /// What the server made of the request; `undecided` until an answer was read.
    delivery_outcome outcome = delivery_outcome::undecided;
    /// What the server complained of, in the answer's order: of a refused payload at least one, of
    /// a malformed one the detail.
    std::vector<complaint> complaints{};
    /// Whether to send the same request again.
    retry_advice retry = retry_advice::unsafe;
    /// How long the server asks to wait before the next attempt.
    std::optional<std::chrono::seconds> retry_after{};

    /// Whether the changes are recorded.
    [[nodiscard]] bool accepted() const noexcept { return outcome == delivery_outcome::accepted; }

    /// What to do, in a sentence or two, in agreement with `retry`.
    [[nodiscard]] std::string_view advice() const noexcept {
        switch (outcome) {
        case delivery_outcome::accepted:
            return "The changes are recorded; do not send them again.";
        case delivery_outcome::refused:
            return "Nothing is recorded although the status is 200: correct the fields that the "
                   "answer names and send the whole payload again.";
        case delivery_outcome::malformed:
            return "Nothing is recorded: the body is not JSON that Sentry reads. Correct it, sign "
                   "it anew and send it again.";
        case delivery_outcome::unauthorized:
            return "Nothing is recorded: check that the secret is the one registered for the "
                   "generic provider, that exactly the bytes sent were signed, and that the "
                   "organization in the URL exists.";
        case delivery_outcome::not_found:
            return "Nothing is recorded: check the URL, that is the organization, the provider "
                   "`generic` and the slash at the end.";
        case delivery_outcome::too_large:
            return "Nothing is recorded: send the changes in several smaller payloads.";
        case delivery_outcome::unsupported_media_type:
            return "Nothing is recorded: send the same body with the header Content-Type: "
                   "application/json.";
        case delivery_outcome::throttled:
            return "Nothing is recorded: send the same request again later, after the time that "
                   "Retry-After names.";
        case delivery_outcome::server_error:
            return retry == retry_advice::safe
                       ? "Nothing is recorded: send the same request again later, with growing "
                         "pauses."
                       : "The changes may have been recorded already: look into Sentry's audit "
                         "log, or send the same request again and accept that they may be recorded "
                         "twice.";
        case delivery_outcome::unexpected:
            return "This is not an answer of Sentry's endpoint: check the URL and what is between "
                   "you and Sentry. Do not count the changes as recorded; they may have been.";
        case delivery_outcome::undecided:
            break;
        }
        return "No answer was read. The changes may have been recorded already.";
    }
};

/// Reads what Sentry, or something between, answered to a delivery.
///
/// **Status 200 is no success by itself**: with a body it means that the payload was refused and
/// nothing was recorded.
/// @param status the HTTP status
/// @param body the body of the answer, any bytes, but all of them: a refusal that was cut off
/// before its body looks like an acceptance. A client that does not tell a whole answer from one
/// that the end of the connection cut must not ask (libcurl does not tell where the headers were
/// cut).
/// @param headers those of the answer that matter
/// @par Complexity
/// Linear in the body, in time and memory: an error tree whose messages' paths are together more
/// than 16 times as long as the answer, which is none of Sentry's, is read as `unexpected`, as is
/// a body of more than 16 MiB.
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
        // Only "unavailable" says that the request was not worked on.
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
/// A change id for those who have no 64-bit sequence.
#ifndef FLAGHOOK_WEBHOOK_DERIVE_CHANGE_ID_HPP
#define FLAGHOOK_WEBHOOK_DERIVE_CHANGE_ID_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A stable, positive id from any text that names one change: the key of a row in your log, a
/// UUID, `flag:version`, or a text that all environments of one change share.
///
/// The first eight octets of SHA-256 of the key's bytes, read as a big-endian number without its
/// highest bit, and 1 instead of 0. The range, 1 ... 2^63-1, is what every language's 64-bit
/// integer holds. In Python:
///
/// @code{.py}
/// int.from_bytes(hashlib.sha256(key).digest()[:8], "big") & 0x7FFFFFFFFFFFFFFF or 1
/// @endcode
///
/// Two different keys have the same id once in 2^63; among a million keys of one *request*, where
/// alone ids are compared, some pair does with a chance of 1 in 18 million.
/// @param key any bytes; texts are to be UTF-8, so that other languages derive the same id
/// @return the id, or the error of the back end
/// @par Complexity
/// Linear; nothing is allocated, unless the back end does.
///
/// @par Example
/// @code
/// change.id = flaghook::derive_change_id("checkout:17").value(); // 6580980600697193345
/// @endcode
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

// In the namespace that says which choice it was, as the two functions are not the same.
#ifdef FLAGHOOK_CRYPTO_OPENSSL
inline namespace by_openssl {
#else
inline namespace by_mbedtls {
#endif

/// The same by the crypto library that is used where none is named.
[[nodiscard]] inline boost::system::result<change_id> derive_change_id(std::string_view key) {
    return flaghook::derive_change_id<default_backend>(key);
}

} // namespace by_openssl or by_mbedtls

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/webhook/endpoint_error.hpp
/// @file
/// What can be wrong with the URL of a webhook.
#ifndef FLAGHOOK_WEBHOOK_ENDPOINT_ERROR_HPP
#define FLAGHOOK_WEBHOOK_ENDPOINT_ERROR_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Why a text is not the URL of the generic provider's webhook.
enum class endpoint_error {
    /// The URL has more than 2,048 characters.
    too_long = 1,
    /// A space, a control character, a character outside ASCII, or one that no URL has.
    invalid_character,
    /// The URL begins with neither of the schemes `https` and `http`.
    not_http,
    /// `http` to a host that is not this machine: anybody on the way could read and repeat it.
    insecure,
    /// A user name or password stands before the host. The request is authorized by its signature.
    has_credentials,
    /// There is a `?`: the webhook takes no query.
    has_query,
    /// There is a `#`: a fragment is never sent.
    has_fragment,
    /// The host is empty, or is no name and no address.
    invalid_host,
    /// The port is no number from 1 to 65535.
    invalid_port,
    /// The host takes events (a DSN's host), not webhooks.
    ingestion_host,
    /// The path is not that of a flags webhook.
    wrong_path,
    /// The organization is empty, or is neither a slug nor a number.
    invalid_organization,
    /// The path is that of another provider, whose payloads and signatures are other ones.
    other_provider,
    /// The slash at the end is missing; without it Sentry has no such page.
    no_final_slash,
};

/// The names of the errors.
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

/// The category of `endpoint_error`.
class endpoint_error_category final : public boost::system::error_category {
public:
    /// The number makes two copies of the category equal; see `signature_error_category`.
    constexpr endpoint_error_category() noexcept : error_category(0x9a4c1e7735d20b68) {}

    /// @return "flaghook.endpoint"
    const char* name() const noexcept override { return "flaghook.endpoint"; }

    /// @return what is wrong and what to do about it.
    std::string message(int value) const override { return text(value); }

    /// The same text without allocating.
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
            return "the URL has a character that is not allowed there; write other hosts than "
                   "ASCII ones in their xn-- form, and nothing percent-encoded";
        case endpoint_error::not_http:
            return "the URL must begin with https://";
        case endpoint_error::insecure:
            return "the URL must begin with https:// unless the host is this machine: over http "
                   "anybody on the way can read the changes and send them again";
        case endpoint_error::has_credentials:
            return "the URL must not carry a user name or a password; a webhook is authorized by "
                   "its signature alone";
        case endpoint_error::has_query:
            return "the URL must not have a query (?); the webhook takes none";
        case endpoint_error::has_fragment:
            return "the URL must not have a fragment (#); it would never be sent";
        case endpoint_error::invalid_host:
            return "the URL has no valid host; expected a name such as sentry.io, an IPv4 address, "
                   "or an IPv6 address in brackets";
        case endpoint_error::invalid_port:
            return "the URL's port is not a number from 1 to 65535";
        case endpoint_error::ingestion_host:
            return "the host is that of a DSN, which takes events and no webhooks; use sentry.io, "
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
            return "the slash at the URL's end is missing; without it Sentry answers 404";
        }
        return "unknown flaghook.endpoint error";
    }
};

/// @return the only instance of the category.
inline const boost::system::error_category& endpoint_category() noexcept {
    static constinit const endpoint_error_category instance;
    return instance;
}

/// Found by `boost::system::error_code` when an `endpoint_error` is assigned to it.
inline boost::system::error_code make_error_code(endpoint_error error) noexcept {
    return {static_cast<int>(error), endpoint_category()};
}

} // namespace flaghook::inline FLAGHOOK_ABI

/// Lets an `endpoint_error` become a `boost::system::error_code` by itself.
template <>
struct boost::system::is_error_code_enum<flaghook::endpoint_error> : std::true_type {};

#endif

// ---- flaghook/webhook/endpoint.hpp
/// @file
/// Where a webhook is sent: the URL, checked.
#ifndef FLAGHOOK_WEBHOOK_ENDPOINT_HPP
#define FLAGHOOK_WEBHOOK_ENDPOINT_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// The URL of the generic provider's webhook, proven to be one:
///
/// @code{.unparsed}
/// https://<host>[:<port>]/api/0/organizations/<slug or number>/flags/hooks/provider/generic/
/// @endcode
///
/// The host is `sentry.io`, a region's (`us.sentry.io`, `de.sentry.io`), an organization's
/// (`acme.sentry.io`) or your own; a self-hosted Sentry may stand below a path. `http` is taken for
/// this machine alone (`localhost`, names below it, 127.0.0.0/8, `[::1]`). Nothing is decoded,
/// resolved or normalized: what is accepted is sent as it is.
///
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md and
/// https://www.rfc-editor.org/rfc/rfc3986
///
/// @par Example
/// @code
/// const auto endpoint = flaghook::endpoint::make("acme", "https://us.sentry.io");
/// const auto configured = flaghook::endpoint::from_url(settings["sentry_url"]);
/// if (!configured) {
///     log(configured.error().message()); // "the slash at the URL's end is missing; ..."
/// }
/// @endcode
class endpoint {
public:
    /// The most characters of a URL.
    static constexpr std::size_t max_size = 2048;

    /// Checks a URL, as Sentry's settings show it.
    /// @return the endpoint, or the first `endpoint_error`. Linear in the length.
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

    /// Builds the URL of an organization's webhook.
    /// @param organization the slug or the number
    /// @param server scheme and host, perhaps with a port or a path below which Sentry stands
    /// @return the endpoint, or the first `endpoint_error`
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

    /// The whole URL.
    [[nodiscard]] const std::string& url() const noexcept { return url_; }

    /// The host, with the brackets of an IPv6 address, without the port.
    [[nodiscard]] std::string_view host() const noexcept { return part(host_); }

    /// The organization's slug or number.
    [[nodiscard]] std::string_view organization() const noexcept { return part(organization_); }

    /// Whether the host is this machine.
    [[nodiscard]] bool is_loopback() const noexcept { return is_loopback(host()); }

    friend bool operator==(const endpoint& left, const endpoint& right) noexcept {
        return left.url_ == right.url_;
    }

private:
    /// Where a part of the URL stands. Positions stay true when an endpoint is copied or moved.
    struct range {
        std::size_t begin = 0;
        std::size_t size = 0;
    };

    static constexpr std::string_view before_organization = "/api/0/organizations/";
    static constexpr std::string_view before_provider = "/flags/hooks/provider/";
    static constexpr std::string_view after_organization = "/flags/hooks/provider/generic/";

    endpoint() = default;

    [[nodiscard]] std::string_view part(range where) const noexcept {
        const std::string_view whole = url_;
        // One that was moved from has nothing.
        return where.begin <= whole.size() ? whole.substr(where.begin, where.size)
                                           : std::string_view();
    }

    [[nodiscard]] boost::system::error_code read(std::string_view url) {
        // '\' is no character of a URL, but some clients read it as '/', and the host ends there.
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
            // A point at the end names the root of all names; no certificate is made out to that.
            if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-' ||
                !std::all_of(label.begin(), label.end(), [](char one) {
                    return is_letter(one) || is_digit(one) || one == '-';
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
        // 127.0.0.0/8, in the usual form of four numbers only.
        int numbers = 1;
        int value = -1;
        for (const char one : host) {
            if (one == '.') {
                ++numbers;
                value = -1;
            } else if (is_digit(one)) {
                value = (value < 0 ? 0 : value * 10) + (one - '0');
            } else {
                return false;
            }
            if (value > 255) {
                return false;
            }
        }
        return host.starts_with("127.") && numbers == 4 && value >= 0;
    }

    /// `o1.ingest.sentry.io`, `o1.ingest.us.sentry.io`: where a DSN points.
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

    /// The path below which a self-hosted Sentry may stand: nothing, or plain segments. A segment
    /// of points would lead a client elsewhere.
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
        return !text.empty() && std::all_of(text.begin(), text.end(), [](char one) {
            return (one >= 'a' && one <= 'z') || is_digit(one) || one == '-' || one == '_';
        });
    }

    /// A single segment, with or without a slash at its end.
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
/// What Sentry answers to a request, and records.
#ifndef FLAGHOOK_WEBHOOK_REPLY_HPP
#define FLAGHOOK_WEBHOOK_REPLY_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// How bodies are parsed and answered.
struct receiver_options {
    /// What a body may cost.
    parse_limits limits{};
    /// How errors of a list's items are written.
    tree_form form = tree_form::list;
    /// Whether replies report where an accepted body departs from the documentation.
    bool deviations = false;
};

/// The answer to one request, and what it records.
///
/// Begins as undecided, which is answered with status 500; so does one that was moved from. A reply
/// whose rows are views is neither copied nor moved.
/// @tparam Version the protocol version of the rows
///
/// @par Example
/// @snippet receiver.cpp receiver
template <blueprint::version Version>
class basic_reply {
public:
    /// A change as it is recorded.
    using row_type = typename decltype(Version::payload_type::data)::value_type;

    /// Nothing decided.
    basic_reply() = default;

    /// What becomes of the request.
    [[nodiscard]] delivery_outcome outcome() const noexcept { return outcome_.get(); }

    /// Whether Sentry records the changes. **Status 200 alone does not say so.**
    [[nodiscard]] bool accepted() const noexcept { return outcome() == delivery_outcome::accepted; }

    /// The HTTP status of the answer: 200 for a payload, good or bad; 400 for malformed JSON, 401
    /// for a wrong signature, 413 for a limit of this library, 415 for another media type than
    /// JSON, 500 where the server fails or nothing is decided.
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

    /// The body of the answer: empty for accepted changes and for status 500, otherwise JSON, to be
    /// sent as `application/json`.
    [[nodiscard]] const std::string& answer() const& noexcept { return answer_; }
    /// The same, moved out of a reply that is not needed any more.
    [[nodiscard]] std::string answer() && noexcept { return std::move(answer_); }

    /// What is recorded: the payload's changes, of those with equal ids the first. Empty unless the
    /// payload is accepted. Valid as long as the reply, and views as long as what they look at.
    [[nodiscard]] std::span<const row_type> rows() const& noexcept {
        return accepted() ? std::span<const row_type>(parsed_->data) : std::span<const row_type>();
    }
    /// The same rows, moved out of a reply that is not needed any more.
    [[nodiscard]] std::vector<row_type> rows() && noexcept {
        return accepted() ? std::move(parsed_.payload_.data) : std::vector<row_type>();
    }

    /// Why the payload is refused, in the server's order; empty for other outcomes than a refusal
    /// of the body.
    [[nodiscard]] const std::vector<issue>& issues() const& noexcept {
        return parsed_.error().issues();
    }
    /// The same, moved out of a reply that is not needed any more.
    [[nodiscard]] std::vector<issue> issues() && noexcept {
        return std::move(parsed_.refusal_).issues();
    }

    /// Where the body departs from the documentation, if `receiver_options::deviations` asks for
    /// it.
    [[nodiscard]] const std::vector<deviation>& deviations() const& noexcept {
        return parsed_.deviations();
    }
    /// The same, moved out of a reply that is not needed any more.
    [[nodiscard]] std::vector<deviation> deviations() && noexcept {
        return std::move(parsed_.deviations_);
    }

    /// Why a request is unauthorized: a `signature_error`. For the receiver's log; the sender is
    /// not told.
    [[nodiscard]] const boost::system::error_code& reason() const noexcept { return reason_; }

private:
    template <blueprint::version>
    friend class basic_answerer;

    json::detail::taken_by_move<delivery_outcome> outcome_{};
    std::string answer_{};
    parsed<Version> parsed_{};
    boost::system::error_code reason_{};
};

/// Answers one payload after the other and keeps its memory: a body like the ones before costs no
/// allocation. For bodies whose signature was verified, or needs no verifying; `answer` is simpler
/// for a single one.
///
/// Threads: one at a time. Neither copied nor moved, since replies refer to it.
/// @tparam Version the protocol version to read. With `blueprint::latest_borrowed` the rows' texts
/// are views; see `parser`.
///
/// @par Example
/// @snippet views.cpp views
template <blueprint::version Version>
class basic_answerer {
public:
    /// The type of replies.
    using reply = basic_reply<Version>;

    /// @param options limits on bodies, and the form of answers
    explicit basic_answerer(const receiver_options& options = {}) noexcept
        : parser_({.limits = options.limits, .deviations = options.deviations}),
          form_(options.form) {}

    basic_answerer(const basic_answerer&) = delete;
    basic_answerer& operator=(const basic_answerer&) = delete;
    ~basic_answerer() = default;

    /// What Sentry answers to a payload whose signature fits, and records.
    /// @param body any bytes; with views it has to outlive the reply
    /// @return a reply that is valid until the next call
    /// @throws std::bad_alloc only; the reply is undecided then
    /// @par Complexity
    /// Linear in the body, in time and memory.
    template <body_for<Version> Body>
    [[nodiscard]] const reply& answer(Body&& body) {
        decide(std::string_view(body));
        return reply_;
    }

    /// The answer to a request whose signature does not fit or is missing, and equally to one for
    /// an organization that does not exist.
    /// @param reason for the receiver's log
    /// @return a reply that is valid until the next call
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

    /// The answer to a request whose body was refused before its fields were read; see
    /// `decode_body`.
    /// @return a reply that is valid until the next call
    [[nodiscard]] const reply& refuse(const refusal& refused) {
        begin();
        reply_.parsed_.is_accepted_ = false;
        reply_.parsed_.deviations_.clear();
        reply_.parsed_.refusal_ = refused;
        reply_.answer_ = refused.answer(form_);
        reply_.outcome_ = outcome_of(refused.status());
        return reply_;
    }

    /// The last reply, for keeping.
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

/// What Sentry answers to a payload whose signature fits, and records.
/// @tparam Version the protocol version to read
/// @param body any bytes
/// @param options limits on bodies, and the form of answers
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the body, in time and memory.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/endpoints/hooks.py
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
/// Answers webhook requests as Sentry does.
#ifndef FLAGHOOK_WEBHOOK_RECEIVER_HPP
#define FLAGHOOK_WEBHOOK_RECEIVER_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Answers webhook requests as Sentry does, in Sentry's order: the signature (401), the media type
/// (415), the JSON (400), the fields (200 with an error tree), the rows (200 with an empty body).
///
/// Immutable: any number of threads may use one receiver.
/// @tparam Version the protocol version to read
/// @tparam Backend the crypto back end of the verifier
///
/// @par Example
/// @snippet receiver.cpp receiver
template <blueprint::version Version, crypto::hmac_sha256 Backend>
class basic_receiver {
public:
    /// The type of replies.
    using reply = basic_reply<Version>;

    /// Answers one request after the other and keeps its memory: a request like the ones before
    /// costs no allocation. Rows may be views (`borrowing_receiver`).
    ///
    /// Threads: one session belongs to one thread. Neither copied nor moved, since replies refer to
    /// it. Does not outlive its receiver.
    class session {
    public:
        /// @param of the receiver that decides
        explicit session(const basic_receiver& of) noexcept
            : receiver_(of), answerer_(of.options_) {}
        /// The receiver has to outlive the session.
        explicit session(const basic_receiver&&) = delete;

        session(const session&) = delete;
        session& operator=(const session&) = delete;
        ~session() = default;

        /// Answers a request.
        /// @param body the raw bytes that came, before anything decoded or changed them; with
        /// views they have to outlive the reply
        /// @param headers those of the request
        /// @return a reply that is valid until the next call
        template <body_for<Version> Body>
        [[nodiscard]] const reply& receive(Body&& body, const received_headers& headers) {
            return decide(std::string_view(body), headers);
        }
        /// The same with all headers of the request.
        template <body_for<Version> Body, header_range Headers>
        [[nodiscard]] const reply& receive(Body&& body, const Headers& headers) {
            const boost::system::result<received_headers> found = received_headers::from(headers);
            return found ? decide(std::string_view(body), *found)
                         : answerer_.unauthorized(found.error());
        }

    private:
        friend basic_receiver;

        [[nodiscard]] const reply& decide(std::string_view body, const received_headers& headers) {
            // A body over the limit is refused unread: the sender must not command its hashing.
            if (body.size() > receiver_.options_.limits.body_size) {
                return answerer_.answer(body);
            }
            if (!receiver_.verifier_.verify(body, headers.signature, memory_)) {
                // It may have a digest that would sign this body.
                memory_ = {};
                return answerer_.unauthorized(headers.signature ? signature_error::mismatch
                                                                : signature_error::header_missing);
            }
            const result<std::string_view> text = decode_body(body, headers.content_type, text_);
            return text ? answerer_.answer(*text) : answerer_.refuse(text.error());
        }

        const basic_receiver& receiver_;
        typename basic_verifier<Backend>::workspace memory_;
        /// A body that is not in UTF-8, in UTF-8.
        std::string text_;
        basic_answerer<Version> answerer_;
    };

    /// @param verifier checks signatures with the secrets that are valid now
    /// @param options limits on bodies, and the form of answers
    explicit basic_receiver(basic_verifier<Backend> verifier, const receiver_options& options = {})
        : verifier_(std::move(verifier)), options_(options) {}

    /// Makes a receiver with the secrets that are valid now.
    /// @param secrets 1 to 16 of them; only read, they may be destroyed afterwards
    /// @param options limits on bodies, and the form of answers
    /// @return the receiver, or the error of `basic_verifier::make`
    [[nodiscard]] static boost::system::result<basic_receiver>
    make(std::span<const secret> secrets, const receiver_options& options = {}) {
        boost::system::result<basic_verifier<Backend>> made =
            basic_verifier<Backend>::make(secrets);
        if (!made) {
            return made.error();
        }
        return basic_receiver(*std::move(made), options);
    }
    /// The same for a single secret.
    [[nodiscard]] static boost::system::result<basic_receiver>
    make(const secret& only, const receiver_options& options = {}) {
        return make(std::span(&only, 1), options);
    }

    /// Answers one request.
    /// @param body the raw bytes that came, before anything decoded or changed them
    /// @param headers those of the request
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in the body, in time and memory.
    [[nodiscard]] reply receive(std::string_view body, const received_headers& headers) const
        requires(!borrows_text<Version>) {
        session once(*this);
        static_cast<void>(once.receive(body, headers));
        return std::move(once.answerer_).take();
    }
    /// The same with all headers of the request.
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
/// A memory of the change ids that were seen lately, for receivers that want each change once.
///
/// Nothing in the protocol keeps somebody who saw a request from sending it again: the signature
/// covers the body and neither a time nor a number of its own, and the server de-duplicates ids
/// inside of one request only
/// (https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md). Sentry itself
/// records such a repetition once more. A receiver that does not want to can keep this guard
/// beside its `receiver`.
///
/// The guard forgets after a while, or it could not be bounded. A receiver that also refuses
/// changes whose `created_at` is half of the guard's window or more away from now, before or after,
/// has closed the door: what the guard has forgotten is refused for its age, as long as no more
/// changes than its capacity come in one window. The price is that honest late deliveries are
/// refused too.
#ifndef FLAGHOOK_WEBHOOK_REPLAY_GUARD_HPP
#define FLAGHOOK_WEBHOOK_REPLAY_GUARD_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// How much a `replay_guard` remembers.
struct replay_guard_options {
    /// The most ids that are remembered, from 1 to 2^30; one more displaces the oldest. An id takes
    /// 40 to 48 bytes, all of them allocated at the start.
    std::size_t capacity = 65'536;
    /// For how long an id is remembered after it was first seen.
    std::chrono::nanoseconds window = std::chrono::hours{1};
};

/// Tells ids that were not seen before from those that were.
///
/// An id is known from its first sighting until `window` has passed, `capacity` others were
/// admitted after it, or it was forgotten on request, whichever comes first. One that was forgotten
/// and is admitted again counts among the others again. Ids are the senders' own: keep one guard
/// for each organization and provider, as Sentry keeps their changes apart.
///
/// Threads: any number of them may call everything at the same time. Of several that bring the same
/// id at once exactly one is told that it is new.
///
/// Neither copied nor moved. After construction nothing is allocated and nothing fails.
///
/// @par Complexity
/// Constant per id, on average over calls and ids: the first call after a pause also drops what was
/// outlived meanwhile. The table's order depends on the address of its memory, which the owner of a
/// secret who makes ids up to collide would have to know.
///
/// @par Example
/// @code
/// auto reply = receiver.receive(body, signature);
/// guard.keep_new(reply.rows);
/// if (!store(reply.rows)) {
///     guard.forget(reply.rows); // so that the sender's next attempt counts
/// }
/// @endcode
class replay_guard {
public:
    /// Not the time of day, which can be set back.
    using clock = std::chrono::steady_clock;

    /// @param options a capacity out of range is brought to the nearest end of it
    explicit replay_guard(const replay_guard_options& options = {})
        : window_(options.window),
          sightings_(std::clamp(options.capacity, std::size_t{1}, largest_capacity)),
          table_(std::bit_ceil(sightings_.size() * 2), nobody) {}

    replay_guard(const replay_guard&) = delete;
    replay_guard& operator=(const replay_guard&) = delete;

    /// @param now when the id came; a time before that of an earlier call counts as that time
    /// @return whether the id was not known; from now on it is.
    [[nodiscard]] bool admit(const change_id& id, clock::time_point now = clock::now()) noexcept {
        const std::lock_guard exclusive(guard_);
        forget_outlived(now);
        return remember(id);
    }

    /// Removes the changes whose ids are known, and those whose id an earlier change of the list
    /// has. The ids of the others are known from now on.
    /// @return how many changes were removed
    template <identified Change>
    std::size_t keep_new(std::vector<Change>& changes, clock::time_point now = clock::now()) {
        const std::lock_guard exclusive(guard_);
        forget_outlived(now);
        return std::erase_if(changes, [this](const Change& each) { return !remember(each.id); });
    }

    /// Makes ids new again, for a receiver that could not store what it was given.
    template <identified Change>
    void forget(const std::vector<Change>& changes) noexcept {
        const std::lock_guard exclusive(guard_);
        for (const Change& each : changes) {
            forget_one(each.id);
        }
    }

    /// The same for one id.
    void forget(const change_id& id) noexcept {
        const std::lock_guard exclusive(guard_);
        forget_one(id);
    }

private:
    static constexpr std::size_t largest_capacity = std::size_t{1} << 30U;
    static constexpr std::uint32_t nobody = ~std::uint32_t{0};

    struct sighting {
        change_id id{};
        clock::time_point time{};
        /// Whether the id is known, and not forgotten on request.
        bool known = false;
    };

    /// The place in the table where the search for an id begins.
    [[nodiscard]] std::size_t home(const change_id& id) const noexcept {
        std::uint64_t bits = id.bits() ^ reinterpret_cast<std::uintptr_t>(table_.data());
        for (int round = 0; round < 2; ++round) {
            bits = (bits ^ bits >> 32U) * 0x9E3779B97F4A7C15U;
        }
        return static_cast<std::size_t>(bits >> 32U) & (table_.size() - 1);
    }

    /// The place where an id is, or where it would be entered.
    [[nodiscard]] std::size_t find(const change_id& id) const noexcept {
        std::size_t place = home(id);
        while (table_[place] != nobody && sightings_[table_[place]].id != id) {
            place = next(place);
        }
        return place;
    }

    [[nodiscard]] std::size_t next(std::size_t place) const noexcept {
        return (place + 1) & (table_.size() - 1);
    }

    /// How many steps it is from one place to another.
    [[nodiscard]] std::size_t way(std::size_t from, std::size_t to) const noexcept {
        return (to + table_.size() - from) & (table_.size() - 1);
    }

    bool remember(const change_id& id) noexcept {
        if (table_[find(id)] != nobody) {
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

    void forget_outlived(clock::time_point now) noexcept {
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
        const std::size_t place = find(id);
        if (table_[place] == nobody) {
            return;
        }
        sightings_[table_[place]].known = false;
        close_gap(place);
    }

    /// Takes an entry out of the table, and moves those behind it up that could not be found across
    /// the gap.
    void close_gap(std::size_t gap) noexcept {
        for (std::size_t place = next(gap); table_[place] != nobody; place = next(place)) {
            if (way(home(sightings_[table_[place]].id), place) >= way(gap, place)) {
                table_[gap] = table_[place];
                gap = place;
            }
        }
        table_[gap] = nobody;
    }

    std::mutex guard_;
    const std::chrono::nanoseconds window_;
    /// What was seen, oldest first, as a ring that begins at `oldest_`.
    std::vector<sighting> sightings_;
    /// Open addressing over the ring's indexes; half of it is always free.
    std::vector<std::uint32_t> table_;
    std::size_t oldest_ = 0;
    std::size_t count_ = 0;
    /// The latest time that was heard of.
    clock::time_point now_ = clock::time_point::min();
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/webhook/request.hpp
/// @file
/// The request that carries a payload to Sentry.
#ifndef FLAGHOOK_WEBHOOK_REQUEST_HPP
#define FLAGHOOK_WEBHOOK_REQUEST_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// A header of a request: its name and its value.
struct header {
    /// The name, in the letter case of the documentation.
    std::string_view name;
    /// The value, without white space around it.
    std::string_view value;
};

/// Everything that an HTTP client needs for one webhook request; it is sent with `POST`.
///
/// The signature covers the exact bytes of `body`: send them as they are. A client that parses and
/// writes the JSON again sends a body that the signature does not fit.
class request {
public:
    /// A request of parts that were made elsewhere; `make_request` makes them.
    /// @param to where the request goes
    /// @param body the bytes to send
    /// @param signed_with the signature of `body`
    request(const endpoint& to, std::string body, const signature& signed_with)
        : url_(to.url()), body_(std::move(body)), signed_with_(signed_with) {}

    /// Where the request goes.
    [[nodiscard]] const std::string& url() const noexcept { return url_; }

    /// The bytes to send.
    [[nodiscard]] const std::string& body() const noexcept { return body_; }

    /// The signature of `body`.
    [[nodiscard]] const signature& signed_with() const noexcept { return signed_with_; }

    /// The headers that Sentry looks at: `Content-Type` and `X-Sentry-Signature`. The values live
    /// as long as the request.
    [[nodiscard]] std::array<header, 2> headers() const noexcept {
        return {header{"Content-Type", "application/json"},
                header{signature_header, signed_with_.hex()}};
    }

private:
    std::string url_;
    std::string body_;
    signature signed_with_;
};

/// Builds the request for a payload: writes the body, checks it, and signs exactly its bytes.
/// @tparam Version the protocol version to write
/// @param to the webhook, as Sentry's settings show it
/// @param content the payload
/// @param signing signs with the registered secret
/// @return the request; or, with nothing signed, why Sentry would refuse the payload. If the back
/// end fails to sign, the refusal has status 0 and the issue `not_signed`.
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in the payload.
/// @par Source
/// https://docs.sentry.io/product/issues/issue-details/feature-flags/#generic
///
/// @par Example
/// @snippet sender.cpp sender
template <blueprint::version Version = blueprint::latest, crypto::hmac_sha256 Backend>
[[nodiscard]] result<request> make_request(const endpoint& to,
                                           const typename Version::payload_type& content,
                                           const basic_signer<Backend>& signing) {
    result<std::string> body = serialize<Version>(content);
    if (!body) {
        return std::move(body).error();
    }
    const boost::system::result<signature> signed_with = signing.sign(*body);
    if (!signed_with) {
        return refusal(
            0, {issue(field_location{}, issue_code::not_signed, signed_with.error().message())});
    }
    return request(to, *std::move(body), *signed_with);
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif

// ---- flaghook/flaghook.hpp
/// @file
/// The umbrella: all of flaghook, with the default crypto back end.
///
/// A program that needs less includes less. `json/parse.hpp` and `json/serialize.hpp` need no
/// library, only Boost's headers; `webhook/receiver.hpp`, `webhook/request.hpp` and
/// `signature/default_backend.hpp` need a crypto library. None of them needs Boost.JSON.
#ifndef FLAGHOOK_FLAGHOOK_HPP
#define FLAGHOOK_FLAGHOOK_HPP

namespace flaghook::inline FLAGHOOK_ABI {

/// Answers requests of the newest protocol version, with the default crypto back end.
using receiver = basic_receiver<blueprint::latest, default_backend>;

/// The answer of a `receiver`.
using reply = receiver::reply;

/// Answers payloads without looking at signatures, and keeps its memory.
using answerer = basic_answerer<blueprint::latest>;

/// A receiver whose rows have views into the body; see `basic_receiver::session`.
using borrowing_receiver = basic_receiver<blueprint::latest_borrowed, default_backend>;

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
