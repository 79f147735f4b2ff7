/// @file
/// Constant texts that are built from a declaration at compile time.
#ifndef FLAGHOOK_BLUEPRINT_CONSTANT_TEXT_HPP
#define FLAGHOOK_BLUEPRINT_CONSTANT_TEXT_HPP

#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// Calls `visit` for each position from 0 to `Count - 1`, until a call returns false.
/// @tparam Count the number of positions
/// @param visit called with a `std::integral_constant<std::size_t, Position>`; returns a `bool`
/// @return true if all calls returned true
template <std::size_t Count, class Visitor>
constexpr bool for_each_position(Visitor&& visit) {
    return [&]<std::size_t... Position>(std::index_sequence<Position...>) {
        return (visit(std::integral_constant<std::size_t, Position>{}) && ...);
    }
    (std::make_index_sequence<Count>{});
}

/// Concatenates texts.
/// @param parts the texts, without a NUL at the end
/// @return the concatenated text, without a NUL at the end
template <std::size_t... Sizes>
[[nodiscard]] consteval auto joined(const std::array<char, Sizes>&... parts) noexcept {
    std::array<char, (Sizes + ...)> result{};
    auto next = result.begin();
    ((next = std::copy(parts.begin(), parts.end(), next)), ...);
    return result;
}

/// A text of one character, for `joined`.
template <char Character>
inline constexpr std::array<char, 1> character{Character};

/// Returns a name in quotation marks, as it is written in JSON.
/// @tparam Size the length of the name
/// @param name the name of a field or an option
/// @pre `name` needs no escapes. `nodes` checks this for all names of a declaration.
template <std::size_t Size>
[[nodiscard]] consteval std::array<char, Size + 2> quoted_name(std::string_view name) noexcept {
    std::array<char, Size> bare{};
    std::copy(name.begin(), name.end(), bare.begin());
    return joined(character<'"'>, bare, character<'"'>);
}

/// The key of a field in quotation marks: `"flag"`.
/// @tparam Field the place of the field
template <class Field>
inline constexpr auto
    quoted_key = quoted_name<Field::declaration.name.size()>(Field::declaration.name);

/// The key of a field with a colon: `"flag":`.
/// @tparam Field the place of the field
template <class Field>
inline constexpr auto key = joined(quoted_key<Field>, character<':'>);

/// The text of an option in quotation marks: `"updated"`.
/// @tparam Place the place of the choice
/// @tparam Position the position of the option, from 0
template <class Place, std::size_t Position>
inline constexpr auto quoted_option =
    quoted_name<Place::rule.options[Position].name.size()>(Place::rule.options[Position].name);

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
