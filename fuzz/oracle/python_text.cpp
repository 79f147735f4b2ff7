#include "oracle/python_text.hpp"

#include "oracle/code_points.hpp"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <map>
#include <utility>
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
        } else if (is_printable(point)) {
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

/// A part of a text that is still to be written: a value, or the text between two values.
struct part {
    const json_value* value = nullptr;
    std::u32string between{};
};

/// Returns the indexes of a `dict`'s values. A repeated key keeps its first place and its last
/// value.
std::vector<std::size_t> kept_members(const json_value& object) {
    std::map<std::u32string_view, std::size_t> place_of;
    std::vector<std::size_t> result;
    for (std::size_t index = 0; index < object.keys.size(); ++index) {
        const auto [known, is_new] = place_of.emplace(object.keys[index], result.size());
        if (is_new) {
            result.push_back(index);
        } else {
            result[known->second] = index;
        }
    }
    return result;
}

/// Appends the parts of a container to the stack of parts to write, last part first.
void add_parts(std::vector<part>& to_write, const json_value& container) {
    const bool is_object = container.kind == json_kind::object;
    std::vector<part> parts;
    std::u32string between = is_object ? U"{" : U"[";
    const auto add = [&](std::size_t index) {
        if (is_object) {
            between += text_repr(container.keys[index]) + U": ";
        }
        parts.push_back({nullptr, std::exchange(between, U", ")});
        parts.push_back({&container.items[index]});
    };
    if (is_object) {
        for (const std::size_t index : kept_members(container)) {
            add(index);
        }
    } else {
        for (std::size_t index = 0; index < container.items.size(); ++index) {
            add(index);
        }
    }
    const std::u32string closing = is_object ? U"}" : U"]";
    parts.push_back({nullptr, parts.empty() ? between + closing : closing});
    to_write.insert(to_write.end(), std::make_move_iterator(parts.rbegin()),
                    std::make_move_iterator(parts.rend()));
}

/// Returns `repr(container)`. Deep containers use no stack.
std::u32string container_repr(const json_value& container) {
    std::u32string result;
    std::vector<part> to_write;
    add_parts(to_write, container);
    while (!to_write.empty()) {
        const part next = std::move(to_write.back());
        to_write.pop_back();
        if (next.value == nullptr) {
            result += next.between;
        } else if (next.value->kind == json_kind::array || next.value->kind == json_kind::object) {
            add_parts(to_write, *next.value);
        } else if (next.value->kind == json_kind::string) {
            result += text_repr(next.value->text);
        } else {
            result += python_str(*next.value);
        }
    }
    return result;
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
    case json_kind::object:
        return container_repr(value);
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
