#include "oracle/python_text.hpp"

#include <flaghook/server/text.hpp>

#include "oracle/code_points.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace flaghook::fuzz {

namespace {

/// The fewest digits that read back as the same value, found by trying.
std::string float_str(double value) {
    if (std::isinf(value)) {
        return value < 0 ? "-inf" : "inf";
    }
    std::array<char, 40> text{};
    for (int precision = 0; precision < 17; ++precision) {
        std::snprintf(text.data(), text.size(), "%.*e", precision, value);
        if (std::strtod(text.data(), nullptr) == value) {
            break;
        }
    }
    std::string digits(text.data());
    const std::string sign = digits.starts_with('-') ? "-" : "";
    digits.erase(0, sign.size());
    const std::size_t exponent_at = digits.find('e');
    const int exponent = std::atoi(digits.c_str() + exponent_at + 1);
    if (exponent < -4 || exponent >= 16) {
        return sign + digits;
    }
    digits.resize(exponent_at);
    std::erase(digits, '.');
    if (exponent < 0) {
        return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    }
    const std::size_t whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole) {
        digits.append(whole - digits.size(), '0');
        return sign + digits + ".0";
    }
    return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::u32string number_str(const json_value& number) {
    if (is_integer(number)) {
        return widened(number.literal == "-0" ? "0" : number.literal);
    }
    return widened(float_str(std::strtod(number.literal.c_str(), nullptr)));
}

std::u32string text_repr(std::u32string_view text) {
    const bool single = text.find(U'\'') != std::u32string_view::npos;
    const bool both = single && text.find(U'"') != std::u32string_view::npos;
    const char32_t quote = single && !both ? U'"' : U'\'';
    std::u32string result(1, quote);
    for (const char32_t point : text) {
        std::array<char, 16> escape{};
        if (point == quote || point == U'\\') {
            result += U'\\';
            result += point;
        } else if (point == U'\n' || point == U'\r' || point == U'\t') {
            result += U'\\';
            result += point == U'\n' ? U'n' : point == U'\r' ? U'r' : U't';
        } else if (server::is_printable(point)) {
            // The table is Unicode's, not the library's doing; it is checked against Python.
            result += point;
        } else {
            const auto value = static_cast<unsigned>(point);
            if (value < 0x100) {
                std::snprintf(escape.data(), escape.size(), "\\x%02x", value);
            } else if (value < 0x10000) {
                std::snprintf(escape.data(), escape.size(), "\\u%04x", value);
            } else {
                std::snprintf(escape.data(), escape.size(), "\\U%08x", value);
            }
            result += widened(escape.data());
        }
    }
    return result + quote;
}

std::u32string repr(const json_value& value);

std::u32string dict_repr(const json_value& value) {
    std::u32string result = U"{";
    std::vector<std::u32string> written;
    for (const std::u32string& key : value.keys) {
        if (std::find(written.begin(), written.end(), key) != written.end()) {
            continue;
        }
        result += written.empty() ? U"" : U", ";
        written.push_back(key);
        result += text_repr(key) + U": " + repr(*value.find(key));
    }
    return result + U"}";
}

std::u32string list_repr(const json_value& value) {
    std::u32string result = U"[";
    for (const json_value& item : value.items) {
        result += result.size() == 1 ? U"" : U", ";
        result += repr(item);
    }
    return result + U"]";
}

std::u32string repr(const json_value& value) {
    return value.kind == json_kind::string ? text_repr(value.text) : python_str(value);
}

} // namespace

bool is_integer(const json_value& number) {
    return number.literal.find_first_of(".e") == std::string::npos;
}

std::string python_type(const json_value& value) {
    switch (value.kind) {
    case json_kind::null:
        return "NoneType";
    case json_kind::boolean:
        return "bool";
    case json_kind::number:
        return is_integer(value) ? "int" : "float";
    case json_kind::string:
        return "str";
    case json_kind::array:
        return "list";
    case json_kind::object:
        return "dict";
    }
    return {};
}

std::u32string python_str(const json_value& value) {
    switch (value.kind) {
    case json_kind::null:
        return U"None";
    case json_kind::boolean:
        return value.truth ? U"True" : U"False";
    case json_kind::number:
        return number_str(value);
    case json_kind::string:
        return value.text;
    case json_kind::array:
        return list_repr(value);
    case json_kind::object:
        return dict_repr(value);
    }
    return {};
}

std::string rendered(std::u32string_view text) {
    std::u32string result = U"\"";
    for (const char32_t point : text) {
        constexpr std::u32string_view named = U"\"\\\b\f\n\r\t";
        constexpr std::u32string_view names = U"\"\\bfnrt";
        const std::size_t name = named.find(point);
        if (name != std::u32string_view::npos) {
            result += U'\\';
            result += names[name];
        } else if (point < 0x20 || point == 0x2028 || point == 0x2029) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(point));
            result += widened(escape.data());
        } else {
            result += point;
        }
    }
    return utf8(result + U"\"");
}

} // namespace flaghook::fuzz
