#include "oracle/python_json.hpp"

#include <flaghook/server/text.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace flaghook::fuzz {

namespace {

constexpr std::size_t longest_integer = 4300;

/// How a code point that begins with a byte has to go on (RFC 3629, section 4).
struct sequence {
    unsigned first_lead;
    unsigned last_lead;
    std::size_t width;
    unsigned low;
    unsigned high;
};
constexpr std::array<sequence, 9> sequences{{{0x00, 0x7F, 1, 0, 0},
                                             {0xC2, 0xDF, 2, 0x80, 0xBF},
                                             {0xE0, 0xE0, 3, 0xA0, 0xBF},
                                             {0xE1, 0xEC, 3, 0x80, 0xBF},
                                             {0xED, 0xED, 3, 0x80, 0x9F},
                                             {0xEE, 0xEF, 3, 0x80, 0xBF},
                                             {0xF0, 0xF0, 4, 0x90, 0xBF},
                                             {0xF1, 0xF3, 4, 0x80, 0xBF},
                                             {0xF4, 0xF4, 4, 0x80, 0x8F}}};

/// What comes next in a text.
enum class next_bytes : std::uint8_t { character, cut, wrong };

/// Reads one code point, or says whether the end cut it off.
next_bytes take(std::string_view& rest, char32_t& point) {
    const auto byte = [&](std::size_t index) {
        return static_cast<unsigned>(static_cast<unsigned char>(rest[index]));
    };
    const unsigned lead = byte(0);
    const auto* const found =
        std::find_if(sequences.begin(), sequences.end(), [lead](const sequence& one) {
            return lead >= one.first_lead && lead <= one.last_lead;
        });
    if (found == sequences.end()) {
        return next_bytes::wrong;
    }
    if (found->width == 1) {
        point = lead;
        rest.remove_prefix(1);
        return next_bytes::character;
    }
    // Of a surrogate that the end cuts off Python has not yet seen what is wrong.
    if (lead == 0xED && rest.size() == 2 && byte(1) >= 0xA0 && byte(1) <= 0xBF) {
        return next_bytes::cut;
    }
    point = lead & (0x7FU >> found->width);
    for (std::size_t index = 1; index < found->width; ++index) {
        if (index == rest.size()) {
            return next_bytes::cut;
        }
        const unsigned low = index == 1 ? found->low : 0x80;
        const unsigned high = index == 1 ? found->high : 0xBF;
        if (byte(index) < low || byte(index) > high) {
            return next_bytes::wrong;
        }
        point = point << 6U | (byte(index) & 0x3FU);
    }
    rest.remove_prefix(found->width);
    return next_bytes::character;
}

/// What a stream reader of Python's makes of a body: a character that the end cuts off is not
/// delivered, and anything else that is not UTF-8 is an error.
std::optional<std::u32string> decoded_body(std::string_view body) {
    std::u32string result;
    while (!body.empty()) {
        char32_t point = 0;
        switch (take(body, point)) {
        case next_bytes::character:
            result += point;
            break;
        case next_bytes::cut:
            return result;
        case next_bytes::wrong:
            return std::nullopt;
        }
    }
    return result;
}

/// Recursive descent over code points.
class json_reader {
public:
    json_reader(std::u32string_view text, std::size_t max_depth)
        : text_(text), max_depth_(max_depth) {}

    std::optional<json_value> document() {
        json_value result;
        skip_space();
        if (!value(result)) {
            return std::nullopt;
        }
        skip_space();
        if (position_ != text_.size()) {
            return std::nullopt;
        }
        return result;
    }

private:
    [[nodiscard]] char32_t peek() const {
        return position_ < text_.size() ? text_[position_] : U'\0';
    }

    bool accept(char32_t point) {
        if (position_ == text_.size() || text_[position_] != point) {
            return false;
        }
        ++position_;
        return true;
    }

    bool accept_word(std::u32string_view word) {
        if (text_.substr(position_, word.size()) != word) {
            return false;
        }
        position_ += word.size();
        return true;
    }

