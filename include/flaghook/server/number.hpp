/// @file
/// The server's text of a JSON number: Python's `str` of it.
#ifndef FLAGHOOK_SERVER_NUMBER_HPP
#define FLAGHOOK_SERVER_NUMBER_HPP

#include <flaghook/server/nearest_double.hpp>
#include <flaghook/server/shortest_decimal.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <charconv>
#include <climits>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

namespace flaghook::inline FLAGHOOK_ABI::server::detail {

/// Maximum number of digits of an integer in Python. A longer one makes the JSON malformed.
/// @par Source
/// https://docs.python.org/3/library/stdtypes.html#integer-string-conversion-length-limitation
inline constexpr std::size_t max_integer_digits = 4300;

/// Checks whether a number is an `int` in Python; otherwise it is a `float`.
/// @param literal a number in JSON
[[nodiscard]] constexpr bool is_integer_literal(std::string_view literal) noexcept {
    return std::none_of(literal.begin(), literal.end(), [](char character) {
        return character == '.' || character == 'e' || character == 'E';
    });
}

/// Returns Python's `str` of a JSON integer: its own digits, or `0` for `-0`.
[[nodiscard]] constexpr std::string_view integer_text(std::string_view literal) noexcept {
    return literal == "-0" ? std::string_view{"0"} : literal;
}

/// Returns the nearest `double` of a JSON number; infinity if the number is too large.
/// @param literal a number in JSON
[[nodiscard]] inline double float_value(std::string_view literal) {
    std::string without_point;
    without_point.reserve(literal.size() + 12);
    const std::size_t exponent_at = literal.find_first_of("eE");
    const std::string_view mantissa = literal.substr(0, exponent_at);
    const std::size_t point_at = mantissa.find('.');
    long long exponent = 0;
    if (exponent_at != std::string_view::npos) {
        std::string_view digits = literal.substr(exponent_at + 1);
        digits.remove_prefix(digits.starts_with('+') ? 1 : 0);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
        if (read.ec == std::errc::result_out_of_range) {
            // So large that no number of digits in the mantissa compensates for it.
            exponent = digits.starts_with('-') ? LLONG_MIN / 2 : LLONG_MAX / 2;
        }
    }
    without_point += mantissa.substr(0, point_at);
    if (point_at != std::string_view::npos) {
        const std::string_view fraction = mantissa.substr(point_at + 1);
        without_point += fraction;
        exponent -= static_cast<long long>(fraction.size());
    }
    without_point += 'e';
    without_point += std::to_string(exponent);
    return nearest_double(without_point.c_str(), without_point.c_str() + without_point.size());
}

/// Appends Python's `str` of a `float`: the fewest digits that give the same value. Values below
/// 1e-4 and from 1e16 have an exponent; infinities are `inf` and `-inf`.
/// @par Source
/// https://docs.python.org/3/tutorial/floatingpoint.html
inline void append_float_text(std::string& out, double value) {
    if (std::isinf(value)) {
        out += value < 0 ? "-inf" : "inf";
        return;
    }
    if (std::signbit(value)) {
        out += '-';
    }
    const auto decimal = shortest_decimal::of(std::fabs(value));
    const std::string_view digits = decimal.digits();
    const int exponent = decimal.exponent();
    if (exponent < -4 || exponent >= 16) {
        out += digits.front();
        if (digits.size() > 1) {
            out += '.';
            out += digits.substr(1);
        }
        // The exponent always has a sign and at least two digits.
        out += exponent < 0 ? "e-" : "e+";
        const int magnitude = exponent < 0 ? -exponent : exponent;
        out.append(magnitude < 10 ? 1 : 0, '0');
        out += std::to_string(magnitude);
        return;
    }
    if (exponent < 0) {
        out += "0.";
        out.append(static_cast<std::size_t>(-exponent - 1), '0');
        out += digits;
        return;
    }
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    out += digits.substr(0, whole);
    out.append(digits.size() < whole ? whole - digits.size() : 0, '0');
    out += '.';
    out += digits.size() > whole ? digits.substr(whole) : std::string_view("0");
}

/// Appends Python's `str` of a JSON number.
inline void append_number_text(std::string& out, std::string_view literal) {
    if (is_integer_literal(literal)) {
        out += integer_text(literal);
    } else {
        append_float_text(out, float_value(literal));
    }
}

} // namespace flaghook::inline FLAGHOOK_ABI::server::detail

#endif
