/// @file
/// Text that Python and the framework's renderer write for a value.
#ifndef FLAGHOOK_FUZZ_ORACLE_PYTHON_TEXT_HPP
#define FLAGHOOK_FUZZ_ORACLE_PYTHON_TEXT_HPP

#include "oracle/python_json.hpp"

#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// Returns whether a number is written as an integer.
[[nodiscard]] bool is_integer(const json_value& number);

/// Returns `type(value).__name__`.
[[nodiscard]] std::string python_type(const json_value& value);

/// Returns `str(value)`.
[[nodiscard]] std::u32string python_str(const json_value& value);

/// Returns a text as the framework's renderer writes it, with its quotation marks.
/// @par Source
/// `JSONRenderer` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/renderers.py
[[nodiscard]] std::string rendered(std::u32string_view text);

} // namespace flaghook::fuzz

#endif
