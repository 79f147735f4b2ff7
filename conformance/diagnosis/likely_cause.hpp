/// @file
/// Guesses a sender's mistake from the value in the body. Each cause is a phrase such as `it looks
/// like seconds since 1970: send "2024-12-12T00:02:00+00:00"`; it is empty if none is known.
#ifndef FLAGHOOK_DIAGNOSIS_LIKELY_CAUSE_HPP
#define FLAGHOOK_DIAGNOSIS_LIKELY_CAUSE_HPP

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace flaghook::diagnosis {

/// @name Causes for a value, given as its JSON text
/// @{
[[nodiscard]] std::string cause_of_bad_time(std::string_view value);
[[nodiscard]] std::string cause_of_bad_integer(std::string_view value);
/// @param choices the documented texts
[[nodiscard]] std::string cause_of_bad_choice(std::string_view value,
                                              std::span<const std::string> choices);
[[nodiscard]] std::string cause_of_bad_text(std::string_view value);
[[nodiscard]] std::string cause_of_no_object(std::string_view value);
[[nodiscard]] std::string cause_of_no_list(std::string_view value);
/// @}

/// Explains a missing field.
/// @param keys the keys of the object that lacks the field
/// @param documented the names of the object's documented fields
[[nodiscard]] std::string cause_of_missing(std::string_view name,
                                           const std::vector<std::string>& keys,
                                           std::span<const std::string_view> documented);

/// Returns the documented name that a key resembles; empty if there is none.
[[nodiscard]] std::string_view resembled(std::string_view key,
                                         std::span<const std::string_view> documented);

/// Explains why a body is not JSON.
/// @param words the server's message, without the prefix `JSON parse error - `
[[nodiscard]] std::string cause_of_malformed(std::string_view body, std::string_view words);

} // namespace flaghook::diagnosis

#endif
