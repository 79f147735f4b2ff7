#include "suite/display.hpp"

#include "tool/output.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace flaghook::suite {

namespace {

using boost::json::value;

/// A value that fits on a line of this length is not broken.
constexpr std::size_t line_length = 60;

/// The maximum number of characters to show of a program's output.
constexpr std::size_t excerpt_length = 100;

/// Checks for a byte inside a UTF-8 character: 10xxxxxx.
bool is_continuation(char byte) noexcept {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// Returns the position of the UTF-8 character that has the byte at `index`.
std::size_t character_begin(std::string_view text, std::size_t index) noexcept {
    std::size_t begin = index;
    while (begin > 0 && index - begin < 3 && begin < text.size() && is_continuation(text[begin])) {
        --begin;
    }
    return begin;
}

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
    return std::string(text.substr(0, character_begin(text, most))) + "... (" +
           std::to_string(text.size()) + " bytes in all)";
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

std::string markup_text(std::string_view text) {
    std::string result;
    for (const char character : printable_lines(text)) {
        switch (character) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '>':
            result += "&gt;";
            break;
        case '"':
            result += "&quot;";
            break;
        case '\'':
            result += "&#39;";
            break;
        default:
            result += character;
        }
    }
    return result;
}

std::string shell_word(std::string_view text) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789-_./:=@%+,";
    if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos) {
        return std::string(text);
    }
    std::string quoted = "'";
    for (const char character : text) {
        quoted += character == '\'' ? std::string(R"('\'')") : std::string(1, character);
    }
    return quoted + '\'';
}

marked_pair mark_difference(std::string_view expected, std::string_view got, std::size_t most) {
    const auto [left, right] = std::ranges::mismatch(expected, got);
    const std::size_t begin =
        character_begin(expected, static_cast<std::size_t>(left - expected.begin()));
    std::size_t common_end = 0;
    while (common_end < std::min(expected.size(), got.size()) - begin &&
           expected[expected.size() - 1 - common_end] == got[got.size() - 1 - common_end]) {
        ++common_end;
    }
    while (common_end > 0 && is_continuation(expected[expected.size() - common_end])) {
        --common_end;
    }
    // A third of the text shows what is before the difference.
    const std::size_t from = begin <= most / 3 ? 0 : character_begin(expected, begin - most / 3);
    const auto parts = [=](std::string_view text) {
        const std::size_t end = text.size() - common_end;
        const std::size_t to =
            text.size() - from <= most ? text.size() : character_begin(text, from + most);
        const std::size_t marked_to = std::min(end, to);
        return marked_text{.before = (from == 0 ? "" : "...") +
                                     std::string(text.substr(from, begin - from)),
                           .different = std::string(text.substr(begin, marked_to - begin)),
                           .after = std::string(text.substr(marked_to, to - marked_to)) +
                                    (to == text.size() ? "" : "...")};
    };
    return {parts(expected), parts(got)};
}

} // namespace flaghook::suite
