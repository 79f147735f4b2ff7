/// @file
/// The rule of text fields.
#ifndef FLAGHOOK_BLUEPRINT_TEXT_HPP
#define FLAGHOOK_BLUEPRINT_TEXT_HPP

#include <flaghook/blueprint/deviation_code.hpp>
#include <flaghook/blueprint/issue_code.hpp>
#include <flaghook/blueprint/rule.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/message.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

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
