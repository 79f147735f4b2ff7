/// @file
/// The rule of date-time fields.
#ifndef FLAGHOOK_BLUEPRINT_DATE_TIME_HPP
#define FLAGHOOK_BLUEPRINT_DATE_TIME_HPP

#include <flaghook/blueprint/deviation_code.hpp>
#include <flaghook/blueprint/issue_code.hpp>
#include <flaghook/blueprint/rule.hpp>
#include <flaghook/model/timestamp.hpp>
#include <flaghook/server/date_time.hpp>
#include <flaghook/server/message.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace flaghook::inline FLAGHOOK_ABI::blueprint {

/// The rule of a field that contains a date and a time.
///
/// The documented form is a JSON string with this text, in UTC:
/// @code{.unparsed}
/// documented  = year "-" 2DIGIT "-" 2DIGIT "T" 2DIGIT ":" 2DIGIT ":" 2DIGIT [ "+00:00" ]
/// year        = 4DIGIT                      ; 0001 to 9999
/// @endcode
///
/// The server also accepts these texts. It tries the three forms in this order. The letters `T`,
/// `W` and `Z` must be in upper case.
/// @code{.unparsed}
/// accepted    = iso-form / django-form / format-name
/// iso-form    = ( calendar / week ) [ character iso-time [ iso-offset ] ]
/// calendar    = year "-" 2DIGIT "-" 2DIGIT / year 2DIGIT 2DIGIT
/// week        = year "-W" 2DIGIT [ "-" DIGIT ] / year "W" 2DIGIT [ DIGIT ]
/// iso-time    = 2DIGIT [ ":" 2DIGIT [ ":" 2DIGIT [ fraction ] ] ]
///             / 2DIGIT [ 2DIGIT [ 2DIGIT [ fraction ] ] ]
/// iso-offset  = "Z" / ( "+" / "-" ) iso-time ; less than 24 hours
/// fraction    = ( "." / "," ) 1*DIGIT       ; digits after the sixth are cut
/// django-form = 4udigit "-" 1*2udigit "-" 1*2udigit ( "T" / SP ) django-time *space
///               [ "Z" / ( "+" / "-" ) 2udigit [ [ ":" ] 2udigit ] ] [ LF ]
/// django-time = 1*2udigit ":" 1*2udigit [ ":" 1*2udigit [ ( "." / "," ) 1*12udigit ] ]
/// format-name = "iso-8601"                  ; any letter case; means 1900-01-01T00:00:00Z
/// udigit      = <decimal digit of any script, general category Nd>
/// space       = <white space, as of Python's str.isspace>
/// character   = <any one character>
/// @endcode
///
/// This is the documented grammar of Python. Some releases of Python accept more by mistake.
///
/// A text without an offset means UTC. The date and the time of day must exist; hour 24 and second
/// 60 do not. The result is converted to UTC and cut to microseconds. For `shifted_time`, the
/// documented form may also have a fraction of six digits.
///
/// | value | result |
/// |-------|--------|
/// | `null` | `issue_code::null` |
/// | another text, another JSON type | `issue_code::invalid` |
/// | an instant outside the years 1 to 9999 in UTC | `issue_code::overflow` |
/// | the documented form with an offset other than UTC | `deviation_code::shifted_time` |
/// | another form that is accepted | `deviation_code::unusual_time` |
/// @par Complexity
/// Linear in the length of the value.
/// @par Source
/// `DateTimeField` in
/// https://github.com/encode/django-rest-framework/blob/master/rest_framework/fields.py,
/// `parse_datetime` in https://github.com/django/django/blob/main/django/utils/dateparse.py, and
/// https://docs.python.org/3/library/datetime.html#datetime.datetime.fromisoformat
///
/// @par Example
/// @snippet declaration.cpp declaration
/// @see timestamp
struct date_time {
    /// The documented JSON type in words.
    static constexpr std::string_view documented_type = "string";
    /// The server's message for a value of another type or form.
    static constexpr std::string_view invalid_message = server::detail::message::not_a_date_time;

    /// Rejects, at compile time, a member that the rule cannot fill.
    template <class Member>
    static consteval bool check() noexcept {
        static_assert(std::is_same_v<plain_member_t<Member>, timestamp>,
                      "flaghook: the rule date_time needs a member of type flaghook::timestamp, or "
                      "std::optional of it");
        return true;
    }

