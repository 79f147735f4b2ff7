#include "diagnosis/likely_cause.hpp"

#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/text.hpp>

#include "diagnosis/body_values.hpp"
#include "diagnosis/variants.hpp"
#include "tool/output.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>

namespace flaghook::diagnosis {

namespace {

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

bool is_letter(char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

bool is_all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Keeps only letters and digits, in lower case, so that `changeId`, `change-id` and `ChangeID` are
/// equal.
std::string folded(std::string_view key) {
    std::string result;
    for (const char character : key) {
        if (is_letter(character)) {
            result += static_cast<char>(character | 0x20);
        } else if (is_digit(character)) {
            result += character;
        }
    }
    return result;
}

/// Computes the edit distance of two short texts (Levenshtein).
std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t line = 1; line <= left.size(); ++line) {
        std::size_t diagonal = std::exchange(row[0], line);
        for (std::size_t column = 1; column <= right.size(); ++column) {
            const std::size_t changed = diagonal + (left[line - 1] == right[column - 1] ? 0 : 1);
            diagonal = row[column];
            row[column] = std::min({changed, row[column] + 1, row[column - 1] + 1});
        }
    }
    return row.back();
}

constexpr std::size_t longest_name = 40;

bool resembles(std::string_view key, std::string_view name) {
    if (key.empty() || key.size() > longest_name) {
        return false;
    }
    const std::string one = folded(key);
    const std::string other = folded(name);
    if (one == other) {
        return true;
    }
    constexpr std::size_t short_name = 4;
    const std::size_t most = other.size() <= short_name ? 1 : 2;
    return one.size() > 2 && distance(one, other) <= most;
}

/// A name that senders use for a documented field.
struct other_name {
    std::string_view used;
    std::string_view documented;
};
constexpr auto other_names = std::to_array<other_name>({
    {"event", "action"},
    {"operation", "action"},
    {"verb", "action"},
    {"changetype", "action"},
    {"eventtype", "action"},
    {"timestamp", "created_at"},
    {"time", "created_at"},
    {"date", "created_at"},
    {"updatedat", "created_at"},
    {"changedat", "created_at"},
    {"occurredat", "created_at"},
    {"author", "created_by"},
    {"user", "created_by"},
    {"actor", "created_by"},
    {"changedby", "created_by"},
    {"updatedby", "created_by"},
    {"id", "change_id"},
    {"eventid", "change_id"},
    {"flagname", "flag"},
    {"flagkey", "flag"},
    {"feature", "flag"},
    {"featurekey", "flag"},
    {"key", "flag"},
    {"email", "id"},
    {"kind", "type"},
    {"changes", "data"},
    {"events", "data"},
    {"metadata", "meta"},
});

std::string iso(std::string_view digits, std::size_t decimals) {
    std::int64_t microseconds = 0;
    for (const char digit : digits) {
        microseconds = microseconds * 10 + (digit - '0');
    }
    for (; decimals < 6; ++decimals) {
        microseconds *= 10;
    }
    for (; decimals > 6; --decimals) {
        microseconds /= 10;
    }
    return to_string(timestamp(std::chrono::microseconds(microseconds)));
}

/// Guesses the unit of an epoch time from its number of digits, for the years 1973 to 2286.
std::string cause_of_epoch(std::string_view digits) {
    struct unit {
        std::size_t shortest;
        std::size_t longest;
        std::size_t decimals;
        std::string_view name;
    };
    constexpr auto units = std::to_array<unit>({{9, 10, 0, "seconds"},
                                                {12, 13, 3, "milliseconds"},
                                                {15, 16, 6, "microseconds"},
                                                {18, 18, 9, "nanoseconds"},
                                                {19, 19, 9, "nanoseconds"}});
    for (const unit& one : units) {
        const bool fits_64_bits = digits.size() < 19 || digits < "9223372036854775807";
        if (digits.size() >= one.shortest && digits.size() <= one.longest && fits_64_bits) {
            return "it looks like " + std::string(one.name) + " since 1970: send \"" +
                   iso(digits, one.decimals) + '"';
        }
    }
    return {};
}

bool begins_with_weekday(std::string_view text) {
    constexpr auto days =
        std::to_array<std::string_view>({"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"});
    return std::any_of(days.begin(), days.end(),
                       [&](std::string_view day) { return text.starts_with(day); });
}

bool is_local_date(std::string_view text) {
    const std::size_t first = text.find_first_not_of("0123456789");
    if (first == 0 || first == std::string_view::npos || first > 4) {
        return false;
    }
    const char separator = text[first];
    const std::size_t second = text.find_first_not_of("0123456789", first + 1);
    return (separator == '/' || separator == '.') && second != std::string_view::npos &&
           text[second] == separator;
}

std::string cause_of_time_text(std::string_view text) {
    if (is_all_digits(text)) {
        return cause_of_epoch(text);
    }
    if (begins_with_weekday(text)) {
        return text.substr(3).starts_with(',')
                   ? "it is an RFC 2822 date, as in HTTP headers and from toUTCString(): send ISO "
                     "8601, as from toISOString()"
                   : "it looks like the result of a date's toString(): send ISO 8601, as from "
                     "toISOString()";
    }
    if (is_local_date(text)) {
        return "it looks like the result of toLocaleString(), a local date without a zone: send "
               "ISO 8601, as from toISOString()";
    }
    if (text.ends_with(" UTC") || text.find(" m=+") != std::string_view::npos) {
        return "it looks like the result of Go's Time.String() or Ruby's Time#to_s: send ISO 8601 "
               "(time.RFC3339, iso8601)";
    }
    if (text.ends_with(']')) {
        return "it names a time zone, as Java's ZonedDateTime does: send only the offset, as "
               "OffsetDateTime does";
    }
    if (text.ends_with('z')) {
        return "the Z for UTC must be upper case";
    }
    return {};
}

bool is_uuid(std::string_view text) {
    constexpr std::string_view form = "00000000-0000-0000-0000-000000000000";
    return text.size() == form.size() &&
           std::equal(text.begin(), text.end(), form.begin(), [](char one, char pattern) {
               const bool is_hex = is_digit(one) || ((one | 0x20) >= 'a' && (one | 0x20) <= 'f');
               return pattern == '-' ? one == '-' : is_hex;
           });
}

std::string cause_of_integer_text(std::string_view text) {
    const std::string_view digits = server::detail::trim(text);
    if (digits.empty()) {
        return "it is empty";
    }
    if (is_uuid(digits)) {
        return "a UUID is not a number: derive a 64-bit number from it";
    }
    if (digits.starts_with("0x") || digits.starts_with("0X")) {
        return "it is in hexadecimal: send decimal digits";
    }
    if (digits.find_first_not_of("0123456789.,' _") == std::string_view::npos) {
        return digits.find_first_of(", '") != std::string_view::npos
                   ? "it has separators between digits: send only the digits"
                   : "it has a fraction: send a whole number";
    }
    if (digits.find_first_not_of("0123456789.eE+-") == std::string_view::npos) {
        return "it is in scientific notation: send all digits";
    }
    return {};
}

/// Returns the digits before the point of a float; empty if they are not all digits.
std::string_view whole_part(std::string_view number) {
    const std::string_view whole = number.substr(0, number.find('.'));
    return is_all_digits(whole) ? whole : std::string_view();
}

struct other_choice {
    std::string_view used;
    std::string_view documented;
};
constexpr auto other_choices = std::to_array<other_choice>({
    {"create", "created"},   {"add", "created"},       {"added", "created"},
    {"new", "created"},      {"insert", "created"},    {"update", "updated"},
    {"change", "updated"},   {"changed", "updated"},   {"modified", "updated"},
    {"toggle", "updated"},   {"toggled", "updated"},   {"enabled", "updated"},
    {"disabled", "updated"}, {"edited", "updated"},    {"renamed", "updated"},
    {"delete", "deleted"},   {"remove", "deleted"},    {"removed", "deleted"},
    {"archived", "deleted"}, {"destroyed", "deleted"}, {"username", "name"},
    {"user", "name"},        {"login", "name"},        {"mail", "email"},
    {"uuid", "id"},          {"userid", "id"},
});

bool has_lone_surrogate(std::string_view value) {
    return value.starts_with('"') && !text_of(value) && value.find("\\u") != std::string_view::npos;
}

} // namespace

