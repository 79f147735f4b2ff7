/// @file
/// Colours for terminals.
#ifndef FLAGHOOK_TOOL_TERMINAL_HPP
#define FLAGHOOK_TOOL_TERMINAL_HPP

#include <cstdint>
#include <string>
#include <string_view>

namespace flaghook::tool {

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
