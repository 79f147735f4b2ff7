/// @file
/// The tokenizer of JSON texts, which accepts the same texts as the server.
#ifndef FLAGHOOK_JSON_TOKENIZER_HPP
#define FLAGHOOK_JSON_TOKENIZER_HPP

#include <flaghook/json/limits.hpp>
#include <flaghook/json/plain_text.hpp>
#include <flaghook/server/number.hpp>
#include <flaghook/server/syntax_error.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/server/value.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::inline FLAGHOOK_ABI::json::detail {

namespace detail {

/// The value of each hexadecimal digit; -1 for other bytes.
inline constexpr auto hex_values = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(-1);
    for (std::size_t value = 0; value < 16; ++value) {
        values[static_cast<unsigned char>("0123456789abcdef"[value])] =
            static_cast<std::int8_t>(value);
        values[static_cast<unsigned char>("0123456789ABCDEF"[value])] =
            static_cast<std::int8_t>(value);
    }
    return values;
}();

/// The character for each one-letter escape; 0 for other bytes.
inline constexpr auto escaped_characters = [] {
    constexpr std::string_view letters = "\"\\/bfnrt";
    constexpr std::string_view characters = "\"\\/\b\f\n\r\t";
    std::array<char, 256> values{};
    for (std::size_t index = 0; index < letters.size(); ++index) {
        values[static_cast<unsigned char>(letters[index])] = characters[index];
    }
    return values;
}();

/// A sink that ignores all tokens.
struct no_sink {
    static constexpr bool wants_text = false;
};

} // namespace detail

/// Reads the tokens of JSON texts, and keeps its memory from text to text.
///
/// Most functions take and return the position in the text, which keeps it in a register. They
/// return `nullptr` if the text is malformed; `error` then gives the reason. The caller skips white
/// space.
///
/// As in Python's `json`, a lone surrogate escape is accepted, and takes three bytes here. Integers
/// have at most 4,300 digits.
/// @par Source
/// https://docs.python.org/3/library/json.html
class tokenizer {
public:
    /// Prepares for a new text. Drops a character that the end of the text cuts off, like Python's
    /// decoder.
    /// @param depth maximum nesting depth; values over `max_depth` have no effect
    void begin(std::string_view text, std::size_t depth) noexcept {
        begin_ = text.data();
        end_ = begin_ + text.size();
        depth_ = std::min(depth, max_depth);
        error_ = server::detail::syntax_error::none;
        error_at_ = begin_;
        used_ = 0;
        cut_ = 0;
        if (!text.empty() && static_cast<unsigned char>(text.back()) >= 0x80) {
            cut_ = count_cut_bytes(text);
            end_ -= cut_;
        }
    }

    /// The text without a character that its end cuts off.
    [[nodiscard]] std::string_view text() const noexcept {
        return {begin_, static_cast<std::size_t>(end_ - begin_)};
    }
    /// The number of bytes that were dropped.
    [[nodiscard]] std::size_t cut() const noexcept { return cut_; }
    /// The error in the text; `none` until a function returns `nullptr`.
    [[nodiscard]] server::detail::syntax_error error() const noexcept { return error_; }
    /// The position of the error, in bytes.
    [[nodiscard]] std::size_t error_position() const noexcept {
        return static_cast<std::size_t>(error_at_ - begin_);
    }

    /// Records an error.
    [[gnu::cold, gnu::noinline]] const char* fail(server::detail::syntax_error error,
                                                  const char* at) noexcept {
        error_ = error;
        error_at_ = at;
        return nullptr;
    }

    /// The number of bytes from a position to the end.
    [[nodiscard]] std::size_t left(const char* at) const noexcept {
        return static_cast<std::size_t>(end_ - at);
    }
    /// Checks whether a byte is next.
    [[nodiscard]] bool starts_with(const char* at, char expected) const noexcept {
        return at != end_ && *at == expected;
    }
    /// Checks whether a text of a constant length is next, which takes a few instructions.
    template <std::size_t Size>
    [[nodiscard]] bool starts_with(const char* at,
                                   const std::array<char, Size>& expected) const noexcept {
        return left(at) >= Size && std::memcmp(at, expected.data(), Size) == 0;
    }

