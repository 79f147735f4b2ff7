/// @file
/// Parsing of the header `Content-Type`, and decoding of a body by its charset.
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

namespace detail {

/// The parts of a `Content-Type` that affect how the server reads a body.
struct content_type {
    /// Whether the server parses the body as JSON. True for the media type `application/json`, in
    /// any letter case and with any parameters. Also true for `application/*`, `*/json` and `*/*`,
    /// which Django REST framework accepts.
    bool is_json = false;
    /// The charset that the server decodes the body with. UTF-8 unless the header names another
    /// charset that is supported.
    server::detail::charset charset = server::detail::charset::utf_8;

    /// Compares all members. Does not throw.
    friend bool operator==(const content_type&, const content_type&) = default;
};

/// Removes ASCII white space from both ends, as Python's `bytes.strip` does.
[[nodiscard]] constexpr std::string_view strip(std::string_view text) noexcept {
    constexpr std::string_view blanks = " \t\n\r\f\v";
    const std::size_t begin = text.find_first_not_of(blanks);
    return begin == std::string_view::npos
               ? std::string_view()
               : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

/// Removes the next part from a header and returns it. A semicolon outside quotes ends a part.
[[nodiscard]] constexpr std::string_view take_part(std::string_view& rest) noexcept {
    bool is_quoted = false;
    std::size_t end = 0;
    for (; end < rest.size(); ++end) {
        const char each = rest[end];
        if (each == '"' && (end == 0 || rest[end - 1] != '\\')) {
            is_quoted = !is_quoted;
        }
        if (each == ';' && !is_quoted) {
            break;
        }
    }
    // After a quotation mark that is never closed, the rest of the header belongs to the part.
    const std::string_view part = rest.substr(0, end);
    rest = end < rest.size() ? rest.substr(end + 1) : std::string_view();
    return strip(part);
}

/// Returns the charset that the value of a parameter names, with or without quotes.
[[nodiscard]] constexpr server::detail::charset charset_of(std::string_view value) noexcept {
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        value = value.substr(1, value.size() - 2);
    }
    return server::detail::find_charset(value);
}

/// Parses the value of a `Content-Type` header as Django REST framework does.
///
/// The grammar is that of RFC 9110, with the extended parameters of RFC 8187:
/// @code{.unparsed}
/// content-type  = type "/" subtype *( OWS ";" OWS [ parameter ] )
/// parameter     = charset-param / ext-param / other-param
/// charset-param = "charset" "=" ( token / quoted-string )
/// ext-param     = "charset*" "=" charset "'" [ language ] "'" value-chars
/// OWS           = *( SP / HTAB )
/// @endcode
///
/// Like the framework, the function also accepts other text. Parts that do not match are ignored.
/// If `charset` is repeated, the last value counts. An unknown charset counts as UTF-8.
/// @param header the value of the header, any bytes; may be empty
/// @return the media type's kind and the charset. There is no error: a header that names no
/// media type has `is_json == false`.
/// @par Complexity
/// Linear in `header.size()`. Does not allocate.
/// @par Source
/// `parse_header_parameters` in https://github.com/django/django/blob/main/django/utils/http.py and
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/utils/mediatypes.py;
/// the grammar is in https://www.rfc-editor.org/rfc/rfc9110#section-8.3 and
/// https://www.rfc-editor.org/rfc/rfc8187#section-3.2
[[nodiscard]] constexpr content_type parse_content_type(std::string_view header) noexcept {
    content_type result;
    std::string_view rest = header;
    const std::string_view type = take_part(rest);
    const std::size_t slash = type.find('/');
    const std::string_view main = type.substr(0, slash);
    const std::string_view sub =
        slash == std::string_view::npos ? std::string_view() : type.substr(slash + 1);
    result.is_json = (main == "*" || server::detail::equal_in_any_case(main, "application")) &&
                     (sub == "*" || server::detail::equal_in_any_case(sub, "json"));
    while (!rest.empty()) {
        const std::string_view part = take_part(rest);
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) {
            continue;
        }
        const std::string_view name = strip(part.substr(0, equals));
        const std::string_view value = strip(part.substr(equals + 1));
        if (server::detail::equal_in_any_case(name, "charset")) {
            result.charset = charset_of(value);
        } else if (server::detail::equal_in_any_case(name, "charset*") &&
                   std::count(part.begin(), part.end(), '\'') == 2) {
            // RFC 8187: charset, language and text, separated by apostrophes. Django decodes the
            // text, which here is the name of the body's charset.
            result.charset = charset_of(value.substr(value.rfind('\'') + 1));
        }
    }
    return result;
}

} // namespace detail

/// Decodes the body of a request to UTF-8, with the charset of its `Content-Type`.
///
/// Call this after the signature was verified, because the signature covers the raw bytes. A
/// `basic_receiver` does both. A body in UTF-8 is returned unchanged, and is not validated; the
/// parser does that.
/// @param body the raw bytes of the request. An empty body stays empty, whatever its type.
/// @param header the value of `Content-Type`, or `std::nullopt` if the request has no such header
/// @param memory receives the text if the body has to be converted. The result may refer to it, so
/// keep it unchanged while you use the result.
/// @return the text, a view of `body` or of `memory`; or one of these refusals:
/// - status 415, `issue_code::unsupported_media_type`: the media type is not JSON, or is missing
/// - status 400, `issue_code::parse_error`: the charset cannot decode the bytes, or the decoded
///   text is empty, such as a byte-order mark alone
/// @throws std::bad_alloc only
/// @par Complexity
/// Linear in `body.size()` and the header's length, in time and memory. A body in UTF-8 is not
/// copied.
/// @par Source
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/parsers.py and
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/request.py
///
/// @par Example
/// @snippet values.cpp content_type
/// @see basic_answerer::refuse
[[nodiscard]] inline result<std::string_view>
decode_body(std::string_view body, std::optional<std::string_view> header, std::string& memory) {
    if (body.empty()) {
        return body;
    }
    const detail::content_type type = detail::parse_content_type(header.value_or(""));
    if (!type.is_json) {
        std::string words;
        for (const char byte : header.value_or("")) {
            // WSGI servers decode the bytes of a header as Latin-1 (PEP 3333).
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
        // An empty body counts as `{}`, but a body that decodes to an empty text is malformed.
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
