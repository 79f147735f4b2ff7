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
