#include <flaghook/server/ascii.hpp>
#include <flaghook/server/text.hpp>

#include "diagnosis/encodings.hpp"
#include "diagnosis/variants.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <utility>

namespace flaghook::diagnosis {

namespace {

constexpr std::string_view as_registered = "use the secret exactly as it was registered";

class secret_changer {
public:
    explicit secret_changer(std::span<const std::byte> secret)
        : secret_(reinterpret_cast<const char*>(secret.data()), secret.size()) {}

    std::vector<secret_variant> make() && {
        add_decoded();
        add_surrounded();
        add_stripped();
        add_other_cases();
        add_absent();
        return std::move(made_);
    }

private:
    void add(wiping_bytes&& bytes, mistake what) {
        if (!std::equal(bytes.begin(), bytes.end(), secret_.begin(), secret_.end())) {
            made_.push_back({std::move(bytes), std::move(what)});
        }
    }

    void add_decoded() {
        if (std::optional<wiping_bytes> bytes = decode_hex<wiping_bytes>(secret_)) {
            add(std::move(*bytes), {"secret_from_hex", "with the secret decoded from hex",
                                    "use the secret as text, do not decode it"});
        }
        add_base64();
    }

    void add_base64() {
        std::optional<wiping_bytes> bytes = decode_base64<wiping_bytes>(secret_);
        if (!bytes) {
            return;
        }
        const bool is_for_urls = secret_.find_first_of("-_") != std::string_view::npos;
        add(std::move(*bytes),
            is_for_urls ? mistake{"secret_from_base64url", "with the secret decoded from base64url",
                                  "use the secret as text, do not decode it"}
                        : mistake{"secret_from_base64", "with the secret decoded from base64",
                                  "use the secret as text, do not decode it"});
    }

    void add_joined(std::initializer_list<std::string_view> parts, mistake what) {
        wiping_bytes bytes;
        // Reserving avoids a reallocation. The allocator would overwrite the old copy, but none is
        // needed.
        bytes.reserve(secret_.size() + 4);
        for (const std::string_view part : parts) {
            bytes.insert(bytes.end(), part.begin(), part.end());
        }
        add(std::move(bytes), std::move(what));
    }

    void add_surrounded() {
        const mistake line_end{
            "secret_line_end", "with a line end after the secret",
            "remove the line end when reading the secret, for example from a file"};
        add_joined({secret_, "\n"}, line_end);
        add_joined({secret_, "\r\n"}, line_end);
        const mistake quotes{
            "secret_quotes", "with quotes around the secret",
            "remove the quotes when reading the secret, for example from a settings file"};
        add_joined({"\"", secret_, "\""}, quotes);
        add_joined({"'", secret_, "'"}, quotes);
        const mistake blanks{"secret_blanks", "with a space before or after the secret",
                             "trim white space when reading the secret"};
        add_joined({secret_, " "}, blanks);
        add_joined({" ", secret_}, blanks);
        add_joined({" ", secret_, " "}, blanks);
        add_joined({"\xEF\xBB\xBF", secret_},
                   {"secret_byte_order_mark", "with a byte-order mark before the secret",
                    "save the secret's file without a byte-order mark"});
    }

    /// Covers the case that the secret given here has the extra characters.
    void add_stripped() {
        constexpr std::string_view around = " \t\r\n\"'";
        const std::size_t first = secret_.find_first_not_of(around);
        if (first != std::string_view::npos) {
            const std::size_t last = secret_.find_last_not_of(around);
            add_joined({secret_.substr(first, last - first + 1)},
                       {"secret_stripped", "without the quotes and white space around the secret",
                        "the secret given here has them: use the same text on both sides"});
        }
    }

    void add_other_cases() {
        const auto change = [&](char from, char to, const mistake& what) {
            wiping_bytes bytes(secret_.begin(), secret_.end());
            std::transform(bytes.begin(), bytes.end(), bytes.begin(), [&](char letter) {
                const bool changes = letter >= from && letter <= from + ('z' - 'a');
                return changes ? static_cast<char>(letter - from + to) : letter;
            });
            add(std::move(bytes), what);
        };
        change('A', 'a',
               {"secret_lower_case", "with the secret in lower case", std::string(as_registered)});
        change('a', 'A',
               {"secret_upper_case", "with the secret in upper case", std::string(as_registered)});
    }

    void add_absent() {
        add({}, {"secret_empty", "with an empty secret",
                 "the sender does not find its secret: check its configuration"});
        for (const std::string_view word : {"undefined", "null", "None"}) {
            add(wiping_bytes(word.begin(), word.end()),
                {"secret_empty", "with the word '" + std::string(word) + "' as secret",
                 "the sender does not find its secret: check its configuration"});
        }
    }