    void skip_space() {
        while (peek() == U' ' || peek() == U'\t' || peek() == U'\n' || peek() == U'\r') {
            ++position_;
        }
    }

    bool value(json_value& out) {
        if (accept(U'"')) {
            out.kind = json_kind::string;
            return string(out.text);
        }
        if (accept(U'{')) {
            out.kind = json_kind::object;
            return container(out, U'}', true);
        }
        if (accept(U'[')) {
            out.kind = json_kind::array;
            return container(out, U']', false);
        }
        if (accept_word(U"null")) {
            return true;
        }
        if (accept_word(U"true") || accept_word(U"false")) {
            out.kind = json_kind::boolean;
            out.truth = text_[position_ - 2] == U'u';
            return true;
        }
        out.kind = json_kind::number;
        return number(out);
    }

    bool container(json_value& out, char32_t closing, bool has_keys) {
        if (++depth_ > max_depth_) {
            return false;
        }
        skip_space();
        if (accept(closing)) {
            --depth_;
            return true;
        }
        do {
            skip_space();
            if (has_keys) {
                out.keys.emplace_back();
                if (!accept(U'"') || !string(out.keys.back())) {
                    return false;
                }
                skip_space();
                if (!accept(U':')) {
                    return false;
                }
                skip_space();
            }
            out.items.emplace_back();
            if (!value(out.items.back())) {
                return false;
            }
            skip_space();
        } while (accept(U','));
        --depth_;
        return accept(closing);
    }

    /// The four digits of an escape; nothing where there are no such.
    std::optional<char32_t> hex() {
        char32_t result = 0;
        for (int digit = 0; digit < 4; ++digit) {
            constexpr std::u32string_view digits = U"0123456789abcdef0123456789ABCDEF";
            const std::size_t found = digits.find(peek());
            if (position_ == text_.size() || found == std::u32string_view::npos) {
                return std::nullopt;
            }
            result = result * 16 + static_cast<char32_t>(found % 16);
            ++position_;
        }
        return result;
    }

    bool string(std::u32string& out) {
        while (position_ < text_.size()) {
            const char32_t point = text_[position_++];
            if (point == U'"') {
                return true;
            }
            if (point < 0x20) {
                return false;
            }
            if (point == U'\\') {
                if (!escape(out)) {
                    return false;
                }
                continue;
            }
            out += point;
        }
        return false;
    }

    bool escape(std::u32string& out) {
        constexpr std::u32string_view names = U"\"\\/bfnrt";
        constexpr std::u32string_view meanings = U"\"\\/\b\f\n\r\t";
        const char32_t name = peek();
        if (position_ == text_.size()) {
            return false;
        }
        ++position_;
        if (name != U'u') {
            const std::size_t found = names.find(name);
            if (found == std::u32string_view::npos) {
                return false;
            }
            out += meanings[found];
            return true;
        }
        std::optional<char32_t> point = hex();
        if (!point) {
            return false;
        }
        if (*point >= 0xD800 && *point < 0xDC00 && text_.substr(position_, 2) == U"\\u") {
            const std::size_t before = position_;
            position_ += 2;
            const std::optional<char32_t> low = hex();
            if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
                point = 0x10000 + ((*point - 0xD800) << 10U) + (*low - 0xDC00);
            } else {
                position_ = before;
            }
        }
        out += *point;
        return true;
    }

    bool digits(std::string& out) {
        const std::size_t before = out.size();
        while (peek() >= U'0' && peek() <= U'9') {
            out += static_cast<char>(text_[position_++]);
        }
        return out.size() != before;
    }

