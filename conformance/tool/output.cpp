#include "tool/output.hpp"

#include <flaghook/json/write_text.hpp>
#include <flaghook/server/text.hpp>

#include <boost/json/serialize.hpp>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>

namespace flaghook::tool {

namespace {

void append_escape(std::string& out, char kind, char32_t value, unsigned width) {
    out += '\\';
    out += kind;
    for (unsigned shift = 4 * width; shift != 0; shift -= 4) {
        out += "0123456789abcdef"[value >> (shift - 4) & 0xFU];
    }
}

/// Returns the size of the surrogate at the start of the text, encoded like UTF-8; 0 if there is
/// none.
std::size_t surrogate_width(std::string_view text) {
    constexpr std::size_t width = 3;
    const bool is_one =
        text.size() >= width && text[0] == '\xED' && static_cast<unsigned char>(text[1]) >= 0xA0 &&
        static_cast<unsigned char>(text[1]) <= 0xBF &&
        static_cast<unsigned char>(text[2]) >= 0x80 && static_cast<unsigned char>(text[2]) <= 0xBF;
    return is_one ? width : 0;
}

/// Returns the size of the first character in bytes: 1 if it is not UTF-8.
/// @pre the text is not empty
std::size_t first_width(std::string_view text) {
    constexpr std::size_t widest = 4;
    if (server::detail::measure_utf8(text.substr(0, widest)).valid != 0) {
        return server::detail::decode(text, 0).width;
    }
    return std::max<std::size_t>(surrogate_width(text), 1);
}

/// Returns the first `most` code points.
std::string_view first_points(std::string_view text, std::size_t most) {
    std::size_t end = 0;
    for (std::size_t count = 0; count < most && end < text.size(); ++count) {
        end += first_width(text.substr(end));
    }
    return text.substr(0, end);
}

/// Calls `on_point(code point, its bytes)`, and `on_byte(byte)` for each byte that is not UTF-8.
template <class OnPoint, class OnByte>
void walk(std::string_view text, OnPoint on_point, OnByte on_byte) {
    while (!text.empty()) {
        std::size_t valid = server::detail::measure_utf8(text).valid;
        if (valid == 0) {
            valid = surrogate_width(text);
        }
        if (valid == 0) {
            on_byte(static_cast<unsigned char>(text.front()));
            text.remove_prefix(1);
            continue;
        }
        for (std::size_t position = 0; position < valid;) {
            const server::detail::decoded next = server::detail::decode(text, position);
            on_point(next.point, text.substr(position, next.width));
            position += next.width;
        }
        text.remove_prefix(valid);
    }
}

} // namespace

std::string printable(std::string_view text) {
    std::string result;
    walk(
        text,
        [&](char32_t point, std::string_view bytes) {
            if (server::detail::is_printable(point)) {
                result += bytes;
            } else if (point > 0xFFFF) {
                append_escape(result, 'U', point, 8);
            } else {
                append_escape(result, 'u', point, 4);
            }
        },
        [&](unsigned char byte) { append_escape(result, 'x', byte, 2); });
    return result;
}

std::string beginning(std::string_view text, std::size_t most) {
    const std::string_view begin = first_points(text, most);
    return printable(begin) + (begin.size() < text.size() ? "..." : "");
}

std::string excerpt(std::string_view text, std::size_t most) {
    const std::string_view begin = first_points(text, most);
    std::string quoted;
    json::detail::append_string(quoted, begin);
    return printable(quoted) + (begin.size() < text.size() ? "..." : "");
}

std::string with_short_lines(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        const std::size_t inner = std::min(line.find_first_not_of(' '), line.size());
        // The limit leaves space for text after a deep indentation.
        const std::string indent(std::min(inner, longest_line / 2) + 2, ' ');
        std::size_t room = longest_line;
        std::string_view begin = first_points(line, room);
        while (begin.size() < line.size()) {
            // Lines are not broken inside their indentation.
            const std::size_t blank = begin.rfind(' ');
            const bool breaks_at_blank =
                blank != std::string_view::npos && blank > begin.size() / 2;
            const std::size_t size = breaks_at_blank ? blank : begin.size();
            result.append(line.substr(0, size)).append("\n").append(indent);
            line.remove_prefix(breaks_at_blank ? size + 1 : size);
            room = longest_line - indent.size();
            begin = first_points(line, room);
        }
        result += line;
        if (end < text.size()) {
            result += '\n';
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

std::string counted(std::size_t count, std::string_view thing, std::string_view things) {
    std::string result = std::to_string(count) + ' ';
    if (count == 1 || things.empty()) {
        result += thing;
        return count == 1 ? result : result + 's';
    }
    return result.append(things);
}

std::string ascii_json(std::string_view text) {
    constexpr char32_t delete_character = 0x7F;
    std::string result;
    walk(
        text,
        [&](char32_t point, std::string_view bytes) {
            if (point < delete_character) {
                result += bytes;
            } else if (point > 0xFFFF) {
                append_escape(result, 'u', 0xD800 + ((point - 0x10000) >> 10U), 4);
                append_escape(result, 'u', 0xDC00 + ((point - 0x10000) & 0x3FFU), 4);
            } else {
                append_escape(result, 'u', point, 4);
            }
        },
        [&](unsigned char byte) { append_escape(result, 'u', 0xDC00U + byte, 4); });
    return result;
}

namespace {

void append(std::string& out, const boost::json::value& value, std::size_t level);

void start_line(std::string& out, std::size_t level) {
    constexpr std::size_t step = 2;
    out += '\n';
    out.append(level * step, ' ');
}

/// Appends the elements between two brackets, one per line.
template <class Container, class Write>
void append_lines(std::string& out, const Container& elements, std::size_t level, Write write) {
    const char* separator = "";
    for (const auto& element : elements) {
        out += separator;
        start_line(out, level + 1);
        write(element);
        separator = ",";
    }
    if (!elements.empty()) {
        start_line(out, level);
    }
}

void append(std::string& out, const boost::json::value& value, std::size_t level) {
    if (const boost::json::array* const array = value.if_array()) {
        out += '[';
        append_lines(out, *array, level,
                     [&](const boost::json::value& item) { append(out, item, level + 1); });
        out += ']';
    } else if (const boost::json::object* const object = value.if_object()) {
        out += '{';
        append_lines(out, *object, level, [&](const boost::json::key_value_pair& member) {
            append(out, boost::json::string(member.key()), level + 1);
            out += ": ";
            append(out, member.value(), level + 1);
        });
        out += '}';
    } else {
        out += ascii_json(boost::json::serialize(value));
    }
}

} // namespace

std::string json_text(const boost::json::value& document) {
    std::string result;
    append(result, document, 0);
    result += '\n';
    return result;
}

boost::json::object with_schema(const boost::json::object& document) {
    boost::json::object result{{"schema", output_schema}};
    for (const auto& [name, value] : document) {
        result[name] = value;
    }
    return result;
}

namespace {

colour_use use = colour_use::automatic;

} // namespace

void use_colours(colour_use when) noexcept {
    use = when;
}

bool shows_colour(int descriptor) noexcept {
    if (use != colour_use::automatic) {
        return use == colour_use::always;
    }
    const char* const refused = std::getenv("NO_COLOR");
    const char* const kind = std::getenv("TERM");
    return ::isatty(descriptor) == 1 && (refused == nullptr || *refused == '\0') &&
           kind != nullptr && std::string_view(kind) != "dumb";
}

std::string style::set(std::string_view text, std::string_view attributes) const {
    if (!colour_) {
        return std::string(text);
    }
    std::string result = "\x1b[";
    result += attributes;
    result += 'm';
    result += text;
    result += "\x1b[0m";
    return result;
}

} // namespace flaghook::tool
