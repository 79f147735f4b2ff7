#include "diagnosis/encodings.hpp"
#include "diagnosis/variants.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace flaghook::diagnosis {

namespace {

/// A longer value is not a signature.
constexpr std::size_t longest_value = 1000;

/// Trims ASCII white space; a header may have bytes that are not ASCII.
std::string_view without_blanks(std::string_view text) {
    return trimmed(text, " \t\r\n\v\f");
}

std::string lower_case(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    return result;
}

std::optional<digest> as_digest(std::string_view bytes) {
    if (!hash_of_size(bytes.size())) {
        return std::nullopt;
    }
    digest result{.size = bytes.size()};
    std::copy(bytes.begin(), bytes.end(), result.bytes.begin());
    return result;
}

std::optional<digest> from_hex(std::string_view text) {
    const std::optional<std::string> bytes = decode_hex<std::string>(text);
    return bytes ? as_digest(*bytes) : std::nullopt;
}

/// Removes everything that senders put around a signature, layer by layer.
class unwrapping {
public:
    explicit unwrapping(std::string_view value) : rest_(value) {
        while (unwrap()) {
        }
    }

    [[nodiscard]] std::string_view rest() const { return rest_; }
    [[nodiscard]] std::vector<mistake> take_mistakes() { return std::move(mistakes_); }

private:
    bool unwrap() { return drop_blanks() || drop_quotes() || drop_name() || drop_prefix(); }

    /// Adds a mistake, unless it was noted before.
    void note(mistake one) {
        if (std::none_of(mistakes_.begin(), mistakes_.end(),
                         [&](const mistake& other) { return other.code == one.code; })) {
            mistakes_.push_back(std::move(one));
        }
    }

    bool drop_blanks() {
        const std::string_view trimmed = without_blanks(rest_);
        if (trimmed.size() == rest_.size()) {
            return false;
        }
        rest_ = trimmed;
        note({"header_blanks", "without the white space around it",
              "send the 64 hex digits without white space"});
        return true;
    }

    bool drop_quotes() {
        const bool is_quoted = rest_.size() >= 2 && rest_.front() == rest_.back() &&
                               (rest_.front() == '"' || rest_.front() == '\'');
        if (is_quoted) {
            rest_ = rest_.substr(1, rest_.size() - 2);
            note({"header_quotes", "without the quotes around it",
                  "send the 64 hex digits without quotes"});
        }
        return is_quoted;
    }

    bool drop_name() {
        constexpr std::string_view name = "x-sentry-signature:";
        const bool is_named = lower_case(rest_.substr(0, name.size())) == name;
        if (is_named) {
            rest_ = without_blanks(rest_.substr(name.size()));
            note({"header_line", "without the header's name",
                  "send only the 64 hex digits, without 'X-Sentry-Signature:'"});
        }
        return is_named;
    }

    bool drop_prefix() {
        for (const std::string_view prefix :
             {"sha256=", "sha1=", "sha512=", "v0=", "v1=", "hmac-sha256=", "sha256:", "hmac "}) {
            if (lower_case(rest_.substr(0, prefix.size())) == prefix) {
                note({"header_prefix",
                      "without the prefix '" + std::string(rest_.substr(0, prefix.size())) + '\'',
                      "send the 64 hex digits without a prefix"});
                rest_ = rest_.substr(prefix.size());
                return true;
            }
        }
        return false;
    }

    std::string_view rest_;
    std::vector<mistake> mistakes_;
};

void read_base64(std::string_view text, std::vector<mistake> mistakes, header_readings& into) {
    const std::optional<std::string> bytes = decode_base64<std::string>(text);
    if (!bytes) {
        return;
    }
    const bool is_for_urls = text.find_first_of("-_") != std::string_view::npos;
    mistakes.push_back(
        is_for_urls ? mistake{"header_base64url", "when decoded from base64url",
                              "send the digest as 64 lower-case hex digits, not as base64url"}
                    : mistake{"header_base64", "when decoded from base64",
                              "send the digest as 64 lower-case hex digits, not as base64"});
    if (const std::optional<digest> value = as_digest(*bytes)) {
        into.all.push_back({*value, mistakes});
    }
    if (const std::optional<digest> value = from_hex(*bytes)) {
        mistakes.back() = {"header_base64_of_hex", "when decoded from base64",
                           "send the 64 hex digits themselves, not their base64"};
        into.all.push_back({*value, std::move(mistakes)});
    }
}

void read_one(std::string_view text, std::vector<mistake> before, header_readings& into) {
    unwrapping inner(text);
    std::vector<mistake> mistakes = std::move(before);
    for (mistake& one : inner.take_mistakes()) {
        mistakes.push_back(std::move(one));
    }
    const std::string_view rest = inner.rest();
    if (const std::optional<digest> value = from_hex(rest)) {
        if (lower_case(rest) != rest) {
            mistakes.push_back({"header_upper_case", "when converted to lower case",
                                "Sentry compares it as text: send lower-case hex digits"});
        }
        into.all.push_back({*value, std::move(mistakes)});
        return;
    }
    read_base64(rest, std::move(mistakes), into);
}

std::vector<std::string_view> split(std::string_view list) {
    std::vector<std::string_view> result;
    for (;;) {
        const std::size_t comma = list.find_first_of(",;");
        result.push_back(without_blanks(list.substr(0, comma)));
        if (comma == std::string_view::npos) {
            return result;
        }
        list.remove_prefix(comma + 1);
    }
}

void read_several(std::vector<std::string_view> parts, std::vector<mistake> mistakes,
                  header_readings& into) {
    const auto is_timestamp = [](std::string_view part) { return part.starts_with("t="); };
    for (const std::string_view part : parts) {
        if (is_timestamp(part)) {
            into.timestamps.emplace_back(part.substr(2));
        }
    }
    std::erase_if(parts, is_timestamp);
    if (!into.timestamps.empty()) {
        mistakes.push_back({"header_timestamp", "without the header's timestamp 't=...'",
                            "leave out the timestamp"});
    }
    if (parts.size() > 1) {
        const bool are_equal = std::count(parts.begin(), parts.end(), parts.front()) ==
                               static_cast<std::ptrdiff_t>(parts.size());
        mistakes.push_back({"header_twice",
                            are_equal ? "when it is sent once" : "when only one of them is sent",
                            "send the header X-Sentry-Signature once, not " +
                                std::to_string(parts.size()) + " times"});
        if (are_equal) {
            parts.resize(1);
        }
    }
    for (const std::string_view part : parts) {
        read_one(part, mistakes, into);
    }
}

} // namespace

header_readings read_header(std::string_view value) {
    header_readings result;
    if (value.size() > longest_value) {
        return result;
    }
    unwrapping outer(value);
    const std::vector<std::string_view> parts = split(outer.rest());
    if (parts.size() > 1) {
        // A prefix belongs to the first of several values only.
        read_several(split(value), {}, result);
    } else {
        read_one(outer.rest(), outer.take_mistakes(), result);
    }
    return result;
}

} // namespace flaghook::diagnosis
