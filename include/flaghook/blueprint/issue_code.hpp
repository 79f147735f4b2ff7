/// @file
/// The codes of issues.
#ifndef FLAGHOOK_BLUEPRINT_ISSUE_CODE_HPP
#define FLAGHOOK_BLUEPRINT_ISSUE_CODE_HPP

#include <flaghook/version.hpp>

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
    more_issues                       ///< says how many issues over the limit are left out
};

/// The code's name: for Django REST framework's codes, their own text.
[[nodiscard]] constexpr std::string_view to_string(issue_code code) noexcept {
    switch (code) {
    case issue_code::required:
        return "required";
    case issue_code::null:
        return "null";
    case issue_code::invalid:
        return "invalid";
    case issue_code::not_a_list:
        return "not_a_list";
    case issue_code::invalid_choice:
        return "invalid_choice";
    case issue_code::blank:
        return "blank";
    case issue_code::max_length:
        return "max_length";
    case issue_code::min_length:
        return "min_length";
    case issue_code::null_characters_not_allowed:
        return "null_characters_not_allowed";
    case issue_code::surrogate_characters_not_allowed:
        return "surrogate_characters_not_allowed";
    case issue_code::max_string_length:
        return "max_string_length";
    case issue_code::overflow:
        return "overflow";
    case issue_code::parse_error:
        return "parse_error";
    case issue_code::out_of_range:
        return "out_of_range";
    case issue_code::invalid_utf8:
        return "invalid_utf8";
    case issue_code::too_large:
        return "too_large";
    case issue_code::too_deep:
        return "too_deep";
    case issue_code::too_many_items:
        return "too_many_items";
    case issue_code::more_issues:
        return "more_issues";
    }
    return "unknown";
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
