#include "mutator/field_values.hpp"

#include "mutator/json_writer.hpp"
#include "oracle/code_points.hpp"

#include <array>

namespace flaghook::fuzz {

namespace {

using namespace std::string_view_literals;

constexpr auto date_times = std::to_array<std::string_view>({
    // the documented form, and forms that senders write
    "2024-12-12T00:02:00+00:00",
    "2024-12-12T00:02:00Z",
    "2024-12-12T00:02:00",
    "2024-12-12T00:02:00.123456+00:00",
    "2024-12-12T00:02:00.001Z",
    "2024-12-12T02:02:00+02:00",
    "2024-12-11T18:32:00-05:30",
    // Python's other forms
    "2024-12-12",
    "20241212",
    "20241212T000200Z",
    "20241212T0002",
    "2024-12-12T00",
    "2024-12-12T00+05",
    "2024-12-12 00:02:00,5",
    "2024-12-12T00:02:00.1234567890123Z",
    "2024-12-12T00:02:00+05:30:15.000001",
    "2024-12-12T00:02:00-0000",
    "2024-12-12T00:02:00+00:00:00.5",
    "2024-12-12T00:02:00+23:59:59.999999",
    "2024-12-12T00:02:00+24:00",
    "2024-12-12T00:02:00+00:99",
    "2024-12-12_00:02",
    "2024-12-12\u20ac00:02",
    "2024-W50-4T00:02:00",
    "2024-W50T00:02:00",
    "2024W504T0002",
    "2024W50T0002",
    "2024W500002",
    "2024W5041000",
    "2024-W50-10:00",
    "2020-W53-7",
    "2021-W53-1",
    "2024-W00-1",
    "2024-W01-8",
    "2024-Wxx-1",
    "2024Wx",
    "2024-W011",
    "9999-W52-7",
    "0001-W01-1",
    // Django's pattern
    "2024-1-2T3:4",
    "2024-1-2 3:4:5.6",
    "2024-01-02T03:04:05.123456789012 +0100",
    "2024-01-02T03:04:05 \t Z\n",
    "2024-01-02T03:04:05+05",
    "2024-01-02T03:04:05+0530",
    "2024-01-02T03:04:05+053",
    "2024-01-02T03:04:05.1234567890123",
    "\u0662\u0660\u0662\u0664-\u0661-\u0662T\u0663:\u0664",
    "\uff12\uff10\uff12\uff14-01-02T03:04\u3000Z",
    // strptime
    "iso-8601",
    "ISO-8601",
    "\u0130\u017fO-8601",
    // at and beyond the limits
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59.999999Z",
    "9999-12-31T23:59:59-00:01",
    "0000-01-01T00:00:00Z",
    "1970-01-01T00:00:00Z",
    "1969-12-31T23:59:59.999999Z",
    "2024-02-29T00:00:00Z",
    "2023-02-29T00:00:00Z",
    "1900-02-29T00:00:00Z",
    "2000-02-29T00:00:00Z",
    // almost date-times
    "2024-12-12T24:00:00Z",
    "2024-12-12T23:60:00Z",
    "2024-12-12T23:59:60Z",
    "2024-12-12t00:02:00z",
    "2024-12-12T",
    "2024-12-12T00:02:00.Z",
    "2024-1-2T3:4:5.Z",
    "2024-1-2T3:4:",
    "2024-1-2T3:4+1:00",
    "2024-1-2T3:4+01:",
    "2024-12-12T00:02.5Z",
    "2024-347",
    "24-12-12",
    "1733961720",
    " 2024-12-12T00:02:00Z",
    "2024-12-12T00:02:00Z ",
    "",
});

constexpr auto integers = std::to_array<std::string_view>({
    "1",
    " 42 ",
    "1_000",
    "+1",
    "-1",
    "-0",
    "007",
    "1.",
    "1.00 ",
    "1.0\n",
    ".0",
    "1.5",
    "1e3",
    "0x1",
    "1__0",
    "_1",
    "1_",
    "\u00b2",
    "\u0663",
    "\uff11\uff12",
    "\x1c"
    "1",
    "\u30001\u2003",
    "1.0\x1c",
    "- 1",
    "",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "00000000000000000000000000000000000000000000018446744073709551615",
    "99999999999999999999999999999999999999999999999999",
    "True",
    "inf",
});

constexpr auto numbers = std::to_array<std::string_view>({
    "0",
    "-0",
    "1",
    "-1",
    "1.0",
    "-0.0",
    "1.5",
    "1e15",
    "1e16",
    "1E+2",
    "1e-5",
    "0.0001",
    "0.1",
    "123456789012345678",
    "1e400",
    "-1e400",
    "1e-400",
    "5e-324",
    "1.7976931348623157e308",
    "1e99999999999",
    "0e99999999999",
    "4294967296",
    "9007199254740993",
    "9007199254740993.0",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "100000000000000000000000000000000000000",
});

/// Characters, as JSON text, that some rule treats specially.
constexpr auto characters = std::to_array<std::string_view>({
    "\\u0000",    "\\ud800", "\\udc00\\ud800", "\\ud83d\\ude00", "\u2028",
    "\\u2029",    "\\u001f", "\\u0085",        "\u00a0",         "\u200b",
    "\ufeff",     "\\n",     "\\b\\f\\r\\t",   "\\\\",           "\\\"",
    "\\/",        "'",       "\u007f",         "\u00ad",         "\U000e0001",
    "\U0001f600",
});

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
    out.insert(out.end(), numbers.begin(), numbers.end());
    for (const std::string_view character : characters) {
        for (const std::string_view form : {"x*x"sv, "*x"sv, "x*"sv, "*"sv}) {
            std::string text = "\"";
            text += form;
            text += '"';
            text.replace(text.find('*'), 1, character);
            out.push_back(std::move(text));
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
    out.insert(out.end(), numbers.begin(), numbers.end());
    for (const std::string_view character : characters) {
        out.push_back("\"" + std::string(character) + "\"");
        out.push_back("{\"" + std::string(character) + "\":[\"" + std::string(character) + "\"]}");
    }
}

} // namespace

std::span<const std::string_view> date_time_texts() noexcept {
    return date_times;
}
std::span<const std::string_view> integer_texts() noexcept {
    return integers;
}
std::span<const std::string_view> number_literals() noexcept {
    return numbers;
}

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
        append_strings(result, integers);
        result.insert(result.end(), numbers.begin(), numbers.end());
        result.push_back(repeated("1", 1000));
        result.push_back(repeated("1", 1001));
        break;
    case rule_kind::date_time:
        append_strings(result, date_times);
        result.emplace_back("\"2024-12-12\\ud80000:02:00\"");
        result.emplace_back("\"2024-W50\\udfff00:02:00\\ud800\"");
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
