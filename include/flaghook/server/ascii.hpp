/// @file
/// Letter case in ASCII.
#ifndef FLAGHOOK_SERVER_ASCII_HPP
#define FLAGHOOK_SERVER_ASCII_HPP

#include <flaghook/version.hpp>

#include <algorithm>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// Converts an ASCII letter to lower case; returns any other character unchanged.
[[nodiscard]] constexpr char lower_case(char character) noexcept {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                : character;
}

/// Checks whether two texts are equal, ignoring the case of ASCII letters.
[[nodiscard]] constexpr bool equal_in_any_case(std::string_view left,
                                               std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char one, char other) { return lower_case(one) == lower_case(other); });
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