std::string cause_of_bad_time(std::string_view value) {
    if (const std::optional<std::string> text = text_of(value)) {
        return cause_of_time_text(*text);
    }
    return value.find_first_of("eE") == std::string_view::npos ? cause_of_epoch(whole_part(value))
                                                               : std::string();
}

std::string cause_of_bad_integer(std::string_view value) {
    if (const std::optional<std::string> text = text_of(value)) {
        return cause_of_integer_text(*text);
    }
    if (value.empty() || (!is_digit(value.front()) && value.front() != '-')) {
        return {};
    }
    // Doubles from 2^53 on are integers, but not every integer is a double.
    constexpr std::size_t digits_of_2_53 = 16;
    if (value.find_first_of("eE") != std::string_view::npos ||
        (value.find('.') != std::string_view::npos && value.find('.') >= digits_of_2_53)) {
        return "it is a floating-point number, which rounds integers beyond 2^53: send the integer "
               "itself, or its digits as text";
    }
    if (value.find('.') != std::string_view::npos) {
        return "it is a floating-point number: send it without a fraction";
    }
    return {};
}

std::string cause_of_bad_choice(std::string_view value, std::span<const std::string> choices) {
    if (has_lone_surrogate(value)) {
        return "it has a lone surrogate, half of a character beyond U+FFFF: Sentry cannot write an "
               "answer that repeats it, and gives status 500";
    }
    const std::optional<std::string> text = text_of(value);
    if (!text || text->size() > longest_name) {
        return {};
    }
    const std::string plain = folded(*text);
    for (const std::string& choice : choices) {
        if (server::detail::trim(*text) == choice) {
            return "the white space around it matters: send \"" + choice + '"';
        }
        if (plain == choice) {
            return "the letter case matters: send \"" + choice + '"';
        }
    }
    for (const other_choice& other : other_choices) {
        if (plain == other.used &&
            std::find(choices.begin(), choices.end(), other.documented) != choices.end()) {
            return "the documented word is \"" + std::string(other.documented) + '"';
        }
    }
    for (const std::string& choice : choices) {
        if (plain.size() > 2 && distance(plain, choice) <= 2) {
            return "it resembles \"" + choice + '"';
        }
    }
    return {};
}

