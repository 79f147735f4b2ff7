/// @file
/// Texts that the compiler puts together from a declaration.
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

/// Calls `visit` with `std::integral_constant<std::size_t, Position>` for the positions below
/// `Count` until a call returns false.
/// @return whether all calls returned true
template <std::size_t Count, class Visitor>
constexpr bool for_each_position(Visitor&& visit) {
    return [&]<std::size_t... Position>(std::index_sequence<Position...>) {
        return (visit(std::integral_constant<std::size_t, Position>{}) && ...);
    }
    (std::make_index_sequence<Count>{});
}

/// The texts one behind the other.
template <std::size_t... Sizes>
[[nodiscard]] consteval auto joined(const std::array<char, Sizes>&... parts) noexcept {
    std::array<char, (Sizes + ...)> result{};
    auto next = result.begin();
    ((next = std::copy(parts.begin(), parts.end(), next)), ...);
    return result;
}

/// One character as a part of a `joined` text.
template <char Character>
inline constexpr std::array<char, 1> character{Character};

/// A name in quotation marks, as a body has it. Names of fields and options need no escapes.
/// @tparam Size the length of the name
template <std::size_t Size>
[[nodiscard]] consteval std::array<char, Size + 2> quoted_name(std::string_view name) noexcept {
    std::array<char, Size> bare{};
    std::copy(name.begin(), name.end(), bare.begin());
    return joined(character<'"'>, bare, character<'"'>);
}

/// The key of a field in quotation marks, `"flag"`.
template <class Field>
inline constexpr auto
    quoted_key = quoted_name<Field::declaration.name.size()>(Field::declaration.name);

/// The key of a field with the colon behind it, `"flag":`.
template <class Field>
inline constexpr auto key = joined(quoted_key<Field>, character<':'>);

/// An option of the choice at a place, `"updated"`, by its position.
template <class Place, std::size_t Position>
inline constexpr auto quoted_option =
    quoted_name<Place::rule.options[Position].name.size()>(Place::rule.options[Position].name);

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
