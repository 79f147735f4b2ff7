/// @file
/// Bytes to JSON events, exactly as the server reads JSON.
#ifndef FLAGHOOK_JSON_READER_HPP
#define FLAGHOOK_JSON_READER_HPP

#include <flaghook/server/number.hpp>
#include <flaghook/server/text.hpp>
#include <flaghook/version.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI::json {

/// How reading ended.
enum class read_status : std::uint8_t {
    complete,  ///< all events were delivered
    stopped,   ///< an event returned false
    malformed, ///< the server answers 400
    too_deep   ///< nested deeper than the limit
};

/// How reading ended and, where the body is malformed, a sentence that says how and where.
struct read_result {
    /// How reading ended.
    read_status status = read_status::complete;
    /// Where the body is malformed: how and, but for bodies with an exponent of more than nine
    /// digits and for integers of too many, at which byte.
    std::string reason{};
    /// How many bytes at the end of the body were dropped: a character that the end cuts off.
    std::size_t cut = 0;
};

namespace detail {

/// Gives Boost.JSON's events on in a form that has whole strings and the text of numbers.
///
/// `Handler` provides `on_null`, `on_bool(bool)`, `on_number(literal)`, `on_string(text)`,
/// `on_key(text)`, `on_object_begin`, `on_object_end`, `on_array_begin`, `on_array_end`, each
/// returning whether to go on, and `wants_text()`, which says whether the next string is looked at:
/// otherwise its text may be incomplete.
template <class Handler>
class event_adapter {
public:
    static constexpr std::size_t max_object_size = SIZE_MAX;
    static constexpr std::size_t max_array_size = SIZE_MAX;
    static constexpr std::size_t max_key_size = SIZE_MAX;
    static constexpr std::size_t max_string_size = SIZE_MAX;

    event_adapter(Handler& handler, std::string& scratch) noexcept
        : handler_(handler), scratch_(scratch) {
        scratch_.clear();
    }

    using error_code = boost::json::error_code;
    using string_view = boost::json::string_view;

    bool on_document_begin(error_code&) { return true; }
    bool on_document_end(error_code&) { return true; }
    bool on_object_begin(error_code& error) { return go_on(handler_.on_object_begin(), error); }
    bool on_object_end(std::size_t, error_code& error) {
        return go_on(handler_.on_object_end(), error);
    }
    bool on_array_begin(error_code& error) { return go_on(handler_.on_array_begin(), error); }
    bool on_array_end(std::size_t, error_code& error) {
        return go_on(handler_.on_array_end(), error);
    }
    bool on_key_part(string_view part, std::size_t, error_code&) { return keep_text(part); }
    bool on_key(string_view rest, std::size_t, error_code& error) {
        const bool result = handler_.on_key(whole(rest));
        scratch_.clear();
        return go_on(result, error);
    }
    bool on_string_part(string_view part, std::size_t, error_code&) { return keep_text(part); }
    bool on_string(string_view rest, std::size_t, error_code& error) {
        const bool result = handler_.on_string(whole(rest));
        scratch_.clear();
        return go_on(result, error);
    }
    bool on_number_part(string_view part, error_code&) {
        scratch_.append(part.data(), part.size());
        return true;
    }
    bool on_int64(std::int64_t, string_view rest, error_code& error) {
        return on_number(rest, error);
    }
    bool on_uint64(std::uint64_t, string_view rest, error_code& error) {
        return on_number(rest, error);
    }
    bool on_double(double, string_view rest, error_code& error) { return on_number(rest, error); }
    bool on_bool(bool value, error_code& error) { return go_on(handler_.on_bool(value), error); }
    bool on_null(error_code& error) { return go_on(handler_.on_null(), error); }
    bool on_comment_part(string_view, error_code&) { return true; }
    bool on_comment(string_view, error_code&) { return true; }

    /// Whether an event of the handler's ended the reading.
    [[nodiscard]] bool stopped() const noexcept { return stopped_; }
    /// Whether an integer with more digits than Python reads ended it.
    [[nodiscard]] bool too_many_digits() const noexcept { return too_many_digits_; }

private:
    bool go_on(bool result, error_code& error) {
        if (!result) {
            stopped_ = true;
            error = boost::json::error::incomplete;
        }
        return result;
    }

    bool keep_text(string_view part) {
        if (handler_.wants_text()) {
            scratch_.append(part.data(), part.size());
        }
        return true;
    }

    std::string_view whole(string_view rest) {
        if (scratch_.empty()) {
            return {rest.data(), rest.size()};
        }
        scratch_.append(rest.data(), rest.size());
        return scratch_;
    }

