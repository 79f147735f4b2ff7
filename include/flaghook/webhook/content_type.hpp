/// @file
/// What the `Content-Type` of a request makes of its body.
#ifndef FLAGHOOK_WEBHOOK_CONTENT_TYPE_HPP
#define FLAGHOOK_WEBHOOK_CONTENT_TYPE_HPP

#include <flaghook/json/issue.hpp>
#include <flaghook/json/refusal.hpp>
#include <flaghook/server/ascii.hpp>
#include <flaghook/server/charset.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI {

/// The parts of a `Content-Type` that the server looks at.
struct content_type {
    /// Whether the server takes the body for JSON: `application/json`, in any letter case, with any
    /// parameters; also `application/*`, `*/json` and `*/*`, as its framework does.
    bool is_json = false;
    /// In which charset the server decodes the body.
    server::detail::charset charset = server::detail::charset::utf_8;

    friend bool operator==(const content_type&, const content_type&) = default;
};

namespace detail {

[[nodiscard]] constexpr std::string_view strip(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\n\r\f\v";
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos
               ? std::string_view()
               : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Takes the next part of a header off its text: up to a semicolon that is not in quotes.
[[nodiscard]] constexpr std::string_view take_part(std::string_view& rest) noexcept {
    bool is_quoted = false;
    std::size_t end = 0;
    for (; end < rest.size(); ++end) {
        const char each = rest[end];
        if (each == '"' && (end == 0 || rest[end - 1] != '\\')) {
            is_quoted = !is_quoted;
        }
        // A part that begins with the semicolon ends there, whatever is in quotes.
        if (each == ';' && (!is_quoted || end == 0)) {
            break;
        }
    }
    // What follows a quotation mark that is never closed belongs to the part.
    const std::string_view part = rest.substr(0, end);
    rest = end < rest.size() ? rest.substr(end + 1) : std::string_view();
    return strip(part);
}

/// The charset that the value of a parameter names.
[[nodiscard]] constexpr server::detail::charset charset_of(std::string_view value) noexcept {
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        value = value.substr(1, value.size() - 2);
    }
    return server::detail::find_charset(value);
}

} // namespace detail

/// Reads a `Content-Type` as Django and its REST framework do. Of a repeated `charset` the last one
/// counts.
/// @par Complexity
/// Linear.
/// @par Source
/// `parse_header_parameters` in https://github.com/django/django/blob/main/django/utils/http.py and
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/utils/mediatypes.py
///
/// @code
/// static_assert(flaghook::parse_content_type("application/json; charset=utf-8").is_json);
/// static_assert(!flaghook::parse_content_type("text/plain").is_json);
/// @endcode
[[nodiscard]] constexpr content_type parse_content_type(std::string_view header) noexcept {
    content_type result;
    std::string_view rest = header;
    const std::string_view type = detail::take_part(rest);
    const std::size_t slash = type.find('/');
    const std::string_view main = type.substr(0, slash);
    const std::string_view sub =
        slash == std::string_view::npos ? std::string_view() : type.substr(slash + 1);
    result.is_json = (main == "*" || server::detail::equal_in_any_case(main, "application")) &&
                     (sub == "*" || server::detail::equal_in_any_case(sub, "json"));
    while (!rest.empty()) {
        const std::string_view part = detail::take_part(rest);
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) {
            continue;
        }
        const std::string_view name = detail::strip(part.substr(0, equals));
        const std::string_view value = detail::strip(part.substr(equals + 1));
        if (server::detail::equal_in_any_case(name, "charset")) {
            result.charset = detail::charset_of(value);
        } else if (server::detail::equal_in_any_case(name, "charset*") &&
                   std::count(part.begin(), part.end(), '\'') == 2) {
            // RFC 8187: charset, language and text.
            result.charset = detail::charset_of(value.substr(value.rfind('\'') + 1));
        }
    }
    return result;
}

/// The text of a request's body in UTF-8, by its `Content-Type`.
/// @param body the raw bytes; an empty body has no type, and stays empty
/// @param header the value of `Content-Type`; none where the header is missing
/// @param memory holds text that had to be converted, as long as the result is used
/// @return the text; or a refusal with status 415 for another media type than JSON, or 400 for
/// bytes that the charset does not have
/// @par Complexity
/// Linear in the body, in time and memory; a body in UTF-8 is neither copied nor looked at.
[[nodiscard]] inline result<std::string_view>
decode_body(std::string_view body, std::optional<std::string_view> header, std::string& memory) {
    if (body.empty()) {
        return body;
    }
    const content_type type = parse_content_type(header.value_or(""));
    if (!type.is_json) {
        std::string words;
        for (const char byte : header.value_or("")) {
            // Servers take the bytes of a header for Latin-1 (PEP 3333).
            server::detail::append_code_point(words, static_cast<unsigned char>(byte));
        }
        return refusal(
            415, {issue(field_location{}, issue_code::unsupported_media_type, std::move(words))});
    }
    if (type.charset == server::detail::charset::utf_8) {
        return body;
    }
    server::detail::decoded_text decoded = server::detail::decode_body(type.charset, body, memory);
    if (decoded.error.empty() && decoded.text.empty()) {
        // Unlike an empty body, an empty text is no JSON.
        decoded.error = "Expecting value: line 1 column 1 (char 0)";
    }
    if (!decoded.error.empty()) {
        return refusal(
            400, {issue(field_location{}, issue_code::parse_error, std::move(decoded.error))});
    }
    return decoded.text;
}

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
