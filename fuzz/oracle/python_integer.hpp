/// @file
/// A second implementation of the server's integer field. It works in decimal, without 64-bit
/// arithmetic.
#ifndef FLAGHOOK_FUZZ_ORACLE_PYTHON_INTEGER_HPP
#define FLAGHOOK_FUZZ_ORACLE_PYTHON_INTEGER_HPP

#include <optional>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// Returns the integer that an integer field reads, as decimal text without leading zeros; nothing
/// if the field reports `invalid`.
/// @par Source
/// `IntegerField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
[[nodiscard]] std::optional<std::string> integer_of(std::u32string_view text);

/// Returns whether `left` is the larger number. Both are decimal digits without leading zeros.
[[nodiscard]] bool exceeds(std::string_view left, std::string_view right);

} // namespace flaghook::fuzz

#endif
