#include "mutator/json_writer.hpp"

#include "oracle/code_points.hpp"

#include <array>
#include <cstddef>
#include <cstdio>

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

void write_value(std::string& out, const json_value& value, const json_style& style) {
    switch (value.kind) {
    case json_kind::null:
        out += "null";
        return;
    case json_kind::boolean:
        out += value.truth ? "true" : "false";
        return;
    case json_kind::number:
        out += value.literal;
        return;
    case json_kind::string:
        write_string(out, value.text, style);
        return;
    case json_kind::array:
    case json_kind::object:
        break;
    }
    const bool object = value.kind == json_kind::object;
    out += object ? '{' : '[';
    for (std::size_t position = 0; position < value.items.size(); ++position) {
        if (position != 0) {
            out += ',';
            out += style.space;
        }
        if (object) {
            write_string(out, value.keys[position], style);
            out += ':';
            out += style.space;
        }
        write_value(out, value.items[position], style);
    }
    out += object ? '}' : ']';
}

} // namespace

std::string written(const json_value& value, const json_style& style) {
    std::string result;
    write_value(result, value, style);
    return result;
}

} // namespace flaghook::fuzz
