/// @file
/// Names of enumerators, and conversions between both.
#ifndef FLAGHOOK_ENUMERATION_HPP
#define FLAGHOOK_ENUMERATION_HPP

#include <flaghook/version.hpp>

#include <iosfwd>
#include <optional>
#include <string_view>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI {

/// An enumerator with its name.
template <class Enum>
struct enumerator {
    /// The enumerator.
    Enum value;
    /// The name, as written in JSON and in reports.
    std::string_view name;
};

/// The enumerators of an enumeration, with their names.
///
/// `to_string` and `from_string` are derived from it. There is a specialization beside each
/// enumeration of this library.
/// @tparam Enum the enumeration
template <class Enum>
inline constexpr int enumerators = 0;

/// The value of an enumeration's member that was not set: all bits are one. It has no name.
template <class Enum>
    requires std::is_enum_v<Enum>
inline constexpr Enum unset = static_cast<Enum>(~std::underlying_type_t<Enum>{});

/// An enumeration whose enumerators have names.
template <class Enum>
concept named_enumeration =
    std::is_enum_v<Enum> && !std::is_same_v<std::remove_const_t<decltype(enumerators<Enum>)>, int>;

/// Returns the name of an enumerator.
/// @param value the enumerator
/// @return the name; empty if `value` is not an enumerator
/// @par Complexity
/// Linear in the number of enumerators.
///
/// @par Example
/// @snippet flags_api.cpp names
template <named_enumeration Enum>
[[nodiscard]] constexpr std::string_view to_string(Enum value) noexcept {
    for (const enumerator<Enum>& one : enumerators<Enum>) {
        if (one.value == value) {
            return one.name;
        }
    }
    return {};
}

/// Writes the name of an enumerator to a stream.
template <named_enumeration Enum, class Traits>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, Enum value) {
    return out << to_string(value);
}

/// Returns the enumerator with a name.
/// @tparam Enum the enumeration
/// @param name the name, in this letter case
/// @return the enumerator; `std::nullopt` if there is none with this name
/// @par Complexity
/// Linear in the number of enumerators.
///
/// @par Example
/// @snippet flags_api.cpp names
template <named_enumeration Enum>
[[nodiscard]] constexpr std::optional<Enum> from_string(std::string_view name) noexcept {
    for (const enumerator<Enum>& one : enumerators<Enum>) {
        if (one.name == name) {
            return one.value;
        }
    }
    return std::nullopt;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