    /// Reads a JSON value into a member, and notes issues and deviations; see `rule`.
    template <class Place, class Reader, class Member>
    [[nodiscard]] static const char* read(Reader& reader, const char* at, Member& member) {
        // The forms with `+00:00` and `Z` have a fixed length and no character that ends a string.
        // `Z` is a deviation, so it is read here only if deviations are not wanted.
        constexpr std::size_t seconds_end = 20;
        constexpr std::array<char, 7> utc{'+', '0', '0', ':', '0', '0', '"'};
        constexpr std::array<char, 2> zulu{'Z', '"'};
        if (reader.left(at) >= seconds_end + utc.size() && *at == '"') {
            const bool is_zulu =
                reader.starts_with(at + seconds_end, zulu) && !reader.wants_deviations();
            if (is_zulu || reader.starts_with(at + seconds_end, utc)) {
                if (const auto documented =
                        flaghook::detail::read_date_and_time({at + 1, seconds_end - 1})) {
                    member = *documented;
                    return at + seconds_end + (is_zulu ? zulu.size() : utc.size());
                }
            }
        }
        return read_other<Place>(reader, at, member);
    }

    /// Writes a value as JSON, and notes issues; see `rule`.
    template <class Place, class Writer>
    [[nodiscard]] static char* write(Writer& writer, char* at, timestamp value) {
        if (!in_range(value)) {
            writer.template report<Place>(value == unset_timestamp ? issue_code::required
                                                                   : issue_code::overflow);
            return at;
        }
        at = writer.room(at, max_timestamp_text + 2);
        *at = '"';
        at = write_to(at + 1, value);
        *at = '"';
        return at + 1;
    }

    /// Returns the maximum length of the written value, apart from escapes.
    [[nodiscard]] std::size_t estimate(timestamp) const noexcept { return max_timestamp_text + 2; }

    /// Describes the documented values with keywords of JSON Schema.
    template <class Schema>
    void describe(Schema& schema) const {
        schema.keyword("type", "string");
        schema.keyword("format", "date-time");
        schema.keyword("pattern", "^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
                                  "T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([+]00:00)?"
                                  "$(?!\\n)");
    }

    /// Returns the documented values in words.
    [[nodiscard]] std::string documented_form() const {
        return "a string such as \"2024-12-12T00:02:00+00:00\"";
    }

private:
    template <class Place, class Reader, class Member>
    [[nodiscard, gnu::noinline]] static const char* read_other(Reader& reader, const char* at,
                                                               Member& member) {
        std::string_view text;
        if (!reader.starts_with(at, '"')) {
            typename Reader::value_type value;
            at = reader.template read_value<Place>(at, value);
            if (at != nullptr) {
                reader.template report<Place>(value.is_null() ? issue_code::null
                                                              : issue_code::invalid);
            }
            return at;
        }
        if (!reader.wants_deviations()) {
            timestamp usual;
            const char* const end =
                server::detail::read_usual_form(at + 1, at + reader.left(at), usual);
            if (end != nullptr && reader.starts_with(end, '"')) {
                member = usual;
                return end + 1;
            }
        }
        at = reader.read_string(at, text);
        if (at == nullptr) {
            return nullptr;
        }
        const server::detail::date_time read = server::detail::read_date_time(text);
        switch (read.outcome) {
        case server::detail::date_time_outcome::valid:
            member = read.instant;
            if (reader.wants_deviations()) {
                check_form<Place>(reader, text);
            }
            break;
        case server::detail::date_time_outcome::invalid:
            reader.template report<Place>(issue_code::invalid);
            break;
        case server::detail::date_time_outcome::overflow:
            reader.template report<Place>(issue_code::overflow);
            break;
        }
        return at;
    }

    /// Notes a deviation unless the text is `YYYY-MM-DDTHH:MM:SS`, alone or with `+00:00`.
    template <class Place, class Reader>
    static void check_form(Reader& reader, std::string_view text) {
        constexpr std::size_t offset_width = 6;
        const std::size_t offset_at = text.size() - std::min(text.size(), offset_width);
        const std::string_view offset = text.substr(offset_at);
        if (is_without_offset(text) ||
            (offset == "+00:00" && is_without_offset(text.substr(0, offset_at)))) {
            return;
        }
        const bool is_shifted = (offset.starts_with('+') || offset.starts_with('-')) &&
                                offset.substr(1) != "00:00" &&
                                parse_timestamp(std::string(text.substr(0, offset_at)) + 'Z');
        reader.template deviate<Place>(is_shifted ? deviation_code::shifted_time
                                                  : deviation_code::unusual_time);
    }

    [[nodiscard]] static bool is_without_offset(std::string_view text) noexcept {
        constexpr std::size_t width = 19;
        return text.size() == width && flaghook::detail::read_date_and_time(text).has_value();
    }
};

} // namespace flaghook::inline FLAGHOOK_ABI::blueprint

#endif