    bool number(json_value& out) {
        if (accept(U'-')) {
            out.literal += '-';
        }
        const std::size_t first = out.literal.size();
        if (accept(U'0')) {
            out.literal += '0';
        } else if (!digits(out.literal)) {
            return false;
        }
        const std::size_t length = out.literal.size() - first;
        bool integer = true;
        if (accept(U'.')) {
            integer = false;
            out.literal += '.';
            if (!digits(out.literal)) {
                return false;
            }
        }
        if (peek() == U'e' || peek() == U'E') {
            integer = false;
            out.literal += 'e';
            ++position_;
            if (peek() == U'+' || peek() == U'-') {
                out.literal += static_cast<char>(text_[position_++]);
            }
            if (!digits(out.literal)) {
                return false;
            }
        }
        return !integer || length <= longest_integer;
    }

    std::u32string_view text_;
    std::size_t max_depth_;
    std::size_t position_ = 0;
    std::size_t depth_ = 0;
};

std::u32string widened(std::string_view ascii) {
    return {ascii.begin(), ascii.end()};
}

/// The fewest digits that read back as the same value, found by trying.
std::string float_str(double value) {
    if (std::isinf(value)) {
        return value < 0 ? "-inf" : "inf";
    }
    std::array<char, 40> text{};
    for (int precision = 0; precision < 17; ++precision) {
        std::snprintf(text.data(), text.size(), "%.*e", precision, value);
        if (std::strtod(text.data(), nullptr) == value) {
            break;
        }
    }
    std::string digits(text.data());
    const std::string sign = digits.starts_with('-') ? "-" : "";
    digits.erase(0, sign.size());
    const std::size_t exponent_at = digits.find('e');
    const int exponent = std::atoi(digits.c_str() + exponent_at + 1);
    if (exponent < -4 || exponent >= 16) {
        return sign + digits;
    }
    digits.resize(exponent_at);
    std::erase(digits, '.');
    if (exponent < 0) {
        return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    }
    const std::size_t whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole) {
        digits.append(whole - digits.size(), '0');
        return sign + digits + ".0";
    }
    return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::u32string number_str(const json_value& number) {
    if (is_integer(number)) {
        return widened(number.literal == "-0" ? "0" : number.literal);
    }
    return widened(float_str(std::strtod(number.literal.c_str(), nullptr)));
}

std::u32string text_repr(std::u32string_view text) {
    const bool single = text.find(U'\'') != std::u32string_view::npos;
    const bool both = single && text.find(U'"') != std::u32string_view::npos;
    const char32_t quote = single && !both ? U'"' : U'\'';
    std::u32string result(1, quote);
    for (const char32_t point : text) {
        std::array<char, 16> escape{};
        if (point == quote || point == U'\\') {
            result += U'\\';
            result += point;
        } else if (point == U'\n' || point == U'\r' || point == U'\t') {
            result += U'\\';
            result += point == U'\n' ? U'n' : point == U'\r' ? U'r' : U't';
        } else if (server::is_printable(point)) {
            // The table is Unicode's, not the library's doing; it is checked against Python.
            result += point;
        } else {
            const auto value = static_cast<unsigned>(point);
            if (value < 0x100) {
                std::snprintf(escape.data(), escape.size(), "\\x%02x", value);
            } else if (value < 0x10000) {
                std::snprintf(escape.data(), escape.size(), "\\u%04x", value);
            } else {
                std::snprintf(escape.data(), escape.size(), "\\U%08x", value);
            }
            result += widened(escape.data());
        }
    }
    return result + quote;
}

std::u32string repr(const json_value& value);

std::u32string dict_repr(const json_value& value) {
    std::u32string result = U"{";
    std::vector<std::u32string> written;
    for (const std::u32string& key : value.keys) {
        if (std::find(written.begin(), written.end(), key) != written.end()) {
            continue;
        }
        result += written.empty() ? U"" : U", ";
        written.push_back(key);
        result += text_repr(key) + U": " + repr(*value.find(key));
    }
    return result + U"}";
}

std::u32string list_repr(const json_value& value) {
    std::u32string result = U"[";
    for (const json_value& item : value.items) {
        result += result.size() == 1 ? U"" : U", ";
        result += repr(item);
    }
    return result + U"]";
}

