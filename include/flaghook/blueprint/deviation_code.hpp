/// @file
/// The codes of deviations.
#ifndef FLAGHOOK_BLUEPRINT_DEVIATION_CODE_HPP
#define FLAGHOOK_BLUEPRINT_DEVIATION_CODE_HPP

#include <flaghook/version.hpp>

#include <cstdint>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// What kind of departure. None of them makes the server refuse a payload.
enum class deviation_code : std::uint8_t {
    unknown_key,        ///< a key that the version does not have; ignored
    repeated_key,       ///< a key that an object has twice; the last one counts
    coerced_type,       ///< a JSON type other than the documented one; converted
    trimmed_text,       ///< white space at the ends of text; trimmed
    naive_time,         ///< a date-time without an offset; taken for UTC
    shifted_time,       ///< a date-time with an offset other than UTC; converted
    unusual_time,       ///< a date-time in a form that is not documented
    unknown_version,    ///< a protocol version that is not published; ignored
    repeated_change_id, ///< a change with the id of an earlier one of the batch; dropped
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

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