    bool on_number(string_view rest, error_code& error) {
        const std::string_view literal = whole(rest);
        const std::size_t sign = literal.starts_with('-') ? 1 : 0;
        if (literal.size() - sign > server::max_integer_digits &&
            server::is_integer_literal(literal)) {
            too_many_digits_ = true;
            error = boost::json::error::incomplete;
            return false;
        }
        const bool result = handler_.on_number(literal);
        scratch_.clear();
        return go_on(result, error);
    }

    Handler& handler_;
    std::string& scratch_;
    bool stopped_ = false;
    bool too_many_digits_ = false;
};

/// The value of the four hexadecimal digits at `position`, if there are such.
[[nodiscard]] inline std::optional<char32_t> hex_escape(std::string_view text,
                                                        std::size_t position) noexcept {
    if (text.size() < 4 || position > text.size() - 4) {
        return std::nullopt;
    }
    char32_t result = 0;
    for (const char digit : text.substr(position, 4)) {
        unsigned value = 0;
        if (digit >= '0' && digit <= '9') {
            value = static_cast<unsigned>(digit - '0');
        } else if (digit >= 'a' && digit <= 'f') {
            value = static_cast<unsigned>(digit - 'a') + 10;
        } else if (digit >= 'A' && digit <= 'F') {
            value = static_cast<unsigned>(digit - 'A') + 10;
        } else {
            return std::nullopt;
        }
        result = result << 4U | value;
    }
    return result;
}

/// An escaped surrogate that has no partner.
struct lone_surrogate {
    /// Where its backslash stands; the end of the text where there is none.
    std::size_t position;
    char32_t point = 0;
    static constexpr std::size_t escape_width = 6;
};

/// Finds the next lone surrogate from `position` on, which is outside of any escape.
///
/// Only escapes are looked at: in JSON a backslash stands nowhere but in strings, and a body where
/// it does is malformed with or without what is done about surrogates.
[[nodiscard]] inline lone_surrogate find_lone_surrogate(std::string_view text,
                                                        std::size_t position) noexcept {
    for (position = text.find('\\', position); position < text.size();
         position = text.find('\\', position)) {
        std::optional<char32_t> point;
        if (position + 1 < text.size() && text[position + 1] == 'u') {
            point = hex_escape(text, position + 2);
        }
        if (!point) {
            position += 2;
            continue;
        }
        if (server::is_surrogate(*point)) {
            std::optional<char32_t> low;
            if (*point < 0xDC00 && text.substr(position + 6, 2) == "\\u") {
                low = hex_escape(text, position + 8);
            }
            if (!low || *low < 0xDC00 || *low > 0xDFFF) {
                return {position, *point};
            }
            position += lone_surrogate::escape_width;
        }
        position += lone_surrogate::escape_width;
    }
    return {text.size()};
}

/// The body with every exponent of more than nine digits that count replaced by one of nine nines,
/// which means the same to a `double`: Boost.JSON refuses exponents past 2^31, Python reads them.
[[nodiscard]] inline std::string with_short_exponents(std::string_view body) {
    std::string result;
    result.reserve(body.size());
    bool in_string = false;
    for (std::size_t position = 0; position < body.size(); ++position) {
        const char byte = body[position];
        result += byte;
        if (in_string && byte == '\\' && position + 1 < body.size()) {
            result += body[++position];
        } else if (byte == '"') {
            in_string = !in_string;
        } else if (!in_string && (byte == 'e' || byte == 'E')) {
            if (position + 1 < body.size() &&
                (body[position + 1] == '+' || body[position + 1] == '-')) {
                result += body[++position];
            }
            const std::size_t first = position + 1;
            std::size_t end = body.find_first_not_of("0123456789", first);
            end = end == std::string_view::npos ? body.size() : end;
            const std::string_view digits = body.substr(first, end - first);
            const std::size_t counting = digits.find_first_not_of('0');
            const bool is_long = counting != std::string_view::npos && digits.size() - counting > 9;
            result += is_long ? std::string_view("999999999") : digits;
            position = end - 1;
        }
    }
    return result;
}

/// Where a byte stands, in words.
[[nodiscard]] inline std::string at_byte(std::size_t position) {
    return " at byte " + std::to_string(position);
}

/// The body with every lone surrogate escape from the given one on replaced by three bytes.
[[nodiscard]] inline std::string with_surrogate_bytes(std::string_view body, lone_surrogate next) {
    std::string result;
    result.reserve(body.size());
    std::size_t position = 0;
    while (next.position != body.size()) {
        result.append(body, position, next.position - position);
        server::append_code_point(result, next.point);
        position = next.position + lone_surrogate::escape_width;
        next = find_lone_surrogate(body, position);
    }
    result.append(body, position);
    return result;
}

/// Where a position of the text that `with_surrogate_bytes` makes of a body stands in the body.
[[nodiscard]] inline std::size_t position_in_body(std::string_view body,
                                                  std::size_t position) noexcept {
    constexpr std::size_t shortened = lone_surrogate::escape_width - 3;
    lone_surrogate next = find_lone_surrogate(body, 0);
    while (next.position < body.size() && next.position < position) {
        position += shortened;
        next = find_lone_surrogate(body, next.position + lone_surrogate::escape_width);
    }
    return position;
}

/// Reads a text that is valid UTF-8 but for the bytes that stand for lone surrogates.
/// @param body what came, for telling where an error stands
/// @param is_shortened whether exponents of the text are shorter than the body's: then places in it
/// say nothing about the body
template <class Handler>
[[nodiscard]] read_result read_text(std::string_view text, std::string_view body, Handler& handler,
                                    std::string& scratch, std::size_t max_depth,
                                    bool is_shortened = false) {
    boost::json::parse_options options;
    options.max_depth = max_depth;
    options.allow_invalid_utf8 = true;
    boost::json::basic_parser<event_adapter<Handler>> parser(options, handler, scratch);
    boost::json::error_code error;
    const std::size_t used = parser.write_some(false, text.data(), text.size(), error);
    if (parser.handler().stopped()) {
        return {read_status::stopped};
    }
    if (parser.handler().too_many_digits()) {
        return {read_status::malformed,
                "integer of more than " + std::to_string(server::max_integer_digits) + " digits"};
    }
    if (error == boost::json::error::exponent_overflow) {
        handler.on_begin();
        return read_text(with_short_exponents(text), body, handler, scratch, max_depth, true);
    }
    if (error == boost::json::error::too_deep) {
        return {read_status::too_deep};
    }
    if (error == boost::json::error::incomplete) {
        return {read_status::malformed, "unexpected end" + at_byte(body.size())};
    }
    if (error || used < text.size()) {
        const std::string place =
            is_shortened ? std::string() : at_byte(position_in_body(body, used));
        return {read_status::malformed, (error ? error.message() : "extra data") + place};
    }
    return {};
}

} // namespace detail

