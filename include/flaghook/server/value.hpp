/// @file
/// A JSON value of any type.
#ifndef FLAGHOOK_SERVER_VALUE_HPP
#define FLAGHOOK_SERVER_VALUE_HPP

#include <flaghook/version.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// A JSON value: its type and, for a scalar, its content.
struct value {
    /// The types that Python's `json` distinguishes.
    enum class type : std::uint8_t {
        null,
        boolean,
        integer,  ///< a number without a fraction and an exponent
        floating, ///< any other number
        string,
        array,
        object
    };

    /// The value's type.
    value::type is = value::type::null;
    /// The value of a boolean.
    bool truth = false;
    /// The characters of a string, or the literal of a number.
    std::string_view text{};

    [[nodiscard]] constexpr bool is_null() const noexcept { return is == type::null; }
    [[nodiscard]] constexpr bool is_string() const noexcept { return is == type::string; }
    [[nodiscard]] constexpr bool is_floating() const noexcept { return is == type::floating; }
    [[nodiscard]] constexpr bool is_number() const noexcept {
        return is == type::integer || is == type::floating;
    }
    [[nodiscard]] constexpr bool is_container() const noexcept {
        return is == type::array || is == type::object;
    }

    /// The name of the type in Python.
    [[nodiscard]] constexpr std::string_view python_type() const noexcept {
        constexpr std::string_view names[] = {"NoneType", "bool", "int", "float",
                                              "str",      "list", "dict"};
        return names[static_cast<std::size_t>(is)];
    }

    /// The name of the type in JSON.
    [[nodiscard]] constexpr std::string_view json_type() const noexcept {
        constexpr std::string_view names[] = {"null",   "boolean", "number", "number",
                                              "string", "array",   "object"};
        return names[static_cast<std::size_t>(is)];
    }
};

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
