/// @file
/// What Python, and the renderer of the framework, write of a value.
#ifndef FLAGHOOK_FUZZ_ORACLE_PYTHON_TEXT_HPP
#define FLAGHOOK_FUZZ_ORACLE_PYTHON_TEXT_HPP

#include "oracle/python_json.hpp"

#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// Whether a number is written as an integer.
[[nodiscard]] bool is_integer(const json_value& number);

/// What `type(value).__name__` is.
[[nodiscard]] std::string python_type(const json_value& value);

/// What `str(value)` is.
[[nodiscard]] std::u32string python_str(const json_value& value);

/// A text as the framework's renderer writes it, with its quotation marks.
/// @par Source
/// `JSONRenderer` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/renderers.py
[[nodiscard]] std::string rendered(std::u32string_view text);

} // namespace flaghook::fuzz

#endif