    /// Skips white space.
    [[nodiscard]] const char* skip_space(const char* at) const noexcept {
        // Usually there is no white space, or one space.
        while (at != end_ && *at <= ' ') {
            if (*at != ' ' && *at != '\n' && *at != '\r' && *at != '\t') {
                return at;
            }
            ++at;
        }
        return at;
    }

    /// Skips the plain ASCII characters at the beginning of a string.
    /// @param at the opening quotation mark
    /// @return the position of the first other character: the closing quotation mark if the whole
    /// string is plain
    [[nodiscard]] const char* skip_plain(const char* at) const noexcept {
        return skip_plain_ascii(at + 1, end_);
    }

    /// Reads a string.
    /// @param at the opening quotation mark
    /// @param text receives the characters: a part of the text or, if there are escapes, memory
    /// that the next string with escapes reuses unless `keep` is called
    [[nodiscard]] const char* read_string(const char* at, std::string_view& text) {
        return read_string(at, skip_plain(at), text);
    }

    /// Reads a string after `skip_plain`.
    /// @param from the result of `skip_plain`
    [[nodiscard]] const char* read_string(const char* at, const char* from,
                                          std::string_view& text) {
        if (starts_with(from, '"')) [[likely]] {
            text = {at + 1, static_cast<std::size_t>(from - at - 1)};
            return from + 1;
        }
        return read_unusual_string(at + 1, from, text);
    }

    /// Checks whether the last string with escapes may have U+0000 or a lone surrogate.
    [[nodiscard]] bool may_have_odd_characters() const noexcept { return has_odd_characters_; }

    /// Checks whether a string refers to the text itself, not to memory of the tokenizer.
    [[nodiscard]] bool is_verbatim(std::string_view text) const noexcept {
        const std::less_equal<const char*> not_behind;
        return not_behind(begin_, text.data()) && not_behind(text.data(), end_);
    }

    /// Keeps a string valid until the next `begin`, instead of the next string with escapes.
    [[nodiscard]] std::string_view keep(std::string_view text) noexcept {
        const std::less_equal<const char*> not_behind;
        const char* const end = text.data() + text.size();
        // Other texts are parts of the body or constants, and stay valid.
        if (not_behind(memory_.data(), text.data()) &&
            not_behind(end, memory_.data() + memory_.size())) {
            used_ = static_cast<std::size_t>(end - memory_.data());
        }
        return text;
    }

    /// Reads an integer of at most 19 digits without a sign.
    /// @return its end, or `nullptr` for anything else, which is not an error
    [[nodiscard]] const char* read_natural(const char* at, std::uint64_t& value) const noexcept {
        constexpr std::ptrdiff_t always_fits = std::numeric_limits<std::uint64_t>::digits10;
        const char* const first = at;
        std::uint64_t block = 0;
        std::uint64_t result = 0;
        while (at - first <= always_fits - 8 && are_eight_digits(at, block)) {
            result = result * 100'000'000 + block;
            at += 8;
        }
        while (at - first < always_fits && at != end_ && is_digit(*at)) {
            result = result * 10 + static_cast<std::uint64_t>(*at - '0');
            ++at;
        }
        if (at == first || (at - first > 1 && *first == '0') ||
            (at != end_ && (is_digit(*at) || *at == '.' || *at == 'e' || *at == 'E'))) {
            return nullptr;
        }
        value = result;
        return at;
    }

    /// Reads any value.
    /// @param level the number of objects and lists that are open around it
    [[nodiscard]] const char* read_any(const char* at, std::size_t level,
                                       server::detail::value& out) {
        if (at == end_) {
            return fail(server::detail::syntax_error::expecting_value, at);
        }
        switch (*at) {
        case '"':
            out.is = server::detail::value::type::string;
            return read_string(at, out.text);
        case '{':
            out.is = server::detail::value::type::object;
            return skip_value(at, level);
        case '[':
            out.is = server::detail::value::type::array;
            return skip_value(at, level);
        default:
            return read_word_or_number(at, out);
        }
    }

