/// @file
/// Python's decoders for the charsets of request bodies.
#ifndef FLAGHOOK_FUZZ_ORACLE_CHARSETS_HPP
#define FLAGHOOK_FUZZ_ORACLE_CHARSETS_HPP

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::fuzz {

/// The charsets that `decoded` knows, each by one of its names. Unknown names mean UTF-8.
inline constexpr std::array<std::string_view, 8> charsets{"us-ascii",  "ISO-8859-1", "windows-1252",
                                                          "utf-8-sig", "utf-16",     "utf-16-le",
                                                          "utf-16-be", "no-such"};

/// Decodes a body in UTF-8, or in the charset with this index, as Python's stream readers do: they
/// drop a character that is cut off at the end of the body.
/// @return nothing for bytes that the charset does not define. UTF-8 is not checked.
/// @par Source
/// https://github.com/python/cpython/blob/3.13/Lib/encodings
[[nodiscard]] std::optional<std::string> decoded(std::size_t charset, std::string_view body);

} // namespace flaghook::fuzz

#endif