std::u32string repr(const json_value& value) {
    return value.kind == json_kind::string ? text_repr(value.text) : python_str(value);
}

} // namespace

const json_value* json_value::find(std::u32string_view key) const {
    for (std::size_t index = keys.size(); index-- > 0;) {
        if (keys[index] == key) {
            return &items[index];
        }
    }
    return nullptr;
}

std::optional<json_value> read_json(std::string_view body, std::size_t max_depth) {
    if (body.empty()) {
        body = "{}";
    }
    const std::optional<std::u32string> text = decoded_body(body);
    if (!text) {
        return std::nullopt;
    }
    return json_reader(*text, max_depth).document();
}

std::u32string code_points(std::string_view text) {
    std::u32string result;
    for (std::size_t position = 0; position < text.size();) {
        const auto lead = static_cast<unsigned char>(text[position]);
        const std::size_t width = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t point = width == 1 ? lead : lead & (0x7FU >> width);
        for (std::size_t index = 1; index < width; ++index) {
            point = point << 6U | (static_cast<unsigned char>(text[position + index]) & 0x3FU);
        }
        result += point;
        position += width;
    }
    return result;
}

std::string utf8(std::u32string_view text) {
    std::string result;
    const auto put = [&result](char32_t byte) { result += static_cast<char>(byte); };
    for (const char32_t point : text) {
        if (point < 0x80) {
            put(point);
        } else if (point < 0x800) {
            put(0xC0U | point >> 6U);
            put(0x80U | (point & 0x3FU));
        } else if (point < 0x10000) {
            put(0xE0U | point >> 12U);
            put(0x80U | (point >> 6U & 0x3FU));
            put(0x80U | (point & 0x3FU));
        } else {
            put(0xF0U | point >> 18U);
            put(0x80U | (point >> 12U & 0x3FU));
            put(0x80U | (point >> 6U & 0x3FU));
            put(0x80U | (point & 0x3FU));
        }
    }
    return result;
}

std::u32string escaped_code_points(std::string_view bytes) {
    std::u32string result;
    while (!bytes.empty()) {
        char32_t point = 0;
        if (take(bytes, point) != next_bytes::character) {
            point = 0xDC00 + static_cast<char32_t>(static_cast<unsigned char>(bytes.front()));
            bytes.remove_prefix(1);
        }
        result += point;
    }
    return result;
}

bool is_integer(const json_value& number) {
    return number.literal.find_first_of(".e") == std::string::npos;
}

std::string python_type(const json_value& value) {
    switch (value.kind) {
    case json_kind::null:
        return "NoneType";
    case json_kind::boolean:
        return "bool";
    case json_kind::number:
        return is_integer(value) ? "int" : "float";
    case json_kind::string:
        return "str";
    case json_kind::array:
        return "list";
    case json_kind::object:
        return "dict";
    }
    return {};
}

std::u32string python_str(const json_value& value) {
    switch (value.kind) {
    case json_kind::null:
        return U"None";
    case json_kind::boolean:
        return value.truth ? U"True" : U"False";
    case json_kind::number:
        return number_str(value);
    case json_kind::string:
        return value.text;
    case json_kind::array:
        return list_repr(value);
    case json_kind::object:
        return dict_repr(value);
    }
    return {};
}

std::string rendered(std::u32string_view text) {
    std::u32string result = U"\"";
    for (const char32_t point : text) {
        constexpr std::u32string_view named = U"\"\\\b\f\n\r\t";
        constexpr std::u32string_view names = U"\"\\bfnrt";
        const std::size_t name = named.find(point);
        if (name != std::u32string_view::npos) {
            result += U'\\';
            result += names[name];
        } else if (point < 0x20 || point == 0x2028 || point == 0x2029) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(point));
            result += widened(escape.data());
        } else {
            result += point;
        }
    }
    return utf8(result + U"\"");
}

} // namespace flaghook::fuzz