std::string cause_of_bad_text(std::string_view value) {
    if (has_lone_surrogate(value)) {
        return "it has a lone surrogate: the text was cut inside a character beyond U+FFFF, such "
               "as "
               "an emoji";
    }
    const std::optional<std::string> text = text_of(value);
    if (!text) {
        return {};
    }
    if (text->find('\0') != std::string::npos) {
        return "it has a NUL, for example from the end of a buffer: send only the text";
    }
    if (!text->empty() && server::detail::trim(*text).empty()) {
        return "it is only white space, which Sentry trims";
    }
    return {};
}

std::string cause_of_no_object(std::string_view value) {
    const std::optional<std::string> text = text_of(value);
    return text && server::detail::trim(*text).starts_with('{')
               ? "it is JSON inside a string: it was serialized twice"
               : std::string();
}

std::string cause_of_no_list(std::string_view value) {
    if (value.starts_with('{')) {
        return "a single change must be in a list, too: put it into [ ]";
    }
    const std::optional<std::string> text = text_of(value);
    return text && server::detail::trim(*text).starts_with('[')
               ? "it is JSON inside a string: it was serialized twice"
               : std::string();
}

std::string_view resembled(std::string_view key, std::span<const std::string_view> documented) {
    for (const std::string_view name : documented) {
        if (folded(key) == folded(name) && key.size() <= longest_name) {
            return name;
        }
    }
    for (const std::string_view name : documented) {
        if (resembles(key, name)) {
            return name;
        }
    }
    if (key.size() <= longest_name) {
        for (const other_name& other : other_names) {
            if (folded(key) == other.used && std::find(documented.begin(), documented.end(),
                                                       other.documented) != documented.end()) {
                return other.documented;
            }
        }
    }
    return {};
}

std::string cause_of_missing(std::string_view name, const std::vector<std::string>& keys,
                             std::span<const std::string_view> documented) {
    for (const std::string& key : keys) {
        const bool is_documented =
            std::find(documented.begin(), documented.end(), key) != documented.end();
        if (!is_documented && resembled(key, documented) == name) {
            return "the key " + tool::excerpt(key, longest_name) + " resembles it: the name is \"" +
                   std::string(name) + '"';
        }
    }
    const auto has = [&](std::string_view key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    };
    if (name == "data" && has("flag") && has("action")) {
        return "this is a single change: put it into the list \"data\"";
    }
    return {};
}

std::string cause_of_malformed(std::string_view body, std::string_view words) {
    constexpr std::size_t beginning = 100;
    const std::size_t first = std::min(body.find_first_not_of(" \t\r\n"), body.size());
    const std::string_view begin = body.substr(first, beginning);
    if (begins_as_gzip(body) || begins_as_zlib(body)) {
        return "the body is compressed, but Sentry does not decompress a body: send it "
               "uncompressed, without Content-Encoding";
    }
    if (body.starts_with("\xEF\xBB\xBF")) {
        return "the body begins with a byte-order mark: write it as UTF-8 without one";
    }
    if (body.starts_with("\xFF\xFE") || body.starts_with("\xFE\xFF") ||
        body.substr(0, 4).find('\0') != std::string_view::npos) {
        return "the body is in UTF-16 or UTF-32: send UTF-8";
    }
    if (words.find("codec can't decode") != std::string_view::npos) {
        return "the body is not UTF-8, but perhaps ISO-8859-1 or Windows-1252, or was cut inside a "
               "character";
    }
    if (begin.starts_with('<')) {
        return "the body is HTML or XML";
    }
    if (begin.starts_with("{'") || begin.starts_with("[{'") || begin.starts_with("b'")) {
        return "the body is a Python object converted with str(): use json.dumps";
    }
    if (begin.starts_with("[object ")) {
        return "the body is a JavaScript object converted to text: use JSON.stringify";
    }
    if (begin.find("%7B") != std::string_view::npos || begin.find('=') < begin.find('{')) {
        return "the body looks like a form: send the JSON text itself";
    }
    if (words.starts_with("Extra data")) {
        return "more data follows the first JSON text: send one document, with all changes in its "
               "list \"data\"";
    }
    const bool ends_early = words.starts_with("Unterminated string") ||
                            words.ends_with("(char " + std::to_string(body.size()) + ')');
    if (ends_early) {
        return "the body ends too early: it was cut, or Content-Length is too small (it counts "
               "bytes, not characters)";
    }
    if (words.find("trailing comma") != std::string_view::npos) {
        return "JSON does not allow trailing commas";
    }
    if (words.find("control character") != std::string_view::npos) {
        return "a line feed or another control character in a string is not escaped";
    }
    return {};
}

} // namespace flaghook::diagnosis
