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

/// The kind of a deviation from the documentation.
///
/// The server accepts a payload with deviations. Each comment says what it does with the value.
/// @par Source
/// https://github.com/getsentry/sentry/blob/master/src/sentry/flags/docs/api.md
/// @see deviation
enum class deviation_code : std::uint8_t {
    /// The protocol version does not have this key. The server ignores it.
    unknown_key,
    /// An object has this key more than once. The last value counts.
    repeated_key,
    /// The value has another JSON type than the documented one. The server converts it.
    coerced_type,
    /// The text has white space at its ends. The server removes it.
    trimmed_text,
    /// The date-time has an offset other than UTC. The server converts it to UTC.
    shifted_time,
    /// The date-time has another form than the documented ones. The server can read it.
    unusual_time,
    /// The protocol version is not a published one. The server ignores the number.
    unknown_version,
    /// An earlier change of the batch has the same id. The server does not record this change.
    repeated_change_id,
    /// The list of changes is empty. The server records nothing.
    no_changes,
    /// The last character of the body is cut off. The server ignores its bytes.
    cut_character
};

/// The codes' names, which `to_string` and `from_string` use.
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