    /// Skips any value, without recursion.
    [[nodiscard]] const char* skip_value(const char* at, std::size_t level) {
        if (starts_with(at, '"')) {
            return skip_string(at);
        }
        detail::no_sink nothing;
        return walk(at, level, nothing);
    }

    /// Reads any value and passes its tokens to a sink, without recursion: one bit for each level.
    ///
    /// A sink has the constant `wants_text`. If it is true, the sink also has
    /// `on_begin(is_object)`, `on_end(is_object)`, `on_key(text)` and `on_value(value)`.
    template <class Sink>
    [[nodiscard, gnu::noinline]] const char* walk(const char* at, std::size_t level, Sink& sink) {
        // The bit of a level is set for an object.
        std::array<std::uint64_t, max_depth / 64> kinds;
        std::size_t open = 0;
        const auto is_object = [&] {
            return (kinds[(open - 1) / 64] >> ((open - 1) % 64) & 1U) != 0;
        };
        for (;;) {
            if (at != end_ && (*at == '{' || *at == '[')) {
                if (level + open >= depth_) {
                    return fail(server::detail::syntax_error::too_deep, at);
                }
                const std::uint64_t bit = std::uint64_t{1} << open % 64;
                std::uint64_t& word = kinds[open / 64];
                word = (open % 64 == 0 ? 0 : word & ~bit) | (*at == '{' ? bit : 0);
                ++open;
                if constexpr (Sink::wants_text) {
                    sink.on_begin(*at == '{');
                }
                at = skip_space(at + 1);
                if (!starts_with(at, is_object() ? '}' : ']')) {
                    if (is_object() && (at = walk_key(at, sink)) == nullptr) {
                        return nullptr;
                    }
                    continue;
                }
            } else {
                at = walk_scalar(at, sink);
                if (at == nullptr || open == 0) {
                    return at;
                }
                at = skip_space(at);
            }
            while (starts_with(at, is_object() ? '}' : ']')) {
                if constexpr (Sink::wants_text) {
                    sink.on_end(is_object());
                }
                ++at;
                if (--open == 0) {
                    return at;
                }
                at = skip_space(at);
            }
            at = is_object() ? skip_comma<'}'>(at) : skip_comma<']'>(at);
            if (at == nullptr || (is_object() && (at = walk_key(at, sink)) == nullptr)) {
                return nullptr;
            }
        }
    }

    /// Skips the comma between two members or items and the white space behind it.
    /// @tparam Closing the bracket that must not follow
    template <char Closing>
    [[nodiscard]] const char* skip_comma(const char* at) noexcept {
        if (!starts_with(at, ',')) {
            return fail(server::detail::syntax_error::expecting_comma, at);
        }
        const char* const comma = at;
        at = skip_space(at + 1);
        if (starts_with(at, Closing)) {
            return fail(Closing == '}' ? server::detail::syntax_error::trailing_comma_in_object
                                       : server::detail::syntax_error::trailing_comma_in_array,
                        comma);
        }
        return at;
    }

    /// Reads a key, and skips the colon behind it and the white space around the colon.
    [[nodiscard]] const char* read_key(const char* at, std::string_view& key) {
        if (!starts_with(at, '"')) {
            return fail(server::detail::syntax_error::expecting_name, at);
        }
        at = read_string(at, key);
        return at == nullptr ? nullptr : skip_colon(at);
    }

    /// Skips the colon behind a key and the white space around the colon.
    [[nodiscard]] const char* skip_colon(const char* at) noexcept {
        at = skip_space(at);
        if (!starts_with(at, ':')) {
            return fail(server::detail::syntax_error::expecting_colon, at);
        }
        return skip_space(at + 1);
    }

