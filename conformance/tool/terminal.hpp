/// @file
/// Colour, where there is somebody to see it.
#ifndef FLAGHOOK_TOOL_TERMINAL_HPP
#define FLAGHOOK_TOOL_TERMINAL_HPP

#include <string>
#include <string_view>

namespace flaghook::tool {

/// Whether a file descriptor is a terminal on which colour is welcome: `NO_COLOR` is not set to
/// anything (https://no-color.org) and `TERM` is not `dumb`.
[[nodiscard]] bool shows_colour(int descriptor) noexcept;

/// How text is set off, by ECMA-48's SGR sequences, or not at all.
class style {
public:
    explicit style(bool colour) noexcept : colour_(colour) {}

    /// What is as it should be.
    [[nodiscard]] std::string good(std::string_view text) const { return set(text, "1;32"); }
    /// What has to be put right.
    [[nodiscard]] std::string bad(std::string_view text) const { return set(text, "1;31"); }
    /// What is worth a look.
    [[nodiscard]] std::string doubtful(std::string_view text) const { return set(text, "33"); }
    /// Headings.
    [[nodiscard]] std::string strong(std::string_view text) const { return set(text, "1"); }

private:
    [[nodiscard]] std::string set(std::string_view text, std::string_view attributes) const;

    bool colour_;
};

} // namespace flaghook::tool

#endif
