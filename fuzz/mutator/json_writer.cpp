#include "mutator/json_writer.hpp"

#include "oracle/code_points.hpp"

#include <array>
#include <cstddef>
#include <cstdio>
#include <vector>

namespace flaghook::fuzz {

namespace {

void write_string(std::string& out, std::u32string_view text, const json_style& style) {
    out += '"';
    for (const char32_t point : text) {
        std::array<char, 16> escape{};
        const auto value = static_cast<unsigned>(point);
        if (point == U'"' || point == U'\\') {
            out += '\\';
            out += static_cast<char>(point);
        } else if (point >= 0x10000 && style.ascii) {
            std::snprintf(escape.data(), escape.size(), "\\u%04x\\u%04x",
                          0xD800U + ((value - 0x10000U) >> 10U), 0xDC00U + (value & 0x3FFU));
            out += escape.data();
        } else if (point < 0x20 || is_surrogate(point) || (point >= 0x80 && style.ascii)) {
            std::snprintf(escape.data(), escape.size(), "\\u%04x", value);
            out += escape.data();
        } else {
            out += utf8({&point, 1});
        }
    }
    out += '"';
}

void write_scalar(std::string& out, const json_value& value, const json_style& style) {
    switch (value.kind) {
    case json_kind::boolean:
        out += value.truth ? "true" : "false";
        break;
    case json_kind::number:
        out += value.literal;
        break;
    case json_kind::string:
        write_string(out, value.text, style);
        break;
    default:
        out += "null";
        break;
    }
}

/// A container that is partly written, and the number of its values written so far.
struct begun {
    const json_value* container;
    std::size_t values = 0;
};

} // namespace

std::string written(const json_value& value, const json_style& style) {
    std::string result;
    std::vector<begun> open;
    const auto begin = [&](const json_value& next) {
        if (next.kind == json_kind::array || next.kind == json_kind::object) {
            result += next.kind == json_kind::object ? '{' : '[';
            open.push_back({&next});
        } else {
            write_scalar(result, next, style);
        }
    };
    begin(value);
    while (!open.empty()) {
        const json_value& container = *open.back().container;
        const bool is_object = container.kind == json_kind::object;
        result += style.space;
        if (open.back().values == container.items.size()) {
            result += is_object ? '}' : ']';
            open.pop_back();
            continue;
        }
        const std::size_t position = open.back().values++;
        if (position != 0) {
            result += ',';
            result += style.space;
        }
        if (is_object) {
            write_string(result, container.keys[position], style);
            result += style.space;
            result += ':';
            result += style.space;
        }
        begin(container.items[position]);
    }
    return result;
}

} // namespace flaghook::fuzz