    std::string_view secret_;
    std::vector<secret_variant> made_;
};

} // namespace

std::vector<secret_variant> variants_of_secret(std::span<const std::byte> secret) {
    return secret_changer(secret).make();
}

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_in_quotes(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> pairs{
        {{"\"", "\""},
         {"'", "'"},
         {"`", "`"},
         {"\xE2\x80\x9C", "\xE2\x80\x9D"},
         {"\xE2\x80\x98", "\xE2\x80\x99"}}};
    return std::any_of(pairs.begin(), pairs.end(), [text](const auto& quotes) {
        return text.size() >= quotes.first.size() + quotes.second.size() &&
               text.starts_with(quotes.first) && text.ends_with(quotes.second);
    });
}

bool is_lower(char one) {
    return one >= 'a' && one <= 'z';
}

bool is_of_name(char one) {
    return is_lower(one) || (one >= 'A' && one <= 'Z') || (one >= '0' && one <= '9') || one == '_';
}

bool contains_in_any_case(std::string_view text, std::string_view word) {
    for (std::size_t place = 0; place < text.size(); ++place) {
        if (server::detail::equal_in_any_case(text.substr(place, word.size()), word)) {
            return true;
        }
    }
    return false;
}

/// Checks for the name of an environment variable, or for a name that says what its value is.
/// Other texts before `=` may be the beginning of a random secret.
bool is_name(std::string_view text) {
    constexpr std::size_t longest = 32;
    if (text.empty() || text.size() > longest || (text.front() >= '0' && text.front() <= '9')) {
        return false;
    }
    return std::all_of(text.begin(), text.end(), is_of_name) &&
           (std::none_of(text.begin(), text.end(), is_lower) ||
            contains_in_any_case(text, "secret") || contains_in_any_case(text, "token") ||
            contains_in_any_case(text, "key"));
}

bool begins_with_name(std::string_view text) {
    constexpr std::string_view keyword = "export ";
    if (text.starts_with(keyword)) {
        text.remove_prefix(keyword.size());
    }
    const std::size_t equals = text.find('=');
    // Nothing but equals signs is the end of base32 or base64.
    if (equals == std::string_view::npos ||
        text.find_first_not_of('=', equals) == std::string_view::npos) {
        return false;
    }
    std::string_view before = text.substr(0, equals);
    while (before.ends_with(' ')) {
        before.remove_suffix(1);
    }
    return is_name(before);
}

/// Checks for a character without a shape. Python's `isprintable` counts some of them as printable.
bool is_invisible(char32_t point) {
    constexpr std::array<std::pair<char32_t, char32_t>, 9> printable_ones{{
        {0x034F, 0x034F},   // combining grapheme joiner
        {0x115F, 0x1160},   // Hangul fillers
        {0x17B4, 0x17B5},   // Khmer inherent vowels
        {0x180B, 0x180F},   // Mongolian variation selectors
        {0x2800, 0x2800},   // empty Braille pattern
        {0x3164, 0x3164},   // Hangul filler
        {0xFE00, 0xFE0F},   // variation selectors
        {0xFFA0, 0xFFA0},   // Hangul filler
        {0xE0100, 0xE01EF}, // variation selectors
    }};
    return !server::detail::is_printable(point) ||
           std::any_of(printable_ones.begin(), printable_ones.end(), [point](const auto& range) {
               return point >= range.first && point <= range.second;
           });
}

/// Returns the number of the first character that cannot be seen, counted from 1; 0 if there is
/// none.
std::size_t first_invisible(std::string_view text) {
    std::size_t number = 0;
    for (std::size_t position = 0; position < text.size();) {
        const server::detail::decoded next = server::detail::decode(text, position);
        position += next.width;
        ++number;
        if (is_invisible(next.point)) {
            return number;
        }
    }
    return 0;
}

} // namespace

std::string explain_secret_text(std::string_view text, std::string_view name) {
    if (text.starts_with(byte_order_mark)) {
        return "begins with a byte order mark; save the file as UTF-8 without it";
    }
    if (text.find_first_of("\r\n") != std::string_view::npos) {
        return "has more than one line; keep only the line with the " + std::string(name);
    }
    if (is_in_quotes(text)) {
        return "is in quotes; remove them";
    }
    if (begins_with_name(text)) {
        return "has the form NAME=value; keep only the value";
    }
    if (const std::size_t number = first_invisible(text); number != 0) {
        return "has an invisible character (number " + std::to_string(number) +
               "), such as a tab or a zero-width space; copy the " + std::string(name) +
               " again as plain text";
    }
    return {};
}

} // namespace flaghook::diagnosis