/// Reads a body as the server does (Django REST framework's strict `JSONParser` on Python's `json`)
/// and delivers its events, in one pass and without a tree.
///
/// On top of RFC 8259 that is: an empty body is an empty object; lone surrogate escapes are read,
/// and delivered as three bytes each; numbers have any size, but integers at most 4300 digits;
/// a byte-order mark, invalid UTF-8, `NaN` and `Infinity` are malformed; a character that the end
/// of the body cuts off is dropped.
/// @param handler see `detail::event_adapter`; `on_begin()` is called before the first event, again
/// if reading has to start anew
/// @param scratch memory for strings that do not stand in the body as they are; kept by the caller
/// so that it is allocated once
/// @param max_depth how many objects and arrays may be open at a time
/// @par Complexity
/// Linear; memory for the longest string with an escape in it, for a copy of a body with lone
/// surrogates or with an exponent of more than nine digits, and stack for each open level.
/// @par Source
/// https://docs.python.org/3/library/json.html and `JSONParser` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/parsers.py
template <class Handler>
[[nodiscard]] read_result read(std::string_view body, Handler& handler, std::string& scratch,
                               std::size_t max_depth) {
    handler.on_begin();
    if (body.empty()) {
        const bool going = handler.on_object_begin() && handler.on_object_end();
        return {going ? read_status::complete : read_status::stopped};
    }
    const server::utf8_extent extent = server::measure_utf8(body);
    if (!extent.complete_or_cut) {
        return {read_status::malformed, "invalid UTF-8" + detail::at_byte(extent.valid)};
    }
    if (body.starts_with("\xEF\xBB\xBF")) {
        return {read_status::malformed, "unexpected byte-order mark"};
    }
    const std::string_view text = body.substr(0, extent.valid);
    const detail::lone_surrogate first = detail::find_lone_surrogate(text, 0);
    read_result result = first.position == text.size()
                             ? detail::read_text(text, text, handler, scratch, max_depth)
                             : detail::read_text(detail::with_surrogate_bytes(text, first), text,
                                                 handler, scratch, max_depth);
    result.cut = body.size() - extent.valid;
    return result;
}

} // namespace flaghook::inline FLAGHOOK_ABI::json

#endif
