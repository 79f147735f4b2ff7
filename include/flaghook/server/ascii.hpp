/// @file
/// Letters of ASCII.
#ifndef FLAGHOOK_SERVER_ASCII_HPP
#define FLAGHOOK_SERVER_ASCII_HPP

#include <flaghook/version.hpp>

#include <algorithm>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A capital letter of ASCII as a small one; any other character as it is.
[[nodiscard]] constexpr char lower_case(char character) noexcept {
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a')
                                                : character;
}

/// Whether two texts are equal but for the letter case of ASCII. Linear.
[[nodiscard]] constexpr bool equal_in_any_case(std::string_view left,
                                               std::string_view right) noexcept {
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char one, char other) { return lower_case(one) == lower_case(other); });
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
