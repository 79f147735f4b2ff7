/// @file
/// What the server's integer field makes of a text, written down a second time: in decimal, without
/// 64-bit arithmetic.
#ifndef FLAGHOOK_FUZZ_ORACLE_PYTHON_INTEGER_HPP
#define FLAGHOOK_FUZZ_ORACLE_PYTHON_INTEGER_HPP

#include <optional>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// The integer that an integer field reads, as decimal text without leading zeros; nothing where it
/// says `invalid`.
/// @par Source
/// `IntegerField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py
[[nodiscard]] std::optional<std::string> integer_of(std::u32string_view text);

/// Whether `left`, decimal text of digits alone without leading zeros, is the larger number.
[[nodiscard]] bool exceeds(std::string_view left, std::string_view right);

} // namespace flaghook::fuzz

#endif
