/// @file
/// Makes text from elsewhere safe to print.
#ifndef FLAGHOOK_TOOL_PRINTABLE_HPP
#define FLAGHOOK_TOOL_PRINTABLE_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::tool {

/// Escapes all characters that could affect a terminal or hide other text. Control characters,
/// separators other than the space, marks that change the writing direction, lone surrogates and
/// unassigned characters become `\u001b` or `\U000e0001`; bytes that are not UTF-8 become `\xff`.
/// Everything else is unchanged, including backslashes, so the result cannot be converted back.
///
/// @param text any bytes; a lone surrogate may be encoded as three bytes
/// @par Complexity
/// Linear in `text.size()`.
[[nodiscard]] std::string printable(std::string_view text);

/// Makes a text printable and cuts it after `most` code points, with `...` at the end.
[[nodiscard]] std::string beginning(std::string_view text, std::size_t most);

/// Converts a text to a printable JSON string and cuts it after `most` code points, with `...` at
/// the end.
[[nodiscard]] std::string excerpt(std::string_view text, std::size_t most);

/// The maximum length of a printed line, in code points.
inline constexpr std::size_t longest_line = 300;

/// Breaks long lines, at a space if possible. Continuation lines are indented further.
/// @param text printable text
[[nodiscard]] std::string with_short_lines(std::string_view text);

/// Formats a count, such as `1 case` and `2 cases`, or `1 entry` and `2 entries`.
/// @param things the plural, if it is not `thing` with an `s`
[[nodiscard]] std::string counted(std::size_t count, std::string_view thing,
                                  std::string_view things = {});

/// Converts JSON text to equivalent ASCII without control characters other than line feeds. The
/// result is safe on a terminal and independent of the locale.
///
/// Lone surrogates become escapes such as `\ud800`, which JSON allows (RFC 8259, section 8.2).
/// Bytes that are not UTF-8 become `\udc80` to `\udcff`, as in Python's file names
/// (https://docs.python.org/3/library/codecs.html#error-handlers, `surrogateescape`).
/// @param text JSON text whose strings may have any bytes
[[nodiscard]] std::string ascii_json(std::string_view text);

} // namespace flaghook::tool

#endif
