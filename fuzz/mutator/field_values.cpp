#include "mutator/field_values.hpp"

#include "mutator/json_writer.hpp"
#include "odd_values.hpp"
#include "oracle/code_points.hpp"

#include <array>

namespace flaghook::fuzz {

namespace {

using namespace std::string_view_literals;

constexpr auto other_types = std::to_array<std::string_view>({
    "null",
    "true",
    "false",
    "0",
    "1.5",
    "\"text\"",
    "[]",
    "{}",
    "[1,\"a'b\",null]",
    "{\"a\":{\"b\":[true]},\"a\":1.0}",
    "\"\"",
    "\" \"",
});

/// Returns a UTF-8 text as a JSON string.
std::string json_string(std::string_view text) {
    json_value value;
    value.kind = json_kind::string;
    value.text = code_points(text);
    return written(value);
}

std::string repeated(std::string_view text, std::size_t count) {
    std::string result = "\"";
    for (std::size_t done = 0; done < count; ++done) {
        result += text;
    }
    return result + '"';
}

template <std::size_t Count>
void append_strings(std::vector<std::string>& out,
                    const std::array<std::string_view, Count>& added) {
    for (const std::string_view text : added) {
        out.push_back(json_string(text));
    }
}

void append_text_values(std::vector<std::string>& out, std::size_t most) {
    out.insert(out.end(), odd_numbers.begin(), odd_numbers.end());
    for (const std::string_view character : odd_characters) {
        const std::string text(character);
        for (const std::string& form : {"x" + text + "x", text}) {
            out.push_back(json_string(form));
        }
    }
    for (const auto& some : {std::span<const std::string_view>(odd_spaces),
                             std::span<const std::string_view>(odd_no_spaces)}) {
        for (const std::string_view space : some) {
            const std::string text(space);
            out.push_back(json_string(text + "x" + text));
        }
    }
    for (const std::string_view unit : {"x"sv, "\u00e9"sv, "\U0001f600"sv, "\\u00e9"sv}) {
        out.push_back(repeated(unit, most));
        out.push_back(repeated(unit, most + 1));
    }
}

void append_choice_values(std::vector<std::string>& out, std::span<const rule> rules,
                          std::size_t index) {
    for (const rule& one : rules) {
        for (const std::string_view option : one.options) {
            out.push_back(json_string(option));
        }
    }
    for (const std::string_view option : rules[index].options) {
        std::string text(option);
        out.push_back("[" + json_string(text) + "]");
        out.push_back(json_string(text + " "));
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
        out.push_back(json_string(text));
        out.push_back(json_string(text.substr(1)));
    }
    out.insert(out.end(), odd_numbers.begin(), odd_numbers.end());
    for (const std::string_view character : odd_characters) {
        const std::string text = json_string(character);
        out.push_back(text);
        out.push_back("{" + text + ":[" + text + "]}");
    }
}

} // namespace

std::vector<std::string> telling_values(std::span<const rule> rules, std::size_t index) {
    std::vector<std::string> result(other_types.begin(), other_types.end());
    switch (rules[index].kind) {
    case rule_kind::object:
        break;
    case rule_kind::list:
        result.push_back("[" + good_value(rules, index + 1) + "," + good_value(rules, index + 1) +
                         "]");
        result.emplace_back("[null,{},[],1]");
        break;
    case rule_kind::text:
        append_text_values(result, rules[index].max_length);
        break;
    case rule_kind::integer:
        append_strings(result, odd_integers);
        append_strings(result, odd_digit_zeros);
        append_strings(result, odd_no_digits);
        result.insert(result.end(), odd_numbers.begin(), odd_numbers.end());
        result.push_back(repeated("1", 1000));
        result.push_back(repeated("1", 1001));
        break;
    case rule_kind::date_time:
        append_strings(result, odd_date_times);
        break;
    case rule_kind::choice:
        append_choice_values(result, rules, index);
        break;
    }
    return result;
}

std::string good_value(std::span<const rule> rules, std::size_t index) {
    switch (rules[index].kind) {
    case rule_kind::list:
        return "[" + good_value(rules, index + 1) + "]";
    case rule_kind::text:
        return "\"hello.world\"";
    case rule_kind::integer:
        return "1";
    case rule_kind::date_time:
        return "\"2024-12-12T00:02:00+00:00\"";
    case rule_kind::choice:
        return json_string(rules[index].options.front());
    case rule_kind::object:
        break;
    }
    std::string result;
    for (const std::size_t field : inside_of(rules, index)) {
        result += result.empty() ? "{" : ",";
        result += json_string(rules[field].name) + ":" + good_value(rules, field);
    }
    return result + "}";
}

} // namespace flaghook::fuzz