    /// Returns Python's `str` of a value other than an object or a list; valid until the next
    /// string with escapes unless `keep` is called.
    [[nodiscard]] std::string_view python_text(const server::detail::value& scalar) {
        switch (scalar.is) {
        case server::detail::value::type::null:
            return "None";
        case server::detail::value::type::boolean:
            return scalar.truth ? "True" : "False";
        case server::detail::value::type::integer:
            return server::detail::integer_text(scalar.text);
        case server::detail::value::type::floating: {
            std::string text;
            server::detail::append_number_text(text, scalar.text);
            char* const kept = room();
            std::copy(text.begin(), text.end(), kept);
            return {kept, text.size()};
        }
        default:
            return scalar.text;
        }
    }

private:
    [[nodiscard]] static constexpr bool is_digit(char byte) noexcept {
        return byte >= '0' && byte <= '9';
    }

    /// Checks whether the next eight bytes are digits.
    /// @param value receives their number
    [[nodiscard]] bool are_eight_digits(const char* at, std::uint64_t& value) const noexcept {
        if constexpr (std::endian::native == std::endian::little) {
            constexpr std::uint64_t zeros = 0x3030303030303030U;
            std::uint64_t block = 0;
            if (left(at) < sizeof block) {
                return false;
            }
            std::memcpy(&block, at, sizeof block);
            // The upper half of a digit's byte is 3, and stays 3 if 6 is added.
            constexpr std::uint64_t upper = 0xF0F0F0F0F0F0F0F0U;
            if ((block & upper) != zeros || ((block + 0x0606060606060606U) & upper) != zeros) {
                return false;
            }
            // Neighbours are combined into numbers of two, four and eight digits.
            block -= zeros;
            block = (block * 10 + (block >> 8U)) & 0x00FF00FF00FF00FFU;
            block = (block * 100 + (block >> 16U)) & 0x0000FFFF0000FFFFU;
            value = (block * 10'000 + (block >> 32U)) & 0xFFFFFFFFU;
            return true;
        } else {
            return false;
        }
    }

    /// The number of bytes of a character that the end of a text cuts off.
    [[gnu::cold, gnu::noinline]] static std::size_t
    count_cut_bytes(std::string_view text) noexcept {
        const char* const end = text.data() + text.size();
        for (std::size_t count = 1; count <= std::min<std::size_t>(text.size(), 3); ++count) {
            const char* const at = end - count;
            if (server::detail::starts_code_point(*at)) {
                return server::detail::read_utf8(at, end).is ==
                               server::detail::utf8_sequence::form::cut
                           ? count
                           : 0;
            }
        }
        return 0;
    }

    /// The position for the next string that is not a part of the body.
    ///
    /// The memory is large enough for all such strings of a body. A string is shorter than its
    /// escaped form, and the text of a number is at most twice as long as its member `"id":9e15,`.
    [[nodiscard]] char* room() {
        constexpr std::size_t longest_number = 32;
        const std::size_t needed = 2 * text().size() + longest_number;
        if (memory_.size() < needed) {
            memory_ = std::vector<char>(needed);
        }
        return memory_.data() + used_;
    }

    /// Reads the rest of a string from its first character that is not plain ASCII.
    /// @param first its first character
    [[nodiscard, gnu::noinline]] const char*
    read_unusual_string(const char* const first, const char* at, std::string_view& text) {
        // Nothing is copied before the first escape.
        while (at != end_ && *at != '\\') {
            if (*at == '"') {
                text = {first, static_cast<std::size_t>(at - first)};
                return at + 1;
            }
            at = skip_other(at);
            if (at == nullptr) {
                return nullptr;
            }
            at = skip_plain_ascii(at, end_);
        }
        char* const memory = room();
        char* out = memory;
        const char* run = first;
        has_odd_characters_ = false;
        while (at != end_) {
            if (*at == '"') {
                out = copy(run, at, out);
                text = {memory, static_cast<std::size_t>(out - memory)};
                return at + 1;
            }
            if (*at == '\\') {
                out = copy(run, at, out);
                char32_t point = 0;
                at = read_escape(first, at, point);
                if (at == nullptr) {
                    return nullptr;
                }
                has_odd_characters_ =
                    has_odd_characters_ || point == 0 || server::detail::is_surrogate(point);
                out = server::detail::write_code_point(out, point);
                run = at;
            } else {
                at = skip_other(at);
                if (at == nullptr) {
                    return nullptr;
                }
            }
            at = skip_plain_ascii(at, end_);
        }
        return fail(server::detail::syntax_error::unterminated_string, first - 1);
    }

    /// Copies a part of the text into the memory for strings, eight bytes at a time. The memory has
    /// space for the bytes that this writes behind the end.
    [[nodiscard]] char* copy(const char* from, const char* to, char* out) const noexcept {
        constexpr std::size_t width = 8;
        const auto size = static_cast<std::size_t>(to - from);
        if (size > 4 * width || left(from) < size + width) {
            std::memcpy(out, from, size);
        } else {
            for (std::size_t done = 0; done < size; done += width) {
                std::memcpy(out + done, from + done, width);
            }
        }
        return out + size;
    }

    /// Skips a string.
    [[nodiscard]] const char* skip_string(const char* at) noexcept {
        const char* const first = at + 1;
        at = skip_plain_ascii(first, end_);
        while (!starts_with(at, '"')) {
            if (at == end_) {
                return fail(server::detail::syntax_error::unterminated_string, first - 1);
            }
            char32_t point = 0;
            at = *at == '\\' ? read_escape(first, at, point) : skip_other(at);
            if (at == nullptr) {
                return nullptr;
            }
            at = skip_plain_ascii(at, end_);
        }
        return at + 1;
    }

    /// Skips characters that are not ASCII.
    /// @param at such a character, or a control character, which is an error
    [[nodiscard]] const char* skip_other(const char* at) noexcept {
        if (static_cast<unsigned char>(*at) < 0x20) {
            return fail(server::detail::syntax_error::control_character, at);
        }
        do {
            const server::detail::utf8_sequence next = server::detail::read_utf8(at, end_);
            if (next.is != server::detail::utf8_sequence::form::valid) {
                return fail(server::detail::syntax_error::invalid_utf8, at);
            }
            at += next.width;
        } while (at != end_ && static_cast<unsigned char>(*at) >= 0x80);
        return at;
    }

    /// Reads an escape, or the two escapes of a pair of surrogates.
    /// @param first the string's first character
    /// @param at the backslash
    /// @param point receives the character
    [[nodiscard]] const char* read_escape(const char* first, const char* at,
                                          char32_t& point) noexcept {
        if (left(at) < 2) {
            return fail(server::detail::syntax_error::unterminated_string, first - 1);
        }
        if (at[1] != 'u') {
            point = static_cast<unsigned char>(
                detail::escaped_characters[static_cast<unsigned char>(at[1])]);
            return point != 0 ? at + 2 : fail(server::detail::syntax_error::invalid_escape, at);
        }
        const std::int32_t high = read_four_digits(at + 2);
        if (high < 0) {
            return fail(server::detail::syntax_error::invalid_unicode_escape, at + 1);
        }
        point = static_cast<char32_t>(high);
        at += escape_width;
        if (high >= 0xD800 && high < 0xDC00 && left(at) >= 2 && at[0] == '\\' && at[1] == 'u') {
            const std::int32_t low = read_four_digits(at + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                point = static_cast<char32_t>(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
                at += escape_width;
            }
        }
        return at;
    }

    static constexpr std::ptrdiff_t escape_width = 6;

    /// The value of four hexadecimal digits; negative for anything else, and at the end of the
    /// text.
    [[nodiscard]] std::int32_t read_four_digits(const char* at) const noexcept {
        if (left(at) <= 4) {
            return -1;
        }
        const auto digit = [at](std::size_t index) {
            return std::int32_t{detail::hex_values[static_cast<unsigned char>(at[index])]};
        };
        const std::int32_t digits[] = {digit(0), digit(1), digit(2), digit(3)};
        if ((digits[0] | digits[1] | digits[2] | digits[3]) < 0) {
            return -1;
        }
        return digits[0] << 12 | digits[1] << 8 | digits[2] << 4 | digits[3];
    }

    /// Reads `null`, `true`, `false` or a number.
    /// @pre `at` is not the end
    [[nodiscard]] const char* read_word_or_number(const char* at, server::detail::value& out) {
        const auto word = [&](std::string_view expected) {
            return std::string_view(at, left(at)).starts_with(expected);
        };
        switch (*at) {
        case 'n':
            if (word("null")) {
                out.is = server::detail::value::type::null;
                return at + 4;
            }
            break;
        case 't':
        case 'f':
            out.truth = *at == 't';
            if (word(out.truth ? "true" : "false")) {
                out.is = server::detail::value::type::boolean;
                return at + (out.truth ? 4 : 5);
            }
            break;
        case 'N':
            if (word("NaN")) {
                return fail(server::detail::syntax_error::not_a_number, at);
            }
            break;
        case 'I':
            if (word("Infinity")) {
                return fail(server::detail::syntax_error::infinity, at);
            }
            break;
        case '-':
            if (word("-Infinity")) {
                return fail(server::detail::syntax_error::negative_infinity, at);
            }
            break;
        default:
            break;
        }
        return read_number(at, out);
    }

    [[nodiscard]] const char* read_number(const char* const first, server::detail::value& out) {
        const auto skip_digits = [this](const char* at) {
            while (at != end_ && is_digit(*at)) {
                ++at;
            }
            return at;
        };
        const char* const digits = first + (*first == '-' ? 1 : 0);
        if (digits == end_ || !is_digit(*digits)) {
            return fail(server::detail::syntax_error::expecting_value, first);
        }
        // An integer part that begins with zero has one digit.
        const char* at = *digits == '0' ? digits + 1 : skip_digits(digits + 1);
        const char* const integer_end = at;
        if (left(at) >= 2 && *at == '.' && is_digit(at[1])) {
            at = skip_digits(at + 2);
        }
        if (left(at) >= 2 && (*at == 'e' || *at == 'E')) {
            const char* exponent = at + 1;
            exponent += *exponent == '+' || *exponent == '-' ? 1 : 0;
            if (exponent != end_ && is_digit(*exponent)) {
                at = skip_digits(exponent + 1);
            }
        }
        out.is = at == integer_end ? server::detail::value::type::integer
                                   : server::detail::value::type::floating;
        if (at == integer_end &&
            static_cast<std::size_t>(at - digits) > server::detail::max_integer_digits) {
            return fail(server::detail::syntax_error::too_many_digits, digits);
        }
        out.text = {first, static_cast<std::size_t>(at - first)};
        return at;
    }

    template <class Sink>
    [[nodiscard]] const char* walk_key(const char* at, Sink& sink) {
        if constexpr (Sink::wants_text) {
            std::string_view key;
            at = read_key(at, key);
            if (at != nullptr) {
                sink.on_key(key);
            }
            return at;
        } else {
            if (!starts_with(at, '"')) {
                return fail(server::detail::syntax_error::expecting_name, at);
            }
            at = skip_string(at);
            return at == nullptr ? nullptr : skip_colon(at);
        }
    }

    template <class Sink>
    [[nodiscard]] const char* walk_scalar(const char* at, Sink& sink) {
        if constexpr (!Sink::wants_text) {
            if (starts_with(at, '"')) {
                return skip_string(at);
            }
        }
        if (at == end_) {
            return fail(server::detail::syntax_error::expecting_value, at);
        }
        server::detail::value found;
        if (*at == '"') {
            found.is = server::detail::value::type::string;
            at = read_string(at, found.text);
        } else {
            at = read_word_or_number(at, found);
        }
        if constexpr (Sink::wants_text) {
            if (at != nullptr) {
                sink.on_value(found);
            }
        }
        return at;
    }

    const char* begin_ = nullptr;
    const char* end_ = nullptr;
    std::size_t depth_ = max_depth;
    std::size_t used_ = 0;
    std::size_t cut_ = 0;
    bool has_odd_characters_ = false;
    server::detail::syntax_error error_ = server::detail::syntax_error::none;
    const char* error_at_ = nullptr;
    std::vector<char> memory_;
};

} // namespace flaghook::inline FLAGHOOK_ABI::json::detail

#endif
