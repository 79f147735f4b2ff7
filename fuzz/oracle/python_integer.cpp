#include "oracle/python_integer.hpp"

#include "oracle/code_points.hpp"

#include <algorithm>
#include <cstddef>

namespace flaghook::fuzz {

namespace {

/// Returns `re.sub(r"\.0*\s*$", "", text)`.
std::u32string_view without_zeros(std::u32string_view text) {
    std::u32string_view rest = text;
    while (!rest.empty() && is_white(rest.back())) {
        rest.remove_suffix(1);
    }
    while (!rest.empty() && rest.back() == U'0') {
        rest.remove_suffix(1);
    }
    if (rest.empty() || rest.back() != U'.') {
        return text;
    }
    rest.remove_suffix(1);
    return rest;
}

} // namespace

std::optional<std::string> integer_of(std::u32string_view text) {
    text = without_zeros(text);
    // `int()` does not trim the four ASCII separators.
    const auto is_trimmed = [](char32_t point) {
        return is_white(point) && !(point >= 0x1C && point <= 0x1F);
    };
    while (!text.empty() && is_trimmed(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_trimmed(text.back())) {
        text.remove_suffix(1);
    }
    std::string result;
    if (!text.empty() && (text.front() == U'-' || text.front() == U'+')) {
        result = text.front() == U'-' ? "-" : "";
        text.remove_prefix(1);
    }
    if (text.empty() || text.front() == U'_' || text.back() == U'_' ||
        text.find(U"__") != std::u32string_view::npos) {
        return std::nullopt;
    }
    std::string digits;
    for (const char32_t point : text) {
        const int digit = digit_value(point);
        if (digit < 0 && point != U'_') {
            return std::nullopt;
        }
        if (digit >= 0) {
            digits += static_cast<char>('0' + digit);
        }
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return digits == "0" ? digits : result + digits;
}

bool exceeds(std::string_view left, std::string_view right) {
    return left.size() != right.size() ? left.size() > right.size() : left > right;
}

} // namespace flaghook::fuzz
