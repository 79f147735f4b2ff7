#include "suite/display.hpp"

#include "tool/output.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace flaghook::suite {

namespace {

using boost::json::value;

/// A value that fits on a line of this length is not broken.
constexpr std::size_t line_length = 60;

/// The maximum number of characters to show of a program's output.
constexpr std::size_t excerpt_length = 100;

void append_indented(std::string& out, const value& of, std::size_t depth) {
    const std::string on_one_line = boost::json::serialize(of);
    const bool empty = !of.is_structured() || on_one_line.size() == 2;
    if (empty || on_one_line.size() <= line_length) {
        out += on_one_line;
        return;
    }
    const std::string indentation(2 * depth + 2, ' ');
    const bool is_object = of.is_object();
    const char* separator = is_object ? "{\n" : "[\n";
    const auto begin_line = [&] {
        out += separator;
        out += indentation;
        separator = ",\n";
    };
    if (is_object) {
        for (const auto& [name, inner] : of.get_object()) {
            begin_line();
            out += boost::json::serialize(value(name)) + ": ";
            append_indented(out, inner, depth + 1);
        }
    } else {
        for (const value& inner : of.get_array()) {
            begin_line();
            append_indented(out, inner, depth + 1);
        }
    }
    out += '\n' + std::string(2 * depth, ' ') + (is_object ? '}' : ']');
}

} // namespace

std::string shortened(std::string_view text, std::size_t most) {
    if (text.size() <= most) {
        return std::string(text);
    }
    std::size_t end = most;
    // The continuation bytes of a UTF-8 character are 10xxxxxx.
    while (end > 0 && most - end < 3 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return std::string(text.substr(0, end)) + "... (" + std::to_string(text.size()) +
           " bytes in all)";
}

std::string indented(const value& of) {
    std::string result;
    append_indented(result, of, 0);
    return result;
}

std::string printable_lines(std::string_view text) {
    std::string result;
    while (true) {
        const std::size_t end = text.find('\n');
        result += tool::printable(text.substr(0, end));
        if (end == std::string_view::npos) {
            return result;
        }
        result += '\n';
        text.remove_prefix(end + 1);
    }
}

std::string in_quotes(std::string_view text) {
    return tool::excerpt(text, excerpt_length);
}

} // namespace flaghook::suite
