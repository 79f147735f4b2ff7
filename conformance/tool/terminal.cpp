#include "tool/terminal.hpp"

#include <unistd.h>

#include <cstdlib>

namespace flaghook::tool {

namespace {

colour_use use = colour_use::automatic;

} // namespace

void use_colours(colour_use when) noexcept {
    use = when;
}

bool shows_colour(int descriptor) noexcept {
    if (use != colour_use::automatic) {
        return use == colour_use::always;
    }
    const char* const refused = std::getenv("NO_COLOR");
    const char* const kind = std::getenv("TERM");
    return ::isatty(descriptor) == 1 && (refused == nullptr || *refused == '\0') &&
           kind != nullptr && std::string_view(kind) != "dumb";
}

std::string style::set(std::string_view text, std::string_view attributes) const {
    if (!colour_) {
        return std::string(text);
    }
    std::string result = "\x1b[";
    result += attributes;
    result += 'm';
    result += text;
    result += "\x1b[0m";
    return result;
}

} // namespace flaghook::tool
