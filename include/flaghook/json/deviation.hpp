/// @file
/// Where a payload departs from the documentation although the server takes it.
#ifndef FLAGHOOK_JSON_DEVIATION_HPP
#define FLAGHOOK_JSON_DEVIATION_HPP

#include <flaghook/blueprint/deviation_code.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/version.hpp>

#include <string>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI {

/// One departure from the documentation: a place, a code, and a sentence for people.
class deviation {
public:
    /// @param detail the key, or the JSON type of the value
    deviation(field_location where, deviation_code code, std::string detail = {})
        : location_(where), code_(code), detail_(std::move(detail)) {}

    /// Where.
    [[nodiscard]] const field_location& location() const noexcept { return location_; }

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
            return "A " + std::string(location_.declaration().documented_type) +
                   " is documented; Sentry converts this " + detail_ + ".";
        case deviation_code::trimmed_text:
            return "Sentry trims the white space around this text.";
        case deviation_code::shifted_time:
            return "The time is not in UTC; Sentry converts it.";
        case deviation_code::unusual_time:
            return "The documented forms are YYYY-MM-DDTHH:MM:SS and the same with +00:00; Sentry "
                   "reads this one, too.";
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
    field_location location_;
    deviation_code code_;
    std::string detail_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
