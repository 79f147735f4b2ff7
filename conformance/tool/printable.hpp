/// @file
/// Text from elsewhere that is safe to show.
#ifndef FLAGHOOK_TOOL_PRINTABLE_HPP
#define FLAGHOOK_TOOL_PRINTABLE_HPP

#include <cstddef>
#include <string>
#include <string_view>

namespace flaghook::tool {

/// The text with everything that could act on a terminal or hide other text made visible: control
/// characters, separators other than the space, marks that turn the direction of writing, lone
/// surrogates and unassigned characters as `\u001b` or `\U000e0001`, bytes outside of UTF-8 as
/// `\xff`. All else stays as it is, backslashes too: this is for eyes, not for reading back.
///
/// @param text any bytes; lone surrogates may stand in it as three bytes each
/// @par Complexity
/// Linear.
[[nodiscard]] std::string printable(std::string_view text);

/// The printable text, with `...` after the first `most` code points.
[[nodiscard]] std::string beginning(std::string_view text, std::size_t most);

/// The text as a JSON string that is also printable, with `...` after the first `most` code points.
[[nodiscard]] std::string excerpt(std::string_view text, std::size_t most);

/// The longest line that is printed, in code points.
inline constexpr std::size_t longest_line = 300;

/// Text in which longer lines go on below, further in; they are broken at a blank, if there is one.
/// @param text printable
[[nodiscard]] std::string with_short_lines(std::string_view text);

/// Such as `1 case` and `2 cases`, or `1 entry` and `2 entries`.
/// @param things the plural, where that is not the thing with an `s`
[[nodiscard]] std::string counted(std::size_t count, std::string_view thing,
                                  std::string_view things = {});

/// JSON text with the same meaning that is ASCII without control characters but line feeds: safe on
/// a terminal, and the same in every locale.
///
/// Lone surrogates become escapes such as `\ud800`, which JSON allows (RFC 8259, section 8.2), and
/// bytes outside of UTF-8 become `\udc80` to `\udcff`, as Python reads file names
/// (https://docs.python.org/3/library/codecs.html#error-handlers, `surrogateescape`).
/// @param text JSON text; in its strings, any bytes
[[nodiscard]] std::string ascii_json(std::string_view text);

} // namespace flaghook::tool

#endif
