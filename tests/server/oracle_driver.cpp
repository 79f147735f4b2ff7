// Answers the questions of oracle.py, one per line, with flaghook's result for a text.
//
// A question is `<rule> <hexadecimal bytes>`; the answer is a word, a number, or hexadecimal bytes.

#include <flaghook/json/limits.hpp>
#include <flaghook/json/tokenizer.hpp>
#include <flaghook/json/write_text.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/date_time.hpp>
#include <flaghook/server/integer.hpp>
#include <flaghook/server/number.hpp>
#include <flaghook/server/repr.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/server/unicode_tables.hpp>

#include <cstddef>
#include <iostream>
#include <string>
#include <string_view>

namespace {

namespace json = flaghook::json;
namespace server = flaghook::server::detail;

constexpr std::string_view digits = "0123456789abcdef";

std::string to_hex(std::string_view bytes) {
    std::string hex;
    for (const char byte : bytes) {
        const auto value = static_cast<unsigned char>(byte);
        hex += digits[value >> 4U];
        hex += digits[value & 0xFU];
    }
    return hex;
}

std::string from_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t position = 0; position + 1 < hex.size(); position += 2) {
        bytes +=
            static_cast<char>(digits.find(hex[position]) * 16 + digits.find(hex[position + 1]));
    }
    return bytes;
}

std::string date_time(std::string_view text) {
    const auto result = server::read_date_time(text);
    switch (result.outcome) {
    case server::date_time_outcome::valid:
        return flaghook::to_string(result.instant, flaghook::fraction::always);
    case server::date_time_outcome::invalid:
        return "invalid";
    case server::date_time_outcome::overflow:
        return "overflow";
    }
    return "no outcome";
}

std::string integer(std::string_view text) {
    const auto number = server::read_integer(text);
    if (!number) {
        return "invalid";
    }
    if (number->beyond) {
        return number->negative ? "below" : "above";
    }
    std::string written(number->negative && number->magnitude != 0 ? "-" : "");
    written += std::to_string(number->magnitude);
    return written;
}

std::string number(std::string_view literal) {
    std::string text;
    server::append_number_text(text, literal);
    return text;
}

std::string repr(std::string_view text) {
    std::string written;
    server::append_repr(written, text);
    return to_hex(written);
}

std::string utf8(std::string_view bytes) {
    const auto extent = server::measure_utf8(bytes);
    return std::to_string(extent.valid) + (extent.complete_or_cut ? " good" : " bad");
}

/// Returns the properties of 256 consecutive code points, starting with the given one.
std::string code_points(std::string_view first_in_decimal) {
    const auto first = static_cast<char32_t>(std::stoul(std::string(first_in_decimal)));
    std::string properties;
    for (char32_t point = first; point < first + 256; ++point) {
        properties += server::is_space(point) ? 's' : '-';
        properties += server::is_printable(point) ? 'p' : '-';
        const int digit = server::digit_value(point);
        properties += digit < 0 ? '-' : static_cast<char>('0' + digit);
    }
    return properties;
}

std::string json_repr(std::string_view body) {
    json::detail::tokenizer tokens;
    // The framework does not pass an empty body to a parser.
    tokens.begin(body.empty() ? "{}" : body, json::detail::max_depth);
    server::repr_builder builder;
    const char* const end = tokens.walk(tokens.skip_space(tokens.text().data()), 0, builder);
    if (end == nullptr || tokens.left(tokens.skip_space(end)) != 0) {
        return "malformed";
    }
    return std::to_string(tokens.cut()) + ' ' + to_hex(builder.take());
}

std::string json_string(std::string_view text) {
    std::string written;
    json::detail::append_string(written, text, json::detail::separators::escaped);
    return to_hex(written);
}

std::string unicode_version(std::string_view) {
    return server::unicode_version;
}

struct rule {
    std::string_view name;
    std::string (*answer)(std::string_view);
};

constexpr rule rules[] = {
    {"date_time", date_time},
    {"integer", integer},
    {"number", number},
    {"trim", [](std::string_view text) { return to_hex(server::trim(text)); }},
    {"repr", repr},
    {"utf8", utf8},
    {"code_points", code_points},
    {"json_repr", json_repr},
    {"json_string", json_string},
    {"unicode_version", unicode_version},
};

std::string answer(std::string_view question) {
    const std::size_t space = question.find(' ');
    for (const rule& one : rules) {
        if (one.name == question.substr(0, space)) {
            return one.answer(from_hex(question.substr(space + 1)));
        }
    }
    return "no such rule";
}

} // namespace

int main() {
    std::ios::sync_with_stdio(false);
    std::string question;
    while (std::getline(std::cin, question)) {
        std::cout << answer(question) << '\n';
    }
    return std::cout.flush() ? 0 : 1;
}
