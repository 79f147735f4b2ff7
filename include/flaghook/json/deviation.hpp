/// @file
/// Differences between an accepted payload and Sentry's documentation.
#ifndef FLAGHOOK_JSON_DEVIATION_HPP
#define FLAGHOOK_JSON_DEVIATION_HPP

#include <flaghook/blueprint/deviation_code.hpp>
#include <flaghook/json/issue.hpp>
#include <flaghook/version.hpp>

#include <string>
#include <utility>

namespace flaghook::inline FLAGHOOK_ABI {

/// One difference between an accepted payload and Sentry's documentation.
///
/// A deviation has a location, a code and a message. It never causes a refusal; reasons for a
/// refusal are of the type `issue`.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
/// @par Example
/// @snippet parsing.cpp parser
/// @see `parse_options::deviations`
class deviation {
public:
    /// Creates a deviation. Does not throw.
    /// @param where the field that differs; for `deviation_code::unknown_key`, the object that has
    /// the key
    /// @param code the kind of difference
    /// @param detail the part of the message that depends on the value: the key, the JSON type, the
    /// protocol version, or the number of bytes; empty for a code whose message is always the same
    deviation(field_location where, deviation_code code, std::string detail = {})
        : location_(where), code_(code), detail_(std::move(detail)) {}

    /// Returns the location of the field that differs. For `deviation_code::unknown_key`, it is the
    /// location of the object that has the key.
    [[nodiscard]] const field_location& location() const noexcept { return location_; }

    /// Returns the path of `location()`.
    /// @return such as `data[3].change_id`; empty for the payload as a whole
    /// @throws std::bad_alloc only
    [[nodiscard]] std::string path() const { return location_.to_string(); }

    /// Returns the kind of difference.
    [[nodiscard]] deviation_code code() const noexcept { return code_; }

    /// Returns the part of the message that depends on the value; empty if no part does.
    [[nodiscard]] const std::string& detail() const noexcept { return detail_; }

    /// Returns a message in English: how the payload differs, and how the server treats it.
    /// @throws std::bad_alloc only
    /// @par Complexity
    /// Linear in `detail().size()`.
    [[nodiscard]] std::string message() const {
        switch (code_) {
        case deviation_code::unknown_key:
            return "The key \"" + detail_ + "\" is not documented; Sentry ignores it.";
        case deviation_code::repeated_key:
            return "The key \"" + detail_ + "\" is repeated; Sentry uses the last one.";
        case deviation_code::coerced_type:
            return "A " + std::string(location_.declaration().documented_type) +
                   " is documented; Sentry converts this " + detail_ + ".";
        case deviation_code::trimmed_text:
            return "Sentry trims the white space around this text.";
        case deviation_code::shifted_time:
            return "The time is not in UTC; Sentry converts it.";
        case deviation_code::unusual_time:
            return "The documented forms are YYYY-MM-DDTHH:MM:SS and the same with +00:00; Sentry "
                   "accepts this one, too.";
        case deviation_code::unknown_version:
            return "Protocol version " + detail_ + " is not published; Sentry ignores the version.";
        case deviation_code::repeated_change_id:
            return "An earlier change of this payload has the same change_id; Sentry drops this "
                   "one.";
        case deviation_code::no_changes:
            return "The list has no changes; Sentry records nothing.";
        case deviation_code::cut_character:
            return "The body ends inside a character; Sentry drops the " + detail_ +
                   " bytes of it.";
        }
        return {};
    }

    /// Compares the locations, the codes and the details.
    friend bool operator==(const deviation&, const deviation&) = default;

private:
    field_location location_;
    deviation_code code_;
    std::string detail_;
};

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
