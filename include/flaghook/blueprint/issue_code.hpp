/// @file
/// The codes of issues.
#ifndef FLAGHOOK_BLUEPRINT_ISSUE_CODE_HPP
#define FLAGHOOK_BLUEPRINT_ISSUE_CODE_HPP

#include <flaghook/enumeration.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <cstdint>
#include <string_view>

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
