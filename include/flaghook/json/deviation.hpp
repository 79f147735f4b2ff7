/// @file
/// Where a payload departs from the documentation although the server takes it.
#ifndef FLAGHOOK_JSON_DEVIATION_HPP
#define FLAGHOOK_JSON_DEVIATION_HPP

#include <flaghook/json/issue.hpp>
#include <flaghook/version.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI {

/// What kind of departure. None of them makes the server refuse a payload.
enum class deviation_code : std::uint8_t {
    unknown_key,        ///< a key that the version does not have; ignored
    repeated_key,       ///< a key that stands twice in an object; the last one counts
    coerced_type,       ///< a JSON type other than the documented one; converted
    trimmed_text,       ///< white space at the ends of text; trimmed
    naive_time,         ///< a date-time without an offset; taken for UTC
    shifted_time,       ///< a date-time with an offset other than UTC; converted
    unusual_time,       ///< a date-time in a form that is not documented
    unknown_version,    ///< a protocol version that is not published; ignored
    repeated_change_id, ///< a change whose id stood before in the batch; dropped
    no_changes,         ///< an empty list of changes; nothing is recorded
    cut_character       ///< a character cut off at the end of the body; dropped
};

/// The code's name.
[[nodiscard]] constexpr std::string_view to_string(deviation_code code) noexcept {
    switch (code) {
    case deviation_code::unknown_key:
        return "unknown_key";
    case deviation_code::repeated_key:
        return "repeated_key";
    case deviation_code::coerced_type:
        return "coerced_type";
    case deviation_code::trimmed_text:
        return "trimmed_text";
    case deviation_code::naive_time:
        return "naive_time";
    case deviation_code::shifted_time:
        return "shifted_time";
    case deviation_code::unusual_time:
        return "unusual_time";
    case deviation_code::unknown_version:
        return "unknown_version";
    case deviation_code::repeated_change_id:
        return "repeated_change_id";
    case deviation_code::no_changes:
        return "no_changes";
    case deviation_code::cut_character:
        return "cut_character";
    }
    return "unknown";
}

/// One departure from the documentation: a place, a code, and a sentence for people.
class deviation {
public:
    /// @param detail the key, or the JSON type that came
    deviation(flaghook::location where, deviation_code code, std::string detail = {})
        : location_(where), code_(code), detail_(std::move(detail)) {}

    /// Where.
    [[nodiscard]] const flaghook::location& location() const noexcept { return location_; }

    /// Where, as text: `data[3].change_id`. Of a key that the version does not have, the object.
    [[nodiscard]] std::string path() const { return location_.to_string(); }

    /// What kind.
    [[nodiscard]] deviation_code code() const noexcept { return code_; }

    /// The part of the message that depends on the value.
    [[nodiscard]] const std::string& detail() const noexcept { return detail_; }

    /// What departs, and what the server makes of it.
    [[nodiscard]] std::string message() const {
        switch (code_) {
        case deviation_code::unknown_key:
            return "The key \"" + detail_ + "\" is not documented; Sentry ignores it.";
        case deviation_code::repeated_key:
            return "The key \"" + detail_ + "\" is repeated; Sentry takes the last one.";
        case deviation_code::coerced_type:
            return "A " + expected() + " is documented; Sentry converts this " + detail_ + ".";
        case deviation_code::trimmed_text:
            return "Sentry trims the white space around this text.";
        case deviation_code::naive_time:
            return "The time has no offset; Sentry takes it for UTC.";
        case deviation_code::shifted_time:
            return "The time is not in UTC; Sentry converts it.";
        case deviation_code::unusual_time:
            return "The documented form is YYYY-MM-DDTHH:MM:SS+00:00; Sentry reads this one, too.";
        case deviation_code::unknown_version:
            return "Protocol version " + detail_ + " is not published; Sentry does not look at it.";
        case deviation_code::repeated_change_id:
            return "An earlier change of this payload has the same change_id; Sentry drops this "
                   "one.";
        case deviation_code::no_changes:
            return "The list has no changes; Sentry records nothing.";
        case deviation_code::cut_character:
            return "The body ends inside of a character; Sentry drops the " + detail_ +
                   " bytes of it.";
        }
        return {};
    }

private:
    [[nodiscard]] std::string expected() const {
        return location_.declaration().kind == blueprint::node_kind::integer ? "number" : "string";
    }

    flaghook::location location_;
    deviation_code code_;
    std::string detail_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
