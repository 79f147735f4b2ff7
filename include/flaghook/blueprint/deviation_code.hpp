/// @file
/// The codes of deviations.
#ifndef FLAGHOOK_BLUEPRINT_DEVIATION_CODE_HPP
#define FLAGHOOK_BLUEPRINT_DEVIATION_CODE_HPP

#include <flaghook/enumeration.hpp>
#include <flaghook/version.hpp>

#include <array>
#include <cstdint>
#include <string_view>

namespace flaghook::inline FLAGHOOK_ABI {

/// What kind of departure. None of them makes the server refuse a payload.
enum class deviation_code : std::uint8_t {
    unknown_key,        ///< a key that the version does not have; ignored
    repeated_key,       ///< a key that an object has twice; the last one counts
    coerced_type,       ///< a JSON type other than the documented one; converted
    trimmed_text,       ///< white space at the ends of text; trimmed
    shifted_time,       ///< a date-time with an offset other than UTC; converted
    unusual_time,       ///< a date-time in another form than the documented ones; read all the same
    unknown_version,    ///< a protocol version that is not published; ignored
    repeated_change_id, ///< a change with the id of an earlier one of the batch; dropped
    no_changes,         ///< an empty list of changes; nothing is recorded
    cut_character       ///< a character cut off at the end of the body; dropped
};

/// The codes' names.
template <>
inline constexpr auto enumerators<deviation_code> = std::to_array<enumerator<deviation_code>>({
    {deviation_code::unknown_key, "unknown_key"},
    {deviation_code::repeated_key, "repeated_key"},
    {deviation_code::coerced_type, "coerced_type"},
    {deviation_code::trimmed_text, "trimmed_text"},
    {deviation_code::shifted_time, "shifted_time"},
    {deviation_code::unusual_time, "unusual_time"},
    {deviation_code::unknown_version, "unknown_version"},
    {deviation_code::repeated_change_id, "repeated_change_id"},
    {deviation_code::no_changes, "no_changes"},
    {deviation_code::cut_character, "cut_character"},
});

} // namespace flaghook::inline FLAGHOOK_ABI

#endif
