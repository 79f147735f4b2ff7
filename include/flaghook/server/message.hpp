/// @file
/// The server's messages for invalid values.
#ifndef FLAGHOOK_SERVER_MESSAGE_HPP
#define FLAGHOOK_SERVER_MESSAGE_HPP

#include <flaghook/version.hpp>

#include <cstddef>
#include <string>
#include <string_view>

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
