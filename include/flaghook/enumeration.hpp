/// @file
/// The names of enumerators.
#ifndef FLAGHOOK_ENUMERATION_HPP
#define FLAGHOOK_ENUMERATION_HPP

#include <flaghook/version.hpp>

#include <optional>
#include <string_view>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI {

/// An enumerator and its name.
template <class Enum>
struct enumerator {
    /// The enumerator.
    Enum value;
    /// Its name, as it is written in JSON and in reports.
    std::string_view name;
};

/// The enumerators of an enumeration with their names: the one list from which `to_string` and
/// `from_string` are made. Specialized beside each enumeration of this library.
template <class Enum>
inline constexpr int enumerators = 0;

/// An enumeration whose enumerators have names.
template <class Enum>
concept named_enumeration =
    std::is_enum_v<Enum> && !std::is_same_v<std::remove_const_t<decltype(enumerators<Enum>)>, int>;

/// The name of an enumerator; empty for a value that is none.
/// @par Complexity
/// Linear in the number of enumerators.
template <named_enumeration Enum>
[[nodiscard]] constexpr std::string_view to_string(Enum value) noexcept {
    for (const enumerator<Enum>& one : enumerators<Enum>) {
        if (one.value == value) {
            return one.name;
        }
    }
    return {};
}

/// The enumerator that has this name, in this letter case.
///
/// @code
/// static_assert(flaghook::from_string<flaghook::change_action>("updated") ==
/// flaghook::change_action::updated);
/// @endcode
/// @par Complexity
/// Linear in the number of enumerators.
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
