#include "oracle/python_json.hpp"

#include "oracle/code_points.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace flaghook::fuzz {

namespace {

constexpr std::size_t longest_integer = 4300;
constexpr char32_t past_the_end = 0xFFFFFFFF;

/// Reads a document of code points as CPython's scanner does. Open containers are kept in a list
/// instead of recursive calls.
class json_reader {
public:
    json_reader(std::u32string_view text, std::size_t max_depth, loaded_json& out)
        : text_(text), max_depth_(max_depth), out_(out) {}

    void document() {
        if (text_.starts_with(U'\uFEFF')) {
            fail("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
            return;
        }
        skip_space();
        bool good = true;
        while (good && !complete_) {
            good = begin_value();
        }
        if (!good) {
            return;
        }
        skip_space();
        if (position_ != text_.size()) {
            fail("Extra data", position_);
        }
    }

private:
    /// Returns the current code point, or past the end a value that no text contains.
    [[nodiscard]] char32_t peek() const {
        return position_ < text_.size() ? text_[position_] : past_the_end;
    }

    [[nodiscard]] bool is_digit() const { return peek() >= U'0' && peek() <= U'9'; }

    bool accept(char32_t point) {
        const bool found = peek() == point;
        position_ += found ? 1 : 0;
        return found;
    }

    bool accept_word(std::u32string_view word) {
        const bool found = text_.substr(position_, word.size()) == word;
        position_ += found ? word.size() : 0;
        return found;
    }

    void skip_space() {
        while (peek() == U' ' || peek() == U'\t' || peek() == U'\n' || peek() == U'\r') {
            ++position_;
        }
    }

    /// Stores Python's message without a position.
    /// @return false
    bool fail(std::string words) {
        out_.outcome = json_outcome::malformed;
        out_.error = std::move(words);
        return false;
    }

    /// Stores Python's message with a position.
    /// @return false
    bool fail(std::string_view words, std::size_t position) {
        std::size_t line = 1;
        std::size_t line_begin = 0;
        for (std::size_t before = 0; before < position; ++before) {
            if (text_[before] == U'\n') {
                ++line;
                line_begin = before + 1;
            }
        }
        return fail(std::string(words) + ": line " + std::to_string(line) + " column " +
                    std::to_string(position - line_begin + 1) + " (char " +
                    std::to_string(position) + ")");
    }

    /// Reads a value, or an opening bracket and everything up to the container's first value.
    bool begin_value() {
        if (accept(U'{')) {
            return open(json_kind::object);
        }
        if (accept(U'[')) {
            return open(json_kind::array);
        }
        json_value value;
        return scalar(value) && end_value(std::move(value));
    }

    bool open(json_kind kind) {
        if (open_.size() == max_depth_) {
            out_.outcome = json_outcome::too_deep;
            return false;
        }
        open_.emplace_back().kind = kind;
        out_.deepest = std::max(out_.deepest, open_.size());
        skip_space();
        if (accept(closing())) {
            return close();
        }
        return kind == json_kind::array || key();
    }

    /// Returns the bracket that closes the innermost container.
    [[nodiscard]] char32_t closing() const {
        return open_.back().kind == json_kind::object ? U'}' : U']';
    }

    bool close() {
        json_value closed = std::move(open_.back());
        open_.pop_back();
        return end_value(std::move(closed));
    }

    /// Stores a value in its container, and reads up to the next value or past the closing
    /// brackets.
    bool end_value(json_value value) {
        while (true) {
            if (open_.empty()) {
                out_.value = std::move(value);
                complete_ = true;
                return true;
            }
            open_.back().items.push_back(std::move(value));
            skip_space();
            if (!accept(closing())) {
                return separator();
            }
            value = std::move(open_.back());
            open_.pop_back();
        }
    }

    bool separator() {
        const std::size_t comma = position_;
        if (!accept(U',')) {
            return fail("Expecting ',' delimiter", comma);
        }
        skip_space();
        const bool is_object = open_.back().kind == json_kind::object;
        if (peek() == closing()) {
            return fail(is_object ? "Illegal trailing comma before end of object"
                                  : "Illegal trailing comma before end of array",
                        comma);
        }
        return !is_object || key();
    }

    bool key() {
        if (peek() != U'"') {
            return fail("Expecting property name enclosed in double quotes", position_);
        }
        if (!string(open_.back().keys.emplace_back())) {
            return false;
        }
        skip_space();
        if (!accept(U':')) {
            return fail("Expecting ':' delimiter", position_);
        }
        skip_space();
        return true;
    }

    bool scalar(json_value& out) {
        if (peek() == U'"') {
            out.kind = json_kind::string;
            return string(out.text);
        }
        if (accept_word(U"null")) {
            return true;
        }
        if (accept_word(U"true") || accept_word(U"false")) {
            out.kind = json_kind::boolean;
            out.truth = text_[position_ - 2] == U'u';
            return true;
        }
        for (const std::string_view constant : {"NaN", "Infinity", "-Infinity"}) {
            if (accept_word(widened(constant))) {
                return fail("Out of range float values are not JSON compliant: '" +
                            std::string(constant) + "'");
            }
        }
        out.kind = json_kind::number;
        return number(out.literal);
    }

    bool string(std::u32string& out) {
        const std::size_t begin = position_++;
        while (position_ < text_.size()) {
            const char32_t point = text_[position_];
            if (point < 0x20) {
                return fail("Invalid control character at", position_);
            }
            ++position_;
            if (point == U'"') {
                return true;
            }
            if (point != U'\\') {
                out += point;
            } else if (position_ == text_.size()) {
                break;
            } else if (!escape(out)) {
                return false;
            }
        }
        return fail("Unterminated string starting at", begin);
    }

    /// Reads the characters after a backslash.
    bool escape(std::u32string& out) {
        constexpr std::u32string_view names = U"\"\\/bfnrt";
        constexpr std::u32string_view meanings = U"\"\\/\b\f\n\r\t";
        const std::size_t name = position_++;
        if (text_[name] != U'u') {
            const std::size_t found = names.find(text_[name]);
            if (found == std::u32string_view::npos) {
                return fail("Invalid \\escape", name - 1);
            }
            out += meanings[found];
            return true;
        }
        std::optional<char32_t> point = hex(position_);
        // Python refuses an escape whose last digit ends the text, as it refuses a missing digit.
        if (!point || position_ + 4 == text_.size()) {
            return fail("Invalid \\uXXXX escape", name);
        }
        position_ += 4;
        // Python looks for the second surrogate only if the text has enough characters for it and a
        // quotation mark.
        if (*point >= 0xD800 && *point < 0xDC00 && position_ + 6 < text_.size() &&
            text_.substr(position_, 2) == U"\\u") {
            const std::optional<char32_t> low = hex(position_ + 2);
            if (!low) {
                return fail("Invalid \\uXXXX escape", position_ + 1);
            }
            if (*low >= 0xDC00 && *low <= 0xDFFF) {
                point = 0x10000 + ((*point - 0xD800) << 10U) + (*low - 0xDC00);
                position_ += 6;
            }
        }
        out_.has_lone_surrogate = out_.has_lone_surrogate || is_surrogate(*point);
        out += *point;
        return true;
    }

    /// Returns the number that four hexadecimal digits form; nothing if they are not digits.
    [[nodiscard]] std::optional<char32_t> hex(std::size_t position) const {
        constexpr std::u32string_view digits = U"0123456789abcdef0123456789ABCDEF";
        const std::u32string_view written =
            position < text_.size() ? text_.substr(position, 4) : std::u32string_view();
        if (written.size() < 4) {
            return std::nullopt;
        }
        char32_t result = 0;
        for (const char32_t digit : written) {
            const std::size_t found = digits.find(digit);
            if (found == std::u32string_view::npos) {
                return std::nullopt;
            }
            result = result * 16 + static_cast<char32_t>(found % 16);
        }
        return result;
    }

    bool digits(std::string& out) {
        const std::size_t before = out.size();
        while (is_digit()) {
            out += static_cast<char>(text_[position_++]);
        }
        return out.size() != before;
    }

    /// Reads the longest prefix that is a number. An incomplete fraction or exponent is left
    /// unread.
    bool number(std::string& out) {
        const std::size_t begin = position_;
        if (accept(U'-')) {
            out += '-';
        }
        const std::size_t sign_size = out.size();
        if (accept(U'0')) {
            out += '0';
        } else if (!digits(out)) {
            return fail("Expecting value", begin);
        }
        const std::size_t length = out.size() - sign_size;
        const bool has_fraction = fraction(out);
        const bool has_exponent = exponent(out);
        if (!has_fraction && !has_exponent && length > longest_integer) {
            return fail(
                "Exceeds the limit (4300 digits) for integer string conversion: value has " +
                std::to_string(length) +
                " digits; use sys.set_int_max_str_digits() to increase the limit");
        }
        return true;
    }

    bool fraction(std::string& out) {
        const std::size_t begin = position_;
        std::string read = ".";
        if (accept(U'.') && digits(read)) {
            out += read;
            return true;
        }
        position_ = begin;
        return false;
    }

    bool exponent(std::string& out) {
        const std::size_t begin = position_;
        std::string read = "e";
        if (accept(U'e') || accept(U'E')) {
            if (peek() == U'+' || peek() == U'-') {
                read += static_cast<char>(text_[position_++]);
            }
            if (digits(read)) {
                const std::size_t first = read.find_first_of("123456789");
                out_.has_long_exponent = out_.has_long_exponent ||
                                         (first != std::string::npos && read.size() - first > 8);
                out += read;
                return true;
            }
        }
        position_ = begin;
        return false;
    }

    std::u32string_view text_;
    std::size_t max_depth_;
    loaded_json& out_;
    std::size_t position_ = 0;
    /// The open containers, outermost first.
    std::vector<json_value> open_;
    bool complete_ = false;
};

} // namespace

json_value::~json_value() {
    std::vector<json_value> rest = std::move(items);
    while (!rest.empty()) {
        std::vector<json_value> inner = std::move(rest.back().items);
        rest.pop_back();
        std::move(inner.begin(), inner.end(), std::back_inserter(rest));
    }
}

const json_value* json_value::find(std::u32string_view key) const {
    for (std::size_t index = keys.size(); index-- > 0;) {
        if (keys[index] == key) {
            return &items[index];
        }
    }
    return nullptr;
}

loaded_json load_json(std::string_view body, std::size_t max_depth) {
    loaded_json result;
    if (body.empty()) {
        result.value.kind = json_kind::object;
        return result;
    }
    decoded_body decoded = decode_body(body);
    result.decoded_size = decoded.size;
    if (!decoded.error.empty()) {
        result.outcome = json_outcome::malformed;
        result.error = std::move(decoded.error);
        return result;
    }
    json_reader(decoded.text, max_depth, result).document();
    return result;
}

std::optional<json_value> read_json(std::string_view body, std::size_t max_depth) {
    loaded_json loaded = load_json(body, max_depth);
    if (loaded.outcome != json_outcome::value) {
        return std::nullopt;
    }
    return std::move(loaded.value);
}

} // namespace flaghook::fuzz
