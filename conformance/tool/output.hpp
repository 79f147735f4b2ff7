/// @file
/// Makes text and JSON for terminals and programs: safe characters, short lines, colours.
#ifndef FLAGHOOK_TOOL_OUTPUT_HPP
#define FLAGHOOK_TOOL_OUTPUT_HPP

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::tool {

/// The name for standard input.
inline constexpr const char* standard_input_name = "-";

/// Returns the file's name for messages.
[[nodiscard]] inline std::string display_name(const std::string& file) {
    return file == standard_input_name ? "standard input" : file;
}

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

/// Formats a document in the form of all commands: indented by two spaces, in ASCII, with a line
/// feed at the end. Strings may have any bytes; see `ascii_json`.
[[nodiscard]] std::string json_text(const boost::json::value& document);

/// The version of the JSON output of all commands. It changes if a member is renamed, removed, or
/// changes its meaning. `docs/output.schema.json` describes the output.
inline constexpr int output_schema = 1;

/// Returns the object with the member `schema` in front.
[[nodiscard]] boost::json::object with_schema(const boost::json::object& document);

/// Converts to a string, or to `null` if there is no text.
[[nodiscard]] inline boost::json::value or_null(const std::optional<std::string>& text) {
    return text ? boost::json::value(*text) : boost::json::value();
}

/// When to use colours: the values of `--color`.
enum class colour_use : std::uint8_t { automatic, always, never };

/// Sets when the program uses colours. Before the first call, it is `automatic`.
void use_colours(colour_use when) noexcept;

/// Checks whether to use colours. Automatically, these conditions must hold: the file descriptor is
/// a terminal, `NO_COLOR` is empty or not set (https://no-color.org), and `TERM` is not `dumb`.
[[nodiscard]] bool shows_colour(int descriptor) noexcept;

/// Formats text with colours (ECMA-48's SGR sequences), or leaves it unchanged.
class style {
public:
    explicit style(bool colour) noexcept : colour_(colour) {}

    /// Formats a good result.
    [[nodiscard]] std::string good(std::string_view text) const { return set(text, "1;32"); }
    /// Formats a problem.
    [[nodiscard]] std::string bad(std::string_view text) const { return set(text, "1;31"); }
    /// Formats a warning.
    [[nodiscard]] std::string doubtful(std::string_view text) const { return set(text, "33"); }
    /// Formats a heading.
    [[nodiscard]] std::string strong(std::string_view text) const { return set(text, "1"); }

private:
    [[nodiscard]] std::string set(std::string_view text, std::string_view attributes) const;

    bool colour_;
};

} // namespace flaghook::tool

#endif
