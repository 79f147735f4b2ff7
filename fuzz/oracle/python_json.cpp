#include "oracle/python_json.hpp"

#include "oracle/code_points.hpp"

namespace flaghook::fuzz {

namespace {

constexpr std::size_t longest_integer = 4300;

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

} // namespace flaghook::fuzz
